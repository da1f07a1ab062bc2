"""A number stands without a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.wording import sentence_at
from reportminer.check.words import words
from reportminer.model import Quantity

_HABIT = 5
"""figures without a unit beyond which the report leaves it out by habit, which is said once"""
_VERB = 5
"""the longest verb that, alone before a figure, leaves its subject to the clause before: 提高了, 同比提高了"""
_WORD = 2
_BARE_LEVEL = re.compile(r"[为是达]\d+\.\d+,\Z")
_RUNS_ON = re.compile("[\u4e00-\u9fff]")
RULE = Rule(
    code="UNT02",
    name="unit-missing",
    title="数字缺少单位",
    severity="warning",
    rationale="没有单位的数字不能核对，也不能引用。",
    message="“{stated}”{more}缺少单位",
    passes=("全年共计培训130人。", "2023年召开会议12次。"),
    fails=("全年举办讲座，共计130培训。",),
    since="0.1.0",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Figures outside tables whose unit nothing gives: no word, no list or ratio that shares one, no head before them.

    Neither helps where the next word runs on without the measure word (职工共计130培训), or where the parts have a
    unit. More than `_HABIT` of them are one problem. Coefficients and indices (系数提高0.06) have no unit.
    """
    found = []
    for figure in case.analysis.quantities:
        if figure.malformed or figure.table is not None or figure.kind == "score":
            continue
        bare = figure.stated_unit is None and figure.kind != "percentage" and figure.text[-1:].isdigit()
        # 招生数20万 is a number by its own name
        numbered = figure.item.endswith("数") and not figure.text[-1:].isdigit()
        runs_on = bare and _RUNS_ON.match(case.plain, figure.end) is not None
        nameless = figure.unit is None and not numbered and not _is_pure(case, figure)
        unlike = bare and figure.kind == "headcount" and _beside_its_like(case, figure)
        counted = bare and figure.item.endswith("数") and _beside_its_parts(case, figure)
        if nameless or runs_on or unlike or counted:
            found.append(figure)
    together = len(found) > _HABIT
    for figure in found[:1] if together else found:
        yield Problem(
            start=figure.start,
            end=figure.end,
            values={"stated": stated(figure), "more": f"等{len(found)}处" if together else ""},
            quantities=tuple(each.id for each in (found if together else [figure])),
            spans=tuple((each.start, each.end) for each in found) if together else (),
        )


def _beside_its_parts(case: Case, figure: Quantity) -> bool:
    """Whether parts of a figure that took its unit from its name print theirs: 人数37,其中男20人、女17人."""
    named = case.plain[: figure.start].rstrip(" :为").endswith("数")
    parts = (
        case.quantities(relation.rhs if relation.type == "sum" else relation.lhs)
        for relation in case.relations("sum", "part_of")
        if figure.id in (relation.lhs if relation.type == "sum" else relation.rhs)[:1]
    )
    return named and any(part.stated_unit for each in parts for part in each)


def _beside_its_like(case: Case, figure: Quantity) -> bool:
    """Whether a figure of the same word in its sentence prints its unit: 128人（编制169人），林场63人（编制219）."""
    start, end = sentence_at(case.plain, figure.start)
    word = case.plain[max(0, figure.start - _WORD) : figure.start]
    return any(
        each.stated_unit is not None and start <= each.start < end and case.plain.endswith(word, start, each.start)
        for each in case.analysis.quantities
    )


def _is_pure(case: Case, figure: Quantity) -> bool:
    """Whether a figure is of what has no unit: its clause says so, or its sentence where the clause is a bare verb."""
    clause = max(case.plain.rfind(mark, 0, figure.start) for mark in ",。;\n") + 1
    start = clause
    if figure.start - clause <= _VERB:
        start = max(case.plain.rfind(mark, 0, figure.start) for mark in "。;\n") + 1
    if words(case.lexicon, "pure_number").search(case.plain, start, figure.start) is not None:
        return True
    # 比为111.3，较上年下降6.8: what a bare decimal changes by is one too
    level = _BARE_LEVEL.search(case.plain, max(0, clause - 2 * _VERB), clause)
    return figure.direction is not None and level is not None
