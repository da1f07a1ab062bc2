"""Whether a run that no cue opens, and that one slip keeps from making the figure before it, is a list of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from reportminer.relate.clauses import Mention
from reportminer.relate.evidence.closing import digits
from reportminer.relate.lists.reading import is_rest

_KINDS = ("none.kind", "none.pick", "sum.rest")
_PAIR = 2
_ODDS = Fraction(1, 5)
_MOST = Decimal("0.9")
"""of what share of its whole on the first figure behind it is rather most of it than a part beside others"""
_RARE = {
    (True, True): Fraction(1),
    (True, False): Fraction(1, 4),
    (False, True): Fraction(1, 5),
    (False, False): Fraction(1, 12),
}
"""how often chance may explain a miss, by whether 、 joins the run and whether it has three parts or more"""


def is_uncued_list(whole: Mention, run: Sequence[Mention], odds: Fraction, listed: bool) -> bool:
    """Whether a bare run divides `whole`, right before it, which one slip keeps it from making.

    odds    how often chance would bring a gap that a slip closes
    listed  whether 、 or 和 joins the run; between commas each may come out of the one before, and be most of it:
            发放300份，收回285份，满意272份
    """
    if listed and (odds <= _ODDS or is_rest(run[-1])):
        return True
    if not listed and _MOST * whole.value <= run[0].value <= whole.value:
        return False
    # 350万元，200万元，100万元 are as near as 35, 20 and 10
    odds = odds if listed else odds * 10 ** min(_zeros(each) for each in (whole, *run))
    return odds <= _RARE[listed, len(run) > _PAIR] and not _is_told_apart(run)


def _zeros(mention: Mention) -> int:
    printed = digits(mention.quantity)
    return len(printed) - len(printed.rstrip("0"))


def _is_told_apart(run: Sequence[Mention]) -> bool:
    """Whether a name tells a change or what is left, or one figure is made of those behind it: 6条中，甲2条、乙4条."""
    if any(mark.start >= part.lead and not mark.meaning.startswith(_KINDS) for part in run for mark in part.marks):
        return True
    values = [part.value for part in run]
    return any(value == sum(values[place:], Decimal(0)) for place, value in enumerate(values[:-1], start=1))
