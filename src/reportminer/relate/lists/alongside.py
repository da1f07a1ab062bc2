"""Lists of two measures at once: where one adds up, the other is told as the whole too (8期480人、6期360人)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.relate.lists.listing import Listing, sum_of

_LEAST = 3
"""parts that a list needs for what one measure says to hold of the other"""


def with_parallels(listings: Sequence[Listing]) -> Iterator[Listing]:
    """The listings; one whose parts alternate with those of a list that adds up divides its total as surely."""
    closed = {
        tuple(part.index for part in each.parts)
        for each in listings
        if each.is_sum and len(each.parts) >= _LEAST and each.adds_up()
    }
    for each in listings:
        relation = each.relation
        if not closed or len(each.parts) < _LEAST or relation.strength == "weak":
            yield each
            continue
        places = [part.index for part in each.parts]
        beside = any(tuple(place + step for place in places) in closed for step in (-1, 1))
        claimed = each.is_sum and relation.strength == "stated"
        if claimed or not beside or relation.type not in ("sum", "part_of"):
            yield each
            continue
        yield sum_of(each.whole, each.parts, each.opener, strength="stated")
