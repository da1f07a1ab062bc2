"""Figures and sums in words: what a message shows, in the report's own unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from reportminer.check.base import Case
from reportminer.intervals import Exact, printed_factor, printed_number, printed_places, rounded, tidy
from reportminer.model import Quantity, Relation
from reportminer.multiples import TIERS

_SCALES = {1: "", 100: "百", 1000: "千", 10**4: "万", 10**6: "百万", 10**7: "千万", 10**8: "亿", 10**12: "万亿"}
_RATES = ("percentage", "percentage_point")
_OVER = ("余", "多")
_ITEM = 18
_PARTS = 10
_FINEST = 10
_SHORT = 20
"""digits that Decimal scales without rounding"""


def item(quantity: Quantity) -> str:
    """What the figure measures, "" where it is too long to be a name."""
    name = quantity.item.strip()
    return name if len(name) <= _ITEM else ""


def stated(quantity: Quantity) -> str:
    """The figure as printed, white space left out."""
    return "".join(quantity.text.split())


def show(value: Decimal | Fraction, like: Quantity) -> str:
    """`value` (base unit) in the unit of `like`, with at least its decimals: 3008.95千元."""
    return number(value, like) + unit(like)


def number(value: Decimal | Fraction, like: Quantity) -> str:
    """`value` (base unit) as a number in the unit of `like`, with at least its decimals."""
    places = printed_places(like)
    return _padded(_scaled(value, like, max(places, 2) if like.kind in _RATES else _FINEST), places)


def unit(quantity: Quantity) -> str:
    """The unit that the printed number counts: 万元 for 2.5万余元."""
    if quantity.kind in _RATES or quantity.unit is None:
        return quantity.unit or ""
    factor = _factor(quantity)
    scale = _SCALES.get(factor.numerator) if factor.denominator == 1 else None
    return scale + quantity.unit if scale is not None else quantity.stated_unit or quantity.unit


def reprinted(value: Decimal, like: Quantity) -> str:
    """`like` with its digits and with the unit in which they are worth `value`: 12.5万余元 for 12.5余元."""
    digits = printed_number(like)
    factor = Fraction(value) / Fraction(digits) if digits else Fraction(0)
    scale = _SCALES.get(factor.numerator) if factor.denominator == 1 else None
    if digits is None or scale is None:
        return show(value, like)
    more = next((word for word in _OVER if word in like.text), "")
    return f"{_padded(digits, printed_places(like))}{scale}{more}{like.unit or ''}"


def difference(value: Decimal, like: Quantity) -> str:
    """A difference in the unit of `like`; between rates in points, with as many decimals as show it."""
    if like.kind not in _RATES:
        return show(value, like)
    places = max(printed_places(like), 2)
    while rounded(value, places) == 0 and places < 4:
        places += 1
    points = "个百分点" if like.unit in ("%", "百分点") else unit(like)
    return _padded(rounded(value, places), printed_places(like)) + points


def direction(quantity: Quantity) -> str:
    """增加 or 减少 (of a rate 增长 or 下降) where the text directs the figure, else ""."""
    up, down = ("增长", "下降") if quantity.kind in _RATES else ("增加", "减少")
    return {"up": up, "down": down}.get(quantity.direction or "", "")


def parts(figures: Sequence[Quantity], like: Quantity, factors: Sequence[Decimal] = ()) -> str:
    """The terms of a sum: bare numbers where all share the unit of `like` (1900.95+1108.00), else as printed."""
    bare = all(unit(figure) == unit(like) and printed_number(figure) is not None for figure in figures)
    terms = []
    for place, figure in enumerate(figures):
        factor = factors[place] if len(factors) == len(figures) else Decimal(1)
        sign = "-" if factor < 0 else "+" if place else ""
        weight = "" if abs(factor) == 1 else f"{tidy(abs(factor))}×"
        terms.append(f"{sign}{weight}{_printed(figure) if bare else stated(figure)}")
    if len(terms) > _PARTS:
        return "".join(terms[: _PARTS - 2]) + f"+…{terms[-1]}（共{len(terms)}项）"
    return "".join(terms)


def arithmetic(case: Case, relation: Relation) -> dict[str, str]:
    """The values that messages on a relation are filled from.

    stated, formula, computed, difference  as the type of the relation has them, in the unit of the stated figure
    item, direction, whole                 what the stated figure measures and where it moves, what the whole measures
    """
    found = case.sums.get(relation.id)
    if found is None:
        found = case.sums[relation.id] = _arithmetic(case, relation)
    return found.copy()


def _arithmetic(case: Case, relation: Relation) -> dict[str, str]:
    left, right = case.quantities(relation.lhs), case.quantities(relation.rhs)
    if relation.type == "part_of":
        return _share_of_whole(left, right[0], relation)
    like = left[0] if left else right[0]
    computed = show(relation.computed, like) if relation.computed is not None else "无从计算"
    return {
        "item": _name_of_total(left, right, relation),
        "stated": _claimed(left, relation),
        "formula": _formula(left, right, relation),
        "computed": computed,
        "difference": difference(relation.difference, like) if relation.difference is not None else "无从计算",
        "direction": direction(like),
        "whole": item(right[-1]) if right else "",
    }


def _name_of_total(left: Sequence[Quantity], right: Sequence[Quantity], relation: Relation) -> str:
    """What the stated figure measures; of a total behind its parts the cue, since the words before it name a part.

    A rate measures what the level measures that it is reckoned from: 增长6.21% may follow the last of several parts.
    """
    if not left:
        return ""
    if relation.type == "rate" and relation.form.startswith("change"):
        return item(right[-1]) or item(left[0])
    behind = relation.type == "sum" and all(part.start < left[0].start for part in right)
    return (relation.cue if len(relation.cue) < 4 else "") if behind else item(left[0])


def _share_of_whole(left: Sequence[Quantity], whole: Quantity, relation: Relation) -> dict[str, str]:
    total = sum((figure.value for figure in left), Decimal(0))
    shown = stated(left[0]) if len(left) == 1 else f"{parts(left, whole)}={show(total, whole)}"
    return {
        "item": item(left[0]) if len(left) == 1 else "各项",
        "stated": shown,
        "formula": stated(whole),
        "computed": stated(whole),
        "difference": show(relation.difference or Decimal(0), whole),
        "direction": "",
        "whole": item(whole),
    }


def _claimed(left: Sequence[Quantity], relation: Relation) -> str:
    if not left:
        return f"{tidy(relation.constant or Decimal(0))}{relation.unit or ''}"
    if len(left) == 1:
        return stated(left[0])
    return f"{parts(left, left[0])}={show(sum((figure.value for figure in left), Decimal(0)), left[0])}"


def _formula(left: Sequence[Quantity], right: Sequence[Quantity], relation: Relation) -> str:
    if relation.type in ("sum", "partition", "balance", "equal"):
        return parts(right, left[0] if left else right[0], relation.factors)
    if relation.type == "enumeration":
        return f"所列{len(relation.list_items)}项"
    if relation.type == "change":
        first, second = right[::-1] if _falls(left[0]) else right
        return parts([first, second], left[0], (Decimal(1), Decimal(-1)))
    texts = [stated(figure) for figure in right]
    if unit(right[0]) == unit(right[-1]) and relation.type != "product":
        texts = [_printed(figure) for figure in right]
    if relation.form == TIERS:
        return "+".join(f"{one}×{other}" for one, other in zip(texts[::2], texts[1::2], strict=True))
    if relation.type == "product":
        percent = any(figure.kind == "percentage" for figure in right)
        return "×".join(texts if relation.constant is None or percent else (*texts, str(relation.constant)))
    *tops, bottom = texts
    top = tops[0] if len(tops) == 1 else f"({'+'.join(tops)})"
    if relation.form == "current_previous":
        return f"({top}-{bottom})÷{bottom}"
    if relation.type == "share" or relation.form == "change_previous":
        return f"{top}÷{bottom}"
    return f"{top}÷({bottom}{'+' if _falls(right[0]) else '-'}{top})"


def _falls(quantity: Quantity) -> bool:
    return quantity.direction == "down" or (quantity.direction is None and quantity.role == "decrease")


def _printed(quantity: Quantity) -> str:
    """The number as printed, with its own decimals and no more."""
    return _padded(_scaled(quantity.value, quantity, _FINEST), printed_places(quantity))


def _scaled(value: Decimal | Fraction, like: Quantity, places: int) -> Decimal:
    """`value` (base unit) in the unit of `like`, rounded to `places` decimals, tidy."""
    factor = _factor(like)
    if isinstance(value, Decimal) and factor.denominator == 1:
        _, digits, exponent = value.as_tuple()
        power = len(str(factor.numerator)) - 1
        short = isinstance(exponent, int) and len(digits) <= _SHORT and power - exponent <= places
        if short and factor.numerator == 10**power:
            return tidy(value.scaleb(-power))
    return rounded(Fraction(value) / factor, places)


def _factor(quantity: Quantity) -> Exact:
    return printed_factor(quantity) or 1


def _padded(value: Decimal, places: int) -> str:
    text = format(value, "f")
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(places, '0')}" if places or decimals else whole
