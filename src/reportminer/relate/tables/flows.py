"""Rows of tables that carry an account (上年结余 + 收入 = 支出 + 年末结余), and two tables that must balance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from reportminer.model import Quantity, Relation
from reportminer.relate.evidence.closing import meets
from reportminer.relate.evidence.odds import apart, rarely
from reportminer.relate.tables.rates import heads_of, parts_of
from reportminer.relate.tables.sheets import Sheet, Words, draft, verdict

_SIDES = ("table_opening", "table_income", "table_outgoing", "table_closing")
_CUE = "收支平衡"
_CHANCE = 0.12


def flows(sheet: Sheet, words: Words) -> Iterator[Relation]:
    """Opening + income = expenditure + closing in each row, where one column is each and most rows bear it out."""
    for rows in parts_of(sheet):
        sides = _sides(heads_of(rows), words)
        if sides is None:
            continue
        drafts = []
        for row in rows:
            figures = [sheet.figure(row[column]) if column in row else None for column in sides]
            known = [each for each in figures if each is not None]
            if len(known) == len(_SIDES) and len({(each.kind, each.unit) for each in known}) == 1:
                opening, income, outgoing, closing = (each.id for each in known)
                drafts.append(draft("balance", (opening, income), (outgoing, closing), "收支结余"))
        holding = sum(verdict(each, sheet.by_id) is True for each in drafts)
        if holding and holding * 2 >= len(drafts):
            # a single row that holds may be chance, but not where a column has the surplus of the year
            sure = holding > 1 or _has_surplus(heads_of(rows), words)
            yield from (drafts if sure else [replace(each, strength="implied") for each in drafts])


def _has_surplus(heads: dict[int, tuple[str, ...]], words: Words) -> bool:
    return sum(bool(head) and words.ends("table_surplus", head[-1]) for head in heads.values()) == 1


def _sides(heads: dict[int, tuple[str, ...]], words: Words) -> list[int] | None:
    """The columns of the four sides, None where one is missing or there are several."""
    columns = []
    for use in _SIDES:
        found = [column for column, head in heads.items() if head and words.ends(use, head[-1])]
        if len(found) != 1:
            return None
        columns.append(found[0])
    return columns if len(set(columns)) == len(columns) else None


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
                    if meets(one, other) or rarely(apart(one, other), _CHANCE):
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
