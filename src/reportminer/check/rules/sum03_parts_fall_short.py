"""Listed parts miss the total, and one slip would make them meet it."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import exceeds, is_of_changes, problem_of

RULE = Rule(
    code="SUM03",
    name="parts-fall-short",
    title="分项之和略少于总数",
    severity="warning",
    rationale="所列分项可能不全，但只差一处常见笔误（一位数字、单位、小数点）就恰好合上，值得核对。",
    message="{item}{stated}与所列分项{formula}={computed}相差{difference}，若分项已列全则有一处笔误",
    passes=(
        "项目支出118.00万元，其中工会经费105.00万元、帮扶资金13.00万元。",
        "项目支出118.00万元，其中工会经费12.40万元、帮扶资金6.30万元。",
    ),
    fails=("项目支出118.35万元，其中工会经费102.15万元、帮扶资金13.20万元。",),
    since="0.1.0",
    judges=("sum",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken sums of lists that do not claim to be whole, with parts below the total."""
    for relation in case.relations("sum", status="inconsistent"):
        if relation.complete or relation.strength == "weak" or is_of_changes(case, relation):
            continue
        if relation.id in case.open_lists:
            continue
        if not exceeds(case, relation):
            yield problem_of(case, relation)
