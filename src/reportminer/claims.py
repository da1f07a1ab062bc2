"""What a relation claims, as arithmetic: whether printed figures can meet it, and what one of them would have to be."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from reportminer.intervals import WHOLE_LINE, Interval, exact, exact_sum, point, quotient
from reportminer.model import Quantity, Relation

_ONE_HUNDREDTHS = {"%": 100, "‰": 1000, "百分点": 100, "倍": 1, "成": 10}
_UP, _DOWN = 1, -1


class Linear(Struct, frozen=True):
    """Σ coefficient × figure = constant, or ≤ constant where `at_most`."""

    terms: tuple[tuple[str, Decimal], ...]
    constant: Decimal
    at_most: bool = False

    def ids(self) -> tuple[str, ...]:
        """The figures that take part."""
        return tuple(id for id, _ in self.terms)

    def holds(self, values: Mapping[str, Interval]) -> bool:
        """Whether values can be chosen from the intervals that meet the claim."""
        total = self._total(values, None)
        return total.meets(self._target())

    def exact(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the values meet the claim exactly."""
        total = exact_sum(coefficient * values[id] for id, coefficient in self.terms)
        return total <= self.constant if self.at_most else total == self.constant

    def needed(self, id: str, values: Mapping[str, Interval]) -> tuple[Interval, ...]:
        """What the figure `id` would have to be, all others as given."""
        coefficient = sum((factor for name, factor in self.terms if name == id), Decimal(0))
        if coefficient == 0:
            return (WHOLE_LINE,) if self._total(values, id).meets(self._target()) else ()
        rest = self._target() - self._total(values, id)
        return (rest if coefficient == 1 else rest.times(1 / Fraction(coefficient)),)

    def _target(self) -> Interval:
        target = exact(self.constant)
        return Interval(None, target) if self.at_most else Interval(target, target)

    def _total(self, values: Mapping[str, Interval], without: str | None) -> Interval:
        total = point(0)
        for id, coefficient in self.terms:
            if id != without:
                total = total + values[id].times(coefficient)
        return total


class Ratio(Struct, frozen=True):
    """top = bottom × g(rate): a share, a rate of change or a product; every figure stands once, so intervals are exact.

    sign   of each figure as the text directs it: -1 for a decrease printed without a minus
    scale  what stands for one: 100 for %, 1 for a bare factor
    shape  "plain" g = rate ÷ scale, "growth" g = 1 + rate ÷ scale, "part" g = rate ÷ (scale + rate)
    """

    rate: str
    top: str
    bottom: str
    signs: tuple[int, int, int] = (1, 1, 1)
    scale: int = 100
    shape: str = "plain"

    def ids(self) -> tuple[str, ...]:
        """The figures that take part."""
        return self.rate, self.top, self.bottom

    def holds(self, values: Mapping[str, Interval]) -> bool:
        """Whether values can be chosen from the intervals that meet the claim."""
        rate, top, bottom = self._signed(values)
        return any((bottom * factor).meets(top) for factor in self._factors(rate))

    def exact(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the values meet the claim exactly."""
        computed = self.computed(values)
        return computed is not None and computed == Fraction(values[self.rate]) * self.signs[0]

    def computed(self, values: Mapping[str, Decimal]) -> Fraction | None:
        """The signed rate that the two other figures give; None where the base is zero."""
        top, bottom = Fraction(values[self.top]) * self.signs[1], Fraction(values[self.bottom]) * self.signs[2]
        base = bottom - top if self.shape == "part" else bottom
        if base == 0:
            return None
        return self.scale * (top / base - (1 if self.shape == "growth" else 0))

    def needed(self, id: str, values: Mapping[str, Interval]) -> tuple[Interval, ...]:
        """What the figure `id` would have to be, all others as given."""
        rate, top, bottom = self._signed(values)
        if id == self.top:
            found = [bottom * factor for factor in self._factors(rate)]
            sign = self.signs[1]
        elif id == self.bottom:
            found = [piece for factor in self._factors(rate) for piece in quotient(top, factor)]
            if any(0 in factor for factor in self._factors(rate)) and 0 in top:
                found.append(WHOLE_LINE)
            sign = self.signs[2]
        else:
            found = [piece for factor in quotient(top, bottom) for piece in self._rates(factor)]
            sign = self.signs[0]
        return tuple(found) if sign == _UP else tuple(-piece for piece in found)

    def _signed(self, values: Mapping[str, Interval]) -> tuple[Interval, Interval, Interval]:
        rate, top, bottom = values[self.rate], values[self.top], values[self.bottom]
        signs = self.signs
        return (
            rate if signs[0] == _UP else -rate,
            top if signs[1] == _UP else -top,
            bottom if signs[2] == _UP else -bottom,
        )

    def _factors(self, rate: Interval) -> tuple[Interval, ...]:
        if self.shape == "plain":
            return (rate.times(Fraction(1, self.scale)),)
        if self.shape == "growth":
            return (point(1) + rate.times(Fraction(1, self.scale)),)
        return tuple(point(1) - piece.times(self.scale) for piece in (point(self.scale) + rate).inverses())

    def _rates(self, factor: Interval) -> tuple[Interval, ...]:
        if self.shape == "plain":
            return (factor.times(self.scale),)
        if self.shape == "growth":
            return ((factor - point(1)).times(self.scale),)
        rest = (point(1) - factor).inverses()
        return tuple(piece.times(self.scale) - point(self.scale) for piece in rest)


class Product(Struct, frozen=True):
    """result = one × other."""

    result: str
    one: str
    other: str

    def ids(self) -> tuple[str, ...]:
        """The figures that take part."""
        return self.result, self.one, self.other

    def holds(self, values: Mapping[str, Interval]) -> bool:
        """Whether values can be chosen from the intervals that meet the claim."""
        return (values[self.one] * values[self.other]).meets(values[self.result])

    def exact(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the values meet the claim exactly."""
        return Fraction(values[self.one]) * Fraction(values[self.other]) == values[self.result]

    def needed(self, id: str, values: Mapping[str, Interval]) -> tuple[Interval, ...]:
        """What the figure `id` would have to be, all others as given."""
        if id == self.result:
            return (values[self.one] * values[self.other],)
        divisor = values[self.other if id == self.one else self.one]
        found = quotient(values[self.result], divisor)
        return (WHOLE_LINE,) if 0 in divisor and 0 in values[self.result] else found


Claim = Linear | Ratio | Product


def claim_of(relation: Relation, quantities: Mapping[str, Quantity]) -> Claim | None:
    """The arithmetic of a relation between these quantities; None where a figure or a direction is missing."""
    ids = relation.lhs + relation.rhs
    if any(id not in quantities for id in ids):
        return None
    if relation.type in ("rate", "share", "product"):
        return _ratio(relation, quantities)
    return _linear(relation, quantities)


def sign_of(quantity: Quantity) -> int | None:
    """1 for an increase, -1 for a decrease printed without a minus, None where the text gives no direction."""
    direction = quantity.direction or {"increase": "up", "decrease": "down"}.get(quantity.role)
    if direction == "down":
        return _DOWN if quantity.value >= 0 else _UP
    if direction == "flat":
        return _UP
    return _UP if direction == "up" else None


def scale_of(quantity: Quantity) -> int:
    """What stands for one in the unit of a rate: 100 for %, 1000 for ‰, 1 for 倍."""
    return _ONE_HUNDREDTHS.get(quantity.unit or "%", 1)


def _linear(relation: Relation, quantities: Mapping[str, Quantity]) -> Linear | None:
    lhs, rhs = relation.lhs, relation.rhs
    factors = relation.factors if len(relation.factors) == len(rhs) else (Decimal(1),) * len(rhs)
    minus = tuple((id, -factor) for id, factor in zip(rhs, factors, strict=True))
    if relation.type == "enumeration":
        return Linear(((lhs[0], Decimal(1)),), Decimal(len(relation.list_items))) if lhs else None
    if relation.type == "change":
        if len(lhs) != 1 or len(rhs) != 2:
            return None
        new, old = quantities[rhs[0]].value, quantities[rhs[1]].value
        sign = sign_of(quantities[lhs[0]]) or (_UP if new >= old or quantities[lhs[0]].value < 0 else _DOWN)
        return Linear(((lhs[0], Decimal(sign)), (rhs[0], Decimal(-1)), (rhs[1], Decimal(1))), Decimal(0))
    constant = relation.constant
    if not rhs or (not lhs and constant is None):
        return None
    if not lhs:
        return Linear(tuple((id, -factor) for id, factor in minus), constant or Decimal(0))
    terms = tuple((id, Decimal(1)) for id in lhs) + minus
    return Linear(terms, -constant if constant else Decimal(0), relation.type == "part_of")


def _ratio(relation: Relation, quantities: Mapping[str, Quantity]) -> Claim | None:
    if len(relation.lhs) != 1 or len(relation.rhs) != 2:
        return None
    rate, (top, bottom) = relation.lhs[0], relation.rhs
    if relation.type == "product":
        return Product(rate, top, bottom)
    scale = scale_of(quantities[rate])
    if relation.type == "share":
        return Ratio(rate, top, bottom, scale=scale)
    own = sign_of(quantities[rate])
    if relation.form == "current_previous":
        grown = quantities[top].value >= quantities[bottom].value or quantities[rate].value < 0
        return Ratio(rate, top, bottom, (own or (_UP if grown else _DOWN), 1, 1), scale, "growth")
    change = sign_of(quantities[top])
    signs = (own or change or _UP, change or own or _UP, 1)
    return Ratio(rate, top, bottom, signs, scale, "plain" if relation.form == "change_previous" else "part")
