"""Opening balance and income do not make expenditure and closing balance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import parts, show
from reportminer.check.problems import problem_of
from reportminer.check.words import names, words
from reportminer.intervals import printed
from reportminer.model import Quantity
from reportminer.text import SENTENCE_END

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

_SIDES = ("check_opening", "check_income_of_year", "check_outgoing_of_year", "check_closing")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken balances of more than two figures, and the four figures side by side where no relation joins them."""
    judged: set[str] = set()
    for relation in case.relations("balance"):
        if len(relation.lhs) + len(relation.rhs) > 2:
            judged |= {*relation.lhs, *relation.rhs}
            if relation.status == "inconsistent":
                yield problem_of(case, relation)
    patterns = [words(case.lexicon, use) for use in _SIDES]
    if not all(pattern.search(case.plain) for pattern in patterns):
        return
    amounts = [one for one in case.analysis.quantities if one.kind == "amount" and one.table is None]
    for first in range(len(amounts) - 3):
        run = amounts[first : first + 4]
        sides = [[figure for figure in run if names(case, figure, side)] for side in patterns]
        if any(len(side) != 1 for side in sides) or judged & {figure.id for figure in run}:
            continue
        problem = _unbalanced(case, [side[0] for side in sides])
        if problem is not None:
            yield problem


def _unbalanced(case: Case, figures: Sequence[Quantity]) -> Problem | None:
    """The problem of opening, income, outgoing and closing figures of one sentence that do not balance."""
    start, end = case.span(figures)
    if set(case.plain[start:end]) & set(SENTENCE_END):
        return None
    if words(case.lexicon, "check_other_balance").search(case.plain, start, end):
        return None
    opening, income, outgoing, closing = map(printed, figures)
    left, right = figures[0].value + figures[1].value, figures[2].value + figures[3].value
    if (opening + income).meets(outgoing + closing):
        return None
    like = figures[0]
    return Problem(
        start=start,
        end=end,
        values={
            "stated": f"{parts(figures[:2], like)}={show(left, like)}",
            "formula": parts(figures[2:], like),
            "computed": show(right, like),
            "difference": show(abs(left - right), like),
        },
        quantities=tuple(figure.id for figure in figures),
        severity="warning",
    )
