"""Two tables, one of what came and one of what went, whose grand totals must be equal column by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportminer.model import Quantity, Relation
from reportminer.relate.evidence.closing import meets
from reportminer.relate.evidence.odds import apart
from reportminer.relate.tables.sheets import Sheet, Words, draft

_CUE = "收支平衡"
_CHANCE = 0.12


def sides(sheets: Sequence[Sheet], words: Words) -> Iterator[Relation]:
    """收入总计 of one table and 支出总计 of the next, where columns of one name are equal or one slip keeps them apart.

    Given where more than one column is equal, or the only one.
    """
    incomes: Mapping[str, Quantity] = {}
    for sheet in sheets:
        came, went = _totals(sheet, "table_income_total", words), _totals(sheet, "table_outgoing_total", words)
        if went and incomes and not came:
            pairs = [(incomes[head], figure) for head, figure in went.items() if head in incomes]
            pairs = [(one, other) for one, other in pairs if one.unit == other.unit and one.kind == other.kind]
            equal = sum(meets(one, other) for one, other in pairs)
            if equal and (equal > 1 or len(pairs) == 1):
                for one, other in pairs:
                    chance = apart(one, other)
                    if meets(one, other) or (chance is not None and chance <= _CHANCE):
                        yield draft("balance", (one.id,), (other.id,), _CUE, strength="implied")
            incomes = {}
        elif came:
            incomes = came


def _totals(sheet: Sheet, use: str, words: Words) -> dict[str, Quantity]:
    """The amounts of the one row that is called so, by the heads of their columns."""
    rows = {cell.row for cell in sheet.body if words.ends(use, cell.row_head)}
    if len(rows) != 1:
        return {}
    found: dict[str, Quantity] = {}
    for cell in sheet.body:
        figure = sheet.figure(cell) if cell.row in rows else None
        if figure is not None and figure.kind == "amount" and figure.bound == "exact" and not figure.malformed:
            found["".join(cell.column_heads)] = figure
    return found
