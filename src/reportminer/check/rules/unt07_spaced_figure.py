"""Stray spaces stand inside a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated

RULE = Rule(
    code="UNT07",
    name="spaced-figure",
    title="数字与单位之间有空格",
    severity="note",
    rationale="数字内部或数字与单位之间的空格没有意义，常是排版或转换的遗留；成组出现时只在第一处提示。",
    message="“{quote}”中有多余空格，应为“{stated}”{more}",
    passes=("参加培训314人。",),
    fails=("参加培训314 人。",),
    since="0.1.0",
)

_GAP = re.compile(r"(?<=\S)[ \u3000]+(?=\S)")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Figures outside tables that hold a space, told once; a report that always spaces is left alone."""
    prose = [figure for figure in case.analysis.quantities if figure.table is None]
    spaced = [figure for figure in prose if _GAP.search(case.text[figure.start : figure.end])]
    if not spaced or len(spaced) * 3 > max(len(prose), 4):
        return
    first = spaced[0]
    yield Problem(
        start=first.start,
        end=first.end,
        values={
            "quote": case.text[first.start : first.end],
            "stated": stated(first),
            "more": f"，另有{len(spaced) - 1}处" if len(spaced) > 1 else "",
        },
        quantities=tuple(figure.id for figure in spaced),
    )
