"""A figure is printed in a way that no number is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.readings import readings
from reportminer.check.wording import alternation
from reportminer.lexicon import Lexicon

RULE = Rule(
    code="UNT05",
    name="malformed-figure",
    title="数字书写有误",
    severity="error",
    rationale="千分位逗号位置不对、小数点重复、小数点前无数字、后面连写两个单位的数字读不出确定的数值，无法核对。",
    message="“{stated}”书写有误，读不出确定的数值",
    passes=("支出3,865.20万元。", "支出386.52万元。"),
    fails=("执行率为92..2%。", "培训基金1.35亿元万元。"),
    since="0.1.0",
)


_KINDS = ("amount", "percentage")


@lru_cache(maxsize=8)
def _unit(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?!元)(?:{alternation(lexicon, 'slot_unit')})(?![\u4e00-\u9fff])")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Figures that were found malformed, and those with a second unit right behind their own."""
    unit = _unit(case.lexicon)
    for figure in case.analysis.quantities:
        second = unit.match(case.plain, figure.end) if figure.kind in _KINDS and figure.stated_unit else None
        if second is not None and case.plain[figure.end - 1] in "元%":
            yield Problem(
                start=figure.start,
                end=second.end(),
                values={"stated": case.text[figure.start : second.end()]},
                quantities=(figure.id,),
            )
        if figure.malformed:
            yield Problem(
                start=figure.start,
                end=figure.end,
                values={"stated": stated(figure)},
                quantities=(figure.id,),
                explanations=readings(figure, case.figures, case.analysis.relations),
            )
