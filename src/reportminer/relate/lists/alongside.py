"""Lists of two measures at once: where one adds up, the other is told as the whole too (8期480人、6期360人)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportminer.relate.base import alike
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.listing import Listing, sum_of

_LEAST = 3
"""parts that a list needs for what one measure says to hold of the other"""
_ODDS = Fraction(1, 3)
_APART = ("", ",", "、")


def second_sums(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """The second measures of lists that add up, which make that of their total or miss it by one slip.

    378户，436人（甲188户246人，乙190户109人）
    """
    led = {each.whole.index for each in listings if each.is_sum}
    for each in listings:
        if not each.is_sum or each.relation.strength == "weak" or not each.adds_up():
            continue
        total, *parts = (_second(view, first) for first in (each.whole, *each.parts))
        if total is None or total.index in led:
            continue
        seconds = [part for part in parts if part is not None and alike(part, total)]
        if len(seconds) < len(parts):
            continue
        sure = closes(total, seconds)
        if sure or near_miss(total, seconds, _ODDS):
            led.add(total.index)
            yield sum_of(total, seconds, each.opener, sure=sure)


def _second(view: View, first: Mention) -> Mention | None:
    """The level of another unit right behind a figure."""
    behind = view.mentions[first.index + 1 : first.index + 2]
    if not behind or behind[0].role != "level" or behind[0].group != first.group or alike(behind[0], first):
        return None
    return behind[0] if view.text[first.quantity.end : behind[0].start].strip() in _APART else None


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
