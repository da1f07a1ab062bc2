"""Which level a change or a rate is measured against."""

from __future__ import annotations

import re
from itertools import takewhile

from reportminer.relate.base import akin, alike, backwards, joined
from reportminer.relate.changes.levels import TURNS, against_budget, figures_before, leans, year_earlier
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.growth import grows

_FOUR = re.compile(r"20\d\d年")
_YEAR = re.compile(r"\d{4}年度?")
_FROM = re.compile(r"[由从自]")
_REACHED = re.compile(r"[到至为]")
_MOVED = re.compile("[一-鿿]?[增减升降涨跌缩扩][一-鿿]?[到至为]")
_FIRST, _BUDGET = "年初", "预算"
_MORE = re.compile(r"[比较].{1,8}[多少][一-鿿]{0,3}\Z")
"""what leads to a difference: 比上年多收5件"""
_OF_ITS_OWN = re.compile(r"[一-鿿]{2,}比")
"""a clause that compares an item of its own: 不合格批次比上年的5批次多了1批次"""
_STOP = re.compile("[,;。、:]")
_NEXT = re.compile(r"\)?,?")
_BRIEF = 16
_BACK = 12
_PASSED, _RUN = 2, 4


def ends_of(view: View, mention: Mention) -> tuple[Mention, Mention] | None:
    """The levels after and before of 由甲提高到乙，提高丙, both stated right before the change or its rate.

    Of several changes in a row (甲由…提高到…，乙由…提高到…，分别提高50元和80元) each has its own.
    """
    first = mention.index - mention.row[0]
    place = first - 1
    while place >= max(0, first - 2 * mention.row[1]) and view.mentions[place].role in ("change", "rate"):
        place -= 1
    pairs = [ends_at(view, place - 2 * behind, mention) for behind in reversed(range(mention.row[1]))]
    if None in pairs or (mention.row[1] == 1 and mention.index - place > 2):
        return None
    return pairs[mention.row[0]]


def ends_at(view: View, place: int, mention: Mention) -> tuple[Mention, Mention] | None:
    """The levels at a place and before it, after and before, where the text leads from the one to the other."""
    if place < 1:
        return None
    current, previous = view.mentions[place], view.mentions[place - 1]
    if current.sentence != mention.sentence or previous.sentence != current.sentence:
        return None
    if current.lead != previous.end or not alike(current, previous) or current.group != previous.group:
        return None
    between = view.text[previous.end : current.start]
    led = current.mark(*TURNS) is not None or _FROM.search(view.text, previous.clause, previous.start)
    led = led or _MOVED.match(view.text, previous.end, current.start)
    return (current, previous) if led and _REACHED.search(between) and "," not in between else None


def in_bracket_before(view: View, mention: Mention) -> tuple[Mention, Mention] | None:
    """The level, and last year's in brackets right behind it: 来信23件（上年31件），下降25.81%.

    Another figure may stand beside the level (86件112人次（上年54件）), and the change before its rate.
    """
    place = mention.index - 1
    while place > 0 and view.mentions[place].role == "change" and view.mentions[place].sentence == mention.sentence:
        place -= 1
    if place < 1:
        return None
    previous = view.mentions[place]
    beside = view.parents[previous.group] == mention.group != previous.group and previous.sentence == mention.sentence
    told = previous.mark("basis.prior")
    if not beside or previous.role != "level" or told is None or told.start != view.opens[previous.group] + 1:
        return None
    if view.mentions[place - 1].group == previous.group or not mention.marks:
        return None
    if _NEXT.fullmatch(view.text, view.mentions[mention.index - 1].end, mention.marks[0].start) is None:
        return None
    for current in reversed(view.mentions[max(0, place - _PASSED) : place]):
        between = view.text[current.end : view.opens[previous.group]]
        if current.group != mention.group or _STOP.search(between):
            return None
        if current.role == "level" and alike(current, previous):
            return current, previous
    return None


def previous_after(view: View, mention: Mention, current: Mention) -> Mention | None:
    """Last year's figure behind the change and its rate: 增长10.5%（上年2604件）, 增加11万人次，上年为71万人次."""
    last = mention
    for after in view.mentions[mention.index + 1 : mention.index + 4]:
        if after.sentence != mention.sentence or ";" in view.text[last.end : after.start]:
            return None
        if after.role in ("level", "per") and after.basis == "prior" and alike(after, current):
            between = view.text[last.end : after.start]
            # 比预算减少2万元，比上年8万元减少1万元: the next leads from it
            led = (each for each in view.mentions[after.index + 1 : after.index + 2] if each.role == "change")
            if any(leans(view, after, each) for each in led) or _OF_ITS_OWN.match(view.text, after.clause, after.start):
                return None
            # 分别增长6.8%和下降5.5%(上年门诊4012人次、住院2048人次): the one of several that bears it out
            run = view.mentions[after.index : after.index + _RUN]
            own = (x for x in run if joined(view, after, x) and mention.role == "rate" and grows(mention, current, x))
            return next(own, after) if len(between) <= _BRIEF and "。" not in between else None
        if after.role not in ("change", "rate") or after.mark("change.against", "change.compared"):
            return None
        last = after
    return None


def previous_of(view: View, mention: Mention, current: Mention | None) -> Mention | None:
    """The level before the change, stated between the level after and the change, or right before the level after."""
    wanted = "budget" if against_budget(view, mention) else "prior"
    year = _compared_year(view, mention)
    for before in figures_before(view, mention):
        base = before.role == "base" and before.basis == wanted == "budget"
        if not (base or before.role in ("level", "per")) or before is current or _MORE.search(view.words_of(before)):
            continue
        if current is not None and not akin(before, current):
            continue
        if before.basis == wanted == "budget" and _is_other_budget(view, before, mention):
            continue
        if wanted == "budget" and _is_first_budget(view, before, mention) and before.sentence == mention.sentence:
            return before
        if before.basis != wanted and not (
            leans(view, before, mention)
            or (year and year in view.text[before.clause : before.start])
            or (wanted == "prior" and current is not None and year_earlier(view, before, current))
        ):
            if current is not None and before.index < current.index:
                # another level stands between: what comes before belongs to that one
                return None
            continue
        if current is None and before.sentence != mention.sentence:
            return None
        if current is not None and before.index < current.index:
            used = _compared(view, before, current) or _is_used(view, before, current)
            return None if used or before.sentence != current.sentence else before
        return None if _is_anothers(view, before, mention) else before
    return None


def _is_other_budget(view: View, before: Mention, mention: Mention) -> bool:
    """Whether a budget is called otherwise than a change names it, and one before it is not: 年初预算, 调整预算."""
    against = mention.mark("change.against_budget")
    if against is None or _is_called_so(before, against):
        return False
    others = takewhile(lambda each: each.sentence == before.sentence, backwards(view, before, _BACK))
    return any(
        alike(each, before)
        and ((each.basis == "budget" and _is_called_so(each, against)) or _is_first_budget(view, each, mention))
        for each in others
    )


def _is_first_budget(view: View, budget: Mention, mention: Mention) -> bool:
    """Whether a level is called the budget of the year's start, which a change names: 年初部门预算批复, 较年初预算."""
    against, words = mention.mark("change.against_budget"), view.words_of(budget).strip(" ,;")
    called = against is not None and _FIRST in against.word and words.startswith(_FIRST)
    return called and _BUDGET in words and budget.role == "level"


def _is_called_so(budget: Mention, against: Mark) -> bool:
    """Whether the word for a budget stands in the one for what a change is measured against: 年初预算 in 较年初预算."""
    own = budget.mark("basis.budget")
    return own is not None and own.word in against.word


def _is_anothers(view: View, before: Mention, mention: Mention) -> bool:
    """Whether last year's figure has led to a change before a semicolon: 甲比上年6万元增加4万元；乙比上年减少2万元."""
    change = view.mentions[before.index + 1]
    told = change.role == "change" and change is not mention and change.sentence == before.sentence
    return told and ";" in view.text[change.end : mention.start]


def _compared(view: View, before: Mention, current: Mention) -> bool:
    """Whether a change between the two figures has used the first one already."""
    return any(each.role in ("change", "rate") for each in view.mentions[before.index : current.index])


def _is_used(view: View, before: Mention, current: Mention) -> bool:
    """Whether last year's figure ends what is said of another level: 713个，增加136个，上年为577个；其中340个."""
    changed = before.index > 1 and view.mentions[before.index - 1].role in ("change", "rate")
    return changed and ";" in view.text[before.end : current.start]


def _compared_year(view: View, mention: Mention) -> str:
    """The year that the change is measured against: 比2024年决算数减少 → 2024年."""
    for mark in reversed(view.marks_between(view.sentences[mention.sentence], mention.start)):
        if mark.meaning in ("change.against", "change.compared"):
            found = _FOUR.search(mark.word)
            return found[0] if found else ""
    return ""


def year_before(view: View, rate: Mention, current: Mention) -> Mention | None:
    """The figure of the same item one year earlier in the same sentence: 2021年支出100万元，2022年支出120万元."""
    for before in figures_before(view, rate):
        if before.index >= current.index or before.role != "level" or not alike(before, current):
            continue
        if before.sentence != current.sentence:
            return None
        one, two = before.period, current.period
        # 共争取568万元，其中2020年156万元；2021年186万元: the second is called nothing but its year
        same = _YEAR.sub("", current.item) in ("", _YEAR.sub("", before.item))
        return before if one is not None and two is not None and two - one == 1 and same else None
    return None
