"""Markdown: its marks taken off, # headings with their rank, pipe tables as cells."""

from __future__ import annotations

import re

from reportminer.model import Document
from reportminer.read.build import Builder
from reportminer.read.encoding import decode
from reportminer.read.source import Source
from reportminer.read.table import Grid, write_table

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_MARKS = re.compile(r"\A(?:>\s*)+|\A\s*[-*+]\s+")
_INLINE = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|(\*\*|__|`|~~)")
_BAR = re.compile(r"(?<!\\)\|")


def read(source: Source) -> Document:
    """The report in a Markdown file, as it shows."""
    decoded = decode(source)
    builder = Builder(source)
    lines = decoded.text.splitlines()
    # The only heading of the first rank is the report's title, which heads no section.
    titled = sum(1 for line in lines if line.startswith("# ")) == 1
    at = 0
    while at < len(lines):
        if "|" in lines[at] and at + 1 < len(lines) and "-" in lines[at + 1] and _RULE.fullmatch(lines[at + 1].strip()):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            _table(builder, [lines[at], *lines[at + 2 : end]])
            at = end
            continue
        _line(builder, lines[at], titled)
        at += 1
    for notice in decoded.notices:
        builder.notice(notice.code, notice.message)
    return builder.document(decoded.encoding)


def _line(builder: Builder, line: str, titled: bool) -> None:
    heading = _HEADING.fullmatch(line)
    if heading and not (titled and heading[1] == "#"):
        builder.line(_shown(heading[2]), "heading", level=len(heading[1]))
    elif not line.startswith("```"):
        builder.line(_shown(heading[2] if heading else _MARKS.sub("", line)))


def _table(builder: Builder, rows: list[str]) -> None:
    grid = Grid()
    for row in rows:
        grid.next_row()
        for cell in _BAR.split(row.strip().removeprefix("|").removesuffix("|")):
            grid.add(_shown(cell.strip().replace("\\|", "|")))
    write_table(builder, builder.table(), grid.cells)


def _shown(text: str) -> str:
    """The text of a line without the marks for emphasis, code and links."""
    return _INLINE.sub(lambda match: match[1] or "", text)
