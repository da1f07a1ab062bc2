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
    message="“{stated}”缺量词，如“{number}{measure}{noun}”",
    passes=("举办招聘会2场，提供204个岗位。", "覆盖全市12县，惠及3万职工。"),
    fails=("举办招聘会2场，提供204岗位。", "走访28职工，改造7门店。"),
    since="0.1.0",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Counts whose unit is a noun that wants a measure word."""
    nouns = {
        "count": words(case.lexicon, "check_needs_measure"),
        "headcount": words(case.lexicon, "check_needs_person"),
    }
    for figure in case.analysis.quantities:
        noun, wanting = figure.stated_unit or "", nouns.get(figure.kind)
        if wanting is None or figure.table is not None or not wanting.fullmatch(noun):
            continue
        number = stated(figure).removesuffix(noun)
        if figure.kind == "headcount" and not number.isdigit():
            # 惠及3万职工 is round enough to go without
            continue
        yield Problem(
            start=figure.start,
            end=figure.end,
            values={
                "stated": stated(figure),
                "number": number,
                "measure": "个" if figure.kind == "count" else "名",
                "noun": noun,
            },
            quantities=(figure.id,),
        )
