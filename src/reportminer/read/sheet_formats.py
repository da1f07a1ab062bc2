"""How a spreadsheet prints a number: the common part of Excel's number formats (ECMA-376 part 1, 18.8.30, 18.8.31)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

GENERAL = "General"
_DATE = "yyyy-mm-dd"
BUILT_IN = {
    **dict(zip(("1", "2", "3", "4", "9", "10"), ("0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%"), strict=True)),
    **dict.fromkeys(("37", "38", "41", "42"), "#,##0"),
    **dict.fromkeys(("39", "40", "43", "44"), "#,##0.00"),
    **dict.fromkeys(("14", "15", "16", "17", "30", "36", "50", "52"), _DATE),
    **dict.fromkeys(("18", "19", "20", "21", "45", "46", "47"), "hh:mm:ss"),
    **dict.fromkeys(("22",), "yyyy-mm-dd hh:mm:ss"),
    **dict.fromkeys(("27", "57"), "yyyy年m月"),
    **dict.fromkeys(("28", "29", "31", "51", "53", "54", "58"), "yyyy年m月d日"),
}
"""The formats that a file names by number alone (in Chinese Excel), without currency signs and padding."""

_PADDING = re.compile(r"_.|\*.|\[[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_PLACES = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?,*")
_SIGNIFICANT = 15
_LARGEST_EXPONENT = 300
_DAYS = Decimal(2_958_466)


def show(number: str | float, code: str = GENERAL) -> str:
    """`number` as printed under a format code; exponents, fractions and unknown codes as General.

    A nought that the format prints as a dash is "0" with the format's decimals: it is a figure, not a blank. What is
    no number is returned as it is.
    """
    value = _decimal(number)
    if value is None:
        return str(number)
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
    rounded = _rounded(abs(value), len(decimals))
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    if "#" in decimals:
        text = _without_optional(text, decimals)
    sign = "-" if value < 0 and rounded and not negative else ""
    return f"{sign}{before}{text}{after}".strip()


def show_date(number: str, code: str, from_1904: bool = False) -> str:
    """A day count as the date that the format code prints; "" when the code is for no date."""
    bare = _PADDING.sub("", _LITERAL.sub("", code.split(";")[0])).lower()
    if code == GENERAL or not re.search(r"[ymdhs]", bare) or re.search(r"[0#?]", bare):
        return ""
    days = _decimal(number)
    if days is None or not 0 <= days < _DAYS:
        return ""
    day = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    moment = day + timedelta(seconds=round(days * 86_400))
    if "y" not in bare and "d" not in bare:
        return moment.strftime("%H:%M:%S")
    if "年" in code:
        return f"{moment.year}年{moment.month}月" + (f"{moment.day}日" if "d" in bare else "")
    return moment.strftime("%Y-%m-%d %H:%M:%S" if "h" in bare else "%Y-%m-%d")


def _decimal(number: str | float) -> Decimal | None:
    """The value to the digits that a spreadsheet keeps; None for text, infinities and absurd exponents."""
    try:
        value = Decimal(format(float(number), f".{_SIGNIFICANT}g"))
    except (ValueError, OverflowError, InvalidOperation):
        return None
    return value if value.is_finite() and abs(value.adjusted()) < _LARGEST_EXPONENT else None


def _rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` with so many decimals, halves up, also where it is longer than a Decimal's usual precision."""
    places = Decimal(1).scaleb(-min(decimals, _SIGNIFICANT * 2))
    whole, part = divmod(value, 1) if value.adjusted() < _SIGNIFICANT else (value, Decimal(0))
    return whole + part.quantize(places, ROUND_HALF_UP) if part else whole + Decimal(0).quantize(places)


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
