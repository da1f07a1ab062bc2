"""How a report usually prints its figures: a figure that breaks the habit is likelier to be the misprinted one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from reportminer.intervals import printed_factor, printed_places
from reportminer.model import Quantity

_FEW = 4
_SHARE = Fraction(3, 5)

_K = TypeVar("_K")


class Habits:
    """The unit of most amounts, and for each unit the decimals of most of its figures; counted when first asked for."""

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        self._figures = quantities

    def factor(self, quantity: Quantity) -> Fraction | None:
        """What the usual unit of amounts is worth in the base unit; None for other figures or without a habit."""
        return self._factor if quantity.kind == "amount" else None

    def places(self, quantity: Quantity) -> int | None:
        """The usual number of decimals of figures in this unit; None without a habit."""
        return self._places.get(_unit_of(quantity))

    @cached_property
    def _factor(self) -> Fraction | None:
        factors = Counter(factor for one in self._figures if one.kind == "amount" and (factor := printed_factor(one)))
        return _most(factors)

    @cached_property
    def _places(self) -> dict[Hashable, int]:
        counts: dict[Hashable, Counter[int]] = {}
        for one in self._figures:
            if one.step is not None:
                counts.setdefault(_unit_of(one), Counter())[printed_places(one)] += 1
        return {unit: usual for unit, count in counts.items() if (usual := _most(count)) is not None}


def _unit_of(quantity: Quantity) -> Hashable:
    return quantity.unit, printed_factor(quantity) if quantity.kind == "amount" else None


def _most(counts: Counter[_K]) -> _K | None:
    if counts.total() < _FEW:
        return None
    ((value, count),) = counts.most_common(1)
    return value if count >= _SHARE * counts.total() else None
