"""Which level a change or a rate speaks of, and which one it is measured against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from reportminer.relate.base import ADDABLE, akin, alike, backwards
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.cues import fillers
from reportminer.relate.evidence.closing import closes, low
from reportminer.relate.evidence.growth import signed

_FOUR = re.compile(r"20\d\d年")
_YEAR = re.compile(r"\d{4}年度?")
_HAN = re.compile(r"[一-鿿]")
_COMPARED = re.compile(r"[^0-9,]{0,12}?(?<!占)(?<!对)[较比](?![例重率赛值对大小好多高低快])")
_FROM = re.compile(r"[由从自]")
_FIRST, _BUDGET = "年初", "预算"
_BASE_ENDS = "年期度比"
"""characters that end what a change is measured against"""
_REACHED = re.compile(r"[到至为]")
_MOVED = re.compile("[一-鿿]?[增减升降涨跌缩扩][一-鿿]?[到至为]")
_MORE = re.compile(r"[比较].{1,8}[多少][一-鿿]{0,3}\Z")
"""what leads to a difference: 比上年多收5件"""
_OF_ITS_OWN = re.compile(r"[一-鿿]{2,}比")
"""a clause that compares an item of its own: 不合格批次比上年的5批次多了1批次"""
OTHERS = "change.others"
"""what a rate is compared with that is not the item's own past: 比全省平均高出3.2%"""
AGAINST = ("change.against", "change.compared")
_AGAINST = (*AGAINST, "change.against_budget")
_TURNS = ("change.up", "change.down", "change.turn")
_LEFT = "saving.left"
_EACH = "分别"
_AND = ("和", "、", "及", "与")
_STOP = re.compile("[,;。、:]")
_NEXT = re.compile(r"\)?,?")
_BRIEF = 16
_BACK = 12
_PASSED = 2


def figures_before(view: View, mention: Mention) -> Iterator[Mention]:
    """The figures before, nearest first, of the same parenthesis or the text around it."""
    around = view.parents[mention.group]
    for before in backwards(view, mention, _BACK):
        if before.paragraph != mention.paragraph or mention.sentence - before.sentence > 1:
            return
        if before.group == mention.group or (mention.group and before.group == around):
            yield before


def level_of(view: View, mention: Mention) -> Mention | None:
    """The level that a change or rate speaks of; None where its clause has a subject of its own.

    What is left is no level that a saving leads to: 结余3万元。较预算节约3万元.
    """
    candidates: list[Mention] = []
    compared = 0
    saved = mention.mark(_LEFT) is not None
    for before in figures_before(view, mention):
        if candidates and before.sentence != candidates[0].sentence:
            break
        if before.role not in ("level", "per") or before.kind not in ADDABLE or before.basis == "prior":
            continue
        if _is_passed(view, before) or (saved and before.mark(_LEFT) is not None):
            continue
        if _is_compared(view, before, mention):
            compared = before.end
            continue
        if mention.role == "rate" or alike(before, mention):
            candidates.append(before)
    if not candidates or reason_between(view, candidates[0], mention):
        return None
    nearest = candidates[0]
    if nearest.basis == "budget" and _against_budget(view, mention):
        return None
    if mention.row[1] > 1:
        return next((each for each in candidates if each.row == mention.row), None)
    words = view.text[max(mention.lead, nearest.end) : mention.start]
    subject = subject_of(view, mention, max(nearest.end, compared))
    for level in candidates if nearest.row[1] == 1 else ():
        if level.sentence == mention.sentence and level is not nearest and level.group == nearest.group and not subject:
            continue
        name = level.item[-4:]
        if subject and (subject in f"{level.item} {view.text[level.lead : level.start]}" or subject == level.unit):
            return level
        if not subject and name and name in words:
            return level
    return None if subject else nearest


def levels_near(view: View, change: Mention, like: Mention | None = None) -> Iterator[Mention]:
    """Levels before the change in its sentence, or in the one before it where its own has none; nearest first."""
    sentence: int | None = None
    for before in figures_before(view, change):
        like_it = before.role in ("level", "per") and alike(before, like or change) and before.basis != "prior"
        if like_it and not _is_passed(view, before):
            if sentence is not None and before.sentence != sentence:
                return
            sentence = before.sentence
            yield before
    if sentence is None and change.index and change.mark(*_AGAINST) is not None:
        yield from _above_the_line(view, change, like or change)


def _above_the_line(view: View, change: Mention, like: Mention) -> Iterator[Mention]:
    """The levels of the sentence that ends the paragraph before one which begins with a comparison: 与上年同比，…."""
    if view.mentions[change.index - 1].paragraph == change.paragraph:
        return
    for before in backwards(view, change, _BACK):
        if before.sentence != view.mentions[change.index - 1].sentence or before.paragraph < change.paragraph - 1:
            return
        if before.role == "level" and alike(before, like) and before.basis != "prior":
            yield before


def reason_between(view: View, level: Mention, mention: Mention) -> bool:
    """Whether a word for reasons stands between a level and a change."""
    return any(mark.meaning == "change.reason" for mark in view.marks_between(level.end, mention.start))


def subject_of(view: View, mention: Mention, since: int = 0) -> str:
    """What is left of the words before the figure when connecting words are taken away."""
    start = max(mention.lead, since)
    cue = mention.mark("change.up", "change.down")
    # 比去年扩种350亩: the word that tells the direction is no subject, whatever it is
    text = view.text[start : mention.start]
    if cue is not None and start < cue.start and view.text[cue.start - 1] in _BASE_ENDS:
        text = view.text[start : cue.start] + view.text[cue.end : mention.start]
    while (opened := text.find("(")) >= 0 and (closed := text.find(")", opened)) >= 0:
        text = text[:opened] + text[closed + 1 :]
    tail = max(text.rfind("。"), text.rfind(";"))
    rest = "".join(_HAN.findall(fillers(view.lexicon).sub("", text[tail + 1 :])))
    return rest if len(rest) > 1 else ""


def _against_budget(view: View, mention: Mention) -> bool:
    for mark in reversed(view.marks_between(view.sentences[mention.sentence], mention.start)):
        if mark.meaning in ("change.against", "change.compared"):
            return False
        if mark.meaning == "change.against_budget" or (mark.meaning == "change.saved" and mark.start >= mention.lead):
            return True
    return False


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
    led = current.mark(*_TURNS) is not None or _FROM.search(view.text, previous.clause, previous.start)
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
            return after if len(between) <= _BRIEF and "。" not in between else None
        if after.role not in ("change", "rate") or after.mark("change.against", "change.compared"):
            return None
        last = after
    return None


def previous_of(view: View, mention: Mention, current: Mention | None) -> Mention | None:
    """The level before the change, stated between the level after and the change, or right before the level after."""
    wanted = "budget" if _against_budget(view, mention) else "prior"
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
            or (wanted == "prior" and current is not None and _year_earlier(view, before, current))
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


def _is_passed(view: View, mark: Mention) -> bool:
    """Whether a figure is only a mark that the exact one right before it has reached: 1025人，首次突破千人."""
    if mark.bound in ("exact", "about") or not mark.index:
        return False
    before = view.mentions[mark.index - 1]
    beside = before.sentence == mark.sentence and before.role == "level" and before.bound == "exact"
    least = low(mark)
    return beside and alike(before, mark) and least <= before.value < least * _PASSED


def _is_compared(view: View, before: Mention, mention: Mention) -> bool:
    """Whether a figure is what a change is measured against: last year's, or that of 较限价100万元下浮5%.

    The budget of 较预算6万元减少0.8万元 is, also for the changes that follow (比上年减少0.38万元).
    """
    if before.index and _year_earlier(view, before, view.mentions[before.index - 1]):
        return True
    used = before.index < mention.index - 1 and view.mentions[before.index + 1].role == "change"
    return (used and before.mark("change.against_budget") is not None) or leans(view, before, mention)


def leans(view: View, before: Mention, mention: Mention) -> bool:
    """Whether a word of comparison leads to a figure, and this to the change: 较限价100万元下浮5%."""
    beside = before.index == mention.index - 1 and "," not in view.text[before.end : mention.start]
    return beside and _COMPARED.match(view.text, before.clause, before.start) is not None


def _year_earlier(view: View, before: Mention, current: Mention) -> bool:
    """Whether the clause of a figure begins with the year before the report's: 支出171万元，2022年度为163万元."""
    if before.index != current.index + 1 or before.sentence != current.sentence:
        return False
    named = _YEAR.match(view.text, before.clause)
    if named is None or view.text[named.end() : before.start].strip("为是的达 "):
        return False
    own = current.period
    if own is None:
        return _YEAR.search(view.text, current.clause, current.start) is None
    return int(named[0][:4]) == own - 1


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


def change_after(view: View, rate: Mention) -> Mention | None:
    """The change that follows its rate: 增长5%，增加3万元."""
    for following in view.mentions[rate.index + 1 : rate.index + 3]:
        if following.mark(OTHERS):
            continue
        if following.role == "change" and following.sentence == rate.sentence and following.group == rate.group:
            between = view.text[view.mentions[following.index - 1].end : following.start]
            if len(between) <= 10 and not following.mark("change.reason") and not _is_another(rate, following):
                return following
        return None
    return None


def _is_another(rate: Mention, following: Mention) -> bool:
    """Whether a change names what it is compared with, and not in the word of its rate: 同比增长5%，同比增加3万元."""
    compared = following.mark(*_AGAINST)
    own = rate.mark(*_AGAINST)
    return compared is not None and (own is None or own.word != compared.word)


def level_after(view: View, rate: Mention, change: Mention, base: Mention) -> Mention | None:
    """The level that the change leads to, where it follows the rate in the same sentence."""
    for level in view.mentions[rate.index + 1 : rate.index + 3]:
        if level.sentence == rate.sentence and level.role == "level" and alike(level, change):
            return level if closes(change, [level, base], signed(change)) else None
    return None


def cue_of(mention: Mention) -> str:
    mark = mention.mark(*_TURNS)
    return mark.word if mark is not None else ""


def apart(view: View, change: Mention, rate: Mention) -> bool:
    """Whether 分别 leads to a change and a rate, each of an item of its own: 分别下降0.3万人和0.5%."""
    led = view.text.find(_EACH, change.words_start, change.start) >= 0
    return led and view.text[change.end : rate.start].strip() in _AND
