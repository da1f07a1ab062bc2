"""A paragraph break tears a number from its unit."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated

RULE = Rule(
    code="UNT06",
    name="broken-figure",
    title="数字被断行拆开",
    severity="warning",
    rationale="空行把数字与单位拆开，引用和检索都会出错，多半是转换格式时造成的。",
    message="“{stated}”被空行拆成两段",
    passes=("建成示范点9处。",),
    fails=("全年新建成职工服务示范点共9\n\n处，覆盖各乡镇。",),
    since="0.1.0",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Figures outside tables whose text spans an empty line."""
    for figure in case.analysis.quantities:
        text = case.text[figure.start : figure.end]
        if figure.table is None and text.replace("\r", "").replace(" ", "").count("\n") > 1:
            yield Problem(
                start=figure.start, end=figure.end, values={"stated": stated(figure)}, quantities=(figure.id,)
            )
