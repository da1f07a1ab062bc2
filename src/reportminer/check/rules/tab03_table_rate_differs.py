"""A column of rates or changes does not follow from the columns beside it."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.tabular import Places, broken

RULE = Rule(
    code="TAB03",
    name="table-rate-differs",
    title="表内比率或增减额与所依据的列不符",
    severity="error",
    rationale="执行率、完成率应等于执行数除以预算数，占比应等于该行数除以合计数，增减额应等于两期之差，增长率应等于增减额除以上期数；按印出的位数取整仍不符。",
    message="{place}{stated}≠{formula}={computed}，相差{difference}",
    passes=(
        "资金表（单位：万元）\n项目\t全年预算数\t全年执行数\t执行率\n专项一\t80.00\t60.00\t75%\n专项二\t50.00\t50.00\t100%",
    ),
    fails=(
        "资金表（单位：万元）\n项目\t全年预算数\t全年执行数\t执行率\n专项一\t80.00\t60.00\t85%\n专项二\t50.00\t50.00\t100%",
    ),
    since="0.1.0",
    judges=("share", "rate", "change"),
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Rates, shares, growth and changes of tables that do not follow."""
    places = Places(case)
    for relation in broken(case, ("比率", "占比", "得分率", "增长", "增减"), "share", "rate", "change"):
        if relation.computed is not None:
            yield places.problem(relation)
