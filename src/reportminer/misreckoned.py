"""Rates that were reckoned the wrong way round: on the figure after instead of before, or upside down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from reportminer.claims import Ratio
from reportminer.intervals import printed
from reportminer.model import Quantity

Way = Literal["level", "later_base", "inverse", "rest", ""]
"""The level in place of its change (增长112% for 12%); on the later level; upside down; what is left in place of what
is done; none of these."""

_DIGITS = 2


def way_of(claim: Ratio, quantities: Mapping[str, Quantity], *, is_share: bool) -> Way:
    """The wrong way of reckoning that gives the rate as printed, where that has two digits or more."""
    rate = quantities[claim.rate]
    if sum(char.isdigit() for char in rate.text) < _DIGITS or rate.value <= 0:
        return ""
    top, bottom = abs(Fraction(quantities[claim.top].value)), abs(Fraction(quantities[claim.bottom].value))
    told = printed(rate)
    for way, value in _share_ways(top, bottom) if is_share else _growth_ways(claim, top, bottom):
        if claim.scale * value in told:
            return way
    return ""


def _share_ways(part: Fraction, whole: Fraction) -> Iterator[tuple[Way, Fraction]]:
    if part:
        yield "inverse", whole / part
    if whole:
        yield "rest", 1 - part / whole


def _growth_ways(claim: Ratio, top: Fraction, bottom: Fraction) -> Iterator[tuple[Way, Fraction]]:
    """From the levels before and after, however the rate is told."""
    sign = claim.signs[0]
    if claim.shape == "growth":
        now, before = top, bottom
    elif claim.shape == "part":
        now, before = bottom, bottom - sign * top
    else:
        now, before = bottom + sign * top, bottom
    if now <= 0 or before <= 0:
        return
    yield "later_base", abs(now - before) / now
    yield "level", now / before
