"""Differences from a level told right before them: 完成1700亩，比计划1500亩多完成200亩; 3.4%，比目标4%低0.6个百分点."""

from __future__ import annotations

from collections.abc import Container, Iterator

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import closes
from reportminer.relate.keys import any_of
from reportminer.relate.misses import difference_miss

_BACK = 6
_WORDY = 10
_LEADING = frozenset("比较距离")
_NOT_LEVELS = frozenset({"change", "per"})
_POINTS = "percentage_point"


def find_gaps(view: View, known: Container[str], lexicon: Lexicon) -> Iterator[Relation]:
    """Every difference that a word of more or less joins to the level right before it, and the level that it is of.

    known  the differences that are told already
    Given where it comes out, or where one slip or the wrong word keeps it from doing so.
    """
    words = any_of("gap.word", lexicon)
    for gap in view.mentions[2:]:
        told = view.mentions[gap.index - 1]
        if gap.sentence != told.sentence or gap.group != told.group or gap.start - told.end > _WORDY:
            continue
        led = view.text[told.clause] in _LEADING or view.text[told.clause : told.clause + 2].endswith("比")
        if not led or told.clause < told.lead or gap.quantity.id in known or not gap.value:
            continue
        word = words.search(view.text, told.end, gap.start)
        if word is None or "," in view.text[told.end : gap.start]:
            continue
        level = _level_of(view, gap, told)
        if level is not None and _may_differ(gap, level, told):
            yield draft("change", [gap], [level, told], cue=word[0])


def _level_of(view: View, gap: Mention, told: Mention) -> Mention | None:
    """The nearest figure before the two of the kind that the told level is of."""
    if (told.quantity.kind == "percentage") != (gap.quantity.kind == _POINTS):
        return None
    if gap.quantity.kind != _POINTS and not alike(gap, told):
        return None
    for level in reversed(view.mentions[max(0, told.index - _BACK) : told.index]):
        if level.sentence != gap.sentence or ";" in view.text[level.end : told.start]:
            return None
        if level.role not in _NOT_LEVELS and level.basis != "prior" and alike(level, told) and level.value:
            return level
    return None


def _may_differ(gap: Mention, level: Mention, told: Mention) -> bool:
    ends = (level, told) if level.value >= told.value else (told, level)
    return closes(gap.quantity, [each.quantity for each in ends], (1, -1)) or difference_miss(gap, *ends) is not None
