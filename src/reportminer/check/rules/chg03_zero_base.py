"""A rate of change is stated although the base is zero."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import problem_of

RULE = Rule(
    code="CHG03",
    name="zero-base",
    title="基数为零却写增长率",
    severity="error",
    rationale="上期数为零时增长率没有意义，写增长100%是常见错误，应写“上年无此项支出”。",
    message="{item}{direction}{stated}有误：{formula}，上期数为零，增长率无从计算",
    passes=(
        "公务接待费0.6万元，比上年增加0.3万元，增长100%。",
        "公务接待费0.3万元，比上年增加0.3万元，上年无此项支出。",
    ),
    fails=("公务接待费0.3万元，比上年增加0.3万元，增长100%。",),
    since="0.1.0",
    judges=("rate",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken rates whose base comes out as zero."""
    for relation in case.relations("rate", status="inconsistent"):
        if relation.computed is None:
            yield problem_of(case, relation)
