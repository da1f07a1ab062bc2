"""What the members of one list are not to each other: the same figure, or a total and its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.lists.listing import Listing

_SMALL = 100


def not_of_members(relations: Iterable[Relation], listings: Sequence[Listing]) -> Iterator[Relation]:
    """The claims that are not made of figures that divide one total: 甲6起、死亡9人；乙5起、死亡5人；丙1起、死亡4人.

    Two small figures that are to be equal may also belong to two divisions of it, where they differ.
    """
    lists: dict[str, set[int]] = {}
    wholes: dict[str, set[int]] = {}
    values: dict[str, Decimal] = {}
    for place, each in enumerate(listings):
        for part in each.parts:
            lists.setdefault(part.id, set()).add(place)
            if each.is_sum:
                wholes.setdefault(part.id, set()).add(each.whole.index)
                values[part.id] = part.value
    for relation in relations:
        ids = {*relation.lhs, *relation.rhs}
        if relation.type != "equal":
            if not _shared(ids, lists):
                yield relation
            continue
        told = {values[id] for id in ids if id in values}
        differ = len(ids) > 1 and len(told) > 1 and max(told) < _SMALL
        if not (differ and _shared(ids, wholes)):
            yield relation


def _shared(ids: set[str], places: dict[str, set[int]]) -> bool:
    """Whether all these figures have a place in common."""
    found = [places.get(id) for id in ids]
    known = [each for each in found if each]
    return len(known) == len(found) > 0 and bool(set.intersection(*known))
