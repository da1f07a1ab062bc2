"""TXT09: a figure is said to be approximate twice."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import bounds_of

RULE = Rule(
    code="TXT09",
    name="bound-twice",
    title="约数词语重复或矛盾",
    severity="note",
    rationale="“约”“近”“超过”与“余”“多”“左右”“以上”都表示约数，一个数字前后只用一个；前后都用时意思重复或相反。",
    message="“{text}”中“{first}”与“{second}”重复或矛盾，只应留一个。",
    passes=("走访约50户，慰问100余人。", "满意度不低于90%。"),
    fails=("走访约50余户。", "支出约30万元左右。"),
    since="0.1",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Every figure outside tables with a bounding word before it and another inside or behind."""
    before, inside, after = (bounds_of(case.lexicon, place) for place in ("before", "inside", "after"))
    for figure in case.analysis.quantities:
        if figure.core_start == figure.start or figure.table is not None:
            continue
        first = before.match(case.plain, figure.start, figure.core_start)
        second = inside.search(case.plain, figure.core_start, figure.core_end)
        second = second or after.match(case.plain, figure.core_end, figure.end)
        if first is not None and second is not None:
            yield Problem(
                start=figure.start,
                end=figure.end,
                values={"text": case.text[figure.start : figure.end], "first": first[0], "second": second[0]},
                quantities=(figure.id,),
            )
