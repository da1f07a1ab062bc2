"""A decrease is printed with a minus."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import direction, stated
from reportminer.model import Change, Explanation

RULE = Rule(
    code="CHG08",
    name="double-negative",
    title="减少又带负号",
    severity="warning",
    rationale="“减少”已经表示方向，再带负号字面上就成了增加，读者无从判断实际增减。",
    message="“{direction}{stated}”方向重复，字面意思是增加，应去掉负号或改写为增加",
    passes=("培训费8.00万元，比上年减少2.00万元。", "当年增速为-3.5%。"),
    fails=("培训费8.00万元，比上年减少-2.00万元。",),
    since="0.1.0",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Figures directed downward whose value is below zero."""
    for figure in case.analysis.quantities:
        if figure.direction == "down" and figure.value < 0:
            yield Problem(
                start=figure.start,
                end=figure.end,
                values={"direction": direction(figure), "stated": stated(figure)},
                quantities=(figure.id,),
                explanations=(Explanation((Change(figure.id, figure.value, -figure.value, "sign"),), True),),
            )
