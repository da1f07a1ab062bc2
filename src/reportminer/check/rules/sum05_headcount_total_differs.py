"""A stated number of people or households is not the sum of its groups."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import is_of_changes, is_of_heads, problem_of

RULE = Rule(
    code="SUM05",
    name="headcount-total-differs",
    title="人数（户数）合计不符",
    severity="error",
    rationale="人数和户数没有四舍五入，各类之和必须恰好等于总数。",
    message="{item}{stated}≠{formula}={computed}，相差{difference}",
    passes=("年末在职人员205人，由行政人员113人、事业人员92人组成。", "甲组12人、乙组15人，共计27人。"),
    fails=("年末在职人员205人，由行政人员113人、事业人员95人组成。", "甲组12人、乙组15人，共计28人。"),
    since="0.1.0",
    judges=("sum",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken sums of people or households that claim to be whole."""
    for relation in case.relations("sum", status="inconsistent"):
        if relation.complete and is_of_heads(case, relation) and not is_of_changes(case, relation):
            yield problem_of(case, relation)
