"""How a report usually prints its figures: a figure that breaks the habit is likelier to be the misprinted one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from reportminer.intervals import Exact, printed_factor, printed_places
from reportminer.model import Quantity

_FEW = 4
_SHARE = Fraction(3, 5)

_K = TypeVar("_K")
_Unit = tuple[str | None, Exact | None]
"""a unit, and of an amount what it is worth in base units"""


class Habits:
    """The unit of most amounts, and for each unit the decimals of most of its figures; counted when first asked for."""

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        self._figures = quantities

    def factor(self, quantity: Quantity) -> Exact | None:
        """What the usual unit of amounts is worth in the base unit; None for other figures or without a habit."""
        return self._factor if quantity.kind == "amount" else None

    def places(self, quantity: Quantity) -> int | None:
        """The usual number of decimals of figures in this unit; None without a habit."""
        return self._places.get(_unit_of(quantity))

    @cached_property
    def _factor(self) -> Exact | None:
        return _most(self._counts[0])

    @cached_property
    def _places(self) -> dict[_Unit, int]:
        return {unit: usual for unit, count in self._counts[1].items() if (usual := _most(count)) is not None}

    @cached_property
    def _counts(self) -> tuple[dict[Exact, int], dict[_Unit, dict[int, int]]]:
        """How often amounts stand in each unit, and how often figures in each unit have how many decimals."""
        factors: dict[Exact, int] = {}
        decimals: dict[_Unit, dict[int, int]] = {}
        for one in self._figures:
            unit = _unit_of(one)
            if unit[1]:
                factors[unit[1]] = factors.get(unit[1], 0) + 1
            if one.step is not None:
                count = decimals.setdefault(unit, {})
                places = printed_places(one)
                count[places] = count.get(places, 0) + 1
        return factors, decimals


def _unit_of(quantity: Quantity) -> _Unit:
    return quantity.unit, printed_factor(quantity) if quantity.kind == "amount" else None


def _most(counts: Mapping[_K, int]) -> _K | None:
    total = sum(counts.values())
    if total < _FEW:
        return None
    value = max(counts, key=counts.__getitem__)
    return value if counts[value] >= _SHARE * total else None
