"""Which level a change or a rate speaks of, and what stands beside the two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.relate.base import ADDABLE, alike, backwards
from reportminer.relate.clauses import Mention, View
from reportminer.relate.cues import fillers
from reportminer.relate.evidence.closing import closes, low
from reportminer.relate.evidence.growth import signed

_YEAR = re.compile(r"\d{4}年度?")
_HAN = re.compile(r"[一-鿿]")
_COMPARED = re.compile(r"[^0-9,]{0,12}?(?<!占)(?<!对)[较比](?![例重率赛值对大小好多高低快])")
_BASE_ENDS = "年期度比"
"""characters that end what a change is measured against"""
OTHERS = "change.others"
"""what a rate is compared with that is not the item's own past: 比全省平均高出3.2%"""
AGAINST = ("change.against", "change.compared")
_AGAINST = (*AGAINST, "change.against_budget")
TURNS = ("change.up", "change.down", "change.turn")
_LEFT = "saving.left"
_EACH = "分别"
_AND = ("和", "、", "及", "与")
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
    if nearest.basis == "budget" and against_budget(view, mention):
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


def against_budget(view: View, mention: Mention) -> bool:
    """Whether a change is measured against the budget, and not against another year."""
    for mark in reversed(view.marks_between(view.sentences[mention.sentence], mention.start)):
        if mark.meaning in ("change.against", "change.compared"):
            return False
        if mark.meaning == "change.against_budget" or (mark.meaning == "change.saved" and mark.start >= mention.lead):
            return True
    return False


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
    if before.index and year_earlier(view, before, view.mentions[before.index - 1]):
        return True
    used = before.index < mention.index - 1 and view.mentions[before.index + 1].role == "change"
    return (used and before.mark("change.against_budget") is not None) or leans(view, before, mention)


def leans(view: View, before: Mention, mention: Mention) -> bool:
    """Whether a word of comparison leads to a figure, and this to the change: 较限价100万元下浮5%."""
    beside = before.index == mention.index - 1 and "," not in view.text[before.end : mention.start]
    return beside and _COMPARED.match(view.text, before.clause, before.start) is not None


def year_earlier(view: View, before: Mention, current: Mention) -> bool:
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
    mark = mention.mark(*TURNS)
    return mark.word if mark is not None else ""


def apart(view: View, change: Mention, rate: Mention) -> bool:
    """Whether 分别 leads to a change and a rate, each of an item of its own: 分别下降0.3万人和0.5%."""
    led = view.text.find(_EACH, change.words_start, change.start) >= 0
    return led and view.text[change.end : rate.start].strip() in _AND
