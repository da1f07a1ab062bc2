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
_LINK = re.compile(r"(?:达到了?|达|约?为|是|共计|共|合计|约|近|:|有)?(?:超过?|逾|突破|将近|接近|不足)? ?\Z")
_CHANGE = re.compile(
    r"(同比|比上年|较上年|比去年)?(?:增长|下降|增加|减少|提高|降低|上升|回落|增幅为?|降幅为?|同比) ?\Z"
)
_GOAL = re.compile("目标|任务|项目|专项")
_LEVEL = re.compile(r"(?:上年|去年|同期)(?:同期)?(?:的|数|为)? ?\Z")
_MOVED = re.compile(r" ?(?:减少|增加|下降|增长|上升|提高|降低)了? ?[\d,.]+ ?[百千万亿]{0,2}元")
_PORTION = re.compile(r"占[^,。;:]{1,10}的 ?\Z|占[^,。;:的]{0,6}(?:任务|计划|预算|目标)数? ?\Z")
_TOTAL = re.compile(r"(?:共计|合计|总计|总共|累计) ?\Z")
_STOP = re.compile(r" *(?:[,。;、)!?\n]|\Z)")
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
    if reading.chinese or not _NAMED.search(plain, max(0, reading.start - 8), reading.start):
        return None
    ends = _STOP.match(plain, reading.end) or plain.startswith("(", reading.end)
    return notes[at][1] if ends else None


def implied(plain: str, reading: Reading, grammar: Grammar) -> Guess | None:
    """What the number is taken for; None where nothing says that it is a figure.

    A unit in brackets before it (金额（万元）：12.5) or a head that implies one (得分98.5, 诊疗人次101.5亿, 拨款1300万)
    gives it its unit; after a word of change or of totals, and as the level that a sum of money changed (较上年2.08减少
    0.03万元), it is a figure whose unit is missing.
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
    link = _LINK.search(left)
    stem = left[: link.start()] if link else left
    for head, form in grammar.heads if stem.endswith(grammar.head_words) else ():
        if stem.endswith(head):
            if form.entry.kind != "amount" or scaled:
                return Guess(form)
            if _STOP.match(plain, reading.end) and (reading.number.step < 1 or (link is not None and ":" in link[0])):
                return Guess(kind="amount", by=f"{form.entry.file}#{form.entry.id}", reason="缺少单位")
            return None
    if scaled:
        money = next((form for _, form in grammar.heads if form.entry.kind == "amount"), None)
        follows = plain[reading.end : reading.end + 4]
        if any(form.entry.kind == "amount" and follows.startswith(head) for head, form in grammar.heads):
            return Guess(money)
        if plain[reading.number_end - 1] == "亿" and _GOAL.match(follows):
            return Guess(money)
        clause = re.split("[,。;:\n]", left)[-1]
        if any(form.entry.kind == "amount" and head in clause for head, form in grammar.heads):
            return Guess(money)
        if not reading.chinese and _HANZI.match(left[-1:]) and _STOP.match(plain, reading.end):
            return Guess(reason="缺少单位")
        return None
    if _STOP.match(plain, reading.end) or plain.startswith("(", reading.end):
        change = _CHANGE.search(left)
        if (change and (reading.number.step < 1 or change[1])) or _PORTION.search(left):
            return Guess(kind="percentage", reason="缺少单位")
    if reading.number.step < 1 and _LEVEL.search(left) and _MOVED.match(plain, reading.end):
        return Guess(kind="amount", reason="缺少单位")
    if _TOTAL.search(left) and not plain.startswith(("年", "月", "日", ":"), reading.end):
        return Guess(reason="缺少单位")
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
