"""TXT05: a stray space beside a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule

RULE = Rule(
    code="TXT05",
    name="stray-space",
    title="数字前后多余空格",
    severity="note",
    rationale="数字与汉字、标点之间个别处夹有空格，影响检索。全文普遍如此是排版习惯，PDF 的空格多由版面而来，都不报。",
    message="数字前后有多余空格：“{text}”{more}。",
    passes=("全年培训3场，参加50人次，发放资料200份，支出5万元，惠及12家企业。",),
    fails=("全年培训3场 ，参加50人次，发放资料200份，支出5万元，惠及12家企业，共 30人受益。",),
    since="0.1",
)
_SPACES = re.compile(r" (?<=[^\s] ) {0,2}(?=[^\s])")
_STRAY = re.compile(
    r"[\u4e00-\u9fff,。;:)] +\d+(?:\.\d+)?[\u4e00-\u9fff%]|\d +[\u4e00-\u9fff%]"
    r"|[\u4e00-\u9fff\d%] +[,。;]|\d +\.\d|\d\. +\d"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_INSIDE = re.compile(r"\d +\.\d|\d\. +\d")
_FEW = 3
_HABIT = 0.15
_LABEL = re.compile(r"\s*(?:第\S{1,3}(?:部分|章|节|条|篇|编)|[(\d一二三四五六七八九十)、.:]+)")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once, at the first stray space, where they are rare among the figures."""
    document = case.analysis.document
    if document.media_type == "application/pdf" or any(block.confidence is not None for block in document.blocks):
        return
    plain = case.plain
    starts = {section.title_start for section in case.analysis.sections}
    found = [
        match.span()
        for match in _SPACES.finditer(plain)
        if _STRAY.match(plain, match.start() - (2 if plain[match.start() - 1] == "." else 1))
        and match.end() not in starts
        and "\n" not in case.text[match.start() : match.end()]
        and _in_text(case, match)
    ]
    if len(found) > _FEW and len(found) > _HABIT * sum(1 for _ in _FIGURE.finditer(plain)):
        # 1467 .19万元: within a figure it is no habit
        found = [span for span in found if _INSIDE.match(plain, span[0] - (plain[span[0] - 1] == ".") - 1)]
    if not found:
        return
    start, end = found[0]
    shown = case.text[max(plain.rfind("\n", 0, start) + 1, start - 4) : end + 6].partition("\n")[0]
    yield Problem(
        start=start,
        end=end,
        values={"text": shown.strip(), "more": f"等{len(found)}处" if len(found) > 1 else ""},
        spans=tuple(found),
    )


def _in_text(case: Case, match: re.Match[str]) -> bool:
    """Whether the space was printed, not left by a blanked code, and does not set off a label."""
    begins = case.plain.rfind("\n", 0, match.start()) + 1
    labelled = _LABEL.fullmatch(case.plain, begins, match.start()) is not None
    return not labelled and case.text[match.start() : match.end()].strip() == ""
