"""TXT06: a figure and its unit stand in two paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule

RULE = Rule(
    code="TXT06",
    name="figure-broken",
    title="数字被断行",
    severity="warning",
    rationale="数字和单位之间夹着换段，抄录时容易漏单位或错位。版面自动换行的文本和 PDF 不报。",
    message="数字“{text}”被断行拆开。",
    passes=("全年建成服务站9处，免费提供饮水。",),
    fails=("全年建成服务站9\n\n处，免费提供饮水。",),
    since="0.1",
)
_PARAGRAPH = 120


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at each figure with a line break inside, where lines are paragraphs."""
    if case.analysis.document.media_type == "application/pdf":
        return
    broken = [one for one in case.analysis.quantities if "\n" in case.text[one.start : one.end]]
    long_lines = bool(broken) and any(len(line) > _PARAGRAPH for line in case.text.split("\n"))
    for quantity in broken:
        printed = case.text[quantity.start : quantity.end]
        breaks = printed.count("\n")
        if breaks > 1 or (breaks == 1 and long_lines):
            yield Problem(
                start=quantity.start,
                end=quantity.end,
                values={"text": "".join(printed.split())},
                quantities=(quantity.id,),
            )
