"""A list names the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.model import ListItem

RULE = Rule(
    code="LST02",
    name="member-repeated",
    title="列举重复",
    severity="warning",
    rationale="写明个数的列举里同一项出现两次，个数或名称必有一处有误。",
    message="列举中“{name}”重复出现",
    passes=("内设股室3个：办公室、组织部、财务部。",),
    fails=("内设股室3个：办公室、组织部、办公室。",),
    since="0.1.0",
    judges=("enumeration",),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Members of an enumeration with the same name."""
    for relation in case.relations("enumeration"):
        seen: dict[str, ListItem] = {}
        for member in relation.list_items:
            name = "".join(member.text.split())
            first = seen.setdefault(name, member)
            if first is not member and len(name) > 1:
                yield Problem(
                    start=member.start,
                    end=member.end,
                    values={"name": name},
                    quantities=relation.lhs,
                    spans=((first.start, first.end),),
                )
