"""A rate of change is not what rounding gives, though the printed digits allow it."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import direction, number, stated
from reportminer.check.problems import problem_of
from reportminer.intervals import printed_places, rounded

RULE = Rule(
    code="CHG09",
    name="rate-rounded-oddly",
    title="增减率末位与四舍五入不同",
    severity="note",
    rationale="按文中各数算出的增减率四舍五入后与所写的差在末位，可能按未取整的数计算，也可能是截尾。",
    message="{item}{direction}{stated}：{formula}={exact}，四舍五入应为{meant}（在各数位数允许的范围内）",
    passes=("公用经费24.55万元，比上年增加1.68万元，增长7.35%。", "公用经费24.55万元，比上年增加1.68万元，增长7.3%。"),
    fails=("公用经费24.55万元，比上年增加1.68万元，增长7.34%。",),
    since="0.1.0",
    judges=("rate",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Rates within rounding that differ from the computed rate rounded to their own places."""
    for relation in case.relations("rate", status="rounding"):
        rate = case.quantity(relation.lhs[0])
        figures = case.quantities(relation.lhs + relation.rhs)
        if relation.computed is None or rate.unit != "%" or any(figure.bound != "exact" for figure in figures):
            continue
        meant = rounded(relation.computed, printed_places(rate))
        if meant != rate.value:
            yield problem_of(
                case,
                relation,
                direction=direction(rate),
                stated=stated(rate),
                exact=f"{rounded(relation.computed, 3)}%",
                meant=f"{number(meant, rate)}%",
            )
