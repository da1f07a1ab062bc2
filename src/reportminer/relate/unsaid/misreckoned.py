"""Percentages that figures near by make to the last digit if they are reckoned the wrong way: upside down, or on the
level after a change instead of the one before it; and shares told right behind their part that a slip made differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits
from reportminer.relate.evidence.growth import gives
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.evidence.odds import rarely
from reportminer.relate.shares.ratios import fits

_BEFORE, _BEHIND = 24, 6
_BESIDE = 14
"""characters between a change and its rate"""
_FINE = 3
_RARE = Decimal("0.03")
"""the chance allowed that one of the figures tried makes the percentage by chance"""
_SLIPPED = 0.35
"""the chance allowed that one slip makes a percentage of two figures that have nothing to do with each other"""
_NOUN = 2
_HUNDRED = 100
_DEGREES = ("done", "ratio", "share")


def find_misreckoned(view: View, known: Sequence[Relation]) -> Iterator[Relation]:
    """Every percentage without a relation that was reckoned the wrong way from figures that its words compare.

    A rate right behind its change, on the level that the change led to; a degree of completion, of what was spent in
    the budget. Only where so few figures stand near that none would make it by chance.
    """
    told = {id for each in known if each.type in ("share", "rate", "change") for id in each.lhs}
    for rate in view.mentions:
        if rate.kind != "percentage" or rate.bound != "exact" or rate.id in told or len(digits(rate)) < _FINE:
            continue
        if rate.role == "rate":
            yield from _on_later(view, rate)
        elif rate.role in _DEGREES:
            yield from _upside_down(view, rate)
            yield from _of_the_one_before(view, rate)


def _on_later(view: View, rate: Mention) -> Iterator[Relation]:
    """The rate of a change on the level after it: 支出1237万元，…增加137万元，增长11.08%."""
    change = view.mentions[rate.index - 1] if rate.index else rate
    beside = change.role == "change" and change.sentence == rate.sentence and rate.start - change.end <= _BESIDE
    if not beside or change.direction != rate.direction or not change.value:
        return
    near = [each for each in _near(view, change) if each.basis not in ("prior", "budget") and each.value > change.value]
    found = [each for each in near if fits(rate, change, each)]
    if (
        found
        and _is_rare(rate, len({each.value for each in near}))
        and not any(gives(rate, change, one) for one in near)
    ):
        nearest = min(found, key=lambda each: abs(each.index - rate.index))
        yield draft("rate", [rate], [change, nearest], strength="implied")


def _upside_down(view: View, rate: Mention) -> Iterator[Relation]:
    """The budget as a percentage of what was spent of it: 预算120万元…，支出150万元，完成预算的80.00%.

    Above 100 % it need not be called a budget: 到位150万元…，支出120万元，执行率125.00%.
    """
    near = _near(view, rate)
    spent = [
        each for each in near if each.sentence == rate.sentence and each.start < rate.start and each.basis != "prior"
    ]
    done = rate.value > _HUNDRED and rate.mark("share.done") is not None
    before = [each for each in near if each.start < rate.start]
    plans = [each for each in before if each.basis == "budget" or (done and not each.basis)]
    pairs = [
        (part, whole)
        for part in spent
        for whole in plans
        if part.basis != "budget" and part is not whole and alike(part, whole) and part.value != whole.value
    ]
    found = [(part, whole) for part, whole in pairs if fits(rate, whole, part)]
    if found and _is_rare(rate, len(pairs)) and not any(fits(rate, *pair) for pair in pairs):
        yield draft("share", [rate], found[-1], strength="implied")


def _of_the_one_before(view: View, rate: Mention) -> Iterator[Relation]:
    """The share of a figure in the only larger one of its noun before it: 参评项目84个。…抽查项目9个，占17.0%."""
    mark = rate.mark("share.of")
    part = view.mentions[rate.index - 1] if rate.index else rate
    beside = part.role == "level" and part.sentence == rate.sentence and part.group == rate.group
    if mark is None or not beside or mark.start < part.end or view.text[mark.end : rate.start].strip():
        return
    larger = [
        each
        for each in _near(view, part)
        if each.index < part.index
        and each.paragraph == part.paragraph
        and part.sentence - each.sentence <= 1
        and each.value > part.value
    ]
    noun = part.item[-_NOUN:]
    if len({each.value for each in larger}) != 1 or len(noun) < _NOUN or not larger[-1].item.endswith(noun):
        return
    whole = larger[-1]
    if view.mentions[whole.index + 1].role == "share":
        # 拨款630万元，占90%；事业56万元，占8%: a part beside it
        return
    upside_down = abs(whole.value / part.value - rate.value) <= (rate.step or Decimal(1)) / 2 if part.value else False
    if upside_down or (not fits(rate, part, whole) and rarely(share_miss(rate, part, whole), _SLIPPED)):
        yield draft("share", [rate], [part, whole], strength="implied", cue=mark.word)


def _near(view: View, mention: Mention) -> list[Mention]:
    """The levels near a figure, of its unit where it is no percentage."""
    around = view.mentions[max(0, mention.index - _BEFORE) : mention.index + _BEHIND]
    return [
        each
        for each in around
        if each.role in ("level", "base")
        and each.bound == "exact"
        and each.value > 0
        and (mention.kind == "percentage" or alike(each, mention))
    ]


def _is_rare(rate: Mention, tried: int) -> bool:
    return (rate.step or Decimal(1)) * tried <= _RARE * rate.value
