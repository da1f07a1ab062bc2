"""Numbers without a unit after them: what their sentence says that they are, if anything."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from reportminer.find.grammar import Form, Grammar
from reportminer.find.reading import Reading
from reportminer.model import Kind

_LABELLED = re.compile(r"\(([^()\d]{1,6})\) ?(?:[:为是]|达到?)? ?\Z")
_BEHIND = re.compile(r" ?\((?:单位[:为]?)? ?([百千万亿]{0,2}[元人户%‰])\)")
_MEASURED = frozenset({"amount", "headcount", "household", "percentage"})
_NO_NAME = frozenset("(、.-—/表图件")
_DECLARED = re.compile(r"单位 ?[:为] ?([\u4e00-\u9fff%‰]{1,6})(?!、)")
_DECLARED_REACH = 600
_NAMED = re.compile(r"[\u4e00-\u9fff)][ :为]{0,3}\Z")
_LINK = re.compile(
    r"(?:剩余|剩|余)?(?:达到了?|达|约?为|是|共计|共|合计|约|近|:|有)?(?:超过?|逾|突破|将近|接近|不足)? ?\Z"
)
_CHANGE = re.compile(
    r"(同比|比上年|较上年|比去年)?(?:增长|下降|增加|减少|提高|降低|上升|回落|增幅为?|降幅为?|同比) ?\Z"
)
_GOAL = re.compile("目标|任务|项目|专项")
_PORTION = re.compile(
    r"占(?:[^,。;:]{1,24}的|[^,。;:的]{0,6}(?:任务|计划|预算|目标)数?|比)?(?:比[例重])?(?:约?为|约|近|达到?|仅)? ?\Z|"
    r"[成格位行盖标业学]率(?:约?为|达到?|仅为?) ?\Z"
)
_PORTION_REACH = 32
_NUMBER_OF = re.compile(r"[\u4e00-\u9fff]数(?:约?[由从为达]到?|\d[\d.]*万(?:左右)?[增减升降]?加?[至到为])? ?\Z")
"""what leads to a number that its own name calls one: 招生数从20万增至35万"""
_TOTAL = re.compile(r"(?:共计|合计|总计|总共|累计) ?\Z")
_COMPARED = re.compile(
    r" ?(?:净?增加|减少|增长|下降|提高|降低|上升|[多少增减])了? ?\d[\d,]*(?:\.\d+)? ?([百千万亿]{0,2}[元人户])"
)
_MEASURE_OF = re.compile(r"[比较由从][^,。;\n\d]{0,12}\Z|[比较由从](?:上年|上一年|(?:19|20)\d\d年)[^,。;\n\d]{0,10}\Z")
_SHARED = re.compile(r" ?的 ?\d+(?:\.\d+)? ?%")
_PLANNED = re.compile(r"(?:预算|计划|目标|任务)数? ?\Z")
_PLAN_BEHIND = re.compile(
    r",完成(?:年初|调整|全年)?预算数?的?\d+(?:\.\d+)?%\((?:年初|调整|全年)?预算数?为?\d[\d,]*(?:\.\d+)?([百千万亿]{0,2}元)"
)
_FEE = re.compile(r"[\u4e00-\u9fff]费(?:用)?(?:[比较][^,。;:\d]{1,8})?(?:增加|减少|上升|下降|为)?\Z")
_SUM = re.compile(r"(?:预算|决算|执行|支出|收入|到位|下达|拨付|支付)数[为是:]?\Z")
"""what is of money where 万 stands behind its number: 执行数28万"""
_SAID = re.compile(r"\d ?([百千万亿]{0,2}[元人户])[^\d。;\n]*\Z")
_SAID_REACH = 40
"""characters back to the figure whose unit a bare one shares"""
_STOP = re.compile(r" *(?:[,。;、)!?\n]|\Z)")
_ENDS = re.compile(r" *[,。;]")
_NOUNS = (4, 3, 2)
"""how long the nouns for people are that say what 75.5万 behind them counts"""
_YEAR = 4
"""a whole number of so many digits may be a year"""
_HANZI = re.compile("[\u4e00-\u9fff]")


class Guess(Struct, frozen=True, gc=False):
    """What a number without a printed unit is taken for; `reason` says what is missing."""

    form: Form | None = None
    kind: Kind = "count"
    factor: Decimal = Decimal(1)
    stated: str = ""
    by: str = "numerals.yaml"
    reason: str | None = None


def declared(plain: str, grammar: Grammar) -> list[tuple[int, Guess]]:
    """The units declared by 单位：万元, each with the place from which it holds, in text order."""
    found = []
    for match in _DECLARED.finditer(plain):
        guess = labelled_unit(match[1], grammar)
        if guess is not None:
            found.append((match.end(), guess))
    return found


def _place(note: tuple[int, Guess]) -> int:
    return note[0]


def under_declaration(plain: str, reading: Reading, notes: Sequence[tuple[int, Guess]]) -> Guess | None:
    """The declared unit that holds for a bare number at the end of a clause, up to `_DECLARED_REACH` characters on."""
    at = bisect_right(notes, reading.start, key=_place) - 1
    if at < 0 or reading.start > notes[at][0] + _DECLARED_REACH:
        return None
    if reading.chinese or plain[reading.start - 1 : reading.start] in _NO_NAME:
        return None
    if not _NAMED.search(plain, max(0, reading.start - 8), reading.start):
        return None
    ends = _STOP.match(plain, reading.end) or plain.startswith("(", reading.end)
    return notes[at][1] if ends else None


def implied(plain: str, reading: Reading, grammar: Grammar) -> Guess | None:
    """What the number is taken for; None where nothing says that it is a figure.

    A unit in brackets before it (金额（万元）：12.5) or a head that implies one (得分98.5, 诊疗人次101.5亿, 拨款1300万)
    gives it its unit, and so does the change that it is the level of (较上年2.08减少0.03万元); after a word of change
    or of totals it is a figure whose unit is missing.
    """
    scaled = plain[reading.number_end - 1] in grammar.scales
    if reading.chinese and not (scaled and reading.number_end - reading.start > 1):
        return None
    left = plain[max(0, reading.start - 16) : reading.start]
    labelled = _LABELLED.search(left)
    if labelled is not None:
        guess = labelled_unit(labelled[1].strip(), grammar)
        if guess is not None:
            return guess
    behind = _BEHIND.match(plain, reading.end)
    if behind is not None and left.strip()[-1:] not in ("", *_NO_NAME):
        guess = labelled_unit(behind[1], grammar)
        if guess is not None and guess.form is not None and guess.form.entry.kind in _MEASURED:
            return guess
    beside = _beside(plain, reading, left)
    if beside is not None:
        return labelled_unit(beside, grammar)
    link = _LINK.search(left)
    stem = left[: link.start()] if link else left
    for head, form in grammar.heads if stem.endswith(grammar.head_words) else ():
        if stem.endswith(head):
            if form.entry.kind != "amount" or scaled:
                return Guess(form)
            ends = _STOP.match(plain, reading.end) or plain.startswith("(", reading.end)
            if ends and (reading.number.step < 1 or (link is not None and ":" in link[0])):
                return Guess(kind="amount", by=f"{form.entry.file}#{form.entry.id}", reason="缺少单位")
            return None
    if scaled:
        for size in _NOUNS:
            people = grammar.units.get(stem[-size:])
            if people is not None and people.entry.kind == "headcount":
                return Guess(people)
        money = next((form for _, form in grammar.heads if form.entry.kind == "amount"), None)
        follows = plain[reading.end : reading.end + 4]
        if any(form.entry.kind == "amount" and follows.startswith(head) for head, form in grammar.heads):
            return Guess(money)
        if plain[reading.number_end - 1] == "亿" and _GOAL.match(follows):
            return Guess(money)
        clause = re.split("[,。;:\n]", left)[-1]
        if any(form.entry.kind == "amount" and len(head) > 1 and head in clause for head, form in grammar.heads):
            return Guess(money)
        if _SUM.search(clause):
            return Guess(money)
        if not reading.chinese and _NUMBER_OF.search(left):
            return Guess()
        if _FEE.search(clause) and _STOP.match(plain, reading.end):
            return Guess(money)
        if not reading.chinese and _HANZI.match(left[-1:]) and _STOP.match(plain, reading.end):
            return Guess(reason="缺少单位")
        return None
    if _STOP.match(plain, reading.end) or plain.startswith("(", reading.end):
        change = _CHANGE.search(left)
        if (change and (reading.number.step < 1 or change[1])) or _PORTION.search(
            plain, max(0, reading.start - _PORTION_REACH), reading.start
        ):
            return Guess(kind="percentage", reason="缺少单位")
    if _is_held(plain, reading, left, grammar):
        return Guess(reason="缺少单位")
    if _TOTAL.search(left) and not plain.startswith(("年", "月", "日", ":"), reading.end):
        return Guess(reason="缺少单位")
    return None


def _is_held(plain: str, reading: Reading, left: str, grammar: Grammar) -> bool:
    """Whether a short whole number ends the clause of what was held so many times: 举办招聘会4,组织…."""
    short = reading.number.step == 1 and reading.number_end - reading.start < _YEAR
    return short and _ENDS.match(plain, reading.end) is not None and grammar.held.search(left) is not None


def _beside(plain: str, reading: Reading, left: str) -> str | None:
    """The unit of the figure that a bare number is held against, None where there is none.

    比年初1520.30增加12万元: that of the change; 支出9.6万元，完成预算15.00的64.0%: that of what was spent;
    支出为59.16，完成预算95.9%（预算数61.7万元）: that of the budget.
    """
    if reading.number.step == 1 and reading.number_end - reading.start <= _YEAR:
        return None
    change = _COMPARED.match(plain, reading.number_end)
    if change is not None and _MEASURE_OF.search(left):
        return change[1]
    behind = _PLAN_BEHIND.match(plain, reading.number_end)
    if behind is not None:
        return behind[1]
    if _PLANNED.search(left) and _SHARED.match(plain, reading.number_end):
        said = _SAID.search(plain, max(0, reading.start - _SAID_REACH), reading.start)
        return said[1] if said is not None else None
    return None


def labelled_unit(label: str, grammar: Grammar) -> Guess | None:
    """The unit in brackets before a number, with its 万 or 亿."""
    for cut in range(len(label)):
        form = grammar.units.get(label[cut:])
        if form is not None:
            factor = Decimal(1)
            for sign in label[:cut]:
                worth = grammar.scales.get(sign) or grammar.multipliers.get(sign)
                if worth is None:
                    return None
                factor *= worth
            return Guess(form, factor=factor, stated=label)
    return None
