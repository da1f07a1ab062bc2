"""CMP06: the year of the title and the year of a heading, the opening or the date do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import alternation, front, sentence_at, words
from reportminer.front import Front
from reportminer.model import Section

RULE = Rule(
    code="CMP06",
    name="year-mismatched",
    title="年度前后不符",
    severity="warning",
    rationale="标题写明的年度与开头、小标题的年度不同，或落款早于报告年度，常是沿用往年文稿没有改全。写明结转、上年、下年计划的不比。",
    message="报告标题为{year}年度，{place}却写{other}：“{text}”。",
    passes=(
        "某局2023年度工作总结\n一、2023年主要成效\n全年工作完成。\n二、2024年工作打算\n继续努力。\n某局\n2024年1月5日",
    ),
    fails=(
        "某局2023年度工作总结\n一、2022年主要成效\n全年工作完成。\n二、2024年工作打算\n继续努力。\n某局\n2024年1月5日",
    ),
    since="0.1",
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年度?")
_SPAN = re.compile(r"(?:19|20)\d\d\s?年?\s?(?:-|~|—|至|到|、|和|与)")
_OPENING = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年度[^,。;\n]{0,30}(?:自评|自查|报告|总结|汇报|说明|公开)[^,。;\n]{0,6}如下"
)
_STALE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年(?:(?P<due>[^,。;\n]{0,6}[^之以此提空目]前(?:进行|完成|实现|整改|落实))"
    r"|(?P<compared>度?[^。;\n]{2,40}?(?:[,(比较]上年|同比)))"
)
_AS_OF = re.compile(
    r"截[至止]到?\s?((?:19|20)\d\d)年(?:1[12]月(?P<day>3[01]日)?|年?底|年?末|(?P<earlier>[1-9]月份?(?:底|末)|10月份?(?:底|末)))"
)
_BASE = re.compile(r"[与较比]((?:19|20)\d\d)年度?[^,。;、\d\n]{0,8}?(?:相比|对比|增加|减少|增长|下降|持平)")
_ACCOUNTS = frozenset({"final_accounts", "three_publics", "budget", "overall_performance"})
_SUMMARY = re.compile(r"总结|述职|汇报")
_REVIEWED = re.compile(r"回顾(20\d\d)年(?:度)?(?:的|全年)?工作")
_WITHIN_YEAR = re.compile(r"半年|季度|\d月|[一二三四五六七八九十]月")
_EVALUATION = re.compile(r"评价|自评")
_SCORED = re.compile(r"(?<!\d)((?:19|20)\d\d)年度[^,。;\n]{0,20}?(?:(?:综合|自评|评价|总)得分|总分|得分)[为是:]?\d")
_PLANS_OF = re.compile(r"\s*(20\d\d)年")
_FIRST_HALF = re.compile(r"((?:19|20)\d\d)\s?年\s?0?[1-6]\s?月")
_YEAR_LONG = 5
_COMPARED = ("比", "较", "与", "同")
_YEAR_END = ("末", "底")
_TITLE = 20
_AGAINST = re.compile(r"[比较与同](?:上年|去年)(?:度|同期|末)?")
_FROM = re.compile(r"(?:[。;]|\n)[ \t]*((?:19|20)\d\d)年起,?(?:将|拟|计划)")
_QUOTED = re.compile(r"《[^》\n]{0,80}》")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at each heading of another year, at the opening, and at a date before the year."""
    ends = front(case)
    if not ends.year_in_title or ends.year is None or ends.title is None or _SPAN.search(ends.title):
        if ends.year is None:
            yield Lacking("看不出报告年度")
        return
    titled = {ends.year, *(int(match[1]) for match in _YEAR.finditer(ends.title))}
    if any(word in ends.title for word in words(case.lexicon, "earlier_title")):
        # 2023年关于上年决算和本年预算执行情况的报告 is on both years
        titled.add(ends.year - 1)
    for section in case.analysis.sections:
        yield from _heading(case, section, ends.year, titled)
    stretch = _QUOTED.sub(lambda match: " " * len(match[0]), case.plain[: max(ends.opening, 600)])
    match = _OPENING.search(stretch, ends.title_span[1] if ends.title_span else 0)
    if match and int(match[1]) != ends.year:
        yield _problem(case, ends.year, match.start(1), match.end(1) + 1, f"{match[1]}年", "开头")
    yield from _date(case, ends)
    yield from _earlier(case, ends)
    yield from _as_of(case, ends)
    yield from _left_over(case, ends)
    yield from _not_yet(case, ends)
    yield from _planned_before(case, ends)
    yield from _scored(case, ends)
    yield from _reviewed(case, ends, titled)
    yield from _base(case, ends)


def _reviewed(case: Case, ends: Front, titled: set[int]) -> Iterator[Problem]:
    """A summary of one year that says to look back on the year before: 回顾2014年的工作."""
    if ends.year is None or ends.title is None or not _SUMMARY.search(ends.title):
        return
    for match in _REVIEWED.finditer(case.plain, ends.title_span[1] if ends.title_span else 0):
        if int(match[1]) == ends.year - 1 and not titled.intersection({int(match[1]), ends.year + 1}):
            yield _problem(case, ends.year, *match.span(1), f"{match[1]}年", "正文")


def _earlier(case: Case, ends: Front) -> Iterator[Problem]:
    """A year gone by that is spoken of as the present one, or as a date still to be met: notes."""
    for match in _STALE.finditer(case.plain, ends.opening):
        year = int(match[1])
        start, end = sentence_at(case.plain, match.start())
        if ends.year is None or year >= ends.year or f"{ends.year}年" in case.plain[start:end]:
            continue
        if match["compared"] and (year != ends.year - 1 or case.plain[start : match.start()].strip(" 0123456789.、")):
            continue
        section = case.section_at(match.start())
        if section is not None and _YEAR.search(section.title):
            continue
        span = match.span(1)
        problem = _problem(case, ends.year, span[0], span[1] + 1, f"{year}年", "正文")
        yield replace(problem, severity="note")


def _as_of(case: Case, ends: Front) -> Iterator[Problem]:
    """A state of the end of the year before where that of the report's year is due: a note without the day."""
    for match in _AS_OF.finditer(case.plain, ends.opening):
        start, end = sentence_at(case.plain, match.start())
        sentence = case.plain[start : match.start()] + case.plain[match.end() : end]
        if ends.year is None or int(match[1]) != ends.year - 1 or f"{ends.year}年" in sentence:
            continue
        # 与上年持平 says itself that the year is not the one before
        if any(word in _AGAINST.sub("", sentence) for word in words(case.lexicon, "earlier_year")):
            continue
        if match["earlier"] and (ends.kind is None or ends.kind.looks == "ahead"):
            continue
        problem = _problem(case, ends.year, match.start(1), match.end(1) + 1, f"{match[1]}年", "正文")
        yield problem if match["day"] else replace(problem, severity="note")


def _left_over(case: Case, ends: Front) -> Iterator[Problem]:
    """The year before where only the report's own can be meant.

    In a summary: a sentence that begins with it and tells what was done, where no other sentence speaks of that year.
    In an evaluation: the same, in a section on its results. In a budget: the approval that it is drawn up by.
    """
    if ends.year is None or ends.title is None:
        return
    before = f"{ends.year - 1}年"
    evaluates = _EVALUATION.search(ends.title) is not None
    if evaluates or any(word in ends.title for word in words(case.lexicon, "summary_title")):
        done = "|".join(words(case.lexicon, "done_lead"))
        # 2022年，各项工作取得新成绩: so begins a section on results, not one on how things came about
        opens = "|(?<=,)" if evaluates else ""
        found = list(re.finditer(rf"(?:[。;]|\n)[ \t]*{before}度?,?(?:{done}{opens})", case.plain))
        if len(found) != 1 or case.plain.count(before) != 1:
            return
        start, end = sentence_at(case.plain, found[0].end())
        titles = "".join(section.title for section in case.path_at(found[0].end()))
        if evaluates and not any(word in titles for word in words(case.lexicon, "results_head")):
            return
        if f"{ends.year}年" not in case.plain[start:end]:
            at = found[0].start() + found[0][0].index(before)
            yield _problem(case, ends.year, at, at + len(before), before, "正文")
    elif ends.kind is not None and ends.kind.looks == "ahead":
        by = "|".join(words(case.lexicon, "drawn_up_by"))
        for match in re.finditer(rf"(?:{by})({before})度?(?:部门)?预算批复", case.plain):
            yield _problem(case, ends.year, *match.span(1), before, "正文")


def _not_yet(case: Case, ends: Front) -> Iterator[Problem]:
    """The report's own year where its plans for the next one begin, in a section on them that names no later one."""
    if ends.year is None or ends.title is None or _WITHIN_YEAR.search(ends.title):
        return
    if (ends.kind is not None and ends.kind.looks == "ahead") or str(ends.year + 1) in case.plain:
        return
    for section in case.analysis.sections:
        title = case.plain[section.title_start : section.title_end]
        found = _PLANS_OF.match(title) if section.label and not section.inline and len(title) <= _TITLE else None
        if found and int(found[1]) == ends.year and title.endswith(tuple(words(case.lexicon, "plans_title"))):
            start = section.title_start + found.start(1)
            yield _problem(case, ends.year, start, start + _YEAR_LONG, f"{ends.year}年", f"标题“{section.label}”")
    planned = "|".join(words(case.lexicon, "planned_lead"))
    for match in re.finditer(rf"(?:[。;]|\n)[ \t]*({ends.year}年)度?,?[^,。;\n]{{0,6}}?(?:{planned})", case.plain):
        above = case.section_at(match.start(1))
        if above is None or not above.label:
            continue
        title = case.plain[above.title_start : above.title_end]
        if len(title) <= _TITLE and any(word in title for word in words(case.lexicon, "plans_title")):
            yield _problem(case, ends.year, *match.span(1), f"{ends.year}年", f"下步安排“{above.label}”")


def _planned_before(case: Case, ends: Front) -> Iterator[Problem]:
    """A plan for a year gone by, under a heading on plans: 下半年重点工作 2023年下半年要抓好… in a report of 2024."""
    leads = alternation(case.lexicon, "planned_lead")
    for match in _FROM.finditer(case.plain, ends.opening):
        if ends.year is not None and int(match[1]) < ends.year:
            yield _problem(case, ends.year, match.start(1), match.end(1) + 1, f"{match[1]}年", "今后的安排")
    pattern = rf"(?:[。;]|\n)[ \t]*((?:19|20)\d\d)年(?:度|[上下]半年)?,?(?:{leads})"
    for match in re.finditer(pattern, case.plain):
        above = case.section_at(match.start(1))
        if ends.year is None or int(match[1]) >= ends.year or above is None or not above.label:
            continue
        title = case.plain[above.title_start : above.title_end]
        ahead = (*words(case.lexicon, "plans_title"), *words(case.lexicon, "half_ahead"))
        if len(title) <= _TITLE and any(word in title for word in ahead) and not _YEAR.search(title):
            place = f"下步安排“{above.label}”"
            yield _problem(case, ends.year, match.start(1), match.end(1) + 1, f"{match[1]}年", place)


def _scored(case: Case, ends: Front) -> Iterator[Problem]:
    """The year before as the one that was scored, and only there: 2022年度项目得分91.5分 in one of 2023."""
    if ends.year is None or ends.title is None or not _EVALUATION.search(ends.title):
        return
    before, start = f"{ends.year - 1}年度", ends.title_span[1] if ends.title_span else 0
    found = list(_SCORED.finditer(case.plain, start))
    alone = len(found) == 1 and case.plain.count(before) == 1 and f"{ends.year}年" in case.plain[start:]
    if alone and found[0][1] == str(ends.year - 1):
        yield _problem(case, ends.year, found[0].start(1), found[0].start(1) + _YEAR_LONG, before[:-1], "评价结论")


def _base(case: Case, ends: Front) -> Iterator[Problem]:
    """The one comparison with the year before last, or with the report's own, where others are with the year before."""
    if ends.year is None or ends.kind is None or ends.kind.id not in _ACCOUNTS:
        return
    found = list(_BASE.finditer(case.plain, ends.opening))
    years = [int(match[1]) for match in found]
    for match, year in zip(found, years, strict=True):
        if year not in (ends.year - 2, ends.year) or years.count(year) > 1 or ends.year - 1 not in years:
            continue
        start, _ = sentence_at(case.plain, match.start())
        named = {int(one[1]) for one in _YEAR.finditer(case.plain, start, match.start())}
        if named <= {ends.year}:
            yield _problem(case, ends.year, match.start(1), match.end(1) + 1, f"{year}年", "比较")


def _heading(case: Case, section: Section, year: int, titled: set[int]) -> Iterator[Problem]:
    if not section.label or section.inline or section.title_end - section.title_start > 30:
        return
    title = case.plain[section.title_start : section.title_end]
    years = [int(match[1]) for match in _YEAR.finditer(title)]
    if not years or titled.intersection(years) or _SPAN.search(title):
        return
    if any(word in title for word in words(case.lexicon, "earlier_year")):
        return
    if any(other > year for other in years) or year - max(years) > 1:
        if all(other > year for other in years) and any(word in title for word in words(case.lexicon, "coming_year")):
            return
        if year - max(years) > 1:
            return
    match = _YEAR.search(title)
    assert match is not None
    if int(match[1]) == year - 1 and title.startswith(_YEAR_END, match.end()):
        # 2006年末待支款 is what a report on 2007 begins with
        return
    if title[: match.start()].endswith(_COMPARED):
        # （二）接待费比2006年减少4万元
        return
    start = section.title_start + match.start()
    yield _problem(case, year, start, section.title_start + match.end(), f"{match[1]}年", f"标题“{section.label}”")


def _date(case: Case, ends: Front) -> Iterator[Problem]:
    if ends.date is None or ends.year is None or (ends.kind is not None and ends.kind.looks == "ahead"):
        return
    match = _YEAR.search(case.plain, *ends.date)
    if match and int(match[1]) < ends.year:
        yield _problem(case, ends.year, match.start(), match.end(), f"{match[1]}年", "落款")
        return
    signed = _FIRST_HALF.search(case.plain, *ends.date)
    whole = _EVALUATION.search(ends.title or "") is not None and _WITHIN_YEAR.search(ends.title or "") is None
    if signed and whole and int(signed[1]) == ends.year:
        # the year that is judged had not ended
        yield replace(_problem(case, ends.year, *signed.span(), signed[0], "落款"), severity="note")


def _problem(case: Case, year: int, start: int, end: int, other: str, place: str) -> Problem:
    line_end = case.plain.find("\n", end)
    text = case.text[start : line_end if 0 <= line_end < start + 30 else start + 30].strip(" 。：:；")
    return Problem(start=start, end=end, values={"year": str(year), "place": place, "other": other, "text": text})
