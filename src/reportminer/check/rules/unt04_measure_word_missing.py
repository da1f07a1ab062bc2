"""A noun follows its number without a measure word."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.words import words

RULE = Rule(
    code="UNT04",
    name="measure-word-missing",
    title="缺少量词",
    severity="note",
    rationale="数字与名词之间缺量词，多半是漏字；也可能漏掉的是单位或一位数字。",
    message="“{stated}”缺量词，如“{number}个{noun}”",
    passes=("举办招聘会2场，提供204个岗位。", "覆盖全市12县。"),
    fails=("举办招聘会2场，提供204岗位。",),
    since="0.1.0",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Counts whose unit is a noun that wants a measure word."""
    nouns = words(case.lexicon, "check_needs_measure")
    for figure in case.analysis.quantities:
        noun = figure.stated_unit or ""
        if figure.kind == "count" and figure.table is None and nouns.fullmatch(noun):
            yield Problem(
                start=figure.start,
                end=figure.end,
                values={"stated": stated(figure), "number": stated(figure).removesuffix(noun), "noun": noun},
                quantities=(figure.id,),
            )
