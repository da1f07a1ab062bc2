"""One-to-one views of a text, so that offsets survive: half-width forms, blanked noise, rejoined lines, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reportminer.model import Block, Span

_WIDE = {0x3000: " ", 0x00A0: " ", 0x2007: " ", 0x202F: " ", 0xFEFF: " ", 0x200B: " ", ord("\t"): "\t"}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–﹣－−"), "-") | dict.fromkeys(map(ord, "～〜∼﹏"), "~")
_SIGNS = {ord("﹪"): "%", ord("￥"): "¥", ord("﹙"): "(", ord("﹚"): ")", ord("•"): "·", ord("﹐"): ",", ord("．"): "."}
_TABLE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | _WIDE | _DASHES | _SIGNS

SENTENCE_END = "。!?;\n"


def normalise(text: str) -> str:
    """`text` with full-width forms made half-width (，（）：；％１ become , ( ) : ; % 1), character for character.

    、 。 “ ” 《 》 — stay. ～ becomes ~, every hyphen and minus sign -, every space but the line break " ".
    """
    return text.translate(_TABLE)


def plain(text: str, blocks: Iterable[Block], noise: re.Pattern[str] | None, label: re.Pattern[str]) -> str:
    """`normalise(text)` with noise blanked and soft line breaks turned into spaces, character for character.

    noise  matches leftovers such as [bookmark: _GoBack] in the normalised text; blanked with spaces
    label  matches a section label at the beginning of a line; such a line starts a paragraph
    A line break is soft where the line before ends in mid-sentence and the next line goes on with it. Breaks between
    blocks of a document with a layout of its own (tables, headings) stay.
    """
    norm = normalise(text)
    if noise is not None:
        norm = noise.sub(lambda match: " " * len(match[0]), norm)
    hard = {block.end for block in blocks if block.kind != "paragraph"}
    hard |= {block.start - 1 for block in blocks if block.kind != "paragraph"}
    parts: list[str] = []
    last = 0
    for match in _BREAK.finditer(norm):
        if match.start() in hard or match.end() - 1 in hard or not _continues(norm, match, label):
            continue
        parts.append(norm[last : match.start()])
        parts.append(" " * (match.end() - match.start()))
        last = match.end()
    if not parts:
        return norm
    parts.append(norm[last:])
    return "".join(parts)


_BREAK = re.compile(r"[ \t\r]*\n[\s]*")
_FIGURE_END = re.compile(r"[\d.,]\Z")
_UNIT_START = re.compile(r"[万亿千百]?[元人户家个处名份次条件项场期%]|[.,\d]")
_CLOSED = "。!?;:…”』》)】]"
_WRAPPED_AT = 24


def _continues(norm: str, gap: re.Match[str], label: re.Pattern[str]) -> bool:
    """Whether the line after `gap` goes on with the sentence before it."""
    begin = norm.rfind("\n", 0, gap.start()) + 1
    line = norm[begin : gap.start()].strip()
    rest = norm[gap.end() : gap.end() + 40]
    if not line or not rest or label.match(rest):
        return False
    if _FIGURE_END.search(line) and _UNIT_START.match(rest):
        return True
    if norm.count("\n", gap.start(), gap.end()) > 1:
        return False
    if line[-1] in ",、" or rest[0] in ",、。;)":
        return True
    indented = gap[0].rpartition("\n")[2] != ""
    return len(line) >= _WRAPPED_AT and line[-1] not in _CLOSED and not indented


@lru_cache(maxsize=8)
def _splitter(ends: str) -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(ends)}]+")


def pieces(plain_text: str, start: int, end: int, ends: str = SENTENCE_END) -> Iterator[Span]:
    """The stretches of `plain_text[start:end]` between the characters of `ends`, without them."""
    for match in _splitter(ends).finditer(plain_text, start, end):
        yield match.span()
