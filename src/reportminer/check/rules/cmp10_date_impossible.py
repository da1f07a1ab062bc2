"""CMP10: a day that no calendar has."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.model import Span

RULE = Rule(
    code="CMP10",
    name="date-impossible",
    title="不存在的日期",
    severity="warning",
    rationale="“13月”“2月30日”“第五季度”在日历上没有，必有一个数字写错；“1225日”漏了“月”。没写年份的2月29日不算。",
    message="没有“{text}”这个时间。",
    passes=("2024年2月29日召开会议，第四季度完成任务。",),
    fails=("2023年2月29日召开会议。", "2023年13月召开会议。", "计划在第五季度完成任务。", "1225日，召开会议。"),
    since="0.1",
)
_MONTH = re.compile(r"月")
_UP_TO = re.compile(r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)年[ \t]?)?(?<![\d.])(?P<month>\d{1,2})\Z")
_DAY = re.compile(r"[ \t]?(\d{1,2})[日号]")
_LONGEST = 9
"""a year and the number of a month"""
_QUARTER = re.compile(r"第(?:[五六七八九]|[5-9])季度")
_RUN_ON = re.compile(r"日(?=[,上下晚])")
_MONTH_DAY = re.compile(r"(?:\A|[\n,。;、:( \u3000])(?P<day>(?:1[0-2]|[1-9])(?:[0-2]\d|3[01]))\Z")
_LEAP = 2024
_MONTHS = 12


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at each date of a month or day that there is not, and at a fifth quarter; a bare 13月 may be a length."""
    found = [span for match in _MONTH.finditer(case.plain) if (span := _impossible(case.plain, match.start()))]
    found += [match.span() for match in _QUARTER.finditer(case.plain)]
    for match in _RUN_ON.finditer(case.plain):
        # 1225日 begins a clause: no number of days does
        day = _MONTH_DAY.search(case.plain, max(0, match.start() - _LONGEST), match.start())
        if day is not None:
            found.append((day.start("day"), match.end()))
    for start, end in found:
        yield Problem(start=start, end=end, values={"text": "".join(case.text[start:end].split())})


def _impossible(plain: str, at: int) -> Span | None:
    """The date around the 月 at `at`, where there is no such day."""
    before, day = _UP_TO.search(plain, max(0, at - _LONGEST), at), _DAY.match(plain, at + 1)
    if before is None:
        return None
    year, month = before["year"], int(before["month"])
    if 1 <= month <= _MONTHS:
        wrong = day is not None and not 1 <= int(day[1]) <= monthrange(int(year or _LEAP), month)[1]
    else:
        wrong = year is not None or day is not None
    return (before.start(), day.end() if day else at + 1) if wrong else None
