"""Growth upon a level, and the level that it leads to: 在8万元基础上增长5%，安排8.4万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.growth import grows, shrinks
from reportminer.relate.evidence.misses import grown_miss

_UPON = re.compile("基础上")
_LED = re.compile(r"[\s)]*[一-鿿]{0,6}的?基础上")
_LEVELS = frozenset({"level", "base"})
_REACH = 3


def find_upon(view: View) -> Iterator[Relation]:
    """Every rate of growth behind 基础上 with the level before these words and the next one, but for one slip."""
    for match in _UPON.finditer(view.text):
        place = view.first_from(match.end())
        if not 0 < place < len(view.mentions) - 1:
            continue
        level, step = view.mentions[place - 1], view.mentions[place]
        if (
            not _LED.fullmatch(view.text, level.end, match.end())
            or step.sentence != level.sentence
            or step.group != level.group
            or level.role not in _LEVELS
        ):
            continue
        ahead = view.mentions[place + 1 : place + 1 + _REACH]
        after = next((each for each in ahead if each.sentence == step.sentence and alike(each, level)), None)
        if after is None or after.role not in _LEVELS or ";" in view.text[step.end : after.start]:
            continue
        if step.role == "rate" and step.kind == "percentage":
            yield from _grown(step, after, level)


def _grown(rate: Mention, after: Mention, level: Mention) -> Iterator[Relation]:
    if grows(rate, after, level) or shrinks(rate, after, level) or grown_miss(rate, after, level) is not None:
        yield draft("rate", [rate], [after, level], form="current_previous")
