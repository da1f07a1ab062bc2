"""CMP08: a report without title, signature or date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import front, joined

RULE = Rule(
    code="CMP08",
    name="unsigned",
    title="缺标题、署名或日期",
    severity="note",
    rationale="正式报告应有标题，文末或标题下应有单位和日期。只看绩效报告、总结一类需署名的，公开说明和片段不看。",
    message="全文缺{missing}。",
    passes=("某局2023年度部门整体支出绩效自评报告\n一、部门概况\n管理水库。\n某局\n2024年3月5日",),
    fails=("某局2023年度部门整体支出绩效自评报告\n一、部门概况\n管理水库。\n二、打算\n继续努力。",),
    since="0.1",
)
_SIGNED_KINDS = frozenset({"overall_performance", "project_performance"})


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once, at the title or the first line."""
    ends = front(case)
    if ends.kind is None or ends.kind.id not in _SIGNED_KINDS or len(case.analysis.sections) < 2:
        return
    missing = []
    if ends.title is None:
        missing.append("标题")
    if ends.signature is None:
        missing.append("落款单位")
    if ends.date is None:
        missing.append("日期")
    if not missing:
        return
    first = re.search(r"\S[^\n]{0,30}", case.plain)
    start, end = ends.title_span or (first.span() if first else (0, 0))
    yield Problem(start=start, end=end, values={"missing": joined(missing)})
