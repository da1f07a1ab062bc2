"""More was spent than budgeted and the text does not say why."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import arithmetic, item, show, stated
from reportminer.check.wording import paragraph_at
from reportminer.check.words import cues, words
from reportminer.intervals import is_above

RULE = Rule(
    code="BAL03",
    name="execution-above-budget",
    title="超预算执行而未说明原因",
    severity="note",
    rationale="决算数大于预算数时，公开说明和自评报告都应写明原因。",
    message="{item}{actual}大于{basis}{budget}，超出{difference}（{rate}），同段未说明原因",
    passes=(
        "年初预算462.17万元，支出决算473.14万元，完成年初预算的102.37%，主要原因是年中追加经费。",
        "年初预算462.17万元，支出决算452.17万元，完成年初预算的97.84%。",
    ),
    fails=("年初预算462.17万元，支出决算473.14万元，完成年初预算的102.37%。",),
    since="0.1.0",
    judges=("share",),
)


_FOLLOWING = 200
"""how far into the paragraphs after it the reasons of a total may follow its items"""


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Completion above a hundred in a paragraph without a word of reason after it."""
    done, excuse = cues(case.lexicon, "share", "done"), words(case.lexicon, "check_excuse")
    planned = words(case.lexicon, "check_planned")
    for relation in case.relations("share"):
        if relation.status not in ("consistent", "rounding") or not done.search(relation.cue):
            continue
        actual, budget = case.quantities(relation.rhs)
        if not is_above(actual, budget):
            continue
        rate = case.quantity(relation.lhs[0])
        start, end = paragraph_at(case.plain, rate.start)
        if excuse.search(case.plain, start, end + _FOLLOWING):
            continue
        yield Problem(
            start=rate.start,
            end=rate.end,
            values=arithmetic(case, relation)
            | {
                "item": "" if planned.search(actual.item) else item(actual),
                "actual": stated(actual),
                "basis": "预算" if actual.kind == "amount" else "计划",
                "budget": stated(budget),
                "difference": show(actual.value - budget.value, actual),
                "rate": stated(rate),
            },
            quantities=relation.lhs + relation.rhs,
        )
