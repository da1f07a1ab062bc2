"""How a printed figure may have gone wrong: candidates for what it was, each with the name of the slip and its cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from reportminer.diagnose.system import moved
from reportminer.intervals import Interval, printed_factor, printed_number, tidy
from reportminer.model import Quantity, Slip

NAMED = 3.0
"""A change that costs less has a name; more is a figure that no usual slip explains."""

_COSTS: dict[str, float] = {
    "restated": 0.5,
    "unit": 1.0,
    "decimal_point": 1.3,
    "transposition": 1.3,
    "sign": 1.4,
    "digit": 1.5,
    "swap": 1.5,
}
_LENGTH = 1.7
_FAR = 2.4
_UNSIGNED = 3.5
_UNKNOWN = 5.0
_SCAN = 24
_UNIT_POWERS = (3, 4, 5, 8)
_UNITS = (1, 1000, 10**4, 10**8)
_ONE = Fraction(1)
_POWERS = tuple(Fraction(10) ** (sign * power) for power in (1, 2, 3, 4, 5, 8) for sign in (1, -1))


class Candidate(Struct, frozen=True):
    """A value that a figure may have been meant to have; `cost` is lower for what happens more often."""

    to: Decimal
    why: Slip
    cost: float
    interval: Interval


def best_candidate(
    quantity: Quantity,
    pieces: Sequence[Interval],
    target: Fraction | None,
    restated: Sequence[Quantity],
    neighbours: Sequence[Quantity],
) -> Candidate | None:
    """The most plausible value for a figure that brings it into `pieces`, None where it can't be.

    pieces      the values that meet every claim on it; a figure meets one as soon as its interval does
    target      the value that meets the broken claim exactly
    restated    figures that state the same item elsewhere
    neighbours  the figures that stand in a relation with it, whose units it may have been meant to have
    """
    reach = _Reach(quantity, pieces)
    found = [
        candidate
        for candidate in _candidates(quantity, reach, target, restated, neighbours)
        if _is_possible(quantity, candidate)
    ]
    return min(found, key=lambda one: (one.cost, abs(one.to - quantity.value), one.to), default=None)


def name(quantity: Quantity, to: Decimal, neighbours: Sequence[Quantity] = ()) -> tuple[Slip, float]:
    """The slip that turns the meant value `to` into the printed one, and its cost."""
    value = quantity.value
    if to == -value:
        unsigned = value > 0 and quantity.role == "level"
        return "sign", _UNSIGNED if unsigned else _COSTS["sign"]
    power = _power(value, to)
    if power is not None:
        return _name_power(quantity, to, power, neighbours)
    step = quantity.step or Decimal(1)
    mine, meant = Fraction(value) / Fraction(step), Fraction(to) / Fraction(step)
    if meant.denominator != 1 or mine.denominator != 1 or (mine < 0) != (meant < 0):
        return "digit", _UNKNOWN + 2
    return _name_digits(str(abs(mine.numerator)), str(abs(meant.numerator)))


def _is_possible(quantity: Quantity, candidate: Candidate) -> bool:
    if candidate.to == quantity.value:
        return False
    if candidate.to < 0 and quantity.value >= 0 and candidate.why != "sign":
        return False
    whole = quantity.kind in ("headcount", "household", "count") and quantity.step is None
    return not whole or candidate.to == candidate.to.to_integral_value()


class _Reach:
    """What a figure would stand for with another value, where that meets the pieces."""

    def __init__(self, quantity: Quantity, pieces: Sequence[Interval]) -> None:
        self.quantity = quantity
        self.pieces = pieces
        value = Fraction(quantity.value)
        self.below = None if quantity.low is None else Fraction(quantity.low) - value
        self.above = None if quantity.high is None else Fraction(quantity.high) - value

    def mantissas(self, step: Fraction) -> tuple[int | None, int | None]:
        """The least and the greatest printed number, in steps, that can meet the pieces; None without bound."""
        lows, highs = [piece.low for piece in self.pieces], [piece.high for piece in self.pieces]
        low = None if None in lows or self.above is None else min(one for one in lows if one is not None) - self.above
        high = (
            None if None in highs or self.below is None else max(one for one in highs if one is not None) - self.below
        )
        return (None if low is None else (low / step).__ceil__(), None if high is None else (high / step).__floor__())

    def is_narrow(self, step: Fraction) -> bool:
        """Whether so few printed numbers meet the pieces that each was looked at."""
        low, high = self.mantissas(step)
        return low is not None and high is not None and high - low < _SCAN

    def at(self, to: Fraction, factor: Fraction = _ONE) -> Interval | None:
        """The interval with the value `to`, None outside the pieces; `factor` where the unit changes too."""
        low = None if self.below is None else to + self.below * factor
        high = None if self.above is None else to + self.above * factor
        if factor > 0:
            interval = Interval(low, high, self.quantity.low_open, self.quantity.high_open)
        else:
            interval = Interval(high, low, self.quantity.high_open, self.quantity.low_open)
        return interval if any(interval.meets(piece) for piece in self.pieces) else None


def _candidates(
    quantity: Quantity,
    reach: _Reach,
    target: Fraction | None,
    restated: Sequence[Quantity],
    neighbours: Sequence[Quantity],
) -> Iterator[Candidate]:
    for other in restated:
        stated = moved(other, other.value)
        if any(stated.meets(piece) for piece in reach.pieces):
            power = _power(quantity.value, other.value)
            why = _name_power(quantity, other.value, power, [*neighbours, other])[0] if power else "restated"
            yield Candidate(other.value, why, _COSTS["restated"], stated)
    value = Fraction(quantity.value)
    step = Fraction(quantity.step or 1)
    for to, factor in _scaled(value):
        apart = 5 * float(abs(to - target) / abs(target)) if target else 0.0
        yield from _candidate(quantity, reach, to, factor, neighbours, min(apart, _UNKNOWN))
    yield from _candidate(quantity, reach, -value, -_ONE, neighbours)
    if target is not None:
        near = _on_grid(target, step)
        for way in (step, -step):
            to = near if way > 0 else near - step
            for _ in range(_SCAN):
                met = list(_candidate(quantity, reach, to, _ONE, neighbours, float(abs(to - near) / step) * 0.02))
                if not met and to != near:
                    break
                yield from met
                to += way
        if reach.is_narrow(step):
            return
    low, high = reach.mantissas(step)
    sign = -1 if value < 0 else 1
    for misprint in _misprints(str(abs(int(value / step)))):
        mantissa = Fraction(int(misprint) * sign)
        if (low is None or low <= mantissa) and (high is None or mantissa <= high):
            yield from _candidate(quantity, reach, mantissa * step, _ONE, neighbours)
    if target is not None:
        return
    for piece in reach.pieces:
        for end in (piece.low, piece.high):
            if end is not None:
                yield from _candidate(quantity, reach, _on_grid(end, step), _ONE, neighbours, 1.0)


def _candidate(
    quantity: Quantity,
    reach: _Reach,
    to: Fraction,
    factor: Fraction,
    neighbours: Sequence[Quantity],
    extra: float = 0.0,
) -> Iterator[Candidate]:
    interval = reach.at(to, factor)
    if interval is not None and (to != -quantity.value or factor == -1):
        meant = tidy(to)
        why, cost = name(quantity, meant, neighbours)
        yield Candidate(meant, why, cost + extra, interval)


def _scaled(value: Fraction) -> Iterator[tuple[Fraction, Fraction]]:
    for factor in _POWERS:
        yield value * factor, factor


def _on_grid(value: Fraction, step: Fraction) -> Fraction:
    """The printable value nearest to `value`, halves upward."""
    return ((2 * value / step + 1).__floor__() // 2) * step


def _power(value: Decimal, to: Decimal) -> int | None:
    """k where `to` is `value` × 10^k, k not 0; else None."""
    if value == 0 or to == 0 or (value < 0) != (to < 0):
        return None
    mine, meant = value.normalize(), to.normalize()
    if mine.as_tuple().digits != meant.as_tuple().digits:
        return None
    return int(meant.adjusted() - mine.adjusted()) or None


def _name_power(quantity: Quantity, to: Decimal, power: int, neighbours: Sequence[Quantity]) -> tuple[Slip, float]:
    number = printed_number(quantity)
    if number and quantity.kind not in ("percentage", "percentage_point"):
        meant = abs(Fraction(to) / Fraction(number))
        if meant in {printed_factor(other) for other in neighbours if other.unit == quantity.unit}:
            return "unit", _COSTS["unit"]
        if quantity.kind == "amount" and meant in _UNITS and abs(power) in _UNIT_POWERS:
            return "unit", _COSTS["unit"] + 0.3
    if number is not None and "." not in quantity.text and power > 0:
        return "digit", _LENGTH if power == 1 else _UNKNOWN
    return "decimal_point", _COSTS["decimal_point"] + 0.6 * (abs(power) - 1)


def _name_digits(printed: str, meant: str) -> tuple[Slip, float]:
    width = max(len(printed), len(meant))
    if abs(len(printed) - len(meant)) == 1 and _is_insertion(*sorted((printed, meant), key=len)):
        return "digit", _LENGTH
    first, second = printed.rjust(width, "0"), meant.rjust(width, "0")
    wrong = [place for place in range(width) if first[place] != second[place]]
    if len(wrong) == 1:
        return "digit", _COSTS["digit"]
    if len(wrong) == 2:
        left, right = wrong
        if first[left] == second[right] and first[right] == second[left]:
            return "transposition", _COSTS["transposition"] if right == left + 1 else _FAR
    return "digit", _UNKNOWN + len(wrong)


def _is_insertion(short: str, long: str) -> bool:
    """Whether `long` is `short` with one character put in."""
    place = next((index for index, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    return short[place:] == long[place + 1 :]


def _misprints(digits: str) -> Iterator[str]:
    """Every string of digits one slip away: a digit replaced, two neighbours exchanged, a digit dropped or added."""
    for place, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                yield digits[:place] + other + digits[place + 1 :]
            yield digits[:place] + other + digits[place:]
        if len(digits) > 1:
            yield digits[:place] + digits[place + 1 :]
        if place + 1 < len(digits):
            yield digits[:place] + digits[place + 1] + digit + digits[place + 2 :]
