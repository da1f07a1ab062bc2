"""What was there, came, went and is left, others in between: 上年结余8万元，收入9万元…支出7万元…年末结余10万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import ADDABLE, alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import significant
from reportminer.relate.evidence.misses import balances, may_differ
from reportminer.relate.keys import any_of

_ROLES = frozenset({"level", "change", "base"})
_BACK = 18
_RARE = 0.1
_FLOWS = 2
_TELLING = 2


class _Words(Struct, frozen=True):
    """The words of an opening, of what came and went, of a closing figure, and of the surplus of one year."""

    opening: re.Pattern[str]
    came: re.Pattern[str]
    went: re.Pattern[str]
    closing: re.Pattern[str]
    surplus: re.Pattern[str]


def find_ledgers(view: View, known: Sequence[Relation], lexicon: Lexicon) -> Iterator[Relation]:
    """Every closing figure with the opening one of its sentence and all flows that words name so, others passed over.

    Given where they balance, or miss by one slip that is hardly chance; where the surplus of the year is told, that
    is the difference of closing and opening figure, also where one slip keeps it from being so.

    known  the sums and balances found already; an account that is told is not told again, and where two of its
           figures are in one of them, a slip makes none
    """
    told = [frozenset((*each.lhs, *each.rhs)) for each in known]
    uses = ("opening", "in", "out", "closing", "surplus")
    words = _Words(*(any_of(f"ledger.{use}", lexicon) for use in uses))
    if words.opening.search(view.text) is None:
        return
    for closing in view.mentions[_FLOWS:]:
        if closing.kind not in ADDABLE or closing.role not in _ROLES or not _says(view, closing, words.closing):
            continue
        if _says(view, closing, words.opening):
            continue
        before = [
            each
            for each in view.mentions[max(0, closing.index - _BACK) : closing.index]
            if each.sentence == closing.sentence and each.group == closing.group and alike(each, closing)
        ]
        opened = [each for each in before if _says(view, each, words.opening)]
        if len(opened) != 1 or any(_says(view, each, words.closing) for each in before if each is not opened[0]):
            continue
        ends = {opened[0].id, closing.id}
        if any(ends <= each for each in told):
            continue
        flows = [each for each in before if each is not opened[0]]
        yield from _ledger(view, opened[0], flows, closing, words, told)


def _ledger(
    view: View, opening: Mention, between: Sequence[Mention], closing: Mention, words: _Words, told: Sequence[Set[str]]
) -> Iterator[Relation]:
    surplus = [each for each in between if _says(view, each, words.surplus)]
    if surplus:
        if len(surplus) == 1 and may_differ(surplus[0], closing, opening):
            yield draft("change", surplus, [closing, opening])
        return
    flows = [each for each in between if each.role in _ROLES]
    came = [each for each in flows if _says(view, each, words.came)]
    went = [each for each in flows if each not in came and _says(view, each, words.went)]
    left, right = [opening, *came], [*went, closing]
    if len(came) + len(went) < _FLOWS or significant(closing) < _TELLING:
        return
    figures = {each.id for each in (*left, *right)}
    sums = [each for each in told if len(figures & each) > 1]
    if all(any(end.id in each for each in sums) for end in (opening, closing)):
        return
    if balances(left, right, None if sums else _RARE):
        yield draft("balance", left, right, strength="implied")


def _says(view: View, mention: Mention, words: re.Pattern[str]) -> bool:
    return words.search(view.text, mention.words_start, mention.start) is not None
