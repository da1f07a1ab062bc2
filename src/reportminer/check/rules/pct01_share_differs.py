"""A share does not follow from the part and the whole."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import arithmetic
from reportminer.check.problems import problem_of
from reportminer.check.reckoning import said_way
from reportminer.check.words import cues
from reportminer.claims import claim_of
from reportminer.intervals import printed
from reportminer.model import Relation

RULE = Rule(
    code="PCT01",
    name="share-differs",
    title="占比与数字不符",
    severity="error",
    rationale="占比应等于部分除以总数；按各数印出的位数取整，算出的区间仍不含所写的比例。",
    message="{item}占比{stated}≠{formula}={computed}，相差{difference}",
    passes=("支出合计400.00万元，其中：基本支出300.00万元，占75%；项目支出100.00万元，占25%。",),
    fails=("总支出842.60万元，其中项目支出158.07万元，占总支出的28.76%。",),
    since="0.1.0",
    judges=("share",),
)

_FAR = 200
_TAIL = 2
"""last digits by which a share may be moved to make a hundred: the half that rounding takes, and what is added"""
_HUNDRED = "，各项占比由此正好合计100%"
_TELLING = 2
_PAIR = 2


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken shares that are no degrees of completion."""
    done = cues(case.lexicon, "share", "done")
    for relation in case.relations("share"):
        if relation.status == "inconsistent" and not done.search(relation.cue):
            figure = case.quantity(relation.rhs[0])
            item = figure.item if len(figure.item) < 18 and len(relation.rhs) == _PAIR else ""
            adjusted = _is_adjusted(case, relation)
            taken = _HUNDRED if adjusted else _base_taken(case, relation) or said_way(case, relation)
            difference = arithmetic(case, relation)["difference"] + taken
            yield problem_of(case, relation, "note" if adjusted else None, item=item, difference=difference)
        elif relation.status == "not_checkable":
            yield Lacking(relation.reason or "")


def _is_adjusted(case: Case, relation: Relation) -> bool:
    """Whether a share is off by its last digit alone so that all shares of the whole make a hundred, as printed."""
    share = case.quantity(relation.lhs[0])
    if share.step is None or relation.difference is None or relation.difference > _TAIL * share.step:
        return False
    broken = {each.lhs[0] for each in case.relations("share", status="inconsistent")}
    return any(
        share.id in each.rhs and len(broken.intersection(each.rhs)) == 1
        for each in case.relations("partition", status="consistent")
    )


def _base_taken(case: Case, relation: Relation) -> str:
    """The figure shortly before the share that it is of instead of the whole, in words; "" where there is none."""
    if len(relation.rhs) > _PAIR:
        return ""
    share, part, whole = (case.quantity(id) for id in (*relation.lhs, *relation.rhs))
    if sum(char.isdigit() for char in share.text) < _TELLING:
        return ""
    for other in reversed(case.analysis.quantities):
        near = other.end <= share.start <= other.end + _FAR and "\n" not in case.plain[other.end : share.start]
        like = other.unit == whole.unit and other.kind == whole.kind and other.role == "level"
        if not (near and like and other.value > part.value) or other.id in relation.rhs or other.value == whole.value:
            continue
        figures = {each.id: each for each in (share, part, other)}
        claim = claim_of(Relation("", "share", (share.id,), (part.id, other.id)), figures)
        if claim is not None and claim.holds({id: printed(figure) for id, figure in figures.items()}):
            return f"，像是以{other.text}为基数"
    return ""
