"""Marks of a score table: they do not add up, exceed what can be had, or do not follow from the rate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.tabular import Places, broken
from reportminer.intervals import tidy
from reportminer.model import Relation
from reportminer.table import TABULAR

RULE = Rule(
    code="TAB04",
    name="marks-differ",
    title="分值与得分不符",
    severity="error",
    rationale="各项分值、得分之和应等于总分，得分不应大于分值；预算执行率的得分通常等于执行率×分值，评分办法另有约定的可不计，只作提示。",
    message="{place}{claim}",
    passes=("指标\t分值\t得分\n数量\t60\t58\n质量\t40\t39.5\n总分\t100\t97.5",),
    fails=("指标\t分值\t得分\n数量\t60\t58\n质量\t40\t39.5\n总分\t100\t98.5",),
    since="0.1.0",
    judges=("sum", "part_of", "share"),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken claims on marks."""
    places = Places(case)
    exceeding = (
        relation
        for relation in case.relations("part_of", status="rounding", tables=True)
        if relation.cue == TABULAR + "得分" and _exceeds(case, relation)
    )
    for relation in chain(broken(case, ("分值", "得分", "折分"), "sum", "part_of", "share"), exceeding):
        problem = places.problem(relation)
        if relation.type != "sum":
            row = places.row(case.quantity(relation.lhs[0]))
            problem = replace(problem, values={**problem.values, "place": row})
        yield replace(problem, values={**problem.values, "claim": _claim(case, relation, problem)})


def _exceeds(case: Case, relation: Relation) -> bool:
    """Marks are no rounded measurements: 51 of 50 is too many, though half a mark either way would do."""
    got, full = case.quantities(relation.lhs + relation.rhs)
    return got.value > full.value


def _claim(case: Case, relation: Relation, problem: Problem) -> str:
    values = problem.values
    if relation.type == "sum":
        return "{stated}≠{formula}={computed}，相差{difference}".format_map(values)
    if relation.type == "part_of":
        got, full = case.quantities(relation.lhs + relation.rhs)
        return f"得分{got.text}>分值{full.text}，多出{tidy(got.value - full.value)}分"
    rate, got, full = case.quantities(relation.lhs + relation.rhs)
    return f"执行率{rate.text}×分值{full.text}={tidy(rate.value * full.value / 100)}≠得分{got.text}"
