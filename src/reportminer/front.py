"""What stands at the two ends of a report: its title, the year it is about, its kind, who signed it and when."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from msgspec import Struct

from reportminer.lexicon import Lexicon, Template
from reportminer.model import Analysis, Span
from reportminer.text import normalise

_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?年|([一二]\s?[九〇○零]\s?[一二三四五六七八九〇○零]\s?[一二三四五六七八九〇○零])\s?年"
)
_QUOTED = re.compile(r"《[^》]{0,80}》|〔[^〕]{0,10}〕")
_PASSING = re.compile(
    r"(?<!和)[比较与同从自距于] ?(?:19|20)\d\d ?年"
    r"|(?:19|20)\d\d ?年(?:\d{1,2}月)?(?:\d{1,2}日)?[底初末]?(?:以来|开始|起)"
)
"""a year that is not the report's own: what it compares with, when something began"""
_SPAN = re.compile(
    r"(?:19|20)\d\d ?(?:年度?)? ?(?:\d{1,2} ?月)?(?:\d{1,2}日)? ?(?:[-—~]{1,2}|至|到) ?(?=(?:19|20)\d\d ?年)"
)
"""the first year of a span, which is about its last"""
_DATE = re.compile(
    r"[(]?(?:(?:19|20)\d\d|[一二][九〇○零][一二三四五六七八九〇○零]{2})\s?[年./-]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
    r"\s?[月./-]?\s?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?)?[)]?"
)
_NO_TITLE = re.compile(r"[,;!?]|^[^:]{2,8}:|文件$|^[^\u4e00-\u9fff]*$|索引号|[第]?\d+号$")
_SUFFIX = re.compile(r"[(][^()]{0,14}[)]$|[:。]$")
_NUMERALS = {**{char: digit for digit, char in enumerate("〇一二三四五六七八九")}, "○": 0, "零": 0}
_TITLE_LINES = 14
_TITLE = 70
_TITLE_PARTS = 3
_SHORTEST = 6
_OPENING = 400
_END_LINES = 6


class Front(Struct, frozen=True):
    """The two ends of a report; None (or "") where they are missing.

    title_span  the lines that the title stands on, from its first to its last character
    title       those lines joined, without spaces
    year        the year that the report is about: of its title, else of its opening, else the one it names most
    kind        the template whose words stand in the title (or, without a title, in the opening)
    signature   the body's name above the date at the end or, alone, as the last line
    date        the date at the end or under the title
    opening     where the first numbered section begins; the length of the text without one
    """

    title_span: Span | None
    title: str | None
    year: int | None
    year_in_title: bool
    kind: Template | None
    signature: Span | None
    date: Span | None
    opening: int

    @property
    def report_kind(self) -> str | None:
        """The Chinese name of the kind of report."""
        return None if self.kind is None else self.kind.name


def front_matter(analysis: Analysis, lexicon: Lexicon) -> Front:
    """Title, year, kind and signature of a report; `analysis` needs its `plain` only."""
    plain = analysis.plain
    opening = _first_label(plain, lexicon)
    span = _title_span(plain, opening, lexicon)
    title = None if span is None else re.sub(r"\s+", "", analysis.document.text[span[0] : span[1]])
    wording = normalise(title) if title else _QUOTED.sub("", plain[: min(_OPENING, max(opening, 120))])
    year = _year(normalise(title)) if title else None
    signature, date = _ending(plain, span, opening, lexicon)
    return Front(
        span,
        title,
        year or _opening_year(plain, span, opening) or _commonest_year(plain),
        year is not None,
        _kind(wording, lexicon),
        signature,
        date,
        opening,
    )


@lru_cache(maxsize=8)
def _label(lexicon: Lexicon) -> re.Pattern[str]:
    regexes = [label.regex.replace("(?P<number>", "(?:") for label in lexicon.labels if label.rank <= 6]
    return re.compile(rf"^[ \t]*(?:{'|'.join(regexes) or '(?!)'})", re.M)


@lru_cache(maxsize=32)
def _words(lexicon: Lexicon, use: str) -> tuple[str, ...]:
    return tuple(normalise(word) for entry in lexicon.words if entry.use == use for word in entry.words)


def _first_label(plain: str, lexicon: Lexicon) -> int:
    match = _label(lexicon).search(plain)
    return match.start() if match else len(plain)


def _title_span(plain: str, opening: int, lexicon: Lexicon) -> Span | None:
    """The lines of the title: up to three short lines of which the last ends in a title's last word.

    One that names a year goes before one that does not.
    """
    tails, leads = _words(lexicon, "title_tail"), _words(lexicon, "title_lead")
    lines: list[Span] = []
    fallback: Span | None = None
    for count, match in enumerate(_LINE.finditer(plain, 0, min(opening, 4000))):
        line = match[0].strip("“”《》 ")
        if count > _TITLE_LINES or "。" in line[:-1]:
            break
        if len(line) > _TITLE or line.startswith(leads) or _DATE.fullmatch(line) or _NO_TITLE.search(line):
            lines.clear()
            continue
        lines.append(match.span())
        if not _SUFFIX.sub("", line).rstrip().endswith(tails):
            continue
        span = _whole(plain, lines, lexicon)
        if len(re.sub(r"\s", "", plain[span[0] : span[1]])) < _SHORTEST:
            continue
        if _YEAR.search(plain, *span):
            return span
        fallback = fallback or span
    return fallback


def _whole(plain: str, lines: list[Span], lexicon: Lexicon) -> Span:
    """The last of `lines` with those before it that belong to the title: a body's name, a year, the first half."""
    first, end = lines[-1]
    for start, stop in reversed(lines[-_TITLE_PARTS:-1]):
        line = plain[start:stop]
        wanted = line.endswith(_words(lexicon, "body_tail")) or _YEAR.search(line)
        if end - start > _TITLE or len(line) > 40 or not wanted or plain.count("\n", stop, first) > 3:
            break
        first = start
    return first, end


def _year(text: str) -> int | None:
    match = _YEAR.search(_SPAN.sub("", text))
    if match is None:
        return None
    if match[1]:
        return int(match[1])
    return int("".join(str(_NUMERALS[char]) for char in match[2].replace(" ", "")))


def _opening_year(plain: str, title: Span | None, opening: int) -> int | None:
    start = title[1] if title else 0
    stretch = _PASSING.sub("", _QUOTED.sub("", plain[start : max(start, min(opening, start + _OPENING))]))
    match = re.search(r"((?:19|20)\d\d)年度", _SPAN.sub("", stretch))
    return int(match[1]) if match else _year(stretch)


def _commonest_year(plain: str) -> int | None:
    years = Counter(re.findall(r"(?<!\d)((?:19|20)\d\d)\s?年", _PASSING.sub("", _QUOTED.sub("", plain[:200_000]))))
    return max((count, int(year)) for year, count in years.items())[1] if years else None


def _kind(wording: str, lexicon: Lexicon) -> Template | None:
    """The template with the longest word in `wording`; of equals the first."""
    best: tuple[int, Template | None] = (0, None)
    for word, template in _title_words(lexicon):
        if len(word) > best[0] and word in wording:
            best = len(word), template
    return best[1]


@lru_cache(maxsize=8)
def _title_words(lexicon: Lexicon) -> tuple[tuple[str, Template], ...]:
    return tuple((normalise(word), template) for template in lexicon.templates for word in template.title_words)


def _ending(plain: str, title: Span | None, opening: int, lexicon: Lexicon) -> tuple[Span | None, Span | None]:
    tail = plain[max(0, len(plain) - 600) :]
    shift = len(plain) - len(tail)
    lines = [(match.start() + shift, match.end() + shift) for match in _LINE.finditer(tail)][-_END_LINES:]
    lines = [line for line in lines if title is None or line[0] > title[1]]
    date = next((line for line in reversed(lines) if _DATE.fullmatch(plain[line[0] : line[1]])), None)
    signature = None
    for start, end in reversed(lines):
        line = plain[start:end]
        if (start, end) == date or end - start > 40 or re.search(r"[,。;:!?]", line.rstrip(":")):
            continue
        if line.endswith(_words(lexicon, "body_tail")) and not _label(lexicon).match(line):
            signature = start, end
            break
    if date is None and title is not None:
        for match in _LINE.finditer(plain, title[1], max(title[1], min(opening, title[1] + 200))):
            if _DATE.fullmatch(match[0]):
                date = match.span()
                break
    return signature, date
