"""SEC01: two neighbouring sections of one level bear the same number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.structure import in_table, label_end, relabelled, runs, told

RULE = Rule(
    code="SEC01",
    name="number-repeated",
    title="编号重复",
    severity="warning",
    rationale="同一层级相邻两部分用了同一个编号，引用时会指错地方，常由增删段落造成。比较同级、同样式的相邻编号。",
    message="“{label}”重复（{first}、{second}），后者应为“{expected}”。",
    passes=("一、单位概况\n我单位为正科级。\n二、收支情况\n全年收支平衡。",),
    fails=("一、单位概况\n我单位为正科级。\n二、主要职责\n管理水库。\n二、收支情况\n全年收支平衡。",),
    since="0.1",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at the second of two neighbours with one number."""
    for run in runs(case):
        for before, after in pairwise(run):
            if before.number != after.number or before.number is None:
                continue
            if in_table(case, before) or in_table(case, after):
                continue
            expected = relabelled(after.label, before.number + 1)
            yield Problem(
                start=after.start,
                end=label_end(after),
                values={
                    "label": after.label,
                    "first": told(before),
                    "second": told(after),
                    "expected": expected,
                },
                spans=((before.start, label_end(before)),),
            )
