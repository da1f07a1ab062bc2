"""SEC02: a number is missing between two neighbouring sections of one level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.structure import chinese, fillers, in_table, label_end, relabelled, runs
from reportminer.model import Section

RULE = Rule(
    code="SEC02",
    name="number-skipped",
    title="编号跳号",
    severity="warning",
    rationale="同一层级的编号不连续，可能漏了一部分，或增删后没有改编号。无编号的标题正好补上缺号时不报（见 SEC05）。",
    message="缺{missing}：由“{before}”直接到“{after}”。",
    passes=("一、单位概况\n我单位为正科级。\n二、收支情况\n全年收支平衡。\n三、下一步打算\n继续努力。",),
    fails=("一、单位概况\n我单位为正科级。\n二、收支情况\n全年收支平衡。\n四、下一步打算\n继续努力。",),
    since="0.1",
)
_MOST = 3


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at the label after a gap, unless something between may be the missing part."""
    for run in runs(case):
        for before, after in pairwise(run):
            gap = (after.number or 0) - (before.number or 0)
            if gap < 2 or in_table(case, before) or in_table(case, after) or fillers(case, before, after) >= gap - 1:
                continue
            missing = [relabelled(after.label, number) for number in range((before.number or 0) + 1, after.number or 0)]
            if after.inline and _printed(case, before, after, (before.number or 0) + 1):
                continue
            if any(_in_cell(case, before, after, label) for label in missing):
                continue
            yield Problem(
                start=after.start,
                end=label_end(after),
                values={
                    "missing": "".join(f"“{label}”" for label in missing) if gap <= _MOST else f"“{missing[0]}”等",
                    "before": before.label,
                    "after": after.label,
                },
                spans=((before.start, label_end(before)),),
            )


def _printed(case: Case, before: Section, after: Section, number: int) -> bool:
    """Whether the missing number stands between the two in some form that was not taken for a label.

    The labels of what stands between are numbers of their own: （3）一是…四是…（5） lacks （4）.
    """
    ends = [(at.start, at.title_start) for at in case.analysis.sections if before.start < at.start < after.start]
    places = [before.title_start, *(place for span in ends for place in span), after.start]
    between = "\n".join(case.plain[at:end] for at, end in zip(places[::2], places[1::2], strict=True))
    forms = [f"{chinese(number)}{end}" for end in "、.)是要"] + [f"{number}{end}" for end in "、.)"]
    return any(form in between for form in forms)


def _in_cell(case: Case, before: Section, after: Section, label: str) -> bool:
    """Whether a cell between the two begins with the missing label: the row of a table under heads between them."""
    return any(
        block.kind == "cell" and before.start < block.start < after.start and case.plain.startswith(label, block.start)
        for block in case.analysis.document.blocks
    )
