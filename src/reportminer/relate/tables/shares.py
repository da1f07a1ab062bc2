"""Columns of tables that say which share of the total each row has: 财政拨款 90.00 90%, 合计 100.00 100%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from reportminer.model import Quantity, Relation
from reportminer.relate.base import ADDABLE
from reportminer.relate.tables.rates import Row, chosen, heads_of, parts_of
from reportminer.relate.tables.sheets import Sheet, Words, draft, verdict

_LEAST = 2
_HUNDRED = Decimal(100)


def shares(sheet: Sheet, words: Words) -> Iterator[Relation]:
    """Each share of a column 占比 as its row's figure in the one total of the column that most rows bear out.

    The shares divide the whole where the figures beside them make up the total.
    """
    for rows in parts_of(sheet):
        heads = heads_of(rows)
        for column, head in heads.items():
            if not head or not words.holds("table_share", head[-1]):
                continue
            totals = [row for row in rows if _is_total(row, words)]
            if len(totals) != 1:
                continue
            below = [row for row in rows if row is not totals[0]]
            others = sorted((each for each in heads if each != column), key=lambda each: abs(each - column))
            drafts = [_of_total(column, other, totals[0], below, sheet) for other in others]
            found = list(chosen([each for each in drafts if len(each) >= _LEAST], sheet))
            yield from found
            yield from _partition(found, len(below), sheet)


def _is_total(row: Row, words: Words) -> bool:
    return any(words.ends("table_total", head) for cell in row.values() for head in cell.row_heads)


def _of_total(share: int, amount: int, total: Row, rows: Sequence[Row], sheet: Sheet) -> list[Relation]:
    whole = _figure(total, amount, sheet)
    if whole is None or whole.kind not in ADDABLE or not whole.value:
        return []
    found = []
    for row in rows:
        rate, part = _figure(row, share, sheet), _figure(row, amount, sheet)
        if rate is None or part is None or rate.kind != "percentage" or part.unit != whole.unit:
            continue
        found.append(draft("share", (rate.id,), (part.id, whole.id), "占比"))
    return found


def _figure(row: Row, column: int, sheet: Sheet) -> Quantity | None:
    cell = row.get(column)
    return sheet.figure(cell) if cell is not None else None


def _partition(found: Sequence[Relation], rows: int, sheet: Sheet) -> Iterator[Relation]:
    """All shares together, where every row has one and their figures add up to the total."""
    if len(found) < max(_LEAST, rows) or any(each.reason is not None for each in found):
        return
    whole = draft("sum", (found[0].rhs[1],), [each.rhs[0] for each in found], "占比")
    if verdict(whole, sheet.by_id):
        partition = draft("partition", (), [each.lhs[0] for each in found], "占比", strength="implied")
        yield replace(partition, constant=_HUNDRED)
