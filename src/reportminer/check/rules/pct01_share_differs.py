"""A share does not follow from the part and the whole."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import problem_of
from reportminer.check.words import cues

RULE = Rule(
    code="PCT01",
    name="share-differs",
    title="占比与数字不符",
    severity="error",
    rationale="占比应等于部分除以总数；按各数印出的位数取整，算出的区间仍不含所写的比例。",
    message="{item}占比{stated}≠{formula}={computed}，相差{difference}",
    passes=("支出合计400.00万元，其中：基本支出300.00万元，占75%；项目支出100.00万元，占25%。",),
    fails=("总支出842.60万元，其中项目支出158.07万元，占总支出的28.76%。",),
    since="0.1.0",
    judges=("share",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken shares that are no degrees of completion."""
    done = cues(case.lexicon, "share", "done")
    for relation in case.relations("share"):
        if relation.status == "inconsistent" and not done.search(relation.cue):
            figure = case.quantity(relation.rhs[0])
            yield problem_of(case, relation, item=figure.item if len(figure.item) < 18 else "")
        elif relation.status == "not_checkable":
            yield Lacking(relation.reason or "")
