"""A stated total is not the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import is_of_changes, is_of_heads, problem_of

RULE = Rule(
    code="SUM01",
    name="total-differs",
    title="合计与分项之和不符",
    severity="error",
    rationale="文中说明总数由这些分项构成，按印出的位数取整也合不上，总数或某一分项有误。",
    message="{item}{stated}≠{formula}={computed}，相差{difference}",
    passes=(
        "全年支出300.50万元，由基本支出200.20万元和项目支出100.30万元组成。",
        "办公费1.2万元、印刷费2.3万元、差旅费3.5万元，合计7.0万元。",
    ),
    fails=(
        "全年支出310.50万元，由基本支出200.20万元和项目支出100.30万元组成。",
        "办公费1.2万元、印刷费2.3万元、差旅费3.5万元，合计8.0万元。",
    ),
    since="0.1.0",
    judges=("sum",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken sums that claim to be whole, people and changes left to checks of their own."""
    for relation in case.relations("sum", status="inconsistent"):
        if relation.complete and not is_of_heads(case, relation) and not is_of_changes(case, relation):
            yield problem_of(case, relation)
