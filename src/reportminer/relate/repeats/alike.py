"""Figures known again by digits and by words that the report seldom uses: 困难职工减到664户 … 664户困难职工."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import log2

from reportminer.relate.base import ADDABLE, COUNTED
from reportminer.relate.clauses import Mention
from reportminer.relate.evidence.closing import digits, significant
from reportminer.relate.keys import grams, is_generic, is_known, is_total, opposed
from reportminer.relate.repeats.scope import STOPS, Scope, words_behind

_MOST = 4
"""statements of one value, beyond which the value tells little"""
_ENOUGH = {1: 13.0, 2: 10.0, 3: 4.0, 4: 4.0}
"""how telling the words must be that both figures stand with, by the significant digits of the figure"""
_PLAIN = 1.0
"""how telling they must be of more digits"""
_DATED = 2.5
"""how many times more where a title alone dates the figures apart: a plan takes up what was done"""
_APART, _TOLD = 16.0, 3
"""how telling they must be of parts of two wholes, and the significant digits that such a figure needs"""
_WORD = 10
"""characters of text for which a pair of characters is counted once"""
_SHORT = 1500
"""characters below which a text tells no less: what it seldom uses is then what any report seldom uses"""
_SIDES, _BOTH = "收支", "转移支付"


def find_alike(scope: Scope, same: Mapping[int, Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of figures of one value, later and earlier, that nothing else joins, whose own words share rare ones.

    The words of a figure that names nothing itself (共计30万元, 支出决算30万元) are those of its sentence and title.
    """
    groups: dict[tuple[Decimal, str | None], list[Mention]] = {}
    for mention in scope.levels:
        if mention.value and mention.kind in ADDABLE and mention.bound == "exact":
            groups.setdefault((mention.value, mention.unit), []).append(mention)
    for group in groups.values():
        if not 1 < len(group) <= _MOST:
            continue
        told = min(significant(group[0]) + (group[0].kind in COUNTED), len(digits(group[0])))
        if told < min(_ENOUGH):
            continue
        enough = _ENOUGH.get(told, _PLAIN)
        for place, later in enumerate(group):
            if later.index in same:
                continue
            found = [
                (weight, other)
                for other in group[:place]
                if _may_be_one(scope, later, other)
                and (weight := telling(scope, later, other))
                >= (enough if later.period == other.period else enough * _DATED)
                and ((weight >= _APART and significant(later) >= _TOLD) or not _divided_apart(scope, later, other))
            ]
            if found:
                yield later, max(found, key=lambda each: each[0])[1]


def _may_be_one(scope: Scope, one: Mention, other: Mention) -> bool:
    """Whether two figures are of one basis and name no two years, stand apart, and are not parts of two wholes."""
    mine, theirs = scope.topic(one), scope.topic(other)
    if one.sentence == other.sentence or (one.index, other.index) in scope.pairs or not scope.one_basis(one, other):
        return False
    if mine.prior or theirs.prior or (one.period != other.period and (mine.dated or theirs.dated)):
        return False
    if opposed(_side(scope, one), _side(scope, other)) or {mine.basis, theirs.basis} == {"budget", "actual"}:
        return False
    if mine.key != theirs.key and all(is_known(each.key, scope.lexicon) for each in (mine, theirs)):
        return False
    # of 应发32人，实发32人 the first is what the reader knows
    return not (mine.twice and scope.view.mentions[one.index - 1].value == one.value)


def _divided_apart(scope: Scope, one: Mention, other: Mention) -> bool:
    """Whether two figures are parts of two wholes: by fund the one, by project the other."""
    mine, theirs = scope.topic(one).home, scope.topic(other).home
    return mine is not None and theirs is not None and mine.value != theirs.value


def telling(scope: Scope, one: Mention, other: Mention) -> float:
    """How telling the pairs of characters are that both figures stand with, in bits."""
    mine, theirs = _own(scope, one), _own(scope, other)
    shared = mine & theirs
    if _says_nothing(scope, one):
        shared |= _heads(scope, one) & theirs
    if _says_nothing(scope, other):
        shared |= mine & _heads(scope, other)
    size = max(len(scope.view.text), _SHORT) / _WORD
    return sum(log2(max(1, size / scope.count(pair))) for pair in shared)


def _says_nothing(scope: Scope, mention: Mention) -> bool:
    topic = scope.topic(mention)
    said = (topic.key, scope.view.words_of(mention).strip())
    return topic.vague or any(is_total(each, scope.lexicon) or is_generic(each, scope.lexicon) for each in said)


def _side(scope: Scope, mention: Mention) -> str:
    """Whether a figure is of income or of expenditure, by its name or else by the title above it; "" for neither."""
    for words in (scope.topic(mention).key, *scope.titles_of(mention)[::-1]):
        found = {side for side in _SIDES if side in words.replace(_BOTH, "")}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _own(scope: Scope, mention: Mention) -> frozenset[str]:
    """The pairs of characters in the words that lead to a figure since the last stop, and right behind it."""
    text = scope.view.text
    before = STOPS.split(text[scope.view.sentences[mention.sentence] : mention.start])[-1]
    if not _says_nothing(scope, mention):
        before = before[-(mention.start - mention.clause) :]
    return grams(f"{before} {words_behind(scope.view, mention)}")


def _heads(scope: Scope, mention: Mention) -> frozenset[str]:
    """The pairs of characters in the first words of the sentence of a figure, and in the title above it."""
    view = scope.view
    begin = view.after_label(view.sentences[mention.sentence])
    first = STOPS.split(view.text[begin : mention.start].strip(), maxsplit=1)[0]
    return grams(f"{first} {' '.join(scope.titles_of(mention)[-1:])}")
