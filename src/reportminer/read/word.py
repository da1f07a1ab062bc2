"""Word files (.docx): body, tables and automatic numbers as Word prints them; notes, boxes and margins kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from reportminer.errors import UnreadableError
from reportminer.model import BlockKind, Document
from reportminer.read import limits
from reportminer.read.build import Builder
from reportminer.read.container import open_zip
from reportminer.read.numbering import Counter, W, join, read_lists, value
from reportminer.read.source import Source
from reportminer.read.table import write_table
from reportminer.read.word_package import Package, damaged
from reportminer.read.word_styles import Style, Styles, read_numbered, read_outline
from reportminer.read.word_table import is_frame, read_table
from reportminer.read.word_text import TextReader

_PAGE_NUMBER = re.compile(r"[\s\d\-–—_·.|/第页共]*")
_CONTENTS_LINE = re.compile(r"\S[^\n]*(?:[.．]{4,}|…{2,}|·{4,})\s*\d{1,3}\s*")
_HEADING_CHARACTERS = 120
_CONTENTS = "Table of Contents"


def read(source: Source) -> Document:
    """The report in a Word file, automatic numbers rendered into its text."""
    with open_zip(source.path, source.data) as archive:
        return _Flow(source, Package(source, archive)).document()


class _Flow:
    """One document on its way from XML to blocks: counters, fields and open merges move on with every paragraph."""

    def __init__(self, source: Source, package: Package) -> None:
        self._source = source
        self._package = package
        self._builder = Builder(source)
        self._styles = Styles(self._part("styles"))
        lists = read_lists(self._part("numbering"), self._styles.lists)
        self._counter = Counter(lists)
        self._text = TextReader()
        self._carried = ""

    def document(self) -> Document:
        """Body first, then text boxes, notes and margins."""
        body = self._package.main.find(W + "body")
        if body is None:
            raise damaged(self._source)
        self._blocks(body)
        for box in self._text.boxes:
            self._apart(box, "footnote")
        for kind in ("footnotes", "endnotes"):
            for note in self._notes(kind):
                self._apart(note, "footnote")
        self._margins("header")
        self._margins("footer")
        return self._builder.document()

    def _blocks(self, parent: Any, depth: int = 0, contents: bool = False) -> None:
        """Paragraphs and tables in their order, those inside content controls and insertions too."""
        if depth > limits.DEPTH:
            raise self._source.over(f"嵌套超过{limits.DEPTH}层。", "请用Word打开后另存一份。")
        for child in parent.iterchildren("*"):
            if child.tag == W + "p":
                self._paragraph(child, contents)
            elif child.tag == W + "tbl":
                self._table(child, depth, contents)
            elif child.tag == W + "altChunk":
                self._builder.notice("embedded", "文档里嵌入了别的文档，未读。")
            elif child.tag not in (W + "sdtPr", W + "sectPr", W + "del", W + "moveFrom"):
                self._blocks(child, depth + 1, contents or _is_contents(child))

    def _paragraph(self, paragraph: Any, contents: bool) -> None:
        style, label, text = self._read(paragraph)
        if text is None:
            return
        entry = contents or style.toc or self._text.in_contents or _CONTENTS_LINE.fullmatch(text) is not None
        rank = read_outline(paragraph.find(W + "pPr"))
        rank = style.outline if rank is None else rank or None
        if entry:
            self._builder.line(text, "toc", label=label)
        elif rank and not style.title and len(text) <= _HEADING_CHARACTERS:
            self._builder.line(text, "heading", level=rank, label=label)
        else:
            self._builder.line(text, label=label)

    def _read(self, paragraph: Any) -> tuple[Style, str, str | None]:
        """Style, label and printed text; no text where the paragraph runs on into the next (its mark is deleted)."""
        properties = paragraph.find(W + "pPr")
        style = self._styles.get(value(properties, "pStyle"))
        text = self._carried + self._text.read(paragraph)
        if _mark_deleted(properties):
            self._carried = text
            return style, "", None
        self._carried = ""
        label = self._label(properties, style)
        return style, label, join(label, text)

    def _label(self, properties: Any, style: Style) -> str:
        own = read_numbered(properties)
        number = style.numbered.number if own.number is None else own.number
        if not number or number == "0":
            return ""
        level = own.level
        if level is None and own.number is None:
            named = (self._counter.level_of_style(number, name) for name in style.chain)
            level = next((found for found in named if found is not None), None)
        if level is None:
            level = style.numbered.level
        return self._counter.label(number, level or 0)

    def _table(self, table: Any, depth: int, contents: bool) -> None:
        if is_frame(table):
            for cell in table.iter(W + "tc"):
                self._blocks(cell, depth + 1, contents)
                break
            return
        number = self._builder.table()
        nested: list[Any] = []
        cells = read_table(table, lambda cell: self._cell(cell, nested))
        write_table(self._builder, number, cells)
        if depth + 1 > limits.DEPTH:
            raise self._source.over(f"嵌套超过{limits.DEPTH}层。", "请用Word打开后另存一份。")
        for inner in nested:
            self._table(inner, depth + 1, contents)

    def _cell(self, cell: Any, nested: list[Any]) -> str:
        """The text of a cell, its paragraphs on lines; its tables are put aside."""
        lines: list[str] = []
        for element in _flat(cell):
            if element.tag == W + "tbl":
                nested.append(element)
                continue
            text = self._read(element)[2]
            if text is not None:
                lines.append(text)
        return "\n".join(lines).strip("\n")

    def _apart(self, story: Any, kind: BlockKind) -> None:
        reader = TextReader()
        for paragraph in story.iter(W + "p"):
            text = reader.read(paragraph)
            if text.strip():
                self._builder.line(text, kind)

    def _notes(self, kind: str) -> Iterator[Any]:
        root = self._part(kind)
        for note in () if root is None else root.iterchildren(W + "footnote", W + "endnote"):
            if note.get(W + "type", "normal") == "normal":
                yield note

    def _margins(self, kind: Literal["header", "footer"]) -> None:
        """Headers or footers, each text once, page numbers left out."""
        seen: set[str] = set()
        for root in self._package.related(kind):
            reader = TextReader()
            for paragraph in root.iter(W + "p"):
                text = reader.read(paragraph).strip()
                if text not in seen and not _PAGE_NUMBER.fullmatch(text):
                    seen.add(text)
                    self._builder.line(text, kind)

    def _part(self, kind: str) -> Any:
        """The root element of the first part so related; None without one or when it is damaged."""
        try:
            return next(self._package.related(kind), None)
        except UnreadableError:
            self._builder.notice("damaged-part", f"部件{kind}损坏，未读。")
            return None


def _flat(cell: Any) -> Iterator[Any]:
    """The paragraphs and tables of a cell in their order."""
    for child in cell.iterchildren("*"):
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag not in (W + "tcPr", W + "sdtPr", W + "del", W + "moveFrom"):
            yield from _flat(child)


def _mark_deleted(properties: Any) -> bool:
    """Whether the paragraph mark is deleted by a tracked change, so that the next paragraph follows on."""
    marks = properties.find(W + "rPr") if properties is not None else None
    return marks is not None and (marks.find(W + "del") is not None or marks.find(W + "moveFrom") is not None)


def _is_contents(element: Any) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(W + "val") == _CONTENTS
