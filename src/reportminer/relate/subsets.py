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
    pool: Mention | None = None
    for mention in view.mentions:
        if mention.quantity.kind != "headcount" or mention.role != "level":
            continue
        if pool is not None and (pool.sentence != mention.sentence or mention.start - pool.end > _SPAN):
            pool = None
        if (
            pool is not None
            and pool.unit == mention.unit
            and ";" not in view.text[pool.end : mention.start]
            and high(mention.quantity) <= low(pool.quantity)
            and mention.mark("sum.parts", "sum.after") is None
            and _beside(view, mention, "subset.outcome")
        ):
            yield draft("part_of", [mention], [pool], strength="implied")
        elif _beside(view, mention, "subset.pool"):
            pool = mention


def _beside(view: View, mention: Mention, meaning: str) -> bool:
    """Whether a cue of this meaning stands in the figure's clause before it, or shortly after it."""
    if mention.mark(meaning) is not None:
        return True
    end = mention.end + _NEAR
    comma = view.text.find(",", mention.end, end)
    return any(mark.meaning == meaning for mark in view.marks_between(mention.end, comma if comma >= 0 else end))
