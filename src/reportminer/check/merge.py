"""One printing error is one finding: problems that the same change settles are joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from reportminer.check.base import Case, Problem, Rule
from reportminer.model import Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_FIRST = ("UNT01", "UNT06", "CHG06", "CHG03", "CHG04", "PCT02")
"""Codes that say more than the sum they break: they lead where problems are joined."""
_ECHO = ("REF", "TAB05")
"""Codes that only echo what another check says of the same figure, unless the other place tells what it should be."""


class Raised(Struct, frozen=True):
    """A problem with the rule that it offends against."""

    rule: Rule
    problem: Problem

    @property
    def severity(self) -> Severity:
        """As the problem says, else as the rule says."""
        return self.problem.severity or self.rule.severity


class Joined(Struct, frozen=True):
    """Problems that one change settles; the first of `others` is the nearest to the primary."""

    primary: Raised
    others: tuple[Raised, ...] = ()

    def relations(self) -> tuple[str, ...]:
        """Every relation that is broken, the primary's first."""
        if not self.others:
            return _relations(self.primary.problem)
        return tuple(dict.fromkeys(id for raised in (self.primary, *self.others) for id in _relations(raised.problem)))


def merge(raised: Iterable[Raised], case: Case) -> list[Joined]:
    """The problems, joined where they judge one relation or where the likeliest change settles their relations."""
    groups: dict[object, list[Raised]] = {}
    alone: list[Joined] = []
    for one in raised:
        relations = _relations(one.problem)
        if relations or one.problem.explanations:
            groups.setdefault(_slip(one.problem, case), []).append(one)
        else:
            alone.append(Joined(one))
    return [_join(group, case) for group in groups.values()] + alone


def _relations(problem: Problem) -> tuple[str, ...]:
    if not problem.relations:
        return (problem.relation,) if problem.relation else ()
    first = (problem.relation,) if problem.relation else ()
    return tuple(dict.fromkeys(first + problem.relations))


def _slip(problem: Problem, case: Case) -> object:
    """What identifies the slip behind a problem: the figure that the likeliest change hits, else its relation.

    Of several changes it is the one to the figure that the problem is about.
    """
    if problem.explanations:
        return "figure", problem.explanations[0].changes[0].quantity
    relation = _relations(problem)[0]
    repair = case.repair(relation)
    if repair is None or not repair.explanations:
        return relation
    figures = case.figures_of(relation)
    changed = [change.quantity for change in repair.explanations[0].changes if change.quantity in figures]
    if not changed:
        return relation
    return "figure", problem.quantities[0] if problem.quantities and problem.quantities[0] in changed else changed[0]


def _join(group: Sequence[Raised], case: Case) -> Joined:
    ordered = sorted(group, key=lambda raised: _rank(raised, case))
    primary = ordered[0]
    return Joined(primary, tuple(ordered[1:]))


def _rank(raised: Raised, case: Case) -> tuple[int, int, int, str]:
    leads = _FIRST.index(raised.rule.code) if raised.rule.code in _FIRST else len(_FIRST)
    echo = raised.rule.code.startswith(_ECHO)
    if echo and _is_restated(raised.problem, case):
        leads = -1
    return leads, SEVERITIES.index(raised.severity), int(echo), f"{raised.problem.start:09d}{raised.rule.code}"


def _is_restated(problem: Problem, case: Case) -> bool:
    """Whether another place states what the figure should be: then the two places are the fault, the rest follows."""
    repair = case.repair(problem.relation) if problem.relation else None
    if repair is None or not repair.explanations:
        return False
    return any(change.why == "restated" for change in repair.explanations[0].changes)
