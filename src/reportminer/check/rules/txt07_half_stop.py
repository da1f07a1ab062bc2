"""TXT07: a Chinese sentence ends in a half-width full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule

RULE = Rule(
    code="TXT07",
    name="half-stop",
    title="句末用半角点",
    severity="note",
    rationale="中文句末应用“。”，半角点会与小数点、编号混淆。全文只报一条，各处都标出。",
    message="句末用了半角点：“{text}”{more}。",
    passes=("本单位由三个股室组成。\n开展“书香.湘阅”活动。",),
    fails=("本单位由三个股室组成.\n年末实有24人。",),
    since="0.1",
)
_STOP = re.compile(r"\.(?:(?<=[\u4e00-\u9fff”》)].)(?=[ \t\u3000]*(?:\n|\Z))|(?<=[\d万亿][%‰元].)(?=[\u4e00-\u9fff]))")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once, at the first; inside a paragraph only behind a figure: 下降5%.其中."""
    found = [match.span() for match in _STOP.finditer(case.plain)]
    if found:
        start, end = found[0]
        shown = case.text[max(case.text.rfind("\n", 0, start) + 1, start - 6) : end]
        yield Problem(
            start=start,
            end=end,
            values={"text": shown, "more": f"等{len(found)}处" if len(found) > 1 else ""},
            spans=tuple(found),
        )
