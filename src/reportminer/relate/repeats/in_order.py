"""Figures too plain to be known again one by one, told again side by side: 甲镇12户、乙镇9户 … 甲镇12户，乙镇9户."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportminer.relate.base import MEASURED
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits
from reportminer.relate.keys import grams
from reportminer.relate.repeats.scope import STOPS, Scope, words_behind

_MOST = 6
"""statements of one value, beyond which the value tells nothing"""
_NAMED = 4
_SUBJECT = 12


def find_retold(scope: Scope, same: Mapping[int, Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of counts of one value, later and earlier, two or more of them in the same order in the same places.

    The names of each pair share two characters that stand together. What is joined already is left out, and so is
    what stands in one sentence or has the same value more often than a reader would compare.
    """
    found: dict[tuple[int, int], list[tuple[Mention, Mention]]] = {}
    names: dict[int, frozenset[str]] = {}
    for group in _by_value(scope).values():
        for place, later in enumerate(group):
            for earlier in group[:place]:
                if not _are_apart(scope, later, earlier) or not _may_be_one(scope, later, earlier):
                    continue
                shared = _pairs(scope, later, names) & _pairs(scope, earlier, names)
                if shared:
                    found.setdefault((later.sentence, earlier.paragraph), []).append((later, earlier))
    for pairs in found.values():
        for later, earlier in pairs:
            if (later.index, earlier.index) in scope.pairs or later.index in same:
                continue
            alone = len(digits(later)) == 1 and _is_named_beside(scope, later, earlier)
            if alone or any(_is_beside((later, earlier), other) for other in pairs):
                yield later, earlier


def _by_value(scope: Scope) -> dict[tuple[Decimal, str | None], list[Mention]]:
    groups: dict[tuple[Decimal, str | None], list[Mention]] = {}
    for mention in scope.levels:
        if mention.kind in MEASURED and mention.value and mention.bound == "exact":
            groups.setdefault((mention.value, mention.unit), []).append(mention)
    return {worth: group for worth, group in groups.items() if 1 < len(group) <= _MOST}


def _are_apart(scope: Scope, one: Mention, other: Mention) -> bool:
    """Whether two figures stand in two paragraphs, or in two sentences of one and in no lists of their own."""
    if one.paragraph != other.paragraph:
        return True
    return one.sentence != other.sentence and scope.topic(one).home is scope.topic(other).home is None


def _may_be_one(scope: Scope, one: Mention, other: Mention) -> bool:
    mine, theirs = scope.topic(one), scope.topic(other)
    if not scope.comparable(one, other):
        return False
    if None not in (planned := {_planned(scope, one), _planned(scope, other)}) and len(planned) > 1:
        return False
    named = mine.key == theirs.key and len(mine.key) >= _NAMED
    return len(digits(one)) > 1 or named


def _is_named_beside(scope: Scope, one: Mention, other: Mention) -> bool:
    """Whether the figures right before or behind two statements of one name have one name too."""
    mentions = scope.view.mentions
    for step in (-1, 1):
        places = one.index + step, other.index + step
        if min(places) >= 0 and max(places) < len(mentions):
            mine, theirs = (scope.topics.get(place) for place in places)
            near = all(mentions[at].sentence == each.sentence for at, each in zip(places, (one, other), strict=True))
            if near and mine is not None and theirs is not None and mine.key == theirs.key and len(mine.key) >= _NAMED:
                return True
    return False


def _is_beside(pair: tuple[Mention, Mention], other: tuple[Mention, Mention]) -> bool:
    """Whether another pair of another value goes the same way, forwards or back."""
    later, earlier = (mine.index - yours.index for mine, yours in zip(pair, other, strict=True))
    return later * earlier > 0 and pair[0].value != other[0].value


def _pairs(scope: Scope, mention: Mention, known: dict[int, frozenset[str]]) -> frozenset[str]:
    """The pairs of characters in the words around a figure that name it: before, behind, and before the first comma."""
    if mention.index not in known:
        view = scope.view
        own = view.text[max(mention.clause, view.text.rfind("、", 0, mention.start)) : mention.start]
        words = (_subject(view, mention), own, words_behind(view, mention))
        known[mention.index] = grams(" ".join(words))
    return known[mention.index]


def _subject(view: View, mention: Mention) -> str:
    """The first words of the sentence of a figure."""
    sentence = view.text[view.sentences[mention.sentence] : mention.start].lstrip()
    return STOPS.split(sentence, maxsplit=1)[0][:_SUBJECT]


def _planned(scope: Scope, mention: Mention) -> bool | None:
    """Whether the sentence up to a figure speaks of what was planned, or of what was done; None for neither or both."""
    view = scope.view
    found = {mark.meaning for mark in view.marks_between(view.sentences[mention.sentence], mention.start)}
    planned, done = "basis.budget" in found, "basis.actual" in found
    return planned if planned != done else None
