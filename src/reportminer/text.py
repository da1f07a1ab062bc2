"""One-to-one views of a text, so that offsets survive: half-width forms, blanked noise, rejoined lines, sentences."""

from __future__ import annotations

import itertools
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
_TABLE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | _SPACES | _BREAKS | _DASHES | _SIGNS

SENTENCE_END = "。!?;\n"


def normalise(text: str) -> str:
    """`text` with full-width forms made half-width (，（）：；％１ become , ( ) : ; % 1), character for character.

    、 。 “ ” 《 》 — stay. ～ becomes ~, every hyphen and minus sign -, every space and control character " ", every
    kind of line break "\\n" (in CRLF the CR becomes " "). The tab stays.
    """
    return text.replace("\r\n", " \n").translate(_TABLE)


def plain(text: str, blocks: Iterable[Block], noise: re.Pattern[str] | None, label: re.Pattern[str]) -> str:
    """`normalise(text)` with noise blanked and soft line breaks turned into spaces, character for character.

    noise  matches leftovers such as [bookmark: _GoBack] in the normalised text; blanked with spaces
    label  matches a section label at the beginning of a line; such a line starts a paragraph
    A line break is soft where the line before ends in mid-sentence and the next line goes on with it. Breaks at the
    edge of a block that is no paragraph (heading, cell, table of contents) stay. Linear in the length of the text.
    """
    norm = normalise(text)
    if noise is not None:
        norm = noise.sub(lambda match: " " * len(match[0]), norm)
    lines = [match.span() for match in _LINE.finditer(norm)]
    if len(lines) < 2:
        return norm
    edges = sorted({edge for block in blocks if block.kind != "paragraph" for edge in (block.start, block.end)})
    margin = _margin(norm, lines)
    parts: list[str] = []
    last = 0
    for (start, end), (next_start, next_end) in itertools.pairwise(lines):
        gap = norm[end:next_start]
        if _has(edges, end, next_start) or not _continues(norm[start:end], gap, norm[next_start:next_end], margin):
            continue
        if label.match(norm, next_start):
            continue
        parts.append(norm[last:end])
        parts.append(" " * len(gap))
        last = next_start
    parts.append(norm[last:])
    return "".join(parts)


# a line without the spaces around it
_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_FIGURE_END = re.compile(r"[\u4e00-\u9fff”》)%,、;][^\n\d.]{0,3}\d[\d,]*(?:\.\d*)?\Z")
_UNIT_START = re.compile(
    r"[余多]?[万亿千百]*(?:元|人(?![员民均社力大才事工])|户|家(?![庭长])|个(?![人别体])|处(?![理置])|名(?![称单])|份|次|条(?![件例])"
    r"|件(?!下)|项(?!目)|场(?![所地])|期(?![间限末])|篇|台|套|辆|批|对(?![于象全])|亩|吨|平方|公里|年|月|日|%|亿|[余多])|\.\d"
)
_CLOSED = "。!?;:…”』》】]"
_OPEN = {"(": ")", "“": "”", "《": "》", "「": "」", "【": "】", "〔": "〕"}
_PROSE = re.compile(r"[,。;]")
_SHORT_WRAP = (52, 110)
"""widths (in half-width columns) between which a lone line may have been wrapped by an editor or a PDF"""


def _continues(line: str, gap: str, rest: str, margin: int | None) -> bool:
    """Whether `rest` goes on with the sentence that `line` leaves unfinished."""
    breaks = gap.count("\n")
    if breaks > 3:
        return False
    if _UNIT_START.match(rest) and _FIGURE_END.search(line[-30:]):
        return True
    if line[-1] in ",、" or rest[0] in ",、。;)”》%":
        return breaks <= 2 and len(line) > 4
    if breaks > 1 or line[-1] in _CLOSED:
        return False
    if _left_open(line, rest):
        return True
    if gap.endswith(("  ", "\t")):
        return False
    width = _width(line)
    if margin is not None:
        return width >= margin - 5
    return _SHORT_WRAP[0] <= width <= _SHORT_WRAP[1] and bool(_PROSE.search(line)) and bool(_PROSE.search(rest))


def _left_open(line: str, rest: str) -> bool:
    """Whether a bracket or quotation mark that `line` opens last is closed soon after the beginning of `rest`."""
    opened = max(_OPEN, key=line.rfind)
    at = line.rfind(opened)
    if at < 0 or _OPEN[opened] in line[at:]:
        return False
    closes = rest.find(_OPEN[opened], 0, 40)
    return closes >= 0 and opened not in rest[:closes]


def _width(line: str) -> int:
    """Columns that `line` takes up, two for a Chinese character."""
    return len(line) + sum(character > "\u2e7f" for character in line)


def _margin(norm: str, lines: Sequence[Span]) -> int | None:
    """The width at which the lines were wrapped; None where each paragraph is one line."""
    widths = Counter(_width(norm[start:end]) if end - start < 200 else 400 for start, end in lines[:5000])
    total = sum(widths.values())
    if total < 8 or sum(count for width, count in widths.items() if width > 160) > total * 0.03:
        return None
    widest = max(width for width in widths if width <= 160)
    for width in range(widest, 39, -1):
        near = sum(widths[near] for near in range(width - 4, width + 1))
        if near >= max(3, total * 0.2) and sum(n for over, n in widths.items() if over > width) <= total * 0.05:
            return width
    return None


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
