"""SEC07: two ways of numbering change places between levels."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.structure import label_end
from reportminer.model import Section

RULE = Rule(
    code="SEC07",
    name="order-inverted",
    title="编号层次颠倒",
    severity="note",
    rationale="同一份报告里一处“（1）”下分“一是”，另一处“一是”下分“（1）”，层次先后不一。",
    message="编号层次前后颠倒：此处“{upper}”下分“{lower}”，另一处“{lower_first}”下分“{upper_first}”。",
    passes=("一、成效\n（1）抓学习。一是学理论。二是学业务。\n（2）抓管理。一是建制度。二是强监督。",),
    fails=(
        "一、成效\n（1）抓学习。一是学理论。二是学业务。\n（2）抓管理，严格考核。\n"
        "二、打算\n一是抓学习。（1）学理论。（2）学业务。二是抓管理，严格考核。",
    ),
    since="0.1",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once for each pair of styles that stand over one another both ways, at the later place."""
    first: dict[tuple[str, str], tuple[Section, Section]] = {}
    told: set[frozenset[str]] = set()
    for section in case.analysis.sections:
        if not section.parent or not section.style:
            continue
        parent = case.section(section.parent)
        if not parent.style or parent.style == section.style:
            continue
        pair = parent.style, section.style
        first.setdefault(pair, (parent, section))
        earlier = first.get((section.style, parent.style))
        if earlier is None or frozenset(pair) in told:
            continue
        told.add(frozenset(pair))
        yield Problem(
            start=section.start,
            end=label_end(section),
            values={
                "upper": parent.label,
                "lower": section.label,
                "lower_first": earlier[0].label,
                "upper_first": earlier[1].label,
            },
            spans=((earlier[1].start, label_end(earlier[1])),),
        )
