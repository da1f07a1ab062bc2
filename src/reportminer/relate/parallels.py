"""Totals by several measures at once: 学校30所，在校500人，图书9万册。小学17所，在校300人，… 初中13所，在校200人，…"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import closes, significant, slips

_SEMICOLON = re.compile(";")
_NO_NAME = " :、,()其中"
_ROLES = ("level", "base", "change")
_LEAST = 2
"""how many measures must add up for the parts to be those of the total"""
_TELLING = 3
_MOST = 12
_BACK = 6
_NAME = 2


_Sort = tuple[str, str, str]
"""role, basis and unit: what figures must share to be measures of one kind"""


class _Measure(Struct, frozen=True):
    """A figure of a stretch and the words before it, "" for the first; a change bears those of the level before it.

    own  the words before the first figure
    """

    mention: Mention
    name: str
    own: str = ""


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
            for whole, below in _sum_up(total, members, bisect_right(starts, total.last)):
                ids = (whole.quantity.id, *(part.quantity.id for part in below))
                if ids not in given:
                    given.add(ids)
                    signs = _signs(whole, below)
                    yield draft("sum", [whole], below, strength="implied", factors=signs, complete=True)


def _cuts(view: View) -> tuple[list[_Stretch], list[_Stretch], list[_Stretch]]:
    """The stretches of two figures or more: by semicolons, by sentences, and the first sentences of paragraphs."""
    semicolons = [match.start() for match in _SEMICOLON.finditer(view.text)]
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


def _stretch(view: View, mentions: Sequence[Mention]) -> _Stretch:
    measures: dict[_Sort, list[_Measure]] = {}
    level = ""
    for mention in mentions:
        own = view.text[max(mention.clause, mention.lead) : mention.start].strip(_NO_NAME)
        words, own = (own, "") if measures else ("", own)
        if mention.role == "level":
            level = words
        sort = mention.role, mention.basis, mention.unit or mention.quantity.kind
        measures.setdefault(sort, []).append(_Measure(mention, level if mention.role == "change" else words, own))
    return _Stretch(mentions[0].index, mentions[-1].index, measures)


def _sum_up(total: _Stretch, stretches: Sequence[_Stretch], start: int) -> list[tuple[Mention, list[Mention]]]:
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
            elif rows:
                rows = {place: [*parts, match[place]] for place, parts in rows.items() if place in match}
            if len(rows) < _LEAST:
                break
            found = _added(total, rows) if number > first else []
            if found:
                return found
    return []


def _added(total: _Stretch, rows: Mapping[int, list[Mention]]) -> list[tuple[Mention, list[Mention]]]:
    """The measures of the total with their parts, where enough of them add up."""
    wholes = {each.mention.index: each.mention for measures in total.measures.values() for each in measures}
    added = [place for place, parts in rows.items() if _closes(wholes[place], parts)]
    if len(added) < _LEAST or not any(significant(wholes[place].quantity) >= _TELLING for place in added):
        return []
    return [(wholes[place], parts) for place, parts in rows.items() if place in added or _slipped(wholes[place], parts)]


def _match(total: _Stretch, stretch: _Stretch) -> _Match:
    """The measures of a stretch that are those of the total: by their names, or the only ones of their sort in both."""
    found: dict[int, Mention] = {}
    for sort in total.measures.keys() & stretch.measures.keys():
        wanted, same = total.measures[sort], stretch.measures[sort]
        alone = len(wanted) == len(same) == 1
        for place, measure in enumerate(wanted):
            if alone:
                found[measure.mention.index] = same[0].mention
                break
            name = measure.name
            named = (each for each in same if each.name == name or _is_named(each.name, name))
            match = next(named, None) or next((each for each in same if name and each.own.endswith(name)), None)
            if match is None and found and len(wanted) == len(same):
                # told in the same order, under another name: 净资产, 所有者权益
                match = None if same[place].mention in found.values() else same[place]
            if match is not None:
                found[measure.mention.index] = match.mention
    return found if len(found) >= _LEAST else {}


def _is_named(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _NAME and (one in other or other in one)


def _signs(whole: Mention, parts: Sequence[Mention]) -> list[int]:
    return [1 if whole.role != "change" or part.direction == whole.direction else -1 for part in parts]


def _closes(whole: Mention, parts: Sequence[Mention]) -> bool:
    if not whole.value or any(each.quantity.bound != "exact" for each in (whole, *parts)):
        return False
    return closes(whole.quantity, [each.quantity for each in parts], _signs(whole, parts))


def _slipped(whole: Mention, parts: Sequence[Mention]) -> bool:
    return whole.role != "change" and slips(whole.quantity, [each.quantity for each in parts])
