"""Reads the annotated sources: report text in which figures, headings, list items and slips are marked.

[[2:（一）|基本支出情况]]       a heading or numbered item: level, label, title; level 0 is the report's title
[[3:一是|扩大覆盖面|kinds]]     …whose label is also a member of the list that the figure `kinds` counts
{pay:人员经费|251.21万元}       a figure: name, what it measures, as printed; options follow after further bars:
                                u=万元 unit from a table head or the context, k=count kind, q=qualifier, ambiguous,
                                was=215.21万元 the figure before the slip was planted
<kinds:办公室>                  a member of the list that the figure `kinds` counts
<!twice:市市>                   a place that a finding names
{-:date|五一}                   a numeral that is no figure, and why
| 项目 | 预算数 |               a table row
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Mark:
    """A figure in the text."""

    name: str
    item: str
    text: str
    start: int
    end: int
    options: dict[str, str]
    section: int | None
    cell: tuple[int, int, int] | None


@dataclass
class Heading:
    """A heading or numbered item; `end` of the title is `title_end`."""

    level: int
    label: str
    start: int
    title_start: int
    title_end: int
    line_start: bool


@dataclass
class Line:
    """A paragraph or a table row of the text, in file order; `cells` are the spans of a row."""

    start: int
    end: int
    heading: int | None = None
    title: bool = False
    table: int | None = None
    cells: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Source:
    """An annotated report taken apart: `text` is what the report says, everything else points into it."""

    name: str
    meta: dict[str, str]
    relations: list[str]
    findings: list[str]
    text: str = ""
    figures: list[Mark] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    items: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    exclusions: list[tuple[int, int, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    title: tuple[int, int] | None = None


class MarkupError(ValueError):
    """A source that can't be read; the message says where."""


def read_source(path: Path, newline: str | None = None) -> Source:
    """The source at `path`; `newline` overrides the line break that its head asks for."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    source = Source(path.stem, {}, [], [])
    target: list[str] | None = None
    for line in head.splitlines():
        if line.startswith(" "):
            if target is None:
                raise MarkupError(f"{path.name}: {line}")
            target.append(line.strip())
        elif line.strip():
            key, _, value = line.partition(":")
            target = {"relations": source.relations, "findings": source.findings}.get(key)
            if target is None:
                source.meta[key] = value.strip()
    if newline is None:
        newline = "\r\n" if source.meta.get("newline") == "crlf" else "\n"
    _Reader(source, body.rstrip("\n"), newline).run()
    return source


class _Reader:
    """Walks over the body once and appends to the source's text."""

    def __init__(self, source: Source, body: str, newline: str) -> None:
        self.source, self.body, self.newline = source, body, newline
        self.out: list[str] = []
        self.length = 0
        self.cell: tuple[int, int, int] | None = None
        self.line_begin = 0

    def run(self) -> None:
        table = -1
        row = 0
        lines = self.body.split("\n")
        for number, raw in enumerate(lines):
            if number:
                self.put(self.newline)
            self.line_begin = self.length
            begin, headings = self.length, len(self.source.headings)
            line = Line(begin, begin)
            if raw.startswith("|"):
                if not (number and lines[number - 1].startswith("|")):
                    table, row = table + 1, 0
                line.table = table
                for column, cell in enumerate(raw.strip().strip("|").split(" | ")):
                    if column:
                        self.put("\t")
                    self.cell = (table, row, column)
                    start = self.length
                    self.inline(cell.strip())
                    line.cells.append((start, self.length))
                self.cell = None
                row += 1
            else:
                had_title = self.source.title
                self.inline(raw)
                line.title = self.source.title != had_title
                first = self.source.headings[headings] if len(self.source.headings) > headings else None
                if first is not None and first.line_start:
                    line.heading = headings
            line.end = self.length
            self.source.lines.append(line)
        self.source.text = "".join(self.out)
        for heading in self.source.headings:
            _trim_title(heading, self.source.text)
        if self.source.title:
            self.source.places["title"] = self.source.title

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def inline(self, raw: str) -> None:
        position = 0
        while position < len(raw):
            if raw.startswith("[[", position):
                end = _matching(raw, position, "[[", "]]")
                self.heading(raw[position + 2 : end])
                position = end + 2
            elif raw[position] == "{":
                end = raw.index("}", position)
                self.figure(raw[position + 1 : end])
                position = end + 1
            elif raw[position] == "<":
                end = _matching(raw, position, "<", ">")
                name, _, inner = raw[position + 1 : end].partition(":")
                start = self.length
                self.inline(inner)
                if name.startswith("!"):
                    self.source.places[name[1:]] = (start, self.length)
                else:
                    self.source.items.setdefault(name, []).append((start, self.length))
                position = end + 1
            else:
                self.put(raw[position])
                position += 1

    def heading(self, raw: str) -> None:
        level_text, _, rest = raw.partition(":")
        label, _, title = rest.partition("|")
        owner = None
        match = re.fullmatch(r"(.*)\|(\w+)", title, re.DOTALL)
        if match and "{" not in match[2] and match[1].count("{") == match[1].count("}"):
            title, owner = match[1], match[2]
        start = self.length
        line_start = not "".join(self.out)[self.line_begin :].strip()
        self.inline(label)
        label = "".join(self.out)[start:]
        if owner:
            self.source.items.setdefault(owner, []).append((start, self.length))
        title_start = self.length
        heading = Heading(int(level_text), label, start, title_start, title_start, line_start)
        if heading.level:
            self.source.headings.append(heading)
        self.inline(title)
        heading.title_end = self.length
        if not heading.level:
            self.source.title = (title_start, self.length)

    def figure(self, raw: str) -> None:
        name, _, rest = raw.partition(":")
        parts = rest.split("|")
        if name == "-":
            start = self.length
            self.put(parts[1])
            self.source.exclusions.append((start, self.length, parts[0]))
            return
        if len(parts) < 2:
            raise MarkupError(f"{self.source.name}: {{{raw}}}")
        options = {key: value for key, _, value in (option.partition("=") for option in parts[2:])}
        text = parts[1].replace("\\n", self.newline)
        start = self.length
        self.put(text)
        section = len(self.source.headings) - 1 if self.source.headings else None
        if name == "":
            name = f"_{len(self.source.figures)}"
        if any(mark.name == name for mark in self.source.figures):
            raise MarkupError(f"{self.source.name}: 名字重复 {name}")
        self.source.figures.append(Mark(name, parts[0], text, start, self.length, options, section, self.cell))


def _trim_title(heading: Heading, text: str) -> None:
    """Leaves out the blanks around a title and the stop after it; an item of one long sentence is named by its head."""
    end = heading.title_end
    alone = text[end - 1] == "。" and text[end : end + 1] in {"", "\r", "\n"}
    while text[heading.title_start] in " 　":
        heading.title_start += 1
    comma = text.find("，", heading.title_start, end)
    if alone and comma > 0:
        end = comma
    while text[end - 1] in "。；，：:; ":
        end -= 1
    heading.title_end = end


def _matching(raw: str, position: int, opening: str, closing: str) -> int:
    depth = 0
    while position < len(raw):
        if raw.startswith(opening, position):
            depth += 1
            position += len(opening)
        elif raw.startswith(closing, position):
            depth -= 1
            if depth == 0:
                return position
            position += len(closing)
        else:
            position += 1
    raise MarkupError(f"没有配对的 {closing}：{raw[:60]}")
