"""Totals and parts that names join: 会议费、培训费8万元。会议费5万元；培训费3万元, and 林业、社保两大块8568万元."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from fractions import Fraction

from reportminer.model import Strength
from reportminer.relate.base import alike, backwards, draft, joined
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import adds_up, near_miss
from reportminer.relate.evidence.closing import closes, exceeds
from reportminer.relate.keys import any_of, phrase
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.reading import is_rest
from reportminer.relate.lists.tallies import NUMBERS, clause_of

_AMONG = re.compile(
    r"(?:其中)?[:,]?([一-鿿“”()]{2,14}?)"
    r"中(?!西部|[国部央心]|小[学企]|学(?!习)|专(?![职业门项用家]))[:,]?(?=[^,;:。中]{1,16}\Z)"
)
_JOINT = re.compile(r"[、和及与]")
_STOP = re.compile(r"[;。\n]")
_LEAST = 2
_BACK = 24
_AHEAD = 16
_NAME = 2
_SENTENCES = 3
_ODDS, _EVERY = Fraction(1, 4), Fraction(1, 2)
_AFTER = "sum.after"
_FURTHER_BACK = 30
_LONGEST = 60
_AND = re.compile("[、和及与]")
_NOUN = re.compile("[一-鿿]{1,10}")
_GATHERED = (
    r"[\s,]*((?:[一-鿿“”]{2,10}?[、和及与])+[一-鿿“”]{2,10}?)(?:([两二三四五六七八九])大?{tally.class})?"
    r"({tally.sum}|{tally.word})?[为达约有]?\s*"
)
"""names, how many they are, a word that counts them up; the number or the word may be missing"""


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
    return _listing(whole, parts)


def _is_called(mention: Mention, name: str) -> bool:
    item = mention.item.strip("“”")
    return item.endswith(name) or item.startswith(name) or (len(item) > _NAME and name.endswith(item))


def _listing(whole: Mention, parts: Sequence[Mention]) -> Listing | None:
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
        if len(parts) < len(names) and item.startswith(names[len(parts)]) and not _JOINT.search(item):
            parts.append(mention)
    if len(parts) < len(names):
        return None
    sure = closes(whole, parts)
    if not sure and not near_miss(whole, parts, _ODDS):
        return None
    return sum_of(whole, parts, sure=sure)


def find_gathered(view: View, taken: Container[int]) -> Iterator[Listing]:
    """Each figure whose clause names two figures before it or more and counts them up, with these.

    taken  the totals whose parts are known already
    Every name must be that of one like figure of the paragraph; given where they add up or but for one slip. Or what
    is told of all of them makes it one: 甲镇12家、乙镇15家，27家单位均建立台账.
    """
    pattern, every = phrase(_GATHERED, view.lexicon), any_of("refer_all_named", view.lexicon)
    for total in view.mentions:
        if total.role != "level" or total.index in taken or not total.index or not total.value:
            continue
        begin = clause_of(view, total)
        if total.start == begin:
            yield from _taken_up(view, total, every)
            continue
        if total.start - begin > _LONGEST or _AND.search(view.text, begin, total.start) is None:
            continue
        found = pattern.fullmatch(view.text, begin, total.start)
        if found is None or not (found[2] or found[3]):
            continue
        names = _AND.split(found[1])
        if found[2] and NUMBERS[found[2]] != len(names):
            continue
        parts = _named(view, total, names, begin)
        figures = [part.quantity for part in parts]
        if len(parts) == len(names) and adds_up(total, figures, _ODDS):
            mark = Mark(begin, total.start, _AFTER, found[3] or "")
            sure = closes(total, figures)
            yield sum_of(total, parts, mark, strength="stated" if sure else "implied", sure=sure, claimed=True)


def _taken_up(view: View, total: Mention, every: re.Pattern[str]) -> Iterator[Listing]:
    """A figure that begins the clause behind a run, of all of which something is told."""
    noun = _NOUN.match(view.text, total.end)
    if noun is None or every.search(view.text, total.end, noun.end()) is None:
        return
    parts: list[Mention] = []
    for each in backwards(view, total, _FURTHER_BACK):
        if parts and each.sentence == total.sentence and closes(each, parts):
            # 重复129人，甲类86人、乙类43人，129人均已停发: it takes up that total
            return
        if each.sentence != total.sentence or each.role != "level" or not alike(each, total):
            break
        if parts and not joined(view, each, parts[-1]):
            break
        parts.append(each)
    figures = [part.quantity for part in parts]
    if len(parts) > 1 and adds_up(total, figures, _EVERY):
        sure = closes(total, figures)
        yield sum_of(total, parts[::-1], Mark(total.start, total.start, _AFTER, ""), sure=sure, claimed=True)


def _named(view: View, total: Mention, names: Sequence[str], begin: int) -> list[Mention]:
    """The figures that the names are of, in text order; fewer where a name is of none or of several of one sentence."""
    near = [
        each
        for each in backwards(view, total, _FURTHER_BACK)
        if each.paragraph == total.paragraph and each.start < begin and each.role == "level" and alike(each, total)
    ]
    found: dict[int, Mention] = {}
    for name in names:
        called = [each for each in near if is_short_for(name.strip("“”"), each.item)]
        if called and not any(other.sentence == called[0].sentence for other in called[1:]):
            found[called[0].index] = called[0]
    return [found[place] for place in sorted(found)]


def is_short_for(name: str, item: str) -> bool:
    """Whether a name is in an item's, or is made of its characters from the first one on: 社保, 社会保障和就业."""
    if name in item:
        return True
    rest = iter(item)
    return item.startswith(name[:1]) and all(char in rest for char in name)
