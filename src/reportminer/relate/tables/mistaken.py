"""Cells that the text states too, but for one slip: the row's name or the total of the table tells which figure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from reportminer.lexicon import Lexicon
from reportminer.model import Quantity, Relation
from reportminer.relate.evidence.closing import meets
from reportminer.relate.evidence.odds import alongside, apart
from reportminer.relate.keys import says
from reportminer.relate.tables.agreed import bears, is_named, is_planned, names_of, one_basis
from reportminer.relate.tables.sheets import Sheet, Words, draft
from reportminer.table import Cell

_CUE = "与正文"
_NAMED, _HEADED, _TOTAL = 0.12, 0.05, 5e-4
"""the chance of a slip allowed where the text names the row, where it does so in part, and of a total without name"""
_ALONGSIDE = 0.01
_RATE = 10
"""points within which most rates are, and how many times likelier these are one slip apart"""
_RATES = ("percentage", "percentage_point")
_LEVELS = ("amount", "headcount", "household", "count", "measure", "duration")


def mistaken(
    sheets: Sequence[Sheet],
    quantities: Sequence[Quantity],
    told: Container[str],
    plain: str,
    words: Words,
    lexicon: Lexicon,
) -> Iterator[Relation]:
    """One relation from a cell to the figure of the text that it would repeat but for a slip; neither is in `told`.

    told  the figures that agree with another one of text or table
    """
    open_ones = [
        each
        for each in quantities
        if each.table is None and each.bound == "exact" and not each.malformed and each.id not in told
    ]
    if not open_ones:
        return
    for sheet in sheets:
        names = names_of(sheet, words)
        cells = {(cell.row, cell.column): cell for cell in sheet.grid.cells}
        for place, figure in sheet.figures.items():
            cell = cells.get(place)
            if cell is None or figure.bound != "exact" or figure.malformed or figure.id in told:
                continue
            row = names.get(cell.row, ())
            found = [
                (chance, number)
                for number, each in enumerate(open_ones)
                if (chance := _chance(each, figure, cell, row, plain, words, lexicon)) is not None
            ]
            if found:
                yield draft("equal", (open_ones[min(found)[1]].id,), (figure.id,), _CUE, strength="implied")


def _chance(
    quantity: Quantity,
    figure: Quantity,
    cell: Cell,
    names: Sequence[str],
    plain: str,
    words: Words,
    lexicon: Lexicon,
) -> float | None:
    """How likely chance put the two one slip apart; None where the names leave that open."""
    if quantity.kind != figure.kind or meets(quantity, figure) or not _fits(quantity, figure, cell, words):
        return None
    chance = apart(quantity, figure)
    if chance is None:
        return None
    total = any(words.ends("table_total", name) for name in (*names, *cell.row_heads))
    if figure.kind == "score":
        return chance if total and says(quantity.item, "whole_score", lexicon) else None
    if figure.kind in _RATES:
        known = (*names, cell.column_head) if total else names
        named = any(bears(quantity, name, plain, lexicon) for name in known)
        near = abs(quantity.value - figure.value) < _RATE
        return chance if named and chance * (_RATE if near else 1) <= _NAMED else None
    if any(is_named(quantity, name, lexicon) for name in names):
        return chance if chance <= _NAMED else None
    if any(bears(quantity, name, plain, lexicon) for name in names):
        return chance if chance <= _HEADED else None
    alike = total and figure.kind == "amount" and alongside(quantity, figure) <= _ALONGSIDE
    return chance if alike and chance <= _TOTAL else None


def _fits(quantity: Quantity, figure: Quantity, cell: Cell, words: Words) -> bool:
    """Whether column and figure speak of one year and of one of plan and deed, in one unit."""
    if quantity.kind in _LEVELS and (quantity.role != "level" or quantity.unit != figure.unit):
        return False
    years = None in (figure.period, quantity.period) or figure.period == quantity.period
    if quantity.kind in _LEVELS and quantity.kind != "amount" and is_planned(cell, words):
        return False
    return years and one_basis(quantity, cell, words)
