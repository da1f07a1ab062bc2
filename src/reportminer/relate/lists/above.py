"""Totals of the labelled lines further up: 以上三项共支出9万元."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportminer.model import Strength
from reportminer.relate.base import alike, joined
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.closing import closes
from reportminer.relate.evidence.slips import slips
from reportminer.relate.lists.listing import Listing, sum_of

_MOST = 40
_LEAST = 2
_NEAR = Decimal("0.2")
"""how far, of the total, the parts behind 即 may be from it and still be meant as all of it"""
_THAT_IS = re.compile(r",?\s*即")


def find_totals_above(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """Each figure of a sentence that begins with 以上 or 上述 and sums up one figure from every labelled line above it.

    listings  the lists found by other means; what they divide is left to them
    stated where the lines close the total, implied where one slip keeps them from it.
    """
    yield from _that_is(view, listings)
    divided = {each.whole.index for each in listings if each.is_sum}
    lines: list[list[Mention]] = []
    last = -1
    for mention in view.mentions:
        mark = mention.mark("above.all")
        if mark is None and not (lines and mention.sentence == last):
            continue
        if mention.sentence != last:
            last = mention.sentence
            opens = mark is not None and not view.text[view.sentences[last] : mark.start].strip()
            lines = _lines_above(view, mention) if opens else []
        if len(lines) >= _LEAST and mention.role == "level" and mention.index not in divided:
            yield from _recap(mention, mark or Mark(mention.end, mention.end, "above.all", ""), lines)


def _that_is(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """Totals that 共 or 以上 makes, told again part by part: 以上支出共30万元，即甲12万元、乙10万元、丙8万元."""
    known = {each.whole.index for each in listings} | {part.index for each in listings for part in each.parts}
    for mark in view.marks:
        if mark.meaning not in ("sum.after", "above.all"):
            continue
        place = bisect_left(view.mentions, mark.end, key=lambda each: each.start)
        parts = view.mentions[place + 1 : place + 2]
        if not parts or view.mentions[place].index in known:
            continue
        whole = view.mentions[place]
        if whole.sentence != view.sentence_at(mark.start) or whole.role != "level" or whole.lead > mark.start:
            continue
        if _THAT_IS.match(view.text, whole.end, parts[0].start) is None:
            continue
        while parts[-1].index + 1 < len(view.mentions) and joined(view, parts[-1], view.mentions[parts[-1].index + 1]):
            parts = (*parts, view.mentions[parts[-1].index + 1])
        figures = [each.quantity for each in parts]
        fits = all(each.role == "level" and alike(each, whole) and each.quantity.bound == "exact" for each in parts)
        gap = abs(whole.value - sum(each.value for each in parts))
        if fits and len(parts) > _LEAST and (closes(whole.quantity, figures) or gap <= _NEAR * whole.value):
            known.add(whole.index)
            yield sum_of(whole, parts, mark, strength="stated")


def _lines_above(view: View, mention: Mention) -> list[list[Mention]]:
    """The figures of each labelled line right above the paragraph of a figure, first line first."""
    lines: dict[int, list[Mention]] = {}
    paragraph = mention.paragraph
    while paragraph and len(lines) < _MOST:
        paragraph -= 1
        start = view.paragraphs[paragraph]
        if not view.text[start : view.paragraph_end(start)].strip():
            continue
        if not view.labelled(start):
            break
        lines[paragraph] = []
    place, first = mention.index, min(lines, default=mention.paragraph)
    while place and (each := view.mentions[place - 1]).paragraph >= first:
        place -= 1
        if each.paragraph in lines:
            lines[each.paragraph].append(each)
    return [lines[number][::-1] for number in sorted(lines) if lines[number]]


def _recap(total: Mention, mark: Mark, lines: Sequence[Sequence[Mention]]) -> Iterator[Listing]:
    like = [[each for each in line if each.role == "level" and alike(each, total)] for line in lines]
    if not all(like):
        return
    readings = []
    for bases in (("budget", ""), ("actual", ""), ("", "actual", "budget", "prior")):
        parts = [next((each for each in line if each.basis in bases), line[0]) for line in like]
        if parts not in readings:
            readings.append(parts)
    for test in (closes, slips):
        for parts in readings:
            if test(total.quantity, [part.quantity for part in parts]):
                strength: Strength = "stated" if test is closes else "implied"
                yield sum_of(total, parts, mark, strength=strength)
                return
