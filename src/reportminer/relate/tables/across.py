"""Columns that are the sum of those beside them in every row, though no head says so: 完成数 | C级 | D级."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal

from reportminer.model import Quantity, Relation
from reportminer.relate.base import ADDABLE
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.tables.sheets import Sheet, Words, draft, verdict

_LEAST = 3
"""rows that must bear a sum out, with a figure in two of its parts or more"""
_WIDEST = 8
_TELLING = 5000
"""how many ways to fill the rows that bear it out there must be, at least"""

_Column = Mapping[int, Quantity]


def across(sheet: Sheet, told: Container[str], words: Words) -> Iterator[Relation]:
    """The sums, row by row, of each column whose rows all hold but for one at most, which one usual slip explains.

    told  the figures that are already the total of a sum along their row; columns whose heads name a total are left out
    """
    columns = _columns(sheet, words)
    numbers = sorted(columns)
    taken: set[int] = set()
    for place, number in enumerate(numbers):
        if number in taken or any(each.id in told for each in columns[number].values()):
            continue
        right, left = numbers[place + 1 : place + 1 + _WIDEST], numbers[max(0, place - _WIDEST) : place][::-1]
        for beside in (right, left):
            found, width = _sums(columns, number, beside, sheet)
            if found:
                taken.update(beside[:width])
                yield from found
                break


def _columns(sheet: Sheet, words: Words) -> dict[int, _Column]:
    """The figures that can be added, by column and row."""
    columns: dict[int, dict[int, Quantity]] = {}
    broken: set[int] = set()
    for cell in sheet.body:
        figure = sheet.figure(cell)
        if figure is None or figure.malformed or figure.bound != "exact":
            continue
        if figure.kind in ADDABLE and not words.holds("table_not_added", cell.column_head):
            columns.setdefault(cell.column, {})[cell.row] = figure
        else:
            broken.add(cell.column)
    return {number: rows for number, rows in columns.items() if number not in broken and len(rows) >= _LEAST}


def _sums(
    columns: Mapping[int, _Column], number: int, beside: Sequence[int], sheet: Sheet
) -> tuple[list[Relation], int]:
    """The sums of a column over the fewest of the columns beside it that make it up, and how many these are."""
    whole = columns[number]
    for width in range(2, len(beside) + 1):
        parts = [columns[each] for each in beside[:width]]
        if any(part.keys() != whole.keys() for part in parts):
            break
        drafts: list[Relation] = []
        ways = Decimal(1)
        bearing = 0
        broken: list[int] = []
        for row, total in whole.items():
            figures = [part[row] for part in parts]
            if any(each.unit != total.unit or each.value < 0 for each in figures):
                return [], 0
            claim = draft("sum", (total.id,), [each.id for each in figures], "合计", strength="implied", complete=True)
            drafts.append(claim)
            if verdict(claim, sheet.by_id) is False:
                broken.append(row)
                if len(broken) > 1:
                    break
            elif sum(each.value > 0 for each in figures) > 1:
                bearing += 1
                ways *= max(Decimal(1), total.value / (total.step or 1))
        if len(broken) > 1 or bearing < _LEAST or ways < _TELLING:
            continue
        if broken and not near_miss(whole[broken[0]], [part[broken[0]] for part in parts]):
            continue
        return drafts, width
    return [], 0
