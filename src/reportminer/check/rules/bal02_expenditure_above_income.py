"""Expenditure is above income and no source of the difference is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import show, stated
from reportminer.check.wording import paragraph_at
from reportminer.check.words import names, words
from reportminer.intervals import is_above
from reportminer.model import Quantity

RULE = Rule(
    code="BAL02",
    name="expenditure-above-income",
    title="支出大于收入而未说明来源",
    severity="note",
    rationale="支出大于收入时应有结转结余或其他来源，文中没有提到，请核对是否漏写。",
    message="支出{outgoing}大于收入{income}，超出{difference}，前后未说明结转结余或其他来源",
    passes=(
        "本年收入合计420.92万元，本年支出合计410.00万元。",
        "本年收入合计420.92万元，本年支出合计431.43万元，差额由上年结转解决。",
    ),
    fails=("本年收入合计420.92万元，本年支出合计431.43万元。",),
    since="0.1.0",
)


_ONE_BODY = re.compile("[、,]支出[为共计达]{0,2}")
_IN, _OUT = "收入", "支出"
_AROUND = 2
"""paragraphs before and behind in which a source may be named"""


def check(case: Case) -> Iterator[Problem | Lacking]:
    """An income total, then an expenditure total in one sentence, in paragraphs without a word on balances."""
    carry = words(case.lexicon, "check_carry_over")
    income, outgoing = words(case.lexicon, "check_income_total"), words(case.lexicon, "check_outgoing_total")
    for one, other in pairwise(case.analysis.quantities):
        if not (_is_level(one) and _is_level(other)) or one.basis != other.basis:
            continue
        if not is_above(other, one) or set(case.plain[one.end : other.start]) & set("。;\n"):
            continue
        totals = names(case, one, income) and names(case, other, outgoing)
        if (totals or _of_one_body(case, one, other)) and not carry.search(
            case.plain, *paragraph_at(case.plain, other.start, _AROUND)
        ):
            yield Problem(
                start=other.start,
                end=other.end,
                values={
                    "outgoing": stated(other),
                    "income": stated(one),
                    "difference": show(other.value - one.value, other),
                },
                quantities=(one.id, other.id),
            )


def _is_level(figure: Quantity) -> bool:
    return figure.kind == "amount" and figure.role == "level" and figure.table is None


def _of_one_body(case: Case, income: Quantity, outgoing: Quantity) -> bool:
    """Whether nothing but 支出 stands between the income and the expenditure of one thing: 工会收入5万元、支出6万元."""
    side = income.item.endswith(_IN)
    same = outgoing.item in (_OUT, income.item.removesuffix(_IN) + _OUT)
    return side and same and _ONE_BODY.fullmatch(case.plain, income.end, outgoing.start) is not None
