"""Exact arithmetic on figures as printed: each stands for an interval with open or closed ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from reportminer.model import Quantity

_EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])
_MAX_DIGITS = 60
_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")

_HALF = {ord(","): None, ord("，"): None, ord("．"): "."}

Exact = Fraction | int
"""Whole numbers stay `int`, which is many times quicker; no division of two of them leaves this module."""
Number = Fraction | Decimal | int


def tidy(value: Decimal | Fraction | int) -> Decimal:
    """`value` as a Decimal without exponent or trailing zeros, so that its string is a plain decimal.

    Raises `decimal.Inexact` for a fraction without a finite decimal form.
    """
    if isinstance(value, Decimal):
        said = str(value)
        if value and len(said) < _MAX_DIGITS and "E" not in said and ("." not in said or said[-1] != "0"):
            return value  # tidy as it is, as most are
    if isinstance(value, Fraction):
        value = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    plain = format(Decimal(value).normalize(_EXACT), "f")
    return Decimal("0" if plain == "-0" else plain)


def exact(value: Number) -> Exact:
    """The same number as an `int` where it is whole, else as a `Fraction`."""
    if isinstance(value, Decimal):
        whole = int(value)
        return whole if whole == value else Fraction(value)
    return value


def distance(one: Exact, other: Exact) -> Exact:
    """How far two numbers are apart."""
    return one - other if one > other else other - one


def rounded(value: Number, places: int) -> Decimal:
    """`value` rounded half up (away from zero) to `places` decimals, tidy."""
    fraction = Fraction(value)
    if 10**places % fraction.denominator == 0:
        return tidy(fraction)
    scaled = abs(fraction) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return tidy(Fraction(whole if value >= 0 else -whole, 10**places))


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """The sum without rounding. Raises `decimal.Inexact` beyond 200 digits."""
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def is_sane(value: Decimal) -> bool:
    """Whether `value` has so few digits that arithmetic on it stays exact and quick."""
    _, digits, exponent = value.as_tuple()
    return isinstance(exponent, int) and abs(exponent) < _MAX_DIGITS and len(digits) < _MAX_DIGITS


class Interval(Struct, frozen=True):
    """All values between `low` and `high`; an end is left out when open; None is unbounded."""

    low: Exact | None
    high: Exact | None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: Number) -> bool:
        """Whether the value lies inside, ends honoured."""
        return self.meets(point(value))

    def is_empty(self) -> bool:
        """Whether no value lies inside."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def meets(self, other: Interval) -> bool:
        """Whether the two share a value."""
        return not (_is_after(self, other) or _is_after(other, self) or self.is_empty() or other.is_empty())

    def intersection(self, other: Interval) -> Interval | None:
        """What the two share, None for nothing."""
        low, low_open, high, high_open = self.low, self.low_open, self.high, self.high_open
        if low is None or (other.low is not None and other.low > low):
            low, low_open = other.low, other.low_open
        elif low == other.low:
            low_open = low_open or other.low_open
        if high is None or (other.high is not None and other.high < high):
            high, high_open = other.high, other.high_open
        elif high == other.high:
            high_open = high_open or other.high_open
        both = Interval(low, high, low_open, high_open)
        return None if both.is_empty() else both

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def times(self, factor: Number) -> Interval:
        """Every value multiplied by a number."""
        if factor == 1:
            return self
        if factor == -1:
            return -self
        if factor == 0:
            return point(0)
        scale = exact(factor)
        low = None if self.low is None else self.low * scale
        high = None if self.high is None else self.high * scale
        if scale > 0:
            return Interval(low, high, self.low_open, self.high_open)
        return Interval(high, low, self.high_open, self.low_open)

    def __mul__(self, other: Interval) -> Interval:
        """Every product of a value of each; ends are reached exactly where some pair of values reaches them."""
        if self.is_positive() and other.is_positive():
            low_open, high_open = self.low_open or other.low_open, self.high_open or other.high_open
            return Interval(self.low * other.low, self.high * other.high, low_open, high_open)  # type: ignore[operator]
        corners = [_corner(mine, yours) for mine in self._ends() for yours in other._ends()]
        low, high = min(corners, key=_as_low), max(corners, key=_as_high)
        return Interval(_finite(low[0]), _finite(high[0]), low[1] and not low[0][0], high[1] and not high[0][0])

    def is_positive(self) -> bool:
        """Whether it has two ends above zero, as most figures have."""
        return self.low is not None and self.high is not None and 0 < self.low < self.high

    def _ends(self) -> tuple[_Corner, _Corner]:
        return (
            ((-1, _ZERO) if self.low is None else (0, self.low), self.low_open or self.low is None),
            ((1, _ZERO) if self.high is None else (0, self.high), self.high_open or self.high is None),
        )

    def inverses(self) -> tuple[Interval, ...]:
        """Every 1 ÷ value, zero left out: two pieces where the interval crosses zero, none for zero alone."""
        pieces = []
        for side in (_NEGATIVE, _POSITIVE):
            part = self.intersection(side)
            if part is None:
                continue
            low, low_open = (_flip(part.high), part.high_open) if part.high is not None else (_ZERO, True)
            high, high_open = (_flip(part.low), part.low_open) if part.low is not None else (_ZERO, True)
            pieces.append(Interval(low, high, low_open and low is not None, high_open and high is not None))
        return tuple(pieces)


_Magnitude = tuple[int, Exact]
"""(-1, 0) below every number, (0, number), (1, 0) above every number: compares as it should."""
_Corner = tuple[_Magnitude, bool]
_ZERO = Fraction(0)
_NEGATIVE = Interval(None, _ZERO, False, True)
_POSITIVE = Interval(_ZERO, None, True, False)
_NONE = Interval(0, 0)
WHOLE_LINE = Interval(None, None)


def point(value: Number) -> Interval:
    """The interval of one value."""
    end = exact(value)
    return Interval(end, end)


def quotient(dividend: Interval, divisor: Interval) -> tuple[Interval, ...]:
    """Every value ÷ value, division by zero left out: one piece, or two apart, or none."""
    return union(dividend * inverse for inverse in divisor.inverses())


def union(pieces: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same values in as few pieces as can be, in ascending order."""
    merged: list[Interval] = []
    for piece in sorted(pieces, key=lambda piece: ((piece.low is not None, piece.low or _ZERO), piece.low_open)):
        if piece.is_empty():
            continue
        last = merged[-1] if merged else None
        if last is None or not _touches(last, piece):
            merged.append(piece)
            continue
        high, high_open = last.high, last.high_open
        if high is not None and (piece.high is None or piece.high > high):
            high, high_open = piece.high, piece.high_open
        elif high is not None and piece.high == high:
            high_open = high_open and piece.high_open
        merged[-1] = Interval(last.low, high, last.low_open, high_open)
    return tuple(merged)


def common(first: Iterable[Interval], second: Iterable[Interval]) -> tuple[Interval, ...]:
    """The values in both unions of pieces."""
    yours = tuple(second)
    found = (mine.intersection(other) for mine in first for other in yours)
    return union(piece for piece in found if piece is not None)


def printed(quantity: Quantity, truncated: bool = False) -> Interval:
    """The interval that a figure stands for as printed, in its base unit.

    truncated  read the last digit as cut off instead of rounded, where nothing but the digits bounds the figure;
               marks are given as they are, never cut off
    """
    if truncated and quantity.bound == "exact" and quantity.step is not None and quantity.kind != "score":
        value, step = exact(quantity.value), exact(quantity.step)
        return Interval(value, value + step, False, True) if value >= 0 else Interval(value - step, value, True, False)
    return Interval(
        None if quantity.low is None else exact(quantity.low),
        None if quantity.high is None else exact(quantity.high),
        quantity.low_open,
        quantity.high_open,
    )


def meant(quantity: Quantity, truncated: bool = False) -> Interval:
    """The interval by which claims on a figure are judged: as printed, but of an amount of zero just zero.

    0万元 says that there is none, not that there is less than 5000元.
    """
    if not quantity.value and quantity.kind == "amount" and quantity.bound == "exact":
        return _NONE
    return printed(quantity, truncated)


def is_above(one: Quantity, other: Quantity) -> bool:
    """Whether a figure stands for more than another, whatever was rounded: 95% and 94% do though their ranges touch."""
    low, high = printed(one).low, printed(other).high
    return low is not None and high is not None and low >= high and one.value > other.value


def printed_number(quantity: Quantity) -> Decimal | None:
    """The number as printed, without its unit or sign; None for numerals and for what no number is."""
    return _number(quantity.text)


def printed_factor(quantity: Quantity) -> Exact | None:
    """What one of the printed unit is worth in base units: 10000 for 2.5万余元; None where the print does not tell."""
    return _factor(quantity.text, quantity.value)


def printed_places(quantity: Quantity) -> int:
    """How many decimals the number is printed with."""
    return _places(quantity.text)


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal | None:
    match = _NUMBER.search(text)
    return Decimal(match[0].translate(_HALF)) if match else None


@lru_cache(maxsize=4096)
def _places(text: str) -> int:
    number = _number(text)
    exponent = number.as_tuple().exponent if number is not None else 0
    return -exponent if isinstance(exponent, int) else 0


@lru_cache(maxsize=4096)
def _factor(text: str, value: Decimal) -> Exact | None:
    number = _number(text)
    factor = abs(Fraction(value) / Fraction(number)) if number and value else None
    return factor.numerator if factor is not None and factor.denominator == 1 else factor


def _is_after(one: Interval, other: Interval) -> bool:
    """Whether all of `one` lies above all of `other`."""
    if one.low is None or other.high is None:
        return False
    return one.low > other.high or (one.low == other.high and (one.low_open or other.high_open))


def _touches(left: Interval, right: Interval) -> bool:
    """Whether `right`, which begins no earlier, leaves no gap after `left`."""
    if left.high is None or right.low is None:
        return True
    return right.low < left.high or (right.low == left.high and not (right.low_open and left.high_open))


def _corner(mine: _Corner, yours: _Corner) -> _Corner:
    """The product of two ends; a zero that is reached makes the product reached whatever the other end is."""
    (my_reach, my_value), my_open = mine
    (your_reach, your_value), your_open = yours
    my_zero = my_reach == 0 and my_value == 0
    your_zero = your_reach == 0 and your_value == 0
    if my_zero or your_zero:
        reached = (my_zero and not my_open) or (your_zero and not your_open)
        return (0, _ZERO), not reached
    if my_reach or your_reach:
        return (_sign(mine) * _sign(yours), _ZERO), True
    return (0, my_value * your_value), my_open or your_open


def _sign(end: _Corner) -> int:
    reach, value = end[0]
    return reach or (1 if value > 0 else -1)


def _as_low(corner: _Corner) -> tuple[_Magnitude, bool]:
    return corner[0], corner[1]


def _as_high(corner: _Corner) -> tuple[_Magnitude, bool]:
    return corner[0], not corner[1]


def _finite(magnitude: _Magnitude) -> Exact | None:
    return None if magnitude[0] else magnitude[1]


def _flip(value: Exact) -> Fraction | None:
    return None if value == 0 else 1 / Fraction(value)
