"""The same item stated twice, anywhere in the text and in whatever units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import draft, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import meets, significant
from reportminer.relate.items import Topic, is_class_of, topics_of
from reportminer.relate.keys import funds, is_known, is_total, related, twin
from reportminer.relate.restated import is_double, opposed, restates, slipped
from reportminer.relate.sums import Listing

_KINDS = frozenset({"amount", "headcount", "household", "count", "score", "measure"})
_ITEM = "项)"
_KIND = 2
"""characters at the end of a name that say what kind of thing it names (项目, 小学)"""

_REACH = 30
"""Mentions of one item, or of one value, with which a later one is compared; a form letter may hold thousands."""


class _Scope:
    """What the search keeps in mind: topics, the pairs already joined, and the mentions by key, stem and value."""

    def __init__(self, view: View, listings: Sequence[Listing], titles: Mapping[str | None, str], lexicon: Lexicon):
        self.view, self.titles, self.lexicon = view, titles, lexicon
        self.levels = [each for each in view.mentions if _is_level(each)]
        self.topics = topics_of(view, self.levels, listings, titles, lexicon)
        self.pairs = {
            pair
            for listing in listings
            for part in listing.parts
            for pair in ((part.index, listing.whole.index), (listing.whole.index, part.index))
        }


def _is_level(mention: Mention) -> bool:
    if mention.quantity.kind == "percentage":
        return mention.role in ("done", "ratio", "other") and mention.quantity.bound == "exact"
    return mention.role in ("level", "base") and mention.quantity.kind in _KINDS


def find_equals(
    view: View, listings: Sequence[Listing], titles: Mapping[str | None, str], lexicon: Lexicon
) -> Iterator[Relation]:
    """One relation from each later mention of an item to its first; a second where only a later one agrees.

    A mention that agrees is looked for before one that a slip makes differ: figures are said to contradict each other
    only where nothing else in the report bears the later one out.
    """
    scope = _Scope(view, listings, titles, lexicon)
    by_key: dict[object, list[Mention]] = {}
    by_value: dict[object, list[Mention]] = {}
    same: dict[int, Mention] = {}
    for mention in scope.levels:
        topic = scope.topics[mention.index]
        if not topic.key:
            continue
        place = (topic.key, mention.unit)
        stem = ("", topic.stem, mention.unit)
        worth = (mention.value, mention.unit)
        named = by_key.get(place, ())
        partner = _agreeing(scope, mention, named, by_value.get(worth, ()))
        if partner is None:
            partner = _of_the_line(scope, mention, named)
        if partner is None:
            partner = _slipped(scope, mention, (*named[:_REACH], *by_key.get(stem, ())[:_REACH]))
        if partner is not None:
            root = same.get(partner.index, partner)
            same[mention.index] = root
            for other in (root,) if meets(root.quantity, mention.quantity) else (root, partner):
                if other.index != mention.index:
                    scope.pairs.add((mention.index, other.index))
                    yield draft("equal", [mention], [other], strength="implied", cue=_identity(scope, mention, other))
        by_key.setdefault(place, []).append(mention)
        if topic.stem != topic.key:
            by_key.setdefault(stem, []).append(mention)
        by_value.setdefault(worth, []).append(mention)
    yield from _same_division(listings, scope)


def _identity(scope: _Scope, one: Mention, other: Mention) -> str:
    """The official identity by which two items of different names are one; "" where they are one by name."""
    left, right = scope.topics[one.index].key, scope.topics[other.index].key
    return twin(left, right, scope.lexicon) or "" if left != right else ""


def _agreeing(scope: _Scope, mention: Mention, named: Sequence[Mention], valued: Sequence[Mention]) -> Mention | None:
    """The mention of the item, under its own name or another, that this one restates with the same value."""
    topic = scope.topics[mention.index]
    for other in reversed(named[-_REACH:]):
        theirs = scope.topics[other.index]
        if (
            meets(mention.quantity, other.quantity)
            and _fits(scope, mention, other)
            and restates(mention, other, topic, theirs, scope.lexicon)
        ):
            return other
    for other in reversed(valued[-_REACH:]):
        theirs = scope.topics[other.index]
        if (
            theirs.key != topic.key
            and _fits(scope, mention, other)
            and (restates(mention, other, topic, theirs, scope.lexicon) or is_class_of(scope.view, mention, other))
        ):
            return other
    return None


def _fits(scope: _Scope, one: Mention, other: Mention) -> bool:
    """Whether two figures can be one: not a whole and its own part, the same basis and year, and both exact enough."""
    mine, theirs = scope.topics[one.index], scope.topics[other.index]
    if one.index - one.row[0] == other.index - other.row[0]:
        return False
    if (one.index, other.index) in scope.pairs and mine.key != theirs.key and not is_double(mine, theirs):
        return False
    if not _one_basis(one, other, mine, theirs) or (mine.key != theirs.key and _divided_apart(mine, theirs)):
        return False
    years = one.quantity.period == other.quantity.period
    return years or not ((mine.dated and theirs.dated) or mine.prior or theirs.prior)


def _divided_apart(mine: Topic, theirs: Topic) -> bool:
    """Whether two figures are parts of different totals, one of them budgeted: what was planned and what arrived."""
    if mine.home is None or theirs.home is None or mine.home.value == theirs.home.value:
        return False
    return (mine.home.basis == "budget") != (theirs.home.basis == "budget")


def _one_basis(one: Mention, other: Mention, mine: Topic, theirs: Topic) -> bool:
    """Whether two figures are both of the budget, both actual, or of the year before, as far as anyone says."""
    bases = {mine.basis, theirs.basis} - {""}
    if len(bases) > 1 or (bases & {"budget", "prior"} and mine.basis != theirs.basis):
        said = one if mine.basis else other
        unsaid = other if said is one else one
        if len(bases) > 1 or unsaid.quantity.basis == "actual":
            return False
        return bases == {"budget"} and unsaid.quantity.basis in (None, "budget", "plan")
    return True


def _of_the_line(scope: _Scope, mention: Mention, before: Sequence[Mention]) -> Mention | None:
    """The figure that heads a line of the official accounts: …（项）5万元，…。支出决算为6万元."""
    topic = scope.topics[mention.index]
    if mention.basis != "actual":
        return None
    for other in before:
        if not topic.vague and topic.key != scope.topics[other.index].key:
            continue
        if scope.view.text.endswith(_ITEM, 0, other.start) and other.paragraph == mention.paragraph and not other.basis:
            return other
    return None


def _slipped(scope: _Scope, mention: Mention, before: Sequence[Mention]) -> Mention | None:
    """The first mention of the item, by one name or one stem, that a slip made differ."""
    topic = scope.topics[mention.index]
    for other in before[:_REACH]:
        theirs = scope.topics[other.index]
        if (
            other.sentence != mention.sentence
            and (mention.index, other.index) not in scope.pairs
            and mention.quantity.bound == other.quantity.bound == "exact"
            and mention.quantity.period == other.quantity.period
            and not (topic.prior or theirs.prior)
            and _one_fund(scope, mention, other)
            and (topic.basis or "actual") == (theirs.basis or "actual")
            and _one_basis(mention, other, topic, theirs)
            and not opposed(topic.key, theirs.key)
            and not _of_two_things(scope.view, mention, other)
            and slipped(mention, other, topic, theirs, scope.lexicon)
        ):
            return other
    return None


def _of_two_things(view: View, one: Mention, other: Mention) -> bool:
    """Whether their sentences begin with two things of one kind: 甲小学项目，投入建设资金… 乙小学项目，投入建设资金…"""
    mine, theirs = (_subject(view, each) for each in (one, other))
    return mine != theirs and len(mine) > _KIND < len(theirs) and mine[-_KIND:] == theirs[-_KIND:]


def _subject(view: View, mention: Mention) -> str:
    """What the sentence of a figure names before its first comma, "" where that holds a figure."""
    start = view.after_label(view.sentences[mention.sentence])
    head, comma, _ = view.text[start : mention.start].partition(",")
    return head.strip() if comma and not any(char.isdigit() for char in head) else ""


def _one_fund(scope: _Scope, one: Mention, other: Mention) -> bool:
    """Whether two figures speak of the same funds; of one that names none, where the item is not a catalogued one."""
    mine, theirs = _fund(scope, one), _fund(scope, other)
    keys = (scope.topics[one.index].key, scope.topics[other.index].key)
    return mine == theirs or (not (mine and theirs) and not any(is_known(key, scope.lexicon) for key in keys))


def _fund(scope: _Scope, mention: Mention) -> frozenset[str]:
    return funds(mention.quantity.item) or funds(scope.titles.get(mention.quantity.section, ""))


def _same_division(listings: Sequence[Listing], scope: _Scope) -> Iterator[Relation]:
    """Totals that are divided into the same items are the same total."""
    seen: list[Listing] = []
    for listing in sorted(listings, key=lambda each: each.whole.index):
        if listing.relation is None or listing.relation.type != "sum" or len(listing.parts) < 2:
            continue
        for other in seen:
            if _same_items(listing, other, scope) and same_basis(listing.whole, other.whole):
                pair = (listing.whole.index, other.whole.index)
                telling = significant(listing.whole.quantity) > 1
                if pair not in scope.pairs and telling and meets(listing.whole.quantity, other.whole.quantity):
                    scope.pairs.add(pair)
                    yield draft("equal", [listing.whole], [other.whole], strength="implied")
                break
        seen.append(listing)


def _same_items(one: Listing, other: Listing, scope: _Scope) -> bool:
    """Whether two lists name the same items, in any order."""
    left = [_key(scope, part) for part in other.parts]
    for part in one.parts:
        key = _key(scope, part)
        match = next((each for each in left if related(key, each)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _key(scope: _Scope, mention: Mention) -> str:
    topic = scope.topics.get(mention.index)
    return topic.key if topic is not None and not is_total(topic.key, scope.lexicon) else ""
