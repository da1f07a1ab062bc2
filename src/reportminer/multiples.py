"""What multiplies: a product of figures, and what several standards make with their numbers together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import prod

from msgspec import Struct

from reportminer.intervals import WHOLE_LINE, Exact, Interval, exact, point, quotient

TIERS = "tiers"
"""the form of a product that adds up pairs of figures: 一等2名、每名500元，二等3名、每名300元，共1900元"""


class Product(Struct, frozen=True):
    """result = the product of the factors and a number that no figure states (12 months of a year).

    counted  the factors that count months or days: exact, though a duration is otherwise known to half its last digit
    """

    result: str
    factors: tuple[str, ...]
    times: Decimal = Decimal(1)
    counted: tuple[str, ...] = ()

    def ids(self) -> tuple[str, ...]:
        """The figures that take part."""
        return self.result, *self.factors

    def holds(self, values: Mapping[str, Interval]) -> bool:
        """Whether values can be chosen from the intervals that meet the claim."""
        return self._product(values, None).meets(values[self.result])

    def exact(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the values meet the claim exactly."""
        return self.computed(values) == values[self.result]

    def computed(self, values: Mapping[str, Decimal]) -> Fraction:
        """What the factors give."""
        return prod((Fraction(values[id]) for id in self.factors), start=Fraction(self.times))

    def needed(self, id: str, values: Mapping[str, Interval]) -> tuple[Interval, ...]:
        """What the figure `id` would have to be, all others as given."""
        if id == self.result:
            return (self._product(values, None),)
        divisor = self._product(values, id)
        found = quotient(values[self.result], divisor)
        return (WHOLE_LINE,) if 0 in divisor and 0 in values[self.result] else found

    def solved(self, id: str, values: Mapping[str, Exact]) -> Fraction | None:
        """The one value of `id` that meets the claim, all others as given; None where there is none."""
        product = prod((values[name] for name in self.factors if name != id), start=exact(self.times))
        if id == self.result:
            return Fraction(product)
        return Fraction(values[self.result]) / product if product else None

    def _product(self, values: Mapping[str, Interval], without: str | None) -> Interval:
        product = point(self.times)
        for id in self.factors:
            if id != without:
                product = product * (_middle(values[id]) if id in self.counted else values[id])
        return product


def _middle(interval: Interval) -> Interval:
    if interval.low is None or interval.high is None:
        return interval
    return point((exact(interval.low) + exact(interval.high)) / Fraction(2))


class Tiers(Struct, frozen=True):
    """result = the sum of what each pair of figures makes; every figure stands once, so intervals are exact."""

    result: str
    pairs: tuple[tuple[str, str], ...]

    def ids(self) -> tuple[str, ...]:
        """The figures that take part."""
        return self.result, *(id for pair in self.pairs for id in pair)

    def holds(self, values: Mapping[str, Interval]) -> bool:
        """Whether values can be chosen from the intervals that meet the claim."""
        return self._sum(values, "").meets(values[self.result])

    def exact(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the values meet the claim exactly."""
        return self.computed(values) == values[self.result]

    def computed(self, values: Mapping[str, Decimal]) -> Fraction:
        """What the pairs give together."""
        return sum((Fraction(values[one]) * Fraction(values[other]) for one, other in self.pairs), Fraction(0))

    def needed(self, id: str, values: Mapping[str, Interval]) -> tuple[Interval, ...]:
        """What the figure `id` would have to be, all others as given."""
        if id == self.result:
            return (self._sum(values, id),)
        return quotient(values[self.result] - self._sum(values, id), values[self._beside(id)])

    def solved(self, id: str, values: Mapping[str, Exact]) -> Fraction | None:
        """The one value of `id` that meets the claim, all others as given; None where there is none."""
        others = (pair for pair in self.pairs if id not in pair)
        rest = sum((Fraction(values[one]) * Fraction(values[other]) for one, other in others), Fraction(0))
        if id == self.result:
            return rest
        beside = values[self._beside(id)]
        return (values[self.result] - rest) / Fraction(beside) if beside else None

    def _beside(self, id: str) -> str:
        return next(other if id == one else one for one, other in self.pairs if id in (one, other))

    def _sum(self, values: Mapping[str, Interval], without: str) -> Interval:
        total = point(0)
        for one, other in self.pairs:
            if without not in (one, other):
                total = total + values[one] * values[other]
        return total
