"""CMP09: a field of a form, a date, a document number or a pair of brackets was left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import alternation, words
from reportminer.lexicon import Lexicon
from reportminer.model import Span
from reportminer.text import matches

RULE = Rule(
    code="CMP09",
    name="blank-left",
    title="留空未填",
    severity="warning",
    rationale="“负责人：”后空白、“2023年 月 日”缺月日、“〔2023〕号”缺序号、空括号。留给签章的、写在下一行的不算。",
    message="{what}：“{text}”。",
    passes=("项目负责人：李某\n一、项目概况\n建成水渠一条。",),
    fails=("项目负责人：\n一、项目概况\n建成水渠一条。", "一、依据\n根据某财预〔2023〕号文件安排。"),
    since="0.1",
)
_NAMED = {"date": "日期未填", "number": "文号未填", "brackets": "括号内无内容"}
_BLANKS = re.compile(
    r"(?P<date>年[ \t_]+月[ \t_]+(?:\d{1,2}[ \t_]*)?日|年[ \t_]*\d{1,2}[ \t_]*月[ \t_]+日"
    r"|(?<=[在于])[ \t_]+月[ \t_]+日)"
    r"|(?P<number>[〔\[【(](?:(?:19|20)\d\d|[ \t_]*|20[ \t_]+)[〕\]】)][ \t_]*第?[ \t_]*[Xx×]?[ \t_]*号)"
    r"|(?P<brackets>《[ \t_]*》|“[ \t_]*”|(?<=[\u4e00-\u9fff])\([ \t_]*\)(?=[\u4e00-\u9fff]{2}|[,。;]))"
)
_FORM = 3
"""so many empty brackets are boxes to tick"""
_BEGINS = re.compile(
    r"[年《“〔\[【( \t_](?:(?<=年)(?=[ \t_]|\d{1,2}[ \t_]*月[ \t_])|(?<=《)(?=[ \t_》])|(?<=“)(?=[ \t_”])"
    r"|(?<![ \t_][ \t_])(?<=[ \t_])(?=[ \t_]*月[ \t_])"
    r"|(?<=[〔\[【(])(?=[ \t_〕\]】)]|20[ \t_]|(?:19|20)\d\d[〕\]】)]))"
)
"""where one may begin, behind a plain first character"""
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d\Z")


@lru_cache(maxsize=8)
def _blank(lexicon: Lexicon) -> re.Pattern[str]:
    """A colon with nothing up to the next field or the end of the line."""
    return re.compile(rf":[ \t_]*(?=\n|\Z|(?:{alternation(lexicon, 'form_field')}):)")


def _fields(case: Case) -> Iterator[Span]:
    """The fields without an entry that begin a line or stand behind a space."""
    names = words(case.lexicon, "form_field")
    for match in _blank(case.lexicon).finditer(case.plain):
        start = max(case.plain.rfind(sign, 0, match.start()) for sign in " \t\n") + 1
        if case.plain[start : match.start()] in names and _is_left(case, match.end()):
            yield start, match.end()


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once for all fields, and at each date, number and pair of brackets."""
    fields = list(_fields(case))
    if fields:
        more = f"等{len(fields)}处" if len(fields) > 1 else ""
        yield _problem(case, fields[0], f"表头未填{more}", tuple(fields))
    found = list(matches(_BLANKS, case.plain, (match.start() for match in _BEGINS.finditer(case.plain))))
    boxes = sum(match["brackets"] is not None for match in found) > _FORM
    for match in found:
        kind = match.lastgroup or ""
        year = _YEAR_BEFORE.search(case.plain, max(0, match.start() - 4), match.start())
        span = (year or match).start(), match.end()
        if "\n" not in case.text[slice(*span)] and _is_blank(case, span) and not (boxes and kind == "brackets"):
            yield _problem(case, span, _NAMED[kind])


def _is_left(case: Case, end: int) -> bool:
    """Whether nothing that may be the entry follows in the next line: a section begins there, or the text ends."""
    if case.plain[end : end + 1] != "\n":
        return True
    behind = len(case.plain) - len(case.plain[end:].lstrip(" \t\n"))
    starts = {section.start for section in case.analysis.sections}
    return behind == len(case.plain) or any(start in starts for start in range(end, behind + 1))


def _is_blank(case: Case, span: Span) -> bool:
    """Whether nothing was printed where the plain text has spaces."""
    both = zip(case.text[slice(*span)], case.plain[slice(*span)], strict=True)
    return all(printed.isspace() for printed, kept in both if kept == " ")


def _problem(case: Case, span: Span, what: str, spans: tuple[Span, ...] = ()) -> Problem:
    start, end = span
    shown = case.text[max(case.plain.rfind("\n", 0, start) + 1, start - 4) : end]
    return Problem(start=start, end=end, values={"what": what, "text": " ".join(shown.split())}, spans=spans)
