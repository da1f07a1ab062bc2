"""Which total a list is meant to divide, and which counts of it are no parts, by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from reportminer.relate.base import alike, backwards, joined, same_basis
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.closing import closes, exceeds
from reportminer.relate.keys import grams

_FOR, _PERSONS = "为向给对", "名"
_HAN = re.compile(r"[一-鿿]{2}")
_LINKS = "为达约近有: "
_NOUN = 2
_ENDS = frozenset(";。\n")
_FAR = 40
_BEFORE = 4
_DIVIDED = "sum.divided"
_BRACKETS = re.compile(r"\)[、及和与]+[一-鿿]{2,12}\((?:[^(),;。]+,)?")
"""from one bracket to the next in a run: …)、车辆(1辆，"""
_PARTS, _USES = "sum.parts", "sum.mainly"
_STOPS = (",", ";", "、")
_LOOK_BACK = 24
_NAME = 4
_NAMED = re.compile(r"[一-鿿“”()]{4,20}")


def is_recipient(view: View, mention: Mention) -> bool:
    """Whether a count says for whom something was done, and is no part itself: 其中为6名个人放贷8万元."""
    if view.text[mention.start - 1] not in _FOR or not mention.text.endswith(_PERSONS):
        return False
    return _HAN.match(view.text, mention.end) is not None


def is_outcome(view: View, first: Mention, parts: Sequence[Mention], candidates: Sequence[Mention]) -> bool:
    """Whether a count told in words of its own is none of the totals by name: 其中12名晋级，获奖项7个."""
    part = parts[0]
    words = grams(view.words_of(part))
    if len(parts) > 1 or part.kind != "count" or not words or "," not in view.text[first.end : part.start]:
        return False
    return not any(words & grams(view.text[each.words_start : each.end + _NAME]) for each in candidates)


def ends_run(view: View, last: Mention) -> bool:
    """Whether a figure is the last of a run of its kind, and no total of what follows: 35岁以下18人、56岁以上7人."""
    before = next((each for each in backwards(view, last, _BEFORE) if alike(each, last)), None)
    return before is not None and joined(view, before, last)


def by_noun(view: View, candidates: list[Mention], part: Mention, opener: Mark) -> list[Mention]:
    """The totals a list can divide, first the one whose noun the part has where the nearest is too small for it.

    资产9亿元，负债6亿元。其中央企资产7亿元: of the first. Where several have it, and 其中 begins its sentence, of the
    greatest. Things that are counted need not be too many: 9个行政村、73个村民小组，其中贫困村5个.
    """
    nearest = candidates[0]
    if not exceeds(nearest, [part]):
        return candidates if part.kind == "amount" else _by_ending(view, candidates, part)
    noun = _noun_of(view, part)
    if not noun:
        return candidates
    named = [each for each in candidates if noun in view.words_of(each)]
    if not named:
        # 立案8000件，…。起诉90件。其中某领域立案150件: of what was told under its noun
        return [*_further_up(view, candidates[-1], part, noun), *candidates]
    if nearest in named and opener.start > view.sentences[part.sentence] + 1:
        return candidates
    large = [each for each in named if not exceeds(each, [part])]
    best = large[0] if large else max(named, key=lambda each: each.value)
    return [best, *(each for each in candidates if each is not best)]


def _further_up(view: View, last: Mention, part: Mention, noun: str) -> list[Mention]:
    """The nearest level of the paragraph, before a figure, that has the noun of a part and room for it."""
    for each in reversed(view.mentions[max(0, last.index - _LOOK_BACK) : last.index]):
        if each.paragraph != last.paragraph:
            return []
        own = each.mark(_PARTS) is None
        like = own and each.role == "level" and each.basis != "prior" and alike(each, part) and each.group == last.group
        if like and noun in view.words_of(each) and not exceeds(each, [part]):
            return [each]
    return []


def _by_ending(view: View, candidates: list[Mention], part: Mention) -> list[Mention]:
    """The totals, first that of the nearest one's run (、) which is the part's sort of thing by its last character."""
    nearest, ending = candidates[0], part.item[-1:]
    if not ending or nearest.item.endswith(ending):
        return candidates
    for each in candidates[1:]:
        if not joined(view, each, nearest):
            break
        if each.item.endswith(ending) and not exceeds(each, [part]):
            return [each, *(other for other in candidates if other is not each)]
    return candidates


def _noun_of(view: View, mention: Mention) -> str:
    """The last two characters of the words before a figure."""
    words = view.words_of(mention).rstrip(_LINKS)
    return words[-_NOUN:] if _HAN.fullmatch(words[-_NOUN:]) else ""


class _List(Protocol):
    @property
    def opener(self) -> Mark: ...

    @property
    def whole(self) -> Mention: ...

    @property
    def parts(self) -> tuple[Mention, ...]: ...

    @property
    def claimed(self) -> bool: ...


def totals_told(
    view: View, opener: Mark, candidates: list[Mention], parts: list[Mention], before: Sequence[_List]
) -> list[Mention]:
    """The total of a list before that 其中 goes on with, else the totals, first the one whose noun the parts have."""
    again = [old.whole for old in before[-1:] if old.claimed and comes_again(view, opener, old, parts[0])]
    again = again or [old.whole for old in before if skips(view, opener, old, candidates[0], parts)]
    return again or by_noun(view, candidates, parts[0], opener)


def comes_again(view: View, opener: Mark, last: _List, part: Mention) -> bool:
    """Whether 其中 comes again behind a list that is whole: 9户，其中甲4户、乙5户；其中亏损3户, of the nine."""
    if len(last.parts) < _NOUN or last.opener.meaning != opener.meaning or not alike(last.parts[0], part):
        return False
    behind = last.parts[-1].end == opener.start - 1 and view.text[last.parts[-1].end] == ";"
    return behind and view.sentence_at(last.opener.start) == view.sentence_at(opener.start)


def goes_on_below(view: View, opener: Mark, last: _List, parts: Sequence[Mention]) -> bool:
    """Whether each part of a total has a paragraph that begins with 其中, and this one, with those before, makes it.

    9所。 / 其中小学5所，招生80人。 / 其中初中4所，招生60人。
    """
    if len(last.parts) > 1 or len(parts) > 1 or not alike(last.parts[0], parts[0]):
        return False
    starts = (view.paragraph_start(each.start) for each in (last.opener, opener))
    begins = all(
        not view.text[start : each.start].strip() for start, each in zip(starts, (last.opener, opener), strict=True)
    )
    return begins and closes(last.whole, [last.parts[0], parts[0]])


def goes_on(view: View, opener: Mark, last: _List, nearest: Mention) -> bool:
    """Whether one word for uses opens each part of a total in turn: 下拨13万元，用于甲8万元，用于乙5万元."""
    parallel = opener.meaning == last.opener.meaning == _USES and opener.word == last.opener.word
    parallel = parallel and nearest in last.parts and view.sentence_at(last.opener.start) == nearest.sentence
    return parallel and view.text[nearest.end : opener.start].strip() in _STOPS


def divided_before(before: Sequence[_List], parts: Sequence[Mention], candidates: Sequence[Mention]) -> list[Mention]:
    """The totals of a list, first one that another angle has just divided and that the list makes as well.

    分行业看，…。分区域看，甲5起、乙8起
    """
    totals = [each.whole for each in before if each.opener.meaning == _DIVIDED and alike(each.whole, parts[0])]
    again = [each for each in totals if closes(each, parts)]
    return [*again, *(each for each in candidates if each not in again)]


def skips(view: View, opener: Mark, last: _List, nearest: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a figure behind the end of a list, too large for its last part, is of the total of that list.

    房屋126户，其中甲级74户，乙级52户，共补助267万元；其中困难户98户; 甲4万元，乙1万元。其中基本支出3万元
    """
    if len(parts) > 1 or nearest not in last.parts or not _ENDS & set(view.text[nearest.end : opener.start]):
        return False
    return exceeds(nearest, [parts[0]]) and not exceeds(last.whole, [parts[0]])


def shared_before(view: View, parts: Sequence[Mention], candidates: list[Mention]) -> list[Mention]:
    """The totals of a list, where those right before it are parts with a share each only what these or the list make.

    检查97户。甲类62户，占63.9%，乙类35户，占36.1%。按规模分，大型21户、小型76户
    """
    if not candidates or not all(view.mentions[each.index + 1].role == "share" for each in candidates):
        return candidates
    first = min(each.index for each in candidates)
    made = [run for run in (candidates, parts) if len(run) > 1]
    for whole in reversed(view.mentions[max(0, first - _FAR) : first]):
        like = whole.role == "level" and whole.basis != "prior" and alike(whole, parts[0])
        if like and any(closes(whole, figures) for figures in made):
            return [whole]
    return candidates


def in_next_bracket(view: View, opener: Mark, before: Mention, mention: Mention) -> bool:
    """Whether figures stand in the brackets of names in one run: 主要为房屋(5万元)、车辆(2万元)及其他(1万元)."""
    outside = before.group and mention.group and opener.start < view.opens[before.group]
    return bool(outside) and _BRACKETS.fullmatch(view.text, before.end, mention.start) is not None


def named_before(view: View, opener: Mark, parts: Sequence[Mention]) -> list[Mention]:
    """The total further up that the words before the cue name: 项目支出由甲5万元、乙6万元组成.

    Those right before it, or those that its sentence begins with: 基本支出比上年增加5万元，包括甲5万元、乙6万元.
    """
    names = []
    sentence = view.sentences[view.sentence_at(opener.start)]
    for start in (max(view.text.rfind(end, 0, opener.start) for end in ",;。\n、.") + 1, view.after_label(sentence)):
        head = view.text[start : opener.start]
        found = _NAMED.match(head, len(head) - len(head.lstrip()))
        names.extend([found[0]] if found is not None else [])
    for name in names:
        for whole in reversed(view.mentions[max(0, parts[0].index - _LOOK_BACK) : parts[0].index]):
            past = whole.basis == "prior" != parts[0].basis
            if past or whole.role != "level" or not alike(whole, parts[0]) or len(whole.item) < _NAME:
                continue
            key = whole.item[-_NAME:] if not name.endswith(whole.item) else name[-_NAME:]
            begun = len(name) >= _NAME and whole.item.startswith(name)
            if begun or name.startswith(whole.item) or (name.startswith(key) and whole.item.endswith(key)):
                return [whole] if same_basis(whole, parts[0]) else []
    return []
