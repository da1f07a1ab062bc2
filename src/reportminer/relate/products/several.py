"""Several numbers, each with its own standard, and what they come to: 2名每人5000元、38名每人2000元，共8.6万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile
from operator import attrgetter

from reportminer.model import Relation, Strength
from reportminer.product import PAIRS
from reportminer.relate.base import MEASURED, draft, onwards
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import high, low
from reportminer.relate.products.standards import time_of, words_of
from reportminer.relate.products.yearly import times_said

_PAIR = 2
_PRICE = "product.per"
_OF_EACH = frozenset("每均")
"""what a word for standards has where it names of what they are: 每台, 户均; 单价 has none"""
_SCALES = (Decimal(10), Decimal(100), Decimal(1000), Decimal(10000))
"""by how many times a total may miss what it is of, where its point or unit slipped"""
_CLOSE = Decimal("0.35")
"""by how much of it, where a digit did"""


def find_several(view: View) -> Iterator[Relation]:
    """The total that a word for totals leads to, right behind numbers and standards by turns, or the one before them.

    The one before them only where it comes out, and so one behind them that is far from what they make, or one of a
    year where the standards are for months.
    """
    place = 0
    while place + 1 < len(view.mentions):
        first, second = view.mentions[place : place + 2]
        if "per" not in (first.role, second.role):
            place += 1
            continue
        run = _run_from(view, place) or _rows_from(view, place)
        place += max(1, len(run))
        if len(run) < 2 * _PAIR:
            continue
        for total, sure in _totals(view, run):
            times = times_said(view, total, run[1]) if time_of(run[1]) and not time_of(total) else None
            if _comes_out(total, run, times) or (not time_of(run[1]) and _is_missed(total, run, sure=sure)):
                strength: Strength = "stated" if sure else "implied"
                yield draft("product", [total], run, strength=strength, form=PAIRS, constant=times)
                break


def _run_from(view: View, place: int) -> list[Mention]:
    """The longest row of numbers and standards by turns that begins at a figure, in one sentence and bracket."""
    run: list[Mention] = []
    for at in range(place, len(view.mentions) - 1, 2):
        number, per = view.mentions[at : at + 2]
        first = run[0] if run else number
        beside = number.sentence == first.sentence == per.sentence and number.group == first.group == per.group
        if not (beside and _is_for(number, per)) or not _are_alike((run or [number, per])[1], per):
            break
        run += (number, per)
    return run


def _rows_from(view: View, place: int) -> list[Mention]:
    """A row of standards that begins at a figure, each with its number in the row behind it, by turns.

    按小学800元/人、初中1000元/人，资助小学120人、初中80人
    """
    size = sum(1 for _ in takewhile(lambda each: each.role == "per" and not each.mark(_PRICE), onwards(view, place)))
    standards, numbers = (view.mentions[at : at + size] for at in (place, place + size))
    if size < _PAIR or len(numbers) < size or numbers[-1].sentence != standards[0].sentence:
        return []
    pairs = list(zip(numbers, standards, strict=True))
    told = all(_is_for(*pair) and _are_alike(standards[0], pair[1]) for pair in pairs)
    return [figure for pair in pairs for figure in pair] if told else []


def _is_for(number: Mention, per: Mention) -> bool:
    """Whether a figure is the number of what a standard right behind it is for: 2名每人5000元; 12台，单价5200元."""
    if number.role != "level" or number.kind not in MEASURED or per.role != "per" or per.kind != "amount":
        return False
    priced = per.mark(_PRICE)
    words = () if priced is not None and not _OF_EACH & set(priced.word) else words_of(per)
    counted = not words or number.unit in words or any(word in number.item for word in words)
    return counted and number.bound == per.bound == "exact" and number.value > 0


def _are_alike(one: Mention, other: Mention) -> bool:
    return one.unit == other.unit and time_of(one) == time_of(other)


def _totals(view: View, run: Sequence[Mention]) -> Iterator[tuple[Mention, bool]]:
    """The figures that may be the total of a run, and whether words say so."""
    first, *_, last = sorted(run, key=attrgetter("index"))
    for total in view.mentions[last.index + 1 : last.index + 2]:
        if total.sentence == last.sentence and total.kind == "amount" and total.role == "level":
            yield total, total.mark("sum.after") is not None
    for total in view.mentions[max(0, first.index - _PAIR) : first.index]:
        if total.sentence == first.sentence and total.kind == "amount" and total.role == "level":
            yield total, False


def _comes_out(total: Mention, run: Sequence[Mention], times: Decimal | None) -> bool:
    """Whether the intervals of the total and of what the run makes, so many times, meet."""
    pairs = list(zip(run[::2], run[1::2], strict=True))
    least, most = (sum((end(number) * end(per) for number, per in pairs), Decimal(0)) for end in (low, high))
    return total.bound == "exact" and least * (times or 1) <= high(total) and low(total) <= most * (times or 1)


def _is_missed(total: Mention, run: Sequence[Mention], *, sure: bool) -> bool:
    """Whether a total behind a run is what it makes but for its point, or a digit where words say so."""
    if total.index < max(each.index for each in run):
        return False
    made = sum((number.value * per.value for number, per in zip(run[::2], run[1::2], strict=True)), Decimal(0))
    shifted = any(made in (total.value * scale, total.value / scale) for scale in _SCALES)
    return shifted or (sure and abs(total.value - made) <= _CLOSE * made)
