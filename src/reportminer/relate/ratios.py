"""Rates of two counts or amounts: 合格率98%, 满意度95%, with their figures before or behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import digits, high, low, significant

_HUNDRED = Decimal(100)
_LOOK_BACK = 30
_AFTER = 3
_NOT = "不未"
_DUE = "应需"


def ratio_of(view: View, ratio: Mention, wholes: Mapping[int, Mention]) -> Relation | None:
    """合格率98%: the two like figures before it whose ratio it is, else the only two of its sentence."""
    near = [
        each
        for each in reversed(view.mentions[max(0, ratio.index - 8) : ratio.index])
        if each.paragraph == ratio.paragraph
        and ratio.sentence - each.sentence <= 1
        and (each.role == "level" or (each.role == "change" and telling(ratio)))
    ]
    for place, part in enumerate(near):
        for whole in exact_first(near[place + 1 :]):
            # what is done is named after what was planned, unless the later figure is the plan
            for one, two in ((whole, part),) if part.basis == "budget" else ((part, whole),):
                if alike(one, two) and one.value and fits(ratio, one, two) and one.value != two.value:
                    return draft("share", [ratio], [one, two], strength="stated", cue="率")
    after = _ratio_after(view, ratio)
    if after is not None:
        return after
    near = [each for each in near if each.role == "level"]
    parent = wholes.get(near[0].index) if near else None
    parts = [*near[:1], *([parent] if parent is not None else [])]
    for part in parts if len(digits(ratio.quantity)) > (2 if near and near[0].quantity.kind != "amount" else 3) else ():
        for whole in reversed(view.mentions[max(0, part.index - _LOOK_BACK) : part.index]):
            if whole.role in ("level", "base") and alike(part, whole) and part.value and fits(ratio, part, whole):
                return draft("share", [ratio], [part, whole], cue="率")
    if near and near[0].index == ratio.index - 1 and _same_word(view, near[0], ratio):
        base = parent or _counted(view, near, wholes)
        exact = base is not None and base.quantity.bound == near[0].quantity.bound == "exact"
        if base is not None and exact and not _same_word(view, base, ratio):
            return draft("share", [ratio], [near[0], base], cue="率")
    due = _of_those_due(view, near, ratio, wholes)
    if due is not None:
        return due
    alone = [each for each in near if each.sentence == ratio.sentence]
    if len(alone) == 2 and alone[0].index == ratio.index - 1 and alone[1].index == ratio.index - 2:
        part, whole = alone
        counted = part.quantity.kind != "amount" and part.index not in wholes
        if counted and alike(part, whole) and 0 < part.value <= whole.value:
            return draft("share", [ratio], [part, whole], cue="率")
    return None


def _ratio_after(view: View, ratio: Mention) -> Relation | None:
    """覆盖率82.5%，即246个小区中建成203个: the two counts right behind the rate, in either order."""
    following = view.mentions[ratio.index + 1 : ratio.index + _AFTER]
    if len(following) < 2:
        return None
    one, two = following
    if one.sentence != ratio.sentence or two.sentence != ratio.sentence or not one.role == two.role == "level":
        return None
    if not alike(one, two) or ";" in view.text[ratio.end : two.start]:
        return None
    part, whole = (one, two) if one.value < two.value else (two, one)
    return draft("share", [ratio], [part, whole], cue="率") if part.value and fits(ratio, part, whole) else None


def _of_those_due(
    view: View, near: Sequence[Mention], ratio: Mention, wholes: Mapping[int, Mention]
) -> Relation | None:
    """参保48万人，应参保49万人，参保率98%: the word of the rate names both counts, and one of them as due."""
    if not near or near[0].index != ratio.index - 1:
        return None
    named = [
        each
        for each in near
        if each.sentence == ratio.sentence and each.index not in wholes and _same_word(view, each, ratio)
    ]
    due = [each for each in named if _is_due(view, each, ratio)]
    done = [each for each in named if each not in due]
    if len(due) == 1 and done and alike(done[0], due[0]) and 0 < done[0].value <= due[0].value:
        return draft("share", [ratio], [done[0], due[0]], cue="率")
    return None


def _is_due(view: View, count: Mention, ratio: Mention) -> bool:
    rate = view.text.rfind("率", ratio.clause, ratio.start)
    named = view.text.find(view.text[rate - 2 : rate], count.clause, count.start)
    return view.text[named - 1] in _DUE


def _counted(view: View, near: Sequence[Mention], wholes: Mapping[int, Mention]) -> Mention | None:
    """The larger like figure before a part in the same stretch of its sentence, parts of lists left out."""
    part = near[0]
    for whole in near[1:]:
        if whole.sentence != part.sentence or ";" in view.text[whole.end : part.start]:
            return None
        if alike(whole, part) and whole.index not in wholes and part.value:
            return whole if whole.value >= part.value else None
    return None


def _same_word(view: View, part: Mention, ratio: Mention) -> bool:
    """Whether a count is named by the word that the rate is made of: 合格2046批次，合格率97.9%; not 不合格4批次."""
    rate = view.text.rfind("率", ratio.clause, ratio.start)
    if rate - 2 < ratio.clause:
        return False
    named = view.text.find(view.text[rate - 2 : rate], part.clause, part.start)
    return named >= 0 and view.text[named - 1] not in _NOT


def proved(view: View, rate: Mention, savings: Mapping[str, Relation]) -> Relation | None:
    """实际支出80万元，使用率85%，结余20万元: what is left tells the base, whatever the rate is.

    savings  by the figure that is used up
    """
    if not rate.index or rate.index + 1 >= len(view.mentions):
        return None
    used, left = view.mentions[rate.index - 1], view.mentions[rate.index + 1]
    relation = savings.get(used.quantity.id)
    if relation is None or relation.lhs[0] != left.quantity.id or left.sentence != rate.sentence:
        return None
    before = view.mentions[max(0, rate.index - _LOOK_BACK) : rate.index]
    base = next((each for each in before if each.quantity.id == relation.rhs[0]), None)
    return draft("share", [rate], [used, base], cue="率") if base is not None else None


def exact_first(mentions: Sequence[Mention]) -> list[Mention]:
    """The figures in their order, those that are only about right behind the others."""
    return sorted(mentions, key=lambda each: each.quantity.bound != "exact")


def telling(share: Mention) -> bool:
    """Whether a percentage is printed finely enough to tell its base by."""
    return significant(share.quantity) > 2


def fits(share: Mention, part: Mention, whole: Mention) -> bool:
    """Whether the intervals of the share and of part ÷ whole meet."""
    least, most = low(whole.quantity), high(whole.quantity)
    if least <= 0 or low(part.quantity) < 0:
        return False
    return (
        low(part.quantity) / most * _HUNDRED <= high(share.quantity)
        and low(share.quantity) <= high(part.quantity) / least * _HUNDRED
    )
