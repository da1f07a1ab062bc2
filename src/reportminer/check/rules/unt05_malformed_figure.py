"""A figure is printed in a way that no number is."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.readings import readings

RULE = Rule(
    code="UNT05",
    name="malformed-figure",
    title="数字书写有误",
    severity="error",
    rationale="千分位逗号位置不对、小数点重复、小数点前无数字的数字读不出确定的数值，无法核对。",
    message="“{stated}”书写有误，读不出确定的数值",
    passes=("支出3,865.20万元。", "支出386.52万元。"),
    fails=("执行率为92..2%。",),
    since="0.1.0",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Figures that were found malformed."""
    for figure in case.analysis.quantities:
        if figure.malformed:
            yield Problem(
                start=figure.start,
                end=figure.end,
                values={"stated": stated(figure)},
                quantities=(figure.id,),
                explanations=readings(figure, case.figures, case.analysis.relations),
            )
