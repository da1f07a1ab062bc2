"""SEC08: lists of one depth are numbered 1. in one place and 1、 in another."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.structure import label_end, runs, widths
from reportminer.model import Section

RULE = Rule(
    code="SEC08",
    name="style-varies",
    title="各部分编号写法不一",
    severity="note",
    rationale="同一层级在一处写“1.”，在另一处写“1、”，或一部分下用“（1）”，另一部分下用“（一）”，前后不统一。各处之内写法一致时才比较，全半角之别不计。",
    message="同级编号写法前后不一：此处“{here}”，前文“{before}”。",
    passes=("一、职责\n1.管水。\n2.管电。\n二、打算\n1.抓学习。\n2.抓管理。",),
    fails=(
        "一、职责\n1.管水。\n2.管电。\n二、打算\n1、抓学习。\n2、抓管理。",
        "1、职责\n（1）管水。（2）管电。\n2、打算\n（一）抓学习。（二）抓管理。",
    ),
    since="0.1",
)
_BRACKETED = frozenset({"cn_paren", "digit_paren"})


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once for each style and depth, at the first list that looks different from the first."""
    yield from _brackets(case)
    first: dict[tuple[str, int], tuple[str, str, int]] = {}
    told: set[tuple[str, int]] = set()
    for run in sorted(runs(case), key=lambda sections: sections[0].start):
        looks = {widths(section.label) for section in run}
        head = run[0]
        if len(looks) > 1 or len(run) < 2 or any(section.inline for section in run):
            continue
        key = head.style, head.level
        look, label, start = first.setdefault(key, (widths(head.label), head.label, head.start))
        if look == widths(head.label) or key in told:
            continue
        told.add(key)
        yield Problem(
            start=head.start,
            end=label_end(head),
            values={"here": head.label, "before": label},
            spans=((start, start + len(label)),),
        )


def _brackets(case: Case) -> Iterator[Problem]:
    """Once for neighbouring parts of which one is divided by （1） and another by （一）."""
    first: dict[tuple[str | None, str], Section] = {}
    told: set[tuple[str | None, str]] = set()
    for parent, children in case.children.items():
        styles = {section.style for section in children}
        if parent is None or len(children) < 2 or len(styles) > 1 or children[0].style not in _BRACKETED:
            continue
        above, head = case.section(parent), children[0]
        key = above.parent, above.style
        before = first.setdefault(key, head)
        if before.style != head.style and key not in told:
            told.add(key)
            yield Problem(
                start=head.start,
                end=label_end(head),
                values={"here": head.label, "before": before.label},
                spans=((before.start, label_end(before)),),
            )
