"""Lists of two measures at once: where one adds up, the other is told as the whole too (8期480人、6期360人)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.sums import Listing

_LEAST = 3
"""parts that a list needs for what one measure says to hold of the other"""


def with_parallels(listings: Sequence[Listing]) -> Iterator[Listing]:
    """The listings; one whose parts alternate with those of a list that adds up divides its total as surely."""
    closed = {
        tuple(part.index for part in each.parts)
        for each in listings
        if each.relation is not None
        and each.relation.type == "sum"
        and len(each.parts) >= _LEAST
        and closes(each.whole.quantity, [part.quantity for part in each.parts])
    }
    for each in listings:
        relation = each.relation
        if relation is None or not closed or len(each.parts) < _LEAST or relation.strength == "weak":
            yield each
            continue
        places = [part.index for part in each.parts]
        beside = any(tuple(place + step for place in places) in closed for step in (-1, 1))
        claimed = relation.type == "sum" and relation.strength == "stated"
        if claimed or not beside or relation.type not in ("sum", "part_of"):
            yield each
            continue
        ids = tuple(part.quantity.id for part in each.parts)
        claim = replace(relation, type="sum", lhs=(each.whole.quantity.id,), rhs=ids, strength="stated", complete=True)
        yield Listing(each.whole, each.parts, each.opener, True, claim)
