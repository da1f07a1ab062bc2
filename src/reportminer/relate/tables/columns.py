"""A column of a table told over in one sentence or a list of lines: its rows are known by order, short as names are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from msgspec import Struct

from reportminer.model import Quantity, Relation
from reportminer.relate.base import ADDABLE
from reportminer.relate.evidence.odds import apart
from reportminer.relate.tables.names import CUE, Named, Prose, names_of
from reportminer.relate.tables.sheets import Sheet, Words, draft

_KINDS = ADDABLE | {"score"}
_PEOPLE = ("人", "人次")
_LEAST, _NAME = 3, 2
"""rows that must agree, and characters of a row's name"""
_MOST = 8
"""statements of one value, beyond which the value tells nothing"""
_WORD = 8
"""characters before a figure in which the name of its row is looked for"""


class _Told(Struct, frozen=True):
    """A cell and a figure of the text that has its value under its name."""

    row: int
    figure: Quantity
    quantity: Quantity


def columns_retold(
    sheets: Sequence[Sheet], quantities: Sequence[Quantity], told: Container[str], prose: Prose
) -> Iterator[Relation]:
    """One relation from each cell of a retold column to its figure in the text, also where a slip sets one apart.

    A column is retold where three of its rows, or both of two, have their values under their names in one sentence,
    or one after the other in the text. Cells in `told` are left out.
    """
    by_value: dict[Decimal, list[Quantity]] = {}
    for each in quantities:
        if each.table is None and each.kind in _KINDS and each.bound == "exact" and not each.malformed:
            by_value.setdefault(each.value, []).append(each)
    if not by_value:
        return
    for rows in chain.from_iterable(_columns(sheet, prose.words) for sheet in sheets):
        chosen = _chosen(rows, by_value, prose)
        for one in chosen.values():
            if one.figure.id not in told:
                yield draft("equal", (one.quantity.id,), (one.figure.id,), CUE, strength="implied")
        for row in rows if chosen else ():
            if row.cell.row not in chosen and row.figure.id not in told and row.figure.bound == "exact":
                slipped = _slipped(quantities, row, chosen, prose.plain, told)
                if slipped is not None:
                    yield draft("equal", (slipped.id,), (row.figure.id,), CUE, strength="implied")


def _columns(sheet: Sheet, words: Words) -> Iterator[list[Named]]:
    """The rows of each column that have a name and a figure, totals left out."""
    names = {row: [each for each in found if len(each) >= _NAME] for row, found in names_of(sheet, words).items()}
    columns: dict[int, list[Named]] = {}
    for cell in sheet.body:
        figure = sheet.figure(cell)
        if figure is not None and figure.kind in _KINDS and names.get(cell.row):
            columns.setdefault(cell.column, []).append(Named(cell, figure, names[cell.row]))
    for rows in columns.values():
        yield [row for row in rows if not row.is_total(words)]


def _chosen(rows: Sequence[Named], by_value: Mapping[Decimal, Sequence[Quantity]], prose: Prose) -> dict[int, _Told]:
    """The rows of a column that the text tells over, by their number; none where it does not."""
    found = [
        _Told(row.cell.row, row.figure, each)
        for row in rows
        if len(candidates := by_value.get(row.figure.value, ())) <= _MOST
        for each in candidates
        if _alike(each, row.figure) and _bears(each, row.names, prose.plain) and prose.one_basis(each, row.cell)
    ]
    if len({each.row for each in found}) < _NAME:
        return {}
    return _in_one_breath(found, prose.plain, len(rows)) or _one_by_one(found)


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether kinds and units agree; persons and their visits are one, and a mark has no unit."""
    if one.role in ("increase", "decrease", "rate") or one.kind != other.kind:
        return False
    return one.unit == other.unit or one.kind == "score" or (one.unit in _PEOPLE and other.unit in _PEOPLE)


def _bears(quantity: Quantity, names: Sequence[str], plain: str) -> bool:
    before = plain[max(0, quantity.start - _WORD) : quantity.start]
    return any(quantity.item.startswith(name) or before.endswith(name) for name in names)


def _in_one_breath(found: Sequence[_Told], plain: str, rows: int) -> dict[int, _Told]:
    """The rows told in the sentence that tells most of them, none where these are too few."""
    places = [max(plain.rfind(end, 0, each.quantity.start) for end in "。\n") for each in found]
    counts = Counter(place for place, _ in {(place, each.row) for place, each in zip(places, found, strict=True)})
    best, most = max(counts.items(), key=lambda item: (item[1], -item[0]))
    if most < _LEAST and most < rows:
        return {}
    chosen: dict[int, _Told] = {}
    for place, each in zip(places, found, strict=True):
        if place == best:
            chosen.setdefault(each.row, each)
    return chosen


def _one_by_one(found: Sequence[_Told]) -> dict[int, _Told]:
    """The rows told once each and in the order of the table."""
    times = Counter(each.row for each in found)
    single = [each for each in found if times[each.row] == 1]
    starts = [each.quantity.start for each in sorted(single, key=lambda each: each.row)]
    return {each.row: each for each in single} if len(single) >= _LEAST and starts == sorted(starts) else {}


def _slipped(
    quantities: Sequence[Quantity], row: Named, chosen: Mapping[int, _Told], plain: str, told: Container[str]
) -> Quantity | None:
    """The figure of the text, among those that tell the column, that one slip keeps from the cell's value."""
    starts = [each.quantity.start for each in chosen.values()]
    low, high = min(starts), max(starts)
    room = 2 * (high - low) // max(1, len(starts) - 1) + _WORD
    for each in quantities:
        if (
            each.table is None
            and low - room <= each.start <= high + room
            and each.id not in told
            and each.bound == "exact"
            and _alike(each, row.figure)
            and _bears(each, row.names, plain)
            and apart(each, row.figure) is not None
        ):
            return each
    return None
