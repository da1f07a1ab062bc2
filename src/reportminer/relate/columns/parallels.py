"""Totals by several measures at once: 学校30所，在校500人，图书9万册。小学17所，在校300人，… 初中13所，在校200人，…"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.evidence.growth import signs_of
from reportminer.relate.evidence.slips import is_slip, slips

_SEMICOLON = re.compile(";")
_AMONG = "sum.parts"
_NO_NAME = " :、,()其中"
_ROLES = ("level", "base", "change")
_LEAST = 2
"""how many measures must add up for the parts to be those of the total"""
_TELLING = 3
_FIRM = 4
_MOST = 12
_BACK = 6
_NAME = 2
_ODDS = Fraction(1, 4)
"""how often chance may explain why a measure misses its total, where the one beside it adds up"""


_Sort = tuple[str, str, str]
"""role, basis and unit: what figures must share to be measures of one kind"""


class _Measure(Struct, frozen=True):
    """A figure of a stretch and the words before it; a change bears those of the level before it."""

    mention: Mention
    name: str
    first: bool


class _Stretch(Struct, frozen=True):
    """A stretch of text by its measures of each sort, and the places of its first and its last figure."""

    first: int
    last: int
    measures: Mapping[_Sort, Sequence[_Measure]]


_Match = Mapping[int, Mention]
"""by the place of the figure in the total, the figure of the part"""


def find_parallels(view: View) -> Iterator[Relation]:
    """Every measure of a stretch that the same measures of the stretches behind it make up.

    Stretches are parts of sentences between semicolons, sentences, or the first sentences of paragraphs. Two measures
    or more must add up exactly, one of them with three digits; one that then fails by a usual slip is given too.
    """
    parts, sentences, leads = _cuts(view)
    given: set[tuple[str, ...]] = set()
    own = {id(each) for each in parts}
    longer = [each for each in sentences if id(each) not in own]
    cuts = ((sentences, sentences), (leads, leads)) if longer else ((leads, leads),)
    for totals, members in (([*parts, *longer], parts), *cuts):
        starts = [stretch.first for stretch in members]
        for total in totals:
            for whole, below in _sum_up(view, total, members, bisect_right(starts, total.last)):
                ids = (whole.id, *(part.id for part in below))
                if ids not in given:
                    given.add(ids)
                    signs = signs_of(whole, below)
                    yield draft("sum", [whole], below, strength="implied", factors=signs, complete=True)


def _cuts(view: View) -> tuple[list[_Stretch], list[_Stretch], list[_Stretch]]:
    """The stretches of two figures or more: by semicolons, by sentences, and the first sentences of paragraphs."""
    semicolons = [match.start() for match in _SEMICOLON.finditer(view.text)]
    semicolons = sorted([*semicolons, *_openers(view, semicolons)])
    by_part: dict[tuple[int, int], list[Mention]] = {}
    by_sentence: dict[int, list[Mention]] = {}
    first: dict[int, int] = {}
    for mention in view.mentions:
        if mention.role in _ROLES:
            by_part.setdefault((mention.sentence, bisect_right(semicolons, mention.start)), []).append(mention)
            by_sentence.setdefault(mention.sentence, []).append(mention)
        first.setdefault(mention.paragraph, mention.sentence)
    lead = set(first.values())
    parts = {(group[0].index, group[-1].index): _stretch(view, group) for group in by_part.values() if len(group) > 1}
    sentences = {
        number: parts.get((group[0].index, group[-1].index)) or _stretch(view, group)
        for number, group in by_sentence.items()
        if len(group) > 1
    }
    return [*parts.values()], [*sentences.values()], [each for number, each in sentences.items() if number in lead]


def _openers(view: View, semicolons: Sequence[int]) -> Iterator[int]:
    """Where 其中 leads from a total to members that semicolons part."""
    for mark in view.marks:
        if mark.meaning == _AMONG and semicolons:
            begin, end = view.sentences[view.sentence_at(mark.start)], view.sentence_end(mark.start)
            place = bisect_right(semicolons, mark.start)
            if not any(begin <= each for each in semicolons[max(0, place - 1) : place]):
                yield from (mark.start for each in semicolons[place : place + 1] if each < end)


def _stretch(view: View, mentions: Sequence[Mention]) -> _Stretch:
    measures: dict[_Sort, list[_Measure]] = {}
    level = ""
    for mention in mentions:
        words = view.words_of(mention).strip(_NO_NAME)
        if mention.role == "level":
            level = words
        sort = mention.role, mention.basis, mention.unit or mention.kind
        measures.setdefault(sort, []).append(
            _Measure(mention, level if mention.role == "change" else words, mention is mentions[0])
        )
    return _Stretch(mentions[0].index, mentions[-1].index, measures)


def _sum_up(
    view: View, total: _Stretch, stretches: Sequence[_Stretch], start: int
) -> list[tuple[Mention, list[Mention]]]:
    """The measures that the stretches from `start` on, or from a little further on, make up of `total`."""
    window = stretches[start : start + _BACK + _MOST]
    matches: list[_Match] = []
    for first in range(min(len(window) - 1, _BACK)):
        rows: dict[int, list[Mention]] = {}
        for number in range(first, min(first + _MOST, len(window))):
            if number == len(matches):
                matches.append(_match(total, window[number]))
            match = matches[number]
            if number == first:
                rows = {place: [part] for place, part in match.items()}
                if sum(_has_room(view.mentions[place], part) for place, part in match.items()) < _LEAST:
                    break
            elif rows:
                rows = {place: [*parts, match[place]] for place, parts in rows.items() if place in match}
            if len(rows) < _LEAST:
                break
            found = _added(view, rows) if number > first else []
            if found:
                return found
        if not first and rows and _ends_sentence(view, total, max(parts[-1].index for parts in rows.values())):
            return _beside_added(view, rows)
    return []


def _ends_sentence(view: View, total: _Stretch, last: int) -> bool:
    """Whether a total and its parts are one sentence, or its first sentence and all of the next one."""
    end = view.mentions[last]
    whole = view.mentions[total.first]
    following = view.mentions[last + 1 : last + 2]
    near = end.paragraph == whole.paragraph and end.sentence - whole.sentence <= 1
    return near and all(each.sentence != end.sentence or each.role not in _ROLES for each in following)


def _beside_added(view: View, rows: Mapping[int, list[Mention]]) -> list[tuple[Mention, list[Mention]]]:
    """The one measure that adds up to three digits or more, and those beside it that one slip keeps from doing so."""
    wholes = view.mentions
    groups = {each.group for place, parts in rows.items() for each in (wholes[place], *parts)}
    added = [place for place, parts in rows.items() if len(groups) == 1 and _closes(wholes[place], parts)]
    if len(added) != 1 or significant(wholes[added[0]]) < _TELLING:
        return []
    missed = [place for place, parts in rows.items() if place not in added and near_miss(wholes[place], parts, _ODDS)]
    return [(wholes[place], rows[place]) for place in (*added, *missed)] if missed else []


def _has_room(whole: Mention, part: Mention) -> bool:
    return part.value <= whole.value or whole.role == "change"


def _added(view: View, rows: Mapping[int, list[Mention]]) -> list[tuple[Mention, list[Mention]]]:
    """The measures of the total with their parts, where enough of them add up."""
    wholes = view.mentions
    added = [place for place, parts in rows.items() if _closes(wholes[place], parts)]
    if len(added) < _LEAST or not any(significant(wholes[place]) >= _TELLING for place in added):
        return []
    firm = len(added) >= _FIRM
    return [
        (wholes[place], parts)
        for place, parts in rows.items()
        if place in added or _slipped(wholes[place], parts) or (firm and _is_misprint(wholes[place], parts))
    ]


def _match(total: _Stretch, stretch: _Stretch) -> _Match:
    """The measures of a stretch that are those of the total: by their names, or the only ones of their sort in both."""
    found: dict[int, Mention] = {}
    sorts = total.measures.keys() & stretch.measures.keys()
    if not sorts or (len(sorts) == 1 and any(len(each.measures[min(sorts)]) < _LEAST for each in (total, stretch))):
        return {}
    for sort in sorts:
        wanted, same = total.measures[sort], stretch.measures[sort]
        if len(wanted) == len(same) == 1:
            found[wanted[0].mention.index] = same[0].mention
            continue
        left, rest = [], list(same)
        for measure in wanted:
            first, name = measure.first, measure.name
            for each in rest:
                if each.first and first if each.first or first else each.name == name:
                    found[measure.mention.index] = each.mention
                    rest.remove(each)
                    break
            else:
                left.append(measure)
        if left and rest:
            _match_names(left, rest, found)
        if len(left) == len(rest) == 1 and len(wanted) > _LEAST:
            # 净资产 beside 所有者权益: the only one left in both
            found[left[0].mention.index] = rest[0].mention
    return found if len(found) >= _LEAST else {}


def _match_names(left: list[_Measure], rest: list[_Measure], found: dict[int, Mention]) -> None:
    """Join those left on both sides whose names are one, then those where one name holds the other."""
    for alike_named in (str.__eq__, _holds):
        for measure in tuple(left):
            match = next((each for each in rest if alike_named(each.name, measure.name)), None)
            if match is not None:
                found[measure.mention.index] = match.mention
                left.remove(measure)
                rest.remove(match)


def _holds(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _NAME and (one in other or other in one or one[-_NAME:] == other[-_NAME:])


def _closes(whole: Mention, parts: Sequence[Mention]) -> bool:
    added = bool(whole.value) and closes(whole, parts, signs_of(whole, parts))
    return added and all(each.bound == "exact" for each in (whole, *parts))


def _slipped(whole: Mention, parts: Sequence[Mention]) -> bool:
    if whole.role != "change":
        return slips(whole, parts)
    # the other measures have shown which parts are meant; of changes that go one way a slip of any kind will do
    return -1 not in signs_of(whole, parts) and bool(whole.value) and near_miss(whole, parts)


def _is_misprint(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether one misprinted figure keeps a measure from adding up, where so many others add up that it has to."""
    signs = signs_of(whole, parts)
    gap = whole.value - sum((sign * part.value for sign, part in zip(signs, parts, strict=True)), Decimal(0))
    wanted = [(part, part.value + sign * gap) for sign, part in zip(signs, parts, strict=True)]
    return any(is_slip(each, value) for each, value in [(whole, whole.value - gap), *wanted])
