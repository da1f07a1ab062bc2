"""Problems on broken relations, so that a rule says only which relations it judges."""

from __future__ import annotations

from reportminer.check.base import Case, Problem
from reportminer.check.figures import arithmetic
from reportminer.intervals import printed
from reportminer.model import Quantity, Relation, Severity

HEADS = ("headcount", "household")
CHANGES = ("increase", "decrease")


def problem_of(
    case: Case,
    relation: Relation,
    severity: Severity | None = None,
    *,
    proven: bool = False,
    doubtful: bool = False,
    marked: Quantity | None = None,
    **values: str,
) -> Problem:
    """The problem of one broken relation, marked at the figure that states it; `values` add to its arithmetic."""
    if marked is None:
        marked = case.quantity(relation.lhs[0] if relation.lhs else blamed(case, relation) or relation.rhs[0])
    return Problem(
        start=marked.start,
        end=marked.end,
        values=arithmetic(case, relation) | values,
        quantities=relation.lhs + relation.rhs,
        relation=relation.id,
        severity=severity,
        proven=proven,
        doubtful=doubtful,
    )


def blamed(case: Case, relation: Relation) -> str | None:
    """The figure of a relation that its likeliest explanation changes; None where there is none."""
    repair = case.repair(relation.id)
    for change in repair.explanations[0].changes if repair and repair.explanations else ():
        if change.quantity in relation.lhs + relation.rhs:
            return change.quantity
    return None


def is_of_heads(case: Case, relation: Relation) -> bool:
    """Whether the stated figure counts people or households."""
    return bool(relation.lhs) and case.quantity(relation.lhs[0]).kind in HEADS


def is_of_changes(case: Case, relation: Relation) -> bool:
    """Whether the stated figure is an increase or a decrease."""
    if not relation.lhs:
        return False
    figure = case.quantity(relation.lhs[0])
    return figure.role in CHANGES or (figure.role == "level" and figure.direction in ("up", "down"))


def exceeds(case: Case, relation: Relation) -> bool:
    """Whether the right side certainly makes more than the stated figure."""
    stated = case.quantity(relation.lhs[0])
    return relation.computed is not None and relation.computed > stated.value


def is_opposite(case: Case, relation: Relation) -> bool:
    """Whether the stated change would be right with its direction turned round."""
    if relation.computed is None or relation.computed >= 0 or not relation.lhs:
        return False
    stated = printed(case.quantity(relation.lhs[0]))
    if -relation.computed in stated:
        return True
    gap = abs(-relation.computed - case.quantity(relation.lhs[0]).value)
    steps = [figure.step for figure in case.quantities(relation.lhs + relation.rhs)]
    return all(step is not None for step in steps) and gap <= sum(step or 0 for step in steps)
