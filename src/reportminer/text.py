"""One-to-one views of a text, so that offsets survive: half-width forms, blanked noise, rejoined lines, sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from reportminer.model import Block, Span

_SPACES = dict.fromkeys([0x3000, 0x00A0, 0x2007, 0x202F, 0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0x00AD], " ")
_SPACES |= dict.fromkeys(range(0x2000, 0x200B), " ") | dict.fromkeys([*range(9), *range(0x0E, 0x20), 0x7F], " ")
_BREAKS = dict.fromkeys([0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–﹣－−"), "-") | dict.fromkeys(map(ord, "～〜∼﹏"), "~")
_SIGNS = {ord("﹪"): "%", ord("￥"): "¥", ord("﹙"): "(", ord("﹚"): ")", ord("•"): "·", ord("﹐"): ",", ord("．"): "."}
_SIGNS |= {ord("﹔"): ";", ord("﹕"): ":", ord("﹑"): "、", ord("﹒"): ".", ord("｡"): "。", ord("､"): "、"}
_SIGNS |= {ord("∶"): ":", ord("︰"): ":", ord("≧"): "≥", ord("⩾"): "≥", ord("≦"): "≤", ord("⩽"): "≤"}
_TABLE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | _SPACES | _BREAKS | _DASHES | _SIGNS

_FORMS = re.compile(f"[{''.join(map(re.escape, map(chr, _TABLE)))}]")
_HUGE = 10_000
_ENDLESS = re.compile(r"(?<!\d)\d{100,}")
"""no figure, and too long for patterns that try every digit"""
_LONG = 256
"""characters from which on replacing the forms one after the other is quicker"""

SENTENCE_END = "。!?;\n"


def normalise(text: str) -> str:
    """`text` with full-width forms made half-width (，（）：；％１ become , ( ) : ; % 1), character for character.

    、 。 “ ” 《 》 — stay. ～ becomes ~, every hyphen and minus sign -, every space and control character " ", every
    kind of line break "\\n" (in CRLF the CR becomes " "). The tab stays.
    """
    text = text.replace("\r\n", " \n")
    if len(text) < _LONG:
        return text.translate(_TABLE)
    for char in set(_FORMS.findall(text)):
        text = text.replace(char, _TABLE[ord(char)])
    return text


def plain(
    text: str,
    blocks: Iterable[Block],
    noise: re.Pattern[str] | None,
    label: re.Pattern[str],
    inner: re.Pattern[str] | None = None,
) -> str:
    """`normalise(text)` with noise blanked and soft line breaks turned into spaces, character for character.

    noise  matches leftovers such as [bookmark: _GoBack] in the normalised text; blanked with spaces. They begin with
           an ASCII letter, or with a sign that hardly stands in Chinese prose
    label  matches a section label at the beginning of a line; such a line starts a paragraph
    inner  matches those labels that mostly stand inside a paragraph: after a full line they do not start one
    A line break is soft where the line before ends in mid-sentence and the next line goes on with it. Breaks at the
    edge of a block that is no paragraph (heading, cell, table of contents) stay. Linear in the length of the text.
    """
    norm = normalise(text)
    if noise is not None:
        starts = (match.start() for match in _NOISE_START.finditer(norm))
        norm = _blanked(norm, [match.span() for match in matches(noise, norm, starts)])
    if len(norm) > _HUGE:
        norm = _ENDLESS.sub(lambda match: " " * len(match[0]), norm)
    lines = [match.span() for match in _LINE.finditer(norm)]
    if len(lines) < 2:
        return norm
    edges = sorted({edge for block in blocks if block.kind != "paragraph" for edge in (block.start, block.end)})
    columns = [_columns(text, start, end) for start, end in lines]
    margin, alike = _margin(columns[:5000])
    if margin is not None:
        # some editors wrap after a number of characters, whatever their width
        counts = [_characters(text, start, end) for start, end in lines]
        count, more = _margin(counts[:5000])
        if more > alike:
            margin, columns = count, counts
    parts: list[str] = []
    last = 0
    for width, (start, end), (next_start, next_end) in zip(columns, lines, lines[1:], strict=False):
        line, gap = norm[start:end], norm[end:next_start]
        if _has(edges, end, next_start):
            continue
        rest = norm[next_start:next_end]
        if label.match(norm, next_start):
            full = margin is not None and width >= margin - 3 and gap.count("\n") == 1
            heading = len(rest) < _HEADING and rest[-1] not in "。;,:、"
            if inner is None or not full or heading or not inner.match(norm, next_start):
                continue
        elif not _continues(line, width, gap, rest, margin):
            continue
        parts.append(norm[last:end])
        parts.append(" " * len(gap))
        last = next_start
    parts.append(norm[last:])
    return "".join(parts)


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """`text` with spaces in the place of these stretches, which ascend."""
    parts: list[str] = []
    last = 0
    for start, end in spans:
        parts += (text[last:start], " " * (end - start))
        last = end
    return "".join([*parts, text[last:]])


_NOISE_START = re.compile(r"[!-$&'*<-Z\[-~]")
# a line without the spaces around it
_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_FIGURE_END = re.compile(r"[\u4e00-\u9fff”》)%,、;][^\n\d.]{0,3}\d[\d,]*(?:\.\d*)?(?: ?[万亿]{1,2})?\Z")
_UNIT_START = re.compile(
    r"[余多]?[万亿千百]*(?:元|人(?![员民均社力大才事工])|户|家(?![庭长])|个(?![人别体])|处(?![理置])|名(?![称单])|份|次|条(?![件例])"
    r"|件(?!下)|项(?!目)|场(?![所地])|期(?![间限末])|篇|台|套|辆|批|对(?![于象全])|亩|吨|平方|公里|年|月|日|%|亿|[余多])|\.\d"
)
_AMOUNT_START = re.compile(r"\d[\d,]*(?:\.\d+)? ?(?:[万亿千百]{0,2}元|[人户件名])[,。;)、]")
"""a figure with its stop, which hardly a paragraph begins with"""
_JOINING = "和与及"
"""what no paragraph ends with"""
_CLOSED = "。!?;:…”』》】]"
_OPEN = {"(": ")", "“": "”", "《": "》", "「": "」", "【": "】", "〔": "〕"}
_PROSE = re.compile(r"[,。;]")
_SAID = re.compile(r"[,。;]|\d年.{4}|[元人户件名%]、")
"""what no mere heading has right above an amount"""
_UNFINISHED = re.compile(r"\d ?(?:[万亿]{0,2}元|%|[人户家个件次])[^。;!?:\d]{0,12},[^,。;!?]{1,20}\Z")
"""a clause begun behind a figure and its comma, which no heading ends with"""
_HEADING = 24
_WIDE = re.compile(r"[^\0-\u2000]+")
_WIDEST = 160
"""columns beyond which a line is a paragraph"""
_SHORT_WRAP = (52, 110)
"""widths (in half-width columns) between which a lone line may have been wrapped by an editor or a PDF"""
_SHORTER = 8
"""columns by which a wrapped line may be narrower where a sentence ends in it, as in no heading"""


def _continues(line: str, width: int, gap: str, rest: str, margin: int | None) -> bool:
    """Whether `rest` goes on with the sentence that `line` leaves unfinished."""
    breaks = gap.count("\n")
    if breaks > 3:
        return False
    if _UNIT_START.match(rest) and _FIGURE_END.search(line[-30:]):
        return True
    if line[-1] in ",、" or rest[0] in ",、。;)”》%":
        return breaks <= 2 and len(line) > 4
    if breaks > 1:
        return False
    closed = line[-1] in _CLOSED
    if not closed and (_left_open(line, rest) or (_AMOUNT_START.match(rest) and _SAID.search(line))):
        return True
    if line[-1] in _JOINING and _PROSE.search(line):
        return True
    if gap.endswith(("  ", "\t")):
        return False
    if not closed and _UNFINISHED.search(line[-60:]) and _PROSE.search(rest):
        return True
    if margin is not None:
        return width >= (margin - 1 if closed else margin - 4)
    if closed:
        return False
    narrow = _SHORT_WRAP[0] - (_SHORTER if "。" in line else 0)
    return narrow <= width <= _SHORT_WRAP[1] and bool(_PROSE.search(line)) and bool(_PROSE.search(rest))


def _left_open(line: str, rest: str) -> bool:
    """Whether a bracket or quotation mark that `line` opens last is closed soon after the beginning of `rest`."""
    opened = max(_OPEN, key=line.rfind)
    at = line.rfind(opened)
    if at < 0 or _OPEN[opened] in line[at:]:
        return False
    closes = rest.find(_OPEN[opened], 0, 40)
    return closes >= 0 and opened not in rest[:closes]


def _columns(text: str, start: int, end: int) -> int:
    """Columns from the left edge to `end`, two for a Chinese character or mark; long lines count 400."""
    if end - start > 200:
        return 400
    line = text[max(text.rfind("\n", 0, start) + 1, start - 8) : end]
    return len(line) + sum(map(len, _WIDE.findall(line)))


def _characters(text: str, start: int, end: int) -> int:
    """Characters from the left edge to `end`, each as wide as two columns; long lines count 400."""
    return 400 if end - start > 200 else 2 * (end - max(text.rfind("\n", 0, start) + 1, start - 8))


def _margin(columns: Sequence[int]) -> tuple[int | None, int]:
    """The width at which lines of these widths were wrapped, and how many were; None where each paragraph is one line.

    Most lines of a wrapped text are about as wide as one another; a few are a punctuation mark wider, none much wider.
    """
    widths = Counter(columns)
    total = sum(widths.values())
    if total < 8:
        return None, 0
    near = {width: sum(widths[width - back] for back in range(3)) for width in widths if 40 <= width <= _WIDEST}
    if not near:
        return None, 0
    peak = max(near, key=lambda width: (near[width], width))
    over = sum(count for width, count in widths.items() if width > peak + 6)
    found = near[peak] >= max(3, total * 0.2) and over <= total * 0.03
    return (peak, near[peak]) if found else (None, 0)


def _has(edges: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the sorted `edges` lies in `start` … `end`, both included."""
    at = bisect_left(edges, start)
    return at < len(edges) and edges[at] <= end


@lru_cache(maxsize=8)
def _splitter(ends: str) -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(ends)}]+")


def pieces(plain_text: str, start: int, end: int, ends: str = SENTENCE_END) -> Iterator[Span]:
    """The stretches of `plain_text[start:end]` between the characters of `ends`, without them."""
    for match in _splitter(ends).finditer(plain_text, start, end):
        yield match.span()


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` gives where no match begins elsewhere than at `starts`, which ascend."""
    last = 0
    for start in starts:
        if start >= last and (match := pattern.match(text, start)):
            last = match.end()
            yield match


def repeated(text: str, periods: Iterable[int]) -> Iterator[Span]:
    """The stretches in which every character may come again one of `periods` further on, for that long at least.

    Whatever stands twice in a row, a period long, lies in one of them; only the low bytes of the characters are
    compared. Linear, and far quicker than a pattern.
    """
    number = _low_bytes(text)
    for period in periods:
        rest, zeros = _beside_itself(number, period, len(text)), bytes(period)
        at = rest.find(zeros)
        while at >= 0:
            run = _ZEROS.match(rest, at)
            end = run.end() if run else at + period
            yield at, min(len(text), end + period)
            at = rest.find(zeros, end)


def twins(text: str) -> Iterator[int]:
    """Where a character stands that comes again right after it."""
    rest = _beside_itself(_low_bytes(text), 1, len(text))
    at = rest.find(0)
    last = len(text) - 1
    while 0 <= at < last:
        if text[at] == text[at + 1]:
            yield at
        at = rest.find(0, at + 1)


def sieve(words: Iterable[str]) -> tuple[bytes, ...]:
    """What `sifted` needs to look for these words, of two characters or more.

    Which of eight groups of them have a word with a value in the low byte of the first two characters, the high byte.
    """
    heads = sorted({word[:2] for word in words})
    tables = [bytearray(256) for _ in range(4)]
    for number, head in enumerate(heads):
        values = (value for half in _halves(head) for value in half)
        for table, value in zip(tables, values, strict=True):
            table[value] |= 1 << number * 8 // len(heads)
    return tuple(map(bytes, tables))


def sifted(text: str, tables: Sequence[bytes]) -> Iterator[int]:
    """Wherever one of the words of a `sieve` may begin, which is hardly anywhere else.

    Linear, and far quicker than a pattern of many words.
    """
    places = (half[at:] for half in _halves(text) for at in (0, 1))
    kept = -1
    for codes, table in zip(places, tables, strict=True):
        kept &= int.from_bytes(codes.translate(table), "little")
    for match in _SOME.finditer(kept.to_bytes(len(text), "little")):
        yield match.start()


def _halves(text: str) -> tuple[bytes, bytes]:
    """The low bytes of all characters, and the bytes above them."""
    codes, width = text.encode("utf-16-le", "surrogatepass"), 2
    if len(codes) > width * len(text):
        codes, width = text.encode("utf-32-le", "surrogatepass"), 4
    return codes[::width], codes[1::width]


def _low_bytes(text: str) -> int:
    """The low byte of every character, as one number."""
    return int.from_bytes(_halves(text)[0], "little")


def _beside_itself(number: int, period: int, length: int) -> bytes:
    """The bytes of `number` against themselves `period` further on: equal ones leave zeros."""
    return (number ^ (number >> 8 * period)).to_bytes(length, "little")


_ZEROS = re.compile(rb"\0+")
_SOME = re.compile(rb"[^\0]")
