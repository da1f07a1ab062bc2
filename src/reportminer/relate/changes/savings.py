"""What is left of a budget or an income when some of it is spent: exactly, or but for one slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from reportminer.model import Relation, Strength
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.closing import closes, digits
from reportminer.relate.evidence.misses import difference_miss
from reportminer.relate.keys import any_of

_HEAD = 10
_TAIL = 3
_BACK = 16
_FAR = 24
_NEAR = 6
_SECTIONS = 60
_FEW = 3
_TELLING = 3
_RARE, _ANY = 0.05, 2.0
_CARRIED = frozenset("年转")
_CLOSING = re.compile("转|年[末终初底]|[上历往]年")
"""what is left of more years than one"""
_OPENED = re.compile(r"(?:[上历往]年|[年期]初)(?:度?累计)?[结余滚][^,。;:、\d]{0,8}\d")
_IN_OR_OUT = frozenset("收支")


def find_savings(view: View, counted: Set[int], listed: Set[int]) -> Iterator[Relation]:
    """节约2.38万元, 结余73.80万元: what of one figure before it the other has not used, where it comes out exactly.

    counted  the figures of running accounts, in which what is left over is one more part
    listed   the parts of lists, which are neither all that came in nor all that was spent
    """
    for mention, mark in view.marked("saving.left"):
        if mention.index in counted or mark.start < mention.clause or mention.kind != "amount":
            continue
        head = view.text[mention.clause : mark.start].strip()
        if not mention.value:
            spent = _all_spent(view, mention, mark)
            if spent is not None and (spent[0].value == spent[1].value or not _is_carried(head)):
                yield _left_of(mention, spent, mark, "implied")
            continue
        if mention.value < 0 or _is_carried(head) or (head and len(digits(mention)) < _TELLING):
            pair = _in_and_out(view, mention, listed)
            if pair is not None and mention.value < 0:
                pair = pair[::-1]
            if pair is not None and not is_left(mention, *pair):
                beside = pair[0].sentence == pair[1].sentence == mention.sentence and not _CLOSING.search(head)
                told = (beside or not _is_carried(head)) and not _is_opened(view, mention)
                pair = _nearly_left(mention, pair) if told else None
            if pair is not None:
                yield _left_of(mention, pair, mark, "implied")
                continue
        if _is_carried(head):
            continue
        if len(view.text[mark.end : mention.start].strip()) > _TAIL or len(head) > _HEAD:
            continue
        if head and len(digits(mention)) < _TELLING and not _compares(mention, mark):
            continue
        levels = [
            each
            for each in backwards(view, mention, _FAR)
            if each.role in ("level", "base") and alike(each, mention) and each.bound == mention.bound
        ]
        near = [each for each in levels if each.paragraph == mention.paragraph and mention.index - each.index <= _BACK]
        pair = next((pair for pair in pairs(near) if is_left(mention, *pair)), None)
        planned = _planned(view, mention, mark, [each for each in near if each.index not in listed])
        if pair is None and planned is None and len(digits(mention)) > _TELLING:
            nearest = near if len(digits(mention)) > _TELLING + 1 else near[:2]
            pair = next((pair for pair in pairs(nearest, levels) if is_left(mention, *pair)), None)
        if pair is not None:
            yield _left_of(mention, pair, mark)
        elif planned is not None:
            yield _left_of(mention, planned, mark, "implied")
        elif (pair := _slipped_in_and_out(view, mention, listed) or _of_sections(view, mention)) is not None:
            yield _left_of(mention, pair, mark, "implied")


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
    by_id = {mention.id: mention for mention in view.mentions}
    for rest, mark in view.marked("saving.left"):
        if mark.start < rest.clause or rest.kind != "amount" or rest.index in counted:
            continue
        if rest.id in done or not rest.value or _is_carried(view.text[rest.clause : mark.end]):
            continue
        if len(view.text[mark.end : rest.start].strip()) > _TAIL:
            continue
        before = view.mentions[max(0, rest.index - _FAR) : rest.index]
        told = [
            tuple(by_id[id] for id in compared[each.id])
            for each in reversed(before)
            if each.id in compared and each.paragraph == rest.paragraph
        ]
        # 到位500万元，支出487万元，使用率97.4%，结余16万元: of the two compared right before it, whatever the odds;
        # 较预算节约16万元 also of those in the sentence before
        first = rest.sentence - _compares(rest, mark)
        odds = (_ANY if part.sentence >= first and rest.value > 0 else _RARE for part, _ in told)
        pairs_told = (
            (whole, part)
            for (part, whole), rare in zip(told, odds, strict=True)
            if is_missed(rest, whole, part, 1, rare)
        )
        pair = next(pairs_told, None)
        pair = pair or _missed_pair(rest, before, listed)
        if pair is not None:
            yield _left_of(rest, pair, mark, "implied")


def _all_spent(view: View, rest: Mention, mark: Mark) -> tuple[Mention, Mention] | None:
    """What there was and what was spent of it right before nothing is left: 到位5万元，支出5万元，结余0万元."""
    if view.text[mark.end : rest.start].strip() or rest.bound != "exact":
        return None
    told = [
        each
        for each in view.mentions[max(0, rest.index - _FEW) : rest.index]
        if each.sentence == rest.sentence and each.kind != "percentage"
    ]
    whole, spent = told[-2:] if len(told) > 1 else (rest, rest)
    levels = all(each.role == "level" and each.bound == "exact" and alike(each, rest) for each in (whole, spent))
    if whole is rest or not levels or {whole.group, spent.group} != {rest.group}:
        return None
    paid = [any_of("paid.whole", view.lexicon).search(view.words_of(each)) is not None for each in (whole, spent)]
    beside = ";" not in view.text[whole.end : rest.start] and whole.value >= spent.value > 0
    return (whole, spent) if beside and paid == [False, True] else None


def _left_of(rest: Mention, pair: tuple[Mention, Mention], mark: Mark, strength: Strength = "stated") -> Relation:
    """What is left of the first figure of a pair; what was saved (较预算节约3万元) leads down from it to the second."""
    down = rest.role == "change" or rest.quantity.direction == "down"
    return draft("change", [rest], pair[::-1] if down else pair, strength=strength, cue=mark.word)


def _missed_pair(rest: Mention, before: Sequence[Mention], listed: Set[int]) -> tuple[Mention, Mention] | None:
    """The two figures above whose difference is the rest but for one slip, one of them of its paragraph."""
    levels = [
        each
        for each in reversed(before)
        if each.role in ("level", "base")
        and each.index not in listed
        and alike(each, rest)
        and each.bound == rest.bound == "exact"
    ][:_NEAR]
    candidates = [
        (one, other)
        for used in levels[:_FEW]
        for one, other in ((each, used) for each in levels)
        if one is not other and rest.paragraph in (one.paragraph, other.paragraph)
    ]
    return next((pair for tried, pair in enumerate(candidates, start=1) if is_missed(rest, *pair, tried)), None)


def _is_carried(head: str) -> bool:
    """Whether the words before 结余 speak of what is carried over from year to year, 年末结转和结余."""
    return bool(_CARRIED & set(head))


def _nearly_left(rest: Mention, pair: tuple[Mention, Mention]) -> tuple[Mention, Mention] | None:
    """The pair, the larger first, where what is left would be their difference but for one slip."""
    if pair[0].value == pair[1].value:
        return None
    return next((each for each in (pair, pair[::-1]) if difference_miss(rest, *each) is not None), None)


def _is_opened(view: View, left: Mention) -> bool:
    """Whether its sentence says what there was at first: 上年结转6万元，收入48万元，支出51万元，结余3万元."""
    return _OPENED.search(view.text, view.sentences[left.sentence], left.start) is not None


def _slipped_in_and_out(view: View, left: Mention, listed: Set[int]) -> tuple[Mention, Mention] | None:
    """Income and expenditure of its own sentence, where what is left would be their difference but for one slip."""
    pair = _in_and_out(view, left, listed)
    beside = pair is not None and pair[0].sentence == pair[1].sentence == left.sentence and not _is_opened(view, left)
    return _nearly_left(left, pair) if pair is not None and beside else None


def _in_and_out(view: View, left: Mention, listed: Set[int]) -> tuple[Mention, Mention] | None:
    """The last income and the last expenditure before what is left of them, both of the same paragraph.

    Parts of lists count where they stand right before it: 甲收入5万元，支出3万元，结余2万元；乙….
    """
    last: dict[str, Mention] = {}
    beside: dict[str, Mention] = {}
    for each in view.mentions[max(0, left.index - _BACK) : left.index]:
        if (
            each.paragraph != left.paragraph
            or each.role != "level"
            or not alike(each, left)
            or each.basis != left.basis
        ):
            continue
        side = _IN_OR_OUT & set(view.words_of(each))
        side = side if len(side) == 1 else _IN_OR_OUT & set(each.item)
        if len(side) == 1:
            if each.index not in listed:
                last[min(side)] = each
            if each.index >= left.index - len(_IN_OR_OUT) and ";" not in view.text[each.end : left.start]:
                beside[min(side)] = each
    for found in (beside, last):
        if len(found) == len(_IN_OR_OUT):
            one, other = found.values()
            larger, smaller = (one, other) if one.value > other.value else (other, one)
            if found is last or is_left(left, larger, smaller):
                return larger, smaller
    return None


def _of_sections(view: View, left: Mention) -> tuple[Mention, Mention] | None:
    """The income and the expenditure, larger first, that head paragraphs above what is left of them but for a slip.

    （一）收入。基金收入5万元，其中… （二）支出。基金支出3万元，其中… （三）结余。当期结余2万元.
    """
    found: dict[str, Mention] = {}
    for each in backwards(view, left, _SECTIONS):
        heads = each.index == 0 or view.mentions[each.index - 1].paragraph != each.paragraph
        if not heads or each.paragraph == left.paragraph or each.role != "level" or not alike(each, left):
            continue
        side = _IN_OR_OUT & set(view.words_of(each))
        if len(side) == 1 and each.basis == left.basis and each.period == left.period:
            found.setdefault(min(side), each)
        if len(found) == len(_IN_OR_OUT):
            larger, smaller = sorted(found.values(), key=lambda each: each.value, reverse=True)
            return (larger, smaller) if is_left(left, larger, smaller) else _nearly_left(left, (larger, smaller))
    return None


def _planned(view: View, mention: Mention, mark: Mark, near: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """Budget, actual figure and what is left, alone in one sentence: 预算100万元，支出80万元，结余10万元."""
    here = [each for each in near if each.sentence == mention.sentence and each.group == mention.group]
    if len(here) != 2 or not (mark.start == mention.words_start or _compares(mention, mark)):
        return None
    budgets = [each for each in here if each.basis == "budget"]
    actual, budget = here if here[1] in budgets else here[::-1]
    if len(budgets) != 1 or actual.basis not in ("", "actual") or not mention.value:
        return None
    if budget.value <= actual.value and difference_miss(mention, budget, actual) is None:
        return None
    return (budget, actual) if ";" not in view.text[here[1].end : mention.start] else None


def _compares(mention: Mention, mark: Mark) -> bool:
    """Whether the words before 节约 only say against what: 比预算节约0.54万元."""
    against = mention.mark("change.against_budget")
    return against is not None and mention.clause <= against.start and against.end == mark.start


def pairs(near: Sequence[Mention], more: Sequence[Mention] = ()) -> Iterator[tuple[Mention, Mention]]:
    """Two figures each, nearest first, the larger first; the second may be one of `more`."""
    for place, one in enumerate(near):
        for other in more or near[place + 1 :]:
            if one.value != other.value:
                yield (one, other) if one.value > other.value else (other, one)


def is_left(mention: Mention, larger: Mention, smaller: Mention) -> bool:
    return bool(mention.value) and closes(mention, [larger, smaller], [1, -1])


def is_missed(rest: Mention, larger: Mention, smaller: Mention, tried: int, rare: float = _RARE) -> bool:
    if larger.value == smaller.value:
        return False
    chance = difference_miss(rest, larger, smaller)
    return chance is not None and chance * tried < rare
