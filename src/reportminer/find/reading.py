"""One number read at its place, with the unit that follows it."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from reportminer.find.grammar import Form, Grammar
from reportminer.find.numerals import Number, read_digits, read_number

_DIGIT = "[\\d零一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
_SMALL_MONEY = re.compile(f"(?:零?({_DIGIT})角)?(?:零?({_DIGIT})分(?!之))?")
_MONEY_GOES_ON = frozenset("0123456789零一二三四五六七八九壹贰叁肆伍陆柒捌玖整正")
_WHOLE_MONEY = re.compile("整|正(?![在式常是当])")
PARTLY = re.compile(r" ?(多|余|半)(?![样元种边个数方层次项年天期额款])")
_TENTH = re.compile("[1-9一二三四五六七八九半](?![\\d十百千万个成数年天])")
_APART = re.compile("(?:分别|依次|各)[^。;\n]*\\Z")
_APART_REACH = 40
"""characters back in which a word tells that numbers in a row are of different things"""
_ENDS = re.compile("[,。;、)的]|\\Z")
_PRECISE = Decimal("0.000001")
_GOES_ON = frozenset("半至到-~— ")
_PER_HEAD = re.compile("/[人户名例位家亩]")
"""what makes money of thousands without their 元: 1.2万/人"""
_DOLLAR = "美元"
_SIGN = re.compile(r"[-△▲负] ?")
_LEAD = re.compile(r"[-+△▲负¥$RMB ]*")
_LEADING = frozenset("负R")
_PREFIX = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?")


class Reading(Struct, gc=False):
    """A number and its unit.

    number_end  where the number itself ends; `end` where its unit does
    form, word  the unit and how it is printed; None and "" without one
    per         the slashed part of the unit ("/人·月")
    inside      whether 余 or 多 stands in it
    chinese     whether it is written in Chinese numerals alone
    fine        what 角 and 分 add to an amount in 元, None without them
    """

    start: int
    number_end: int
    end: int
    number: Number
    form: Form | None = None
    word: str = ""
    per: str = ""
    inside: bool = False
    chinese: bool = False
    fine: Decimal | None = None
    half: bool = False


def read_match(plain: str, start: int, end: int, kind: str, grammar: Grammar) -> Reading | None:
    """The reading of what the scanner found at `plain[start:end]`; None where the signs make no number.

    kind  the scanner's group: "num", "cn" or "part"
    """
    if kind == "part":
        return _part(plain, start, end, grammar)
    paired = end > start + 1 and plain[start + 1] == "、"
    if paired and _APART.search(plain, max(0, start - _APART_REACH), start):
        end, paired = start + 1, False
    tail = grammar.tail.match(plain, end)
    if paired and tail is None:
        return None
    if tail is None and kind == "cn" and plain[end : end + 1] not in _GOES_ON and plain[end - 1] not in grammar.scales:
        return None
    signed = not plain[start].isalnum() or plain[start] in _LEADING
    lead = _LEAD.match(plain, start, end) if signed else None
    body = lead.end() if lead and lead.end() < end else start
    text = plain[body:end]
    if paired:
        number = _between(plain[start], plain[start + 2 : end], grammar)
    else:
        number = _with_point(text, grammar) if kind == "cn" else read_number(text, grammar)
    if number is None:
        return None
    if signed and _SIGN.match(plain, start):
        number = Number(-number.value, number.step, number.scale, None, number.open, number.malformed)
    reading = Reading(start, end, end, number, chinese=kind == "cn")
    reading.inside = not (text.isascii() or grammar.inside.isdisjoint(text))
    if tail is not None:
        _take_unit(plain, reading, tail, grammar)
    elif number.scale and (head := _PER_HEAD.match(plain, end)) is not None:
        reading.form, reading.per, reading.end = grammar.units.get("元"), head[0], head.end()
    if signed:
        _take_sign(plain[start:body], reading, grammar)
    return reading


def _take_sign(lead: str, reading: Reading, grammar: Grammar) -> None:
    """Gives an amount the currency of the sign before it (¥ $ RMB)."""
    if "$" in lead and (reading.form is None or reading.form.base == "元"):
        dollar = grammar.units.get(_DOLLAR)
        factor = reading.form.factor if reading.form is not None else Decimal(1)
        reading.form = Form(dollar.entry, dollar.base, factor, dollar.by) if dollar is not None else None
    elif reading.form is None and ("¥" in lead or "R" in lead):
        reading.form = grammar.units.get("元")


def _between(low: str, text: str, grammar: Grammar) -> Number | None:
    """The range of two digits across a comma, the second with what both count (三、四百)."""
    top = read_number(text, grammar)
    last = read_number(text[0], grammar)
    first = read_number(low, grammar)
    if top is None or last is None or first is None:
        return None
    return Number(top.value * first.value / last.value, top.step, top.scale, top.value)


def shorten(plain: str, reading: Reading, grammar: Grammar) -> Reading | None:
    """The reading of the well-formed number that a malformed one begins with, without a unit of its own."""
    head = _PREFIX.match(plain, reading.start)
    if head is None or head.end() >= reading.number_end:
        return None
    value, places, _ = read_digits(head[0])
    return Reading(reading.start, head.end(), head.end(), Number(value, Decimal(1).scaleb(-places)))


def _take_unit(plain: str, reading: Reading, tail: re.Match[str], grammar: Grammar) -> None:
    """Fills in the unit that follows the number, with 余 多 around it and 角 分 after it."""
    inside, word, per = tail.group("inside", "unit", "per")
    reading.form, reading.word, reading.per = grammar.units[word], word, per or ""
    reading.end = tail.end()
    if word in grammar.open_units or (inside and inside.strip()):
        reading.inside = True
    entry = reading.form.entry
    if entry.kind == "amount" and reading.form.base == "元" and not per:
        _take_small_money(plain, reading, grammar)
        take_more(plain, reading, grammar)
    elif entry.id == "tenth":
        tenth = _TENTH.match(plain, reading.end)
        more = PARTLY.match(plain, reading.end)
        if tenth is not None:
            reading.fine = Decimal(5 if tenth[0] in grammar.halves else grammar.digits.get(tenth[0]) or tenth[0])
            reading.end = tenth.end()
        elif more is not None:
            reading.end, reading.inside = more.end(), True
    elif entry.kind == "duration" or entry.id == "times":
        more = PARTLY.match(plain, reading.end)
        if more is not None:
            reading.end = more.end()
            if more[1] == "半":
                reading.fine, reading.half = Decimal("0.5"), True
            else:
                reading.inside = True
        elif "半" in word:
            reading.fine, reading.half = Decimal("0.5"), True


def take_more(plain: str, reading: Reading, grammar: Grammar) -> None:
    """Takes in a 多 or 余 that stands behind the figure at the end of its clause (3亿元多)."""
    if plain[reading.end : reading.end + 1] in grammar.inside and _ENDS.match(plain, reading.end + 1):
        reading.end, reading.inside = reading.end + 1, True


def _take_small_money(plain: str, reading: Reading, grammar: Grammar) -> None:
    if plain[reading.end : reading.end + 1] not in _MONEY_GOES_ON:
        return
    small = _SMALL_MONEY.match(plain, reading.end)
    if small is not None and (small[1] or small[2]):
        worth = Decimal(0)
        for group, size in ((small[1], "0.1"), (small[2], "0.01")):
            if group:
                worth += (grammar.digits[group] if group in grammar.digits else int(group)) * Decimal(size)
        reading.fine = worth
        reading.end = small.end()
    whole = _WHOLE_MONEY.match(plain, reading.end)
    if whole is not None:
        reading.end = whole.end()


def _part(plain: str, start: int, end: int, grammar: Grammar) -> Reading | None:
    """几分之几 as a percentage."""
    below, _, above = plain[start:end].partition("分之")
    bottom, top = read_number(below, grammar), _with_point(above, grammar)
    if bottom is None or top is None or not bottom.value:
        return None
    factor = Decimal(100) / bottom.value
    value = top.value * factor
    precise = below in grammar.multipliers or below in grammar.scales
    number = Number(_rounded(value), _rounded(top.step * factor) if precise else _PRECISE)
    form = grammar.units.get("%")
    more = PARTLY.match(plain, end)
    inside = more is not None and more[1] != "半"
    return Reading(start, end, end + inside, number, form, "%", inside=inside, chinese=True)


def _with_point(text: str, grammar: Grammar) -> Number | None:
    """The number of `text`, which may have a Chinese decimal point (八点五)."""
    whole, point, rest = text.partition("点")
    number = read_number(whole, grammar)
    decimals = rest.rstrip("".join((*grammar.scales, *grammar.multipliers)))
    if number is None or not point or not decimals or any(sign not in grammar.digits for sign in decimals):
        return number
    digits = "".join(str(grammar.digits[sign]) for sign in decimals)
    worth = Decimal(1)
    for sign in rest[len(decimals) :]:
        worth *= grammar.scales.get(sign) or grammar.multipliers[sign]
    value = (number.value + Decimal(f"0.{digits}")) * worth
    return Number(value, Decimal(1).scaleb(-len(digits)) * worth, rest[len(decimals) :])


def _rounded(value: Decimal) -> Decimal:
    """`value` to at most six decimals."""
    return value if value == value.to_integral_value() else round(value, 6).normalize()
