"""What is done and what is not, which make up all there is: 问题50项，已整改40项，正在整改10项."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.evidence.slips import shifts
from reportminer.relate.keys import any_of

_BACK = 10
_NOT = "尚仍还未正在"
_ODDS = Fraction(1, 4)
_ROLES = ("level", "base")


def find_complements(view: View) -> Iterator[Relation]:
    """A total as what is done and what is not done of it, all three in one sentence.

    Both are called by one verb, or verbs that begin alike. Implied, also where one slip that is hardly chance keeps
    them from adding up.
    """
    words = any_of("unsettled", view.lexicon)
    for rest in view.mentions:
        if rest.role != "level" or not rest.index:
            continue
        not_done = words.search(view.text, rest.words_start, rest.start)
        if not_done is None:
            continue
        verb = view.text[not_done.start() : rest.start].lstrip(_NOT)[:1]
        before = [
            each
            for each in backwards(view, rest, _BACK)
            if each.sentence == rest.sentence
            and each.group == rest.group
            and each.role in _ROLES
            and each.basis != "prior"
            and alike(each, rest)
        ]
        done = next((each for each in before if verb and verb in view.words_of(each)), None)
        if done is None or words.search(view.words_of(done)):
            continue
        sums = (_sum(whole, done, rest) for whole in before[before.index(done) + 1 :])
        yield from [relation for relation in sums if relation is not None][:1]


def _sum(whole: Mention, done: Mention, rest: Mention) -> Relation | None:
    figures = [done, rest]
    sure = closes(whole, figures)
    larger = whole.value > done.value or shifts(whole.value, done.value + rest.value)
    if sure or (larger and near_miss(whole, figures, _ODDS)):
        return draft("sum", [whole], [done, rest], strength="implied", complete=sure)
    return None
