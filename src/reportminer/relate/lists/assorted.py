"""Things counted by different words and counted up together: 表彰10个，个人7名、集体3个; 展览3期、演出2场，共5次."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportminer.relate.base import joined
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.bare import is_bare, names_of
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.reading import opener_of

_PAIR = 2
_MOST = 8
_COUNTS = ("count", "headcount")


def find_assorted(view: View) -> Iterator[Listing]:
    """Every number that a run of 、 right behind it, or right before its 共, makes although the units differ.

    A number before its parts has the unit of one of them, one behind them that of none.
    """
    for whole in view.mentions:
        if whole.kind != "count" or whole.role != "level":
            continue
        mark = whole.mark("sum.after")
        if mark is not None and (mark.start, mark.end) == (whole.clause, whole.start):
            parts = _run(view, view.mentions[max(0, whole.index - _MOST) : whole.index][::-1])[::-1]
            beside = parts[-1:] and view.text[parts[-1].end : whole.clause].strip() == ","
            if beside and _differ(whole, parts) and whole.unit not in _units(parts) and all(names_of(view, parts)):
                yield sum_of(whole, parts, mark, strength="stated")
            continue
        following = view.mentions[whole.index + 1 : whole.index + 1 + _PAIR]
        if len(following) < _PAIR or not joined(view, *following):
            continue
        parts = _run(view, view.mentions[whole.index + 1 : whole.index + 1 + _MOST])
        if _differ(whole, parts) and whole.unit in _units(parts):
            opener = opener_of(view, parts[0])
            if is_bare(view, whole, parts, opener):
                yield sum_of(whole, parts, opener, strength="stated" if opener is not None else "implied")


def _run(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The first of these figures that 、 joins, forwards or backwards, as long as they count."""
    run = list(mentions[:1])
    for before, each in pairwise(mentions):
        if not joined(view, *sorted((before, each), key=lambda one: one.index)):
            break
        run.append(each)
    counted = all(each.kind in _COUNTS and each.role == "level" for each in run)
    return run if counted and len(run) >= _PAIR else []


def _units(parts: Sequence[Mention]) -> set[str | None]:
    return {part.unit for part in parts}


def _differ(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts of several units make a number."""
    return len(_units(parts)) > 1 and closes(whole, parts)
