"""其中 behind a total and the names that divide it, which is of the total: 83座，城区57座、乡镇26座，其中新建12座."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.relate.base import draft
from reportminer.relate.clauses import View
from reportminer.relate.closing import exceeds
from reportminer.relate.lists import joined
from reportminer.relate.sums import Listing

_DIVIDED = ("sum.plain", "sum.colon")
_WHICH = "sum.parts"


def past_splits(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """The lists, a single part behind a comma moved from the last of the names that 、 joins to the total of all.

    A list that a cue of its own opens (其中甲5个、乙6个，其中…) keeps what stands behind it with its last part.
    """
    split = {
        each.parts[-1].index: each
        for each in listings
        if each.relation is not None
        and each.relation.type == "sum"
        and each.opener.meaning in _DIVIDED
        and all(joined(view, one, two) for one, two in zip(each.parts, each.parts[1:], strict=False))
    }
    for listing in listings:
        home = split.get(listing.whole.index)
        one = listing.relation is not None and listing.relation.type == "part_of" and len(listing.parts) == 1
        behind = view.text[listing.whole.end : listing.opener.start].strip() == ","
        if home is None or not one or not behind or listing.opener.meaning != _WHICH:
            yield listing
        elif not exceeds(home.whole.quantity, [listing.parts[0].quantity]):
            relation = draft("part_of", listing.parts, [home.whole], cue=listing.opener.word)
            yield Listing(home.whole, listing.parts, listing.opener, listing.claimed, relation)
        else:
            yield listing
