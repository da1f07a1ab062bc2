"""What a figure with misplaced separators may have been meant to say: its digits with the marks put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from reportminer.claims import claim_of
from reportminer.intervals import Interval, exact, meant, tidy
from reportminer.model import Change, Explanation, Quantity, Relation, Slip

_MARKS = re.compile(r"\d[\d,.，．]*\d")
_GROUP = 3
_CENTS = 2


def readings(
    figure: Quantity, quantities: Mapping[str, Quantity], relations: Iterable[Relation]
) -> tuple[Explanation, ...]:
    """The values that a malformed figure may be read as, likeliest first.

    quantities, relations  of the report, which show what the figure should be: a value that its relations want comes
                           first, then one that stands elsewhere
    The point of 3,15.000元 follows the comma by three digits (3,150.00); in 92..2% it stands where it does. A group of
    two has lost a digit: the one that the report shows, else any.
    """
    match = _MARKS.search(figure.text)
    if match is None or not figure.value:
        return ()
    text = match[0].translate({ord("，"): ",", ord("．"): "."})
    values: dict[Decimal, Slip] = {}
    moved = _grouped(text, figure.value)
    if moved is not None and _places(text, moved[1]) == _CENTS:
        values[moved[0]] = "decimal_point"
    values.setdefault(figure.value, "digit")
    if moved is not None:
        values.setdefault(moved[0], "decimal_point")
    stated = {other.value for other in quantities.values() if other.id != figure.id and other.unit == figure.unit}
    wanted = _wanted(figure, quantities, relations)
    half = _step(text, figure.value) / 2
    fits = {
        value: sum(any(_around(value, half).meets(piece) for piece in pieces) for pieces in wanted)
        for value in (*values, *_completed(text, figure.value))
    }
    known = {value for value, fit in fits.items() if fit or value in stated}
    for value in fits:
        if value in known or not known:
            values.setdefault(value, "digit")
    ranked = sorted(values, key=lambda value: (-fits[value], value not in stated))
    certain = len(values) == 1
    return tuple(
        Explanation((Change(figure.id, figure.value, to, "restated" if to in stated else values[to]),), certain)
        for to in ranked
    )


def _wanted(
    figure: Quantity, quantities: Mapping[str, Quantity], relations: Iterable[Relation]
) -> list[tuple[Interval, ...]]:
    """What each relation of the figure would have it be, all others as printed."""
    wanted = []
    for relation in relations:
        ids = relation.lhs + relation.rhs
        if figure.id not in ids or any(other != figure.id and quantities[other].malformed for other in ids):
            continue
        claim = claim_of(relation, quantities)
        if claim is not None and relation.type != "part_of":
            wanted.append(claim.needed(figure.id, {id: meant(quantities[id]) for id in claim.ids()}))
    return wanted


def _completed(text: str, value: Decimal) -> Iterator[Decimal]:
    """The values with a digit put into the one group of two that a comma leaves: 37,809.42 for 37,09.42."""
    whole, point, decimals = text.partition(".")
    head, *groups = whole.split(",")
    short = [place for place, group in enumerate(groups) if len(group) != _GROUP]
    if len(short) != 1 or len(groups[short[0]]) != _GROUP - 1 or not 0 < len(head) <= _GROUP:
        return
    if "." in decimals or len(decimals) >= _GROUP:
        return
    factor = Fraction(value) / Fraction(text.replace(",", ""))
    if str(max(factor, 1 / factor)).strip("0") != "1":
        # 2,41⏎.6元: the value is not this number in some unit, as the text goes on
        return
    group = groups[short[0]]
    for filled in sorted({group[:at] + digit + group[at:] for at in range(_GROUP) for digit in "0123456789"}):
        digits = head + "".join([*groups[: short[0]], filled, *groups[short[0] + 1 :]])
        yield tidy(Fraction(digits + point + decimals) * factor)


def _step(text: str, value: Decimal) -> Fraction:
    """The worth of the last digit; 0 where the number can't be read."""
    bare = text.replace(",", "")
    if bare.count(".") > 1:
        return Fraction(0)
    return Fraction(value) / Fraction(bare) / Fraction(10) ** len(bare.partition(".")[2])


def _around(value: Decimal, half: Fraction) -> Interval:
    return Interval(exact(value) - half, exact(value) + half)


def _grouped(text: str, value: Decimal) -> tuple[Decimal, int] | None:
    """The value with the point after whole groups of three digits, and how many digits stand before it."""
    head, comma, _ = text.partition(",")
    digits = re.sub(r"\D", "", text)
    whole = len(head) + _GROUP * text.count(",")
    if not comma or not 0 < len(head) <= _GROUP or whole > len(digits):
        return None
    read = Decimal(text.replace(",", "")) if text.count(".") <= 1 else None
    if not read:
        return None
    meant = Decimal(f"{digits[:whole]}.{digits[whole:]}" if whole < len(digits) else digits)
    return tidy(meant * (value / read)), whole


def _places(text: str, whole: int) -> int:
    return len(re.sub(r"\D", "", text)) - whole
