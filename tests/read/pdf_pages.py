"""Draws PDF pages for the tests, with a Chinese font that readers know and no font file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

FONT = "STSong-Light"
SIZE = 12
LEFT, TOP, BOTTOM, WIDTH = 90, 770, 80, 34
LEADING = 22
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Pages:
    """A PDF in the making: `line` draws where the pen is and moves it down a line."""

    def __init__(self, **options: Any) -> None:
        self._buffer = io.BytesIO()
        self.canvas = canvas.Canvas(self._buffer, pagesize=(595, 842), **options)
        self.y = TOP
        self.number = 1
        self._font()

    def _font(self) -> None:
        self.canvas.setFont(FONT, SIZE)

    def line(self, text: str, x: float = LEFT) -> None:
        self.canvas.drawString(x, self.y, text)
        self.y -= LEADING

    def at(self, x: float, y: float, text: str) -> None:
        self.canvas.drawString(x, y, text)

    def spread(self, x: float, *parts: str | int) -> None:
        """One stretch of text with gaps in it (thousandths of a letter), as programs draw what a font lacks."""
        shown = "".join(
            f"<{part.encode('utf-16-be').hex()}>" if isinstance(part, str) else f" {-part} " for part in parts
        )
        name = self.canvas._doc.getInternalFontName(FONT)
        self.canvas._code.append(f"BT {name} {SIZE} Tf 1 0 0 1 {x} {self.y} Tm [{shown}] TJ ET")

    def paragraph(self, text: str) -> None:
        """Lines of WIDTH letters, the first indented by two; goes on over the end of the page."""
        indent = 2 * SIZE
        while text:
            if self.y < BOTTOM:
                self.page()
            taken = len(text)
            while taken > 1 and indent + pdfmetrics.stringWidth(text[:taken], FONT, SIZE) > WIDTH * SIZE:
                taken -= 1
            self.line(text[:taken], LEFT + indent)
            text, indent = text[taken:], 0

    def ruled(self, rows: Sequence[Sequence[str]], widths: Sequence[float], height: float = 24) -> None:
        """A table with drawn lines."""
        top = self.y + 14
        right = LEFT + sum(widths)
        for index in range(len(rows) + 1):
            self.canvas.line(LEFT, top - index * height, right, top - index * height)
        x = LEFT
        for width in (*widths, 0):
            self.canvas.line(x, top, x, top - len(rows) * height)
            x += width
        for index, row in enumerate(rows):
            x = LEFT
            for text, width in zip(row, widths, strict=True):
                self.at(x + 4, top - index * height - 16, text)
                x += width
        self.y = top - len(rows) * height - LEADING

    def page(self) -> None:
        """End this page and begin the next."""
        self.canvas.showPage()
        self._font()
        self.number += 1
        self.y = TOP

    def data(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()


def encrypted(password: str) -> bytes:
    """A PDF that asks for a password."""
    pages = Pages(encrypt=pdfencrypt.StandardEncryption(password, canPrint=0))
    pages.line("一、基本情况")
    return pages.data()
