"""Cells that the text states too, but for one slip: the row's name or the total of the table tells which figure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from reportminer.model import Quantity, Relation
from reportminer.relate.evidence.closing import meets
from reportminer.relate.evidence.odds import alongside, apart
from reportminer.relate.keys import says
from reportminer.relate.tables.names import CUE, LEVELS, RATES, Named, Prose, named_cells
from reportminer.relate.tables.sheets import Sheet, draft

_NAMED, _HEADED, _TOTAL = 0.12, 0.05, 5e-4
"""the chance of a slip allowed where the text names the row, where it does so in part, and of a total without name"""
_ALONGSIDE = 0.01
_RATE = 10
"""points within which most rates are, and how many times likelier these are one slip apart"""


def slipped(
    sheets: Sequence[Sheet], quantities: Sequence[Quantity], told: Container[str], prose: Prose
) -> Iterator[Relation]:
    """One relation from a cell to the figure of the text that it would repeat but for a slip; neither is in `told`.

    told  the figures that agree with another one of text or table
    """
    open_ones = [
        each
        for each in quantities
        if each.table is None and each.bound == "exact" and not each.malformed and each.id not in told
    ]
    like: dict[tuple[str, str | None], list[tuple[int, Quantity]]] = {}
    for number, each in enumerate(open_ones):
        if each.kind not in LEVELS or each.role == "level":
            like.setdefault(_sort(each), []).append((number, each))
    for sheet in sheets if open_ones else ():
        for named in named_cells(sheet, prose.words):
            if named.figure.id in told:
                continue
            chances = ((_chance(each, named, prose), number) for number, each in like.get(_sort(named.figure), ()))
            found = [(chance, number) for chance, number in chances if chance is not None]
            if found:
                yield draft("equal", (open_ones[min(found)[1]].id,), (named.figure.id,), CUE, strength="implied")


def _sort(quantity: Quantity) -> tuple[str, str | None]:
    """What a cell and a figure of the text must have in common: the kind, and of levels the unit."""
    return quantity.kind, quantity.unit if quantity.kind in LEVELS else None


def _chance(quantity: Quantity, named: Named, prose: Prose) -> float | None:
    """How likely chance put the two one slip apart; None where the names leave that open."""
    figure, names = named.figure, named.names
    if meets(quantity, figure) or not _fits(quantity, named, prose):
        return None
    chance = apart(quantity, figure)
    if chance is None:
        return None
    total = named.is_total(prose.words)
    if figure.kind == "score":
        return chance if total and says(quantity.item, "whole_score", prose.lexicon) else None
    if figure.kind in RATES:
        known = (*names, named.cell.column_head) if total else names
        near = abs(quantity.value - figure.value) < _RATE
        rare = chance * (_RATE if near else 1) <= _NAMED
        return chance if rare and any(prose.bears(quantity, name) for name in known) else None
    if any(prose.is_named(quantity, name) for name in names):
        return chance if chance <= _NAMED else None
    if any(prose.bears(quantity, name) for name in names):
        return chance if chance <= _HEADED else None
    alike = total and figure.kind == "amount" and alongside(quantity, figure) <= _ALONGSIDE
    return chance if alike and chance <= _TOTAL else None


def _fits(quantity: Quantity, named: Named, prose: Prose) -> bool:
    """Whether column and figure speak of one year and of one of plan and deed."""
    figure, cell = named.figure, named.cell
    if quantity.kind in LEVELS and quantity.kind != "amount" and prose.is_planned(cell):
        return False
    years = None in (figure.period, quantity.period) or figure.period == quantity.period
    return years and prose.one_basis(quantity, cell)
