"""Checks: what an auditor is told about a report, and how much of it was checked."""

from __future__ import annotations

from msgspec.structs import replace

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.coverage import coverage, settled
from reportminer.check.findings import findings_of
from reportminer.check.merge import Raised, merge
from reportminer.check.registry import Check, RegistryError, checks, rule_of
from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, CheckOutcome, RelationType
from reportminer.table import is_tabular

__all__ = ["Case", "Check", "Lacking", "Problem", "RegistryError", "Rule", "checks", "rule_of", "run_checks"]

_OF_TABLES = "TAB"
_OF_FIGURES = ("UNT", "CHG", "PCT", "REF", "BAL", "SUM", "LST")
_OF_SECTIONS = ("SEC",)


def run_checks(analysis: Analysis, lexicon: Lexicon) -> Analysis:
    """`analysis` with its findings, in the order of the text, and its coverage.

    Takes an analysis up to its relations and repairs. Every quantity leaves with a status, every check with an outcome.
    """
    analysis = replace(analysis, quantities=settled(analysis))
    case = Case(analysis, lexicon)
    scope = _Scope(analysis)
    raised: list[Raised] = []
    outcomes: list[CheckOutcome] = []
    for check in checks():
        problems: list[Problem] = []
        lacking = False
        for result in check.find(case):
            if isinstance(result, Problem):
                problems.append(result)
            else:
                lacking = True
        raised.extend(Raised(check.rule, problem) for problem in problems)
        outcomes.append(scope.outcome(check.rule, len(problems), lacking))
    findings = findings_of(merge(raised, case), case)
    return replace(analysis, findings=findings, coverage=coverage(analysis, tuple(outcomes)))


class _Scope:
    """What a report gives the checks to judge: the relation types of its text and tables, figures, sections."""

    def __init__(self, analysis: Analysis) -> None:
        self._known: dict[bool, set[RelationType]] = {False: set(), True: set()}
        self._undecided: dict[bool, set[RelationType]] = {False: set(), True: set()}
        for relation in analysis.relations:
            tabular = is_tabular(relation)
            self._known[tabular].add(relation.type)
            if relation.status == "not_checkable":
                self._undecided[tabular].add(relation.type)
        self._empty = {
            family
            for families, present in ((_OF_FIGURES, analysis.quantities), (_OF_SECTIONS, analysis.sections))
            if not present
            for family in families
        }

    def outcome(self, rule: Rule, problems: int, lacking: bool) -> CheckOutcome:
        """How a check ended; one of whose relations some could not be decided has not passed."""
        if problems:
            return CheckOutcome(rule.code, "failed", problems)
        tabular = rule.code.startswith(_OF_TABLES)
        if rule.code.startswith(tuple(self._empty)) or (rule.judges and self._known[tabular].isdisjoint(rule.judges)):
            return CheckOutcome(rule.code, "not_applicable", 0)
        undecided = not self._undecided[tabular].isdisjoint(rule.judges)
        return CheckOutcome(rule.code, "lacking_data" if lacking or undecided else "passed", 0)
