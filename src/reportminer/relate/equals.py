"""The same item stated twice, anywhere in the text and in whatever units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import draft, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import digits, is_slip, meets, shifts, significant
from reportminer.relate.keys import funds, is_generic, is_total, key_of, related
from reportminer.relate.sums import Listing

_KINDS = frozenset({"amount", "headcount", "household", "count"})
_TELLING = 4
_ITEM = "项)"


def find_equals(
    view: View, listings: Sequence[Listing], titles: Mapping[str | None, str], lexicon: Lexicon
) -> Iterator[Relation]:
    """One relation from each later mention of an item to its first; a second where only a later one agrees."""
    levels = [
        each
        for each in view.mentions
        if each.role in ("level", "base") and each.quantity.kind in _KINDS and each.quantity.bound == "exact"
    ]
    keys = _topics(view, levels, lexicon)
    groups: dict[tuple[object, ...], list[Mention]] = {}
    values: dict[tuple[object, ...], list[Mention]] = {}
    pairs: set[tuple[int, int]] = set()
    for listing in listings:
        pairs.update((part.index, listing.whole.index) for part in listing.parts)
        pairs.update((listing.whole.index, part.index) for part in listing.parts)
    same: dict[int, Mention] = {}
    for mention in levels:
        key = keys[mention.index]
        if not key or is_total(key, lexicon):
            continue
        place = (key, mention.unit, _fund(mention, titles), mention.quantity.period)
        by_value = (mention.value, mention.unit)
        partner = _by_key(mention, groups.get(place, ()), key, lexicon)
        if partner is None:
            partner = _of_the_line(view, mention, groups.get(place, ()), lexicon)
        if partner is None:
            partner = _by_value(mention, values.get(by_value, ()), keys, lexicon)
        if partner is not None:
            root = same.get(partner.index, partner)
            same[mention.index] = root
            for other in (root,) if meets(root.quantity, mention.quantity) else (root, partner):
                if other.index != mention.index and (mention.index, other.index) not in pairs:
                    pairs.add((mention.index, other.index))
                    yield draft("equal", [mention], [other], strength="implied")
        groups.setdefault(place, []).append(mention)
        values.setdefault(by_value, []).append(mention)
    yield from _same_division(listings, keys, pairs)


def _fund(mention: Mention, titles: Mapping[str | None, str]) -> frozenset[str]:
    return funds(mention.quantity.item) or funds(titles.get(mention.quantity.section, ""))


def _topics(view: View, levels: Sequence[Mention], lexicon: Lexicon) -> dict[int, str]:
    """The key of each figure; where its own words say only 支出决算 or 年初预算, that of what the sentence is about."""
    keys: dict[int, str] = {}
    topic, sentence = "", -1
    for mention in levels:
        key = key_of(mention.quantity.item, lexicon)
        if mention.sentence != sentence:
            sentence = mention.sentence
            topic = _heading(view, mention, lexicon)
        heads = view.text.endswith(_ITEM, 0, mention.start)
        vague = is_generic(key, lexicon) and mention.mark("basis.actual", "basis.budget") is not None
        if topic and (heads or vague):
            key = topic
        elif not is_generic(key, lexicon) and mention.mark("sum.parts") is None:
            topic = key
        keys[mention.index] = key
    return keys


def _heading(view: View, mention: Mention, lexicon: Lexicon) -> str:
    """The item that a labelled line names before its first full stop: 1.行政运行（项）。年初预算为5万元."""
    start = view.paragraph_start(mention.start)
    if not view.labelled(start):
        return ""
    head = view.text.find(_ITEM, start, mention.start)
    if head >= 0:
        return key_of(view.text[view.after_label(start) : head + len(_ITEM)], lexicon)
    if view.text.find("。", start, mention.start) < 0:
        return ""
    return key_of(view.text[view.after_label(start) : view.text.find("。", start)], lexicon)


def _by_key(mention: Mention, before: Sequence[Mention], key: str, lexicon: Lexicon) -> Mention | None:
    """The mention of the item that this one restates: one that agrees, else the first that one slip made differ."""
    usable = [other for other in before if _one_basis(mention, other)]
    for other in reversed(usable):
        if meets(mention.quantity, other.quantity) and significant(other.quantity) > 1:
            return other
    if is_generic(key, lexicon):
        return None
    for other in usable:
        if other.sentence != mention.sentence and _one_slip(mention, other):
            return other
    return None


def _of_the_line(view: View, mention: Mention, before: Sequence[Mention], lexicon: Lexicon) -> Mention | None:
    """The figure that heads a line of the official accounts: …（项）5万元，…。支出决算为6万元."""
    if mention.basis != "actual" or not is_generic(key_of(mention.quantity.item, lexicon), lexicon):
        return None
    for other in before:
        if view.text.endswith(_ITEM, 0, other.start) and other.paragraph == mention.paragraph and not other.basis:
            return other
    return None


def _one_basis(one: Mention, other: Mention) -> bool:
    """Whether two figures are both of the budget, both actual, or of the year before, as far as anyone says."""
    if not same_basis(one, other):
        return False
    for said, unsaid in ((one, other), (other, one)):
        if said.basis in ("budget", "prior") and not unsaid.basis and unsaid.quantity.basis == "actual":
            return False
    return True


def _one_slip(one: Mention, other: Mention) -> bool:
    """Whether two figures printed with four digits or more differ by a wrong unit or one wrong digit."""
    if min(len(digits(one.quantity)), len(digits(other.quantity))) < _TELLING:
        return False
    return shifts(one.value, other.value) or is_slip(one.quantity, other.value) or is_slip(other.quantity, one.value)


def _by_value(mention: Mention, before: Sequence[Mention], keys: Mapping[int, str], lexicon: Lexicon) -> Mention | None:
    """A figure of the same telling value whose item is worded longer or shorter, or too generally to tell."""
    mine = keys[mention.index]
    for other in reversed(before):
        if not _one_basis(mention, other) or mention.quantity.period != other.quantity.period:
            continue
        theirs = keys[other.index]
        if (
            mine != theirs
            and significant(other.quantity) > _TELLING
            and is_generic(mine, lexicon)
            and not _opposed(mine, theirs)
        ):
            return other
        if mine.startswith(theirs) and len(theirs) >= _TELLING and significant(other.quantity) >= _TELLING - 1:
            return other
        if not related(mine, theirs):
            continue
        near = mention.paragraph == other.paragraph and mention.quantity.kind != "amount"
        named = min(len(mine), len(theirs)) >= _TELLING
        if not named and not near and mine != theirs:
            continue
        if significant(other.quantity) >= (_TELLING - 1 if near or named else _TELLING):
            return other
    return None


def _opposed(one: str, other: str) -> bool:
    """Whether one item is income and the other expenditure."""
    return ("收" in one and "支" in other) or ("支" in one and "收" in other)


def _same_division(
    listings: Sequence[Listing], keys: Mapping[int, str], pairs: set[tuple[int, int]]
) -> Iterator[Relation]:
    """Totals that are divided into the same items are the same total."""
    seen: list[Listing] = []
    for listing in sorted(listings, key=lambda each: each.whole.index):
        if listing.relation is None or listing.relation.type != "sum" or len(listing.parts) < 2:
            continue
        for other in seen:
            if _same_items(listing, other, keys) and same_basis(listing.whole, other.whole):
                pair = (listing.whole.index, other.whole.index)
                if pair not in pairs and meets(listing.whole.quantity, other.whole.quantity):
                    pairs.add(pair)
                    yield draft("equal", [listing.whole], [other.whole], strength="implied")
                break
        seen.append(listing)


def _same_items(one: Listing, other: Listing, keys: Mapping[int, str]) -> bool:
    """Whether two lists name the same items, in any order."""
    left = [keys.get(part.index, "") for part in other.parts]
    for part in one.parts:
        key = keys.get(part.index, "")
        match = next((each for each in left if related(key, each)), None)
        if match is None:
            return False
        left.remove(match)
    return not left
