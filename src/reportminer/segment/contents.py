"""Stretches of a text that hold no sections: table cells, running heads, footnotes, tables of contents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reportminer.lexicon import Lexicon
from reportminer.model import Document, Span
from reportminer.segment.labels import line_label

_KINDS = frozenset({"cell", "header", "footer", "toc", "footnote"})
_PAGE_NUMBER = re.compile(r"[ \t.…·_-](\d{1,3})(?=[ \t]{0,3}$)", re.M)
_LEADERS = ("...", "…", "···", "___", "---")
_PAGE = re.compile(r"[\s.…·_-]*\d{0,3}\s*$")
_LINE = re.compile(r"[^\n]+")
_PART = re.compile(r"第一(?:部分|章)")
_ENTRY = 60
_LINES = 120


def hidden_spans(document: Document, plain: str, lexicon: Lexicon, others: Iterable[Span] = ()) -> list[Span]:
    """Disjoint sorted spans of `plain` without sections: `others`, blocks that are neither paragraphs nor headings, and
    tables of contents.
    """
    spans = [*others, *((block.start, block.end) for block in document.blocks if block.kind in _KINDS)]
    spans += _contents(document.text, plain, lexicon)
    disjoint: list[Span] = []
    for start, end in sorted(spans):
        if disjoint and start < disjoint[-1][1]:
            disjoint[-1] = disjoint[-1][0], max(end, disjoint[-1][1])
        else:
            disjoint.append((start, end))
    return disjoint


@lru_cache(maxsize=8)
def _head(lexicon: Lexicon) -> re.Pattern[str]:
    words = [word for entry in lexicon.words if entry.use == "contents_head" for word in entry.words]
    spaced = ["[ \t]*".join(map(re.escape, word)) for word in words]
    return re.compile("|".join(rf"{word}[ \t:]*$" for word in spaced) or "(?!)", re.M)


def _contents(text: str, plain: str, lexicon: Lexicon) -> list[Span]:
    spans = [
        (plain.rfind("\n", 0, found.start()) + 1, found.end())
        for found in _PAGE_NUMBER.finditer(plain)
        if _led(plain[max(0, found.start(1) - 8) : found.start(1)])
    ]
    if "_Toc" in text:
        spans += [line.span() for line in _LINE.finditer(text) if "_Toc" in line[0]]
    heads = [
        (start, head.end())
        for head in _head(lexicon).finditer(plain)
        if (start := _line_start(plain, head)) is not None
    ]
    first = next((start for part in _PART.finditer(plain) if (start := _line_start(plain, part)) is not None), None)
    if first is not None:
        heads.append((first, first))
    for start, begin in heads:
        end = _contents_end(plain, begin, line_label(lexicon))
        if end is not None:
            spans.append((start, end))
    return spans


def _line_start(plain: str, match: re.Match[str]) -> int | None:
    """Where the line begins that nothing stands on before the match; None where something does."""
    start = plain.rfind("\n", 0, match.start()) + 1
    return None if plain[start : match.start()].strip(" \t") else start


def _led(before: str) -> bool:
    """Whether a page number stands after a tab or leader dots."""
    return "\t" in before[len(before.rstrip()) :] or before.rstrip().endswith(_LEADERS)


def _contents_end(plain: str, start: int, label: re.Pattern[str]) -> int | None:
    """Where a list of short lines ends: at the line that repeats its first label, else None."""
    first = ""
    for count, line in enumerate(_LINE.finditer(plain, start)):
        entry = line[0].strip()
        if not entry:
            continue
        if len(entry) > _ENTRY or count > _LINES or entry[-1] == "。":
            return None
        match = label.match(entry)
        key = "".join(match[0].split()).strip("、.:") if match else ""
        if not first:
            first = key or _PAGE.sub("", entry).replace(" ", "")
        elif first in (key, _PAGE.sub("", entry).replace(" ", "")):
            return line.start()
    return None
