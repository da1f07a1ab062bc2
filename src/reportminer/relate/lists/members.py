"""What the members of one list are not to each other: the same figure told again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.lists.listing import Listing

_SMALL = 100


def not_of_members(relations: Iterable[Relation], listings: Sequence[Listing]) -> Iterator[Relation]:
    """The claims that figures are equal, but of two small ones that differ and divide one total, be it in two ways."""
    wholes: dict[str, set[int]] = {}
    values: dict[str, Decimal] = {}
    for each in listings:
        for part in each.parts if each.is_sum else ():
            wholes.setdefault(part.id, set()).add(each.whole.index)
            values[part.id] = part.value
    for relation in relations:
        ids = {*relation.lhs, *relation.rhs}
        told = {values[id] for id in ids if id in values}
        differ = len(ids) > 1 and len(told) > 1 and max(told) < _SMALL
        if not differ or len(told) < len(ids) or not set.intersection(*(wholes[id] for id in ids)):
            yield relation
