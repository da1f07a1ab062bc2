"""Expenditure is above income and no source of the difference is named."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import show, stated
from reportminer.check.words import names, words
from reportminer.intervals import printed
from reportminer.model import Quantity
from reportminer.text import pieces

RULE = Rule(
    code="BAL02",
    name="expenditure-above-income",
    title="支出大于收入而未说明来源",
    severity="note",
    rationale="支出大于收入时应有结转结余或其他来源，文中没有提到，请核对是否漏写。",
    message="支出{outgoing}大于收入{income}，超出{difference}，同段未说明结转结余或其他来源",
    passes=(
        "本年收入合计420.92万元，本年支出合计410.00万元。",
        "本年收入合计420.92万元，本年支出合计431.43万元，差额由上年结转解决。",
    ),
    fails=("本年收入合计420.92万元，本年支出合计431.43万元。",),
    since="0.1.0",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """An income total, then an expenditure total in one sentence, in a paragraph without a word on balances."""
    carry = words(case.lexicon, "check_carry_over")
    income, outgoing = words(case.lexicon, "check_income_total"), words(case.lexicon, "check_outgoing_total")
    if not (income.search(case.plain) and outgoing.search(case.plain)):
        return
    previous: Quantity | None = None
    for figure in case.analysis.quantities:
        if figure.kind != "amount" or figure.role != "level" or figure.table is not None:
            continue
        if names(case, figure, outgoing) and previous is not None and figure.basis == previous.basis:
            between = case.plain[previous.end : figure.start]
            low, high = printed(figure).low, printed(previous).high
            apart = low is not None and high is not None and low > high
            if apart and not set(between) & set("。;\n") and not carry.search(_paragraph(case, figure)):
                yield Problem(
                    start=figure.start,
                    end=figure.end,
                    values={
                        "outgoing": stated(figure),
                        "income": stated(previous),
                        "difference": show(figure.value - previous.value, figure),
                    },
                    quantities=(previous.id, figure.id),
                )
        previous = figure if names(case, figure, income) else None


def _paragraph(case: Case, figure: Quantity) -> str:
    start = case.plain.rfind("\n", 0, figure.start) + 1
    end = case.plain.find("\n", figure.end)
    found = list(pieces(case.plain, start, len(case.plain) if end < 0 else end, "\n"))
    return case.plain[found[0][0] : found[-1][1]] if found else ""
