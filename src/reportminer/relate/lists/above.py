"""Totals of the labelled lines further up: 以上三项共支出9万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.model import Strength
from reportminer.relate.base import alike
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.closing import closes
from reportminer.relate.evidence.slips import slips
from reportminer.relate.lists.listing import Listing, sum_of

_MOST = 40
_LEAST = 2


def find_totals_above(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """Each figure of a sentence that begins with 以上 or 上述 and sums up one figure from every labelled line above it.

    listings  the lists found by other means; what they divide is left to them
    stated where the lines close the total, implied where one slip keeps them from it.
    """
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
            if test(total, parts):
                strength: Strength = "stated" if test is closes else "implied"
                yield sum_of(total, parts, mark, strength=strength)
                return
