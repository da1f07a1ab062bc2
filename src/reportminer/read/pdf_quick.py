"""Text of a PDF page through pdfium: quick, and enough for pages of running text."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from reportminer.read.pdf_lines import ASCENT, WIDE_GAP, Line, Page, Piece, in_order, is_wide_script, line_of

_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", "\u00ad": "-"})
_UNDECODED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_QUOTES = re.compile("[“”‘’]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_FORM_LIMIT = 2_000
_loose_box = raw.FPDFText_GetLooseCharBox
_font_size = raw.FPDFText_GetFontSize
_object_at = raw.FPDFPage_GetObject
_kind_of = raw.FPDFPageObj_GetType
_origin = raw.FPDFText_GetCharOrigin


class Quick:
    """One page through pdfium; its text is fetched when first asked for."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self.width, self.height = page.get_size()
        self._left, self._bottom, _, _ = page.get_cropbox()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._rect = raw.FS_RECTF()

    @cached_property
    def _text_page(self) -> pypdfium2.PdfTextPage:
        return self._page.get_textpage()

    @cached_property
    def _count(self) -> int:
        return int(raw.FPDFText_CountChars(self._text_page))

    @cached_property
    def _text(self) -> str:
        return str(self._text_page.get_text_range()) if self._count > 0 else ""

    @cached_property
    def _plain(self) -> bool:
        return len(self._text) == self._count

    @property
    def letters(self) -> int:
        """How many letters the page has, blanks left out."""
        return sum(not char.isspace() for char in self._text)

    @cached_property
    def undecoded(self) -> int:
        """How many letters map to nothing that can be read."""
        return len(_UNDECODED.findall(self._text))

    @property
    def odd(self) -> bool:
        """Whether pdfium's text can't be trusted as it comes: turned page, letters that map to nothing."""
        return self._page.get_rotation() != 0 or self.undecoded > 0 or _ASTRAL.search(self._text) is not None

    @cached_property
    def _kinds(self) -> list[tuple[int, Any]]:
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
        start = 0
        for content in self._text.split("\r\n"):
            if content.strip():
                yield self._line(start, content)
            start += len(content) + 2

    @cached_property
    def _handle(self) -> Any:
        return self._text_page.raw

    def _index(self, offset: int) -> int:
        return offset if self._plain else int(raw.FPDFText_GetCharIndexFromTextIndex(self._handle, offset))

    def _box(self, offset: int, into: raw.FS_RECTF) -> raw.FS_RECTF:
        _loose_box(self._handle, offset if self._plain else self._index(offset), into)
        return into

    def _line(self, start: int, content: str) -> Line:
        text = content if content.isprintable() else content.translate(_HYPHENS)
        first = len(text) - len(text.lstrip())
        last = len(text.rstrip())
        handle, box = self._handle, self._rect
        index = self._index(start + first)
        _loose_box(handle, index, box)
        x0 = box.left
        size = _font_size(handle, index)
        if not 4 < size < 100:
            size = max(1.0, box.top - box.bottom)
        _origin(handle, index, self._x, self._y)
        baseline = self.height + self._bottom - self._y.value
        if _QUOTES.search(text):
            text = self._quotes_in_place(start, text, first, last)
        pieces: list[Piece] = []
        current = ""
        begin = first
        for gap in _SPACES.finditer(text, first, last):
            before, after = gap.span()
            right = self._box(start + before - 1, box).right
            left = self._box(start + after, box).left
            current += text[begin:before]
            if left - right > WIDE_GAP * size:
                pieces.append(Piece(current, x0 - self._left, right - self._left))
                current, x0 = "", left
            elif not self._drawn_apart(start, gap, text):
                current += " "
            begin = after
        right = self._box(start + last - 1, box).right
        pieces.append(Piece(current + text[begin:last], x0 - self._left, right - self._left))
        return line_of(pieces, baseline - ASCENT * size, baseline + (1 - ASCENT) * size, size)

    def _drawn_apart(self, start: int, gap: re.Match[str], text: str) -> bool:
        """Whether the space is none of the text, only room between a Chinese letter and its neighbour."""
        if not (is_wide_script(text[gap.start() - 1]) or is_wide_script(text[gap.end()])):
            return False
        return all(
            raw.FPDFText_IsGenerated(self._handle, self._index(start + offset)) == 1
            for offset in range(gap.start(), gap.end())
        )

    def _quotes_in_place(self, start: int, text: str, first: int, last: int) -> str:
        """`text` with its letters in the order of their places: quotes of another font may come out of order."""
        box = self._rect
        for match in _QUOTES.finditer(text):
            around = [offset for offset in (match.start() - 1, match.start(), match.end()) if first <= offset < last]
            places = [self._box(start + offset, box).left for offset in around if text[offset] != " "]
            if places != sorted(places):
                break
        else:
            return text
        lefts = [self._box(start + offset, box).left for offset in range(first, last)]
        order = sorted(range(first, last), key=lambda offset: lefts[offset - first])
        return text[:first] + "".join(text[offset] for offset in order) + text[last:]


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
    object_at, kind_of, text, form = _object_at, _kind_of, raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM
    for index in range(raw.FPDFPage_CountObjects(handle)):
        item = object_at(handle, index)
        kind = kind_of(item)
        if kind == text:
            continue
        if kind == form:
            for place in range(min(raw.FPDFFormObj_CountObjects(item), _FORM_LIMIT - inside)):
                inside += 1
                part = raw.FPDFFormObj_GetObject(item, place)
                yield kind_of(part), part
        else:
            yield kind, item
