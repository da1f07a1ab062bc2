"""What a share of several figures together claims: 甲和乙合计占总数的55%."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from reportminer.intervals import Exact, Interval, point, quotient


class Portion(Struct, frozen=True):
    """scale × the sum of the parts = rate × whole; every figure stands once, so intervals are exact."""

    rate: str
    parts: tuple[str, ...]
    whole: str
    scale: int = 100

    def ids(self) -> tuple[str, ...]:
        """The figures that take part."""
        return self.rate, *self.parts, self.whole

    def holds(self, values: Mapping[str, Interval]) -> bool:
        """Whether values can be chosen from the intervals that meet the claim."""
        return self._sum(values).times(self.scale).meets(values[self.rate] * values[self.whole])

    def exact(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the values meet the claim exactly."""
        return self.computed(values) == Fraction(values[self.rate])

    def computed(self, values: Mapping[str, Decimal]) -> Fraction | None:
        """The share that the parts have in the whole; None where the whole is zero."""
        whole = Fraction(values[self.whole])
        return self.scale * sum((Fraction(values[part]) for part in self.parts), Fraction(0)) / whole if whole else None

    def needed(self, id: str, values: Mapping[str, Interval]) -> tuple[Interval, ...]:
        """What the figure `id` would have to be, all others as given."""
        if id == self.rate:
            return quotient(self._sum(values).times(self.scale), values[self.whole])
        if id == self.whole:
            return quotient(self._sum(values).times(self.scale), values[self.rate])
        told = (values[self.rate] * values[self.whole]).times(Fraction(1, self.scale))
        return (told - self._sum(values, id),)

    def solved(self, id: str, values: Mapping[str, Exact]) -> Fraction | None:
        """The one value of `id` that meets the claim, all others as given; None where there is none."""
        together = sum((Fraction(values[part]) for part in self.parts if part != id), Fraction(0))
        if id in self.parts:
            return Fraction(values[self.rate]) * values[self.whole] / self.scale - together
        other = values[self.whole if id == self.rate else self.rate]
        return self.scale * together / Fraction(other) if other else None

    def _sum(self, values: Mapping[str, Interval], without: str | None = None) -> Interval:
        total = point(0)
        for part in self.parts:
            if part != without:
                total = total + values[part]
        return total
