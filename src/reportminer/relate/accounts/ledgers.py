"""What was there, came, went and is left, others in between: 上年结余8万元，收入9万元…支出7万元…年末结余10万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from msgspec import Struct

from reportminer.model import Relation
from reportminer.relate.base import ADDABLE, COUNTED, alike, backwards, draft, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import significant
from reportminer.relate.evidence.misses import balances, may_differ
from reportminer.relate.keys import any_of

_ROLES = frozenset({"level", "change", "base"})
_BACK = 18
_RARE = 0.1
_FLOWS = 2
_TELLING = 2
_PARAGRAPHS = 8
_ENDS = " ,、:有为的"
_CARRIED = ("结转", "结余")
_NOUN = 2


class _Words(Struct, frozen=True):
    """The words of an opening, of what came and went, of a closing figure, and of the surplus of one year."""

    opening: re.Pattern[str]
    came: re.Pattern[str]
    went: re.Pattern[str]
    closing: re.Pattern[str]
    surplus: re.Pattern[str]


def find_ledgers(view: View, known: Sequence[Relation]) -> Iterator[Relation]:
    """Every closing figure with the opening one of its sentence and all flows that words name so, others passed over.

    Or with the one of a sentence before it, by the same name, and the flows in between.
    Given where they balance, or miss by one slip that is hardly chance; where the surplus of the year is told, that
    is the difference of closing and opening figure, also where one slip keeps it from being so.

    known  the sums and balances found already; an account that is told is not told again, and where two of its
           figures are in one of them, a slip makes none
    """
    told = [frozenset((*each.lhs, *each.rhs)) for each in known]
    uses = ("opening", "in", "out", "closing", "surplus")
    words = _Words(*(any_of(f"ledger.{use}", view.lexicon) for use in uses))
    if words.opening.search(view.text) is None:
        return
    for closing in view.mentions[_FLOWS:]:
        if closing.kind not in ADDABLE or closing.role not in _ROLES:
            continue
        if not _says(view, closing, words.closing):
            if _leads(view, closing, words.closing):
                yield from _over_sentences(view, closing, words, told)
            continue
        if _says(view, closing, words.opening):
            continue
        before = [
            each
            for each in view.mentions[max(0, closing.index - _BACK) : closing.index]
            if each.sentence == closing.sentence and each.group == closing.group and alike(each, closing)
        ]
        opened = [each for each in before if _says(view, each, words.opening)]
        if not opened:
            yield from _over_sentences(view, closing, words, told)
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


def _over_sentences(view: View, closing: Mention, words: _Words, told: Sequence[Set[str]]) -> Iterator[Relation]:
    """The account of a closing figure whose opening one, of the same name, stands in a sentence before its own.

    A slip is told where every figure in between comes or goes, of counts only where it is hardly chance.
    """
    flows: list[Mention] = []
    for each in backwards(view, closing, _BACK):
        if closing.paragraph - each.paragraph > _PARAGRAPHS or not _is_of(each, closing):
            continue
        if _leads(view, each, words.opening):
            opening = each
            break
        if _leads(view, each, words.closing):
            return
        flows.append(each)
    else:
        return
    one, other = _thing(view, opening, words.opening), _thing(view, closing, words.closing)
    ends = {opening.id, closing.id}
    if opening.sentence == closing.sentence or not (one in other or other in one) or any(ends <= each for each in told):
        return
    came = [each for each in reversed(flows) if _says(view, each, words.came)]
    went = [each for each in reversed(flows) if each not in came and _says(view, each, words.went)]
    if not came or not went or significant(closing) < _TELLING:
        return
    # an income that holds what was there, and what is told to be left of it, make another account
    figures = {each.id for each in (opening, *flows, closing)}
    alone = len(came) + len(went) == len(flows) and not any(ends & each and len(figures & each) > 1 for each in told)
    rare = None if not alone else _RARE if closing.kind in COUNTED else 1.0
    if balances([opening, *came], [*went, closing], rare):
        yield draft("balance", [opening, *came], [*went, closing], strength="implied")


def _thing(view: View, mention: Mention, words: re.Pattern[str]) -> str:
    """What a figure is of, without the word that says when: 账户结余 of 年末账户结余, 结余 of 上年结转."""
    name = view.text[max(mention.lead, view.sentences[mention.sentence]) : mention.start]
    *_, when = words.finditer(name)
    return (name[when.end() :].strip(_ENDS) or when[0][-_NOUN:]).replace(*_CARRIED)


def _is_of(mention: Mention, closing: Mention) -> bool:
    """Whether a figure may stand in the account of a closing one."""
    like = alike(mention, closing) and mention.group == closing.group and same_basis(mention, closing)
    return like and mention.role in _ROLES and mention.basis != "budget" and mention.bound == "exact"


def _leads(view: View, mention: Mention, words: re.Pattern[str]) -> bool:
    """Whether one of the words leads to a figure in its sentence: 截至年底，账户结余8万元."""
    return words.search(view.text, max(mention.lead, view.sentences[mention.sentence]), mention.start) is not None


def _says(view: View, mention: Mention, words: re.Pattern[str]) -> bool:
    return words.search(view.text, mention.words_start, mention.start) is not None
