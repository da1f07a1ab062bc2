"""Whether figures close: by their intervals, or but for one slip that is too unlikely to be chance."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportminer.model import Quantity

_ZERO = Decimal(0)
_SHIFTS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 8, -1, -2, -3, -4, -8))
_CHANCE = 100
_RARE = 20
"""how many times finer than the number of possible slips the total must be printed for a slip to be evidence"""


def low(quantity: Quantity) -> Decimal:
    """The least value that the printed figure allows; the value itself where nothing is known."""
    return quantity.value if quantity.low is None else quantity.low


def high(quantity: Quantity) -> Decimal:
    """The greatest value that the printed figure allows; the value itself where nothing is known."""
    return quantity.value if quantity.high is None else quantity.high


def closes(whole: Quantity, parts: Sequence[Quantity], factors: Sequence[int] = ()) -> bool:
    """Whether the intervals of `whole` and of the sum of `parts` (times their `factors`, 1 or -1) meet."""
    least = most = _ZERO
    for place, part in enumerate(parts):
        if factors and factors[place] < 0:
            least -= high(part)
            most -= low(part)
        else:
            least += low(part)
            most += high(part)
    return least <= high(whole) and low(whole) <= most


def meets(one: Quantity, other: Quantity) -> bool:
    """Whether two figures can be the same value."""
    return low(one) <= high(other) and low(other) <= high(one)


def exceeds(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the parts are certainly more than the whole."""
    return sum(map(low, parts), _ZERO) > high(whole)


def slips(whole: Quantity, parts: Sequence[Quantity], least: int = 3) -> bool:
    """Whether one slip in one figure (unit, digit, swap, dropped digit) explains why the parts miss the whole.

    least  how many significant digits the slipped figure must have for a wrong unit to be read into it
    False where so many slips are possible that one would close the gap by chance.
    """
    figures = (whole, *parts)
    gap = whole.value - sum((part.value for part in parts), _ZERO)
    if not gap:
        return True
    wanted = [(part.value, part.value + gap) for part in parts]
    wanted.append((whole.value, whole.value - gap))
    if any(shifts(value, needed) and _printed_digits(value) >= least for value, needed in wanted):
        return True
    tolerance = sum((_step(quantity) for quantity in figures), _ZERO) / 2
    room = max(abs(whole.value), abs(whole.value - gap)) / tolerance
    if room >= _CHANCE * len(figures) and any(_shifted(value, needed, tolerance) for value, needed in wanted):
        return True
    printed = [digits(quantity) for quantity in figures]
    swaps = sum(len(each) - 1 for each in printed)
    if len(parts) > 1 and room >= _RARE * swaps and any(map(swapped, figures, _needed(parts, whole, gap))):
        return True
    if room < 2 * _CHANCE * sum(map(len, printed)):
        return False
    return any(map(is_slip, figures, _needed(parts, whole, gap)))


def _needed(parts: Sequence[Quantity], whole: Quantity, gap: Decimal) -> list[Decimal]:
    """What the whole, then each part, would have to be for the sum to close."""
    return [whole.value - gap, *(part.value + gap for part in parts)]


def swapped(quantity: Quantity, wanted: Decimal) -> bool:
    """Whether `wanted` prints like `quantity` with two neighbouring digits swapped."""
    count = wanted / _step(quantity)
    if wanted <= 0 or count != count.to_integral_value():
        return False
    one, other = digits(quantity), str(int(count))
    return len(one) == len(other) and sorted(one) == sorted(other) and like(one, other)


def is_slip(quantity: Quantity, wanted: Decimal) -> bool:
    """Whether `wanted` prints like `quantity` but for one digit, two swapped neighbours, or one digit more or less."""
    step = _step(quantity)
    count = wanted / step if step else _ZERO
    if not step or wanted <= 0 or count != count.to_integral_value():
        return False
    return like(digits(quantity), str(int(count)))


def shifts(one: Decimal, other: Decimal) -> bool:
    """Whether two values differ only by a power of ten that a wrong unit or decimal point makes."""
    return bool(one) and bool(other) and one != other and any(one * shift == other for shift in _SHIFTS)


def like(one: str, other: str) -> bool:
    """Whether two strings of digits differ by one digit, a swap of neighbours, or one digit dropped or added."""
    if len(one) == len(other):
        places = [place for place in range(len(one)) if one[place] != other[place]]
        if len(places) == 2 and places[1] == places[0] + 1:
            first, second = places
            return one[first] == other[second] and one[second] == other[first]
        return len(places) == 1
    if abs(len(one) - len(other)) != 1:
        return False
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def significant(quantity: Quantity) -> int:
    """How many significant digits are printed, trailing zeros of whole numbers left out."""
    return len(digits(quantity).strip("0"))


def _shifted(printed: Decimal, needed: Decimal, tolerance: Decimal) -> bool:
    return bool(printed) and any(abs(printed * shift - needed) <= tolerance for shift in _SHIFTS)


def _printed_digits(value: Decimal) -> int:
    return len(str(abs(value)).replace(".", "").strip("0"))


def _step(quantity: Quantity) -> Decimal:
    if quantity.step is not None and quantity.step > 0:
        return quantity.step
    return Decimal(1)


def digits(quantity: Quantity) -> str:
    """The printed digits without leading zeros."""
    step = quantity.step
    return str(abs(int(quantity.value / step if step is not None and step > 0 else quantity.value)))
