"""An amount in capital numerals differs from the figures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import difference, stated
from reportminer.intervals import printed

RULE = Rule(
    code="REF02",
    name="capitals-differ",
    title="大写与小写金额不符",
    severity="error",
    rationale="同一金额并列写出大写和小写，两者必须相等。",
    message="大写“{capitals}”与小写{figures}不符，相差{difference}",
    passes=("合同金额12500元（大写：壹万贰仟伍佰元整）。",),
    fails=("合同金额12500元（大写：壹万叁仟伍佰元整）。",),
    since="0.1.0",
)

_CAPITAL = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟]")
_BETWEEN = re.compile(r"[(,、:\s]*(?:人民币|大写|小写|金额|为|即|¥|[(,、:\s)])*")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Two amounts side by side, one in capital numerals, that can't be the same."""
    for first, second in pairwise(case.analysis.quantities):
        one, other = bool(_CAPITAL.search(first.text)), bool(_CAPITAL.search(second.text))
        if one == other or first.kind != "amount" or second.kind != "amount":
            continue
        if not _BETWEEN.fullmatch(case.plain[first.end : second.start]) or printed(first).meets(printed(second)):
            continue
        capitals, figures = (first, second) if one else (second, first)
        yield Problem(
            start=capitals.start,
            end=capitals.end,
            values={
                "capitals": stated(capitals),
                "figures": stated(figures),
                "difference": difference(abs(first.value - second.value), figures),
            },
            quantities=(first.id, second.id),
        )
