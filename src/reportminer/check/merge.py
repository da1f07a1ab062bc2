"""One printing error is one finding: problems that the same change settles are joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from reportminer.check.base import Case, Problem, Rule
from reportminer.model import Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_FIRST = ("UNT01", "UNT06", "CHG06", "CHG03", "CHG04")
"""Codes that say more than the sum they break: they lead where problems are joined."""


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
        return tuple(dict.fromkeys(id for raised in (self.primary, *self.others) for id in _relations(raised.problem)))


def merge(raised: Iterable[Raised], case: Case) -> list[Joined]:
    """The problems, joined where they judge one relation or where the likeliest change settles their relations."""
    groups: dict[object, list[Raised]] = {}
    alone: list[Joined] = []
    for one in raised:
        relations = _relations(one.problem)
        if relations:
            groups.setdefault(_slip(relations[0], case), []).append(one)
        else:
            alone.append(Joined(one))
    return [_join(group) for group in groups.values()] + alone


def _relations(problem: Problem) -> tuple[str, ...]:
    first = (problem.relation,) if problem.relation else ()
    return tuple(dict.fromkeys(first + problem.relations))


def _slip(relation: str, case: Case) -> object:
    """What identifies the slip behind a broken relation: the changed figure within its group, else the relation."""
    repair = case.repair(relation)
    if repair is None or not repair.explanations:
        return relation
    figures = case.figures_of(relation)
    for change in repair.explanations[0].changes:
        if change.quantity in figures:
            return repair.relations, change.quantity
    return relation


def _join(group: Sequence[Raised]) -> Joined:
    ordered = sorted(group, key=_rank)
    primary = ordered[0]
    told = {primary.problem.relation}
    others = []
    for raised in ordered[1:]:
        if raised.problem.relation not in told:
            told.add(raised.problem.relation)
            others.append(raised)
    return Joined(primary, tuple(others))


def _rank(raised: Raised) -> tuple[int, int, int, str]:
    leads = _FIRST.index(raised.rule.code) if raised.rule.code in _FIRST else len(_FIRST)
    reference = raised.rule.code.startswith("REF")
    return SEVERITIES.index(raised.severity), leads, int(reference), f"{raised.problem.start:09d}{raised.rule.code}"
