"""Numbers as printed → exact decimals with their printed precision."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from reportminer.find.grammar import Grammar

_GOOD = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_HALF = Decimal("0.5")
_BLOB = re.compile(r"\d[\d,. ]*\d|\d")


class Number(Struct, frozen=True, gc=False):
    """A number read.

    value  its worth; of a range such as 八九 the low end
    high   the high end of such a range, else None
    step   the worth of one unit of the last printed digit
    scale  万, 亿 and the like that stand at its end, "" without
    open   an indefinite number (数千, 十几): the value is the least it can be
    """

    value: Decimal
    step: Decimal = Decimal(1)
    scale: str = ""
    high: Decimal | None = None
    open: bool = False
    malformed: bool = False


def read_digits(text: str) -> tuple[Decimal, int, bool]:
    """Value, decimal places and whether the digits are malformed (38,65.2 or 2..2, read without the stray signs)."""
    if text.isdecimal():
        return Decimal(text), 0, False
    packed = text.replace(" ", "")
    if _GOOD.fullmatch(packed):
        packed = packed.replace(",", "")
        return Decimal(packed), len(packed.partition(".")[2]), False
    packed = packed.replace(",", "")
    whole, _, decimals = packed.rpartition(".") if "." in packed else (packed, "", "")
    whole = whole.replace(".", "")
    return Decimal(f"{whole or '0'}.{decimals}" if decimals else whole or "0"), len(decimals), True


def _plain_number(text: str, grammar: Grammar) -> Number | None:
    """The number of digits with a point, with one 万 or 亿 at the end: what most figures are; None for any other."""
    worth = grammar.scales.get(text[-1:])
    digits = text if worth is None else text[:-1]
    whole, point, decimals = digits.partition(".")
    if not whole.isdecimal() or (point and not decimals.isdecimal()):
        return None
    value, step = Decimal(digits), _steps(len(decimals))
    return Number(value, step) if worth is None else Number(value * worth, step * worth, text[-1])


@cache
def _steps(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def read_number(text: str, grammar: Grammar) -> Number | None:
    """The number that `text` prints, digits and multipliers mixed; None where the signs make none (百万百)."""
    if text.isdecimal():
        return Number(Decimal(text))
    if text[0] == ".":
        rest = read_number(f"0{text}", grammar)
        return rest if rest is None else replace(rest, malformed=True)
    plain = _plain_number(text, grammar)
    if plain is not None:
        return plain
    text = text.replace(" ", "")
    if text in grammar.halves:
        return Number(_HALF, Decimal("0.1"))
    if len(text) > 1 and "〇" in text and all(sign in grammar.digits for sign in text):
        return Number(Decimal("".join(str(grammar.digits[sign]) for sign in text)))
    total = section = Decimal(0)
    current: Decimal | None = None
    low: Decimal | None = None
    step = Decimal(1)
    last_multiplier = 1
    chinese = False
    scale = ""
    spread: Decimal | None = None
    indefinite = malformed = False
    at = 0
    while at < len(text):
        sign = text[at]
        if sign.isdecimal():
            blob = _BLOB.match(text, at)
            assert blob is not None
            value, places, bad = read_digits(blob[0])
            malformed |= bad
            if current is not None:
                return None
            current, step = value, Decimal(1).scaleb(-places)
            at, scale, chinese = blob.end(), "", False
            continue
        at += 1
        if sign in grammar.digits:
            digit = Decimal(grammar.digits[sign])
            if current is not None and current != 0:
                if digit <= current or low is not None or current >= 10 or spread is not None:
                    return None
                low = current
            current, chinese, scale = digit, True, ""
            step = Decimal(1)
        elif sign in grammar.multipliers:
            multiplier = grammar.multipliers[sign]
            base = Decimal(1) if current is None else current
            if low is not None:
                spread, low = (base - low) * multiplier, None
            section += base * multiplier
            if current is not None and not chinese:
                step *= multiplier
            scale = scale + sign if not chinese and current is not None else ""
            current, last_multiplier = None, multiplier
        elif sign in grammar.scales:
            worth = grammar.scales[sign]
            section += current or 0
            if low is not None and current is not None:
                spread, low = current - low, None
            if current is None and not section and not total:
                section = Decimal(1)
            if spread is not None:
                spread *= worth
            if worth > 10000:
                total = (total + section) * worth
            else:
                total += section * worth
            step *= worth
            scale = scale + sign
            section, current, last_multiplier = Decimal(0), None, worth
        elif sign in grammar.some:
            indefinite = True
            if section == 0 and total == 0:
                current, chinese = Decimal(1), True
    if current is not None and chinese and current and last_multiplier > 10 and text[-2:-1] not in grammar.digits:
        current = current * last_multiplier / 10 if len(text) > 1 and not indefinite else current
    value = total + section + (current or 0)
    high = None
    if low is not None and current is not None:
        high, value = value, value - (current - low)
    elif spread is not None:
        high, value = value, value - spread
    if all(sign in grammar.multipliers or sign in grammar.scales for sign in text):
        step, scale = Decimal(1), ""
    return Number(value, step, scale, high, indefinite, malformed)
