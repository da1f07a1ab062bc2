"""A figure is said to have changed and to be unchanged in one breath."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.words import cues, words
from reportminer.text import SENTENCE_END

RULE = Rule(
    code="CHG05",
    name="flat-with-change",
    title="既写增减又写持平",
    severity="warning",
    rationale="写了增加或减少，紧接着又写与上年持平，两者只能有一个成立；增减额为零时属于套用模板。",
    message="“{quote}”自相矛盾：{stated}与“{flat}”不能并存",
    passes=("公务接待费2.50万元，与上年持平。", "公务接待费2.50万元，比上年增加0.50万元；会议费3.00万元，与上年持平。"),
    fails=(
        "公务接待费2.50万元，比上年减少0.50万元，与上年持平。",
        "职业年金0.00万元，比上年减少0.00万元，与上年持平。",
    ),
    since="0.1.0",
)

_REACH = 16


def check(case: Case) -> Iterator[Problem | Lacking]:
    """A directed figure with 持平 right after it, in the same sentence and without a subject of its own."""
    flat = words(case.lexicon, "check_flat")
    against = cues(case.lexicon, "change", "against")
    if not flat.search(case.plain):
        return
    for figure in case.analysis.quantities:
        if figure.direction not in ("up", "down"):
            continue
        match = flat.search(case.plain, figure.end, figure.end + _REACH)
        if match is None:
            continue
        between = case.plain[figure.end : match.start()]
        if any(mark in between for mark in SENTENCE_END):
            continue
        rest = against.sub("", between).strip(" ,、")
        if rest:
            continue
        begin = max(case.plain.rfind(",", 0, figure.start), case.plain.rfind("。", 0, figure.start)) + 1
        yield Problem(
            start=figure.start,
            end=match.end(),
            values={
                "quote": "".join(case.text[begin : match.end()].split()),
                "stated": stated(figure),
                "flat": match[0],
            },
            quantities=(figure.id,),
            severity="note" if figure.value == 0 else None,
        )
