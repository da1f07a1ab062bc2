"""SEC04: a section is subdivided with its own way of numbering."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.structure import label_end, told, widths
from reportminer.model import Section

RULE = Rule(
    code="SEC04",
    name="style-reused",
    title="下级沿用上级编号样式",
    severity="warning",
    rationale="下级编号与上级写法相同，同一编号在文中出现两次，层次难辨。比较每组下级编号与其各上级的样式。",
    message="“{parent}{title}”之下又用“{first}”至“{last}”，与上级编号样式相同，层次易混。",
    passes=("一、收支情况\n（一）收入\n财政拨款为主。\n（二）支出\n人员支出为主。",),
    fails=(
        "（一）收支情况\n收支平衡。\n（二）主要成效\n（一）抓学习\n坚持学习。\n（二）抓管理\n严格管理。\n（三）打算\n继续努力。",
    ),
    since="0.1",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once for each section whose children repeat its own or a higher style, at the first child."""
    for parent, children in case.children.items():
        if parent is None:
            continue
        above = _same_style(case, case.section(parent), children)
        if above is None:
            continue
        first = next(section for section in children if section.style == above.style)
        last = [section for section in children if section.style == above.style][-1]
        yield Problem(
            start=first.start,
            end=label_end(first),
            values={"parent": above.label, "title": told(above), "first": first.label, "last": last.label},
            spans=((above.start, label_end(above)),),
        )


def _same_style(case: Case, section: Section, children: list[Section]) -> Section | None:
    """The section, or the nearest above it, that is numbered as `children` are."""
    above: Section | None = section
    while above is not None:
        for child in children:
            if child.style and child.style == above.style and not child.style.startswith(("dotted", "cn_is")):
                brackets = child.style.endswith(("paren", "comma"))
                if brackets or widths(child.label) == widths(above.label):
                    return above
        above = case.section(above.parent) if above.parent else None
    return None
