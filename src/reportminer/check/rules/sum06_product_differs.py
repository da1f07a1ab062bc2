"""A stated amount is not the standard times the number."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import problem_of

RULE = Rule(
    code="SUM06",
    name="product-differs",
    title="标准乘以数量与总额不符",
    severity="error",
    rationale="同一句给出了标准、数量和总额，标准乘以数量应等于总额。",
    message="{item}{stated}≠{formula}={computed}，相差{difference}",
    passes=("走访困难职工50户，每户慰问金300元，共计15000元。", "走访困难职工50户，每户慰问金300元。"),
    fails=("走访困难职工50户，每户慰问金300元，共计18000元。",),
    since="0.1.0",
    judges=("product",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken products."""
    for relation in case.relations("product", status="inconsistent"):
        yield problem_of(case, relation)
