"""A total row or column of a table is not the sum of its parts, or an account in its columns does not balance."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.tabular import Places, broken

RULE = Rule(
    code="TAB01",
    name="table-total-differs",
    title="表内合计与各行各列之和不符",
    severity="error",
    rationale="表中合计、小计、总计行或列应等于其组成部分之和，按印出的位数取整也合不上；"
    "上年结余、收入、支出、结余各成一列的，前两列之和应等于后两列之和；空白或无法辨认的单元格不判。",
    message="{place}{stated}≠{formula}={computed}，相差{difference}",
    passes=(
        "支出表（单位：万元）\n项目\t金额\n基本支出\t20.50\n项目支出\t9.50\n合计\t30.00",
        "支出表（单位：万元）\n项目\t金额\n基本支出\t20.50\n项目支出\t\n合计\t30.00",
    ),
    fails=("支出表（单位：万元）\n项目\t金额\n基本支出\t20.50\n项目支出\t9.50\n合计\t31.00",),
    since="0.1.0",
    judges=("sum", "balance"),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken sums and accounts that a table claims by its heads."""
    places = Places(case)
    for relation in broken(case, ("合计", "收支结余"), "sum", "balance"):
        yield places.problem(relation)
