"""Points by which a part of a ratio moved: 结构由5.7:49.3:45.0变为6.6:45.8:47.6，三产提高2.6个百分点."""

from __future__ import annotations

import re

from reportminer.relate.base import backwards
from reportminer.relate.clauses import Mention, View

_BACK = 16
_COLON = frozenset({":", "∶"})
_PAIR = 2
_ORDER = "一二三"
_NAMED = re.compile(r"[一二三](?=[、和及与第一二三]*产)")


def in_ratio(view: View, figure: Mention) -> bool:
    """Whether a figure is one of those that colons join."""
    ends = view.text[figure.start - 1 : figure.start], view.text[figure.end : figure.end + 1]
    return not _COLON.isdisjoint(ends)


def ends_in_ratios(view: View, change: Mention) -> tuple[Mention, Mention] | None:
    """The parts after and before that a change in points is of, in the last two like ratios before it.

    None where the words do not say which part is meant.
    """
    rows: list[list[Mention]] = []
    for each in backwards(view, change, _BACK):
        if each.paragraph != change.paragraph or change.sentence - each.sentence > 1 or len(rows) > _PAIR:
            break
        if not in_ratio(view, each):
            continue
        joined = rows and each.end + 1 == rows[-1][0].start and view.text[each.end] in _COLON
        if joined:
            rows[-1].insert(0, each)
        else:
            rows.append([each])
    if len(rows) < _PAIR or len(rows[0]) != len(rows[1]):
        return None
    current, previous = rows[:_PAIR]
    place = _place(view, change)
    return (current[place], previous[place]) if place is not None and place < len(current) else None


def _place(view: View, change: Mention) -> int | None:
    """Which part the words before a change name, each of a row by its own: 一、三产分别提高0.9个和2.6个百分点."""
    nth, length = change.row
    first = view.mentions[change.index - nth]
    named = _NAMED.findall(view.text, max(first.clause, first.lead), first.start)
    return _ORDER.index(named[nth]) if len(named) == length else None
