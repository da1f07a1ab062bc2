"""A stated change is not the difference of the two levels."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import is_opposite, problem_of

RULE = Rule(
    code="CHG02",
    name="change-differs",
    title="增减额与前后两数不符",
    severity="error",
    rationale="同时写明本期数、上期数和增减额时，增减额应等于两数之差。",
    message="{item}{direction}{stated}≠{formula}={computed}，相差{difference}",
    passes=("公用经费275.76万元，上年265.21万元，比上年增加10.55万元。",),
    fails=("公用经费275.76万元，上年265.21万元，比上年增加12.55万元。",),
    since="0.1.0",
    judges=("change",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken changes whose direction is not the contrary."""
    for relation in case.relations("change", status="inconsistent"):
        if not is_opposite(case, relation):
            yield problem_of(case, relation)
