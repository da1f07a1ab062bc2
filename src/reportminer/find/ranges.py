"""The second end of a range (300-500元, 百分之二十到三十), and the 万 or 亿 that both ends share."""

from __future__ import annotations

import re
from decimal import Decimal

from reportminer.find.grammar import Grammar
from reportminer.find.numerals import Number
from reportminer.find.reading import Reading, read_match

_RANGE = re.compile(r" ?(?:[-~—]{1,2}|至|到) ?")
_RANGE_STARTS = frozenset(" -~—至到")
_OVER = "分之"


def second_end(plain: str, reading: Reading, grammar: Grammar) -> Reading | None:
    """The second end of a range that begins with `reading`, which then takes its unit; None where there is none."""
    if plain[reading.end : reading.end + 1] not in _RANGE_STARTS or reading.inside or reading.number.high is not None:
        return None
    gap = _RANGE.match(plain, reading.end)
    if gap is None or (gap[0] == " -" and plain.startswith("-", reading.start)):
        # -12.5 -3.1% are two figures below zero
        return None
    match = grammar.scanner.match(plain, gap.end())
    kind = match.lastgroup if match is not None else None
    if match is None or kind is None or kind == "skip":
        return None
    if reading.chinese and reading.word == "%":
        other = _other_part(plain, reading, *match.span(kind), kind, grammar)
    else:
        other = read_match(plain, *match.span(kind), kind, grammar) if kind != "part" else None
    if other is None or other.form is None or other.number.malformed or other.chinese != reading.chinese:
        return None
    if reading.form is not None and reading.form.entry.kind != other.form.entry.kind:
        return None
    before = plain[max(0, reading.start - 12) : reading.start]
    if "到" in gap[0] or "至" in gap[0]:
        clause = max(before.rfind(sign) for sign in ",。;、\n")
        if any(word in before[clause + 1 :] for word in ("从", "由", "自")):
            return None
    if reading.form is None:
        if not reading.number.scale and other.number.scale:
            reading.number = scaled(reading.number, other.number.scale, grammar)
        reading.form, reading.word, reading.per = other.form, other.word, other.per
    if other.number.value * other.form.factor <= reading.number.value * reading.form.factor:
        return None
    return other


def _other_part(plain: str, reading: Reading, start: int, end: int, kind: str, grammar: Grammar) -> Reading | None:
    """The second end of a range of parts, which may leave out of how many they are (百分之二十至三十)."""
    if kind == "part":
        return read_match(plain, start, end, kind, grammar)
    if grammar.tail.match(plain, end) is not None:
        return None
    below, over, _ = plain[reading.start : reading.end].partition(_OVER)
    text = below + over + plain[start:end]
    other = read_match(text, 0, len(text), "part", grammar) if over else None
    if other is not None:
        other.start, other.number_end, other.end = start, end, end
    return other


def scaled(number: Number, scale: str, grammar: Grammar) -> Number:
    """`number` with the multipliers that `scale` prints (万, 百亿)."""
    worth = Decimal(1)
    for sign in scale:
        worth *= grammar.scales.get(sign) or grammar.multipliers.get(sign) or 1
    return Number(number.value * worth, number.step * worth, scale)
