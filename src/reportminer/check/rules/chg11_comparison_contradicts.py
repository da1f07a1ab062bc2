"""The text says that the outcome is above the budget, or below it, and the figures say the contrary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.words import cues, words
from reportminer.intervals import printed
from reportminer.lexicon import Lexicon
from reportminer.model import Quantity

RULE = Rule(
    code="CHG11",
    name="comparison-contradicts",
    title="决算大于（小于）预算的说法与数字相反",
    severity="error",
    rationale="“决算数大于预算数的主要原因”一类套话常沿用上年文稿，方向与本年数字相反。",
    message="“{quote}”与数字相反：决算{actual}{sign}预算{budget}",
    passes=(
        "年初预算195.00万元，支出决算188.20万元，完成年初预算的96.51%，决算数小于年初预算数的主要原因是压减开支。",
    ),
    fails=("年初预算195.00万元，支出决算188.20万元，完成年初预算的96.51%，决算数大于年初预算数的主要原因是新增任务。",),
    since="0.1.0",
    judges=("share",),
)

_REACH = 60


@lru_cache(maxsize=8)
def _phrase(lexicon: Lexicon) -> re.Pattern[str]:
    outcome, planned = words(lexicon, "check_outcome").pattern, words(lexicon, "check_planned").pattern
    more, less = words(lexicon, "check_greater").pattern, words(lexicon, "check_less").pattern
    return re.compile(f"(?:{outcome})(?:(?P<more>{more})|(?P<less>{less}))(?:{planned})")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Such a phrase after a degree of completion in the same paragraph, whose two figures lie the other way."""
    phrases = list(_phrase(case.lexicon).finditer(case.plain))
    if not phrases:
        return
    done = cues(case.lexicon, "share", "done")
    shares = [one for one in case.relations("share") if done.search(one.cue)]
    for phrase in phrases:
        for relation in reversed(shares):
            rate = case.quantity(relation.lhs[0])
            between = case.plain[rate.end : phrase.start()]
            if rate.end > phrase.start() or len(between) > _REACH or "\n" in between:
                continue
            actual, budget = case.quantities(relation.rhs)
            sign = ">" if _above(actual, budget) else "<" if _above(budget, actual) else ""
            if relation.status != "inconsistent" and sign == ("<" if phrase["more"] else ">"):
                yield Problem(
                    start=phrase.start(),
                    end=phrase.end(),
                    values={
                        "quote": case.text[phrase.start() : phrase.end()],
                        "actual": stated(actual),
                        "budget": stated(budget),
                        "sign": sign,
                    },
                    quantities=relation.rhs,
                )
            break


def _above(one: Quantity, other: Quantity) -> bool:
    low, high = printed(one).low, printed(other).high
    return low is not None and high is not None and low > high
