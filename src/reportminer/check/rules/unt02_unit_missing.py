"""A number stands without a unit."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated

RULE = Rule(
    code="UNT02",
    name="unit-missing",
    title="数字缺少单位",
    severity="warning",
    rationale="没有单位的数字不能核对，也不能引用。",
    message="“{stated}”缺少单位",
    passes=("全年共计培训130人。", "2023年召开会议12次。"),
    fails=("全年举办讲座，共计130培训。",),
    since="0.1.0",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Figures outside tables for which neither the text nor a head gives a unit; marks need none."""
    for figure in case.analysis.quantities:
        if figure.malformed or figure.table is not None or figure.kind == "score":
            continue
        if figure.unit is None or (figure.stated_unit is None and figure.text[-1:].isdigit()):
            yield Problem(
                start=figure.start, end=figure.end, values={"stated": stated(figure)}, quantities=(figure.id,)
            )
