"""Text of a PDF page through pdfium: quick, and enough for pages of running text."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from reportminer.read.pdf_calls import address, base_line, boxes, font_size, generated, kinds
from reportminer.read.pdf_lines import (
    ASCENT,
    WIDE_GAP,
    Char,
    Line,
    Page,
    Piece,
    in_order,
    is_wide_script,
    line_of,
    pieces_of,
)

_WORDS = re.compile(r"\S+")
_BREAK = "\r\n"
_HYPHENS = "\ufffe\x02\u00ad"
_AS_HYPHENS = str.maketrans(dict.fromkeys(_HYPHENS, "-"))
_BLANKS = " \r\n\t\u00a0\u3000"
_UNDECODED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_QUOTES = re.compile("[“”‘’]")
_FORM_LIMIT = 2_000
_FEW = 20
_OTHER_THAN_TEXT = re.compile(rb"[^\x%02x]" % raw.FPDF_PAGEOBJ_TEXT)

Place = tuple[tuple[int, int], float, float, bool]
"""A word: its span in the text, its left and right edge, and whether pdfium put in the space that follows it."""


class Quick:
    """One page through pdfium; its text is fetched when first asked for."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self.width, self.height = page.get_size()
        self._left, self._bottom, _, _ = page.get_cropbox()

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

    @cached_property
    def letters(self) -> int:
        """How many letters the page has, blanks left out."""
        return len(self._text) - sum(map(self._text.count, _BLANKS))

    @cached_property
    def undecoded(self) -> int:
        """How many letters map to nothing that can be read."""
        return len(_UNDECODED.findall(self._text))

    @property
    def odd(self) -> bool:
        """Whether pdfium's text can't be trusted as it comes: turned page, letters that map to nothing."""
        return self._page.get_rotation() != 0 or self.undecoded > 0 or max(self._text, default="") > "\uffff"

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
        """The lines as they come; pdfium is asked for the places of all words of the page at once."""
        text = self._text
        if any(hyphen in text for hyphen in _HYPHENS):
            text = text.translate(_AS_HYPHENS)
        words = [match.span() for match in _WORDS.finditer(text)]
        if not words:
            return
        edges = boxes(self._address, self._indices([at for start, end in words for at in (start, end - 1)]))
        apart = generated(self._address, self._indices([end for _, end in words]))
        lefts = edges[0::8].tolist()
        places = list(zip(words, lefts, edges[6::8].tolist(), apart, strict=True))
        quoted = _QUOTES.search(text) is not None
        above = self.height + self._bottom
        begin = 0
        for at in range(1, len(places) + 1):
            if at < len(places):
                before, after = words[at - 1][1], words[at][0]
                if after == before + 1 or _BREAK not in text[before:after]:
                    continue
            start, end = words[begin][0], words[at - 1][1]
            first = self._index(start)
            size = font_size(self._address, first)
            if not 4 < size < 100:
                size = max(1.0, edges[8 * begin + 1] - edges[8 * begin + 3])
            if _falling(lefts[begin:at]) or (quoted and self._quote_astray(text, start, end)):
                pieces = pieces_of(self._chars(text, start, end, size), size, self._left)
            else:
                pieces = self._pieces(text, places[begin:at], WIDE_GAP * size)
            top = above - base_line(self._address, first) - ASCENT * size
            yield line_of(pieces, top, top + size, size)
            begin = at

    def _pieces(self, text: str, places: list[Place], wide: float) -> list[Piece]:
        """The words of a line, joined where no more than `wide` points part them."""
        shift = self._left
        (start, end), x0, x1, drawn = places[0]
        current = text[start:end]
        pieces = []
        for (start, following), left, right, drawn_next in places[1:]:
            if left - x1 > wide:
                pieces.append(Piece(current, x0 - shift, x1 - shift))
                current, x0 = text[start:following], left
            elif drawn and self._drawn_apart(text, end, start):
                current += text[start:following]
            else:
                current += " " + text[start:following]
            end, x1, drawn = following, right, drawn_next
        pieces.append(Piece(current, x0 - shift, x1 - shift))
        return pieces

    def _drawn_apart(self, text: str, end: int, start: int) -> bool:
        """Whether spaces, the first of which pdfium put in, are only room between a Chinese letter and another."""
        if not (is_wide_script(text[end - 1]) or is_wide_script(text[start])):
            return False
        return start == end + 1 or all(generated(self._address, self._indices(list(range(end, start)))))

    @cached_property
    def _address(self) -> int:
        return address(self._text_page.raw)

    def _index(self, offset: int) -> int:
        return offset if self._plain else int(raw.FPDFText_GetCharIndexFromTextIndex(self._text_page, offset))

    def _indices(self, offsets: list[int]) -> list[int]:
        return offsets if self._plain else list(map(self._index, offsets))

    def _quote_astray(self, text: str, start: int, end: int) -> bool:
        """Whether a quote of the line stands elsewhere than between its neighbours: quotes may be of another font."""
        for match in _QUOTES.finditer(text, start, end):
            around = range(max(start, match.start() - 1), min(end, match.end() + 1))
            if _falling(boxes(self._address, self._indices([at for at in around if text[at] != " "]))[0::4].tolist()):
                return True
        return False

    def _chars(self, text: str, start: int, end: int, size: float) -> Iterator[Char]:
        """The letters of a line with their places, without the spaces that pdfium put in."""
        indices = self._indices(list(range(start, end)))
        edges = boxes(self._address, indices).tolist()
        for at, extra in enumerate(generated(self._address, indices)):
            if not extra:
                left, top, right, bottom = edges[4 * at : 4 * at + 4]
                yield Char(text[start + at], left, right, top, bottom, size)


def _falling(places: list[float]) -> bool:
    """Whether places go back to the left: a font that lacks a letter has it drawn after all the others of the line."""
    return places != sorted(places)


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
