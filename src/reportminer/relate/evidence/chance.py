"""Whether one usual slip explains why parts miss a whole, and how easily one would by chance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from reportminer.model import Quantity
from reportminer.relate.evidence.closing import closes, step_of
from reportminer.relate.evidence.slips import UNITS, is_slip, shifts

_ZERO = Decimal(0)
_ANY = Fraction(1)
_DIGITS = "0123456789"
_DECIMALS = re.compile(r"(?<=\d\.)\d+")


def chance(whole: Quantity | Decimal, parts: Sequence[Quantity]) -> Fraction | None:
    """How large a share of all gaps a slip of the kind that closes this one would close; None where no slip does.

    Kinds of slip: a digit replaced, dropped, added or swapped with its neighbour; a unit or decimal point moved; a
    minus put in. The smaller the share, the surer it is that a slip, and not an open list, made the gap.
    """
    value = whole if isinstance(whole, Decimal) else whole.value
    figures = parts if isinstance(whole, Decimal) else (whole, *parts)
    total = sum((part.value for part in parts), _ZERO)
    gap = value - total
    room = max(abs(value), abs(total))
    if not gap or not room:
        return None
    steps = [step_of(figure) for figure in figures if figure.value]
    tolerance = len(parts) * max(steps) / 2 if min(steps) < max(steps) else _ZERO
    wanted = [(part, part.value + gap) for part in parts]
    wanted += [] if isinstance(whole, Decimal) else [(whole, whole.value - gap)]
    if not tolerance and not any(_may_have_been(figure, needed) for figure, needed in wanted):
        return None
    best: Fraction | None = None
    for closed in _changes(None if isinstance(whole, Decimal) else whole, parts):
        reach = {change for change in closed if (change > 0) == (gap > 0) and abs(change) <= room}
        if gap in closed:
            width = min(steps)
        elif tolerance and any(abs(change - gap) <= tolerance for change in closed):
            width = max(steps) + 2 * tolerance
        else:
            continue
        share = min(Fraction(1), max(1, len(reach)) * Fraction(width) / Fraction(room))
        best = share if best is None else min(best, share)
    return best


def near_miss(whole: Quantity | Decimal, parts: Sequence[Quantity], rare: Fraction = _ANY) -> bool:
    """Whether parts miss a whole by one slip, which chance would explain no more often than `rare`."""
    share = chance(whole, parts)
    return share is not None and share <= rare


def adds_up(whole: Quantity, parts: Sequence[Quantity], rare: Fraction = _ANY) -> bool:
    """Whether parts make up a whole, or miss it by one slip, which chance would explain no more often than `rare`."""
    return closes(whole, parts) or near_miss(whole, parts, rare)


def _may_have_been(figure: Quantity, needed: Decimal) -> bool:
    """A quick look at whether one slip can have made the printed figure of the one that is needed."""
    return needed == -figure.value or shifts(figure.value, needed) or is_slip(figure, needed)


def _changes(whole: Quantity | None, parts: Sequence[Quantity]) -> list[set[Decimal]]:
    """By kind of slip, how much of a gap each slip in the whole or in a part would close."""
    kinds: list[set[Decimal]] = [set(), set(), set()]
    for part in parts:
        for changes, values in zip(kinds, _variants(part), strict=True):
            changes.update(value - part.value for value in values)
    if whole is not None:
        for changes, values in zip(kinds, _variants(whole), strict=True):
            changes.update(whole.value - value for value in values)
    return kinds


def _variants(quantity: Quantity) -> Iterator[list[Decimal]]:
    """The values that a slip could have turned into the printed one: of digits, of the unit or point, of the sign."""
    step = step_of(quantity)
    decimals = _DECIMALS.search(quantity.text)
    places = len(decimals[0]) if decimals is not None else 0
    printed = str(abs(int(quantity.value / step))).rjust(places + 1, "0")
    whole = len(printed) - places
    slips = (*_replaced(printed), *_swapped(printed), *_grown(printed, whole), *_shrunk(printed, whole))
    yield [int(digits) * step for digits in slips if digits[0] != "0" or len(digits) == places + 1]
    shifted = quantity.kind == "amount" or decimals is not None or quantity.value != int(printed)
    yield [quantity.value * unit for unit in UNITS] if shifted else []
    yield [-quantity.value] if quantity.value < 0 else []


def _replaced(printed: str) -> Iterator[str]:
    for place, char in enumerate(printed):
        yield from (printed[:place] + other + printed[place + 1 :] for other in _DIGITS if other != char)


def _swapped(printed: str) -> Iterator[str]:
    for place in range(len(printed) - 1):
        if printed[place] != printed[place + 1]:
            yield printed[:place] + printed[place + 1] + printed[place] + printed[place + 2 :]


def _grown(printed: str, whole: int) -> Iterator[str]:
    for place in range(whole + 1):
        yield from (printed[:place] + digit + printed[place:] for digit in _DIGITS)


def _shrunk(printed: str, whole: int) -> Iterator[str]:
    if whole > 1:
        yield from (printed[:place] + printed[place + 1 :] for place in range(whole))
