"""Scans and pictures through the optional recognition extra; imported only where a page has no text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from reportminer.model import Document
from reportminer.read.build import Builder
from reportminer.read.ocr_ruling import Box, printed, ruled_cells
from reportminer.read.pdf_lines import (
    Line,
    Page,
    Piece,
    Table,
    TableCell,
    in_order,
    is_wide_script,
    joined,
    line_of,
    raster_of,
)
from reportminer.read.source import Source

if TYPE_CHECKING:
    import pypdfium2

DOTS = 200
"""Dots an inch at which a page is drawn for recognition."""

PIXELS = 40_000_000
"""A picture larger than this is made smaller first."""

_POINTS = 72
_GAP = 0.25
_NEAR = 6.0
_FEWEST = 3
_TELLING = 8
_TITLE = 1.3
"""Times the letters of the text that a title's are at least."""
_SENSE = 0.5
"""The confidence from which on what is recognised makes sense."""
_DASH, _UNREAD = "—", "?"
_HALVES = re.compile(r"\(([^()（）]*)）|（([^()（）]*)\)")
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

    pixels = numpy.asarray(picture)[:, :, ::-1]
    result = _recognised(pixels)
    width, height = picture.width / scale, picture.height / scale
    found = _boxes(result, scale)
    items: list[Line | Table] = []
    for cells in ruled_cells(pixels):
        boxes = [tuple(edge / scale for edge in cell) for cell in cells]
        table, found = _table(boxes, found, lambda box: _overlooked(pixels, box, scale))  # type: ignore[arg-type]
        if table is not None:
            items.append(table)
    even = _even(found)
    items += in_order(even, width, _GAP)
    items.sort(key=lambda item: (item.top + item.bottom) / 2 if isinstance(item, Line) else item.top)
    return Page(width, height, tuple(items))


def _recognised(pixels: Any) -> Any:
    """What is found in a picture. Lines that stand on their heads are looked for only where it makes no sense upright.

    The recogniser's guess at that takes some upright lines for turned ones, and gives letters out of nowhere for them.
    """
    upright = _engine()(pixels, use_cls=False)
    if upright.scores and median(upright.scores) < _SENSE:
        turned = _engine()(pixels, use_cls=True)
        if turned.scores and median(turned.scores) > median(upright.scores):
            return turned
    return upright


def _overlooked(pixels: Any, box: Box, scale: float) -> tuple[str, float | None]:
    """The text of a cell in which no line was found, and its confidence: short dashes and single figures are missed."""
    kind, part = printed(pixels, tuple(edge * scale for edge in box))  # type: ignore[arg-type]
    if kind == "nothing":
        return "", None
    if kind == "dash":
        return _DASH, _SENSE
    result = _engine()(part, use_det=False, use_cls=False)
    text, score = (result.txts[0].strip(), float(result.scores[0])) if result.txts else ("", 0.0)
    return (text, round(score, 4)) if text and score >= _SENSE else (_UNREAD, round(score, 4))


def _even(lines: list[Line]) -> list[Line]:
    """The lines with the size of their letters; a box is higher than its letters, its width tells more."""
    own = [(line.x1 - line.x0) / _letters(line.text) if len(line.text) >= _TELLING else 0.0 for line in lines]
    if not any(own):
        return lines
    size = median(filter(None, own))
    even = []
    for line, width in zip(lines, own, strict=True):
        if width > _TITLE * size:
            even.append(replace(line, size=width))
        else:
            even.append(replace(line, size=size if line.size < 2.2 * size else line.size))
    return even


def _letters(text: str) -> float:
    return sum(1.0 if is_wide_script(char) else 0.55 for char in text)


def _boxes(result: Any, scale: float) -> list[Line]:
    """What was recognised, every box a line of its own, in points."""
    lines: list[Line] = []
    if result.boxes is None:
        return lines
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if text.strip():
            xs = [float(point[0]) / scale for point in box]
            ys = [float(point[1]) / scale for point in box]
            # of a pair of brackets, half-width and full-width, the picture shows one
            text = _HALVES.sub(r"（\1\2）", text.strip())
            piece = Piece(text, min(xs), max(xs))
            lines.append(line_of((piece,), min(ys), max(ys), max(ys) - min(ys), round(float(score), 4)))
    return lines


def _table(
    boxes: list[Box], lines: list[Line], look: Callable[[Box], tuple[str, float | None]]
) -> tuple[Table | None, list[Line]]:
    """The table of these cells with the lines that stand in them, and the lines that do not.

    look  the text and the confidence of a cell without lines
    """
    boxes = sorted(boxes, key=lambda box: (box[1], box[0]))
    raster = raster_of(boxes, _NEAR)
    held: list[list[Line]] = [[] for _ in raster.shapes]
    outside: list[Line] = []
    for line in lines:
        index = raster.at((line.x0 + line.x1) / 2, (line.top + line.bottom) / 2)
        (outside if index is None else held[index]).append(line)
    if sum(map(bool, held)) < _FEWEST:
        return None, lines
    cells = []
    for shape, members, box in sorted(zip(raster.shapes, held, boxes, strict=True), key=lambda cell: cell[0]):
        text = ""
        for line in in_order(members, 0.0):
            text = joined(text, line.text)
        known = [line.confidence for line in members if line.confidence is not None]
        text, confidence = (text, min(known, default=None)) if members else look(box)
        cells.append(TableCell(text, *shape, confidence))
    return Table(tuple(cells), raster.ys[0], raster.ys[-1], raster.xs), outside
