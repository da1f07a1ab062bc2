"""Lists with a subtotal behind them: 支出总计8万元，包括：1.甲5万元。2.乙2万元。以上合计7万元，年末结余1万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.relate.base import alike
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.listing import Listing, sum_of

_BEHIND = 3
_PAIR = 2
_CARRIED = "none.carried"


def with_subtotals(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """The listings; a total that its list misses is made of a subtotal of that list and what follows it, if it is."""
    subtotals: dict[frozenset[int], Listing] = {}
    for each in listings:
        if _is_sum(each) and each.adds_up() and each.whole.index > each.parts[-1].index:
            subtotals.setdefault(_key(each), each)
    for each in listings:
        subtotal = subtotals.get(_key(each)) if subtotals and _is_sum(each) and not each.adds_up() else None
        rest = _rest(view, each.whole, subtotal.whole) if subtotal is not None else None
        if subtotal is None or rest is None:
            yield each
            continue
        yield sum_of(each.whole, (subtotal.whole, rest), each.opener)


def find_own_sums(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """What a total named before its list is without what was carried over, which the list has as a part.

    总收入9万元，其中本年收入7万元。1.甲5万元。2.乙2万元。3.上年结转2万元: 9 = 7 + 2 and 7 = 5 + 2.
    """
    for each in listings:
        carried = [part for part in each.parts if part.mark(_CARRIED) is not None]
        if len(carried) != 1 or len(each.parts) <= _PAIR or not (_is_sum(each) and each.adds_up()):
            continue
        own = [part for part in each.parts if part is not carried[0]]
        for net in view.mentions[each.whole.index + 1 : own[0].index]:
            pair = [net, carried[0]]
            if net.role == "level" and alike(net, each.whole) and closes(each.whole, pair):
                yield sum_of(each.whole, (net, carried[0]))
                yield sum_of(net, own)
                break


def _is_sum(listing: Listing) -> bool:
    return listing.is_sum and not listing.relation.factors


def _key(listing: Listing) -> frozenset[int]:
    return frozenset(part.index for part in listing.parts)


def _rest(view: View, whole: Mention, subtotal: Mention) -> Mention | None:
    """The figure right behind a subtotal that with it makes the total."""
    for mention in view.mentions[subtotal.index + 1 : subtotal.index + 1 + _BEHIND]:
        if mention.role == "level" and alike(mention, whole) and mention.sentence == subtotal.sentence:
            return mention if closes(whole, [subtotal, mention]) else None
    return None
