"""TXT08: a word in a form that is always wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import alternation, beginning, words
from reportminer.lexicon import Lexicon
from reportminer.model import Span
from reportminer.text import matches

RULE = Rule(
    code="TXT08",
    name="misused-word",
    title="常见错词",
    severity="note",
    rationale="“截止目前”“下拔资金”一类有定论的错词，见 patterns/words_checks.yaml。同一错词全文只报一条，各处都标出。",
    message="“{wrong}”应为“{right}”{more}。",
    passes=("截至目前，已补助职工20人次。", "报名截止日期为5月10日。"),
    fails=("截止目前，已补助职工20人次。", "截止2023年9月底，已补助职工20人次。"),
    since="0.1",
)
_DAY = r"[ \t]*(?:\d|"


@lru_cache(maxsize=8)
def _wrong(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Where one may begin; what is right though a wrong word stands in it, or a wrong word; the right ones."""
    always, dated = (_pairs(words(lexicon, use)) for use in ("misused_word", "misused_before_time"))
    fine = words(lexicon, "misused_fine")
    wrong = "|".join(map(re.escape, always)) or "(?!)"
    before = "|".join(map(re.escape, dated)) or "(?!)"
    time = rf"(?={_DAY}{alternation(lexicon, 'time_after_until')}))"
    told = rf"{alternation(lexicon, 'misused_fine')}|(?P<wrong>{wrong}|(?:{before}){time})"
    return re.compile(beginning((*fine, *always, *dated))), re.compile(told), always | dated


def _pairs(words: Iterable[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words if "=" in word)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once for every such word, at its first place."""
    begun, pattern, pairs = _wrong(case.lexicon)
    places: dict[str, list[Span]] = {}
    for match in matches(pattern, case.plain, (match.start() for match in begun.finditer(case.plain))):
        if match["wrong"]:
            places.setdefault(match["wrong"], []).append(match.span())
    for wrong, spans in places.items():
        more = f"（共{len(spans)}处）" if len(spans) > 1 else ""
        values = {"wrong": wrong, "right": pairs[wrong], "more": more}
        yield Problem(start=spans[0][0], end=spans[0][1], values=values, spans=tuple(spans))
