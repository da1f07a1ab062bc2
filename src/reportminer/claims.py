"""What a relation claims, as arithmetic: whether printed figures can meet it, and what one of them would have to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from reportminer.intervals import WHOLE_LINE, Exact, Interval, exact, exact_sum, point, quotient
from reportminer.model import Quantity, Relation
from reportminer.multiples import TIERS, Product, Tiers
from reportminer.portion import Portion

_ONE_HUNDREDTHS = {"%": 100, "‰": 1000, "百分点": 100, "倍": 1, "成": 10}
_UP, _DOWN = 1, -1


class Linear(Struct, frozen=True):
    """Σ coefficient × figure = constant, or ≤ constant where `at_most`.

    whole  figures that stand for the middle of their interval: marks are given in full, 19分 is not 19.4分
    """

    terms: tuple[tuple[str, Decimal], ...]
    constant: Decimal
    at_most: bool = False
    whole: frozenset[str] = frozenset()

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
        return (rest.times(coefficient if abs(coefficient) == 1 else 1 / Fraction(coefficient)),)

    def solved(self, id: str, values: Mapping[str, Exact]) -> Exact | None:
        """The one value of `id` that meets the equation, all others as given; None where there is none."""
        own, rest = Decimal(0), exact(self.constant)
        for name, coefficient in self.terms:
            if name == id:
                own += coefficient
            else:
                rest -= exact(coefficient) * values[name]
        if self.at_most or not own:
            return None
        return rest * int(own) if abs(own) == 1 else Fraction(rest) / exact(own)

    def _target(self) -> Interval:
        target = exact(self.constant)
        return Interval(None, target) if self.at_most else Interval(target, target)

    def _total(self, values: Mapping[str, Interval], without: str | None) -> Interval:
        low: Exact | None = 0
        high: Exact | None = 0
        low_open = high_open = False
        for id, coefficient in self.terms:
            if id != without:
                value = values[id] if coefficient == 1 else values[id].times(coefficient)
                if id in self.whole and value.low is not None and value.high is not None:
                    value = point(Fraction(value.low + value.high) / 2)
                low = None if low is None or value.low is None else low + value.low
                high = None if high is None or value.high is None else high + value.high
                low_open, high_open = low_open or value.low_open, high_open or value.high_open
        return Interval(low, high, low_open, high_open)


_Quotient = tuple[Exact, Exact, bool]
"""Dividend and divisor, both positive, and whether the quotient itself is left out."""


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
        top, bottom = values[self.top], values[self.bottom]
        ends = self._quotients(values)
        if ends is not None:
            least, most = ends
            return _reaches(bottom.low, top.high, least, bottom.low_open or top.high_open) and _reaches(
                bottom.high, top.low, most, bottom.high_open or top.low_open, -1
            )
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
        if id == self.rate:
            piece = self._rate(values[self.top], values[self.bottom])
            if piece is not None:
                return (piece,)
        else:
            ends = self._quotients(values)
            if ends is not None:
                base = values[self.bottom if id == self.top else self.top]
                return (_multiple(base, *ends) if id == self.top else _fraction(base, *ends),)
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

    def solved(self, id: str, values: Mapping[str, Exact]) -> Fraction | None:
        """The one value of `id` that meets the claim, all others as given; None where there is none."""
        rate, top, bottom = (Fraction(values[name]) * sign for name, sign in zip(self.ids(), self.signs, strict=True))
        if id == self.rate:
            if not bottom or (self.shape == "part" and top == bottom):
                return None
            base = bottom - top if self.shape == "part" else bottom
            return self.scale * (top / base - (1 if self.shape == "growth" else 0)) * self.signs[0]
        whole = self.scale + rate if self.shape == "part" else Fraction(self.scale)
        part = self.scale + rate if self.shape == "growth" else rate
        if not whole or (id == self.bottom and not part):
            return None
        return bottom * part / whole * self.signs[1] if id == self.top else top * whole / part * self.signs[2]

    def _rate(self, top: Interval, bottom: Interval) -> Interval | None:
        """What the rate would have to be, as printed; None for other than the usual figures (see `_quotients`)."""
        if not (top.is_positive() and bottom.is_positive() and self._is_usual()):
            return None
        assert top.low is not None and top.high is not None and bottom.low is not None and bottom.high is not None
        sign, low_base, high_base = self.signs[0], bottom.high, bottom.low
        low_top, high_top = top.low, top.high
        if self.shape == "growth":
            low_top, high_top = low_top - low_base, high_top - high_base
        elif self.shape == "part":
            low_base, high_base = low_base - sign * low_top, high_base - sign * high_top
            if high_base <= 0:
                return None
        low, high = Fraction(self.scale * low_top) / low_base, Fraction(self.scale * high_top) / high_base
        found = Interval(low, high, top.low_open or bottom.high_open, top.high_open or bottom.low_open)
        return -found if self.shape == "growth" and sign == _DOWN else found

    def _is_usual(self) -> bool:
        """Whether the directions of the figures agree with each other."""
        sign, other, base = self.signs
        return base == _UP and other == (_UP if self.shape == "growth" else sign)

    def _quotients(self, values: Mapping[str, Interval]) -> tuple[_Quotient, _Quotient] | None:
        """The least and the greatest top ÷ bottom, as printed, that the rate allows; None for other than the usual.

        Usual are positive figures whose directions agree, and less than all of the base lost.
        """
        rate, top, bottom = values[self.rate], values[self.top], values[self.bottom]
        if not (top.is_positive() and bottom.is_positive() and rate.is_positive() and self._is_usual()):
            return None
        scale, sign = self.scale, self.signs[0]
        assert rate.low is not None and rate.high is not None
        if self.shape == "plain":
            return (rate.low, scale, rate.low_open), (rate.high, scale, rate.high_open)
        first, last = (scale + rate.low, scale + rate.high) if sign == _UP else (scale - rate.low, scale - rate.high)
        if last <= 0:
            return None
        if self.shape == "part":
            return (rate.low, first, rate.low_open), (rate.high, last, rate.high_open)
        ends = (first, scale, rate.low_open), (last, scale, rate.high_open)
        return ends if sign == _UP else ends[::-1]

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


Claim = Linear | Ratio | Product | Tiers | Portion


def _reaches(base: Exact | None, top: Exact | None, quotient: _Quotient, is_open: bool, sign: int = 1) -> bool:
    """Whether base × quotient, at the end where it is least, is no more than `top`; of a sign of -1 most, no less."""
    assert base is not None and top is not None
    dividend, divisor, is_left_out = quotient
    made = base.numerator * dividend.numerator * top.denominator * divisor.denominator
    told = top.numerator * divisor.numerator * base.denominator * dividend.denominator
    return sign * made < sign * told or (made == told and not (is_open or is_left_out))


def _multiple(base: Interval, least: _Quotient, most: _Quotient) -> Interval:
    """base × quotient, all positive."""
    assert base.low is not None and base.high is not None
    low, high = Fraction(base.low * least[0]) / least[1], Fraction(base.high * most[0]) / most[1]
    return Interval(low, high, base.low_open or least[2], base.high_open or most[2])


def _fraction(top: Interval, least: _Quotient, most: _Quotient) -> Interval:
    """top ÷ quotient, all positive."""
    assert top.low is not None and top.high is not None
    low, high = Fraction(top.low * most[1]) / most[0], Fraction(top.high * least[1]) / least[0]
    return Interval(low, high, top.low_open or most[2], top.high_open or least[2])


def claim_of(relation: Relation, quantities: Mapping[str, Quantity]) -> Claim | None:
    """The arithmetic of a relation between these quantities; None where a figure or a direction is missing."""
    ids = relation.lhs + relation.rhs
    if any(id not in quantities for id in ids):
        return None
    family = {"product": _product, "rate": _ratio, "share": _ratio}.get(relation.type, _linear)
    return family(relation, quantities)


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
        signed = ((lhs[0], Decimal(sign)), (rhs[0], Decimal(-1)), (rhs[1], Decimal(1)))
        return Linear(signed, Decimal(0), whole=_whole_marks(lhs, rhs, quantities))
    constant = relation.constant
    if not rhs or (not lhs and constant is None):
        return None
    if not lhs:
        return Linear(tuple((id, -factor) for id, factor in minus), constant or Decimal(0))
    terms = tuple((id, Decimal(1)) for id in lhs) + minus
    whole = _whole_marks(lhs, rhs, quantities) if relation.type in ("sum", "part_of") else frozenset()
    return Linear(terms, -constant if constant else Decimal(0), relation.type == "part_of", whole)


def _whole_marks(lhs: Sequence[str], rhs: Sequence[str], quantities: Mapping[str, Quantity]) -> frozenset[str]:
    """The whole marks of a sum; its total may be the rounded sum of finer ones: 95分 = 60.8分 + 34.5分."""
    figures = [quantities[id] for id in (*lhs, *rhs)]
    if any(each.kind != "score" or each.bound != "exact" or each.step is None for each in figures):
        return frozenset()
    finest = min(quantities[id].step or 1 for id in rhs)
    return frozenset(each.id for each in figures if each.step == 1 and (each.id in rhs or finest == 1))


def _product(relation: Relation, quantities: Mapping[str, Quantity]) -> Product | Tiers | None:
    """A product needs two factors at least, of which one may be a number that no figure states."""
    if relation.form == TIERS and len(relation.lhs) == 1:
        return Tiers(relation.lhs[0], tuple(zip(relation.rhs[::2], relation.rhs[1::2], strict=True)))
    factors = len(relation.rhs) + (relation.constant is not None)
    if len(relation.lhs) != 1 or not relation.rhs or factors < 2 or len(set(relation.rhs)) < len(relation.rhs):
        return None
    counted = tuple(id for id in relation.rhs if quantities[id].kind == "duration")
    return Product(relation.lhs[0], relation.rhs, relation.constant or Decimal(1), counted)


def _ratio(relation: Relation, quantities: Mapping[str, Quantity]) -> Claim | None:
    if len(relation.lhs) != 1 or len(relation.rhs) < 2:
        return None
    rate, (top, *more, bottom) = relation.lhs[0], relation.rhs
    scale = scale_of(quantities[rate])
    if more:
        return Portion(rate, (top, *more), bottom, scale) if relation.type == "share" else None
    if relation.type == "share":
        return Ratio(rate, top, bottom, scale=scale)
    own = sign_of(quantities[rate])
    if relation.form == "current_previous":
        grown = quantities[top].value >= quantities[bottom].value or quantities[rate].value < 0
        return Ratio(rate, top, bottom, (own or (_UP if grown else _DOWN), 1, 1), scale, "growth")
    change = sign_of(quantities[top])
    signs = (own or change or _UP, change or own or _UP, 1)
    return Ratio(rate, top, bottom, signs, scale, "plain" if relation.form == "change_previous" else "part")
