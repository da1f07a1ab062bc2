"""Total income and total expenditure are not equal."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import problem_of

RULE = Rule(
    code="BAL04",
    name="totals-differ",
    title="收入总计与支出总计不等",
    severity="error",
    rationale="总计含结转结余，收入总计与支出总计必须相等。",
    message="收支总计不等：{stated}≠{formula}，相差{difference}",
    passes=("收入总计431.43万元，支出总计431.43万元。",),
    fails=("收入总计431.43万元，支出总计431.34万元。",),
    since="0.1.0",
    judges=("balance",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken balances of two totals."""
    for relation in case.relations("balance", status="inconsistent"):
        if len(relation.lhs) == len(relation.rhs) == 1:
            yield problem_of(case, relation)
