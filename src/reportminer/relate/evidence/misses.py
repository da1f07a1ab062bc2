"""Shares, rates, differences, products and balances that one slip breaks: how likely chance brings them so near."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, floor
from typing import Literal

from reportminer.claims import scale_of
from reportminer.relate.clauses import Figure, Mention
from reportminer.relate.evidence.closing import closes, digits, high, low, step_of
from reportminer.relate.evidence.odds import rarely
from reportminer.relate.evidence.slips import UNITS, is_near, ways

_ZERO, _ONE = Decimal(0), Decimal(1)
_PLACES = UNITS[:4]
"""places by which a decimal point is put wrong, also in what has no larger unit"""

Range = tuple[Decimal, Decimal]
_Kind = Literal["digit", "unit", "sign"]


def share_miss(share: Mention, part: Mention, whole: Mention) -> float | None:
    """The chance that a share, a part and a whole which have nothing to do with each other miss by one slip.

    None where no single slip of one figure brings the three together.
    """
    scale = scale_of(share.quantity)
    return _chance(
        (share, part, whole),
        (
            _over(_of(part), _of(whole), scale),
            _times(_of(share), _of(whole), scale),
            _over(_of(part), _of(share), scale),
        ),
    )


def growth_miss(rate: Mention, change: Mention, current: Mention) -> float | None:
    """The same of a rate, a change and the level after it."""
    scale = scale_of(rate.quantity)
    sign = -1 if change.direction == "down" else 1
    base = _minus(_of(current), _of(change), sign)
    grown = _of(rate)[0] * sign + scale, _of(rate)[1] * sign + scale
    return _chance(
        (rate, change, current),
        (
            _over(_of(change), base, scale),
            _over(_times(_of(rate), _of(current), 1), grown, 1),
            _over(_times(_of(change), grown, 1), _of(rate), 1),
        ),
    )


def grown_miss(rate: Mention, current: Mention, previous: Mention) -> float | None:
    """The same of a rate and the levels after and before it."""
    scale = scale_of(rate.quantity)
    sign = -1 if rate.direction == "down" else 1
    grown = _of(rate)[0] * sign + scale, _of(rate)[1] * sign + scale
    ratio = _over(_of(current), _of(previous), scale)
    back = _over(_of(current), grown, scale)
    return _chance(
        (rate, current, previous),
        (
            None if ratio is None else ((ratio[0] - scale) * sign, (ratio[1] - scale) * sign),
            _times(_of(previous), grown, 1 / Decimal(scale)),
            back,
        ),
    )


def difference_miss(rest: Mention, larger: Mention, smaller: Mention) -> float | None:
    """The same of a difference and the two levels that it lies between."""
    return _chance(
        (rest, larger, smaller),
        (_minus(_of(larger), _of(smaller), 1), _minus(_of(rest), _of(smaller), -1), _minus(_of(larger), _of(rest), 1)),
    )


def product_miss(total: Mention, factors: Sequence[Mention], times: Decimal = _ONE) -> float | None:
    """The same of a product and its factors."""
    wanted: list[Range | None] = []
    for place in range(len(factors) + 1):
        rest: Range = (times, times)
        for number, each in enumerate(factors, start=1):
            rest = rest if number == place else _times(rest, _of(each), 1)
        if min(rest) <= _ZERO:
            return None
        wanted.append(_over(_of(total), rest, 1) if place else rest)
    return _chance((total, *factors), wanted)


def tiers_miss(total: Mention, pairs: Sequence[tuple[Mention, Mention]]) -> float | None:
    """The same of a total and pairs of factors, meant as they are printed, whose products make it."""
    made = [one.value * other.value for one, other in pairs]
    together = sum(made, _ZERO)
    wanted: list[Range | None] = [(together, together)]
    for (one, other), own in zip(pairs, made, strict=True):
        rest = _minus(_of(total), (together - own, together - own), 1)
        wanted += [_over(rest, (each.value, each.value), 1) for each in (other, one)]
    return _chance((total, *(each for pair in pairs for each in pair)), wanted)


def balance_miss(left: Sequence[Mention], right: Sequence[Mention]) -> float | None:
    """The same of two sides of a balance."""
    signed = [(each, 1) for each in left] + [(each, -1) for each in right]
    wanted: list[Range | None] = []
    for place, (_, sign) in enumerate(signed):
        needed: Range = (_ZERO, _ZERO)
        for number, (other, its) in enumerate(signed):
            if number != place:
                needed = _minus(needed, _of(other), its * sign)
        wanted.append(needed)
    figures = [each for each, _ in signed]
    return _chance(figures, wanted, min(step_of(each) for each in figures))


def balances(left: Sequence[Mention], right: Sequence[Mention], rare: float | None) -> bool:
    """Whether two sides are equal, or unless `rare` is None miss by one slip no likelier by chance than it says."""
    others = (*right, *left[1:])
    even = closes(left[0], others, [1] * len(right) + [-1] * (len(left) - 1))
    return even or (rare is not None and rarely(balance_miss(left, right), rare))


def differs(rest: Mention, one: Mention, other: Mention) -> bool:
    """Whether a figure is the difference of two levels, whichever of them is the larger."""
    return closes(rest, _larger_first(one, other), (1, -1))


def may_differ(rest: Mention, one: Mention, other: Mention) -> bool:
    """The same, or whether it would be but for one slip."""
    larger, smaller = _larger_first(one, other)
    # a digit lost makes the larger of the two the smaller
    pairs = ((larger, smaller), (smaller, larger))
    return differs(rest, one, other) or any(difference_miss(rest, *pair) is not None for pair in pairs)


def _larger_first(one: Mention, other: Mention) -> tuple[Mention, Mention]:
    return (one, other) if one.value >= other.value else (other, one)


def _chance(figures: Sequence[Mention], wanted: Sequence[Range | None], grain: Decimal = _ZERO) -> float | None:
    """How much of the room of a figure one slip of the kind that explains them reaches, on average; None for no slip.

    grain  how far apart the values that are wanted lie at least
    """
    totals: dict[_Kind, float] = {"digit": 0.0, "unit": 0.0, "sign": 0.0}
    found: set[_Kind] = set()
    for mention, span in zip(figures, wanted, strict=True):
        if span is None or mention.bound != "exact":
            continue
        figure, half = mention, (high(mention) - low(mention)) / 2
        least, most = min(span) - half, max(span) + half
        if figure.value:
            room = float(max(most - least, grain) / max(abs(least), abs(most), abs(figure.value)))
            totals["digit"] += (ways(len(digits(figure))) + 1) * room
            totals["sign"] += room
            # printed in another unit a figure is as fine beside its size as it is in its own
            size = abs(min(span)) + abs(max(span))
            fine = float((max(span) - min(span)) / size + half / abs(figure.value)) if size else 0.0
            totals["unit"] += len(UNITS) * fine
        kind = _slip(figure, least, most, half)
        if kind is not None:
            found.add(kind)
    return min((min(totals[kind] / len(figures), 1.0) for kind in found), default=None)


def _slip(quantity: Figure, least: Decimal, most: Decimal, half: Decimal) -> _Kind | None:
    """What kind of slip in a right figure brings it into `least`..`most`."""
    value = quantity.value
    if least <= -value <= most:
        return "sign" if value < 0 else None
    if value < 0:
        value, least, most = -value, -most, -least
    if most <= 0:
        return None
    powers = UNITS if quantity.kind == "amount" else _PLACES
    # a figure printed in another unit is as coarse as that unit makes it
    if any(least + half - half * shift <= value * shift <= most - half + half * shift for shift in powers):
        return "unit" if value else None
    step = step_of(quantity)
    bottom, top = ceil(max(least, step) / step), floor(most / step)
    return "digit" if bottom <= top and is_near(digits(quantity), bottom, top) else None


def _of(mention: Mention) -> Range:
    return low(mention), high(mention)


def _over(top: Range, bottom: Range, scale: int) -> Range | None:
    if min(bottom) <= _ZERO <= max(bottom):
        return None
    ends = [scale * one / other for one in top for other in bottom]
    return min(ends), max(ends)


def _times(one: Range, other: Range, scale: int | Decimal) -> Range:
    ends = [first * second / scale for first in one for second in other]
    return min(ends), max(ends)


def _minus(one: Range, other: Range, sign: int) -> Range:
    """`one` less `other`, or with `sign` -1 both together."""
    if sign < 0:
        return one[0] + other[0], one[1] + other[1]
    return one[0] - other[1], one[1] - other[0]
