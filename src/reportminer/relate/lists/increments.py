"""What was there, what came to it, and what there is now: 在原有45家的基础上又增加5家，累计50家."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.lexicon import Lexicon
from reportminer.model import Strength
from reportminer.relate.base import alike
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import chance
from reportminer.relate.evidence.closing import closes
from reportminer.relate.keys import any_of
from reportminer.relate.lists.listing import Listing, sum_of

GROWN = "sum.grown"
"""what opens such a list, in place of a cue"""

_BASIS = re.compile(r"\)?[一-鿿]{0,4}的?基础上")
_TURN = re.compile(r"[增加新再又扩购招添补进建]")
_ROLES = ("level", "change", "base")
_BACK = 8


def find_increments(view: View, lexicon: Lexicon) -> Iterator[Listing]:
    """Each figure now with the one before and what was added to it, all of one sentence and one measure.

    Stated where 基础上 joins the first two; implied where only words do (原有, 购入, 现有), and the three come out or
    miss by one slip.
    """
    before, added, now = (any_of(f"grown.{each}", lexicon) for each in ("before", "added", "now"))
    for grown in view.mentions:
        if grown.role not in _ROLES or not _TURN.search(view.text, grown.words_start, grown.start):
            continue
        base, total = _beside(view, grown, -1), _beside(view, grown, 1)
        if base is None or total is None or not now.search(view.text, total.words_start, total.start):
            continue
        figures = [base, grown]
        on_it = _BASIS.match(view.text, base.end, grown.start)
        if on_it is None and not (
            before.search(view.text, base.words_start, base.start)
            and added.search(view.text, grown.words_start, grown.start)
        ):
            continue
        sure = closes(total, figures)
        if not sure and on_it is None and chance(total, figures) is None:
            continue
        strength: Strength = "stated" if on_it is not None else "implied"
        start, end = on_it.span() if on_it is not None else (grown.words_start, grown.start)
        mark = Mark(start, end, GROWN, view.text[end - 3 : end] if on_it is not None else "")
        yield sum_of(total, (base, grown), mark, strength=strength, sure=sure, claimed=True)


def is_grown(listing: Listing) -> bool:
    """Whether a list is what there was and what came to it."""
    return listing.opener.meaning == GROWN


def _beside(view: View, mention: Mention, step: int) -> Mention | None:
    """The nearest like figure of the sentence, before (step -1) or behind (1)."""
    place = mention.index + step
    while 0 <= place < len(view.mentions) and abs(place - mention.index) <= _BACK:
        each = view.mentions[place]
        if each.sentence != mention.sentence or ";" in view.text[mention.end : each.start]:
            return None
        if each.role in _ROLES and each.group == mention.group and alike(each, mention):
            return each
        place += step
    return None
