"""What is left of a budget, and budgets that were adjusted, where one slip keeps the figures from coming out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.effects import is_carried
from reportminer.relate.misses import difference_miss

_BACK = 24
_NEAR = 6
_TAIL = 3
_AROUND = 8
_AFTER = 3
_RARE = 0.15
_LATER = "后"


def find_leftovers(
    view: View, known: Sequence[Relation], shares: Sequence[Relation], counted: Set[int], listed: Set[int]
) -> Iterator[Relation]:
    """实际支出80万元，执行率80%，结余20万元: a rest that no two figures give, but would but for one slip.

    known    the differences that came out
    shares   the degrees of completion tell which two figures were compared
    counted  the figures of running accounts; listed: the parts of lists, which are never all that was spent
    """
    done = {relation.lhs[0] for relation in known}
    compared = {relation.lhs[0]: relation.rhs for relation in shares if relation.type == "share"}
    by_id = {mention.quantity.id: mention for mention in view.mentions}
    for rest, mark in view.marked("saving.left"):
        if mark.start < rest.clause or rest.quantity.kind != "amount" or rest.index in counted:
            continue
        if rest.quantity.id in done or not rest.value or is_carried(view.text[rest.clause : mark.end]):
            continue
        if len(view.text[mark.end : rest.start].strip()) > _TAIL:
            continue
        before = view.mentions[max(0, rest.index - _BACK) : rest.index]
        told = [
            tuple(by_id[id] for id in compared[each.quantity.id])
            for each in reversed(before)
            if each.quantity.id in compared and each.paragraph == rest.paragraph
        ]
        pair = next(((whole, part) for part, whole in told if _is_missed(rest, whole, part, 1)), None)
        pair = pair or _missed_pair(rest, before, listed)
        if pair is not None:
            yield draft("change", [rest], pair, strength="implied", cue=mark.word)


def find_adjusted(view: View, known: Sequence[Relation], listed: Set[int]) -> Iterator[Relation]:
    """年初预算80万元…年中追加20万元，调整后预算100万元: the three figures, where one slip keeps them apart."""
    done = {relation.lhs[0] for relation in known if relation.type == "change"}
    for change in view.mentions:
        if change.role not in ("change", "level") or change.quantity.kind != "amount" or change.quantity.id in done:
            continue
        if change.role == "level" and (change.basis or change.index in listed):
            continue
        later = next(
            (each for each in _around(view, change, listed) if _LATER in view.text[each.clause : each.start]), None
        )
        if later is None or later.sentence != change.sentence:
            continue
        first = min(later.index, change.index)
        earlier = [each for each in _around(view, change, listed) if each.index < first]
        for budget in earlier:
            ends = (budget, later) if change.direction == "down" else (later, budget)
            if _alone(view, change, budget, later, listed) and _is_missed(change, *ends, len(earlier)):
                yield draft("change", [change], (later, budget), strength="implied")
                break


def _alone(view: View, change: Mention, first: Mention, later: Mention, listed: Set[int]) -> bool:
    """Whether no other amount but the parts of a list stands between two budgets and their change."""
    between = view.mentions[first.index + 1 : max(later.index, change.index)]
    return all(
        each.index in (change.index, later.index) or each.index in listed or not alike(each, change) for each in between
    )


def _around(view: View, change: Mention, listed: Set[int]) -> list[Mention]:
    """The budgets around a change in its paragraph, the nearest before it first, those behind it last."""
    before = view.mentions[max(0, change.index - _AROUND) : change.index]
    after = view.mentions[change.index + 1 : change.index + _AFTER]
    return [
        each
        for each in (*reversed(before), *after)
        if each.basis == "budget"
        and each.role == "level"
        and each.paragraph == change.paragraph
        and each.index not in listed
        and alike(each, change)
    ]


def _missed_pair(rest: Mention, before: Sequence[Mention], listed: Set[int]) -> tuple[Mention, Mention] | None:
    """The two figures above whose difference is the rest but for one slip, one of them of its paragraph."""
    levels = [
        each
        for each in reversed(before)
        if each.role in ("level", "base")
        and each.index not in listed
        and alike(each, rest)
        and each.quantity.bound == rest.quantity.bound == "exact"
    ][:_NEAR]
    pairs = [
        (one, other)
        for used in levels[:_AFTER]
        for one, other in ((each, used) for each in levels)
        if one is not other and rest.paragraph in (one.paragraph, other.paragraph)
    ]
    return next((pair for tried, pair in enumerate(pairs, start=1) if _is_missed(rest, *pair, tried)), None)


def _is_missed(rest: Mention, larger: Mention, smaller: Mention, tried: int) -> bool:
    if larger.value == smaller.value:
        return False
    chance = difference_miss(rest, larger, smaller)
    return chance is not None and chance * tried < _RARE
