"""Web pages: the main text without navigation, scripts and footers; tables as cells, lists with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from reportminer.model import Document
from reportminer.read import limits
from reportminer.read.build import Builder
from reportminer.read.encoding import Decoded, decode
from reportminer.read.html_main import main_part, strip
from reportminer.read.number_formats import render
from reportminer.read.numbering import integer, join
from reportminer.read.source import Source
from reportminer.read.table import Cell, Grid, write_table

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SOFT = re.compile(r"(?<=[^\x00-\xff]) ?\n ?(?=[^\x00-\xff])")
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "div",
        "footer",
        "form",
        "header",
        "main",
        "section",
    ),
    *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "figcaption", "figure", "fieldset", "legend"),
    *("dd", "dl", "dt", "li", "menu", "ol", "ul", "details", "summary", "hr", "p", "pre", *_HEADINGS),
}
_FORMATS = {
    **dict.fromkeys(("1", "decimal"), "decimal"),
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), "upperLetter"),
    **dict.fromkeys(("i", "lower-roman"), "lowerRoman"),
    **dict.fromkeys(("I", "upper-roman"), "upperRoman"),
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal"), "chineseCountingThousand"),
    **dict.fromkeys(("simp-chinese-formal",), "chineseLegalSimplified"),
    **dict.fromkeys(("none", "disc", "circle", "square"), "none"),
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_NOTE_MARK = re.compile(r"\s*(?:\[\d{1,3}\]|\d{1,3}|[①-⑳*])\s*")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_POWER_BEFORE = re.compile(r"[a-zA-Z\d]\Z")
_LAYOUT_CHARACTERS = 2_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read(source: Source) -> Document:
    """The report in a web page; charset from its byte order mark, its content, then its meta element."""
    decoded = _decode(source)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    data = _CONTROLS.sub("\ufffd", decoded.text).encode("utf-8")
    if len(data) > limits.XML_BYTES:
        raise source.over(f"网页超过{limits.XML_BYTES // limits.MEGABYTE}MB。")
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise source.unreadable("网页里没有文字，或已损坏。", "请用浏览器打开后另存一份。") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise source.over("网页嵌套过深。", "请用浏览器打开，把正文另存为文本再读。")
    strip(root)
    page = _Page(source, titled=len(list(root.iter("h1"))) == 1)
    for part in main_part(root):
        page.flow(part)
    page.flush()
    for notice in decoded.notices:
        page.builder.notice(notice.code, notice.message)
    return page.builder.document(decoded.encoding)


def _decode(source: Source) -> Decoded:
    """UTF-8 by its bytes, else what the page says of itself, else by content."""
    try:
        return Decoded(source.data.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError:
        pass
    stated = _CHARSET.search(source.data[:4096])
    if stated is not None:
        name = stated[1].decode("ascii").lower()
        name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name
        try:
            return Decoded(source.data.decode(name), name)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(source)


class _Page:
    """Collects inline text into lines and writes lines and tables in their order."""

    def __init__(self, source: Source, titled: bool) -> None:
        self.builder = Builder(source)
        # A page's only h1 is the report's title, which heads no section.
        self._ranks = {name: rank for name, rank in _HEADINGS.items() if not (titled and name == "h1")}
        self._pending: list[str] = []
        self._rank: int | None = None
        self._label = ""

    def flush(self) -> None:
        """End the line at hand."""
        text = _tidy("".join(self._pending))
        self._pending = []
        if text:
            label, self._label = self._label, ""
            self.builder.line(
                join(label, text), "heading" if self._rank else "paragraph", level=self._rank, label=label
            )

    def flow(self, element: Any) -> None:
        """Write an element and all in it."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag == "br":
            self.flush()
        elif tag == "sup" and _is_note_mark(element):
            return
        elif tag == "sup" and _before(element)[-1:].isdigit():
            self._pending.append(element.text_content().strip().translate(_RAISED))
        elif tag == "pre":
            self.flush()
            for line in element.text_content().split("\n"):
                self._pending.append(line)
                self.flush()
        elif tag == "table" and not _is_layout(element):
            self.flush()
            self._table(element)
        elif tag in ("ol", "ul"):
            self.flush()
            self._list(element)
            self.flush()
        elif tag in _BLOCKS:
            self.flush()
            rank, self._rank = self._rank, self._ranks.get(tag, self._rank)
            self._inside(element)
            self.flush()
            self._rank = rank
        else:
            self._inside(element)

    def _inside(self, element: Any) -> None:
        if element.text:
            self._pending.append(element.text)
        for child in element:
            self.flow(child)
            if child.tail:
                self._pending.append(child.tail)

    def _list(self, element: Any) -> None:
        number = (integer(element.get("start")) or 1) - 1
        kind = _list_format(element)
        for item in element:
            if item.tag != "li":
                self.flow(item)
                continue
            number = integer(item.get("value")) or number + 1
            printed = render(kind, number)
            mark = "、" if kind.startswith("chinese") else "."
            self._label = printed + mark if printed else ""
            self._inside(item)
            self.flush()
            self._label = ""

    def _table(self, element: Any) -> None:
        caption = element.find("caption")
        if caption is not None:
            self._inside(caption)
            self.flush()
        cells = _cells(element)
        if cells:
            write_table(self.builder, self.builder.table(), cells)


def _is_note_mark(element: Any) -> bool:
    """Whether a superscript points at a footnote, which would run into what stands before it, and is no power.

    A bare number is a power behind a letter (m²) or a digit (10⁴), a footnote behind Chinese text or a closing mark.
    """
    text = element.text_content().strip()
    if _NOTE_MARK.fullmatch(text) is None:
        return False
    return not text.isdecimal() or not _POWER_BEFORE.search(_before(element))


def _before(element: Any) -> str:
    previous = element.getprevious()
    return str((element.getparent().text if previous is None else previous.tail) or "")


def _list_format(element: Any) -> str:
    style = _STYLE.search(element.get("style", ""))
    if style is not None and style[1] in _FORMATS:
        return _FORMATS[style[1]]
    return _FORMATS.get(element.get("type", "1"), "decimal") if element.tag == "ol" else "none"


def _is_layout(table: Any) -> bool:
    """Whether a table only arranges the page: it holds tables, a single cell, or whole chapters."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return True
    cells = list(table.iter("td", "th"))
    return len(cells) < 2 or any(len(cell.text_content()) > _LAYOUT_CHARACTERS for cell in cells)


def _cells(table: Any) -> list[Cell]:
    grid = Grid()
    for row in table.iter("tr"):
        grid.next_row()
        for cell in row.iterchildren("td", "th"):
            spans = (integer(cell.get("rowspan")) or 1, integer(cell.get("colspan")) or 1)
            grid.add("\n".join(_lines(cell)), *spans)
    return grid.cells


def _lines(cell: Any) -> Iterator[str]:
    """The text of a cell, a line for each of its paragraphs."""
    parts: list[str] = []
    for kind, element in etree.iterwalk(cell, events=("start", "end")):
        breaks = element is not cell and (element.tag in _BLOCKS or element.tag == "br")
        if breaks:
            yield from filter(None, [_tidy("".join(parts))])
            parts = []
        if kind == "start" and element.text:
            parts.append(element.text)
        elif kind == "end" and element is not cell and element.tail:
            parts.append(element.tail)
    yield from filter(None, [_tidy("".join(parts))])


def _tidy(text: str) -> str:
    """`text` with runs of white space made one space, none where only the source's lines break Chinese text."""
    text = _SPACE.sub(lambda match: "\n" if "\n" in match[0] else " ", text)
    return _SOFT.sub("", text).replace("\n", " ").strip(" \xa0")
