"""Where figures stand in a text: every number with its unit and bounds, and nothing that only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from reportminer.find.bounds import Reach, reach, significant
from reportminer.find.grammar import Form, Grammar
from reportminer.find.numerals import Number
from reportminer.find.plausible import is_quantity
from reportminer.find.ranges import scaled, second_end
from reportminer.find.reading import PARTLY, Reading, read_match, shorten, take_more
from reportminer.find.unitless import Guess, declared, implied, under_declaration
from reportminer.lexicon.entries import Modifier
from reportminer.model import Bound, Kind

_CARRIED = re.compile(r"(?>(?: ?(?:、|和|及|与|,|/) ?[-+]?\d++(?:\.\d++)?(?: ?[万亿千]+)?){1,12})")
_EACH = re.compile("分别|依次")
_DIVIDED = re.compile(r"\d+(?:\.\d+)?(?:、\d+(?:\.\d+)?)+(?=\))")
_WHOLE = re.compile(r"(\d[\d,]*(?:\.\d+)?)([百千万亿]*)([^\d\s(),。;、百千万亿]{1,3})\(\Z")
_WHOLE_REACH = 24
_FRACTION = re.compile(r"(\d{1,2})/(\d{1,3})(?![\d/.])")
_RATIO = re.compile(r"\d{1,2}\.\d+ ?: ?\d{1,2}\.\d+(?![\d:.])|\d{1,3}(?:\.\d+)?(?: ?: ?\d{1,3}(?:\.\d+)?){2,}(?![\d:])")
_LINE_START = re.compile(r"(?:\A|\n)[ \t]*\Z")
_LABELLED = re.compile(r"(\d{1,2}\.)\d")
_DECIMAL_COMMA = re.compile(r"\d{2,3},\d{1,2}")
"""no amount of money is told by a bare number and another behind a comma: 28，83万元 is a slip for 28.83万元"""
_LIST = re.compile(r"\d+\.\d+(?:,\d+\.\d+)+(?: ?[万亿千]+)?")
_SEPARATOR = re.compile(r"[^\d],|,[^\d]")
_POINTS = re.compile(r"(?: ?[、和及与] ?\d++(?:\.\d++)?个){0,8}?(?: ?[、和及与] ?\d++(?:\.\d++)?个百分点)| 百分点")
_PAIR = 2
_LEAST, _MOST = 80, 120
"""what the parts of a ratio of hundredths make, one digit perhaps wrong"""
_PARTED_POINTS = " 百分点"
_FILLED = re.compile("[\u4e00-\u9fff)]\\(")
_BLANK_SCALE = re.compile(r"\)([万亿千百]{0,2})")
_BLANKS = frozenset({"amount", "percentage", "percentage_point", "headcount", "household"})
"""what a blank between brackets that was filled in holds: 结余（12.3）万元"""
_OF_MULTIPLIERS = frozenset("上破过")
"""words that bound a bare multiplier only (破万亿元)"""
_HALF = "一半"
_COUNTED = re.compile(r"[\d万亿 ]")
_LASTING = re.compile(r"(?:历时|长达|用时|为期|耗时|持续|达)\Z")


class Carried(Struct, frozen=True):
    """The unit that a list shares, for one of its numbers; `word` as printed, "" for a ratio."""

    form: Form
    scale: str = ""
    word: str = ""
    per: str = ""


class Figure(Struct, frozen=True, gc=False):
    """A figure as found, before what it means in its sentence is known.

    value, reach  in the base unit; `step` the worth of one unit of its last printed digit
    scaled        whether 万 or 亿 stands in it
    per           the slashed part of its unit ("/人·月"), else ""
    reason        why the unit is not known, else None
    sign          of a percentage, the character that it begins with
    """

    start: int
    end: int
    core_start: int
    core_end: int
    kind: Kind
    value: Decimal
    reach: Reach
    step: Decimal
    unit: str | None
    stated: str | None
    bound: Bound
    by: str
    scaled: bool = False
    per: str = ""
    malformed: bool = False
    reason: str | None = None
    sign: str = ""


_PRINTED = Guess()
"""what a figure with a unit of its own is taken for"""


def scan(plain: str, original: str, grammar: Grammar, start: int = 0, end: int | None = None) -> Iterator[Figure]:
    """The figures of `plain[start:end]` in text order; `original` is the text that `plain` was made from."""
    stop = len(plain) if end is None else end
    search = grammar.scanner.search
    carried: dict[int, Carried] = {}
    notes = declared(plain, grammar)
    at = start
    while (match := search(plain, at, stop)) is not None:
        kind = match.lastgroup or "skip"
        if kind == "skip":
            at = max(match.end(), at + 1)
            continue
        begin, finish = match.span(kind)
        phrase = _phrase(plain, begin, grammar) if plain[begin] in grammar.phrase_starts else None
        reading = read_match(plain, begin, finish, kind, grammar)
        if reading is not None and (phrase is None or (reading.end > phrase[0] and reading.form and not phrase[1])):
            reading = _settle(plain, original, reading, grammar)
            if reading is None:
                at = plain.index(".", begin) + 1
                continue
            figure, at = _figure(plain, reading, grammar, carried, notes)
            if figure is not None:
                yield figure
                continue
            at = max(at, begin + 1)
        else:
            at = max(finish, phrase[0] if phrase else 0)


def _phrase(plain: str, at: int, grammar: Grammar) -> tuple[int, bool] | None:
    """The end of the set phrase whose number stands at `at`, and whether it begins before; None where there is none."""
    for key in (plain[at : at + 2], plain[at]):
        for phrase in grammar.phrases.get(key, ()):
            if at >= phrase.at and plain.startswith(phrase.words, at - phrase.at):
                return at - phrase.at + len(phrase.words), phrase.at > 0
    return None


def _settle(plain: str, original: str, reading: Reading, grammar: Grammar) -> Reading | None:
    """`reading`, cut down where the text cannot mean so many digits: a list label before it, a list of numbers.

    None where all that stands behind the label is no figure (1.2021年).
    """
    text = plain[reading.start : reading.number_end]
    entry = reading.form.entry if reading.form else None
    label = _LABELLED.match(text) if "." in text else None
    if label is not None and _LINE_START.search(plain, max(0, reading.start - 40), reading.start):
        counted = entry is not None and entry.kind in ("count", "headcount", "household") and not reading.number.scale
        rest = grammar.scanner.match(plain, reading.start + len(label[1]))
        if rest is not None and rest.lastgroup == "skip" and len(rest[0]) > _PAIR:
            return None
        whole = reading.number.malformed or counted or plain[reading.end : reading.end + 1] == "年"
        if whole and rest is not None and rest.lastgroup == "num":
            again = read_match(plain, *rest.span("num"), "num", grammar)
            if again is not None:
                return again
    if reading.number.malformed:
        commas = [at for at in range(reading.start, reading.number_end) if plain[at] == ","]
        wide = any(original[at] != "," for at in commas) or _LIST.fullmatch(text) is not None
        if entry is not None and entry.kind == "amount" and _DECIMAL_COMMA.fullmatch(text.rstrip("万亿千百")):
            return reading
        if reading.form is None or wide or (commas and "，" not in original and _SEPARATOR.search(original)):
            return shorten(plain, reading, grammar) or reading
    return reading


def _figure(
    plain: str,
    reading: Reading,
    grammar: Grammar,
    carried: dict[int, Carried],
    notes: Sequence[tuple[int, Guess]],
) -> tuple[Figure | None, int]:
    """The figure that `reading` is, None where it is none, and where to go on."""
    guess = _PRINTED
    if reading.word == "个" and _POINTS.match(plain, reading.end):
        reading.form, reading.word = grammar.units["个百分点"], "个百分点"
        reading.end += len(_PARTED_POINTS) * plain.startswith(_PARTED_POINTS, reading.end)
    if plain[reading.start - 1 : reading.start] in grammar.foreign_ends:
        _take_currency(plain, reading, grammar)
    ranged = second_end(plain, reading, grammar)
    if reading.form is None:
        special = _special(plain, reading, grammar, carried)
        if special is None:
            found = implied(plain, reading, grammar)
            if notes and (found is None or found.form is None):
                found = under_declaration(plain, reading, notes) or found
            if found is None:
                return None, reading.number_end
            guess = found
            reading.form, reading.word = guess.form, ""
            take_more(plain, reading, grammar)
    if reading.form is not None and not is_quantity(plain, reading, grammar, ranged is not None):
        return None, reading.end if not reading.chinese else reading.number_end
    return _build(plain, reading, grammar, guess, ranged), (ranged or reading).end


def _take_currency(plain: str, reading: Reading, grammar: Grammar) -> None:
    """Gives an amount the currency that is named right before it (港币50万元, 美元1.2亿)."""
    known = reading.form
    if reading.chinese or (known.base != "元" if known is not None else not reading.number.scale):
        return
    for length in (2, 3, 4):
        form = grammar.foreign.get(plain[max(0, reading.start - length) : reading.start])
        if form is not None and not _COUNTED.match(plain, reading.start - length - 1):
            reading.form = Form(form.entry, form.base, known.factor if known is not None else form.factor, form.by)
            return


def _special(plain: str, reading: Reading, grammar: Grammar, carried: dict[int, Carried]) -> bool | None:
    """Fills in the unit of a fraction, a ratio or a member of a list that ends in a unit; None where it is none."""
    start = reading.start
    if start in carried:
        _take(reading, carried.pop(start), grammar)
        return True
    if reading.chinese:
        if (plain.startswith(_HALF, start) and plain[start + 2 : start + 3] not in "个的以") or plain.startswith(
            "一半的", start
        ):
            reading.number = Number(Decimal(50))
            reading.form, reading.end = grammar.units.get("%"), start + len(_HALF)
            more = PARTLY.match(plain, reading.end)
            if more is not None:
                # 一半多
                reading.end, reading.inside = more.end(), True
            return True
        return None
    fraction = _FRACTION.match(plain, start)
    if (
        fraction is not None
        and plain[fraction.end() : fraction.end() + 1] not in ("×", "*", "x", "%")
        and 0 < int(fraction[1]) < int(fraction[2])
        and plain[start - 1 : start] not in ("/", ".")
    ):
        value = round(Decimal(int(fraction[1]) * 100) / int(fraction[2]), 6)
        reading.number = Number(value, Decimal("0.000001"))
        reading.form, reading.end = grammar.units.get("%"), fraction.end()
        return True
    ratio = _RATIO.match(plain, start)
    if ratio is not None:
        parts = [Decimal(part.strip()) for part in ratio[0].split(":")]
        percent = grammar.units.get("%")
        if percent is not None and _divides(ratio[0], parts):
            _carry(ratio[0], start, Carried(percent), carried)
            _take(reading, carried.pop(start), grammar)
            return True
        return None
    if plain.startswith(")", reading.number_end) and _fill(plain, reading, grammar):
        return True
    divided = _of_whole(plain, start, grammar)
    if divided is not None:
        _carry(divided[0], start, divided[1], carried)
        _take(reading, carried.pop(start), grammar)
        return True
    listed = _CARRIED.match(plain, reading.number_end)
    if listed is not None and plain[start - 1 : start] not in "\n:;。.、)":
        tail = grammar.tail.match(plain, listed.end())
        if tail is None or tail["inside"].strip():
            return None
        form = grammar.units[tail["unit"]]
        if not _lists(plain, reading, listed, form):
            return None
        ending = re.search(r"[十百千万亿]*\Z", listed[0])
        text = plain[start : listed.end()]
        shared = Carried(form, ending[0] if ending else "", tail["unit"], tail["per"] or "")
        _carry(text, start, shared, carried)
        _take(reading, carried.pop(start), grammar)
        return True
    return None


def _divides(text: str, parts: Sequence[Decimal]) -> bool:
    """Whether a ratio is of hundredths: its parts make 100, or three with decimals miss it by no more than a slip."""
    total = sum(parts, Decimal(0))
    if len(parts) > _PAIR and text.count(".") == len(parts):
        return _LEAST <= total <= _MOST
    return abs(total - 100) <= 1


def _of_whole(plain: str, start: int, grammar: Grammar) -> tuple[str, Carried] | None:
    """The bare numbers of a bracket that make the figure right before it, with its unit: 9.5万元（1.5、3、5）."""
    parts = _DIVIDED.match(plain, start) if plain[start - 1 : start] == "(" else None
    whole = _WHOLE.search(plain, max(0, start - _WHOLE_REACH), start) if parts is not None else None
    form = grammar.units.get(whole[3]) if whole is not None else None
    # 6项(1、2、3) are numbers of things
    if parts is None or whole is None or form is None or len(parts[0]) < 2 * len(parts[0].split("、")):
        return None
    made = sum(map(Decimal, parts[0].split("、")), Decimal(0)) == Decimal(whole[1].replace(",", ""))
    return (parts[0], Carried(form, whole[2], whole[3])) if made else None


def _fill(plain: str, reading: Reading, grammar: Grammar) -> bool:
    """Gives the number in a blank between brackets the unit behind it (结余（12.3）万元); whether it is one."""
    scale = _BLANK_SCALE.match(plain, reading.number_end)
    if scale is None or not _FILLED.match(plain, reading.start - 2):
        return False
    tail = grammar.tail.match(plain, scale.end())
    form = grammar.units[tail["unit"]] if tail is not None and not tail["inside"].strip() else None
    if tail is None or form is None or form.entry.kind not in _BLANKS:
        return False
    reading.start, reading.end = reading.start - 1, tail.end()
    _take(reading, Carried(form, scale[1], tail["unit"], tail["per"] or ""), grammar)
    return True


def _lists(plain: str, reading: Reading, members: re.Match[str], form: Form) -> bool:
    """Whether numbers before a unit are a list that shares it (提高0.9、5.9个百分点), not labels or ordinals."""
    text = plain[reading.start : members.end()]
    if ("," in members[0] and not _LIST.fullmatch(text)) or "/" in members[0]:
        begin = max(plain.rfind(sign, max(0, reading.start - 60), reading.start) for sign in "。;\n")
        return _EACH.search(plain, max(begin, reading.start - 60), reading.start) is not None
    return (
        "." in text
        or form.entry.kind in ("percentage", "percentage_point", "amount", "headcount")
        or _EACH.search(plain, max(0, reading.start - 40), reading.start) is not None
    )


def _carry(text: str, start: int, shared: Carried, carried: dict[int, Carried]) -> None:
    for number in re.finditer(r"[-+]?\d+(?:\.\d+)?", text):
        carried[start + number.start()] = shared


def _take(reading: Reading, shared: Carried, grammar: Grammar) -> None:
    """Gives `reading` the unit that its list shares, with the 万 or 亿 before it."""
    reading.form, reading.word, reading.per = shared.form, shared.word, shared.per
    if shared.scale and not reading.number.scale:
        reading.number = scaled(reading.number, shared.scale, grammar)


def _before(plain: str, start: int, bare: bool, recent: bool, grammar: Grammar) -> tuple[int, Modifier] | None:
    """The word before `start` that bounds the figure, and where it begins."""
    end = start - 1 if plain[start - 1 : start] == " " else start
    for word, modifier in grammar.before.get(plain[end - 1 : end], ()):
        begin = end - len(word)
        if begin >= 0 and plain.startswith(word, begin) and plain[begin - 1 : begin] not in modifier.not_after:
            if (word in _OF_MULTIPLIERS and not bare) or (
                word == "近" and recent and not _LASTING.search(plain, max(0, begin - 4), begin)
            ):
                continue
            return begin, modifier
    return None


def _build(plain: str, reading: Reading, grammar: Grammar, guess: Guess, ranged: Reading | None) -> Figure:
    number, form = reading.number, reading.form
    factor = form.factor if form is not None else Decimal(1)
    if guess is not _PRINTED:
        factor *= guess.factor
    value, step = number.value * factor, number.step * factor
    kind: Kind = form.entry.kind if form is not None else guess.kind
    if reading.fine is not None:
        value, step = value + reading.fine, Decimal("0.5" if reading.half else "0.01")
    top = number.high * (form.factor if form is not None else 1) if number.high is not None else None
    core_end = reading.end
    if ranged is not None and ranged.form is not None:
        top, core_end = ranged.number.value * ranged.form.factor, ranged.end
    bare = (
        reading.chinese
        and number.value > 1
        and all(
            sign in grammar.multipliers or sign in grammar.scales for sign in plain[reading.start : reading.number_end]
        )
    )
    before = _before(plain, reading.start, bare, kind == "duration", grammar)
    after = grammar.after.match(plain, core_end) if plain[core_end : core_end + 1] in grammar.after_starts else None
    bound: Bound = "range" if top is not None else "exact"
    start, end, inside = reading.start, core_end, False
    if number.open or reading.inside:
        bound, inside = "over", True
    if before is not None:
        start, bound = before[0], before[1].bound
    if after is not None:
        end, bound = after.end(), grammar.after_words[after[1]].bound
        inside = bound == "over"
    elif (
        kind == "duration" and plain[end : end + 1] == "内" and plain[end + 1 : end + 2] not in ("容", "部", "外", "涵")
    ):
        end, bound = end + 1, "at_most"
    if number.open:
        first = plain[reading.start] in grammar.some
        spread = Reach(value, value * 10 if first else value + significant(value, step), True, True)
    else:
        spread = reach(value, step, bound, kind, top, inside)
    stated = (number.scale + reading.word + reading.per) or None if not guess.stated else guess.stated
    if ranged is not None:
        stated = ranged.number.scale + ranged.word + ranged.per
    return Figure(
        start,
        end,
        reading.start,
        core_end,
        kind,
        value,
        spread,
        step,
        form.base if form else None,
        stated,
        bound,
        form.by if form is not None else guess.by,
        bool(number.scale),
        reading.per,
        number.malformed,
        guess.reason,
        plain[reading.start] if kind == "percentage" else "",
    )
