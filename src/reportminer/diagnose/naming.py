"""The name of the slip between what is printed and what was meant, and how often such slips happen."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from msgspec import Struct

from reportminer.model import Slip

NAMED = 3.0
"""A change that costs less has a name; more is a figure that no usual slip explains."""
UNKNOWN = 5.0
RESTATED, SWAPPED = 0.5, 0.9

_SIGN, _UNSIGNED = 1.4, 3.5
_DIGIT, _DROPPED, _ADDED = 1.5, 1.45, 1.8
_NEIGHBOURS, _APART = 1.3, 2.4
_UNIT, _OTHER_UNIT = 1.0, 1.3
_POINT, _POINT_MORE = 1.3, 0.6
_TO_HABIT, _FROM_HABIT = 0.4, 0.8
_ROUND, _ROUND_MOST = 0.06, 3
_COMPUTED = 1.5
"""how much likelier than other figures a rate was wrongly computed, when no slip of the hand explains it"""
_UNITS = (1, 1000, 10**4, 10**8)
"""元 千元 万元 亿元"""


class Print(Struct, frozen=True):
    """How a figure is printed, as far as slips in it go.

    mantissa       its digits as a whole number of `step`s, signed
    factor         what one of its printed unit is worth in the base unit, None where the print does not tell
    places         how many decimals it is printed with
    padded         printed with a zero in front that no number has (08)
    scales         the units, as factors, of the figures that stand in a relation with it
    usual_factor   the unit, as a factor, in which the report prints most of its amounts; None without a habit
    usual_places   the decimals that the report prints in this unit; None without a habit
    """

    mantissa: int
    step: Fraction
    factor: Fraction | None
    places: int
    padded: bool
    is_amount: bool
    is_rate: bool
    is_level: bool
    scales: Collection[Fraction]
    usual_factor: Fraction | None
    usual_places: int | None


def digits_of(mantissa: int, places: int) -> str:
    """The digits as printed, without a point: 006 for 0.06."""
    return str(abs(mantissa)).rjust(places + 1, "0")


def name(printed: Print, meant: int) -> tuple[Slip, float]:
    """The slip that turns `meant`, in steps, into what is printed, and its cost: lower is likelier."""
    mantissa = printed.mantissa
    if meant == -mantissa:
        return "sign", _UNSIGNED if mantissa > 0 and printed.is_level else _SIGN
    if (mantissa < 0) != (meant < 0):
        return "digit", UNKNOWN + 2
    if not mantissa:
        return "digit", UNKNOWN
    power = _power(abs(mantissa), abs(meant))
    if power:
        return name_power(printed, power)
    why, cost = _name_digits(digits_of(mantissa, printed.places), digits_of(meant, printed.places))
    if cost < UNKNOWN:
        return why, cost + (0 if printed.is_rate else _ROUND * _rounder(abs(mantissa), abs(meant)))
    return why, cost - _COMPUTED if printed.is_rate else cost


def name_power(printed: Print, power: int) -> tuple[Slip, float]:
    """The slip where the meant value is the printed one × 10^`power`."""
    if printed.factor is not None and not printed.is_rate:
        meant = printed.factor * Fraction(10) ** power
        habit = _habit(printed.factor, meant, printed.usual_factor)
        if meant in printed.scales:
            return "unit", _UNIT + habit
        if printed.is_amount and meant in _UNITS and abs(power) > 2:
            return "unit", _OTHER_UNIT + habit
    if not printed.places and power > 0:
        return "digit", _DROPPED if power == 1 else UNKNOWN
    if abs(power) == 1 and printed.places and abs(printed.mantissa) % 10**printed.places == 0:
        return "digit", _DROPPED if power > 0 else _ADDED
    if not printed.places and not printed.is_rate and printed.mantissa % 10**-power == 0:
        return "digit", _ADDED if power == -1 else UNKNOWN
    usual = printed.usual_places
    if usual is None and printed.is_rate and printed.places:
        usual = printed.places
    habit = _habit(printed.places, max(printed.places - power, 0), usual)
    return "decimal_point", _POINT + _POINT_MORE * (abs(power) - 1) + (-_POINT / 2 if printed.padded else habit)


def _habit(own: Fraction | int, meant: Fraction | int, usual: Fraction | int | None) -> float:
    """What it costs to leave the habit of the report, or spares to return to it."""
    if usual is None or (own == usual) == (meant == usual):
        return 0.0
    return _FROM_HABIT if own == usual else -_TO_HABIT


def _power(one: int, other: int) -> int:
    """The power of ten between two numbers with the same digits, 0 where there is none."""
    first, second = str(one), str(other)
    same = first.rstrip("0") == second.rstrip("0") != ""
    return len(second) - len(first) if same else 0


def _rounder(printed: int, meant: int) -> int:
    """By how many zeros at the end the meant value is less round than what is printed; figures lose zeros by slips."""
    lost = _zeros(printed) - _zeros(meant)
    return max(-_ROUND_MOST, min(_ROUND_MOST, lost))


def _zeros(number: int) -> int:
    text = str(number)
    return len(text) - len(text.rstrip("0"))


def _name_digits(printed: str, meant: str) -> tuple[Slip, float]:
    longer = len(meant) - len(printed)
    if longer == 1 and _is_insertion(printed, meant):
        return "digit", _DROPPED
    if longer == -1 and _is_insertion(meant, printed):
        return "digit", _ADDED
    if longer:
        return "digit", UNKNOWN + abs(longer)
    wrong = [place for place in range(len(meant)) if printed[place] != meant[place]]
    if len(wrong) == 1:
        return "digit", _DIGIT
    if len(wrong) == 2:
        left, right = wrong
        if printed[left] == meant[right] and printed[right] == meant[left]:
            return "transposition", _NEIGHBOURS if right == left + 1 else _APART
    return "digit", UNKNOWN + len(wrong)


def _is_insertion(short: str, long: str) -> bool:
    """Whether `long` is `short` with one character put in."""
    place = next((index for index, char in enumerate(short) if char != long[index]), len(short))
    return short[place:] == long[place + 1 :]
