"""Parts of a whole are more than the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import item, parts, show, stated
from reportminer.check.problems import exceeds, problem_of
from reportminer.check.words import cues, names, words
from reportminer.model import Quantity, Severity

RULE = Rule(
    code="SUM02",
    name="parts-exceed-whole",
    title="分项大于总数",
    severity="error",
    rationale="“其中”所列的分项可以不全，但不能大于总数；超出部分说明总数或某一分项有误。几类人、物可能重复计数，没有旁证的只作提醒；实有人数多于编制只作提示。",
    message="{parts}大于{whole}，多出{difference}",
    passes=("新增会员480人，其中农民工35人。", "全年支出300万元，其中培训费20万元、会议费10万元。"),
    fails=("新增会员480人，其中农民工535人。", "全年支出300万元，其中培训费200万元、会议费150万元。"),
    since="0.1.0",
    judges=("part_of", "sum"),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken part_of relations, and sums of lists that need not be whole whose parts go beyond the total."""
    posts = words(case.lexicon, "posts_fixed")
    for relation in case.relations("part_of", "sum", status="inconsistent"):
        if relation.type == "sum" and (relation.complete or relation.strength == "weak" or not exceeds(case, relation)):
            continue
        below, above = (relation.lhs, relation.rhs) if relation.type == "part_of" else (relation.rhs, relation.lhs)
        figures, wholes = case.quantities(below), case.quantities(above)
        proven = _are_of_one_kind(case, wholes[0], figures)
        terms, total = _together(figures, wholes[0]), _together(wholes, wholes[0])
        # people and things may be counted under several heads
        doubtful = not proven and len(figures) > 1
        # there may be more staff than posts
        severity: Severity | None = "note" if relation.type == "part_of" and names(case, wholes[0], posts) else None
        yield problem_of(case, relation, severity, proven=proven, doubtful=doubtful, parts=terms, whole=total)


def _together(figures: Sequence[Quantity], unit: Quantity) -> str:
    """One figure with its item, or several added up, in the unit of the whole."""
    if len(figures) == 1:
        return f"{item(figures[0])}{stated(figures[0])}"
    return f"{parts(figures, unit)}={show(sum((figure.value for figure in figures), Decimal(0)), unit)}"


def _are_of_one_kind(case: Case, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether these amounts follow a word for parts side by side, so that none can be a part of another.

    People and things may be counted under several heads; money is spent once.
    """
    if len(parts) < 2 or any(figure.kind != "amount" or figure.table is not None for figure in (whole, *parts)):
        return False
    opening = cues(case.lexicon, "sum", "parts")
    inside = [opening, cues(case.lexicon, "sum", "include")]
    gaps = [case.plain[one.end : other.start] for one, other in pairwise((whole, *parts))]
    if not all(0 < part.value < whole.value for part in parts) or not any(cue.search(gaps[0]) for cue in inside):
        return False
    return not any("(" in gap or any(cue.search(gap) for cue in inside) for gap in gaps[1:])
