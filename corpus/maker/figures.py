"""Turns a printed figure into its value, unit and interval: the corpus's own converter, for checking gold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from maker.forms import WIDE, chinese_number, rare_form

_SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_BEFORE = {
    "近": "under",
    "不足": "under",
    "不到": "under",
    "约": "about",
    "超过": "over",
    "超": "over",
    "逾": "over",
    "不超过": "at_most",
    "不高于": "at_most",
    "不低于": "at_least",
    "不少于": "at_least",
}
_AFTER = {"以上": "at_least", "以下": "at_most", "以内": "at_most", "之内": "at_most", "左右": "about"}
_DURATIONS = {"天": "天", "小时": "小时", "分钟": "分钟", "个月": "月", "年": "年", "个季度": "季度", "周": "周"}
_MEASURES = {"平方米", "公里", "亩", "吨", "米", "公顷", "立方米", "平方公里", "千克", "千瓦时", "倍"}
_FIGURE = re.compile(
    rf"(?P<before>{'|'.join(sorted(_BEFORE, key=len, reverse=True))})?"
    r"(?P<core>(?P<sign>[-−负])?(?P<number>\d[\d,，]*(?:\.\d+)?|[零〇一二两三四五六七八九十百]+)[ \r\n]*"
    r"(?P<more1>[余多])?(?P<scale>百万|千万|亿|万|千(?=元))?(?P<more2>[余多])?(?P<unit>.*?))"
    rf"(?P<after>{'|'.join(_AFTER)})?",
    re.DOTALL,
)


@dataclass(frozen=True)
class Figure:
    """What a printed figure says: value and interval in the base unit, and where its core begins and ends."""

    kind: str
    value: Fraction
    low: Fraction
    high: Fraction
    unit: str
    stated_unit: str | None
    bound: str
    core: tuple[int, int]
    printed: Fraction


def convert(text: str, head_unit: str | None = None, kind: str | None = None) -> Figure:
    """The figure that `text` prints; `head_unit` is its unit when a table head or the context gives it.

    Raises ValueError for a text that is no figure or has no unit.
    """
    text = text.translate(WIDE)
    rare = rare_form(text)
    if rare is not None:
        value, low, high, unit, stated, bound = rare
        found_kind, base = _kind(unit)
        start = 1 if bound == "under" else 0
        end = len(text) - 2 if text.endswith(("左右", "以上")) else len(text)
        return Figure(kind or found_kind, value, low, high, base, stated, bound, (start, end), value)
    match = _FIGURE.fullmatch(text)
    if match is None:
        raise ValueError(f"不是数：{text!r}")
    digits = match["number"].replace(",", "").replace("，", "")
    printed = Fraction(digits) if digits[0].isdecimal() else Fraction(chinese_number(digits))
    if match["sign"]:
        printed = -printed
    unit, scale_word = match["unit"], match["scale"] or ""
    stated: str | None = scale_word + unit
    if not unit and head_unit:
        scaled = re.fullmatch(r"(百万|千万|亿|万|千(?=元))?(.+)", scale_word + head_unit)
        assert scaled is not None
        scale_word, unit, stated = scaled[1] or "", scaled[2], head_unit
    elif not unit:
        raise ValueError(f"没有单位：{text!r}")
    scale = _SCALES[scale_word]
    value = printed * scale
    found_kind, base = _kind(unit)
    kind = kind or found_kind
    step = Fraction(scale, 10 ** (len(digits.partition(".")[2])))
    bound = _BEFORE.get(match["before"] or "") or _AFTER.get(match["after"] or "") or "exact"
    if match["more1"] or match["more2"]:
        bound = "over"
    low, high = _interval(
        value,
        step,
        bound,
        kind in {"headcount", "household", "count"} and scale == 1 and "." not in digits,
        digits,
        scale,
    )
    core = match.span("core")
    return Figure(kind, value, low, high, base, stated, bound, core, printed)


def _kind(unit: str) -> tuple[str, str]:
    if unit == "元":
        return "amount", "元"
    if unit in {"%", "％"}:
        return "percentage", "%"
    if unit in {"个百分点", "百分点"}:
        return "percentage_point", "百分点"
    if unit in {"人", "名", "位"}:
        return "headcount", "人"
    if unit == "人次":
        return "headcount", "人次"
    if unit == "户":
        return "household", "户"
    if unit == "分":
        return "score", "分"
    if unit in _DURATIONS:
        return "duration", _DURATIONS[unit]
    if unit in _MEASURES:
        return "measure", unit
    return "count", unit


def _interval(
    value: Fraction, step: Fraction, bound: str, whole: bool, digits: str, scale: int
) -> tuple[Fraction, Fraction]:
    """Half a unit of the last digit both ways; 余 and 近 reach to the next step of the last significant digit."""
    half = Fraction(0) if whole else step / 2
    significant = step
    if digits[0].isdecimal() and "." not in digits:
        significant = scale * Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))
    elif not digits[0].isdecimal():
        significant = Fraction(100 if digits.endswith("百") else 10 if digits.endswith("十") else 1) * scale
    far = Fraction(10**15)
    if bound == "over":
        return value, value + significant
    if bound == "under":
        return value - significant, value
    if bound == "about":
        return value - significant, value + significant
    if bound == "at_least":
        return value, far
    if bound == "at_most":
        return Fraction(0), value
    return value - half, value + half
