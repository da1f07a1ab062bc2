"""A figure is said to have changed and to be unchanged in one breath."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.wording import front
from reportminer.check.words import cues, words
from reportminer.model import Quantity
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
_BACK = 48
_YEARS = re.compile(r"20\d\d")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """A directed figure with 持平 right after or before it, in the same sentence and without a subject of its own."""
    flat = words(case.lexicon, "check_flat")
    against = cues(case.lexicon, "change", "against")
    if not flat.search(case.plain):
        return
    for figure in case.analysis.quantities:
        if figure.direction not in ("up", "down"):
            continue
        match = flat.search(case.plain, figure.end, figure.end + _REACH)
        if match is not None and _is_bare(case.plain[figure.end : match.start()], against):
            begin = max(case.plain.rfind(",", 0, figure.start), case.plain.rfind("。", 0, figure.start)) + 1
            yield _problem(case, figure, match[0], (begin, match.end()), (figure.start, match.end()))
        elif figure.value and figure.kind == "amount":
            said = _said_before(case, figure, flat, against)
            if said is not None:
                span = said.start(), figure.end
                yield _problem(case, figure, said[0], span, span)


def _said_before(case: Case, figure: Quantity, flat: re.Pattern[str], against: re.Pattern[str]) -> re.Match[str] | None:
    """与上年持平 before a change against that same year, with no words of another subject between."""
    start = max(max(case.plain.rfind(mark, 0, figure.start) for mark in SENTENCE_END) + 1, figure.start - _BACK)
    found = list(flat.finditer(case.plain, start, figure.start))
    if not found:
        return None
    first = found[0].start()
    compared = any(match.end() == first for match in against.finditer(case.plain, start, first))
    between = "".join(case.plain[found[0].start() : figure.start].split())
    turns = [cues(case.lexicon, "change", meaning) for meaning in ("up", "down", "flat")]
    for pattern in (flat, *turns):
        between = pattern.sub("", between)
    named = [int(year) for year in _YEARS.findall(between)]
    year = front(case).year or figure.period
    if year is not None and any(other != year - 1 for other in named):
        return None
    return found[0] if compared and _is_bare(between, against) else None


def _is_bare(between: str, against: re.Pattern[str]) -> bool:
    """Whether nothing but a comparison stands between the two statements."""
    if any(mark in between for mark in SENTENCE_END):
        return False
    return not against.sub("", between).strip(" ,、")


def _problem(case: Case, figure: Quantity, flat: str, quoted: tuple[int, int], marked: tuple[int, int]) -> Problem:
    return Problem(
        start=marked[0],
        end=marked[1],
        values={
            "quote": "".join(case.text[quoted[0] : quoted[1]].split()),
            "stated": stated(figure),
            "flat": flat,
        },
        quantities=(figure.id,),
        severity="note" if figure.value == 0 else None,
    )
