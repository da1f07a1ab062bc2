"""People and cases that come and go: 年初在册113人，新接收138人，解除124人，年末在册127人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View

_COUNTED = frozenset({"headcount", "household", "count"})
_SIDES = ("opening", "in", "out", "closing")
_LEAST = 4
_FLOW = re.compile(r"0(?:1+2*|2+1*)3")
"""opening, what came and what went in either order, closing"""


def find_flows(view: View, lexicon: Lexicon) -> Iterator[Relation]:
    """Opening + came = went + closing, of neighbouring counts in one sentence."""
    sides = _sides(lexicon)
    run: list[tuple[int, Mention]] = []
    for mention in view.mentions:
        if mention.quantity.kind not in _COUNTED or mention.role not in ("level", "change"):
            continue
        words = view.text[max(mention.lead, mention.clause) : mention.start]
        side = next((place for place, pattern in enumerate(sides) if pattern.search(words)), -1)
        if side == 0:
            run = [(0, mention)]
            continue
        if not run or side < 0 or mention.sentence != run[0][1].sentence or not alike(mention, run[0][1]):
            run = []
            continue
        run.append((side, mention))
        if side == len(_SIDES) - 1:
            if len(run) >= _LEAST and _FLOW.fullmatch("".join(str(place) for place, _ in run)):
                left = [each for place, each in run if place < 2]
                yield draft("balance", left, [each for place, each in run if place > 1], strength="implied")
            run = []


@lru_cache(maxsize=8)
def _sides(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    found = []
    for side in _SIDES:
        words = [word for entry in lexicon.words if entry.use == f"flow.{side}" for word in entry.words]
        found.append(re.compile("|".join(map(re.escape, words)) or "(?!)"))
    return tuple(found)
