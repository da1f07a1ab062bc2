"""Lists set right by others: what 其中 behind a division is of, subtotals and rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportminer.relate.base import alike, draft, joined
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes, exceeds, significant
from reportminer.relate.lists.listing import Listing, sum_of

_DIVIDED = ("sum.plain", "sum.colon")
_WHICH = "sum.parts"
_PAIR = 2
_BEHIND = 3
_CARRIED = "none.carried"
_ODDS = Fraction(1, 4)


def past_splits(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """The lists, a single part behind a comma moved from the last of the names that 、 joins to the total of all.

    A list that a cue of its own opens (其中甲5个、乙6个，其中…) keeps what stands behind it with its last part.
    """
    split = {
        each.parts[-1].index: each
        for each in listings
        if each.is_sum
        and each.opener.meaning in _DIVIDED
        and all(joined(view, one, two) for one, two in zip(each.parts, each.parts[1:], strict=False))
    }
    for listing in listings:
        home = split.get(listing.whole.index)
        one = listing.relation.type == "part_of" and len(listing.parts) == 1
        behind = view.text[listing.whole.end : listing.opener.start].strip() == ","
        if home is None or not one or not behind or listing.opener.meaning != _WHICH:
            yield listing
        elif not exceeds(home.whole, [listing.parts[0]]):
            relation = draft("part_of", listing.parts, [home.whole], cue=listing.opener.word)
            yield Listing(home.whole, listing.parts, listing.opener, listing.claimed, relation)
        else:
            yield listing


def second_divisions(listings: Sequence[Listing]) -> Iterator[Listing]:
    """The lists, one that 其中 opens behind a division moved from a part to the total, which it divides once more.

    协会36个。市级4个，县级32个。其中，文艺20个，体育16个: it makes the total, or misses it by one slip and is more than
    the part.
    """
    homes = {part.index: each for each in listings if each.is_sum and each.adds_up() for part in each.parts}
    for listing in listings:
        home, parts = homes.get(listing.whole.index), listing.parts
        behind = home is not None and listing.opener.meaning == _WHICH and parts[0].index > home.parts[-1].index
        if home is None or not behind or len(parts) < _PAIR or listing.adds_up():
            yield listing
        elif _closes_rather(home.whole, listing.whole, parts):
            sure = closes(home.whole, parts)
            yield sum_of(home.whole, parts, listing.opener, strength="stated" if sure else "implied", sure=sure)
        else:
            yield listing


def _closes_rather(total: Mention, part: Mention, parts: Sequence[Mention]) -> bool:
    """Whether figures that do not make a part make the total it is of, or are one slip away and too many for it."""
    nearer = 2 * sum(each.value for each in parts) > total.value + part.value
    return closes(total, parts) or (nearer and near_miss(total, parts, _ODDS))


def inner_splits(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """The lists, what 其中 takes out of a total divided itself by what is told behind it, where that adds up to it.

    抽查300件，其中有效258件，满意251件，一般6件，不满意1件: the last three are of the 258.
    """
    single = [each for each in listings if each.relation.type == "part_of"]
    opened: dict[tuple[int, int], list[Listing]] = {}
    for each in single:
        if len(each.parts) == 1 and each.opener.meaning == _WHICH:
            opened.setdefault((each.opener.start, each.whole.index), []).append(each)
    sums = {(each.opener.start, each.whole.index): each for each in listings if each.is_sum}
    moved: dict[int, list[Listing]] = {}
    dropped: set[int] = set()
    for key, group in opened.items():
        # of a list that adds up what is told behind its last part may divide that
        home = sums.get(key, group[0])
        rest = [each for each in group if each is not home]
        inner = _divided(view, home.parts[-1], [each.parts[0] for each in rest])
        if inner is not None:
            moved[id(home)] = [home, inner]
            dropped.update(map(id, rest))
    for each in listings:
        if id(each) not in dropped:
            yield from moved.get(id(each), [each])


def _divided(view: View, head: Mention, rest: Sequence[Mention]) -> Listing | None:
    """The list of a part and the figures right behind it, brackets aside, that add up to it."""
    if len(rest) < _PAIR or significant(head) < _PAIR:
        return None
    between = view.mentions[head.index + 1 : rest[-1].index]
    told = [each for each in between if each.group == head.group and each not in rest]
    like = all(alike(each, head) and each.sentence == head.sentence and each.index > head.index for each in rest)
    if told or not like or not closes(head, rest):
        return None
    return sum_of(head, rest)


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


def without_longer(listings: Sequence[Listing]) -> list[Listing]:
    """The lists but for sums that miss a total which some of their parts alone make, as another list of it tells."""
    made: dict[int, list[set[int]]] = {}
    for each in listings:
        if each.is_sum and each.adds_up():
            made.setdefault(each.whole.index, []).append({part.index for part in each.parts})
    return [
        each
        for each in listings
        if not each.is_sum
        or each.adds_up()
        or each.relation.factors
        or not any(parts < {part.index for part in each.parts} for parts in made.get(each.whole.index, ()))
    ]
