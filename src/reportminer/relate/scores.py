"""Points scored out of the points to be had: 投入20分得19分, 分值15分，得分13分, and two lists with the same names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.lists import is_scored
from reportminer.relate.sums import Listing

_APART = 12
_NEAR = 6
_SCORED = "得"


def find_scores(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Each score that is at most the points of the same criterion, beside it or at its place in a list before."""
    yield from _beside(view)
    yield from _by_name(view, listings)
    yield from _by_place(view, listings)


def _beside(view: View) -> Iterator[Relation]:
    for full, scored in zip(view.mentions, view.mentions[1:], strict=False):
        if full.quantity.kind != "score" or scored.quantity.kind != "score" or full.sentence != scored.sentence:
            continue
        between = view.text[full.end : scored.start]
        if full.group and full.group != scored.group:
            # 满分100分（甲60分、乙40分），得分98分
            outer = view.text.rfind("(", 0, full.start)
            full = next((each for each in reversed(view.mentions[: full.index]) if each.end <= outer), full)
            if full.quantity.kind != "score" or full.sentence != scored.sentence:
                continue
        if len(between) <= _APART and ";" not in between and _SCORED in between and not is_scored(view, full):
            yield draft("part_of", [scored], [full], strength="implied")


def _by_name(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    lists = [each for each in listings if each.whole.quantity.kind == "score" and len(each.parts) > 1]
    lists.sort(key=lambda each: each.whole.index)
    for place, full in enumerate(lists):
        named = {_name(view, part): part for part in full.parts}
        for scored in lists[place + 1 :]:
            if scored.whole.paragraph != full.whole.paragraph or scored.whole is full.whole:
                continue
            pairs = [(part, named.get(_name(view, part))) for part in scored.parts]
            if not all(points is not None and part.value <= points.value for part, points in pairs):
                continue
            for part, points in pairs:
                if points is not None and points is not part:
                    yield draft("part_of", [part], [points], strength="implied")


def _by_place(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """甲15分、乙25分；得分分别为15分、23.5分: each score in the points at its place in the list before."""
    for full in listings:
        count = len(full.parts)
        if full.whole.quantity.kind != "score" or count < 2 or full.parts[0].row[1] > 1:
            continue
        for first in view.mentions[full.parts[-1].index + 1 : full.parts[-1].index + _NEAR]:
            if first.row == (0, count) and first.paragraph == full.whole.paragraph and is_scored(view, first):
                scored = view.mentions[first.index : first.index + count]
                if all(each.value <= points.value for each, points in zip(scored, full.parts, strict=True)):
                    for each, points in zip(scored, full.parts, strict=True):
                        yield draft("part_of", [each], [points], strength="implied")
                break


def _name(view: View, part: Mention) -> str:
    """The criterion that a score in a list is for."""
    start = max(part.lead, part.clause)
    mark = part.mark("sum.parts", "sum.include")
    name = view.text[max(start, mark.end if mark is not None else start) : part.start]
    return name.strip("、 :").removesuffix(_SCORED).removesuffix("得分").removesuffix("分值")
