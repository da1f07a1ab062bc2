"""Lists under an amount that was added or saved: 追加17万元，其中上级拨款12万元、本级追加5万元."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reportminer.model import Strength
from reportminer.relate.bare import is_bare
from reportminer.relate.base import alike, draft
from reportminer.relate.chance import chance
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import closes
from reportminer.relate.lists import joined
from reportminer.relate.sums import Listing

_ODDS = Fraction(1, 4)
_ROLES = ("level", "change")


def find_mixed_lists(view: View) -> Iterator[Listing]:
    """Bare runs, some of their figures called changes themselves, right behind an amount that is one and its 其中.

    Stated where they add up to it, implied where one slip that is hardly chance keeps them from it.
    """
    for whole, first in zip(view.mentions, view.mentions[1:], strict=False):
        opener = first.mark("sum.parts", "sum.include")
        if whole.role != "change" or opener is None or not alike(whole, first) or first.sentence != whole.sentence:
            continue
        parts = _run(view, first)
        if not any(part.role == "level" for part in parts) or not is_bare(view, whole, parts, opener):
            continue
        figures = [part.quantity for part in parts]
        sure = closes(whole.quantity, figures)
        odds = None if sure else chance(whole.quantity, figures)
        if sure or (odds is not None and odds <= _ODDS):
            strength: Strength = "stated" if sure else "implied"
            relation = draft("sum", [whole], parts, strength=strength, cue=opener.word, complete=sure)
            yield Listing(whole, tuple(parts), opener, sure, relation)


def _run(view: View, first: Mention) -> list[Mention]:
    """The like figures from `first` on that 、 and 和 join, all of one group and going the same way."""
    run: list[Mention] = []
    for mention in view.mentions[first.index :]:
        if mention.role not in _ROLES or not alike(mention, first) or mention.group != first.group:
            break
        if run and not joined(view, run[-1], mention):
            break
        run.append(mention)
    return run
