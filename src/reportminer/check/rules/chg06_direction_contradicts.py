"""A word such as 增长 contradicts the figures or the word beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from msgspec.structs import replace

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import direction, stated
from reportminer.check.problems import is_opposite, problem_of
from reportminer.check.wording import words
from reportminer.check.words import cues
from reportminer.claims import claim_of
from reportminer.intervals import printed
from reportminer.model import Change, Explanation, Quantity, Relation

RULE = Rule(
    code="CHG06",
    name="direction-contradicts",
    title="增减方向矛盾",
    severity="error",
    rationale="同一变化的增减额、增减率和前后两数必须同向；写增长而数字变小，或一个写增加、一个写下降，必有一处写反。",
    message="{item}{stated}方向写反：{against}",
    passes=(
        "培训费8.00万元，比上年减少2.00万元，下降20%。",
        "公用经费275.76万元，上年265.21万元，比上年增加10.55万元。",
    ),
    fails=(
        "培训费8.00万元，比上年减少2.00万元，增长20%。",
        "公用经费265.21万元，上年275.76万元，比上年增加10.55万元。",
    ),
    since="0.1.0",
    judges=("change", "rate"),
)

_COMPARED = re.compile(r",([一-鿿]{2,4}(?:上年|去年)(?:同期)?),[一-鿿]{2,4}")
_NEAR = 6
_FAR = 60


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Changes that hold the other way round, and a change with a rate of the other direction right after it."""
    told = set()
    beside = dict(_opposites(case))
    for relation in case.relations("change", "rate", status="inconsistent"):
        figure = case.quantity(relation.lhs[0])
        if relation.type == "rate" and beside.get(relation.rhs[0]) == figure.id:
            continue
        if is_opposite(case, relation):
            told.add(figure.id)
            values = problem_of(case, relation).values
            yield problem_of(
                case,
                relation,
                stated=direction(figure) + stated(figure),
                against=f"{values['formula']}={values['computed']}",
            )
    yield from _compared(case)
    figures = case.analysis.quantities
    for level, (change, rate) in zip(figures[:1] + figures, pairwise(figures), strict=False):
        if beside.get(change.id) == rate.id and not {change.id, rate.id} & told:
            yield _side_by_side(case, level, change, rate)


def _compared(case: Case) -> Iterator[Problem]:
    """A change told to go one way right behind a comparison that goes the other: 高于上年，减少5处."""
    more, less = (words(case.lexicon, use) for use in ("above_last_year", "below_last_year"))
    for level, change in pairwise(case.analysis.quantities):
        if level.role != "level" or change.role not in ("increase", "decrease") or change.kind == "percentage":
            continue
        between = case.plain[level.end : change.start]
        found = _COMPARED.fullmatch(between)
        if found is None or not change.value:
            continue
        way = "up" if found[1].startswith(more) else "down" if found[1].startswith(less) else None
        if way is None or {way, change.direction} != {"up", "down"}:
            continue
        yield Problem(
            start=change.start,
            end=change.end,
            values={"item": "", "stated": direction(change) + stated(change), "against": f"与“{found[1]}”相反"},
            quantities=(level.id, change.id),
        )


def _opposites(case: Case) -> Iterator[tuple[str, str]]:
    """Each change with the rate of the other direction right after it, by their ids."""
    for change, rate in pairwise(case.analysis.quantities):
        if not _contradict(change, rate):
            continue
        between = case.plain[change.end : rate.start]
        for meaning in ("against", "up", "down"):
            between = cues(case.lexicon, "change", meaning).sub("", between)
        if len(between) <= _NEAR and not between.strip(" ,、(约"):
            yield change.id, rate.id


def _contradict(change: Quantity, rate: Quantity) -> bool:
    if change.role not in ("increase", "decrease") or rate.kind != "percentage" or rate.role != "rate":
        return False
    return {change.direction, rate.direction} == {"up", "down"} and change.value > 0 and rate.value > 0


def _side_by_side(case: Case, level: Quantity, change: Quantity, rate: Quantity) -> Problem:
    """The problem of two opposite words; with the level before them, the sum tells which one is wrong."""
    wrong = [figure for figure in (rate, change) if _right_without(level, change, rate, figure)]
    sure = len(wrong) == 1
    blamed = wrong[0] if sure else rate
    other = change if blamed is rate else rate
    explanations = tuple(
        Explanation((Change(figure.id, figure.value, -figure.value, "sign"),), sure)
        for figure in (wrong if sure else (rate, change))
    )
    relation = next((one for one in case.relations("rate") if one.lhs == (rate.id,) and change.id in one.rhs), None)
    return Problem(
        start=blamed.start,
        end=blamed.end,
        values={
            "item": "",
            "stated": f"{direction(blamed)}{stated(blamed)}",
            "against": f"与{direction(other)}{stated(other)}相反",
        },
        quantities=(change.id, rate.id),
        relation=relation.id if relation is not None and relation.status == "inconsistent" else None,
        explanations=explanations,
    )


def _right_without(level: Quantity, change: Quantity, rate: Quantity, wrong: Quantity) -> bool:
    """Whether level, change and rate agree once the direction of `wrong` is turned round."""
    if level.role != "level" or level.unit != change.unit or rate.start - level.end > _FAR:
        return False
    way: Literal["up", "down"] = "up" if wrong.direction == "down" else "down"
    figures = {one.id: replace(one, direction=way) if one is wrong else one for one in (level, change, rate)}
    claim = claim_of(Relation("", "rate", (rate.id,), (change.id, level.id), form="change_current"), figures)
    return claim is not None and claim.holds({id: printed(figure) for id, figure in figures.items()})
