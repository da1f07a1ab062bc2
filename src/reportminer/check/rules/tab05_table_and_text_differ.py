"""The text and a table give one item two values."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.tabular import Places, broken

RULE = Rule(
    code="TAB05",
    name="table-and-text-differ",
    title="正文与表格同一项目数不一致",
    severity="warning",
    rationale="正文与表格写的是同一项目、同一年度的数，两处不同，至少一处有误；口径不同的也请说明。",
    message="正文{item}{stated}，表内{other}为{formula}，相差{difference}",
    passes=(
        "全年公用经费24.50万元。\n支出表（单位：万元）\n项目\t本年支出\n人员经费\t80.00\n公用经费\t24.50\n项目支出\t6.00",
    ),
    fails=(
        "全年公用经费25.40万元。\n支出表（单位：万元）\n项目\t本年支出\n人员经费\t80.00\n公用经费\t24.50\n项目支出\t6.00",
    ),
    since="0.1.0",
    judges=("equal",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Items of the text that a table states otherwise."""
    places = Places(case)
    for relation in broken(case, ("与正文",), "equal"):
        yield places.problem(relation)
