"""Lists under an amount that was added or saved: 追加17万元，其中上级拨款12万元、本级追加5万元."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from reportminer.model import Strength
from reportminer.relate.base import alike, joined, onwards
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.bare import is_bare
from reportminer.relate.lists.listing import Listing, sum_of

_ODDS = Fraction(1, 4)
_ROLES = ("level", "change")
_COMPARED = ("change.against", "change.compared", "change.against_budget")
_PAIR = 2


def find_lists_of_changes(view: View) -> Iterator[Listing]:
    """Bare runs, some or all of their figures called changes, right behind an amount that is one and its 其中.

    Stated where they add up to it, implied where one slip that is hardly chance keeps them from it.
    """
    for whole, first in pairwise(view.mentions):
        if whole.role != "change":
            continue
        opener = first.mark("sum.parts", "sum.include", "sum.respective")
        if opener is None or not alike(whole, first) or first.sentence != whole.sentence:
            continue
        parts = _run(view, first)
        if not any(part.role == "level" for part in parts):
            parts = _changes(view, first)
            factors = [1 if part.direction == whole.direction else -1 for part in parts]
        elif is_bare(view, whole, parts, opener):
            factors = [1] * len(parts)
        else:
            continue
        sure = len(parts) > 1 and closes(whole, parts, factors)
        if sure or (len(parts) >= _PAIR and -1 not in factors and near_miss(whole, parts, _ODDS)):
            strength: Strength = "stated" if sure else "implied"
            yield sum_of(whole, parts, opener, strength=strength, factors=factors, sure=sure)


def _changes(view: View, first: Mention) -> list[Mention]:
    """The like changes from `first` on in its sentence and group, their rates left out, up to any other figure."""
    found: list[Mention] = []
    for mention in onwards(view, first.index):
        if mention.sentence != first.sentence or ";" in view.text[first.end : mention.start]:
            break
        if mention.role != "change" or not alike(mention, first) or mention.mark(*_COMPARED):
            break
        found.append(mention)
    return found


def _run(view: View, first: Mention) -> list[Mention]:
    """The like figures from `first` on that 、 and 和 join, all of one group and going the same way."""
    run: list[Mention] = []
    for mention in onwards(view, first.index):
        if mention.role not in _ROLES or not alike(mention, first) or mention.group != first.group:
            break
        if run and not joined(view, run[-1], mention):
            break
        run.append(mention)
    return run
