"""Rates whose word says of what they are: 结案率 is cases closed of those taken in, 节约率 savings of the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import high, low
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.keys import any_of, families
from reportminer.relate.shares.ratios import fits

_BACK = 14
_TRIED = 4
_PAIR = 2
_USE = "rate."
_NOT = "不未无非净"
_PAIRS = (frozenset({"个", "人"}), frozenset({"张", "人"}), frozenset({"家", "份"}))
"""units of which one counts what the other is counted for: posts and people, beds and people, firms and contracts"""
_SIDES = ("part", "whole", "other")
_RANGE = "幅度"
_RATIOS = "率比例"
_REACHED = "至到为"
_SPENT = "执行率"
_NAMED = frozenset({"ratio", "done"})
_LEVELS = frozenset({"level", "base", "change"})


class _Rate(Struct, frozen=True):
    """The words of one rate, of its part, of its whole, and of what is taken for the whole by mistake."""

    part: re.Pattern[str]
    whole: re.Pattern[str]
    other: re.Pattern[str]


def rated(view: View, rate: Mention) -> Relation | None:
    """The share that a rate is by its word: where it comes out, misses by one slip, has a wrong base or is inverted."""
    rates = families(_USE, "word", _SIDES, view.lexicon)
    reached = _is_reached(view, rate)
    begin = view.mentions[rate.index - 1].clause if reached else rate.clause
    words = rates.words.findall(view.text, begin, rate.start)
    if not words or rate.row[1] > 1:
        return None
    named = _Rate(*rates.by_word[words[-1]])
    changed = words[-1].endswith(_RANGE)
    beside = view.text.endswith(words[-1], 0, rate.start) and words[-1][-1] in _RATIOS
    if rate.role in ("other", "rate") and not (changed or reached or beside):
        return None
    parts = list(_named(view, rate, named.part))[:_TRIED]
    like = [each for each in parts if each.sentence == rate.sentence and each.unit == parts[0].unit]
    for part in parts[:1] + like[1:]:
        # 满意418份、基本满意36份、不满意7份，满意率91%: the nearest that the word is in may not be the one meant
        whole = _whole_of(view, rate, part, named, sure=True)
        if whole is not None:
            break
    else:
        if not parts:
            return None
        together = _together(view, rate, like, named) if len(like) > 1 else None
        if together is not None:
            return draft("share", [rate], [*reversed(like), together], cue="率")
        part = max(like, key=lambda each: each.value, default=parts[0])
        whole = _whole_of(view, rate, part, named, sure=False)
        if whole is None:
            return None
    if changed:
        return draft("rate", [rate], [part, whole], form="change_previous", cue=words[-1])
    return draft("share", [rate], [part, whole], cue="率")


def _whole_of(view: View, rate: Mention, part: Mention, named: _Rate, *, sure: bool) -> Mention | None:
    """What the part is a share of; `sure` where the rate comes out, else where one slip, or a wrong base, keeps it."""
    others = [each for each in _named(view, rate, named.other) if _may_be_of(part, each)]
    taken = {part.index, *(each.index for each in others)}
    wholes = [each for each in _named(view, rate, named.whole) if each.index not in taken and _may_be_of(part, each)]
    if sure:
        return next((each for each in wholes if fits(rate, part, each)), None)
    # 追加5万元，追加率4%，调整后预算125万元: the figure mistaken for the base may stand behind the rate
    behind = view.mentions[rate.index + 1 : rate.index + 2]
    others += [
        each
        for each in behind
        if each.sentence == rate.sentence and alike(each, part) and named.other.search(view.text, rate.end, each.start)
    ]
    if not wholes:
        return None
    if wholes[0].value < part.value and (wholes[0].sentence, part.sentence) != (rate.sentence, rate.sentence):
        # larger than all of it only by a slip in the one or the other, side by side
        return None
    if any(fits(rate, part, each) for each in others) or fits(rate, wholes[0], part):
        return wholes[0]
    # 调查400人，其中客户300人、员工100人；客户满意286人，满意率95.33%: of a part that bears it out
    parts = (each for each in _before(view, rate) if each.role == "level" and alike(each, part) and each is not part)
    if any(each not in wholes and fits(rate, part, each) for each in parts):
        return None
    return wholes[0] if share_miss(rate, part, wholes[0]) is not None else None


def _together(view: View, rate: Mention, parts: Sequence[Mention], named: _Rate) -> Mention | None:
    """The whole that several parts are a share of together: 非常满意210份、满意75份，满意率95%."""
    total = 100 * sum((each.value for each in parts), Decimal(0))
    wholes = (each for each in _named(view, rate, named.whole) if each not in parts and _may_be_of(parts[0], each))
    return next((each for each in wholes if low(rate) <= total / each.value <= high(rate)), None)


def of_all_done(view: View, rate: Mention, relation: Relation) -> Relation:
    """The share of all figures of one verb together where that of the last alone does not come out.

    计划18项，上半年完成7项，下半年完成10项，完成率94.44%
    """
    part, whole = (next((each for each in _before(view, rate) if each.id == id), None) for id in relation.rhs[:_PAIR])
    if part is None or whole is None or len(relation.rhs) > _PAIR or rate.row[1] > 1 or fits(rate, part, whole):
        return relation
    verb = view.words_of(part)[-_PAIR:]
    alike_told = [
        each
        for each in _before(view, rate)
        if each.index > whole.index and each.role == "level" and alike(each, part) and _is_done(view, each, verb)
    ]
    if rate.role not in ("done", "ratio") or len(verb) < _PAIR or len(alike_told) < _PAIR:
        return relation
    total = 100 * sum((each.value for each in alike_told), Decimal(0))
    made = low(rate) <= total / whole.value <= high(rate)
    return draft("share", [rate], [*alike_told, whole], cue=relation.cue) if made else relation


def _before(view: View, rate: Mention) -> list[Mention]:
    """The figures of the sentence of a rate before it."""
    return [each for each in view.by_sentence[rate.sentence] if each.index < rate.index]


def _is_done(view: View, figure: Mention, verb: str) -> bool:
    words = view.words_of(figure)
    return words.endswith(verb) and words[: -len(verb)][-1:] not in _NOT


def is_of_others(view: View, rate: Mention, relation: Relation) -> bool:
    """Whether a rate whose word names its part is given as the share of another, of its own whole for one.

    收回461份，满意418份，满意率96%: it is no share of those that came back, nor where the sentence leaves 418份 out.
    """
    words = families(_USE, "word", _SIDES, view.lexicon)
    found = words.words.findall(view.text, rate.clause, rate.start)
    if not found:
        return False
    part, whole, _ = words.by_word[found[-1]]
    told = {each.id for each in _named(view, rate, part) if each.sentence == rate.sentence}
    wholes = {each.id for each in _named(view, rate, whole)}
    return told.isdisjoint(relation.rhs) and (bool(told) or relation.rhs[0] in wholes)


def is_anothers(view: View, rate: Mention, part: Mention | None, whole: Mention | None) -> bool:
    """Whether figures that do not bear a rate out bear out the one behind, or tell what was granted, and not spent.

    受理73件，办结71件，受理率100%，办结率97.26%; 预算25万元，下达20万元，执行率95%
    """
    if part is None or whole is None or fits(rate, part, whole):
        return False
    mark, after = rate.mark("share.done"), view.mentions[rate.index + 1 : rate.index + 2]
    if mark is not None and mark.word == _SPENT and any_of("budget.in", view.lexicon).search(view.words_of(part)):
        return True
    named = rate.role in _NAMED and not rate.mark("share.of")
    return any(named and each.role in _NAMED and _is_beside(rate, each) and fits(each, part, whole) for each in after)


def _is_beside(rate: Mention, other: Mention) -> bool:
    return other.kind == rate.kind and other.sentence == rate.sentence and other.group == rate.group


def _is_reached(view: View, rate: Mention) -> bool:
    """Whether a rate is the one that another fell or rose to: 发生率由5.79%降至0.89%."""
    before = view.mentions[rate.index - 1] if rate.index else rate
    led = view.text[rate.start - 1] in _REACHED and rate.clause == rate.lead == before.end
    return led and before.kind == rate.kind


def _named(view: View, rate: Mention, words: re.Pattern[str]) -> Iterator[Mention]:
    """The levels before a rate that words name so, in its sentence and the one before; nearest first."""
    for each in backwards(view, rate, _BACK):
        if each.paragraph != rate.paragraph or rate.sentence - each.sentence > 1:
            return
        if each.role not in _LEVELS or each.basis == "prior" or not each.value:
            continue
        first = each
        while first.index and view.mentions[first.index - 1].end == first.start:
            # 未脱贫21户56人: one word for both
            first = view.mentions[first.index - 1]
        start = first.words_start
        found = words.search(view.text, start, first.start)
        if found is not None and view.text[found.start() - 1] not in _NOT:
            yield each


def _may_be_of(part: Mention, whole: Mention) -> bool:
    return alike(part, whole) or {part.unit, whole.unit} in _PAIRS
