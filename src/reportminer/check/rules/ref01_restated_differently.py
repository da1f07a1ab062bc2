"""The same item is stated twice with different figures."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import item, stated
from reportminer.check.problems import blamed, problem_of

RULE = Rule(
    code="REF01",
    name="restated-differently",
    title="同一事项前后数字不一",
    severity="error",
    rationale="同一事项、同一期间、同一口径在文中出现两次，换算成同一单位后数字不同，必有一处有误。",
    message="“{name}”前后不一：此处{stated}，另一处{other}，相差{difference}",
    passes=("工会经费105.00万元。\n本年使用工会经费1050.00千元。",),
    fails=("帮扶专项经费1050.00千元已全部到位。\n年内帮扶专项经费1080.00千元已全部支出。",),
    since="0.1.0",
    judges=("equal",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken relations between two statements of one item."""
    for relation in case.relations("equal", status="inconsistent"):
        left, right = case.quantity(relation.lhs[0]), case.quantity(relation.rhs[0])
        if blamed(case, relation) == right.id:
            left, right = right, left
        name = item(right) or item(left) or "同一事项"
        yield problem_of(case, relation, marked=left, name=name, stated=stated(left), other=stated(right))
