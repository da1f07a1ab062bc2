"""How a wrong rate was reckoned, in words: 像是以本期数为基数."""

from __future__ import annotations

from reportminer.check.base import Case
from reportminer.claims import Ratio, claim_of
from reportminer.misreckoned import Way, way_of
from reportminer.model import Relation

_SAID: dict[Way, str] = {
    "level": "，像是把本期占上期的比例当作了增减率",
    "later_base": "，像是以本期数为基数",
    "inverse": "，像是分子与分母颠倒",
    "rest": "，像是余下部分的比例",
    "": "",
}


def said_way(case: Case, relation: Relation) -> str:
    """The wrong way of reckoning that gives the rate as printed, to stand behind the difference; "" for none."""
    figures = {id: case.quantity(id) for id in relation.lhs + relation.rhs}
    claim = claim_of(relation, figures)
    if not isinstance(claim, Ratio):
        return ""
    return _SAID[way_of(claim, figures, is_share=relation.type == "share")]
