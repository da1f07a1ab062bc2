"""A word such as 增长 contradicts the figures or the word beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.problems import is_opposite, problem_of
from reportminer.check.figures import direction, stated
from reportminer.model import Quantity

RULE = Rule(
    code="CHG06",
    name="direction-contradicts",
    title="增减方向矛盾",
    severity="error",
    rationale="同一变化的增减额、增减率和前后两数必须同向；写增长而数字变小，或一个写增加、一个写下降，必有一处写反。",
    message="{item}{stated}方向写反：{against}",
    passes=(
        "培训费8.00万元，比上年减少2.00万元，下降20%。",
        "支出决算275.76万元，上年支出决算265.21万元，比上年增加10.55万元。",
    ),
    fails=(
        "培训费8.00万元，比上年减少2.00万元，增长20%。",
        "支出决算265.21万元，上年支出决算275.76万元，比上年增加10.55万元。",
    ),
    since="0.1.0",
    judges=("change", "rate"),
)

_NEAR = 14


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Changes that hold the other way round, and a change with a rate of the other direction right after it."""
    told = set()
    for relation in case.relations("change", "rate", status="inconsistent"):
        figure = case.quantity(relation.lhs[0])
        if is_opposite(case, relation):
            told.add(figure.id)
            values = problem_of(case, relation).values
            yield problem_of(
                case,
                relation,
                stated=direction(figure) + stated(figure),
                against=f"{values['formula']}={values['computed']}",
            )
    for change, rate in pairwise(case.analysis.quantities):
        if {change.id, rate.id} & told or not _contradict(change, rate):
            continue
        between = case.plain[change.end : rate.start].strip()
        if len(between) <= _NEAR and between[:1] in (",", "、", "(", "") and not set(between) & set("。;:\n"):
            yield _side_by_side(case, change, rate, between)


def _contradict(change: Quantity, rate: Quantity) -> bool:
    if change.role not in ("increase", "decrease") or rate.kind != "percentage" or rate.role != "rate":
        return False
    return {change.direction, rate.direction} == {"up", "down"} and change.value > 0 and rate.value > 0


def _side_by_side(case: Case, change: Quantity, rate: Quantity, between: str) -> Problem:
    relation = next((one for one in case.relations("rate") if one.lhs == (rate.id,) and change.id in one.rhs), None)
    return Problem(
        start=change.start,
        end=rate.end,
        values={
            "item": "",
            "stated": f"{direction(rate)}{stated(rate)}",
            "against": f"前面写的是{direction(change)}{stated(change)}",
        },
        quantities=(change.id, rate.id),
        relation=relation.id if relation is not None and relation.status == "inconsistent" else None,
    )
