"""Opening balance and income do not make expenditure and closing balance."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import problem_of

RULE = Rule(
    code="BAL01",
    name="balance-broken",
    title="收支结余不平衡",
    severity="error",
    rationale="年初结转结余加本年收入应等于本年支出加年末结转结余。",
    message="收支不平衡：{stated}≠{formula}={computed}，相差{difference}",
    passes=("年初结转和结余10.00万元，本年收入100.00万元，本年支出95.00万元，年末结转和结余15.00万元。",),
    fails=("年初结转和结余10.00万元，本年收入100.00万元，本年支出95.00万元，年末结转和结余25.00万元。",),
    since="0.1.0",
    judges=("balance",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken balances of more than two figures."""
    for relation in case.relations("balance", status="inconsistent"):
        if len(relation.lhs) + len(relation.rhs) > 2:
            yield problem_of(case, relation)
