"""Writes a report as .docx: labels typed, or as real automatic numbering linked to the heading styles."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from maker.gold import label_number
from maker.markup import Heading, Source

_FORMATS = [
    (re.compile(r"第[一二三四五六七八九十]+部分[ 　]?"), "chineseCountingThousand", "第%{}部分"),
    (re.compile(r"[一二三四五六七八九十]+、"), "chineseCounting", "%{}、"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "chineseCounting", "（%{}）"),
    (re.compile(r"（\d+）"), "decimal", "（%{}）"),
    (re.compile(r"\d+\."), "decimal", "%{}."),
    (re.compile(r"\d+、"), "decimal", "%{}、"),
    (re.compile(r"[①-⑳]"), "decimalEnclosedCircleChinese", "%{}"),
]


def write_docx(source: Source, path: Path, automatic: bool = False) -> None:
    """Writes `source` to `path`; with `automatic` every label that Word's counting gives is left to Word."""
    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.title = "", ""
    normal = document.styles["Normal"]
    normal.font.name = "宋体"
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    numbering = _Numbering(document, source) if automatic else None
    table_rows: list[list[str]] = []
    for at, line in enumerate(source.lines):
        text = source.text[line.start : line.end]
        if line.table is not None:
            table_rows.append([source.text[start:end] for start, end in line.cells])
            if at + 1 == len(source.lines) or source.lines[at + 1].table != line.table:
                _add_table(document, table_rows)
                table_rows = []
            continue
        if not text.strip():
            continue
        if line.title:
            paragraph = document.add_paragraph(text.strip())
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            continue
        heading = source.headings[line.heading] if line.heading is not None else None
        paragraph = document.add_paragraph()
        run_in = heading is not None and line.end > heading.title_end
        if numbering is not None and heading is not None:
            numbering.apply(paragraph, heading, styled=not run_in)
            if numbering.covers(heading):
                text = source.text[heading.title_start : line.end]
        paragraph.add_run(text.strip()).bold = bool(heading is not None and not run_in and not automatic)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(_undated(buffer.getvalue()))


def _add_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    table.style = "Table Grid"
    for cells, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=False):
            cell.text = text


def _undated(data: bytes) -> bytes:
    """The same package with fixed dates, so that building twice gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


class _Numbering:
    """One multilevel list linked to Heading 1–4; a label that its count does not give gets a start of its own."""

    def __init__(self, document: docx.document.Document, source: Source) -> None:
        self.document = document
        self.formats: dict[int, tuple[re.Pattern[str], str, str]] = {}
        for heading in source.headings:
            if heading.line_start and heading.level not in self.formats:
                found = next((entry for entry in _FORMATS if entry[0].fullmatch(heading.label)), None)
                if found is not None:
                    self.formats[heading.level] = found
        self.counts: dict[int, int] = {}
        self.jumps: list[tuple[int, int]] = []
        self.root = document.part.numbering_part.element
        self.abstract = 900
        self.next_num = 900
        self._add_abstract()
        self.num = self._add_num({})
        for level in self.formats:
            style = document.styles[f"Heading {level}"]
            properties = style.element.get_or_add_pPr()
            properties.append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="{self.num}"/></w:numPr>'
                )
            )
            run = style.element.get_or_add_rPr()
            run.get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")

    def _add_abstract(self) -> None:
        levels = "".join(
            f'<w:lvl w:ilvl="{level - 1}"><w:start w:val="1"/><w:numFmt w:val="{entry[1]}"/>'
            f'<w:pStyle w:val="Heading{level}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{entry[2].format(level)}"/><w:lvlJc w:val="left"/></w:lvl>'
            for level, entry in sorted(self.formats.items())
        )
        element = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.abstract}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        first_num = self.root.find(qn("w:num"))
        if first_num is None:
            self.root.append(element)
        else:
            first_num.addprevious(element)

    def _add_num(self, starts: dict[int, int]) -> int:
        number = self.next_num
        self.next_num += 1
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{level - 1}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in starts.items()
        )
        self.root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{self.abstract}"/>'
                f"{overrides}</w:num>"
            )
        )
        return number

    def covers(self, heading: Heading) -> bool:
        entry = self.formats.get(heading.level)
        return entry is not None and entry[0].fullmatch(heading.label) is not None

    def apply(self, paragraph: Paragraph, heading: Heading, styled: bool) -> None:
        """Gives the paragraph its style and, where the plain count would be wrong, a list of its own."""
        level = heading.level
        if styled and level <= 4:
            paragraph.style = self.document.styles[f"Heading {level}"]
        if not self.covers(heading):
            if styled and level in self.formats:
                self._set(paragraph, level, 0)
            return
        number = label_number(heading.label) or 0
        self.counts = {at: count for at, count in self.counts.items() if at <= level}
        while self.jumps and self.jumps[-1][0] > level:
            self.jumps.pop()
        expected = self.counts.get(level, 0) + 1
        self.counts[level] = number
        if number != expected:
            while self.jumps and self.jumps[-1][0] >= level:
                self.jumps.pop()
            self.jumps.append((level, self._add_num({level: number})))
            self._set(paragraph, level, self.jumps[-1][1])
        elif self.jumps or not styled:
            self._set(paragraph, level, self.jumps[-1][1] if self.jumps else self.num)

    def _set(self, paragraph: Paragraph, level: int, number: int) -> None:
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="{number}"/></w:numPr>')
        )
