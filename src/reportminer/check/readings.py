"""What a figure with misplaced separators may have been meant to say: its digits with the marks put right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from reportminer.intervals import tidy
from reportminer.model import Change, Explanation, Quantity, Slip

_MARKS = re.compile(r"\d[\d,.，．]*\d")
_GROUP = 3
_CENTS = 2


def readings(figure: Quantity, others: Iterable[Quantity]) -> tuple[Explanation, ...]:
    """The values that the digits of a malformed figure give, likeliest first; one that stands elsewhere comes first.

    The point of 3,15.000元 follows the comma by three digits (3,150.00); in 92..2% it stands where it does.
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
    stated = {other.value for other in others if other.id != figure.id and other.unit == figure.unit}
    ranked = sorted(values, key=lambda value: value not in stated)
    certain = len(values) == 1
    return tuple(
        Explanation((Change(figure.id, figure.value, to, "restated" if to in stated else values[to]),), certain)
        for to in ranked
    )


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
