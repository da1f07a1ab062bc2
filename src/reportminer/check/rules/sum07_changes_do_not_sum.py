"""The change of a total is not the sum of the changes of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import is_of_changes, problem_of

RULE = Rule(
    code="SUM07",
    name="changes-do-not-sum",
    title="增减额合计不符",
    severity="error",
    rationale="总数由这些分项构成，总数的增减额应等于各分项增减额之和（减少的取负）。",
    message="{item}{direction}{stated}≠{formula}={computed}，相差{difference}",
    passes=(
        "基本支出275.76万元，比上年增加10.55万元。其中人员经费251.21万元，比上年增加8.87万元；"
        "公用经费24.55万元，比上年增加1.68万元。",
    ),
    fails=(
        "基本支出275.76万元，比上年增加12.55万元。其中人员经费251.21万元，比上年增加8.87万元；"
        "公用经费24.55万元，比上年增加1.68万元。",
    ),
    since="0.1.0",
    judges=("sum",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken sums whose total is an increase or a decrease."""
    for relation in case.relations("sum", status="inconsistent"):
        if is_of_changes(case, relation):
            problem = problem_of(case, relation)
            if len(relation.rhs) == 1:
                # the other parts are said to be as they were
                problem = replace(problem, values={**problem.values, "formula": f"0+{problem.values['formula']}"})
            yield problem
