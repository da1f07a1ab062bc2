"""Total income and total expenditure are not equal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import difference, stated
from reportminer.check.problems import problem_of
from reportminer.check.words import names, words
from reportminer.intervals import printed
from reportminer.model import Change, Explanation, Quantity

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
_AFTER = 2


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken balances of two totals, and the two totals side by side where no relation joins them."""
    judged: set[str] = set()
    for relation in case.relations("balance"):
        if len(relation.lhs) == len(relation.rhs) == 1:
            judged |= {*relation.lhs, *relation.rhs}
            if relation.status == "inconsistent":
                later = case.quantity(relation.rhs[0])
                yield problem_of(case, relation, marked=later, formula=stated(later))
    income, outgoing = words(case.lexicon, "check_grand_income"), words(case.lexicon, "check_grand_outgoing")
    if not (income.search(case.plain) and outgoing.search(case.plain)):
        return
    figures = case.analysis.quantities
    for place, (first, second) in enumerate(pairwise(figures), start=2):
        if second.start - first.end > _NEAR or not _comparable(first, second) or judged & {first.id, second.id}:
            continue
        if not (names(case, first, income) and names(case, second, outgoing)):
            continue
        if not set(case.plain[first.end : second.start]).isdisjoint("。;\n"):
            continue
        if any(each.value == first.value - second.value for each in figures[place : place + _AFTER]):
            # the difference is stated as what is left: 收支相抵，结余5亿元
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
            explanations=tuple(
                Explanation((Change(wrong.id, wrong.value, right.value, "restated"),), False)
                for wrong, right in sorted(
                    ((first, second), (second, first)), key=lambda pair: _times(case, pair[0]) > _times(case, pair[1])
                )
            ),
        )


def _times(case: Case, figure: Quantity) -> int:
    """How often the report states this amount."""
    return sum(other.kind == "amount" and other.value == figure.value for other in case.analysis.quantities)


def _comparable(first: Quantity, second: Quantity) -> bool:
    if first.kind != "amount" or second.kind != "amount" or first.role != "level" or second.role != "level":
        return False
    return first.basis == second.basis and first.period == second.period and not printed(first).meets(printed(second))
