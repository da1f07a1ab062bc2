"""Whether one usual slip explains why parts miss a whole, and how easily one would by chance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from reportminer.relate.clauses import Figure
from reportminer.relate.evidence.closing import closes, digits, step_of
from reportminer.relate.evidence.slips import UNITS, is_near, is_shifted

_ZERO = Decimal(0)
_ANY = Fraction(1)
_DIGITS = "0123456789"
_DECIMALS = re.compile(r"(?<=\d\.)\d+")


def chance(whole: Figure | Decimal, parts: Sequence[Figure], rare: Fraction = _ANY) -> Fraction | None:
    """How large a share of all gaps a slip of the kind that closes this one would close; None where no slip does.

    Kinds of slip: a digit replaced, dropped, added or swapped with its neighbour; a unit or decimal point moved; a
    minus put in. The smaller the share, the surer it is that a slip, and not an open list, made the gap.

    rare  the share beyond which None is given
    """
    value = whole if isinstance(whole, Decimal) else whole.value
    figures = parts if isinstance(whole, Decimal) else (whole, *parts)
    total = sum((part.value for part in parts), _ZERO)
    gap = value - total
    room = max(abs(value), abs(total))
    if not gap or not room:
        return None
    steps = [step_of(figure) for figure in figures if figure.value]
    if min(steps) > rare * Fraction(room):
        return None
    tolerance = len(parts) * max(steps) / 2 if min(steps) < max(steps) else _ZERO
    wanted = [(part, part.value + gap) for part in parts]
    wanted += [] if isinstance(whole, Decimal) else [(whole, whole.value - gap)]
    if not any(_may_have_been(figure, needed, tolerance) for figure, needed in wanted):
        return None
    best: Fraction | None = None
    for closed in _changes(None if isinstance(whole, Decimal) else whole, parts):
        if gap in closed:
            width = min(steps)
        elif tolerance and any(abs(change - gap) <= tolerance for change in closed):
            width = max(steps) + 2 * tolerance
        else:
            continue
        near = (0, room) if gap > 0 else (-room, 0)
        reach = sum(near[0] <= change <= near[1] and change != 0 for change in closed)
        share = min(Fraction(1), max(1, reach) * Fraction(width) / Fraction(room))
        best = share if best is None else min(best, share)
    return best if best is not None and best <= rare else None


def near_miss(whole: Figure | Decimal, parts: Sequence[Figure], rare: Fraction = _ANY) -> bool:
    """Whether parts miss a whole by one slip, which chance would explain no more often than `rare`."""
    return chance(whole, parts, rare) is not None


def adds_up(whole: Figure, parts: Sequence[Figure], rare: Fraction = _ANY) -> bool:
    """Whether parts make up a whole, or miss it by one slip, which chance would explain no more often than `rare`."""
    return closes(whole, parts) or near_miss(whole, parts, rare)


def _may_have_been(figure: Figure, needed: Decimal, tolerance: Decimal) -> bool:
    """A quick look at whether one slip can have made the printed figure of about the one that is needed."""
    if abs(needed + figure.value) <= tolerance or is_shifted(figure.value, needed, tolerance):
        return True
    bottom, top = (needed - tolerance) / step_of(figure), (needed + tolerance) / step_of(figure)
    return is_near(_printed(figure), ceil(bottom), floor(top))


def _changes(whole: Figure | None, parts: Sequence[Figure]) -> list[set[Decimal]]:
    """By kind of slip, how much of a gap each slip in the whole or in a part would close."""
    kinds: list[set[Decimal]] = [set(), set(), set()]
    for part in parts:
        for changes, values in zip(kinds, _variants(part), strict=True):
            changes.update(value - part.value for value in values)
    if whole is not None:
        for changes, values in zip(kinds, _variants(whole), strict=True):
            changes.update(whole.value - value for value in values)
    return kinds


def _variants(quantity: Figure) -> Iterator[list[Decimal]]:
    """The values that a slip could have turned into the printed one: of digits, of the unit or point, of the sign."""
    step, places, printed = step_of(quantity), _places(quantity), _printed(quantity)
    whole = len(printed) - places
    slips = (*_replaced(printed), *_swapped(printed), *_grown(printed, whole), *_shrunk(printed, whole))
    yield [int(slip) * step for slip in slips if slip[0] != "0" or len(slip) == places + 1]
    shifted = quantity.kind == "amount" or places > 0 or quantity.value != int(printed)
    yield [quantity.value * unit for unit in UNITS] if shifted else []
    yield [-quantity.value] if quantity.value < 0 else []


def _places(quantity: Figure) -> int:
    """How many digits stand behind the decimal point."""
    decimals = _DECIMALS.search(quantity.text)
    return len(decimals[0]) if decimals is not None else 0


def _printed(quantity: Figure) -> str:
    """The printed digits, the zeros before those of 0.05 among them."""
    return digits(quantity).rjust(_places(quantity) + 1, "0")


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
