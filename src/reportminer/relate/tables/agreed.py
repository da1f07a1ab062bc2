"""Cells whose value the text states too, or would but for a slip, by the name of the row or as the table's total."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

from reportminer.model import Quantity, Relation
from reportminer.relate.base import COUNTED
from reportminer.relate.evidence.closing import digits, meets, significant
from reportminer.relate.evidence.odds import alongside, apart
from reportminer.relate.keys import opposed, says
from reportminer.relate.tables.names import CUE, LEVELS, RATES, Named, Prose, named_cells
from reportminer.relate.tables.sheets import Sheet, draft

_NAMED = 3
"""significant digits that a value needs where the names agree"""
_UNNAMED, _UNNAMED_COUNT = 4, 3
"""significant digits that a total needs where no name tells: of money, and of what is counted in one unit"""
_UNIQUE = 5
"""significant digits that a value needs where the names only share a word (职工医保, 职工基本医疗保险)"""
_ROUND = 4
"""digits that a round value needs where both bear one name"""
_CALLED, _HEADED, _TOTAL = 0.12, 0.05, 5e-4
"""the chance of a slip allowed where the text names the row, where it does so in part, and of a total without name"""
_ALONGSIDE = 0.01
_RATE = 10
"""points within which most rates are, and how many times likelier these are one slip apart"""


def agreed(sheets: Sequence[Sheet], quantities: Sequence[Quantity], prose: Prose) -> Iterator[Relation]:
    """One relation from each cell to the first figure of the text that states the same item with the same value."""
    by_value: dict[tuple[Decimal, bool, str | None], list[Quantity]] = {}
    for quantity in quantities:
        if quantity.table is None and quantity.bound == "exact" and not quantity.malformed:
            by_value.setdefault(_worth(quantity), []).append(quantity)
    for sheet in sheets:
        taken: set[str] = set()
        cells = [*named_cells(sheet, prose.words)]
        done = {(each.cell.row, each.figure.value) for each in cells if not prose.is_planned(each.cell)}
        for named in cells:
            candidates = by_value.get(_worth(named.figure), [])
            if (named.cell.row, named.figure.value) in done and prose.is_planned(named.cell):
                # what was planned and done alike is told as done
                candidates = [each for each in candidates if each.basis in ("budget", "plan")]
            matches = [*_matches(candidates, named, prose)] if candidates else []
            # of two statements with one value, one that no other cell has taken
            match = next((each for each in matches if each.id not in taken), matches[0] if matches else None)
            if match is not None:
                taken.add(match.id)
                yield draft("equal", (match.id,), (named.figure.id,), CUE, strength="implied")


def _worth(quantity: Quantity) -> tuple[Decimal, bool, str | None]:
    """What two figures must share to be one: value, whether a rate, and unit; a mark is known by its value alone."""
    rate = quantity.kind in RATES
    return quantity.value, rate, None if rate or quantity.kind == "score" else quantity.unit


def _matches(candidates: Sequence[Quantity], named: Named, prose: Prose) -> Iterator[Quantity]:
    figure, total = named.figure, named.is_total(prose.words)
    for quantity in candidates:
        if not prose.one_basis(quantity, named.cell) or any(opposed(quantity.item, name) for name in named.names):
            continue
        if figure.kind == "score" or quantity.kind == "score":
            if total and quantity.kind == "score" and says(quantity.item, "whole_score", prose.lexicon):
                yield quantity
            continue
        if quantity.kind != figure.kind or (quantity.kind in LEVELS and quantity.role != "level"):
            continue
        if _is_told(quantity, named, total, prose) or _is_sum_of_money(quantity, named, total, prose):
            yield quantity


def _is_told(quantity: Quantity, named: Named, total: bool, prose: Prose) -> bool:
    """Whether the words around a figure of the text name the row or its column, as surely as its value needs."""
    figure, names, head = named.figure, named.names, named.cell.column_head
    told = significant(figure)
    known = (*names, head) if total and figure.kind in RATES else names
    return (
        (told >= _NAMED and any(prose.bears(quantity, name) for name in known))
        or (told >= _UNIQUE and any(prose.shares(quantity, name) for name in (*names, head)))
        or (told >= _UNNAMED and prose.shares(quantity, head) and prose.leads(quantity, names))
        or (total and figure.kind in COUNTED and told >= (_UNNAMED_COUNT if figure.unit else _UNNAMED))
        or (total and len(digits(figure)) > 1 and prose.heads(quantity, head))
    )


def _is_sum_of_money(quantity: Quantity, named: Named, total: bool, prose: Prose) -> bool:
    """Whether a sum of money is that of a total which no name tells, or of a row whose very name it bears."""
    figure = named.figure
    if not figure.value or figure.kind != "amount":
        return False
    told = significant(figure)
    planned = told > 1 and quantity.basis == "budget" and prose.is_planned(named.cell)
    if total and (told >= _UNNAMED or planned):
        return True
    return len(digits(figure)) >= _ROUND and any(prose.is_named(quantity, name) for name in named.names)


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
        rare = chance * (_RATE if near else 1) <= _CALLED
        return chance if rare and any(prose.bears(quantity, name) for name in known) else None
    if any(prose.is_named(quantity, name) for name in names):
        return chance if chance <= _CALLED else None
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
