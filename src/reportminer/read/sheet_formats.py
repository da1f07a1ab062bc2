"""How a spreadsheet prints a number: the common part of Excel's number formats (ECMA-376 part 1, 18.8.30, 18.8.31)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

GENERAL = "General"
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    49: "@",
}
"""The formats that a file names by number alone, without currency signs and padding."""

_PADDING = re.compile(r"_.|\*.|\[[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_PLACES = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?,*")
_SIGNIFICANT = 15


def show(number: float, code: str = GENERAL) -> str:
    """`number` as printed under a format code; exponents, fractions and unknown codes as General.

    A nought that the format prints as a dash is "0" with the format's decimals: it is a figure, not a blank.
    """
    value = Decimal(format(number, f".{_SIGNIFICANT}g"))
    sections = code.split(";")
    negative = value < 0 and len(sections) > 1 and bool(_PLACES.search(sections[1]))
    section = _PADDING.sub("", sections[1] if negative else sections[0])
    places = _PLACES.search(_LITERAL.sub(lambda match: "\x00" * len(match[0]), section))
    if code in (GENERAL, "@", "") or places is None or "E" in section.upper() or "/" in section:
        return _general(value)
    before, after = _literals(section[: places.start()]), _literals(section[places.end() :])
    value = value.scaleb(2) if "%" in before + after else value
    pattern = places[0].rstrip(",")
    value = value.scaleb(-3 * (len(places[0]) - len(pattern)))
    whole, _, decimals = pattern.partition(".")
    rounded = abs(value).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    if "#" in decimals:
        text = _without_optional(text, decimals)
    sign = "-" if value < 0 and rounded and not negative else ""
    return f"{sign}{before}{text}{after}".strip()


def _general(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _literals(text: str) -> str:
    return _LITERAL.sub(lambda match: match[1] if match[1] is not None else match[2], text)


def _without_optional(text: str, decimals: str) -> str:
    """Without the trailing noughts for which the format has # instead of 0."""
    least = len(decimals.rstrip("#"))
    whole, _, digits = text.partition(".")
    kept = digits[:least] + digits[least:].rstrip("0")
    return f"{whole}.{kept}" if kept else whole
