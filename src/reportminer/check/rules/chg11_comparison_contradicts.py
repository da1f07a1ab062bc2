"""The text says that the outcome is above the budget, or below it, and the figures say the contrary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import show, stated
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
    message="“{quote}”与{against}",
    passes=(
        "年初预算195.00万元，支出决算188.20万元，完成年初预算的96.51%，决算数小于年初预算数的主要原因是压减开支。",
    ),
    fails=("年初预算195.00万元，支出决算188.20万元，完成年初预算的96.51%，决算数大于年初预算数的主要原因是新增任务。",),
    since="0.1.0",
    judges=("share",),
)

_REACH = 60
_NEAR = 16
_LEAST = 2
_STEPS = 2
_STOPS = "。\n"


@lru_cache(maxsize=8)
def _phrase(lexicon: Lexicon) -> re.Pattern[str]:
    outcome, planned = words(lexicon, "check_outcome").pattern, words(lexicon, "check_planned").pattern
    more, less = words(lexicon, "check_greater").pattern, words(lexicon, "check_less").pattern
    return re.compile(f"(?:{outcome})(?:(?P<more>{more})|(?P<less>{less}))(?:{planned})")


@lru_cache(maxsize=8)
def _gap(lexicon: Lexicon) -> re.Pattern[str]:
    outcome, planned = words(lexicon, "check_outcome").pattern, words(lexicon, "check_planned").pattern
    more, less = words(lexicon, "check_more_by").pattern, words(lexicon, "check_less_by").pattern
    return re.compile(f"(?:{outcome})[比较](?:{planned})(?:(?P<more>{more})|(?P<less>{less}))了?(?=\\d)")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Comparisons of outcome and budget that the figures, or the degree of completion before them, contradict."""
    yield from _opposite(case)
    yield from _apart(case)


def _apart(case: Case) -> Iterator[Problem]:
    """A difference from a budget that the report does not state, by which the degree of completion would be another."""
    figures = case.analysis.quantities
    known = {relation.lhs[0] for relation in case.relations("share")}
    for phrase in _gap(case.lexicon).finditer(case.plain):
        place = next((place for place, each in enumerate(figures) if each.core_start == phrase.end()), 0)
        rate, gap = figures[place - 1], figures[place]
        between = case.plain[rate.end : phrase.start()]
        if place < _LEAST or rate.kind != "percentage" or rate.id in known or len(between) > _REACH:
            continue
        start = max(case.plain.rfind(end, 0, rate.start) for end in _STOPS)
        done = cues(case.lexicon, "share", "done").search(case.plain, max(start, rate.start - _NEAR), rate.start)
        levels = [each for each in figures[:place] if each.start > start and each.role == "level"]
        actual = next((each for each in reversed(levels) if each.unit == gap.unit and each.direction is None), None)
        if done is None or actual is None or any(end in between for end in _STOPS):
            continue
        budget = actual.value - gap.value if phrase["more"] else actual.value + gap.value
        if budget <= 0:
            continue
        computed = actual.value * 100 / budget
        if abs(computed - rate.value) > _STEPS * (rate.step or 1):
            made = f"{stated(actual)}÷{show(budget, actual)}={show(computed, rate)}"
            yield Problem(
                start=rate.start,
                end=rate.end,
                values={
                    "quote": case.text[phrase.start() : gap.end],
                    "against": f"完成率{stated(rate)}不符：{made}",
                },
                quantities=(actual.id, rate.id, gap.id),
                severity="warning",
            )


def _opposite(case: Case) -> Iterator[Problem]:
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
                        "against": f"数字相反：决算{stated(actual)}{sign}预算{stated(budget)}",
                    },
                    quantities=relation.rhs,
                )
            break


def _above(one: Quantity, other: Quantity) -> bool:
    low, high = printed(one).low, printed(other).high
    return low is not None and high is not None and low > high
