"""Measures of a whole told again of each sector: 事故39起，死亡22人。 道路方面，事故33起，死亡19人。 建筑方面，…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from reportminer.relate.base import ADDABLE
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.listing import Listing, sum_of

_PAIR = 2
_MOST = 20
_NOUN = 2
_ODDS = Fraction(1, 2)
_NEAR = Decimal("0.5")
_SPLIT = re.compile("[;。]")

_Key = tuple[str | None, str]
_Measures = dict[_Key, Mention]


def find_sectors(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """Totals of a paragraph, or of a sentence, that the same measures of what follows it make up.

    What follows are paragraphs, or stretches between semicolons and full stops; at least two of them tell two of the
    measures. A slip is told where another of the measures adds up.
    listings  the lists found by other means, whose totals are divided already
    """
    led = {each.whole.index for each in listings if each.is_sum}
    paragraphs = [list(group) for _, group in groupby(view.mentions, key=lambda each: each.paragraph)]
    measures = [_measures(view, paragraph) for paragraph in paragraphs]
    for place, paragraph in enumerate(paragraphs):
        if len(measures[place]) < _PAIR:
            continue
        end = place + 1
        while end < min(len(paragraphs), place + _MOST) and _of_one_section(paragraphs[end], paragraph):
            end += 1
        yield from _sums(measures[place:end], led)
        stretches = _stretches(view, paragraph)
        if len(stretches) <= _PAIR:
            continue
        told = [_measures(view, stretch) for stretch in stretches]
        for number, head in enumerate(told[:-_PAIR]):
            # stretches of one sentence stand beside each other
            above = stretches[number][-1].sentence < stretches[number + 1][0].sentence
            if above and len(head) >= _PAIR:
                yield from _sums([head, *told[number + 1 :]], led)


def _of_one_section(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    return one[0].section == other[0].section


def _stretches(view: View, paragraph: Sequence[Mention]) -> list[list[Mention]]:
    """The figures of a paragraph outside brackets, a list for each stretch."""
    found: list[list[Mention]] = []
    before: Mention | None = None
    for each in paragraph:
        if each.group:
            continue
        if before is None or _SPLIT.search(view.text, before.end, each.start):
            found.append([])
        found[-1].append(each)
        before = each
    return found


def _measures(view: View, mentions: Sequence[Mention]) -> _Measures:
    """The first level of each kind by its unit and the end of its name: 死亡 of 造成死亡3人."""
    found: _Measures = {}
    for each in mentions:
        name = view.words_of(each).strip()[-_NOUN:]
        told = each.role == "level" and each.kind in ADDABLE and each.basis != "prior" and not each.group
        if told and len(name) == _NOUN and each.bound == "exact":
            found.setdefault((each.unit, name), each)
    return found


def _sums(told: Sequence[_Measures], led: set[int]) -> Iterator[Listing]:
    """The measures of the first that those of all the others which tell them make."""
    head, *others = told
    members = [each for each in others if len(each.keys() & head.keys()) >= _PAIR]
    if len(head) < _PAIR or len(members) < _PAIR:
        return
    first = next(key for key in head if any(key in each for each in members))
    sectors = [each for each in others if first in each]
    found: list[tuple[Mention, list[Mention]]] = []
    for key, whole in head.items():
        parts = [each[key] for each in sectors if key in each]
        if len(parts) >= _PAIR and whole.value > max(part.value for part in parts):
            found.append((whole, parts))
    sure = [closes(whole, parts) for whole, parts in found]
    for (whole, parts), closed in zip(found, sure, strict=True):
        gap = abs(whole.value - sum((part.value for part in parts), Decimal(0)))
        slip = any(sure) and gap <= _NEAR * whole.value
        if whole.index not in led and (closed or (slip and near_miss(whole, parts, _ODDS))):
            led.add(whole.index)
            yield sum_of(whole, parts, sure=closed)
