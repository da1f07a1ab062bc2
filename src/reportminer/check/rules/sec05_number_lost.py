"""SEC05: a heading among numbered ones has lost its number."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.structure import relabelled, told

RULE = Rule(
    code="SEC05",
    name="number-lost",
    title="标题缺编号",
    severity="warning",
    rationale="同级标题都有编号，只有这一个没有，或者前后编号正好空出它的位置。",
    message="“{title}”缺编号，按顺序应为“{expected}”。",
    passes=("一、单位概况\n我单位为正科级。\n二、收支情况\n全年收支平衡。",),
    fails=("一、单位概况\n我单位为正科级事业单位。\n国有资本经营预算支出情况\n无\n三、存在的问题\n预算编制不够细化。",),
    since="0.1",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at each heading that segmentation put into the place of a missing number."""
    for children in case.children.values():
        for at, section in enumerate(children):
            if section.label_origin != "restored" or section.label:
                continue
            lost = 1
            while at >= lost and not children[at - lost].label:
                lost += 1
            if at < lost:
                continue
            before = children[at - lost]
            after = next((one for one in children[at + 1 :] if one.style == before.style), None)
            if after is not None and after.number == (before.number or 0) + 1:
                continue
            yield Problem(
                start=section.start,
                end=section.title_end,
                values={"title": told(section), "expected": relabelled(before.label, (before.number or 0) + lost)},
            )
