"""Totals of as many figures as the words right before them count: 调解211件，撤诉97件，两项308件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from reportminer.relate.base import alike, backwards, same_basis
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.listing import Listing, sum_of

_COUNTERS = ("项", "类", "块", "样", "种", "笔", "档")
_LEAST, _MOST = 2, 9
_BACK = 24
_GAP = 12
_OPEN = ",;:。\n各每均占"
"""what ends the words of a total, or says that its figure is none"""


def find_counted_totals(view: View, taken: Set[int]) -> Iterator[Listing]:
    """Each figure behind 两项 or 三类 that the two or three like figures of its sentence make, or miss by one slip.

    taken  the figures that are totals already
    """
    for counter in view.mentions:
        if counter.unit not in _COUNTERS or not _LEAST <= counter.value <= _MOST or counter.role != "level":
            continue
        for total in _totals(view, counter):
            if total.index in taken:
                continue
            parts = _parts_of(counter, total, view)
            figures = [part.quantity for part in parts]
            if len(parts) != counter.value:
                continue
            sure = closes(total.quantity, figures)
            if sure or near_miss(total.quantity, figures):
                mark = Mark(counter.start, counter.end, "sum.after", view.text[counter.start : counter.end])
                yield sum_of(total, parts, mark, strength="stated", sure=True)


def _totals(view: View, counter: Mention) -> Sequence[Mention]:
    """The levels that follow a counter in its clause."""
    found: list[Mention] = []
    end = counter.end
    for mention in view.mentions[counter.index + 1 : counter.index + 1 + _LEAST]:
        gap = view.text[end : mention.start]
        if len(gap) > _GAP or any(char in _OPEN for char in gap) or mention.role != "level":
            break
        found.append(mention)
        end = mention.end
    return found


def _parts_of(counter: Mention, total: Mention, view: View) -> list[Mention]:
    """The levels like a total that its sentence holds before the counter."""
    found = [
        each
        for each in backwards(view, counter, _BACK)
        if each.sentence == total.sentence and each.role == "level" and alike(each, total)
    ]
    like = all(each.group == total.group and same_basis(each, total) for each in found)
    return found[::-1] if like else []
