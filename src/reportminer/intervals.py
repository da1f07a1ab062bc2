"""Exact arithmetic on figures as printed: each stands for an interval with open or closed ends."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction

from msgspec import Struct

_EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])


def tidy(value: Decimal | Fraction | int) -> Decimal:
    """`value` as a Decimal without exponent or trailing zeros, so that its string is a plain decimal.

    Raises `decimal.Inexact` for a fraction without a finite decimal form.
    """
    if isinstance(value, Fraction):
        value = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    plain = format(Decimal(value).normalize(_EXACT), "f")
    return Decimal("0" if plain == "-0" else plain)


class Interval(Struct, frozen=True):
    """All values between `low` and `high`; an end is left out when open; None is unbounded."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False
