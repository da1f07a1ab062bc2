"""Totals and parts that names join: 会议费、培训费8万元。会议费5万元；培训费3万元, and 人员经费中工资5万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportminer.model import Strength
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes, exceeds
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.reading import is_rest

_AMONG = re.compile(r"(?:其中)?[:,]?([一-鿿“”()]{2,14}?)中[:,]?(?=[^,;:。中]{1,16}\Z)")
_JOINT = re.compile(r"[、和及与]")
_STOP = re.compile(r"[;。\n]")
_LEAST = 2
_BACK = 24
_AHEAD = 16
_NAME = 2
_SENTENCES = 3
_ODDS = Fraction(1, 4)


def find_named_parts(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """Parts that begin with the name of a total told before, and parts that a total is named after.

    A list behind 甲中 is the whole of 甲 where it adds up, ends with the rest or misses by a slip that is hardly
    chance, else it lies in it. Of 甲、乙8万元 the parts are the figures of 甲 and of 乙 in the sentences behind it.
    """
    divided = {each.whole.index for each in listings if each.is_sum}
    made = {part.index for each in listings if each.is_sum and each.adds_up() for part in each.parts}
    for mention in view.mentions:
        if mention.role != "level" or mention.basis == "prior":
            continue
        if "中" in view.text[max(mention.lead, view.sentences[mention.sentence]) : mention.start]:
            found = _among(view, mention)
            # 用于服务支出中办公费5万元，维修费…: parts that make the total of their own sentence are no others'
            if found is not None and (found.adds_up() or not any(part.index in made for part in found.parts)):
                yield found
        if mention.index not in divided and _JOINT.search(mention.item):
            joint = _joint(view, mention)
            if joint is not None:
                yield joint


def _among(view: View, first: Mention) -> Listing | None:
    """The list that begins with 甲中, of the last level before that is called 甲."""
    start = max(first.lead, view.sentences[first.sentence], view.text.rfind(";", 0, first.start) + 1)
    head = _AMONG.match(view.text[start : first.start].strip(" :,"))
    if head is None or first.mark("sum.mainly") is not None:
        # 项目支出9万元，主要用于公用经费中印刷费2万元: the list is of the project
        return None
    name = head[1].strip("“”")
    before = view.mentions[max(0, first.index - _BACK) : first.index]
    like = (each for each in reversed(before) if each.role == "level" and alike(each, first) and each.basis != "prior")
    whole = next((each for each in like if _is_called(each, name)), None)
    if whole is None:
        return None
    parts = [first]
    for mention in view.mentions[first.index + 1 : first.index + _BACK]:
        gap = view.text[parts[-1].end : mention.start]
        if mention.sentence != first.sentence or _STOP.search(gap) or _AMONG.match(gap.strip(" :,、")):
            break
        if mention.role == "level" and alike(mention, first) and mention.group == first.group:
            parts.append(mention)
    return _listing(view, whole, parts)


def _is_called(mention: Mention, name: str) -> bool:
    item = mention.item.strip("“”")
    return item.endswith(name) or item.startswith(name) or (len(item) > _NAME and name.endswith(item))


def _listing(view: View, whole: Mention, parts: Sequence[Mention]) -> Listing | None:
    mark = Mark(whole.end, whole.end, "sum.parts", "中")
    if len(parts) >= _LEAST:
        sure = closes(whole, parts)
        said = sure or is_rest(parts[-1])
        if said or near_miss(whole, parts, _ODDS):
            strength: Strength = "stated" if said else "implied"
            return sum_of(whole, parts, mark, strength=strength, sure=sure, claimed=True)
    if exceeds(whole, parts):
        return None
    return Listing(whole, tuple(parts), mark, False, draft("part_of", parts, [whole], strength="implied", cue="中"))


def _joint(view: View, whole: Mention) -> Listing | None:
    """The figures of the names that a total is named after, each told in a sentence behind it."""
    names = [name.strip("“” ") for name in _JOINT.split(whole.item)]
    if len(names) < _LEAST or any(len(name) <= _NAME for name in names):
        return None
    parts: list[Mention] = []
    for mention in view.mentions[whole.index + 1 : whole.index + _AHEAD]:
        if mention.sentence - whole.sentence > _SENTENCES or mention.paragraph != whole.paragraph:
            break
        if mention.role != "level" or not alike(mention, whole) or mention.basis != whole.basis:
            continue
        item = mention.item
        if len(parts) < len(names) and item.startswith(_bare(names[len(parts)])) and not _JOINT.search(item):
            parts.append(mention)
    if len(parts) < len(names):
        return None
    sure = closes(whole, parts)
    if not sure and not near_miss(whole, parts, _ODDS):
        return None
    return sum_of(whole, parts, sure=sure)


def _bare(name: str) -> str:
    """The beginning of a name that its figure is told by: the last one bears words of the total, 培训费预算."""
    return name[: _NAME + 1]
