"""What one slip makes of a printed figure: a digit wrong, swapped, dropped or added, a wrong unit or decimal point."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportminer.relate.clauses import Figure
from reportminer.relate.evidence.closing import digits, step_of

UNITS = tuple(Decimal(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4, 8, -8))
"""by how much a wrong unit or decimal point makes a figure wrong, the likelier first"""
_ZERO = Decimal(0)
_NINE = 9
_CHANCE = 100
_RARE = 20
"""how many times finer than the number of possible slips the total must be printed for a slip to be evidence"""


def ways(size: int) -> int:
    """How many numbers are one slip away from one of `size` digits: a digit replaced, exchanged, dropped or added."""
    return 9 * size + (size - 1) + size + 10 * (size + 1)


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


def is_slip(quantity: Figure, wanted: Decimal) -> bool:
    """Whether `wanted` prints like `quantity` but for one digit, two swapped neighbours, or one digit more or less."""
    other = _printed_as(quantity, wanted)
    return bool(other) and like(digits(quantity), other)


def swapped(quantity: Figure, wanted: Decimal) -> bool:
    """Whether `wanted` prints like `quantity` with two neighbouring digits swapped."""
    one, other = digits(quantity), _printed_as(quantity, wanted)
    return len(one) == len(other) and sorted(one) == sorted(other) and like(one, other)


def _printed_as(quantity: Figure, value: Decimal) -> str:
    """The digits of a positive value printed as finely as a figure; "" where it can't be."""
    count = value / step_of(quantity)
    return str(int(count)) if value > 0 and count == count.to_integral_value() else ""


def shifts(one: Decimal, other: Decimal) -> bool:
    """Whether two values differ only by a power of ten that a wrong unit or decimal point makes."""
    return bool(one) and bool(other) and one != other and any(one * shift == other for shift in UNITS)


def is_near(printed: str, bottom: int, top: int) -> bool:
    """Whether a number in `bottom`..`top` is the printed one but for one digit, a swap, or a digit more or less."""
    number, size = int(printed), len(printed)
    for place in range(size + 1):
        unit = 10**place
        above, below = number // unit, number % unit
        # a digit left out at this place
        if _has_digit(above * 10 * unit + below, unit, bottom, top):
            return True
        if place == size:
            continue
        digit = above % 10
        if _has_digit(number - digit * unit, unit, bottom, top):
            return True
        if bottom <= above // 10 * unit + below <= top:
            return True
        following = above // 10 % 10
        swapped = number + (following - digit) * unit + (digit - following) * 10 * unit
        if place + 1 < size and bottom <= swapped <= top:
            return True
    return False


def _has_digit(base: int, unit: int, bottom: int, top: int) -> bool:
    """Whether one of the ten numbers `base`, `base` + `unit` … lies in `bottom`..`top`."""
    first = max(0, -(-(bottom - base) // unit))
    return first <= _NINE and base + first * unit <= top


def slips(whole: Figure, parts: Sequence[Figure], least: int = 3) -> bool:
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
    tolerance = sum((step_of(quantity) for quantity in figures), _ZERO) / 2
    room = max(abs(whole.value), abs(whole.value - gap)) / tolerance
    if room >= _CHANCE * len(figures) and any(is_shifted(value, needed, tolerance) for value, needed in wanted):
        return True
    printed = [digits(quantity) for quantity in figures]
    swaps = sum(len(each) - 1 for each in printed)
    if len(parts) > 1 and room >= _RARE * swaps and any(map(swapped, figures, _needed(parts, whole, gap))):
        return True
    if room < 2 * _CHANCE * sum(map(len, printed)):
        return False
    return any(map(is_slip, figures, _needed(parts, whole, gap)))


def _needed(parts: Sequence[Figure], whole: Figure, gap: Decimal) -> list[Decimal]:
    """What the whole, then each part, would have to be for the sum to close."""
    return [whole.value - gap, *(part.value + gap for part in parts)]


def is_shifted(printed: Decimal, needed: Decimal, tolerance: Decimal) -> bool:
    """Whether a wrong unit or decimal point made the printed value of about the one that is needed."""
    return bool(printed) and any(abs(printed * shift - needed) <= tolerance for shift in UNITS)


def _printed_digits(value: Decimal) -> int:
    return len(str(abs(value)).replace(".", "").strip("0"))
