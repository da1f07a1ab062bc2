"""How likely it is that chance alone puts two statements of one figure one usual slip apart."""

from __future__ import annotations

from decimal import Decimal

from reportminer.relate.clauses import Figure
from reportminer.relate.evidence.closing import digits, high, low, step_of
from reportminer.relate.evidence.slips import UNITS, like

_COARSE = 2
"""digits to which a figure rounded tells no longer which unit it had"""


def apart(one: Figure, other: Figure) -> float | None:
    """The chance that two unlike figures are one slip apart as these are; None where they are not.

    Digits in which both are round tell nothing: 1200.00 and 1300.00 are as likely as 12 and 13.
    """
    if not one.value or not other.value or one.value == other.value:
        return None
    step = min(step_of(one), step_of(other))
    first, second = one.value / step, other.value / step
    if any(value != value.to_integral_value() for value in (first, second)):
        return None
    mine, yours = str(abs(int(first))), str(abs(int(second)))
    if first == -second:
        return 1 / _numbers(mine.strip("0"))
    if (first < 0) != (second < 0):
        met = low(one) <= -low(other) and -high(other) <= high(one)
        return 1 / _numbers(min(digits(one), digits(other), key=len)) if met else None
    if mine.rstrip("0") == yours.rstrip("0"):
        return len(UNITS) / _numbers(mine.rstrip("0"))
    # a figure printed more coarsely may have slipped before it was rounded
    found = [_alike(mine, yours)]
    found += [_rounded(each, value) for each, value in ((one, other.value), (other, one.value)) if step_of(each) > step]
    return min((chance for chance in found if chance is not None), default=None)


def rarely(chance: float | None, rare: float) -> bool:
    """Whether one slip explains a miss, as a chance that is given says, and chance would no more often than `rare`."""
    return chance is not None and chance <= rare


def alongside(one: Figure, other: Figure) -> float:
    """The chance that two figures that differ a little for good reason differ as by a slip: by one digit, 0.30 or 18.

    Of a total and what is nearly all of it the first digits agree anyhow; what tells is how many do behind the slip.
    """
    step = min(step_of(one), step_of(other))
    gap, size = str(abs(int((one.value - other.value) / step))), len(str(abs(int(one.value / step))))
    digit = gap.rstrip("0")
    if len(digit) == 1:
        return 10.0 ** (1 - len(gap))
    exchanged = int(digit) % 9 == 0 and len(digit) == 2
    return 10.0 ** (1 - len(gap)) if exchanged and len(gap) <= size else 0.0


def _rounded(quantity: Figure, value: Decimal) -> float | None:
    """The chance of `apart` where the other figure is rounded as this one is printed."""
    step = step_of(quantity)
    wanted = (value / step).to_integral_value()
    if wanted <= 0 or quantity.value < step or wanted * step == quantity.value:
        return None
    one, other = digits(quantity), f"{wanted:f}"
    if one.rstrip("0") == other.rstrip("0"):
        if len(other) <= _COARSE:
            return None
        return len(UNITS) / _numbers(one.rstrip("0"))
    return _alike(one, other)


def _alike(one: str, other: str) -> float | None:
    """The chance that two strings of digits differ by one slip only, in the way that these do."""
    if not like(one, other):
        return None
    while one[-1] == other[-1] == "0":
        one, other = one[:-1], other[:-1]
    size = len(one)
    if size != len(other):
        longer = max(size, len(other))
        return longer / _numbers(one if size < longer else other)
    wrong = sum(mine != yours for mine, yours in zip(one, other, strict=True))
    return 9 * size / _numbers(one) if wrong == 1 else (size - 1) / _numbers(one)


def _numbers(printed: str) -> int:
    """How many numbers have as many digits."""
    return 9 * 10 ** (len(printed) - 1) if printed else 1
