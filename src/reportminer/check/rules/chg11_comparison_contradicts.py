"""The text says that the outcome is above the budget, or below it, and the figures say the contrary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.words import cues, words
from reportminer.intervals import is_above, printed
from reportminer.lexicon import Lexicon
from reportminer.model import Quantity

RULE = Rule(
    code="CHG11",
    name="comparison-contradicts",
    title="决算大于（小于）预算的说法与数字相反",
    severity="error",
    rationale="“决算数大于预算数的主要原因”一类套话常沿用上年文稿，方向与本年数字相反。",
    message="“{quote}”与数字相反：{told}",
    passes=(
        "年初预算195.00万元，支出决算188.20万元，完成年初预算的96.51%，决算数小于年初预算数的主要原因是压减开支。",
    ),
    fails=("年初预算195.00万元，支出决算188.20万元，完成年初预算的96.51%，决算数大于年初预算数的主要原因是新增任务。",),
    since="0.1.0",
    judges=("share",),
)

_REACH = 60
_CUE = 16
_ALL = 100


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
        told = next((each for each in reversed(shares) if _leads(case, case.quantity(each.lhs[0]), phrase)), None)
        if told is None:
            yield from _of_degree(case, phrase, done)
        for relation in (told,) if told is not None else ():
            actual, budget = case.quantities(relation.rhs)
            sign = ">" if is_above(actual, budget) else "<" if is_above(budget, actual) else ""
            if relation.status != "inconsistent" and sign == ("<" if phrase["more"] else ">"):
                yield Problem(
                    start=phrase.start(),
                    end=phrase.end(),
                    values={
                        "quote": case.text[phrase.start() : phrase.end()],
                        "told": f"决算{stated(actual)}{sign}预算{stated(budget)}",
                    },
                    quantities=relation.rhs,
                )


def _leads(case: Case, rate: Quantity, phrase: re.Match[str]) -> bool:
    """Whether a degree stands shortly before a phrase, in its paragraph."""
    return rate.end <= phrase.start() <= rate.end + _REACH and "\n" not in case.plain[rate.end : phrase.start()]


def _of_degree(case: Case, phrase: re.Match[str], done: re.Pattern[str]) -> Iterator[Problem]:
    """完成年初预算的96%，决算数大于年初预算数: the degree alone tells where the budget is not printed.

    A hundred may be rounded, which is a warning only.
    """
    before = (each for each in reversed(case.analysis.quantities) if each.end <= phrase.start())
    rate = next((each for each in before if each.kind == "percentage"), None)
    if rate is None or rate.role != "share" or not _leads(case, rate, phrase):
        return
    between = case.plain[rate.end : phrase.start()]
    if ";" in between or "。" in between or not done.search(case.plain, max(0, rate.start - _CUE), rate.start):
        return
    low, high = printed(rate).low, printed(rate).high
    wrong = high is not None and high < _ALL if phrase["more"] else low is not None and low > _ALL
    if wrong or rate.value == _ALL:
        yield Problem(
            start=phrase.start(),
            end=phrase.end(),
            values={"quote": case.text[phrase.start() : phrase.end()], "told": f"完成{stated(rate)}"},
            quantities=(rate.id,),
            severity=None if wrong else "warning",
        )
