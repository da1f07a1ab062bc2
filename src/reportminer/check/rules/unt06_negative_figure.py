"""A figure that can't be below zero carries a minus."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import item, stated
from reportminer.check.words import words
from reportminer.model import Change, Explanation, Quantity

RULE = Rule(
    code="UNT06",
    name="negative-figure",
    title="不会为负的数字带负号",
    severity="warning",
    rationale="人数、个数、支出和占比不会为负，负号多半是破折号或连接号误入；结余、利润、变动额不在此列。",
    message="{item}{stated}带负号，{item_or_it}不会为负",
    passes=("培训干部58人，支出3.20万元。", "年末结余-3.20万元。", "全年培训10-20人。"),
    fails=("培训干部-58人，支出3.20万元。", "全年培训费支出-3.20万元。"),
    since="0.1.0",
)

_SIGNED = ("increase", "decrease", "rate")
_KINDS = ("amount", "headcount", "household", "count", "duration", "measure")
_BEFORE = 12


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Levels and shares below zero outside tables, where no word says that they may be."""
    signed = words(case.lexicon, "check_may_be_negative")
    for figure in case.analysis.quantities:
        if figure.value >= 0 or figure.table is not None or figure.role in _SIGNED or not _counts(figure):
            continue
        before = case.plain[max(0, figure.start - _BEFORE) : figure.start]
        if figure.direction is not None or signed.search(figure.item) or signed.search(before):
            continue
        if case.plain.startswith("(", figure.end) and signed.search(case.plain[figure.end :].partition(")")[0]):
            continue
        name = item(figure)
        yield Problem(
            start=figure.start,
            end=figure.end,
            values={"item": name, "stated": stated(figure), "item_or_it": name or "此数"},
            quantities=(figure.id,),
            relations=tuple(
                one.id
                for one in case.analysis.relations
                if one.status == "inconsistent" and one.strength != "weak" and figure.id in one.lhs + one.rhs
            ),
            explanations=(Explanation((Change(figure.id, figure.value, -figure.value, "sign"),), True),),
        )


def _counts(figure: Quantity) -> bool:
    return figure.kind in _KINDS or figure.role == "share"
