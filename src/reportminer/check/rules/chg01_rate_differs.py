"""A rate of change does not follow from the figures beside it."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import arithmetic
from reportminer.check.problems import is_opposite, problem_of
from reportminer.check.reckoning import said_way

RULE = Rule(
    code="CHG01",
    name="rate-differs",
    title="增减率与增减额不符",
    severity="error",
    rationale="增减率应等于增减额除以上期数；按各数印出的位数取整，算出的区间仍不含所写的比率。",
    message="{item}{direction}{stated}≠{formula}={computed}，相差{difference}",
    passes=(
        "公用经费24.55万元，比上年增加1.68万元，增长7.34%。",
        "接待费792.22万元，比上年增加209.28万元，增长35.9%。",
    ),
    fails=(
        "公务用车运行维护费19.56万元，比上年减少3.59万元，下降15.31%。",
        "公用经费24.55万元，比上年增加1.68万元，增长17.34%。",
    ),
    since="0.1.0",
    judges=("rate",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken rates with a base that is not zero and a direction that is not the contrary."""
    for relation in case.relations("rate", status="inconsistent"):
        if relation.computed is not None and not is_opposite(case, relation):
            difference = arithmetic(case, relation)["difference"] + said_way(case, relation)
            yield problem_of(case, relation, difference=difference)
