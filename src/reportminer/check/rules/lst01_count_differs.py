"""A stated count is not the number of things that the text lists."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import problem_of

RULE = Rule(
    code="LST01",
    name="count-differs",
    title="所列项数与所写个数不符",
    severity="warning",
    rationale="写明几个并逐一列出时，列出的项数应与个数相同：少列、多列或个数没有更新。",
    message="写{stated}，实际列出{count}项：{items}",
    passes=("内设股室3个：办公室、组织部、财务部。",),
    fails=("内设股室4个：办公室、组织部、财务部。",),
    since="0.1.0",
    judges=("enumeration",),
)

_SHOWN = 12


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken enumerations."""
    for relation in case.relations("enumeration", status="inconsistent"):
        members = relation.list_items
        shown = "、".join(" ".join(member.text.split()) for member in members[:_SHOWN])
        problem = problem_of(
            case, relation, count=str(len(members)), items=shown + ("等" if len(members) > _SHOWN else "")
        )
        yield Problem(
            start=problem.start,
            end=problem.end,
            values=problem.values,
            quantities=problem.quantities,
            relation=relation.id,
            spans=tuple((member.start, member.end) for member in members),
        )
