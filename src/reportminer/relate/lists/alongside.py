"""Lists of several measures at once: where one adds up, the others are told as the whole too (8期480人、6期360人)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportminer.relate.base import alike, onwards
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.otherwise import counts_as
from reportminer.relate.lists.reading import OPENERS

_LEAST = 3
"""parts that a list needs for what one measure says to hold of the other"""
_GAP = 14
_REACH = 3
_ODDS, _ANY = Fraction(1, 8), Fraction(1)


def find_measures(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """Each figure beside a total that the figures beside its parts make up, or that one slip keeps from it.

    378户，436人（甲188户246人，乙190户109人）

    listings  the lists found; a total may stand before its parts or behind them
    """
    known = {each.whole.index for each in listings if each.is_sum and each.relation.strength != "weak"}
    for listing in listings:
        if not listing.is_sum or len(listing.parts) < 2:
            continue
        # 17起、死亡20人: where the one measure of so many members adds up, the other is told as the whole too
        rare = _ANY if len(listing.parts) >= _LEAST and listing.adds_up() else _ODDS
        seconds = [(total, _behind_parts(view, listing, total)) for total in _behind(view, listing)]
        for total, parts in [*seconds, *_ahead(view, listing)]:
            if len(parts) < len(listing.parts) or total.index in known:
                continue
            sure = closes(total, parts)
            if sure or (alike(total, parts[0]) and near_miss(total, parts, rare)):
                known.add(total.index)
                yield sum_of(total, parts, listing.opener, sure=sure)


def _behind(view: View, listing: Listing) -> Iterator[Mention]:
    """The figures of other measures right behind a total, or behind the last of its parts."""
    whole, last = listing.whole, listing.parts[-1]
    # 12起，其中甲区6起、9人；乙区6起、8人: the nine are of the first part
    members = range(listing.parts[0].index, last.index + 1)
    for before in (whole, last) if last.index > whole.index else (whole,):
        for each in view.mentions[before.index + 1 : before.index + _REACH]:
            near = each.index not in members and each.sentence == before.sentence and each.group == whole.group
            near = near and each.start - before.end <= _GAP and ";" not in view.text[before.end : each.start]
            if near and each.role == "level" and not alike(each, whole) and each.mark(*OPENERS) is None:
                yield each
                before = each


def _behind_parts(view: View, listing: Listing, total: Mention) -> list[Mention]:
    """For each part the one figure like `total` behind it, and before a total that ends the list."""
    found: list[Mention] = []
    for part in listing.parts:
        like = [each for each in _told_of(view, part) if each.index < total.index or total.index < part.index]
        same = [each for each in like if alike(each, total)]
        found += same if len(same) == 1 else []
    return found


def _told_of(view: View, part: Mention) -> Iterator[Mention]:
    """The levels behind a part up to the next member: none of a list of their own."""
    for each in onwards(view, part.index + 1):
        beside = each.group == part.group
        if each.sentence != part.sentence or each.mark(*OPENERS) is not None or (beside and alike(each, part)):
            return
        if beside and each.role == "level":
            yield each


def _ahead(view: View, listing: Listing) -> list[tuple[Mention, list[Mention]]]:
    """The figures before a total that adds up, and likewise before its parts: 临时救助24户77人，其中甲镇2户10人、…."""
    if not listing.whole.index or listing.whole.index > listing.parts[0].index or not listing.adds_up():
        return []
    total, *parts = (view.mentions[each.index - 1] for each in (listing.whole, *listing.parts))
    pairs = [*zip((total, *parts), (listing.whole, *listing.parts), strict=True)]
    near = all(each.role == "level" and (alike(each, total) or counts_as(each, total)) for each in (total, *parts))
    # 86人次，发放5万元（甲35人，发放2万元；乙51人，发放3万元）: the same words between the two of each
    words = {view.text[each.end : beside.start] for each, beside in pairs}
    near = (
        near
        and len(words) == 1
        and len(words.pop()) <= _GAP
        and total.sentence == listing.whole.sentence
        and total.group == listing.whole.group
    )
    return [(total, parts)] if near and not alike(total, listing.whole) else []


def with_parallels(listings: Sequence[Listing]) -> Iterator[Listing]:
    """The listings; one whose parts alternate with those of a list that adds up divides its total as surely.

    It has a total of its own: where 15分得14分 is told of each part, the points to be had make up none that was scored.
    """
    closed = {
        tuple(part.index for part in each.parts): each.whole.index
        for each in listings
        if each.is_sum and len(each.parts) >= _LEAST and each.adds_up()
    }
    for each in listings:
        relation = each.relation
        if not closed or len(each.parts) < _LEAST or relation.strength == "weak":
            yield each
            continue
        places = [part.index for part in each.parts]
        wholes = [closed.get(tuple(place + step for place in places)) for step in (-1, 1)]
        beside = any(whole not in (None, each.whole.index) for whole in wholes)
        claimed = each.is_sum and relation.strength == "stated"
        if claimed or not beside or relation.type not in ("sum", "part_of"):
            yield each
            continue
        yield sum_of(each.whole, each.parts, each.opener, strength="stated")
