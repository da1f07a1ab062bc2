"""What the members of one list are not to each other: the same figure, or a total and its parts."""

from __future__ import annotations

from collections.abc import Sequence

from reportminer.model import Relation
from reportminer.relate.lists.listing import Listing

_SMALL = 100


def are_members(relation: Relation, listings: Sequence[Listing]) -> bool:
    """Whether a claim is made of figures that divide one total: 甲6起、死亡9人；乙5起、死亡5人；丙1起、死亡4人.

    Two small figures that are to be equal may also belong to two divisions of it, where they differ.
    """
    ids = {*relation.lhs, *relation.rhs}
    if relation.type != "equal":
        return any(ids <= {part.quantity.id for part in each.parts} for each in listings)
    wholes: dict[str, set[int]] = {}
    values = set()
    for each in listings:
        for part in each.parts:
            if part.quantity.id in ids and each.is_sum:
                wholes.setdefault(part.quantity.id, set()).add(each.whole.index)
                values.add(part.value)
    return (
        len(wholes) == len(ids) > 1
        and len(values) > 1
        and max(values) < _SMALL
        and bool(set.intersection(*wholes.values()))
    )
