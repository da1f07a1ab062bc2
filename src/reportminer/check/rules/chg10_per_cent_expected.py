"""A relative change is given in percentage points instead of per cent."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.problems import CHANGES
from reportminer.claims import claim_of
from reportminer.intervals import printed
from reportminer.model import Quantity, Relation
from reportminer.text import SENTENCE_END

RULE = Rule(
    code="CHG10",
    name="per-cent-expected",
    title="增减率应写百分号",
    severity="warning",
    rationale="金额的增减幅度是百分比；百分点只用于两个百分比之差。",
    message="“{stated}”是金额的增减率（{change}相对{level}），单位应为“%”",
    passes=("培训费8.00万元，比上年减少2.00万元，下降20%。", "参保率由60%提高到70%，提高10个百分点。"),
    fails=("培训费8.00万元，比上年减少2.00万元，下降20个百分点。",),
    since="0.1.0",
)

_NEAR = 14


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Points right after a change whose amounts make exactly that many per cent."""
    figures = case.analysis.quantities
    for place, (change, point) in enumerate(pairwise(figures)):
        if point.kind != "percentage_point" or change.role not in CHANGES or point.direction != change.direction:
            continue
        if set(case.plain[change.end : point.start]) & set(SENTENCE_END) or point.start - change.end > _NEAR:
            continue
        levels = [one for one in figures[max(0, place - 2) : place] if one.role == "level" and one.unit == change.unit]
        level = next((one for one in reversed(levels) if _is_rate(one, change, point)), None)
        if level is not None:
            yield Problem(
                start=point.start,
                end=point.end,
                values={"stated": stated(point), "change": stated(change), "level": stated(level)},
                quantities=(level.id, change.id, point.id),
            )


def _is_rate(level: Quantity, change: Quantity, point: Quantity) -> bool:
    figures = {one.id: one for one in (level, change, replace(point, kind="percentage", unit="%"))}
    values = {id: printed(figure) for id, figure in figures.items()}
    for form in ("change_current", "change_previous"):
        claim = claim_of(Relation("", "rate", (point.id,), (change.id, level.id), form=form), figures)
        if claim is not None and claim.holds(values):
            return True
    return False
