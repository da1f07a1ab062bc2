"""Of the changes that settle a whole group of relations, those that a finding needs: its own slip, not the others'."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reportminer.check.base import Case
from reportminer.model import Change, Explanation, Relation


def explanations_of(relations: Sequence[Relation], case: Case) -> tuple[Explanation, ...]:
    """The explanations of the group that the first of these relations stands in, cut down to what settles them all.

    Where slips that have nothing to do with each other meet in one group, each finding names its own: a change stays
    that hits a figure of the relations, and one tied by a further relation to a change that stays. It is certain where
    all explanations leave the same.
    """
    repair = case.repair(relations[0].id)
    if repair is None:
        return ()
    if all(len(one.changes) == 1 for one in repair.explanations):
        return repair.explanations
    own = _own(repair.explanations, {id for one in relations for id in case.figures_of(one.id)}, case)
    kept: dict[tuple[Change, ...], Explanation] = {}
    for one in repair.explanations:
        changes = tuple(change for change in one.changes if change.quantity in own)
        kept.setdefault(changes, replace(one, changes=changes))
    if () in kept:
        return repair.explanations
    certain = len(kept) == 1 and repair.reason is None
    return tuple(replace(one, certain=certain) for one in kept.values())


def _own(explanations: Sequence[Explanation], figures: set[str], case: Case) -> set[str]:
    """The changed figures among these, and all that are tied to them."""
    sets = [frozenset(change.quantity for change in one.changes) for one in explanations]
    every = frozenset().union(*sets)
    own = set(every & figures)
    binding = (case.figures_of(one.id) & every for one in case.analysis.relations if one.strength != "weak")
    ties = {one & among for one in binding if len(one) > 1 for among in sets if len(one & among) > 1}
    while more := set().union(*(tie for tie in ties if not tie.isdisjoint(own))) - own:
        own |= more
    return own
