"""Changes whose own clause says of what they are: they are of no other level, and theirs may be told only behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.relate.base import alike
from reportminer.relate.changes.levels import AGAINST
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits
from reportminer.relate.evidence.growth import gives
from reportminer.relate.evidence.misses import growth_miss
from reportminer.relate.keys import key_of

_SIDES = frozenset("收支")
_TURNS = ("change.up", "change.down", "change.turn", "change.against", "change.compared", "change.against_budget")
_DEGREES = frozenset({"done", "whole"})
_PAIR = 2
_OPENING = 3
_HUNDRED = Decimal(100)
_OWN, _GRAND = "本年", "总计"
"""a grand total holds what is carried over too, what is called of this year does not"""
_AHEAD = 8
_SECTIONS = 4
"""paragraphs further on in which the level may be told that a change is of"""
_FURTHER, _PARAGRAPHS = 30, 12
"""the same where its name tells it: figures and paragraphs"""
_TELLING, _STEM = 3, 4


def is_of_other_side(view: View, level: Mention, change: Mention) -> bool:
    """Whether a change names income and the level is of expenditure, or this year's and the level is a grand total."""
    words = _named_by(view, change)
    named = _SIDES & set(words)
    if len(named) != 1:
        return False
    if _OWN in words and level.item.endswith(_GRAND) and _OWN not in level.item:
        return True
    told = _SIDES & set(level.item) or _SIDES & set(view.words_of(level))
    return bool(told) and not told & named


def told_behind(view: View, change: Mention, rate: Mention, lexicon: Lexicon) -> Mention | None:
    """The level that a change names, told only behind it: of the same side, or of much the same name."""
    return _of_the_side(view, change, rate) or _of_the_name(view, change, rate, lexicon)


def _of_the_side(view: View, change: Mention, rate: Mention) -> Mention | None:
    """本年收入减少5万元，下降5%。…本年收入95万元."""
    named = _SIDES & set(_named_by(view, change))
    if len(named) != 1:
        return None
    for level in _behind(view, change, rate, _AHEAD, _SECTIONS):
        if named == _SIDES & set(level.item):
            borne = gives(rate, change, level) or growth_miss(rate, change, level) is not None
            return level if borne else None
    return None


def _of_the_name(view: View, change: Mention, rate: Mention, lexicon: Lexicon) -> Mention | None:
    """What a finely printed rate bears out: 运行费比上年增加1.20万元，增长37.5%。…公务用车购置及运行费4.40万元."""
    name = key_of(change.item, lexicon)
    if len(digits(rate)) < _TELLING or len(name) < _TELLING:
        return None
    for level in _behind(view, change, rate, _FURTHER, _PARAGRAPHS):
        other = key_of(level.item, lexicon)
        named = other == name or (len(name) >= _STEM and other.startswith(name[:_STEM]))
        if named and gives(rate, change, level):
            return level
    return None


def _behind(view: View, change: Mention, rate: Mention, reach: int, paragraphs: int) -> Iterator[Mention]:
    """The like levels of this year behind a change and its rate, so many figures and paragraphs on at most."""
    for level in view.mentions[rate.index + 1 : rate.index + 1 + reach]:
        if level.paragraph - change.paragraph > paragraphs:
            return
        if level.role == "level" and level.basis not in ("prior", "budget") and alike(level, change):
            yield level


def is_of_plan(view: View, change: Mention, rate: Mention) -> bool:
    """Whether a change is what a level is above or below its plan: 32亿元，为预算的103%，增收1亿元，增长8%.

    So it is where it follows the degree of completion without a comparison, and the rate is not the change's own.
    """
    if change.index < _PAIR or change.mark(*AGAINST) is not None:
        return False
    level, done = view.mentions[change.index - _PAIR : change.index]
    if level.role == "base" and level.index:
        # 为预算38亿元的90%: the plan is told too
        level = view.mentions[level.index - 1]
    beside = done.role in _DEGREES and level.sentence == done.sentence == change.sentence and level.role == "level"
    if not beside or not alike(level, change) or gives(rate, change, level):
        return False
    met = gives(_over_hundred(done), change, level)
    return met or growth_miss(rate, change, level) is None


def _over_hundred(done: Mention) -> Mention:
    """By how many per cent a degree of completion is more or less than a hundred."""
    low, high = (done.low or done.value) - _HUNDRED, (done.high or done.value) - _HUNDRED
    if high <= 0:
        low, high = -high, -low
    return replace(done, value=abs(done.value - _HUNDRED), low=low, high=high)


def _named_by(view: View, change: Mention) -> str:
    """The words before the comparison that leads to a change; "" where another figure stands among them."""
    mark = next((each for each in change.marks if each.meaning in _TURNS and each.start >= change.clause), None)
    return "" if mark is None else view.text[change.clause : mark.start]


def is_this_years(change: Mention, level: Mention) -> bool:
    """Whether a change against an earlier year can't start from a level, which is no earlier than the change is."""
    yearly = change.mark("change.against", "change.compared") is not None
    return yearly and level.basis not in ("prior", "budget") and level.period == change.period


def is_of_its_own(view: View, previous: Mention, current: Mention, filler: re.Pattern[str]) -> bool:
    """Whether a sentence opens with what it compares, which is not the level: 车费36元。餐费用于来访，较上年3元减少."""
    opening = view.text[view.sentences[previous.sentence] : previous.clause]
    own = len(filler.sub("", opening).strip(" ,")) > _OPENING and "," in opening
    return current.sentence != previous.sentence and own and current.item[-_OPENING:] not in opening
