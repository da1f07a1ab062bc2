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

__all__ = ["Case", "Check", "Lacking", "Problem", "RegistryError", "Rule", "checks", "rule_of", "run_checks"]


def run_checks(analysis: Analysis, lexicon: Lexicon) -> Analysis:
    """`analysis` with its findings, in the order of the text, and its coverage.

    Takes an analysis up to its relations and repairs. Every quantity leaves with a status, every check with an outcome.
    """
    analysis = replace(analysis, quantities=settled(analysis))
    case = Case(analysis, lexicon)
    known = frozenset(relation.type for relation in analysis.relations)
    decided = frozenset(relation.type for relation in analysis.relations if relation.status != "not_checkable")
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
        outcomes.append(_outcome(check.rule, len(problems), lacking, known, decided))
    findings = findings_of(merge(raised, case), case)
    return replace(analysis, findings=findings, coverage=coverage(analysis, tuple(outcomes)))


def _outcome(
    rule: Rule, problems: int, lacking: bool, known: frozenset[RelationType], decided: frozenset[RelationType]
) -> CheckOutcome:
    if problems:
        return CheckOutcome(rule.code, "failed", problems)
    if rule.judges and known.isdisjoint(rule.judges):
        return CheckOutcome(rule.code, "not_applicable", 0)
    undecided = rule.judges and decided.isdisjoint(rule.judges)
    return CheckOutcome(rule.code, "lacking_data" if lacking or undecided else "passed", 0)
