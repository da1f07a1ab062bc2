"""A part is said to be more than all of its whole."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.words import cues, words

RULE = Rule(
    code="PCT03",
    name="share-over-hundred",
    title="占比超过100%",
    severity="warning",
    rationale="部分不能大于总数，占比超过100%多半是小数点错位，或把增长率、完成率写成了占比。",
    message="占比{stated}超过100%",
    passes=("项目支出占总支出的45.2%。", "完成年初预算的102.3%。"),
    fails=("项目支出占总支出的145.2%。",),
    since="0.1.0",
)

_LOOK_BACK = 14


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Percentages above 100 right after a word for a share, completion left out."""
    share, done = words(case.lexicon, "check_share"), cues(case.lexicon, "share", "done")
    for figure in case.analysis.quantities:
        if figure.kind != "percentage" or figure.unit != "%" or figure.value <= 100:
            continue
        before = case.plain[max(0, figure.start - _LOOK_BACK) : figure.start]
        clause = before[max(before.rfind(mark) for mark in ",。;:(") + 1 :]
        if share.search(clause) and not done.search(clause):
            yield Problem(
                start=figure.start, end=figure.end, values={"stated": stated(figure)}, quantities=(figure.id,)
            )
