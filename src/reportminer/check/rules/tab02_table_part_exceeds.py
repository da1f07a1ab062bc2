"""A 其中 row of a table is above the row that it is a part of."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.tabular import Places, broken

RULE = Rule(
    code="TAB02",
    name="table-part-exceeds",
    title="表内“其中”大于所属项目",
    severity="error",
    rationale="“其中”行是上一项目的一部分，同一列的数不应大于它。",
    message="{place}{stated}>{other}{formula}，多出{difference}",
    passes=("支出表（单位：万元）\n项目\t金额\n基本支出\t20.50\n其中：差旅费\t9.50\n项目支出\t3.00",),
    fails=("支出表（单位：万元）\n项目\t金额\n基本支出\t20.50\n其中：差旅费\t29.50\n项目支出\t3.00",),
    since="0.1.0",
    judges=("part_of",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Parts in tables that are more than their whole."""
    places = Places(case)
    for relation in broken(case, ("其中",), "part_of"):
        yield places.problem(relation)
