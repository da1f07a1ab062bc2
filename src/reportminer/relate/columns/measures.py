"""Further measures of a total and its parts: 两类学生96人，资助8万元, where each class has its own money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.listing import Listing
from reportminer.relate.lists.reading import OPENERS

_GAP = 14
_REACH = 3
_MANY = 3
_ODDS, _ANY = Fraction(1, 8), Fraction(1)


def find_measures(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Each figure beside a total that the figures beside its parts make up, or that one slip keeps from it.

    listings  the lists found; a total may stand before its parts or behind them
    """
    known = {each.whole.index for each in listings if each.is_sum and each.relation.strength != "weak"}
    for listing in listings:
        if not listing.is_sum or len(listing.parts) < 2:
            continue
        for total in (*_beside(view, listing), *_before(view, listing)):
            parts = _of_parts(view, listing, total)
            if parts is None or total.index in known:
                continue
            sure = closes(total, parts)
            # 17起、死亡20人: where the one measure of so many members adds up, the other is told as the whole too
            rare = _ANY if len(parts) >= _MANY and listing.adds_up() else _ODDS
            if sure or near_miss(total, parts, rare):
                known.add(total.index)
                yield draft("sum", [total], parts, strength="implied", complete=sure)


def _beside(view: View, listing: Listing) -> Iterator[Mention]:
    """The figures of other measures right behind a total, or behind the last of its parts."""
    whole = listing.whole
    places = [whole.index + step for step in range(1, _REACH)]
    last = listing.parts[-1].index
    if last > whole.index:
        places += [last + step for step in range(1, _REACH)]
    before = whole
    members = range(listing.parts[0].index, last + 1)
    for place in places:
        if place in members:
            # 12起，其中甲区6起、9人；乙区6起、8人: the nine are of the first part
            continue
        if place >= len(view.mentions):
            return
        each = view.mentions[place]
        if place == last + 1:
            before = listing.parts[-1]
        near = each.sentence == before.sentence and each.group == whole.group
        near = near and each.start - before.end <= _GAP and ";" not in view.text[before.end : each.start]
        if near and each.role == "level" and not alike(each, whole) and each.mark(*OPENERS) is None:
            yield each
            before = each


def _before(view: View, listing: Listing) -> Iterator[Mention]:
    """The figure right before a total that adds up: 临时救助24户77人，其中甲镇2户10人、…."""
    whole, first = listing.whole, listing.parts[0]
    if whole.index and whole.index < first.index and listing.adds_up():
        each = view.mentions[whole.index - 1]
        near = each.sentence == whole.sentence and each.group == whole.group and each.end == whole.start
        if near and each.role == "level" and not alike(each, whole):
            yield each


def _of_parts(view: View, listing: Listing, total: Mention) -> list[Mention] | None:
    """The one figure of that measure behind each part, before the next part; right before it, as the total's is."""
    if total.index + 1 == listing.whole.index < listing.parts[0].index:
        ahead = [view.mentions[part.index - 1] for part in listing.parts]
        fits = all(
            each.role == "level" and alike(each, total) and each.end == part.start
            for each, part in zip(ahead, listing.parts, strict=True)
        )
        return ahead if fits else None
    found: list[Mention] = []
    ends = [*(part.index for part in listing.parts[1:]), total.index if total.index > listing.parts[-1].index else 0]
    for part, end in zip(listing.parts, ends, strict=True):
        behind = view.mentions[part.index + 1 : end or part.index + _REACH + 1]
        same = [
            each
            for each in behind
            if each.role == "level"
            and alike(each, total)
            and each.group == part.group
            and each.sentence == part.sentence
        ]
        if len(same) != 1:
            return None
        found.append(same[0])
    return found
