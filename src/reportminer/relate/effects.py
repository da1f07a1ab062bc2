"""Changes that add up to another change, and what is left of a budget: figures that follow from others exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.changes import Changed
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.closing import closes, digits
from reportminer.relate.growth import signs_of
from reportminer.relate.misses import difference_miss

_HEAD = 10
_TAIL = 3
_BACK = 16
_FAR = 24
_TELLING = 3
_CARRIED = frozenset("年转")
_IN_OR_OUT = frozenset("收支")


def find_reasons(view: View, changed: Sequence[Changed], sums: Sequence[Relation]) -> Iterator[Relation]:
    """Changes that follow another, as its parts or its reasons, where they add up to it exactly.

    They stand in its sentence, or in the next one where 其中 begins that.
    """
    ids = {relation.lhs[0] for relation in sums}
    summed = {found.change.index for found in changed if found.change.quantity.id in ids}
    for found in changed:
        parts: list[Mention] = []
        for mention in view.mentions[found.change.index + 1 : found.change.index + 16]:
            if mention.sentence != found.change.sentence and not _goes_on(view, found.change, mention):
                break
            if mention.role == "change" and alike(mention, found.change):
                parts.append(mention)
        if found.change.index in summed:
            continue
        for count in range(len(parts), 1, -1):
            signs = signs_of(found.change, parts[:count])
            if closes(found.change.quantity, [part.quantity for part in parts[:count]], signs):
                yield draft("sum", [found.change], parts[:count], strength="implied", factors=signs, complete=True)
                break


def _goes_on(view: View, change: Mention, part: Mention) -> bool:
    """Whether the sentence of `part` is the next one of the paragraph and begins with 其中."""
    if part.sentence != change.sentence + 1 or part.paragraph != change.paragraph:
        return False
    start = view.sentences[part.sentence]
    return any(mark.meaning == "sum.parts" for mark in view.marks_between(start, start + _TAIL))


def find_savings(view: View, counted: Set[int], listed: Set[int]) -> Iterator[Relation]:
    """节约2.38万元, 结余73.80万元: what of one figure before it the other has not used, where it comes out exactly.

    counted  the figures of running accounts, in which what is left over is one more part
    listed   the parts of lists, which are neither all that came in nor all that was spent
    """
    for mention, mark in view.marked("saving.left"):
        if mention.index in counted or mark.start < mention.clause or mention.quantity.kind != "amount":
            continue
        head = view.text[mention.clause : mark.start].strip()
        if mention.value < 0 or is_carried(head) or (head and len(digits(mention.quantity)) < _TELLING):
            pair = _in_and_out(view, mention, listed)
            if pair is not None and mention.value < 0:
                pair = pair[::-1]
            if pair is not None and not _left(mention, *pair):
                pair = None if is_carried(head) else _nearly_left(mention, pair)
            if pair is not None:
                yield draft("change", [mention], pair, strength="implied", cue=mark.word)
                continue
        if is_carried(head):
            continue
        if len(view.text[mark.end : mention.start].strip()) > _TAIL or len(head) > _HEAD:
            continue
        if head and len(digits(mention.quantity)) < _TELLING and not _compares(mention, mark):
            continue
        levels = [
            each
            for each in reversed(view.mentions[max(0, mention.index - _FAR) : mention.index])
            if each.role in ("level", "base") and alike(each, mention) and each.quantity.bound == mention.quantity.bound
        ]
        near = [each for each in levels if each.paragraph == mention.paragraph and mention.index - each.index <= _BACK]
        pair = next((pair for pair in _pairs(near) if _left(mention, *pair)), None)
        planned = _planned(view, mention, mark, [each for each in near if each.index not in listed])
        if pair is None and planned is None and len(digits(mention.quantity)) > _TELLING:
            nearest = near if len(digits(mention.quantity)) > _TELLING + 1 else near[:2]
            pair = next((pair for pair in _pairs(nearest, levels) if _left(mention, *pair)), None)
        if pair is not None:
            yield draft("change", [mention], pair, cue=mark.word)
        elif planned is not None:
            yield draft("change", [mention], planned, strength="implied", cue=mark.word)


def find_adjustments(view: View, changes: Sequence[Relation]) -> Iterator[Relation]:
    """审减2亿元, 追加5万元: a change that belongs to no level, where two levels beside it differ by exactly that.

    A budget that is added to, between the two budgets, is such a change whatever the figures are.
    """
    known = {relation.lhs[0] for relation in changes if relation.type == "change"}
    for change in view.mentions:
        if change.role != "change" or change.quantity.kind != "amount" or change.quantity.id in known:
            continue
        beside = [
            each
            for each in view.mentions[max(0, change.index - 2) : change.index + 2]
            if each.role == "level" and each.sentence == change.sentence and alike(each, change)
        ]
        pair = next((pair for pair in _pairs(beside) if _left(change, *pair)), None)
        if pair is None and len(digits(change.quantity)) > _TELLING:
            near = [
                each
                for each in view.mentions[max(0, change.index - _HEAD) : change.index + _TELLING]
                if each.role == "level" and each.paragraph == change.paragraph and alike(each, change)
            ]
            budgets = [each for each in near if each.basis == "budget"]
            pair = next((pair for pair in _pairs(budgets) if _left(change, *pair)), None)
            if pair is None:
                unsaid = [each for each in near if each.basis in ("", "actual")]
                pair = next(
                    (pair for budget in budgets for pair in _pairs([budget], unsaid) if _left(change, *pair)), None
                )
        if pair is not None:
            yield draft("change", [change], pair[::-1] if change.direction == "down" else pair)
        elif len(beside) > 1 and _adjusts(change, *beside[-2:]):
            yield draft("change", [change], [beside[-1], beside[-2]], strength="implied")


def is_carried(head: str) -> bool:
    """Whether the words before 结余 speak of what is carried over from year to year, 年末结转和结余."""
    return bool(_CARRIED & set(head))


def _nearly_left(rest: Mention, pair: tuple[Mention, Mention]) -> tuple[Mention, Mention] | None:
    """The pair, the larger first, where what is left would be their difference but for one slip."""
    if pair[0].value == pair[1].value:
        return None
    return next((each for each in (pair, pair[::-1]) if difference_miss(rest, *each) is not None), None)


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
        side = side if len(side) == 1 else _IN_OR_OUT & set(each.quantity.item)
        if len(side) == 1:
            if each.index not in listed:
                last[min(side)] = each
            if each.index >= left.index - len(_IN_OR_OUT) and ";" not in view.text[each.end : left.start]:
                beside[min(side)] = each
    for found in (beside, last):
        if len(found) == len(_IN_OR_OUT):
            one, other = found.values()
            larger, smaller = (one, other) if one.value > other.value else (other, one)
            if found is last or _left(left, larger, smaller):
                return larger, smaller
    return None


def _adjusts(change: Mention, first: Mention, last: Mention) -> bool:
    """Whether a change stands between two budgets, the later one the greater: 年初8万元，追加2万元，全年10万元."""
    budgets = change.basis == first.basis == last.basis == "budget"
    return budgets and bool(change.value) and first.value < last.value and first.index < change.index < last.index


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


def _pairs(near: Sequence[Mention], more: Sequence[Mention] = ()) -> Iterator[tuple[Mention, Mention]]:
    """Two figures each, nearest first, the larger first; the second may be one of `more`."""
    for place, one in enumerate(near):
        for other in more or near[place + 1 :]:
            if one.value != other.value:
                yield (one, other) if one.value > other.value else (other, one)


def _left(mention: Mention, larger: Mention, smaller: Mention) -> bool:
    return bool(mention.value) and closes(mention.quantity, [larger.quantity, smaller.quantity], [1, -1])
