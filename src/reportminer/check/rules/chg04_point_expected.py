"""A difference of two percentages is given in per cent instead of percentage points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import difference, stated
from reportminer.text import SENTENCE_END

RULE = Rule(
    code="CHG04",
    name="point-expected",
    title="百分比之差应写百分点",
    severity="warning",
    rationale="两个百分比相减得到的是百分点；写成百分之几，意思是相对增减，与两数不符。",
    message="{first}与{second}相差{points}，写成{stated}是相对增减的意思，应写“百分点”",
    passes=(
        "参保率由60%提高到70%，提高10个百分点。",
        "参保率由80%提高到100%，提高25%。",
        "参保率由60%提高到70%，提高10%（按百分点计）。",
    ),
    fails=("参保率由60%提高到70%，提高10%。",),
    since="0.1.0",
)

_LIST_SIGNS = " ,、和及与"
"""all that stands between the members of a row of rates: 分别增长10%、15%和5%"""


_MEANT = re.compile(r"\([^)]{0,6}百分点")
"""a bracket that says what is meant: 下降5%(按百分点计)"""


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Three percentages in one sentence of which the last, directed, is exactly the difference of the first two."""
    figures = [one for one in case.analysis.quantities if one.kind == "percentage" and one.unit == "%"]
    for (first, second), (_, change) in pairwise(pairwise(figures)):
        if change.direction not in ("up", "down") or change.start - first.end > 60:
            continue
        between = case.plain[first.end : change.start]
        if any(mark in between for mark in SENTENCE_END) or first.value == 0:
            continue
        if not case.plain[second.end : change.start].strip(_LIST_SIGNS):
            continue
        if _MEANT.match(case.plain, change.end):
            continue
        gap = abs(second.value - first.value)
        if gap == 0 or change.value != gap or abs(gap / first.value * 100 - gap) < (change.step or 1):
            continue
        yield Problem(
            start=change.start,
            end=change.end,
            values={
                "first": stated(first),
                "second": stated(second),
                "points": difference(gap, first),
                "stated": stated(change),
            },
            quantities=(first.id, second.id, change.id),
        )
