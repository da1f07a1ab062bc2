"""Rates of two counts or amounts: 合格率98%, 满意度95%, with their figures before or behind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportminer.claims import scale_of
from reportminer.model import Relation, Strength
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits, high, low, significant
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.shares.unlike import is_beyond, is_by_average, is_narrowed

_HUNDRED = Decimal(100)
_LOOK_BACK = 30
_AFTER = 3
_TELLING = 3
_STRETCH = 8
_BOTH = 2
_NAMED = 3
_NOT = "不未"
_CHANCE = 0.3
"""how likely it may be that a rate named by a count misses a larger one by a slip"""
_THAT_IS = "即"
_DUE = "应需"
_IN_ALL = "总累共"
_BY = "按以"
_LIMITS = frozenset({"at_most", "at_least"})
"""bounds of figures that are set and not reached: 控制在33.9亿元以内"""
_NESTED = re.compile(r"[^,;:。、()中里内有]{0,8}的")
_FAR = 10
"""by how many times a rate may miss what its two counts give, and still be theirs"""
_RECKONED = re.compile(r"的?(?:[口基]径|基数|标准)?来?(?:[计测核推]?算|计),")


def ratio_of(view: View, ratio: Mention, wholes: Mapping[int, Mention]) -> Relation | None:
    """合格率98%: the two like figures before it whose ratio it is, else the only two of its sentence."""
    pair = _pair(view, ratio, wholes)
    if pair is not None and fits(ratio, *pair):
        return _share(ratio, *pair)
    near = [
        each
        for each in backwards(view, ratio, _STRETCH)
        if each.paragraph == ratio.paragraph
        and ratio.sentence - each.sentence <= 1
        and (each.role == "level" or (each.role == "change" and telling(ratio)))
        and each.bound not in _LIMITS
        and not is_beyond(view, each)
    ]
    narrowed = is_narrowed(view, ratio, near[:_BOTH])
    apart = pair is not None and ";" in view.text[max(each.end for each in pair) : ratio.start]
    missed = pair is not None and not apart and share_miss(ratio, *pair) is not None
    found = _fitting(view, ratio, near, wholes, named=missed) or _ratio_after(view, ratio)
    if found is None and pair is not None and telling(ratio):
        found = _above(view, ratio, pair[0])
    if found is not None or narrowed or is_by_average(view, ratio, near):
        return found
    if pair is not None and missed:
        return _share(ratio, *pair, strength="stated" if _is_sure(view, ratio, *pair) else "implied")
    if pair is not None and _names_the_first(view, ratio, *sorted(pair, key=lambda each: each.index)):
        return _of_both(view, ratio, *sorted(pair, key=lambda each: each.index))
    near = [each for each in near if each.role == "level"]
    readings = (_further_up, _of_the_last, _named_in_sight, _of_those_due, _named_part)
    tried = (reading(view, near, ratio, wholes) for reading in readings)
    return next((found for found in tried if found is not None), None) or _as_worded(view, ratio, pair, wholes)


def _share(ratio: Mention, part: Mention, whole: Mention, strength: Strength = "stated") -> Relation:
    return draft("share", [ratio], [part, whole], strength=strength, cue="率")


def _fitting(
    view: View, ratio: Mention, near: Sequence[Mention], wholes: Mapping[int, Mention], *, named: bool = False
) -> Relation | None:
    """The nearest two figures before a rate that bear it out; the part in its sentence and called so where `named`."""
    for place, part in enumerate(near):
        fine = len(digits(ratio)) >= _TELLING and part.index == ratio.index - 1
        if named and not fine and not (part.sentence == ratio.sentence and _same_word(view, part, ratio)):
            # 发出480份，收回461份，满意418份，满意率91%
            continue
        # what is done is named after what was planned, unless the later figure is the plan
        planned = part.basis == "budget" or view.words_of(part).strip(" ,").startswith(tuple(_DUE))
        for whole in exact_first(near[place + 1 :]):
            if part.index in wholes and wholes[part.index] is wholes.get(whole.index):
                # 听力12名、智力41名、孤独症42名: one part of a list is not of another
                continue
            one, two = (whole, part) if planned else (part, whole)
            if alike(one, two) and one.value and fits(ratio, one, two) and one.value != two.value:
                return _share(ratio, one, two)
    return None


def _above(view: View, ratio: Mention, part: Mention) -> Relation | None:
    """What bears a rate out above the figure that misses it: 收入32万元。支出30万元，结余2万元，结余率6.25%."""
    for whole in backwards(view, part, _LOOK_BACK):
        if whole.paragraph != part.paragraph:
            return None
        if whole.role == "level" and whole.basis != "prior" and alike(part, whole) and fits(ratio, part, whole):
            return _share(ratio, part, whole)
    return None


def _further_up(view: View, near: Sequence[Mention], ratio: Mention, wholes: Mapping[int, Mention]) -> Relation | None:
    """The last figure, or the total of its list, in one further up that bears out a rate printed finely enough."""
    if not near or len(digits(ratio)) <= (_TELLING - 1 if near[0].kind != "amount" else _TELLING):
        return None
    parent = wholes.get(near[0].index)
    for part in (near[0], parent) if parent is not None else near[:1]:
        for whole in backwards(view, part, _LOOK_BACK):
            if whole.role in ("level", "base") and alike(part, whole) and part.value and fits(ratio, part, whole):
                return _share(ratio, part, whole)
    return None


def _of_the_last(view: View, near: Sequence[Mention], ratio: Mention, wholes: Mapping[int, Mention]) -> Relation | None:
    """The figure right before a rate that is named like it, in the total of its list or in what was counted."""
    if not near or near[0].index != ratio.index - 1 or not _same_word(view, near[0], ratio):
        return None
    if ";" in view.text[near[0].end : ratio.start]:
        return None
    base = wholes.get(near[0].index) or _counted(view, ratio, near, wholes)
    if base is None or not base.bound == near[0].bound == "exact" or _same_word(view, base, ratio):
        return None
    # 满意154件，基本满意8件，满意率97%: another figure of the name comes nearer
    nearer = None if share_miss(ratio, near[0], base) is not None else _named_in_sight(view, near, ratio, wholes)
    return nearer or (_share(ratio, near[0], base) if base.value and _may_give(near[0], base, ratio) else None)


def _as_worded(
    view: View, ratio: Mention, pair: tuple[Mention, Mention] | None, wholes: Mapping[int, Mention]
) -> Relation | None:
    """The two counts right before a rate, one of them named like it, whatever the rate is."""
    if pair is None or pair[0].kind == "amount" or pair[0].index in wholes:
        return None
    worded = any(_same_word(view, each, ratio) for each in pair)
    if not worded or not 0 < pair[0].value <= pair[1].value:
        return None
    return _share(ratio, *pair) if _may_give(*pair, ratio) else None


def _may_give(part: Mention, whole: Mention, ratio: Mention) -> bool:
    """Whether a rate is no other than of these by its size: 过火面积18公顷，受害面积5公顷，受害率0.03‰."""
    given = scale_of(ratio.quantity) * part.value / whole.value
    return given <= _FAR * ratio.value and ratio.value <= _FAR * given


def reckoned_of(view: View, ratio: Mention, wholes: Mapping[int, Mention]) -> Relation | None:
    """参保9人，按常住人口10人计算，参保率90%: the count that the rate is named by, in the base it is reckoned on."""
    whole = view.mentions[ratio.index - 1] if ratio.index else ratio
    if whole.role != "level" or whole.sentence != ratio.sentence or whole.group != ratio.group:
        return None
    if not _is_reckoned_on(view, whole):
        return None
    for part in backwards(view, whole, _STRETCH):
        if part.sentence != ratio.sentence:
            return None
        if part.role == "level" and part.index not in wholes and alike(part, whole) and _same_word(view, part, ratio):
            return _share(ratio, part, whole)
    return None


def _is_reckoned_on(view: View, base: Mention) -> bool:
    """Whether the words around a figure say that a rate is reckoned on it: 按总资金30万元算."""
    return view.text[base.clause] in _BY and _RECKONED.match(view.text, base.end) is not None


def ended_list(view: View, rate: Mention, wholes: Mapping[int, Mention]) -> frozenset[int]:
    """The parts of a list that ends right before a rate of its total: 5份，其中甲3份、乙2份，合格率98%."""
    last = view.mentions[rate.index - 1] if rate.index else rate
    whole = wholes.get(last.index)
    if whole is None or whole.sentence != rate.sentence or not whole.index < last.index:
        return frozenset()
    between = view.mentions[whole.index + 1 : rate.index]
    parts = [each for each in between if wholes.get(each.index) is whole]
    if len(parts) < _BOTH or len(parts) < len(between) or any(each.group != rate.group for each in parts):
        return frozenset()
    return frozenset(each.index for each in parts)


def _pair(view: View, ratio: Mention, wholes: Mapping[int, Mention]) -> tuple[Mention, Mention] | None:
    """The part and the whole right before a rate: the only two figures of their stretch, lists within it left out."""
    ended = ended_list(view, ratio, wholes)
    here: list[Mention] = []
    for each in backwards(view, ratio, _STRETCH):
        if each.sentence != ratio.sentence or ";" in view.text[each.end : here[-1].start if here else ratio.start]:
            break
        listed = wholes.get(each.index)
        if (
            # (改造11公里、管养5座) 补助2666万元, 0至3岁儿童
            (each.group not in (0, ratio.group) or each.kind == "duration")
            or (each.index in ended or is_beyond(view, each))
            or (here and listed is not None and listed.sentence == ratio.sentence)
        ):
            continue
        here.append(each)
    beyond = ratio.index > 0 and is_beyond(view, view.mentions[ratio.index - 1])
    if any(each.bound in _LIMITS for each in here):
        return None
    if len(here) != _BOTH or here[0].index < ratio.index - 1 - len(ended) - beyond:
        return None
    last, first = here
    if _NESTED.fullmatch(view.text, first.end, last.start):
        # 5个部门的12个项目执行率低于50%: the one counts whose the others are
        return None
    if last.value > first.value and view.text[last.clause] in _IN_ALL:
        # 新建12所，总数168所，覆盖率97.7%
        return None
    if not (alike(last, first) and last.role == first.role == "level" and last.group == first.group == ratio.group):
        return None
    planned = last.basis == "budget" != first.basis or _is_reckoned_on(view, last)
    return (first, last) if planned else (last, first)


def _names_the_first(view: View, ratio: Mention, first: Mention, last: Mention) -> bool:
    """Whether a rate is named by the first of two counts alone: 按期办理90件，逾期10件，按期办理率90%."""
    name = view.text[ratio.clause : view.text.rfind("率", ratio.clause, ratio.start)].strip()
    if len(name) < _NAMED or first.kind in ("amount", "score"):
        return False
    return name in view.text[first.clause : first.start] and name not in view.text[last.clause : last.start]


def _of_both(view: View, ratio: Mention, first: Mention, last: Mention) -> Relation | None:
    """The first of two counts in the one further up in the paragraph that both make; None where there is none."""
    both = first.value + last.value
    for whole in backwards(view, first, _LOOK_BACK):
        if whole.paragraph != first.paragraph:
            return None
        if whole.value == both and alike(whole, first) and whole.role == "level":
            return _share(ratio, first, whole)
    return None


def _is_sure(view: View, ratio: Mention, part: Mention, whole: Mention) -> bool:
    """Whether the words say that the rate is of these two: named by the rate's word, or two counts and nothing else."""
    counted = part.kind not in ("amount", "score")
    return counted or _same_word(view, part, ratio) or _is_reckoned_on(view, whole)


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
    for part, whole in ((one, two), (two, one)):
        if part.value and part.value < whole.value and fits(ratio, part, whole):
            return _share(ratio, part, whole)
    # 调解撤诉率58.4%(调解98件、撤诉79件): a list is of parts
    bracketed = one.group == two.group and view.opens[one.group] == ratio.end and one.row[1] == 1
    bracketed = bracketed and "、" not in view.text[one.end : two.start]
    if not bracketed and not view.text[ratio.end : one.start].lstrip(",").startswith(_THAT_IS):
        return None
    missed = (pair for pair in ((two, one), (one, two)) if share_miss(ratio, *pair) is not None)
    return next((_share(ratio, *pair) for pair in missed), None)


def _named_part(view: View, near: Sequence[Mention], ratio: Mention, wholes: Mapping[int, Mention]) -> Relation | None:
    """立案399件，其中调解268件、裁决131件，调解率76%: the part that the rate is named by, but for one slip."""
    ended = ended_list(view, ratio, wholes)
    for part in near:
        whole = wholes.get(part.index)
        if whole is None or part.index not in ended or not _same_word(view, part, ratio):
            continue
        if alike(part, whole) and share_miss(ratio, part, whole) is not None:
            return _share(ratio, part, whole, strength="implied")
    return None


def _named_in_sight(
    view: View, near: Sequence[Mention], ratio: Mention, wholes: Mapping[int, Mention]
) -> Relation | None:
    """采用40条（甲9条、乙31条），采用率27.4%: the part that a rate is named by in a larger figure, but for one slip."""
    if significant(ratio) < _BOTH:
        return None
    here = [each for each in near if each.sentence == ratio.sentence and ";" not in view.text[each.end : ratio.start]]
    named = [each for each in here if _same_word(view, each, ratio)]
    above = (_above(view, ratio, part) for part in named if telling(ratio))
    if (borne := next((each for each in above if each is not None), None)) is not None:
        # 监测86户，其中…36户、…41户、…9户，已消除62户193人，消除率72.1%: what bears it out stands before a list
        return borne
    pairs = [
        (part, whole)
        for part in named
        for whole in near
        if whole.index < part.index and alike(whole, part) and whole.value != part.value
    ]
    missed = [(chance, pair) for pair in pairs if (chance := share_miss(ratio, *pair)) is not None]
    if not missed:
        return None
    # 满意147件，基本满意7件: a rate is seldom that of the lesser
    chance, (part, whole) = max(missed, key=lambda each: (each[1][0].value, -each[0]))
    return _share(ratio, part, whole, strength="implied") if chance * len(pairs) < _CHANCE else None


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
        return _share(ratio, done[0], due[0])
    return None


def _is_due(view: View, count: Mention, ratio: Mention) -> bool:
    rate = view.text.rfind("率", ratio.clause, ratio.start)
    named = view.text.find(view.text[rate - 2 : rate], count.clause, count.start)
    return view.text[named - 1] in _DUE


def _counted(view: View, ratio: Mention, near: Sequence[Mention], wholes: Mapping[int, Mention]) -> Mention | None:
    """The larger like figure before a part in its sentence, parts of lists and last year's figures left out."""
    part = near[0]
    for whole in near[1:]:
        if whole.sentence != part.sentence:
            return None
        if whole.basis == "prior":
            continue
        if ";" in view.text[whole.end : part.start] and share_miss(ratio, part, whole) is None:
            return None
        if alike(whole, part) and whole.index not in wholes and part.value:
            return whole if whole.value >= part.value or share_miss(ratio, part, whole) is not None else None
    return None


def _same_word(view: View, part: Mention, ratio: Mention) -> bool:
    """Whether a count is named by the word that the rate is made of: 合格20批，20批合格，合格率98%; not 不合格4批."""
    rate = view.text.rfind("率", ratio.clause, ratio.start)
    if rate - 2 < ratio.clause:
        return False
    named = view.text.find(word := view.text[rate - 2 : rate], part.clause, part.start)
    return (named >= 0 and view.text[named - 1] not in _NOT) or view.text.startswith(word, part.end)


def proved(view: View, rate: Mention, savings: Mapping[str, Relation]) -> Relation | None:
    """实际支出80万元，使用率85%，结余20万元: what is left tells the base, whatever the rate is.

    savings  by the figure that is used up
    """
    if not rate.index or rate.index + 1 >= len(view.mentions):
        return None
    used, left = view.mentions[rate.index - 1], view.mentions[rate.index + 1]
    relation = savings.get(used.id)
    if relation is None or relation.lhs[0] != left.id or left.sentence != rate.sentence:
        return None
    before = view.mentions[max(0, rate.index - _LOOK_BACK) : rate.index]
    base = next((each for each in before if each.id == relation.rhs[0]), None)
    return _share(rate, used, base) if base is not None else None


def exact_first(mentions: Sequence[Mention]) -> list[Mention]:
    """The figures in their order, those that are only about right behind the others."""
    return sorted(mentions, key=lambda each: each.bound != "exact")


def telling(share: Mention) -> bool:
    """Whether a percentage is printed finely enough to tell its base by."""
    return significant(share) >= _TELLING


def fine(share: Mention) -> bool:
    """Whether a percentage is printed so finely that one figure among many bears it out by chance but seldom."""
    printed = len(digits(share)) if share.step is not None and share.step < 1 else significant(share)
    return printed > _TELLING


def fits(share: Mention, part: Mention, whole: Mention) -> bool:
    """Whether the intervals of the share and of part ÷ whole meet."""
    least, most = low(whole), high(whole)
    if least <= 0 or low(part) < 0:
        return False
    return low(part) / most * _HUNDRED <= high(share) and low(share) <= high(part) / least * _HUNDRED
