"""Budgets that are added to or cut: the change between two figures, exactly or but for one slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.changes.levels import AGAINST
from reportminer.relate.changes.savings import is_left, is_missed, pairs
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes, digits
from reportminer.relate.evidence.misses import difference_miss, may_differ
from reportminer.relate.evidence.odds import rarely
from reportminer.relate.keys import any_of

_BEFORE, _BEHIND = 10, 3
_TELLING = 3
_WHOLE = 100
_AROUND = 8
_AFTER = 3
_BOTH = 2
_RARE = 0.1
_LATER = "后"
_NAME = 3
_BEGAN, _ENDED = "年初", "年末"


def find_adjustments(view: View, changes: Sequence[Relation]) -> Iterator[Relation]:
    """审减2亿元, 追加5万元: a change that belongs to no level, where two levels beside it differ by exactly that.

    A budget that is added to, between the two budgets, is such a change whatever the figures are.
    """
    known = {relation.lhs[0] for relation in changes if relation.type == "change"}
    for change in view.mentions:
        if change.role != "change" or change.kind != "amount" or change.id in known:
            continue
        # 甲17万元，与上年相比增加2万元，乙15万元: what is told behind a comparison is none of its ends
        behind = 1 if change.mark(*AGAINST) is not None else _BOTH
        beside = [
            each
            for each in view.mentions[max(0, change.index - _BOTH) : change.index + behind]
            if each.role == "level" and each.sentence == change.sentence and alike(each, change)
        ]
        divided = _divided_before(view, change)
        if divided is not None:
            beside = [divided, *(each for each in beside if each.index > change.index)]
        pair = next((pair for pair in pairs(beside) if is_left(change, *pair)), None)
        near = [
            each
            for each in view.mentions[max(0, change.index - _BEFORE) : change.index + _BEHIND]
            if each.role == "level" and each.value and each.paragraph == change.paragraph and alike(each, change)
        ]
        if pair is None and len(digits(change)) == _TELLING:
            # 年初80.0万元，其中甲30万元、乙50万元，追加15.5万元，全年95.5万元
            here = [each for each in near if each.sentence == change.sentence]
            pair = next((pair for pair in pairs(here) if is_left(change, *pair)), None)
        elif pair is None and len(digits(change)) > _TELLING:
            budgets = [each for each in near if each.basis == "budget"]
            pair = next((pair for pair in pairs(budgets) if is_left(change, *pair)), None)
            if pair is None:
                unsaid = [each for each in near if each.basis in ("", "actual")]
                pair = next(
                    (pair for budget in budgets for pair in pairs([budget], unsaid) if is_left(change, *pair)), None
                )
        if pair is not None:
            yield draft("change", [change], _in_time(view, change, pair))
        elif len(beside) == _BOTH and (ends := _ends_of_year(view, change, *beside)) and may_differ(change, *ends):
            yield draft("change", [change], ends)
        elif len(beside) == _BOTH and _is_cut(view, change, *beside):
            yield draft("change", [change], beside[::-1])
        elif len(beside) == _BOTH and _is_led_to(view, change, *beside) and may_differ(change, *beside[::-1]):
            yield draft("change", [change], beside[::-1], strength="implied")


def _divided_before(view: View, change: Mention) -> Mention | None:
    """The total of the list right before a change: 下达95万元，其中甲80万元、乙15万元，调减30万元，实际下达65万元."""
    parts: list[Mention] = []
    for each in backwards(view, change, _BEFORE):
        if each.sentence != change.sentence or each.role != "level" or not alike(each, change):
            return None
        if len(parts) >= _BOTH and closes(each, parts):
            return each
        parts.append(each)
    return None


def _in_time(view: View, change: Mention, pair: tuple[Mention, Mention]) -> tuple[Mention, Mention]:
    """The level after a change, and the one before it, which the change may name: 调整后预算80万元, 超出限价5万元.

    Where nothing tells, the change goes the way it says; the larger of the pair stands first.
    """
    later = [each for each in pair if _LATER in view.words_of(each)]
    said = view.words_of(change)
    based = [each for each in pair if len(name := view.words_of(each).strip()[-_NAME:]) == _NAME and name in said]
    if len(later) == 1 or len(based) == 1:
        after = later[0] if len(later) == 1 else next(each for each in pair if each is not based[0])
        return after, next(each for each in pair if each is not after)
    return pair[::-1] if change.direction == "down" else pair


def find_adjusted(view: View, known: Sequence[Relation], listed: Set[int]) -> Iterator[Relation]:
    """年初预算80万元…年中追加20万元，调整后预算100万元: the three figures, where one slip keeps them apart."""
    done = {relation.lhs[0] for relation in known if relation.type == "change"}
    for change in view.mentions:
        if change.role not in ("change", "level") or change.kind != "amount" or change.id in done:
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
            if _alone(view, change, budget, later, listed) and is_missed(change, *ends, len(earlier)):
                yield draft("change", [change], (later, budget), strength="implied")
                break


def _ends_of_year(view: View, change: Mention, first: Mention, last: Mention) -> tuple[Mention, Mention] | None:
    """The close and the start of a year right before what lies between: 年末有资产82万元，年初为80万元，净增2万元."""
    if not first.index + 1 == last.index == change.index - 1 or first.group != change.group:
        return None
    if ";" in view.text[first.end : change.start]:
        return None
    began, ended = ([word in view.words_of(each) for each in (first, last)] for word in (_BEGAN, _ENDED))
    if began == [False, True] and ended == [True, False]:
        return first, last
    return (last, first) if began == [True, False] and ended == [False, True] else None


def _is_cut(view: View, change: Mention, first: Mention, last: Mention) -> bool:
    """Whether a cut right behind two levels misses their difference by one slip: 合同价8万元，审定6万元，核减2元."""
    if not first.index + 1 == last.index == change.index - 1 or change.direction != "down":
        return False
    alone = first.group == last.group == change.group and ";" not in view.text[first.end : change.start]
    return alone and first.value > last.value and rarely(difference_miss(change, first, last), _RARE)


def _is_led_to(view: View, change: Mention, first: Mention, last: Mention) -> bool:
    """Whether a change leads from one level to another of its words: 下达95万元，调减30万元，实际下达65万元."""
    if not first.index < change.index == last.index - 1 or change.direction is None or first.group != last.group:
        return False
    words = view.words_of(last).strip(" ,")
    said = any_of("basis_actual", view.lexicon).match(words)
    alone = ";" not in view.text[first.end : last.start] and change.mark(*AGAINST) is None
    return alone and said is not None and len(words) > said.end() + 1 and words[-_BOTH:] in view.words_of(first)


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


def of_whole_budgets(view: View, shares: Sequence[Relation], adjustments: Sequence[Relation]) -> list[Relation]:
    """The shares without those that hold all there came to be against the budget before it was added to.

    年初安排80万元，年中追加15万元，到位95万元，到位率100%: of the 95.
    """
    grown = {relation.rhs for relation in adjustments}
    whole = {mention.id for mention in view.mentions if mention.unit == "%" and mention.value == _WHOLE}
    return [each for each in shares if each.rhs not in grown or each.lhs[0] not in whole]
