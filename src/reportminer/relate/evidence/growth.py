"""Whether a change, a rate and the levels before and after it go together, by the intervals of their printed digits."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reportminer.relate.clauses import Mention
from reportminer.relate.evidence.closing import high, low


def gives(rate: Mention, change: Mention, current: Mention) -> bool:
    """Whether the change and the level after it give the rate, within their intervals."""
    sign = -1 if change.direction == "down" else 1
    pairs = ((low(change), high(current)), (high(change), low(current)))
    bounds = []
    for amount, level in pairs:
        base = level - sign * amount
        if base <= 0:
            return False
        bounds.append(amount / base * 100)
    return min(bounds) <= high(rate) and low(rate) <= max(bounds)


def is_base(rate: Mention, change: Mention, base: Mention) -> bool:
    """Whether the change is the rate of this level before it."""
    least, most = low(base), high(base)
    return least > 0 and (low(change) / most * 100 <= high(rate) and low(rate) <= high(change) / least * 100)


def grows(rate: Mention, current: Mention, previous: Mention) -> bool:
    """Whether the two levels give the rate, within their intervals."""
    least, most = low(previous), high(previous)
    if least <= 0:
        return False
    bounds = [(low(current) / most - 1) * 100, (high(current) / least - 1) * 100]
    if rate.direction == "down" or (rate.direction is None and rate.value > 0 > bounds[1]):
        bounds = [-bounds[1], -bounds[0]]
    return bounds[0] <= high(rate) and low(rate) <= bounds[1]


def shrinks(rate: Mention, current: Mention, previous: Mention) -> bool:
    """Whether the two levels give the rate but for its direction."""
    return rate.direction is not None and grows(turned(rate), current, previous)


def turned(change: Mention) -> Mention:
    """The change with its direction the other way round."""
    return replace(change, direction="up" if change.direction == "down" else "down")


def signed(change: Mention) -> list[int]:
    return [-1, 1] if change.direction == "down" else [1, -1]


def signs_of(whole: Mention, parts: Sequence[Mention]) -> list[int]:
    """How parts add to their total: against it where they change the other way; levels all add."""
    return [1 if whole.role != "change" or part.direction in (None, whole.direction) else -1 for part in parts]
