"""What a figure is in its sentence: a level, a change, a rate, a share, a standard; its direction and its basis."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportminer.model import Direction, Quantity
from reportminer.relate.clauses import Mark, Mention

_TO = re.compile(r"[到至]")
BECOMES = re.compile(r"[^幅度率速额量数差值]了?[为成]\s*")
"""what follows is the level after the change: 由9人减少为6人; not 降幅为"""
_COUNTABLE = frozenset({"amount", "headcount", "household", "count", "measure", "score"})
LIST_LEAD = re.compile(r"(?:[、,和及与以\s]*|[、和及与]占)\Z")
_ADJACENT = re.compile(r"[了约近为达共计各均超过不足多\s]*\Z")
_SHARES = ("share.of", "share.done", "share.ratio")
_RATIO = re.compile(r"率(?:分别)?[为达约到是]*\s*\Z")
_THINGS = re.compile(r"[一-鿿]{0,6}的")
_WHERE = re.compile(r"[一-鿿]{0,4}")
_BREAKS = frozenset(",;。")
_MAKES = re.compile("、|月[发支补]放?助?")
_NUMERALS = "0123456789.,， "
_OF = re.compile(r"[) ]*(?:[一-鿿]{0,2}(?:目标|任务|计划|指标){1,2}[数值]?)?的 *")
_IS = re.compile(r"\s*(?:是|为|达到|相当于|完成)")
"""begins the clause of what a share is of: 5610人，是目标5500人的102%"""
_NEGATED = ("未", "没有", "不")
_ENDS = re.compile(r"[,;。、()]|\Z")
_BESIDE = 6
_QUOTED = ("”", "》")
"""what ends a title that speaks of budgets: 《关于预算》"""
_RUNS_ON = re.compile("[\u4e00-\u9fff]")
"""a noun right after a limit, which then only says which things are meant (亿元以上工业项目)"""
DIRECTIONS: dict[str, Direction] = {"change.up": "up", "change.down": "down"}
_COMPARED = ("basis.prior", "change.against")
BASIS_BESIDE = {
    "basis.prior": "prior",
    "change.against": "prior",
    "change.against_budget": "budget",
    "share.done": "budget",
}
_PERCENT = ("change.up", "change.down", "change.turn", "share.of", "share.done", "share.ratio")
_MORE = frozenset("多少高低")
_BARE_MORE: dict[str, Direction] = {",多": "up", ",少": "down"}
_ITS_OWN = re.compile(r"[,;]?[一-鿿]{2,}比")
_SAVED = "saving.left"
_AGAINST_AND_SAVED = ("change.against_budget", _SAVED)
_YEARLY = ("change.average", "product.per.年")
_TURNS = ("change.up", "change.down", "change.turn")


def _is_of_things(text: str, whole: Mention, lead: int, at: int) -> bool:
    """Whether nothing but what a number counts stands between it and its share: 占25个村的76%, 占全乡25个村的76%."""
    shared = (each.meaning in _SHARES and _WHERE.fullmatch(text, each.end, whole.start) for each in whole.marks[-1:])
    return any(shared) and _THINGS.fullmatch(text, lead, at) is not None


def role_of(
    text: str, quantity: Quantity, marks: tuple[Mark, ...], clause: int, lead: int, before: Mention | None
) -> tuple[str, Direction | None, str]:
    """Role, direction and basis of a figure, from the cues before it, else from what was found with it."""
    at = quantity.core_start
    follows = before is not None and lead == before.end and LIST_LEAD.match(text, lead, at) is not None
    if quantity.kind in ("percentage", "percentage_point"):
        if (
            before is not None
            and lead == before.end
            and (_OF.fullmatch(text, lead, at) or _is_of_things(text, before, lead, at))
            and before.kind != quantity.kind
        ):
            shared = any(each.meaning in _SHARES for each in before.marks)
            told = shared or _IS.match(text, before.clause, before.start)
            return ("whole", None, "") if told else (*_found_role(quantity), "")
        if follows and before is not None and before.kind == quantity.kind:
            return before.role, before.direction, before.basis
        if follows and before is not None and before.role == "change" and _ENDS.match(text, quantity.end):
            # 比上年增1.9万人次、7.1%: the change and its rate under one word
            return "rate", before.direction, ""
        basis = _basis(text, quantity, marks)
        for mark in reversed(marks):
            if mark.meaning in _PERCENT and (mark.start >= clause or not _RATIO.search(text, clause, at)):
                if mark.meaning.startswith("change") and _TO.match(text, mark.end):
                    return "other", None, basis
                return (*_percent_role(mark), basis)
        if _RATIO.search(text, clause, at):
            turn = before.mark(_SAVED, *_TURNS) if before is not None and before.role == "change" else None
            if before is not None and turn is not None and text.startswith(turn.word, clause):
                # 较预算节约3万元，节约率5%
                return "rate", before.direction, basis
            return "ratio", None, basis
        return (*_found_role(quantity), basis)
    if quantity.kind not in _COUNTABLE:
        turn = next((mark for mark in reversed(marks) if mark.meaning in _TURNS and mark.start >= clause), None)
        if quantity.kind == "duration" and turn is not None and _ADJACENT.match(text[turn.end : at]):
            return "change", DIRECTIONS.get(turn.meaning), ""
        return "other", None, ""
    basis = _basis(text, quantity, marks) if marks else ""
    if quantity.kind == "amount" and quantity.bound in ("at_least", "at_most") and _RUNS_ON.match(text, quantity.end):
        return "other", None, basis
    made = _is_what_it_makes(text, before, lead, quantity)
    if quantity.role == "per_unit" and quantity.kind == "amount" and not made:
        return "per", None, basis
    turns = [mark for mark in marks if mark.meaning in _TURNS]
    if turns and turns[-1].start >= clause and not text.endswith(_NEGATED, clause, turns[-1].start):
        change = turns[-1]
        if any(mark.meaning in _YEARLY and mark.end == change.start for mark in marks):
            # 由20人增加到50人，年均增加6人: no levels of the text differ by it
            return "per", None, basis
        gap = text[change.end : at]
        if not (_TO.search(gap) or BECOMES.fullmatch(text, change.end - 1, at)) and (
            _ADJACENT.match(gap) or (quantity.kind == "amount" and len(gap) <= 12)
        ):
            return "change", DIRECTIONS.get(change.meaning), basis
        return "level", None, basis
    if _is_saved(marks, clause) and _ADJACENT.match(text[marks[-1].end : at]):
        return "change", "down", basis
    beside = before is not None and before.end == at
    each = follows and before is not None and "分别" in text[before.clause : before.start]
    if (
        before is not None
        and before.role == "change"
        and (beside or each or (follows and before.unit == quantity.unit))
    ):
        # 净减8户17人: the two measures of one change stand side by side; 分别减少12批次、96人次
        return "change", before.direction, basis
    if marks and any(mark.meaning.startswith("product.per") and mark.start >= clause for mark in marks):
        return "per", None, basis
    more = before is not None and lead == before.end and text[lead:at] in _MORE and quantity.direction is not None
    if before is not None and before.role == "level" and before.unit == quantity.unit and text[lead:at] in _BARE_MORE:
        # 去年312件，今年287件，少25件
        return "change", _BARE_MORE[text[lead:at]], basis
    if more and before is not None and _ITS_OWN.match(text, before.clause, before.start):
        # 水费比去年的9万元多2万元
        return "change", quantity.direction, basis
    return "level", None, basis


def _is_saved(marks: Sequence[Mark], clause: int) -> bool:
    """Whether what is left is said to be so against a budget that is not told: 较预算节约3万元."""
    meanings = tuple(mark.meaning for mark in marks[-2:])
    return meanings == _AGAINST_AND_SAVED and marks[-2].start >= clause and marks[-2].end == marks[-1].start


def _is_what_it_makes(text: str, before: Mention | None, lead: int, quantity: Quantity) -> bool:
    """Whether a figure stands right behind a standard as what it comes to: 单价8.5元，105.4万元; 每户600元、1.2万元."""
    if before is None or before.role != "per" or before.end != lead:
        return False
    gap = text[lead : quantity.core_start].strip()
    # 每人600元、800元: two standards; in another unit the second is what the first makes
    units = {each.text.lstrip(_NUMERALS) for each in (before.quantity, quantity)}
    return gap == "," or (len(units) > 1 and _MAKES.fullmatch(gap) is not None)


def _percent_role(mark: Mark) -> tuple[str, Direction | None]:
    if mark.meaning.startswith("change"):
        return "rate", DIRECTIONS.get(mark.meaning)
    if mark.meaning == "share.ratio":
        return "ratio", None
    return ("done" if mark.meaning == "share.done" else "share"), None


def _found_role(quantity: Quantity) -> tuple[str, Direction | None]:
    if quantity.role == "rate" or quantity.direction in ("up", "down"):
        return "rate", quantity.direction
    return ("share" if quantity.role == "share" else "other"), None


def _basis(text: str, quantity: Quantity, marks: tuple[Mark, ...]) -> str:
    """Which of 预算, 决算, 上年 the words before the figure speak of; the last one counts."""
    for mark in reversed(marks):
        if mark.meaning == "basis.budget" and text[mark.end : mark.end + 1] not in _QUOTED:
            return "budget"
        if mark.meaning == "basis.actual":
            # 上年决算8万元, 比上年累计支出8万元
            last = any(each.meaning in _COMPARED and each.end == mark.start for each in marks)
            return "prior" if last else "actual"
        if mark.meaning in BASIS_BESIDE:
            gap = text[mark.end : quantity.core_start]
            if len(gap) <= _BESIDE and not _BREAKS & set(gap):
                return BASIS_BESIDE[mark.meaning]
    return ""
