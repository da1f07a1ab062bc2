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
_DIGIT, _LENGTH = 1.5, 1.7
_NEIGHBOURS, _APART = 1.3, 2.4
_UNIT, _OTHER_UNIT = 1.0, 1.3
_POINT, _POINT_MORE = 1.3, 0.6
_UNITS = (1, 1000, 10**4, 10**8)
"""元 千元 万元 亿元"""


class Print(Struct, frozen=True):
    """How a figure is printed, as far as slips in it go.

    mantissa  its digits as a whole number of `step`s, signed
    factor    what one of its printed unit is worth in the base unit, None where the print does not tell
    pointed   printed with a decimal point
    scales    the units, as factors, of the figures that stand in a relation with it
    """

    mantissa: int
    step: Fraction
    factor: Fraction | None
    pointed: bool
    is_amount: bool
    is_rate: bool
    is_level: bool
    scales: Collection[Fraction]


def name(printed: Print, meant: int) -> tuple[Slip, float]:
    """The slip that turns `meant`, in steps, into what is printed, and its cost: lower is likelier."""
    mantissa = printed.mantissa
    if meant == -mantissa:
        return "sign", _UNSIGNED if mantissa > 0 and printed.is_level else _SIGN
    if (mantissa < 0) != (meant < 0):
        return "digit", UNKNOWN + 2
    first, second = str(abs(mantissa)), str(abs(meant))
    power = len(second) - len(first)
    if power and first.rstrip("0") == second.rstrip("0") != "":
        return name_power(printed, power)
    return _name_digits(first, second)


def name_power(printed: Print, power: int) -> tuple[Slip, float]:
    """The slip where the meant value is the printed one × 10^`power`."""
    if printed.factor is not None and not printed.is_rate:
        meant = printed.factor * Fraction(10) ** power
        if meant in printed.scales:
            return "unit", _UNIT
        if printed.is_amount and meant in _UNITS and abs(power) > 2:
            return "unit", _OTHER_UNIT
    if not printed.pointed and power > 0:
        return "digit", _LENGTH if power == 1 else UNKNOWN
    return "decimal_point", _POINT + _POINT_MORE * (abs(power) - 1)


def _name_digits(printed: str, meant: str) -> tuple[Slip, float]:
    longer = len(meant) - len(printed)
    if abs(longer) == 1:
        short, long = (printed, meant) if longer > 0 else (meant, printed)
        if _is_insertion(short, long):
            return "digit", _LENGTH
    width = max(len(printed), len(meant))
    first, second = printed.rjust(width, "0"), meant.rjust(width, "0")
    wrong = [place for place in range(width) if first[place] != second[place]]
    if len(wrong) == 1:
        return "digit", _DIGIT
    if len(wrong) == 2:
        left, right = wrong
        if first[left] == second[right] and first[right] == second[left]:
            return "transposition", _NEIGHBOURS if right == left + 1 else _APART
    return "digit", UNKNOWN + len(wrong)


def _is_insertion(short: str, long: str) -> bool:
    """Whether `long` is `short` with one character put in."""
    place = next((index for index, char in enumerate(short) if char != long[index]), len(short))
    return short[place:] == long[place + 1 :]
