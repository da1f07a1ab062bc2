"""Parts in the bracket right behind their whole: 受理案件3652件（内含旧存187件）; and classes of expenditure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft, onwards
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import adds_up, near_miss
from reportminer.relate.evidence.closing import closes, low
from reportminer.relate.keys import key_of
from reportminer.relate.lists.listing import Listing

_ASIDE = (
    "share.of",
    "change.against",
    "change.compared",
    "change.against_budget",
    "basis.budget",
    "above.all",
    "sum.stop",
)
_DIGITS = re.compile("[0-9０-９]")
"""what capitals (壹万元), which restate the figure before them, have not"""
_BODIES = frozenset({"个", "所", "家", "处", "座"})
_ZERO = Decimal(0)
_PAIR = 2
_ODDS, _ANY = Fraction(1, 4), Fraction(1)
_LEAD = " 其中内含:、"
_LEAST = 4
_SIZE = 3
_FUNCTIONS = "2"
_COVERED = Decimal("0.9")
_LATE = "221"
"""the class of housing, which every body has and which few classes follow"""
_OPEN = "等"


def find_brackets(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Like levels that a bracket names right behind a larger figure: each lies in it, all together where they fit.

    listings  the lists found by other means; what they divide is left to them
    """
    taken = {part.index for each in listings for part in each.parts}
    inside: dict[int, list[Mention]] = {}
    for mention in view.mentions:
        if mention.group:
            inside.setdefault(mention.group, []).append(mention)
    for group, mentions in inside.items():
        whole = _before(view, mentions[0], view.opens[group])
        if whole is None:
            yield from _of_change(view, mentions, view.opens[group], taken)
            continue
        heads = _heads(view, whole, mentions)
        if len(heads) >= _PAIR and not any(each.index in taken for each in heads) and _fill(whole, heads):
            yield from summed(whole, heads)
            continue
        parts = [each for each in mentions if _is_part(view, whole, each) and each.index not in taken]
        if not parts or len(parts) < sum(alike(each, whole) for each in mentions):
            continue
        if len(parts) >= _PAIR and _fill(whole, parts) and (sums := list(summed(whole, parts))):
            yield from sums
            continue
        together = sum((each.value for each in parts), _ZERO) <= low(whole)
        for chosen in [parts] if together else [[each] for each in parts]:
            yield draft("part_of", chosen, [whole], strength="implied")


def _heads(view: View, whole: Mention, mentions: Sequence[Mention]) -> list[Mention]:
    """The first figures of a bracket's stretches, each a part: 77户（一级9户，其中3户为平台；二级19户；三级49户）."""
    heads = [mentions[0]]
    heads += [each for before, each in pairwise(mentions) if ";" in view.text[before.end : each.start]]
    return heads if all(_is_part(view, whole, each) for each in heads) else []


def _fill(whole: Mention, parts: Sequence[Mention]) -> bool:
    return adds_up(whole, parts, _ANY if len(parts) > _PAIR else _ODDS)


def _of_change(view: View, mentions: Sequence[Mention], opening: int, taken: Container[int]) -> Iterator[Relation]:
    """压减经费13.8万元（机关8.5万元、站所5.3万元）: parts that fill the bracket of a change and make it."""
    whole = view.mentions[mentions[0].index - 1] if mentions[0].index else None
    if whole is None or whole.role != "change" or view.text[whole.end : opening].strip() or len(mentions) < _PAIR:
        return
    if any(each.index in taken or not _is_part(view, whole, each) for each in mentions):
        return
    if closes(whole, mentions):
        yield draft("sum", [whole], mentions, strength="implied", complete=True)


def find_bracket_sums(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """The same measure in brackets behind a total and its parts: 甲9人（女4人），乙8人（女2人），共17人（女6人）.

    listings  the lists found by other means
    """
    for listing in listings:
        if not listing.is_sum or listing.relation.factors or len(listing.parts) < _PAIR:
            continue
        totals = _named_behind(view, listing.whole)
        if not totals:
            continue
        columns = [_named_behind(view, part) for part in listing.parts]
        for name, whole in totals.items():
            parts = [column[name] for column in columns if name in column]
            if len(parts) < len(columns) or not all(alike(part, whole) for part in parts):
                continue
            yield from summed(whole, parts)


def summed(whole: Mention, parts: Sequence[Mention]) -> Iterator[Relation]:
    """The sum that figures beside those of a known sum make: stated where they close, implied where one slip is off."""
    if closes(whole, parts):
        yield draft("sum", [whole], parts, complete=True)
    elif near_miss(whole, parts):
        yield draft("sum", [whole], parts, strength="implied")


def _named_behind(view: View, mention: Mention) -> dict[str, Mention]:
    """The levels in the bracket right behind a figure by the words before each."""
    found: dict[str, Mention] = {}
    for each in onwards(view, mention.index + 1):
        if each.group == mention.group or view.opens[each.group] != mention.end:
            break
        if each.role == "level":
            start = max(each.clause, each.lead, view.opens[each.group] + 1)
            found.setdefault(view.text[start : each.start].strip(_LEAD), each)
    return found


def _before(view: View, first: Mention, opening: int) -> Mention | None:
    """The level that a bracket follows without a word between; behind a score stand the points to be had."""
    whole = view.mentions[first.index - 1] if first.index else None
    if whole is None or whole.role != "level" or whole.bound != "exact" or whole.kind == "score":
        return None
    # 补助28万元。(甲8万元；乙20万元。): the bracket of the sentence before
    return whole if view.text[whole.end : opening].strip() in ("", "。") else None


def _are_bodies(view: View, part: Mention, whole: Mention) -> bool:
    """Whether a bracket that begins with 含 counts bodies of the kind before it otherwise: 学校9所（含3个分校）."""
    units = {part.unit, whole.unit}
    return units <= _BODIES and view.text.startswith("(含", view.opens[part.group])


def _is_part(view: View, whole: Mention, part: Mention) -> bool:
    named = view.words_of(part).strip(" (,、")
    return (
        part.role == "level"
        and (alike(part, whole) or _are_bodies(view, part, whole))
        and _DIGITS.search(part.text) is not None
        and (len(named) > 1 or _are_bodies(view, part, whole))
        and not part.mark(*_ASIDE)
        and part.basis in ("", whole.basis)
        and part.value < whole.value
    )


def find_class_lists(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Four classes or more in their official order up to housing that make most of a total, but not all of it."""
    for listing in listings:
        relation, whole, parts = listing.relation, listing.whole, listing.parts
        if relation.type != "part_of" or len(parts) < _LEAST or whole.kind != "amount":
            continue
        made = sum((part.value for part in parts), _ZERO)
        if not _COVERED * whole.value <= made < whole.value or view.text.startswith(_OPEN, parts[-1].quantity.end):
            continue
        codes = [_codes(view.lexicon).get(key_of(part.item, view.lexicon), "") for part in parts]
        if "" not in codes and codes == sorted(codes) and codes[-1] >= _LATE:
            yield draft("sum", [whole], parts, strength="implied", cue=relation.cue, complete=True)


@lru_cache(maxsize=8)
def _codes(lexicon: Lexicon) -> dict[str, str]:
    """The code of each class of expenditure by function, by the key of its name."""
    return {
        key_of(indicator.name, lexicon): indicator.code
        for indicator in lexicon.indicators
        if indicator.code is not None and len(indicator.code) == _SIZE and indicator.code.startswith(_FUNCTIONS)
    }
