"""A degree of completion does not follow from the budget and the outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import arithmetic, difference, show, stated
from reportminer.check.problems import problem_of
from reportminer.check.reckoning import said_way
from reportminer.check.words import cues, words
from reportminer.lexicon import Lexicon

RULE = Rule(
    code="PCT04",
    name="completion-differs",
    title="完成率（执行率）与数字不符",
    severity="error",
    rationale="完成率应等于决算数（实际数）除以预算数；按各数印出的位数取整，算出的区间仍不含所写的比率。",
    message="完成率{stated}≠{formula}={computed}，相差{difference}",
    passes=("年初预算4628.17万元，支出决算4733.14万元，完成年初预算的102.27%。", "年初预算0元，支出决算177.17万元。"),
    fails=("年初预算274.82万元，支出决算245.53万元，完成年初预算的93.57%。",),
    since="0.1.0",
    judges=("share",),
)

_REACH = 60
_NEAR = 16
_LEAST = 2
_STEPS = 2
"""last digits of the degree by which it may differ for rounding"""
_STOPS = "。\n"


@lru_cache(maxsize=8)
def _gap(lexicon: Lexicon) -> re.Pattern[str]:
    """决算数比预算数多, with the figure right behind it."""
    outcome, planned = words(lexicon, "check_outcome").pattern, words(lexicon, "check_planned").pattern
    more, less = words(lexicon, "check_more_by").pattern, words(lexicon, "check_less_by").pattern
    return re.compile(f"(?:{outcome})[比较](?:{planned})(?:(?P<more>{more})|(?P<less>{less}))了?(?=\\d)")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken shares by a word for completion, and degrees that the difference from an unstated budget contradicts."""
    done = cues(case.lexicon, "share", "done")
    for relation in case.relations("share"):
        if not done.search(relation.cue):
            continue
        if relation.status == "inconsistent":
            apart = arithmetic(case, relation)["difference"]
            yield problem_of(case, relation, difference=apart + said_way(case, relation))
        elif relation.status == "not_checkable":
            yield Lacking(relation.reason or "")
    yield from _apart(case, done)


def _apart(case: Case, done: re.Pattern[str]) -> Iterator[Problem]:
    figures = case.analysis.quantities
    known = {relation.lhs[0] for relation in case.relations("share")}
    for phrase in _gap(case.lexicon).finditer(case.plain):
        place = next((place for place, each in enumerate(figures) if each.core_start == phrase.end()), 0)
        rate, gap = figures[place - 1], figures[place]
        between = case.plain[rate.end : phrase.start()]
        if place < _LEAST or rate.kind != "percentage" or rate.id in known or len(between) > _REACH:
            continue
        start = max(case.plain.rfind(end, 0, rate.start) for end in _STOPS)
        levels = [each for each in figures[:place] if each.start > start and each.role == "level"]
        actual = next((each for each in reversed(levels) if each.unit == gap.unit and each.direction is None), None)
        named = done.search(case.plain, max(start, rate.start - _NEAR), rate.start) is not None
        if not named or actual is None or any(end in between for end in _STOPS):
            continue
        budget = actual.value - gap.value if phrase["more"] else actual.value + gap.value
        computed = actual.value * 100 / budget if budget > 0 else rate.value
        if abs(computed - rate.value) <= _STEPS * (rate.step or 1):
            continue
        sign = "-" if phrase["more"] else "+"
        yield Problem(
            start=rate.start,
            end=rate.end,
            values={
                "stated": stated(rate),
                "formula": f"{stated(actual)}÷({stated(actual)}{sign}{stated(gap)})",
                "computed": show(computed, rate),
                "difference": difference(abs(computed - rate.value), rate),
            },
            quantities=(actual.id, rate.id, gap.id),
            severity="warning",
        )
