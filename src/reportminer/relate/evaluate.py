"""Whether a relation holds: status, difference, the computed value and the sum written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from reportminer.claims import Claim, Linear, Ratio, claim_of, sign_of
from reportminer.intervals import exact_sum, is_sane, meant, rounded, tidy
from reportminer.model import Quantity, Relation
from reportminer.portion import Portion
from reportminer.product import PAIRS, pairs_of

_PLACES = 4
_PAIR = 2
_RATIO_KINDS = ("percentage", "percentage_point")
_HEADS, _TIMES, _OFTEN = "人", "人次", "次"
_COUNTABLE = ("count", "headcount", "household", "measure")
_RATES = ("rate", "share")


def evaluate(relation: Relation, quantities: Mapping[str, Quantity]) -> Relation:
    """The relation with status, reason, difference, computed, unit, expression and truncated filled.

    quantities  by id; the figures that the relation names may be missing
    consistent where the figures hold exactly as printed, rounding where only their intervals meet, inconsistent where
    they do not, not_checkable with a Chinese reason. difference is absolute, in base units (for a part the excess, for
    a rate points rounded to four places).
    """
    ids = relation.lhs + relation.rhs
    figures = {id: quantities[id] for id in ids if id in quantities}
    reason = _obstacle(relation, ids, figures)
    claim = None if reason else claim_of(relation, figures)
    if claim is None:
        unit = figures[ids[0]].unit if ids and ids[0] in figures else None
        return replace(relation, status="not_checkable", reason=reason or "缺少计算所需的数字", unit=unit)
    values = {id: figure.value for id, figure in figures.items()}
    computed, difference = _gap(relation, claim, values)
    status = "inconsistent"
    truncated = False
    exactly = not difference and (isinstance(claim, Linear) or claim.exact(values))
    if exactly and all(figure.bound != "range" for figure in figures.values()):
        status = "consistent"
    elif claim.holds({id: meant(figure) for id, figure in figures.items()}):
        status = "rounding"
    else:
        truncated = _holds_truncated(claim, figures)
    zero_base = relation.type in _RATES and computed is None
    if zero_base and relation.type == "share":
        status = "not_checkable"
    return replace(
        relation,
        status=status,
        reason=_ZERO_BASE if zero_base and status != "consistent" else None,
        difference=difference,
        computed=computed,
        unit=_unit(relation, figures),
        expression=_expression(relation, figures),
        truncated=truncated,
    )


_ZERO_BASE = "基数为零，比率无从计算"


def _obstacle(relation: Relation, ids: Sequence[str], figures: Mapping[str, Quantity]) -> str | None:
    """Why the relation can't be checked, in Chinese; None where it can."""
    if len(figures) < len(set(ids)):
        return "缺少计算所需的数字"
    for figure in figures.values():
        if figure.malformed:
            return f"“{figure.text}”书写有误，读不出数值"
        if not is_sane(figure.value):
            return f"“{figure.text}”位数过多"
    if relation.type in _RATES:
        sides = [figures[id] for id in relation.rhs]
        return _unlike(sides)
    if relation.type == "product" or _is_of_services(relation, figures):
        return None
    return _unlike(list(figures.values()))


def _is_of_services(relation: Relation, figures: Mapping[str, Quantity]) -> bool:
    """Whether a sum is told of services to people and of the people behind each: 救助86人次，其中大病35人、生活51人."""
    units = {figures[id].unit for id in relation.rhs}
    return relation.type == "sum" and units == {_HEADS} and figures[relation.lhs[0]].unit == _TIMES


def _unlike(figures: Sequence[Quantity]) -> str | None:
    """Why these figures do not compare; None where they do. 人 and 人次 do not, 人次 and 人(家)次 and others may."""
    first = figures[0]
    for other in figures[1:]:
        same_kind = other.kind == first.kind
        if not same_kind and not (other.kind in _COUNTABLE and first.kind in _COUNTABLE):
            both_rates = other.kind in _RATIO_KINDS and first.kind in _RATIO_KINDS
            if not both_rates:
                return f"单位不同（{first.unit or first.text}、{other.unit or other.text}），无法比较"
        mixed = any("(" in (each.unit or "") and (each.unit or "").endswith(_OFTEN) for each in (first, other))
        if other.unit != first.unit and ((_TIMES in (other.unit, first.unit) and not mixed) or other.kind == "amount"):
            return f"单位不同（{first.unit}、{other.unit}），无法比较"
    return None


def _holds_truncated(claim: Claim, figures: Mapping[str, Quantity]) -> bool:
    """Whether cut-off digits would explain what rounding does not: everywhere, or in the rate alone."""
    if claim.holds({id: meant(figure, truncated=True) for id, figure in figures.items()}):
        return True
    if not isinstance(claim, Ratio | Portion):
        return False
    return claim.holds({id: meant(figure, truncated=id == claim.rate) for id, figure in figures.items()})


def _gap(relation: Relation, claim: Claim, values: Mapping[str, Decimal]) -> tuple[Decimal | None, Decimal | None]:
    """The computed value of the left side and how far the stated one is from it."""
    if isinstance(claim, Ratio | Portion):
        rate = claim.computed(values)
        if rate is None:
            return None, None
        sign = claim.signs[0] if isinstance(claim, Ratio) else 1
        stated = Fraction(values[claim.rate]) * sign
        return rounded(rate * sign, _PLACES), rounded(abs(stated - rate), _PLACES)
    if isinstance(claim, Linear):
        return _linear_gap(relation, claim, values)
    product = claim.computed(values)
    return tidy(product), tidy(abs(product - Fraction(values[claim.result])))


def _linear_gap(relation: Relation, claim: Linear, values: Mapping[str, Decimal]) -> tuple[Decimal, Decimal]:
    slack = exact_sum(coefficient * values[id] for id, coefficient in claim.terms) - claim.constant
    stated = exact_sum(values[id] for id in relation.lhs)
    if relation.type == "part_of":
        return tidy(stated - slack), tidy(max(slack, Decimal(0)))
    if not relation.lhs:
        return tidy(claim.constant + slack), tidy(abs(slack))
    sign = claim.terms[0][1]
    return tidy(stated - slack / sign), tidy(abs(slack))


def _unit(relation: Relation, figures: Mapping[str, Quantity]) -> str | None:
    ids = relation.lhs or relation.rhs
    return figures[ids[0]].unit if ids else None


def _expression(relation: Relation, figures: Mapping[str, Quantity]) -> str:
    """The claim written out with the figures as printed: 3018.95千元 = 1900.95千元 + 1118.00千元."""
    left = [figures[id].text for id in relation.lhs]
    right = [figures[id].text for id in relation.rhs]
    kind = relation.type
    if kind == "enumeration":
        return f"{left[0]} = 所列{len(relation.list_items)}项"
    if kind == "part_of":
        return f"{' + '.join(left)} ≤ {' + '.join(right)}"
    if kind == "change":
        first, second = right if _rises(relation, figures) else reversed(right)
        return f"{left[0]} = {first} - {second}"
    if kind == "share":
        parts = " + ".join(right[:-1])
        return f"{left[0]} = {f'({parts})' if len(right) > _PAIR else parts} ÷ {right[-1]}"
    if kind == "product":
        percent = any(figures[id].kind == "percentage" for id in relation.rhs)
        times = () if relation.constant is None or percent else (str(relation.constant),)
        terms = pairs_of(right) if relation.form == PAIRS else (right,)
        return f"{left[0]} = {' + '.join(' × '.join((*term, *times)) for term in terms)}"
    if kind == "rate":
        return f"{left[0]} = {_growth(relation, figures, *right)}"
    stated = " + ".join(left) or (f"{relation.constant}%" if kind == "partition" else str(relation.constant))
    return f"{stated} = {_signed_sum(relation, right)}"


def _rises(relation: Relation, figures: Mapping[str, Quantity]) -> bool:
    stated = figures[relation.lhs[0]]
    sign = sign_of(stated)
    return sign == 1 if sign else stated.value < 0 or figures[relation.rhs[0]].value >= figures[relation.rhs[1]].value


def _growth(relation: Relation, figures: Mapping[str, Quantity], top: str, bottom: str) -> str:
    if relation.form == "current_previous":
        return f"({top} - {bottom}) ÷ {bottom}"
    if relation.form == "change_previous":
        return f"{top} ÷ {bottom}"
    sign = sign_of(figures[relation.rhs[0]]) or sign_of(figures[relation.lhs[0]]) or 1
    return f"{top} ÷ ({bottom} {'-' if sign == 1 else '+'} {top})"


def _signed_sum(relation: Relation, right: Sequence[str]) -> str:
    if len(relation.factors) != len(right):
        return " + ".join(right)
    parts: list[str] = []
    for factor, text in zip(relation.factors, right, strict=True):
        weight = "" if abs(factor) == 1 else f"{tidy(abs(factor))}×"
        sign = "-" if factor < 0 else "+" if parts else ""
        parts.append(f"{sign} {weight}{text}" if parts else f"{sign}{weight}{text}")
    return " ".join(parts)
