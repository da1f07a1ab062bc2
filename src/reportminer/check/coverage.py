"""How much of a report was checked: a status for every figure, an outcome for every check."""

from __future__ import annotations

from msgspec.structs import replace

from reportminer.check.openness import open_relations
from reportminer.model import Analysis, CheckOutcome, Coverage, Quantity, QuantityStatus

_ALONE = "文中没有可与之核对的数字"
_UNDECIDED = "所在的勾稽关系缺少数据，无法核对"
_WEAK = "只有不确定的勾稽关系"
_OPEN = "所列分项可能不全，无法核对"
_MALFORMED = "书写有误，读不出数值"


def settled(analysis: Analysis) -> tuple[Quantity, ...]:
    """The quantities with their status, and for the unchecked the reason.

    A figure is inconsistent where any relation that the text states or implies fails, else consistent where any holds.
    """
    status: dict[str, QuantityStatus] = {}
    reasons: dict[str, str] = {}
    unsure = open_relations(analysis)
    for relation in analysis.relations:
        for id in relation.lhs + relation.rhs:
            if relation.status == "not_checkable":
                reasons[id] = relation.reason or _UNDECIDED
            elif relation.strength == "weak":
                reasons.setdefault(id, _WEAK)
            elif relation.id in unsure:
                reasons.setdefault(id, _OPEN)
            elif relation.status == "inconsistent":
                status[id] = "inconsistent"
            else:
                status.setdefault(id, "consistent")
    return tuple(_with(quantity, status.get(quantity.id), reasons) for quantity in analysis.quantities)


def _with(quantity: Quantity, status: QuantityStatus | None, reasons: dict[str, str]) -> Quantity:
    if status is not None:
        if quantity.status == status and quantity.reason is None:
            return quantity
        return replace(quantity, status=status, reason=None)
    reason = _MALFORMED if quantity.malformed else reasons.get(quantity.id) or quantity.reason or _ALONE
    return replace(quantity, status="unchecked", reason=reason)


def coverage(analysis: Analysis, outcomes: tuple[CheckOutcome, ...]) -> Coverage:
    """The counts over quantities that are settled."""
    related = {id for relation in analysis.relations for id in relation.lhs + relation.rhs}
    counts = {"consistent": 0, "inconsistent": 0, "unchecked": 0}
    for quantity in analysis.quantities:
        counts[quantity.status] += 1
    return Coverage(
        quantities=len(analysis.quantities),
        in_relations=len(related),
        consistent=counts["consistent"],
        inconsistent=counts["inconsistent"],
        unchecked=counts["unchecked"],
        relations=len(analysis.relations),
        not_checkable=sum(relation.status == "not_checkable" for relation in analysis.relations),
        checks=outcomes,
    )
