"""SEC06: a list that consists of its first item alone."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.structure import label_end, relabelled, runs

RULE = Rule(
    code="SEC06",
    name="single-item",
    title="只有一项的编号",
    severity="note",
    rationale="有“1.”而没有“2.”，要么漏了后面的内容，要么不必编号。",
    message="{place}只有“{label}”，没有“{next}”。",
    passes=("一、收支情况\n1.收入\n财政拨款为主。\n2.支出\n人员支出为主。\n二、打算\n继续努力。",),
    fails=("一、收支情况\n1.财政拨款收入\n财政拨款为主。\n二、打算\n继续努力。",),
    since="0.1",
)
_STYLES = frozenset({"cn_comma", "cn_paren", "digit", "digit_paren", "circled"})


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at a first item that begins a line and has no second, nor a neighbour of another style."""
    for run in runs(case):
        section = run[0]
        if len(run) > 1 or section.number != 1 or section.style not in _STYLES or section.inline:
            continue
        if len(case.children[section.parent]) > 1:
            continue
        parent = case.section(section.parent) if section.parent else None
        yield Problem(
            start=section.start,
            end=label_end(section),
            values={
                "place": f"“{parent.label or parent.title}”下" if parent else "全文",
                "label": section.label,
                "next": relabelled(section.label, 2),
            },
        )
