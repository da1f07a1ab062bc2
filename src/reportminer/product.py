"""What a standard times a number claims, or several of these together: 2人×5000元+38人×2000元."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import prod

from msgspec import Struct

from reportminer.intervals import WHOLE_LINE, Exact, Interval, exact, point, quotient

Terms = Sequence[Sequence[str]]

PAIRS = "pairs"
"""the form of a product whose factors are numbers and standards by turns, each pair of which is multiplied"""


def pairs_of(factors: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The factors of such a product two by two."""
    return tuple(zip(factors[::2], factors[1::2], strict=True))


class Product(Struct, frozen=True):
    """result = times × the sum of the products of each term's factors.

    terms    the factors of each product; no figure stands twice, so intervals are exact
    times    a number that no figure states (12 months of a year)
    counted  the factors that count months or days: exact, though a duration is otherwise known to half its last digit
    """

    result: str
    terms: tuple[tuple[str, ...], ...]
    times: Decimal = Decimal(1)
    counted: tuple[str, ...] = ()

    def ids(self) -> tuple[str, ...]:
        """The figures that take part."""
        return self.result, *(id for term in self.terms for id in term)

    def holds(self, values: Mapping[str, Interval]) -> bool:
        """Whether values can be chosen from the intervals that meet the claim."""
        return self._reach(values, self.terms).meets(values[self.result])

    def exact(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the values meet the claim exactly."""
        return self.computed(values) == values[self.result]

    def computed(self, values: Mapping[str, Decimal]) -> Fraction:
        """What the factors give."""
        return self._made({id: Fraction(value) for id, value in values.items()}, self.terms)

    def needed(self, id: str, values: Mapping[str, Interval]) -> tuple[Interval, ...]:
        """What the figure `id` would have to be, all others as given."""
        if id == self.result:
            return (self._reach(values, self.terms),)
        beside, others = self._apart(id)
        divisor, due = self._reach(values, (beside,)), values[self.result]
        if others:
            due = due - self._reach(values, others)
        return (WHOLE_LINE,) if 0 in divisor and 0 in due else quotient(due, divisor)

    def solved(self, id: str, values: Mapping[str, Exact]) -> Fraction | None:
        """The one value of `id` that meets the claim, all others as given; None where there is none."""
        if id == self.result:
            return self._made(values, self.terms)
        beside, others = self._apart(id)
        divisor = self._made(values, (beside,))
        return (Fraction(values[self.result]) - self._made(values, others)) / divisor if divisor else None

    def _apart(self, id: str) -> tuple[Sequence[str], Terms]:
        """The factors that multiply a figure, and the terms that it has no part in."""
        own = next(term for term in self.terms if id in term)
        return [each for each in own if each != id], [term for term in self.terms if term is not own]

    def _made(self, values: Mapping[str, Exact], terms: Terms) -> Fraction:
        return Fraction(exact(self.times) * sum(prod(values[id] for id in term) for term in terms))

    def _reach(self, values: Mapping[str, Interval], terms: Terms) -> Interval:
        reached: Interval | None = None
        for term in terms:
            product = point(self.times)
            for id in term:
                product = product * (_middle(values[id]) if id in self.counted else values[id])
            reached = product if reached is None else reached + product
        return point(0) if reached is None else reached


def _middle(interval: Interval) -> Interval:
    if interval.low is None or interval.high is None:
        return interval
    return point((exact(interval.low) + exact(interval.high)) / Fraction(2))
