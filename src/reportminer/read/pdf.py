"""PDF: running text through pdfium, pages with drawn tables through pdfplumber, pages without text through OCR."""

from __future__ import annotations

import io
import struct
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pypdfium2
from msgspec.structs import replace

from reportminer.model import Block, Document
from reportminer.read import limits
from reportminer.read.apart import read_apart
from reportminer.read.build import Builder
from reportminer.read.pdf_calls import Boxes
from reportminer.read.pdf_lines import Page
from reportminer.read.pdf_margins import without_margins
from reportminer.read.pdf_paragraphs import Paragraph, PlacedTable, flow
from reportminer.read.pdf_quick import Quick
from reportminer.read.pdf_unruled import with_tables
from reportminer.read.source import Source

SECONDS = 120.0
"""What the pages of one file may take, recognition of scans apart."""

PATHS = 20_000
"""A page with more drawn paths than this (a map, a drawing) is not searched for tables."""

_PASSWORD = 4
_LETTERS_OF_A_SCAN = 10

_FAULTS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    ArithmeticError,
    OSError,
    NotImplementedError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises on damaged pages, besides its own errors."""


def read(source: Source) -> Document:
    """The report in a PDF: paragraphs and tables in reading order, with the page of each.

    Page numbers, running heads and tables of contents are left out, and a notice says how many lines.
    Raises `UnreadableError` (damaged, encrypted, no text), `UnsupportedError` (scans without OCR), `LimitError`.
    """
    return read_apart(_opened, source)


def _opened(source: Source) -> Document:
    try:
        file = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise source.unreadable("PDF设了打开密码。", "请去掉密码后另存一份再读。") from None
        raise source.unreadable("PDF已损坏或不完整，打不开。", "请重新取得文件，或用原来的程序另存一份。") from None
    try:
        return _read(source, file)
    finally:
        file.close()


def _read(source: Source, file: pypdfium2.PdfDocument) -> Document:
    count = len(file)
    if count == 0:
        raise source.unreadable("PDF里没有页。", "请重新取得文件。")
    if count > limits.PAGES:
        raise source.over(f"页数超过{limits.PAGES}页。")
    builder = Builder(source)
    pages = list(_pages(source, file, count, builder))
    scanned = [number for number, page in enumerate(pages) if page.scanned]
    if scanned:
        pages = _recognised(source, file, pages, scanned, builder)
    write(builder, pages)
    return builder.document()


def _pages(source: Source, file: pypdfium2.PdfDocument, count: int, builder: Builder) -> Iterator[Page]:
    deadline = time.monotonic() + SECONDS
    layouts = _Layouts(source)
    boxes = Boxes()
    for number in range(count):
        if time.monotonic() > deadline:
            raise source.over(f"读到第{number + 1}页已超过{SECONDS:.0f}秒。")
        try:
            handle = file[number]
            page = _page(Quick(handle, boxes), layouts, number, builder)
            handle.close()
        except pypdfium2.PdfiumError:
            builder.notice("page-unread", f"第{number + 1}页已损坏，未读。", f"第{number + 1}页")
            page = Page(0.0, 0.0)
        yield page


def _page(quick: Quick, layouts: _Layouts, number: int, builder: Builder) -> Page:
    where = f"第{number + 1}页"
    if quick.pictured and quick.letters < _LETTERS_OF_A_SCAN:
        return replace(quick.page(), scanned=True)
    page: Page | None = None
    if quick.ruled or quick.odd:
        if quick.paths > PATHS:
            builder.notice("table-unread", f"{where}图形太多，未找表格。", where)
        else:
            page = layouts.page(number)
            if page is None:
                builder.notice("table-unread", f"{where}版面已损坏，表格按文字读。", where)
    if page is None or (page.undecoded and page.undecoded > quick.undecoded):
        page = quick.page()
    if page.undecoded:
        builder.notice("undecoded", f"{where}有{page.undecoded}个字符没有对应的文字，请核对原件。", where)
    return replace(page, items=tuple(with_tables(page.items)))


class _Layouts:
    """pdfplumber's pages, the file opened when first needed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._file: Any = None

    def page(self, number: int) -> Page | None:
        """The layout of a page counted from 0; None where pdfplumber can't read it."""
        import logging

        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

        from reportminer.read.pdf_layout import layout

        # it complains of every oddity that it gets over
        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        try:
            if self._file is None:
                self._file = pdfplumber.open(io.BytesIO(self._source.data))
            page = self._file.pages[number]
            found = layout(page)
            page.close()
        except (*_FAULTS, PDFException, PSException, MalformedPDFException, PdfminerException):
            return None
        return found


def _recognised(
    source: Source, file: pypdfium2.PdfDocument, pages: list[Page], scanned: list[int], builder: Builder
) -> list[Page]:
    """The pages with the scanned ones recognised; without the OCR extra an error, or a notice if others have text."""
    from reportminer.read import ocr

    if not ocr.installed():
        problem = f"{len(scanned)}页是扫描图像，未读。"
        remedy = "请安装文字识别后再读：pip install 'reportminer[ocr]'。"
        if len(scanned) == len([page for page in pages if page.items or page.scanned]):
            raise source.unsupported(problem, remedy)
        where = "第" + "、".join(str(number + 1) for number in scanned) + "页"
        builder.notice("scanned-page", f"{problem}{remedy}", where)
        return pages
    read = list(pages)
    for number in scanned:
        page = ocr.page(file[number])
        read[number] = replace(page, items=tuple(with_tables(page.items)))
    where = "第" + "、".join(str(number + 1) for number in scanned) + "页"
    builder.notice("recognised", f"{len(scanned)}页是扫描图像，文字由识别得来，请核对原件。", where)
    return read


def write(builder: Builder, pages: list[Page]) -> None:
    kept, taken = without_margins(pages)
    said = {"running": "页眉页脚{}行", "number": "页码{}行", "toc": "目录{}行"}
    if taken:
        counts = "、".join(said[kind].format(taken[kind]) for kind in said if taken[kind])
        builder.notice("left-out", f"未收入正文：{counts}。")
    flowing = flow(kept)
    if flowing.heads_dropped:
        builder.notice("table-heads", f"跨页表格重复的表头去掉{flowing.heads_dropped}处。")
    reached = _Reached(builder)
    tables = 0
    for item in flowing.items:
        if isinstance(item, Paragraph):
            _paragraph(builder, item, reached)
        else:
            _table(builder, item, tables, reached)
            tables += 1
    reached.page(len(pages) - 1)


class _Reached:
    """Begins the pages of the document one after the other, empty ones too."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._pages = 0

    def page(self, number: int) -> int:
        """Be on the page counted from 0; its number, counted from 1."""
        while self._pages <= number:
            self._pages = self._builder.page()
        return number + 1


def _paragraph(builder: Builder, paragraph: Paragraph, reached: _Reached) -> None:
    first = reached.page(paragraph.parts[0][0])
    start = builder.length
    for number, text in paragraph.parts:
        reached.page(number)
        builder.text(text)
    block = Block(start, builder.length, page=first, confidence=paragraph.confidence)
    builder.text("\n")
    builder.block(block)


def _table(builder: Builder, table: PlacedTable, number: int, reached: _Reached) -> None:
    row = 0
    for index, cell in enumerate(table.cells):
        if index:
            builder.text("\n" if cell.row != row else "\t")
        row = cell.row
        page = reached.page(table.pages[row])
        start, end = builder.text(cell.text)
        builder.block(
            Block(
                start,
                end,
                "cell",
                page=page,
                table=number,
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
                confidence=cell.confidence,
            )
        )
    builder.text("\n")
