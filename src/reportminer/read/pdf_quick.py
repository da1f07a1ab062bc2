"""Text of a PDF page through pdfium: quick, and enough for pages of running text."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from reportminer.read.pdf_calls import Boxes, address, kinds
from reportminer.read.pdf_lines import Line, Page, in_order
from reportminer.read.pdf_words import Letters, lines_of

_BLANKS = " \r\n\t\u00a0\u3000"
_UNDECODED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_USUAL = re.compile("[\t-\r -\ud7ff\uf900-\ufffc\ufffe\uffff]*")
"""Letters that are decoded, and none that pdfium can't count."""

_FORM_LIMIT = 2_000
_FEW = 20
_OTHER_THAN_TEXT = re.compile(rb"[^\x%02x]" % raw.FPDF_PAGEOBJ_TEXT)


class Quick:
    """One page through pdfium; what it draws is asked when first needed."""

    def __init__(self, page: pypdfium2.PdfPage, boxes: Boxes) -> None:
        self._page = page
        self._boxes = boxes
        self.width, self.height = page.get_size()
        self._left, self._bottom, _, _ = page.get_cropbox()
        self._text_page = page.get_textpage()
        self._count = int(raw.FPDFText_CountChars(self._text_page))
        self._text = str(self._text_page.get_text_range()) if self._count > 0 else ""
        self._usual = _USUAL.fullmatch(self._text) is not None
        self.letters = len(self._text) - sum(map(self._text.count, _BLANKS))
        """How many letters the page has, blanks left out."""
        self.undecoded = 0 if self._usual else len(_UNDECODED.findall(self._text))
        """How many letters map to nothing that can be read."""

    @property
    def odd(self) -> bool:
        """Whether pdfium's text can't be trusted as it comes: turned page, letters that map to nothing."""
        known = self._usual or (self.undecoded == 0 and max(self._text) <= "\uffff")
        return self._page.get_rotation() != 0 or not known

    @cached_property
    def _kinds(self) -> list[tuple[int, Any]]:
        """Every object other than text with its kind.

        A stretch of text is an object, so where there are as many as objects nothing else is drawn; asking each object
        takes a tenth of the time that reading the page does.
        """
        stretches = raw.FPDFText_CountRects(self._text_page, 0, -1)
        if self.letters > _FEW and stretches == raw.FPDFPage_CountObjects(self._page):
            return []
        return list(_objects(self._page))

    @property
    def paths(self) -> int:
        """How many paths are drawn on the page."""
        return sum(kind == raw.FPDF_PAGEOBJ_PATH for kind, _ in self._kinds)

    @property
    def pictured(self) -> bool:
        """Whether pictures fill a good part of the page."""
        area = 0.0
        for kind, item in self._kinds:
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = _bounds(item)
                area += (right - left) * (top - bottom)
        return bool(area > 0.3 * self.width * self.height)

    @property
    def ruled(self) -> bool:
        """Whether lines are drawn on the page both across and down, enough for a table."""
        across = down = 0
        for kind, item in self._kinds:
            if kind != raw.FPDF_PAGEOBJ_PATH:
                continue
            left, bottom, right, top = _bounds(item)
            wide, high = right - left, top - bottom
            if wide > 0.95 * self.width and high > 0.9 * self.height:
                continue
            across += int(wide > 20 and not 4 <= high <= 6)
            down += int(high > 6 and not 4 <= wide <= 20)
            if across >= 2 and down >= 2:
                return True
        return False

    def page(self) -> Page:
        """The lines of the page, from the top down."""
        return Page(self.width, self.height, tuple(in_order(self._lines(), self.width)), undecoded=self.undecoded)

    def _lines(self) -> Iterator[Line]:
        letters = Letters(self._text_page.raw, len(self._text) == self._count, self._boxes)
        return lines_of(self._text, letters, self._left, self.height + self._bottom)


def _bounds(item: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of an object; all 0 where it has none."""
    bounds = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *bounds)
    left, bottom, right, top = (bound.value for bound in bounds)
    return left, bottom, right, top


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, Any]]:
    """The objects other than text on a page and in its forms, these up to a limit, each with its kind."""
    inside = 0
    handle = page.raw
    for found in _OTHER_THAN_TEXT.finditer(kinds(address(handle))):
        kind = found[0][0]
        item = raw.FPDFPage_GetObject(handle, found.start())
        if kind == raw.FPDF_PAGEOBJ_FORM:
            for place in range(min(raw.FPDFFormObj_CountObjects(item), _FORM_LIMIT - inside)):
                inside += 1
                part = raw.FPDFFormObj_GetObject(item, place)
                yield raw.FPDFPageObj_GetType(part), part
        else:
            yield kind, item
