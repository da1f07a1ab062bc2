"""A relative change is given in percentage points instead of per cent."""

from __future__ import annotations

from collections.abc import Iterator

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
    for level, change, point in zip(figures, figures[1:], figures[2:], strict=False):
        if point.kind != "percentage_point" or change.role not in CHANGES or level.role != "level":
            continue
        if set(case.plain[change.end : point.start]) & set(SENTENCE_END) or point.start - change.end > _NEAR:
            continue
        if level.unit == change.unit and point.direction == change.direction and _is_rate(level, change, point):
            yield Problem(
                start=point.start,
                end=point.end,
                values={"stated": stated(point), "change": stated(change), "level": stated(level)},
                quantities=(level.id, change.id, point.id),
            )


def _is_rate(level: Quantity, change: Quantity, point: Quantity) -> bool:
    figures = {one.id: one for one in (level, change, replace(point, kind="percentage", unit="%"))}
    claim = claim_of(Relation("", "rate", (point.id,), (change.id, level.id), form="change_current"), figures)
    return claim is not None and claim.holds({id: printed(figure) for id, figure in figures.items()})
