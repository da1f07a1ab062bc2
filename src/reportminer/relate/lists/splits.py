"""其中 behind a total and the names that divide it, which is of the total: 83座，城区57座、乡镇26座，其中新建12座."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.relate.base import alike, draft, joined
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes, exceeds, significant
from reportminer.relate.lists.listing import Listing, sum_of

_DIVIDED = ("sum.plain", "sum.colon")
_WHICH = "sum.parts"
_PAIR = 2


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


def inner_splits(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """The lists, what 其中 takes out of a total divided itself by what is told behind it, where that adds up to it.

    抽查300件，其中有效246件，满意240件，一般5件，不满意1件: the last three are of the 246.
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
