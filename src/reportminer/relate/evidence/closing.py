"""What a printed figure allows: its interval, its digits, and whether figures close within their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportminer.relate.clauses import Figure

_ZERO = Decimal(0)


def low(quantity: Figure) -> Decimal:
    """The least value that the printed figure allows; the value itself where nothing is known."""
    return quantity.value if quantity.low is None else quantity.low


def high(quantity: Figure) -> Decimal:
    """The greatest value that the printed figure allows; the value itself where nothing is known."""
    return quantity.value if quantity.high is None else quantity.high


def closes(whole: Figure, parts: Sequence[Figure], factors: Sequence[int] = ()) -> bool:
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


def makes(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether parts that no word calls so close their whole: each less than it, and not by rounding if it is finer."""
    if not closes(whole, parts) or any(part.value >= whole.value for part in parts):
        return False
    finer = step_of(whole) < min((step_of(part) for part in parts), default=_ZERO)
    return not finer or sum((part.value for part in parts), _ZERO) == whole.value


def meets(one: Figure, other: Figure) -> bool:
    """Whether two figures can be the same value."""
    return low(one) <= high(other) and low(other) <= high(one)


def exceeds(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts are certainly more than the whole."""
    return sum(map(low, parts), _ZERO) > high(whole)


def significant(quantity: Figure) -> int:
    """How many significant digits are printed, trailing zeros of whole numbers left out."""
    return len(digits(quantity).strip("0"))


def step_of(quantity: Figure) -> Decimal:
    """What the last printed digit is worth, one where nothing is known."""
    return quantity.step if quantity.step is not None and quantity.step > 0 else Decimal(1)


def digits(quantity: Figure) -> str:
    """The printed digits without leading zeros."""
    step = quantity.step
    return str(abs(int(quantity.value / step if step is not None and step > 0 else quantity.value)))
