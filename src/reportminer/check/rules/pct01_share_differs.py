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
_TELLING = 2
_PAIR = 2


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Broken shares that are no degrees of completion."""
    done = cues(case.lexicon, "share", "done")
    for relation in case.relations("share"):
        if relation.status == "inconsistent" and not done.search(relation.cue):
            figure = case.quantity(relation.rhs[0])
            item = figure.item if len(figure.item) < 18 and len(relation.rhs) == _PAIR else ""
            taken = _base_taken(case, relation) or said_way(case, relation)
            difference = arithmetic(case, relation)["difference"] + taken
            yield problem_of(case, relation, item=item, difference=difference)
        elif relation.status == "not_checkable":
            yield Lacking(relation.reason or "")


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
