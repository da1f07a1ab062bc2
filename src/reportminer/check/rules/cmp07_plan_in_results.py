"""CMP07: a report on a whole year speaks of its later months as still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import alternation, front, sentence_at, words
from reportminer.lexicon import Lexicon

RULE = Rule(
    code="CMP07",
    name="plan-in-results",
    title="全年报告写计划数",
    severity="warning",
    rationale="全年的报告仍写“拟开展第三、四季度”“下半年计划”，所列数字是计划而非结果，多为沿用半年材料。下一步打算各节不算。",
    message="{year}年全年报告仍写计划：“{text}”。",
    passes=("某局2023年度工作总结\n一、主要成效\n开展四个季度的检查。\n二、下一步打算\n拟在下半年开展检查。",),
    fails=("某局2023年度工作总结\n一、主要成效\n已开展两次检查，拟开展第三、四季度检查。\n二、下一步打算\n继续努力。",),
    since="0.1",
)
_NEXT = re.compile(r"明年|下一年|下年度|次年")


@lru_cache(maxsize=8)
def _plan(lexicon: Lexicon) -> re.Pattern[str]:
    plan, period = alternation(lexicon, "plan_word"), alternation(lexicon, "plan_period")
    plan = rf"(?<![按模虚草原])(?:{plan})(?!完成|生育|单列|内)"
    return re.compile(
        rf"{plan}[^,。;\n]{{0,8}}?(?:{period})[^,。;\n]{{0,20}}|(?:{period})[^,。;\n]{{0,4}}?{plan}[^,。;\n]{{0,20}}"
    )


@lru_cache(maxsize=8)
def _period(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(alternation(lexicon, "plan_period"))


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once, at the first such clause outside the sections on what is to come."""
    ends = front(case)
    if ends.kind is None or ends.kind.looks == "ahead" or "半年" in (ends.title or ""):
        return
    if not _period(case.lexicon).search(case.plain):
        return
    outlook = words(case.lexicon, "outlook_head")
    found = []
    for match in _plan(case.lexicon).finditer(case.plain):
        start, end = sentence_at(case.plain, match.start())
        titles = "".join(section.title for section in case.path_at(match.start()) if not section.inline)
        dated = re.search(r"(?:19|20)\d\d年", case.plain[start:end])
        later = dated is not None and ends.year is not None and int(dated[0][:4]) > ends.year
        if later or _NEXT.search(case.plain, start, end) or any(word in titles for word in outlook):
            continue
        found.append(match.span())
    if found:
        start, end = found[0]
        yield Problem(
            start=start,
            end=end,
            values={"year": str(ends.year or ""), "text": " ".join(case.text[start:end].split())},
            spans=tuple(found),
        )
