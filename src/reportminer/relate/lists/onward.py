"""Lists that the next sentence carries on: 其中甲安排5万元，增长2%。乙安排3万元，下降1%."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportminer.relate.base import alike, onwards, same_basis
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.closing import closes, exceeds, significant
from reportminer.relate.evidence.slips import slips
from reportminer.relate.lists.reading import OPENERS, wholes_of

_SHORTFALL = Decimal("0.02")
_PAIR = 2
_ZERO = Decimal(0)


def carried_on(view: View, first: Mention, opener: Mark, members: list[Mention]) -> list[Mention]:
    """The figures of the next sentence that belong to a list, those worded like it or one that completes it."""
    more = _next_sentence(view, members)
    if more and _goes_on(view, first, opener, members, more):
        return more
    return _completing(view, first, opener, members)


def _completing(view: View, first: Mention, opener: Mark, members: Sequence[Mention]) -> list[Mention]:
    """The first figure of the next sentence, with which the list makes its total: 其中：甲5万元，增长2%。乙3万元，…."""
    following = members[-1].sentence + 1
    rest = view.by_sentence.get(following, ())[:1] if all(alike(each, first) for each in members) else ()
    wholes = wholes_of(view, first, opener, first)[:1] if rest else ()
    for each, whole in zip(rest, wholes, strict=False):
        figures = (*members, each)
        plain = each.role == "level" and alike(each, first) and each.value > 0 and not _is_cued(view, each)
        if not plain or each.paragraph != first.paragraph or significant(whole) <= _PAIR:
            continue
        if same_basis(whole, each) and closes(whole, figures) and not closes(whole, figures[:-1]):
            return [each]
    return []


def _next_sentence(view: View, members: Sequence[Mention]) -> list[Mention]:
    """The levels of the sentence after the list, where that sentence opens no list and counts nothing up."""
    last = members[-1]
    more: list[Mention] = []
    for mention in onwards(view, last.index + 1):
        if mention.sentence <= last.sentence:
            continue
        if mention.sentence > last.sentence + 1 or mention.paragraph != last.paragraph:
            break
        if mention.mark(*OPENERS, "sum.after") is not None or mention.role not in ("level", "share"):
            return []
        if mention.group == last.group and mention.role == "level":
            more.append(mention)
    return more


def _goes_on(view: View, first: Mention, opener: Mark, members: list[Mention], more: list[Mention]) -> bool:
    """Whether the next sentence carries the list on: the same words before like figures, and it nears the total."""
    for unit in {mention.unit for mention in members}:
        column = [mention for mention in members if mention.unit == unit]
        added = [mention for mention in more if mention.unit == unit]
        wholes = wholes_of(view, first, opener, column[0])
        if len(column) < 2 or not added or not wholes:
            continue
        if len({view.text[each.start - 2 : each.start] for each in (*column, *added)}) > 1:
            continue
        whole = wholes[0]
        if closes(whole, column) or exceeds(whole, column):
            continue
        column += added
        gap = whole.value - sum((part.value for part in column), _ZERO)
        if abs(gap) <= _SHORTFALL * whole.value or slips(whole, column):
            return True
    return False


def _is_cued(view: View, mention: Mention) -> bool:
    """Whether a cue of a list or a total stands before a figure in its own sentence."""
    start = view.sentences[mention.sentence]
    return any(mark.start >= start and mark.meaning in (*OPENERS, "sum.after") for mark in mention.marks)
