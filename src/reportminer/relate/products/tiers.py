"""Several standards, each with its number, and one total: 一等2名、每名500元，二等3名、每名300元，共1900元."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from msgspec.structs import replace

from reportminer.model import Relation
from reportminer.multiples import TIERS
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import high, low, significant
from reportminer.relate.evidence.misses import tiers_miss
from reportminer.relate.evidence.odds import rarely
from reportminer.relate.products.standards import time_of, words_of

_LEAST = 2
_BEHIND, _BACK = 2, 4
_FINE = 3
"""digits of a total that tell what it is made of"""
_BEFORE, _AFTER, _COUNTED = 0.2, 0.5, 1.1
"""how often chance may bring a total as near as a slip would, where it stands and whether 共 counts it up"""

_Tier = tuple[Mention, Mention]
"""a standard and the number that it is for"""


def find_tiers(view: View, known: Container[str]) -> Iterator[Relation]:
    """Every total of several standards times their numbers, which stand beside each or in a row of their own.

    known  the figures that other products tell of
    Given where it comes out, or one slip that is hardly chance keeps it from coming out.
    """
    for mentions in view.by_sentence.values():
        standards = [each for each in mentions if _is_standard(each) and each.id not in known]
        if len(standards) < _LEAST or len({each.unit for each in standards}) > 1:
            continue
        for tiers in (_beside(view, standards, -1), _beside(view, standards, 1), _in_rows(view, standards)):
            total = _total_of(view, tiers) if tiers else None
            if total is not None and total.id not in known:
                figures = [each for tier in tiers for each in tier]
                relation = draft("product", [total], figures, strength="implied")
                yield replace(relation, form=TIERS)
                break


def _is_standard(mention: Mention) -> bool:
    return mention.role == "per" and mention.kind == "amount" and mention.bound == "exact" and not time_of(mention)


def _is_number(mention: Mention, standard: Mention) -> bool:
    return mention.role == "level" and mention.bound == "exact" and mention.unit in words_of(standard)


def _beside(view: View, standards: Sequence[Mention], step: int) -> list[_Tier]:
    """Each standard with the number right before or behind it; nothing where one has none."""
    tiers: list[_Tier] = []
    for each in standards:
        place = each.index + step
        number = view.mentions[place] if 0 <= place < len(view.mentions) else each
        if not _is_number(number, each) or number.sentence != each.sentence:
            return []
        tiers.append((each, number))
    return tiers


def _in_rows(view: View, standards: Sequence[Mention]) -> list[_Tier]:
    """The standards of a row with the numbers of the row behind it: 按甲1000元/人、乙800元/人，资助甲5人、乙9人."""
    first, last = standards[0].index, standards[-1].index
    size = len(standards)
    row = view.mentions[last + 1 : last + 1 + size]
    near = last - first == size - 1 and len(row) == size and row[-1].sentence - standards[-1].sentence <= 1
    if not near or not all(_is_number(number, each) for each, number in zip(standards, row, strict=True)):
        return []
    return list(zip(standards, row, strict=True))


def _total_of(view: View, tiers: Sequence[_Tier]) -> Mention | None:
    """The amount right behind all tiers, or shortly before them, that they make, be it but for a slip."""
    figures = sorted((each for tier in tiers for each in tier), key=lambda each: each.index)
    first, last = figures[0], figures[-1]
    near = view.mentions[last.index + 1 : last.index + 1 + _BEHIND]
    behind = [each for each in near if each.sentence == last.sentence]
    before = [each for each in backwards(view, first, _BACK) if each.paragraph == first.paragraph]
    totals = [each for each in (*behind, *before) if each.role == "level" and alike(each, tiers[0][0])]
    made = sum(standard.value * number.value for standard, number in tiers)
    for total in totals:
        if significant(total) >= _FINE - (total in behind) and low(total) <= made <= high(total):
            return total
    for total in totals:
        after = _COUNTED if total.mark("sum.after") is not None else _AFTER
        if rarely(tiers_miss(total, tiers), after if total in behind else _BEFORE):
            return total
    return None
