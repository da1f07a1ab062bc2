"""The interval that the printed digits, the unit and the bounding word of a figure allow."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from reportminer.model import Bound, Kind

_WHOLE: frozenset[Kind] = frozenset({"headcount", "household", "count"})
_FLOORED: frozenset[Kind] = _WHOLE | {"amount", "duration", "measure", "score"}
_HALF = Decimal("0.5")


class Reach(Struct, frozen=True, gc=False):
    """All values between `low` and `high`; an open end is left out; None is unbounded."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False


def reach(value: Decimal, step: Decimal, bound: Bound, kind: Kind, top: Decimal | None, inside: bool) -> Reach:
    """The interval of a figure, base unit.

    step    the worth of one unit of the last printed digit
    top     the high end where the figure is a range, else None
    inside  the figure is bounded by 余 or 多, which reach to the next step of its last significant digit
    exact: half a step to both sides; counts and heads printed to the unit are exact. over by 余 多: [v, v + s), by
    超过 逾: (v, ∞). under (近 不足): (v − s, v). about: (v − s, v + s). at_least: [v, ∞). at_most: [0, v], without the
    floor where a negative makes sense. s is one unit of the last significant digit: 2.5万 → 1千, 120 → 10, 200 → 100;
    downward from a single leading 1 it is a tenth of that (近1万 → over 9千).
    """
    if top is not None:
        return Reach(value, top)
    if bound == "exact":
        if step == 1 and kind in _WHOLE:
            return Reach(value, value)
        half = step * _HALF
        return Reach(value - half, value + half)
    size = significant(value, step)
    floor = Decimal(0) if kind in _FLOORED and value >= 0 else None
    match bound:
        case "over":
            return Reach(value, value + size, high_open=True) if inside else Reach(value, None, low_open=True)
        case "under":
            down = size / 10 if value == size and value >= 10 else size
            return Reach(value - down, value, low_open=True, high_open=True)
        case "about":
            return Reach(value - size, value + size, low_open=True, high_open=True)
        case "at_least":
            return Reach(value, None)
        case "at_most":
            return Reach(floor, value)
    raise AssertionError(bound)


def significant(value: Decimal, step: Decimal) -> Decimal:
    """The worth of one unit of the last digit of `value` that is not zero, `step` for zero itself."""
    if not value:
        return step
    said = str(value)
    if said.isdecimal():
        return Decimal(1).scaleb(len(said) - len(said.rstrip("0")))
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)
