"""Total income and total expenditure are not equal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import difference, stated
from reportminer.check.problems import problem_of
from reportminer.check.words import names, words
from reportminer.intervals import printed
from reportminer.model import Quantity

RULE = Rule(
    code="BAL04",
    name="totals-differ",
    title="收入总计与支出总计不等",
    severity="error",
    rationale="总计含结转结余，收入总计与支出总计必须相等。",
    message="收支总计不等：{stated}≠{formula}，相差{difference}",
    passes=("收入总计431.43万元，支出总计431.43万元。",),
    fails=("收入总计431.43万元，支出总计431.34万元。",),
    since="0.1.0",
    judges=("balance",),
)

_NEAR = 20


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken balances of two totals, and the two totals side by side where no relation joins them."""
    judged: set[str] = set()
    for relation in case.relations("balance"):
        if len(relation.lhs) == len(relation.rhs) == 1:
            judged |= {*relation.lhs, *relation.rhs}
            if relation.status == "inconsistent":
                yield problem_of(case, relation)
    income, outgoing = words(case.lexicon, "check_grand_income"), words(case.lexicon, "check_grand_outgoing")
    for first, second in pairwise(case.analysis.quantities):
        between = case.plain[first.end : second.start]
        if len(between) > _NEAR or set(between) & set("。;\n") or judged & {first.id, second.id}:
            continue
        if not (names(case, first, income) and names(case, second, outgoing) and _comparable(first, second)):
            continue
        yield Problem(
            start=second.start,
            end=second.end,
            values={
                "stated": stated(first),
                "formula": stated(second),
                "difference": difference(abs(first.value - second.value), first),
            },
            quantities=(first.id, second.id),
        )


def _comparable(first: Quantity, second: Quantity) -> bool:
    alike = first.kind == second.kind == "amount" and first.role == second.role == "level"
    return alike and first.basis == second.basis and not printed(first).meets(printed(second))
