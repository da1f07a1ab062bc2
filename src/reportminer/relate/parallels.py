"""Totals by several measures at once: 学校30所，在校500人，图书9万册。小学17所，在校300人，… 初中13所，在校200人，…"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
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


class _Measure(Struct, frozen=True):
    """A figure of a stretch and the words before it, "" for the first; a change bears those of the level before it."""

    mention: Mention
    name: str


_Stretch = Sequence[_Measure]
_Row = tuple[_Measure, list[_Measure]]


def find_parallels(view: View) -> Iterator[Relation]:
    """Every measure of a stretch that the same measures of the stretches behind it make up.

    Stretches are parts of sentences between semicolons, sentences, or the first sentences of paragraphs. Two measures
    or more must add up exactly, one of them with three digits; one that then fails by a usual slip is given too.
    """
    parts, sentences, leads = _cuts(view)
    given: set[tuple[str, ...]] = set()
    for totals, members in ((parts, parts), (sentences, sentences), (sentences, parts), (leads, leads)):
        starts = [stretch[0].mention.index for stretch in members]
        for total in totals:
            for row in _sum_up(total, members, bisect_right(starts, total[-1].mention.index)):
                whole, below = row[0].mention, [part.mention for part in row[1]]
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
    sentences = {number: _measures(view, group) for number, group in by_sentence.items() if len(group) > 1}
    return (
        [_measures(view, group) for group in by_part.values() if len(group) > 1],
        [*sentences.values()],
        [stretch for number, stretch in sentences.items() if number in lead],
    )


def _measures(view: View, mentions: Sequence[Mention]) -> _Stretch:
    found: list[_Measure] = []
    level = ""
    for mention in mentions:
        words = view.text[max(mention.clause, mention.lead) : mention.start].strip(_NO_NAME) if found else ""
        if mention.role == "level":
            level = words
        found.append(_Measure(mention, level if mention.role == "change" else words))
    return found


def _sum_up(total: _Stretch, stretches: Sequence[_Stretch], start: int) -> list[_Row]:
    """The measures that the stretches from `start` on, or from a little further on, make up of `total`."""
    for first in range(start, min(len(stretches) - 1, start + _BACK)):
        rows: list[_Row] = [(measure, []) for measure in total]
        for stretch in stretches[first : first + _MOST]:
            rows = [(measure, [*parts, part]) for measure, parts in rows if (part := _like(measure, total, stretch))]
            if len(rows) < _LEAST:
                break
            added = [row for row in rows if len(row[1]) > 1 and _closes(row)]
            if len(added) >= _LEAST and any(significant(row[0].mention.quantity) >= _TELLING for row in added):
                return [row for row in rows if row in added or _slipped(row)]
    return []


def _like(wanted: _Measure, total: _Stretch, stretch: _Stretch) -> _Measure | None:
    """The measure of a stretch that is the wanted one: by its name, or the only one of its unit in both."""
    same = [each for each in stretch if _comparable(each.mention, wanted.mention)]
    named = [each for each in same if _is_named(each.name, wanted.name)]
    if named:
        return named[0]
    alone = len(same) == 1 and sum(_comparable(each.mention, wanted.mention) for each in total) == 1
    return same[0] if alone else None


def _comparable(one: Mention, other: Mention) -> bool:
    return one.role == other.role and one.basis == other.basis and alike(one, other)


def _is_named(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= _NAME and (one in other or other in one))


def _signs(whole: Mention, parts: Sequence[Mention]) -> list[int]:
    return [1 if whole.role != "change" or part.direction == whole.direction else -1 for part in parts]


def _closes(row: _Row) -> bool:
    whole, parts = row[0].mention, [part.mention for part in row[1]]
    exact = all(each.quantity.bound == "exact" for each in (whole, *parts))
    return (
        exact and bool(whole.value) and closes(whole.quantity, [each.quantity for each in parts], _signs(whole, parts))
    )


def _slipped(row: _Row) -> bool:
    whole, parts = row[0].mention, [part.mention for part in row[1]]
    return whole.role != "change" and slips(whole.quantity, [each.quantity for each in parts])
