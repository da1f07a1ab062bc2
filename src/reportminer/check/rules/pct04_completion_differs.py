"""A degree of completion does not follow from the budget and the outcome."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import problem_of
from reportminer.check.words import cues

RULE = Rule(
    code="PCT04",
    name="completion-differs",
    title="完成率（执行率）与数字不符",
    severity="error",
    rationale="完成率应等于决算数（实际数）除以预算数；按各数印出的位数取整，算出的区间仍不含所写的比率。",
    message="完成率{stated}≠{formula}={computed}，相差{difference}",
    passes=("年初预算4628.17万元，支出决算4733.14万元，完成年初预算的102.27%。", "年初预算0元，支出决算177.17万元。"),
    fails=("年初预算274.82万元，支出决算245.53万元，完成年初预算的93.57%。",),
    since="0.1.0",
    judges=("share",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken shares by a word for completion."""
    done = cues(case.lexicon, "share", "done")
    for relation in case.relations("share"):
        if not done.search(relation.cue):
            continue
        if relation.status == "inconsistent":
            yield problem_of(case, relation)
        elif relation.status == "not_checkable":
            yield Lacking(relation.reason or "")
