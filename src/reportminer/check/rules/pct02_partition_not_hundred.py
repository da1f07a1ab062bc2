"""Shares that divide a whole do not make a hundred."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import problem_of
from reportminer.model import Severity

RULE = Rule(
    code="PCT02",
    name="partition-not-hundred",
    title="各项占比之和不是100%",
    severity="error",
    rationale="同一总数分成几项，各项占比之和应为100%；四舍五入只能解释末位的尾差。不足100%时也可能没有列全。",
    message="各项占比{formula}={computed}≠{stated}，相差{difference}",
    passes=("支出合计400.00万元，其中：基本支出300.00万元，占75%；项目支出100.00万元，占25%。",),
    fails=("支出合计400.00万元，其中：基本支出300.00万元，占75%；项目支出100.00万元，占35%。",),
    since="0.1.0",
    judges=("partition",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken partitions: above a hundred, or below it where the text calls them whole or one slip closes the gap."""
    for relation in case.relations("partition", status="inconsistent"):
        if relation.id in case.open_lists:
            continue
        severity: Severity | None = None if relation.complete else "warning"
        yield problem_of(case, relation, severity, proven=relation.complete)
