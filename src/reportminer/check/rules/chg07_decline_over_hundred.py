"""A decline of more than a hundred per cent."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated

RULE = Rule(
    code="CHG07",
    name="decline-over-hundred",
    title="下降超过100%",
    severity="warning",
    rationale="金额、人数不会为负，最多下降100%；超过的多半是小数点错位、增减写反，或用本期数作了基数。",
    message="下降{stated}：下降不可能超过100%",
    passes=("因公出国费0万元，比上年减少3万元，下降100%。", "培训费比上年增长130%。"),
    fails=("培训费比上年下降130%。",),
    since="0.1.0",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Rates of decline above 100."""
    for figure in case.analysis.quantities:
        if figure.kind == "percentage" and figure.unit == "%" and figure.direction == "down" and figure.value > 100:
            yield Problem(
                start=figure.start, end=figure.end, values={"stated": stated(figure)}, quantities=(figure.id,)
            )
