"""The name of the slip between what is printed and what was meant, and how often such slips happen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from functools import cached_property

from msgspec import Struct

from reportminer.intervals import Exact
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
_RATE_PLACES = 2
"""the most decimals that rates are printed with"""
_UNITS = (1, 1000, 10**4, 10**8)
"""元 千元 万元 亿元"""


class Print(Struct, frozen=True, dict=True):
    """How a figure is printed, as far as slips in it go.

    mantissa       its digits as a whole number of `step`s, signed
    digits         the same as printed, without sign and point: 006 for 0.06
    factor         what one of its printed unit is worth in the base unit, None where the print does not tell
    places         how many decimals it is printed with
    padded         printed with a zero in front that no number has (08)
    scales         the units, as factors, of the figures that stand in a relation with it
    usual_factor   the unit, as a factor, in which the report prints most of its amounts; None without a habit
    usual_places   the decimals that the report prints in this unit; None without a habit
    near_places    the decimals of the several figures in this unit that stand in a relation with it, where they agree
    """

    mantissa: int
    digits: str
    step: Exact
    factor: Exact | None
    places: int
    padded: bool
    is_amount: bool
    is_rate: bool
    is_level: bool
    scales: Collection[Exact]
    usual_factor: Exact | None
    usual_places: int | None
    near_places: int | None = None

    def named(self, meant: int) -> tuple[Slip, float]:
        """The slip that turns `meant`, in steps, into what is printed, and its cost: lower is likelier."""
        found = self._names.get(meant)
        if found is None:
            found = self._names[meant] = _name(self, meant)
        return found

    @cached_property
    def misprints(self) -> tuple[int, ...]:
        """Every value one slip of the hand away, in steps, with the sign of what is printed, in ascending order."""
        sign = 1 if self.mantissa >= 0 else -1
        return tuple(sorted({sign * int(digits) for digits in _misprints(self.digits, self.places)}))

    @cached_property
    def _names(self) -> dict[int, tuple[Slip, float]]:
        return {}


def _name(printed: Print, meant: int) -> tuple[Slip, float]:
    mantissa, size = printed.mantissa, str(abs(meant))
    if meant == -mantissa:
        return "sign", _UNSIGNED if mantissa > 0 and printed.is_level else _SIGN
    if (mantissa < 0) != (meant < 0):
        return "digit", UNKNOWN + 2
    if not mantissa:
        return "digit", UNKNOWN
    if size[0] in printed.digits and (power := _power(str(abs(mantissa)), size)):
        return name_power(printed, power)
    why, cost = _name_digits(printed.digits, size.rjust(printed.places + 1, "0"), printed.places)
    if cost < UNKNOWN:
        return why, cost + (0 if printed.is_rate else _ROUND * _rounder(printed.digits, size))
    return why, cost - _COMPUTED if printed.is_rate else cost


def name_power(printed: Print, power: int) -> tuple[Slip, float]:
    """The slip where the meant value is the printed one × 10^`power`."""
    if printed.factor is not None and not printed.is_rate:
        meant = scaled(printed.factor, power)
        habit = _habit(printed.factor, meant, printed.usual_factor)
        if meant in printed.scales:
            return "unit", _UNIT + habit
        if printed.is_amount and meant in _UNITS and abs(power) > 2:
            return "unit", _OTHER_UNIT + habit
    if not printed.places and power > 0:
        return "digit", _DROPPED if power == 1 else UNKNOWN
    if abs(power) == 1 and printed.places and abs(printed.mantissa) % 10 ** (printed.places + (power < 0)) == 0:
        return "digit", _DROPPED if power > 0 else _ADDED
    if not printed.places and not printed.is_rate and printed.mantissa % 10**-power == 0:
        return "digit", _ADDED if power == -1 else UNKNOWN
    places = max(printed.places - power, 0)
    if printed.usual_places is not None or not printed.is_rate:
        habit = _habit(printed.places, places, printed.usual_places)
    elif printed.places > _RATE_PLACES:
        habit = _habit(printed.places, places, _RATE_PLACES)
    else:
        habit = _TO_HABIT
    if places == printed.near_places != printed.places:
        habit = min(habit, 0.0)
    return "decimal_point", _POINT + _POINT_MORE * (abs(power) - 1) + (-_POINT / 2 if printed.padded else habit)


def scaled(value: Exact, power: int) -> Exact:
    """The value × 10^`power`."""
    return value * 10**power if power > 0 else Fraction(value, 10**-power)


def _habit(own: Exact, meant: Exact, usual: Exact | None) -> float:
    """What it costs to leave the habit of the report, or spares to return to it."""
    if usual is None or (own == usual) == (meant == usual):
        return 0.0
    return _FROM_HABIT if own == usual else -_TO_HABIT


def _power(first: str, second: str) -> int:
    """The power of ten between two numbers with the same digits, 0 where there is none."""
    same = first.rstrip("0") == second.rstrip("0") != ""
    return len(second) - len(first) if same else 0


def _rounder(printed: str, meant: str) -> int:
    """By how many zeros at the end the meant value is less round than what is printed; figures lose zeros by slips."""
    lost = len(printed) - len(printed.rstrip("0")) - len(meant) + len(meant.rstrip("0"))
    return max(-_ROUND_MOST, min(_ROUND_MOST, lost))


def _name_digits(printed: str, meant: str, places: int) -> tuple[Slip, float]:
    longer = len(meant) - len(printed)
    if longer in (1, -1) and printed[len(printed) - places :] == meant[len(meant) - places :]:
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


def _misprints(digits: str, places: int) -> Iterator[str]:
    """Every string of digits one slip away: one replaced, two neighbours exchanged, one before the point lost or added.

    One lost or added behind the point changes the decimals, and with them the step.
    """
    whole = len(digits) - places
    for place, digit in enumerate(digits):
        before, after = digits[:place], digits[place + 1 :]
        yield from (before + other + after for other in _FIGURES if other != digit)
        if after:
            yield before + after[0] + digit + after[1:]
    for place in range(whole + 1):
        yield from (digits[:place] + other + digits[place:] for other in _FIGURES)
    if whole > 1:
        yield from (digits[:place] + digits[place + 1 :] for place in range(whole))


_FIGURES = "0123456789"
