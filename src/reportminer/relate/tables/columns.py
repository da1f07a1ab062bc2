"""A column of a table told over in one sentence or a list of lines: its rows are known by order, short as names are."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from reportminer.model import Quantity, Relation
from reportminer.relate.evidence.odds import apart
from reportminer.relate.tables.agreed import names_of, one_basis
from reportminer.relate.tables.sheets import Sheet, Words, draft
from reportminer.table import Cell

_CUE = "与正文"
_KINDS = ("headcount", "household", "count", "score", "amount", "measure")
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
    sheets: Sequence[Sheet], quantities: Sequence[Quantity], told: Container[str], plain: str, words: Words
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
    ends: list[int] = []
    for sheet in sheets:
        names = {row: [each for each in found if len(each) >= _NAME] for row, found in names_of(sheet, words).items()}
        columns: dict[int, list[tuple[Cell, Quantity]]] = {}
        for cell in sheet.body:
            figure = sheet.figure(cell)
            if figure is not None and figure.kind in _KINDS and names.get(cell.row):
                columns.setdefault(cell.column, []).append((cell, figure))
        for cells in columns.values():
            rows = [(cell, figure) for cell, figure in cells if not _is_total(cell, names[cell.row], words)]
            found = [
                _Told(cell.row, figure, each)
                for cell, figure in rows
                for each in _named(by_value.get(figure.value, ()), figure, cell, names[cell.row], plain, words)
            ]
            if len({each.row for each in found}) < _NAME:
                continue
            ends = ends or [place for place, char in enumerate(plain) if char in "。\n"]
            chosen = _in_one_breath(found, ends, len(rows)) or _one_by_one(found)
            if not chosen:
                continue
            for one in chosen.values():
                if one.figure.id not in told:
                    yield draft("equal", (one.quantity.id,), (one.figure.id,), _CUE, strength="implied")
            for cell, figure in rows:
                if cell.row not in chosen and figure.id not in told and figure.bound == "exact":
                    slipped = _slipped(quantities, figure, names[cell.row], chosen, plain, told)
                    if slipped is not None:
                        yield draft("equal", (slipped.id,), (figure.id,), _CUE, strength="implied")


def _is_total(cell: Cell, names: Sequence[str], words: Words) -> bool:
    return any(words.ends("table_total", name) for name in (*names, *cell.row_heads))


def _named(
    candidates: Sequence[Quantity], figure: Quantity, cell: Cell, names: Sequence[str], plain: str, words: Words
) -> Iterator[Quantity]:
    if len(candidates) <= _MOST:
        for each in candidates:
            if _alike(each, figure) and _bears(each, names, plain) and one_basis(each, cell, words):
                yield each


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether kinds and units agree; persons and their visits are one, and a mark has no unit."""
    if one.role in ("increase", "decrease", "rate") or one.kind != other.kind:
        return False
    return one.unit == other.unit or one.kind == "score" or (one.unit in _PEOPLE and other.unit in _PEOPLE)


def _bears(quantity: Quantity, names: Sequence[str], plain: str) -> bool:
    before = plain[max(0, quantity.start - _WORD) : quantity.start]
    return any(quantity.item.startswith(name) or before.endswith(name) for name in names)


def _in_one_breath(found: Sequence[_Told], ends: Sequence[int], rows: int) -> dict[int, _Told]:
    """The rows told in the sentence that tells most of them, none where these are too few."""
    places = [bisect_right(ends, each.quantity.start) for each in found]
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
    quantities: Sequence[Quantity],
    figure: Quantity,
    names: Sequence[str],
    chosen: dict[int, _Told],
    plain: str,
    told: Container[str],
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
            and _alike(each, figure)
            and _bears(each, names, plain)
            and apart(each, figure) is not None
        ):
            return each
    return None
