"""A total differs from the sum of its parts by what rounding may explain."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import problem_of

RULE = Rule(
    code="SUM04",
    name="last-digit-differs",
    title="合计尾差",
    severity="note",
    rationale="总数与分项位数相同，末位却相差一两个单位：四舍五入可以解释，但公开的表格通常要求尾数调平。",
    message="{item}{stated}与{formula}={computed}有尾差{difference}，可能由四舍五入造成",
    passes=(
        "办公费1.25万元、印刷费2.31万元、差旅费3.50万元，合计7.06万元。",
        "办公费1.25万元、印刷费2.3万元、差旅费3.5万元，合计7.1万元。",
    ),
    fails=("办公费1.25万元、印刷费2.31万元、差旅费3.50万元，合计7.07万元。",),
    since="0.1.0",
    judges=("sum",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Sums within rounding whose figures are all printed to the same digit and still differ."""
    for relation in case.relations("sum", status="rounding"):
        figures = case.quantities(relation.lhs + relation.rhs)
        same_step = len({figure.step for figure in figures}) == 1 and figures[0].step is not None
        if same_step and relation.difference and all(figure.bound == "exact" for figure in figures):
            yield problem_of(case, relation)
