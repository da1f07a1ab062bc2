"""CMP11: the anniversary that the text keeps was kept in a year before the report's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import front, paragraph_at, words
from reportminer.lexicon import Lexicon

RULE = Rule(
    code="CMP11",
    name="anniversary-mismatched",
    title="周年与年度不符",
    severity="warning",
    rationale="“庆祝建党97周年”是2018年的事，写进2019年的总结常是沿用上年文稿。同段写明那一年或上年、近年的不算，今后的周年不比。",
    message="“{text}”是{other}年，报告为{year}年度，应为{right}周年。",
    passes=("某局2019年工作总结\n一、宣传\n组织庆祝新中国成立70周年歌会2场。",),
    fails=("某局2019年工作总结\n一、宣传\n组织庆祝新中国成立69周年歌会2场。",),
    since="0.1",
)
_MARK = "周年"
_SPAN = re.compile(r"(?:19|20)\d\d\s?年?\s?(?:-|~|—|至|到|、|和|与)|任期|[三五]年")
_BACK = 16


@lru_cache(maxsize=8)
def _events(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, int]]:
    """Matches what is kept right before its number; and the year of each event."""
    years = {event: int(year) for event, year in (word.split("=") for word in words(lexicon, "anniversary"))}
    either = "|".join(map(re.escape, sorted(years, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?P<event>{either})[”’》]?\s?\Z"), years


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at each anniversary of a year gone by, in the report of one year whose paragraph names no other."""
    kept = [each for each in case.analysis.quantities if each.text.endswith(_MARK)]
    if not kept:
        return
    ends = front(case)
    if ends.year is None:
        yield Lacking("看不出报告年度")
        return
    if ends.title is None or _SPAN.search(ends.title):
        return
    pattern, years = _events(case.lexicon)
    for each in kept:
        event = pattern.search(case.plain, max(0, each.start - _BACK), each.start)
        if event is None:
            continue
        since = years[event["event"]]
        year = since + int(each.value)
        paragraph = case.plain[slice(*paragraph_at(case.plain, each.start))]
        told = (str(year), *words(case.lexicon, "years_gone_by"))
        if year < ends.year and not any(word in paragraph for word in told):
            yield Problem(
                start=event.start(),
                end=each.end,
                values={
                    "text": case.text[event.start() : each.end],
                    "other": str(year),
                    "year": str(ends.year),
                    "right": str(ends.year - since),
                },
                quantities=(each.id,),
            )
