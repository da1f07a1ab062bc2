"""A rate that is full at a hundred per cent goes beyond it."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.words import words

RULE = Rule(
    code="PCT05",
    name="rate-over-hundred",
    title="满意度、合格率等超过100%",
    severity="warning",
    rationale="满意度、合格率、覆盖率一类比率以100%为满，超过的多半是小数点错位或多写一位。",
    message="{name}{stated}超过100%",
    passes=("服务对象满意度为95.5%。", "收入完成率为105%。"),
    fails=("服务对象满意度为195.5%。",),
    since="0.1.0",
)

_LOOK_BACK = 8


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Percentages above 100 right after the name of such a rate."""
    closed, open_ = words(case.lexicon, "check_closed_rate"), words(case.lexicon, "check_open_rate")
    for figure in case.analysis.quantities:
        if figure.kind != "percentage" or figure.unit != "%" or figure.value <= 100 or figure.direction is not None:
            continue
        start = max(0, figure.start - _LOOK_BACK)
        found = list(closed.finditer(case.plain, start, figure.start))
        if open_.search(case.plain, start, figure.start):
            continue
        if found and not set(case.plain[found[-1].end() : figure.start]) & set(",。;、"):
            yield Problem(
                start=figure.start,
                end=figure.end,
                values={"name": found[-1][0], "stated": stated(figure)},
                quantities=(figure.id,),
            )
