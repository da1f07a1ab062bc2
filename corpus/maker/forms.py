"""The rarer ways of printing a figure: full-width, mixed scales, capitals, 百分之, 成, ranges, bare multipliers."""

from __future__ import annotations

import re
from fractions import Fraction

WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {ord("～"): "~", ord("—"): "~"}
_CAPITALS = dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True))
_CAPITAL_STEPS = {"拾": 10, "佰": 100, "仟": 1000}
_NUMERALS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "〇": 0}

Form = tuple[Fraction, Fraction, Fraction, str, str, str]
"""Value, low, high, unit with its scale left out, stated unit, bound."""


def rare_form(text: str) -> Form | None:
    """The figure that `text` (half-width) prints in one of the rarer ways, else None."""
    for read in (_range, _mixed, _capital, _per_cent, _tenths, _bare):
        found = read(text)
        if found is not None:
            return found
    return None


def chinese_number(text: str) -> int:
    """The value of numerals up to 999 such as 两, 十二, 三百二十."""
    total = digit = 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + _NUMERALS[char]
    return total + digit


def _around(value: Fraction, step: Fraction, unit: str, stated: str, bound: str = "exact") -> Form:
    return value, value - step / 2, value + step / 2, unit, stated, bound


def _range(text: str) -> Form | None:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(万|亿)?\D{0,2}?[~至-](\d+(?:\.\d+)?)(万|亿)?(\D+)", text)
    if match is None:
        return None
    scale = {"万": 10**4, "亿": 10**8}.get(match[4] or "", 1)
    low, high = Fraction(match[1]) * scale, Fraction(match[3]) * scale
    return low, low, high, match[5], (match[4] or "") + match[5], "range"


def _mixed(text: str) -> Form | None:
    match = re.fullmatch(r"(\d+)亿(\d+)万(元|人)", text)
    if match:
        value = Fraction(match[1]) * 10**8 + Fraction(match[2]) * 10**4
        return _around(value, Fraction(10**4), match[3], "万" + match[3])
    match = re.fullmatch(r"(\d+)万(\d+)千元", text)
    if match:
        value = Fraction(match[1]) * 10**4 + Fraction(match[2]) * 1000
        return _around(value, Fraction(1000), "元", "千元")
    return None


def _capital(text: str) -> Form | None:
    match = re.fullmatch(r"([零壹贰叁肆伍陆柒捌玖拾佰仟]+)(万)?([零壹贰叁肆伍陆柒捌玖拾佰仟]*)元整", text)
    if match is None:
        return None
    value = _capital_value(match[1]) * (10**4 if match[2] else 1) + _capital_value(match[3])
    return _around(Fraction(value), Fraction(1), "元", "元")


def _capital_value(text: str) -> int:
    total = digit = 0
    for char in text:
        if char in _CAPITAL_STEPS:
            total += (digit or 1) * _CAPITAL_STEPS[char]
            digit = 0
        else:
            digit = _CAPITALS[char]
    return total + digit


def _per_cent(text: str) -> Form | None:
    match = re.fullmatch(r"(百|千)分之([零一二三四五六七八九两十百]+)(?:点([零一二三四五六七八九]+))?", text)
    if match is None:
        return None
    value = Fraction(chinese_number(match[2]))
    step = Fraction(1)
    for digit in match[3] or "":
        step /= 10
        value += step * _NUMERALS[digit]
    factor = Fraction(1, 10) if match[1] == "千" else Fraction(1)
    return _around(value * factor, step * factor, "%", "%")


def _tenths(text: str) -> Form | None:
    match = re.fullmatch(r"([一二三四五六七八九])成([一二三四五六七八九])?(左右|以上)?", text)
    if match is None:
        return None
    value = Fraction(_NUMERALS[match[1]] * 10 + _NUMERALS.get(match[2] or "零", 0))
    if match[3] == "左右":
        return value, value - 10, value + 10, "%", "成", "about"
    if match[3] == "以上":
        return value, value, Fraction(100), "%", "成", "at_least"
    return _around(value, Fraction(1 if match[2] else 10), "%", "成")


def _bare(text: str) -> Form | None:
    match = re.fullmatch(r"(近|上)?(万|亿|千)(人次|人|元|户|名)", text)
    if match is None:
        return None
    value = Fraction({"千": 10**3, "万": 10**4, "亿": 10**8}[match[2]])
    stated = match[3]
    if match[1] == "近":
        return value, value * 9 / 10, value, match[3], stated, "under"
    return value, value, value * 10, match[3], stated, "over"
