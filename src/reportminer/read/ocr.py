"""Scans and pictures through the optional recognition extra; imported only where a page has no text."""

from __future__ import annotations

import io
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from reportminer.model import Document
from reportminer.read.build import Builder
from reportminer.read.pdf_lines import Line, Page, Piece, in_order, line_of
from reportminer.read.source import Source

if TYPE_CHECKING:
    import pypdfium2

DOTS = 200
"""Dots an inch at which a page is drawn for recognition."""

PIXELS = 40_000_000
"""A picture larger than this is made smaller first."""

_POINTS = 72
REMEDY = "请安装文字识别后再读：pip install 'reportminer[ocr]'。"


def installed() -> bool:
    """Whether the recognition extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def page(handle: pypdfium2.PdfPage) -> Page:
    """The recognised lines of a scanned PDF page."""
    width, height = handle.get_size()
    scale = min(DOTS / _POINTS, (PIXELS / max(1.0, width * height)) ** 0.5)
    picture = handle.render(scale=scale).to_pil().convert("RGB")
    return _page(picture, scale)


def read(source: Source) -> Document:
    """The report in a picture file, every frame a page."""
    if not installed():
        raise source.unsupported("图片要先识别文字。", REMEDY)
    from reportminer.read.pdf import write

    builder = Builder(source)
    pages = [_page(picture, picture.width / 595.0) for picture in _frames(source)]
    builder.notice("recognised", f"{len(pages)}页是图像，文字由识别得来，请核对原件。")
    write(builder, pages)
    return builder.document()


def _frames(source: Source) -> list[Any]:
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(source.data)) as image:
            frames = []
            for frame in ImageSequence.Iterator(image):
                if frame.width * frame.height > PIXELS * 4:
                    raise source.over("图片过大。", "请缩小后再读。")
                picture = frame.convert("RGB")
                if picture.width * picture.height > PIXELS:
                    picture.thumbnail((6000, 6000))
                frames.append(picture)
            return frames
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise source.unreadable("图片已损坏，打不开。", "请重新取得文件。") from None


@cache
def _engine() -> Any:
    """The recogniser with the models that its wheel carries; nothing is fetched."""
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})


def _page(picture: Any, scale: float) -> Page:
    import numpy

    result = _engine()(numpy.asarray(picture)[:, :, ::-1])
    width, height = picture.width / scale, picture.height / scale
    lines: list[Line] = []
    if result.boxes is not None:
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            if not text.strip():
                continue
            xs = [float(point[0]) / scale for point in box]
            ys = [float(point[1]) / scale for point in box]
            piece = Piece(text.strip(), min(xs), max(xs))
            top, bottom = min(ys), max(ys)
            lines.append(line_of((piece,), top, bottom, bottom - top, round(float(score), 4)))
    return Page(width, height, tuple(in_order(lines, width)))
