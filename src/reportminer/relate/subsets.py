"""People who come out of a larger group of the same sentence: 100人参加，其中… without the word: 5人获奖."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import high, low

_NEAR = 10
_SPAN = 60


def find_subsets(view: View) -> Iterator[Relation]:
    """Pairs of neighbouring headcounts of one sentence where some take part and some of them gain something."""
    before: Mention | None = None
    for mention in view.mentions:
        if mention.quantity.kind != "headcount":
            continue
        if (
            before is not None
            and before.sentence == mention.sentence
            and before.unit == mention.unit
            and before.role == mention.role == "level"
            and mention.start - before.end <= _SPAN
            and ";" not in view.text[before.end : mention.start]
            and high(mention.quantity) <= low(before.quantity)
            and mention.mark("sum.parts", "sum.after") is None
            and _beside(view, before, "subset.pool")
            and _beside(view, mention, "subset.outcome")
        ):
            yield draft("part_of", [mention], [before], strength="implied")
        before = mention


def _beside(view: View, mention: Mention, meaning: str) -> bool:
    """Whether a cue of this meaning stands in the figure's clause before it, or shortly after it."""
    if mention.mark(meaning) is not None:
        return True
    return any(mark.meaning == meaning for mark in view.marks_between(mention.end, mention.end + _NEAR))
