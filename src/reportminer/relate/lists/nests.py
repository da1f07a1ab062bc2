"""Lists in a list that no cue of their own opens: 86人，其中技术62人，高级20人，初级42人；管理16人，工勤8人."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from fractions import Fraction
from itertools import product

from reportminer.relate.base import alike, draft, joined, onwards, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import makes
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.reading import OPENERS

_WHICH = "sum.parts"
_PAIR = 2
_MOST = 4
_ODDS = Fraction(1, 2)
_NEAR = Decimal("0.5")
"""how far from a total its parts may be, of what it is, for a slip to be read into them"""
_STOPS = (*OPENERS, "sum.after", "sum.stop", "sum.plus", "sum.minus", "saving.left", "change.against")

_Nest = tuple[Mention, tuple[Mention, ...]]
"""a total with what is told to divide it"""


def unnested(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """The lists; one behind 其中 that does not add up is read again with lists inside it, where these add up.

    Of the list and those inside it all must add up, or all but one that a slip keeps from it.
    """
    led = {each.whole.index for each in listings if each.is_sum and each.adds_up()}
    openers = {each.opener.start for each in listings if each.is_sum and each.whole.index in led}
    nests: dict[int, Sequence[_Nest]] = {}
    for each in listings:
        at = each.opener.start
        if each.opener.meaning == _WHICH and at not in openers and at not in nests and each.whole.index not in led:
            nests[at] = _nests(view, each.whole, _stretches(view, each.parts[0]))
    nests = {at: found for at, found in nests.items() if found}
    told = {head.index for found in nests.values() for head, _ in found[1:]} - led
    done: set[int] = set()
    for each in listings:
        at = each.opener.start
        if at in nests and at not in done and each.parts[0].index == nests[at][0][1][0].index:
            done.add(at)
            yield _read(each, *nests[at][0])
            inner = (each for each in nests[at][1:] if each[0].index in told)
            yield from (sum_of(head, parts, sure=_adds_up((head, parts))) for head, parts in inner)
        elif at not in nests and not (each.is_sum and each.whole.index in told):
            yield each
            if each.opener.meaning == _WHICH and each.is_sum and each.whole.index in led:
                yield from _inside(view, each, led)


def _read(listing: Listing, whole: Mention, heads: Sequence[Mention]) -> Listing:
    """A list without what is inside it."""
    if len(heads) > 1:
        sure = _adds_up((whole, tuple(heads)))
        return sum_of(whole, heads, listing.opener, strength="stated" if sure else "implied", sure=sure)
    relation = draft("part_of", heads, [whole], cue=listing.opener.word)
    return Listing(whole, tuple(heads), listing.opener, False, relation)


def _inside(view: View, listing: Listing, led: Set[int]) -> Iterator[Listing]:
    """What divides the parts of a list that adds up, right behind each, where one of them at least adds up too."""
    first, last = listing.parts[0], listing.parts[-1]
    if len(listing.parts) < _PAIR or first.index < listing.whole.index:
        return
    heads = {part.index for part in listing.parts}
    nests: list[tuple[Mention, list[Mention]]] = []
    for each in (each for stretch in _stretches(view, first) for each in stretch):
        if each.index in heads:
            nests.append((each, []))
        elif each.index < last.index or ";" not in view.text[last.end : each.start]:
            nests[-1][1].append(each)
    several = [(head, tuple(parts)) for head, parts in nests if len(parts) > 1 and head.index not in led]
    sure = any(_adds_up(nest) for nest in several)
    for head, parts in several:
        if _adds_up((head, parts)) or (sure and _is_slipped((head, parts))):
            yield sum_of(head, parts, sure=_adds_up((head, parts)))


def _stretches(view: View, first: Mention) -> list[list[Mention]]:
    """The like figures from the first of a list to the end of its sentence, a list for each stretch."""
    found: list[list[Mention]] = [[first]]
    before = first
    for each in onwards(view, first.index + 1):
        if each.sentence != first.sentence or (each.group == first.group and each.mark(*_STOPS) is not None):
            break
        if ";" in view.text[before.end : each.start]:
            found.append([])
        before = each
        if each.group == first.group and each.role == "level" and alike(each, first) and same_basis(each, first):
            found[-1].append(each)
    return [stretch for stretch in found if stretch]


def _nests(view: View, whole: Mention, stretches: Sequence[Sequence[Mention]]) -> Sequence[_Nest]:
    """The total of a list with its heads, then each head with what divides it; nothing where they do not add up."""
    if not whole.value or len(stretches) > _MOST:
        return ()
    if len(stretches) == 1:
        heads, inner = _collapsed(stretches[0])
        alone = len(heads) == 1 and heads[0].value < whole.value
        if inner and alone:
            # 其中甲80件、乙60件、丙20件 is one run, whatever adds up in it
            first, last = inner[0][1][0], inner[0][1][-1]
            alone = joined(view, first, last) and not joined(view, heads[0], first)
        return [(whole, tuple(heads)), *inner] if inner and (alone or _adds_up((whole, tuple(heads)))) else ()
    slipped: Sequence[_Nest] = ()
    ways = [(False, True) if len(stretch) > _PAIR else (False,) for stretch in stretches]
    for way in product(*ways):
        tops: list[Mention] = []
        nests: list[_Nest] = []
        for nested, stretch in zip(way, stretches, strict=True):
            tops += stretch[:1] if nested else stretch
            nests += [(stretch[0], tuple(stretch[1:]))] if nested else []
        every = [(whole, tuple(tops)), *nests]
        missed = [each for each in every if not _adds_up(each)]
        if nests and not missed:
            return every
        if nests and len(missed) == 1 and _is_slipped(missed[0]) and not slipped:
            slipped = every
    return slipped


def _collapsed(members: Sequence[Mention]) -> tuple[list[Mention], list[_Nest]]:
    """The heads of a run of figures, and each head with the figures right behind it that add up to it."""
    heads: list[Mention] = []
    inner: list[_Nest] = []
    place = 0
    while place < len(members):
        head = members[place]
        heads.append(head)
        ends = range(len(members), place + _PAIR, -1)
        end = next((end for end in ends if _adds_up((head, tuple(members[place + 1 : end])))), place + 1)
        if end > place + 1:
            inner.append((head, tuple(members[place + 1 : end])))
        place = end
    return heads, inner


def _adds_up(nest: _Nest) -> bool:
    whole, parts = nest
    return len(parts) > 1 and makes(whole, parts)


def _is_slipped(nest: _Nest) -> bool:
    whole, parts = nest
    gap = whole.value - sum((part.value for part in parts), Decimal(0))
    return abs(gap) <= _NEAR * whole.value and near_miss(whole, parts, _ODDS)
