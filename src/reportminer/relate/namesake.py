"""Of several totals before a list the one that its first part is named by: 资产8万元，负债5万元。其中甲资产4万元."""

from __future__ import annotations

from collections.abc import Sequence

from reportminer.relate.clauses import Mention

_TAIL = 2


def namesake(candidates: Sequence[Mention], part: Mention) -> Mention | None:
    """Of several totals of money the only one named by the end of the part's name; None where the nearest is."""
    tail = part.quantity.item[-_TAIL:]
    if (
        part.quantity.kind != "amount"
        or len(tail) < _TAIL
        or len(candidates) == 1
        or tail in candidates[0].quantity.item
    ):
        return None
    here = [each for each in candidates if each.sentence == candidates[0].sentence and tail in each.quantity.item]
    return here[0] if len(here) == 1 else None
