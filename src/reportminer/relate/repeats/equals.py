"""The same item stated twice, anywhere in the text and in whatever units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.base import COUNTED, draft, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits, meets, significant
from reportminer.relate.evidence.odds import apart
from reportminer.relate.keys import is_total, related, twin
from reportminer.relate.lists.listing import Listing
from reportminer.relate.repeats.alike import find_alike
from reportminer.relate.repeats.in_order import find_retold
from reportminer.relate.repeats.items import Topic
from reportminer.relate.repeats.matching import agrees, is_double, restates
from reportminer.relate.repeats.referred import find_referred
from reportminer.relate.repeats.scope import REACH, Scope
from reportminer.relate.repeats.slipped import Slipped
from reportminer.relate.repeats.summaries import find_summed_up

_ITEM = "项)"
_BUDGET = "change.against_budget"
_NEAR = 30
"""characters within which a rate is that of the level before it"""
_TELLING = 3
_NOUN, _VARIOUS = 2, 3
"""characters of a noun that tell it, and values of its counts beyond which one that comes again tells nothing"""
_STATEMENTS = 3
"""statements that agree with which one that differs is compared"""


def find_equals(view: View, listings: Sequence[Listing], titles: Mapping[str | None, str]) -> Iterator[Relation]:
    """One relation from each later mention of an item to its first; a second where only a later one agrees.

    A mention that agrees is looked for before one that a slip makes differ: figures are said to contradict each other
    only where nothing else in the report bears the later one out.
    """
    scope = Scope(view, listings, titles, view.lexicon)
    by_key: dict[object, list[Mention]] = {}
    by_value: dict[object, list[Mention]] = {}
    same: dict[int, Mention] = {}
    for mention in scope.levels:
        topic = scope.topic(mention)
        place = (topic.key, mention.unit)
        worth = (mention.value, mention.unit)
        named = by_key.get(place, ()) if topic.key else ()
        partner = _agreeing(scope, mention, named, by_value.get(worth, ()))
        if partner is None:
            partner = _of_the_line(scope, mention, named)
        if partner is not None:
            yield from _joined(scope, mention, partner, same)
        by_key.setdefault(place, []).append(mention)
        by_value.setdefault(worth, []).append(mention)
    many = _counted_often(scope)
    for find in (find_retold, find_summed_up, find_referred, find_alike):
        for mention, partner in find(scope, same):
            if (scope.topic(mention).noun[:_NOUN], mention.unit) not in many or len(digits(mention)) > 1:
                yield from _joined(scope, mention, partner, same)
    yield from _mistaken(scope, same)
    yield from _same_division(listings, scope)


def _counted_often(scope: Scope) -> Set[tuple[str, str | None]]:
    """What is counted so variously that a digit again is chance: 查出5个点 … 查出8个点 … 5个点 … 4个点."""
    values: dict[tuple[str, str | None], set[Decimal]] = {}
    for mention in scope.levels:
        noun = scope.topic(mention).noun if mention.kind in COUNTED else ""
        if noun:
            values.setdefault((noun[:_NOUN], mention.unit), set()).add(mention.value)
    return {named for named, told in values.items() if len(told) >= _VARIOUS}


def _joined(scope: Scope, mention: Mention, partner: Mention, same: dict[int, Mention]) -> Iterator[Relation]:
    """The relations of a mention to the first one of its item, and to a later one where only that agrees."""
    root = same.get(partner.index, partner)
    same[mention.index] = root
    for other in (root,) if meets(root, mention) else (root, partner):
        if other.index != mention.index:
            scope.pairs.add((mention.index, other.index))
            yield draft("equal", [mention], [other], strength="implied", cue=_identity(scope, mention, other))
            yield from _rates_behind(scope.view, mention, other)


def _rates_behind(view: View, one: Mention, other: Mention) -> Iterator[Relation]:
    """The rates by which one level told twice has changed: 办结90件，增长5% … 办结的90件，比上年多4件，增幅5%."""
    mine, theirs = _rate_behind(view, one), _rate_behind(view, other)
    if mine is None or theirs is None or mine.direction != theirs.direction:
        return
    if (mine.mark(_BUDGET) is None) != (theirs.mark(_BUDGET) is None) or mine.unit != theirs.unit:
        return
    if meets(mine, theirs) or apart(mine, theirs) is not None:
        yield draft("equal", [mine], [theirs], strength="implied")


def _rate_behind(view: View, level: Mention) -> Mention | None:
    """The rate right behind a level, or behind the change that follows it."""
    for mention in view.mentions[level.index + 1 : level.index + 3]:
        if (
            mention.sentence != level.sentence
            or mention.start - level.end > _NEAR
            or ";" in view.text[level.end : mention.start]
        ):
            return None
        if mention.role == "rate":
            return mention
        if mention.role != "change":
            return None
    return None


def _mistaken(scope: Scope, same: Mapping[int, Mention]) -> Iterator[Relation]:
    """Relations from each level that nothing bears out to the statements that it would repeat but for a slip."""
    groups: dict[int, list[Mention]] = {}
    for mention in scope.levels:
        if mention.index in same:
            root = same[mention.index]
            groups.setdefault(root.index, [root]).append(mention)
    agreed = {index: group for group in groups.values() for index in (each.index for each in group)}
    search = Slipped(scope, agreed)
    for mention in scope.levels:
        if mention.index in agreed:
            continue
        partner = search.partner(mention)
        for other in agreed.get(partner.index, [partner])[:_STATEMENTS] if partner is not None else ():
            earlier, later = sorted((mention, other), key=lambda each: each.index)
            if (later.index, earlier.index) not in scope.pairs:
                scope.pairs.add((later.index, earlier.index))
                yield draft("equal", [later], [earlier], strength="implied", cue=_identity(scope, later, earlier))


def _identity(scope: Scope, one: Mention, other: Mention) -> str:
    """The official identity by which two items of different names are one; "" where they are one by name."""
    left, right = scope.topics[one.index].key, scope.topics[other.index].key
    return twin(left, right, scope.lexicon) or "" if left != right else ""


def _agreeing(scope: Scope, mention: Mention, named: Sequence[Mention], valued: Sequence[Mention]) -> Mention | None:
    """The mention of the item, under its own name or another, that this one restates with the same value."""
    topic = scope.topics[mention.index]
    for other in reversed(named[-REACH:]):
        theirs = scope.topics[other.index]
        if (
            agrees(mention, other)
            and _fits(scope, mention, other)
            and restates(mention, other, topic, theirs, scope.lexicon)
        ):
            return other
    for other in reversed(valued[-REACH:]):
        theirs = scope.topics[other.index]
        if (
            theirs.key != topic.key
            and _fits(scope, mention, other)
            and restates(mention, other, topic, theirs, scope.lexicon)
        ):
            return other
    return None


def _fits(scope: Scope, one: Mention, other: Mention) -> bool:
    """Whether two figures can be one: not a whole and its own part, the same basis and year, and both exact enough."""
    mine, theirs = scope.topics[one.index], scope.topics[other.index]
    if one.index - one.row[0] == other.index - other.row[0]:
        return False
    if (one.index, other.index) in scope.pairs and mine.key != theirs.key and not is_double(mine, theirs):
        return False
    planned = one.sentence == other.sentence and (mine.basis == "budget") != (theirs.basis == "budget")
    if planned and one.kind != "amount" and significant(one) <= _TELLING:
        # 计划130亩，累计130亩
        return False
    if not scope.one_basis(one, other) or (mine.key != theirs.key and _divided_apart(mine, theirs)):
        return False
    years = one.period == other.period
    return years or not ((mine.dated and theirs.dated) or mine.prior or theirs.prior)


def _divided_apart(mine: Topic, theirs: Topic) -> bool:
    """Whether two figures are parts of different totals, one of them budgeted: what was planned and what arrived."""
    if mine.home is None or theirs.home is None or mine.home.value == theirs.home.value:
        return False
    return (mine.home.basis == "budget") != (theirs.home.basis == "budget")


def _of_the_line(scope: Scope, mention: Mention, before: Sequence[Mention]) -> Mention | None:
    """The figure that heads a line of the official accounts: …（项）5万元，…。支出决算为6万元."""
    if mention.basis != "actual":
        return None
    for other in before:
        if scope.view.text.endswith(_ITEM, 0, other.start) and other.paragraph == mention.paragraph and not other.basis:
            return other
    return None


def _same_division(listings: Sequence[Listing], scope: Scope) -> Iterator[Relation]:
    """Totals that are divided into the same items are the same total."""
    seen: list[tuple[Listing, frozenset[int], list[str]]] = []
    for listing in sorted(listings, key=lambda each: each.whole.index):
        if not listing.is_sum or len(listing.parts) < 2:
            continue
        places, keys = frozenset(part.index for part in listing.parts), [_key(scope, part) for part in listing.parts]
        for other, theirs, named in seen:
            if listing.whole is other.whole or listing.whole.unit != other.whole.unit:
                continue
            if (places == theirs or _same_items(keys, named)) and same_basis(listing.whole, other.whole):
                pair = (listing.whole.index, other.whole.index)
                telling = significant(listing.whole) > 1
                if pair not in scope.pairs and telling and meets(listing.whole, other.whole):
                    scope.pairs.add(pair)
                    yield draft("equal", [listing.whole], [other.whole], strength="implied")
                break
        seen.append((listing, places, keys))


def _same_items(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists name the same items, in any order."""
    left = list(other)
    for key in one:
        match = next((each for each in left if related(key, each)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _key(scope: Scope, mention: Mention) -> str:
    topic = scope.topics.get(mention.index)
    return topic.key if topic is not None and not is_total(topic.key, scope.lexicon) else ""
