"""A mark: a place where a section may begin, before it has a place in the tree."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

_SIGNS = "〇○零 一壹甲 二贰两乙 三叁丙 四肆丁 五伍戊 六陆己 七柒庚 八捌辛 九玖壬"
_DIGITS = {char: value for value, chars in enumerate(_SIGNS.split()) for char in chars}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "癸": 10}
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}


class Mark(Struct):
    """Where a section may begin: its label is `plain[start:label_end]`, "" for a heading without a number.

    style      the label grammar's name for its sequence, "" without a label
    shape      the label as printed with # for its number: two labels of one style may look different
    rank       usual depth, 1 the highest
    paragraph  offset of the line that holds it
    hint       heading level of its block, else None
    """

    start: int
    label_end: int
    style: str
    shape: str
    number: int | None
    rank: int
    paragraph: int
    line_start: bool
    auto: bool = False
    hint: int | None = None
    heading: bool = False
    """stands alone on its line, without running on into a sentence"""
    couplet: bool = False
    """a heading of two clauses: siblings are alike in this"""


def number_of(text: str) -> int | None:
    """The number that a label prints: 十二, 12, ⑫, Ⅻ, b, 首先; None when it prints none."""
    if text.isdecimal():
        return int(text)
    if text in _WORDS or text in _ROMAN:
        return _WORDS.get(text) or _ROMAN[text]
    if len(text) == 1:
        if text in _DIGITS:
            return _DIGITS[text]
        if text.isascii() and text.isalpha():
            return ord(text.lower()) - ord("a") + 1
        value = unicodedata.numeric(text, None)
        return None if value is None else int(value)
    return _chinese(text)


def _chinese(text: str) -> int | None:
    total, digit = 0, None
    for char in text:
        if char in _TENS:
            total += (1 if digit is None else digit) * _TENS[char]
            digit = None
        elif char in _DIGITS:
            digit = _DIGITS[char] if digit is None else digit * 10 + _DIGITS[char]
        else:
            return None
    return total + (digit or 0)
