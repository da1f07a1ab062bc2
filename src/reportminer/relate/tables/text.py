"""Figures that stand both in the text and in a table: one item, one value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reportminer.model import Quantity, Relation
from reportminer.relate.evidence.closing import significant
from reportminer.relate.evidence.odds import apart
from reportminer.relate.tables.names import CUE
from reportminer.relate.tables.sheets import Sheet, Words, draft, verdict
from reportminer.table import Cell

_LABEL = re.compile(
    r"\A(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)|[①-⑳])"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_SHORTEST, _TELLING = 3, 3
_KINDS = ("amount", "headcount", "household")
_CHANCE = 0.12
"""how likely it may be that a cell of the row is one slip away from a figure for other reasons"""


def restated(
    sheets: Sequence[Sheet], quantities: Sequence[Quantity], roots: Mapping[str | None, str | None], words: Words
) -> Iterator[Relation]:
    """Text figures against the one cell of the tables that states the same item for this year.

    No claim where the item heads rows of several tables with different values, or where another cell of the row
    states the text's value: the text then speaks of that column. Nor between a figure and a table of another part of
    the report, which names the item in its own text: these are of two bodies.

    roots  the outermost section of each section
    """
    rows: dict[str, list[tuple[Sheet, list[tuple[Cell, Quantity]]]]] = {}
    for sheet in sheets:
        by_row: dict[tuple[str, int], list[tuple[Cell, Quantity]]] = {}
        for cell in sheet.body:
            figure = sheet.figure(cell)
            name = _name(cell.row_head, words)
            if figure is not None and figure.kind in _KINDS and len(name) >= _SHORTEST:
                by_row.setdefault((name, cell.row), []).append((cell, figure))
        for (name, _), cells in by_row.items():
            rows.setdefault(name, []).append((sheet, cells))
    if not rows:
        return
    figures = (sheet.figure(cell) for sheet in sheets for cell in sheet.body)
    printed = {(figure.value, figure.unit) for figure in figures if figure is not None}
    for quantity in quantities:
        if quantity.table is not None or quantity.role != "level" or quantity.kind not in _KINDS:
            continue
        if quantity.basis not in (None, "actual") or quantity.bound != "exact":
            continue
        name = _name(quantity.item, words)
        found = rows.get(name)
        if found:
            home = _home(found, roots)
            if (
                home is not None
                and roots.get(quantity.section) != home
                and _told_at_home(name, quantities, home, roots)
            ):
                continue
            elsewhere = (quantity.value, quantity.unit) in printed and significant(quantity) >= _TELLING
            yield from _claim(quantity, found, words, elsewhere)


def _home(
    found: Sequence[tuple[Sheet, list[tuple[Cell, Quantity]]]], roots: Mapping[str | None, str | None]
) -> str | None:
    """The one outermost section in which the rows of an item stand."""
    homes = {roots.get(figure.section) for _, cells in found for _, figure in cells}
    return homes.pop() if len(homes) == 1 else None


def _told_at_home(name: str, quantities: Sequence[Quantity], home: str, roots: Mapping[str | None, str | None]) -> bool:
    return any(
        each.table is None and each.role == "level" and each.item.startswith(name) and roots.get(each.section) == home
        for each in quantities
    )


def _name(head: str, words: Words) -> str:
    """A head without label, brackets and 其中."""
    name = _LABEL.sub("", "".join(head.split()))
    if words.begins("table_among", name):
        name = name.partition(":")[2]
    return _BRACKETS.sub("", name).strip(":")


def _claim(
    quantity: Quantity, found: Sequence[tuple[Sheet, list[tuple[Cell, Quantity]]]], words: Words, elsewhere: bool
) -> Iterator[Relation]:
    """The claim of one figure; none that is broken where its value stands `elsewhere` in the tables, misnamed here."""
    stated: list[Quantity] = []
    slipped: list[tuple[float, bool, str]] = []
    if any(_of_another_year(figure, quantity) for _, cells in found for _, figure in cells):
        return
    for _, cells in found:
        alike = [(cell, figure) for cell, figure in cells if _alike(figure, quantity)]
        alike.sort(key=lambda each: not _is_current(each[0], words))
        for _, figure in alike:
            claim = draft("equal", (quantity.id,), (figure.id,), CUE, strength="implied")
            if verdict(claim, {quantity.id: quantity, figure.id: figure}):
                yield claim
                return
        if elsewhere:
            continue
        chances = ((apart(quantity, figure), not _is_current(cell, words), figure.id) for cell, figure in alike)
        slipped += [(each, old, id) for each, old, id in chances if each is not None and each <= _CHANCE]
        current = [figure for cell, figure in alike if _is_current(cell, words)]
        stated.extend(current if current else [figure for _, figure in alike] if len(alike) == 1 else [])
    if slipped and len(found) == 1:
        # of the columns the one that the text would repeat but for a slip is meant
        yield draft("equal", (quantity.id,), (min(slipped)[2],), CUE, strength="implied")
        return
    if stated and len({figure.value for figure in stated}) == 1 and len(found) == 1 and len(stated) == 1:
        yield draft("equal", (quantity.id,), (stated[0].id,), CUE, strength="implied")


def _of_another_year(figure: Quantity, quantity: Quantity) -> bool:
    """Whether a cell of another year has the value of the text, which then speaks of that year: 由1.84万元减少到…."""
    like = figure.kind == quantity.kind and figure.unit == quantity.unit and not _alike(figure, quantity)
    return like and bool(quantity.value) and figure.value == quantity.value


def _alike(figure: Quantity, quantity: Quantity) -> bool:
    return (
        figure.kind == quantity.kind
        and figure.unit == quantity.unit
        and (figure.period is None or quantity.period is None or figure.period == quantity.period)
    )


def _is_current(cell: Cell, words: Words) -> bool:
    head = "".join(cell.column_heads)
    other = words.holds("table_prior", head) or words.holds("table_plan", head) or words.ends("table_change", head)
    return not other and (words.holds("table_current", head) or words.holds("table_done", head))
