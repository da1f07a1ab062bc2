"""Shares that divide a whole do not make a hundred."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import problem_of

RULE = Rule(
    code="PCT02",
    name="partition-not-hundred",
    title="各项占比之和不是100%",
    severity="error",
    rationale="同一总数分成几项，各项占比之和应为100%；四舍五入只能解释末位的尾差。",
    message="各项占比{formula}={computed}≠{stated}，相差{difference}",
    passes=("支出合计400.00万元，其中：基本支出300.00万元，占75%；项目支出100.00万元，占25%。",),
    fails=("支出合计400.00万元，其中：基本支出300.00万元，占75%；项目支出100.00万元，占35%。",),
    since="0.1.0",
    judges=("partition",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken partitions."""
    for relation in case.relations("partition", status="inconsistent"):
        yield problem_of(case, relation)
