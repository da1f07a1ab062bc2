"""Lists that the text does not call complete: what they lack up to the total may simply not be listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportminer.intervals import exact_sum
from reportminer.model import Analysis, Quantity, Relation, Repair

_FINE = Decimal("0.01")


def open_relations(analysis: Analysis) -> frozenset[str]:
    """The broken sums and partitions that need not hold: parts below a total that they are not said to make up.

    One that a single usual slip would close exactly, or that fails together with others, is not among them.
    """
    repairs = {id: repair for repair in analysis.repairs for id in repair.relations}
    quantities = {quantity.id: quantity for quantity in analysis.quantities}
    return frozenset(
        relation.id
        for relation in _falling_short(analysis.relations, quantities)
        if not _is_borne_out(relation, quantities, repairs.get(relation.id))
    )


def _falling_short(relations: tuple[Relation, ...], quantities: Mapping[str, Quantity]) -> Iterator[Relation]:
    for relation in relations:
        if relation.status != "inconsistent" or relation.complete or relation.computed is None:
            continue
        if relation.type == "partition" and relation.constant is not None:
            total = exact_sum(quantities[id].value for id in relation.rhs)
            if total < relation.constant:
                yield relation
        elif relation.type == "sum" and len(relation.lhs) == 1:
            whole = quantities[relation.lhs[0]]
            if relation.computed < whole.value and whole.role == "level" and whole.direction is None:
                yield relation


def _is_borne_out(relation: Relation, quantities: Mapping[str, Quantity], repair: Repair | None) -> bool:
    if repair is None:
        return False
    if len(repair.relations) > 1:
        return True
    if not repair.usual or relation.difference is None:
        return False
    steps = [quantities[id].step for id in relation.rhs]
    fine = relation.type == "partition" and all(step is not None and step <= _FINE for step in steps)
    slack = _FINE if fine else 0
    likeliest = repair.explanations[0].changes[0]
    return abs(abs(likeliest.to - likeliest.from_) - relation.difference) <= slack
