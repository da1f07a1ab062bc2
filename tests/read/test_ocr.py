"""Scans: every figure with its confidence, ruled tables as cells; without the extra nothing passes for read."""

from __future__ import annotations

import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from reportminer.errors import UnreadableError, UnsupportedError
from reportminer.pipeline import analyse
from reportminer.read import ocr, pdf
from reportminer.read.source import Source

SHARED = Path(__file__).parents[3] / "shared" / "files"
FIGURE = re.compile(r"\d+(?:\.\d+)?")
needs_extra = pytest.mark.skipif(not ocr.installed(), reason="the ocr extra is not installed")


def picture(width: int = 600, height: int = 400, ruled: bool = False) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), "white")
    if ruled:
        draw = ImageDraw.Draw(image)
        for step in range(4):
            draw.line((60, 60 + step * 60, 540, 60 + step * 60), fill="black", width=2)
        for step in range(3):
            draw.line((60 + step * 240, 60, 60 + step * 240, 240), fill="black", width=2)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def engine(*boxes: tuple[float, float, float, float, str, float]):
    """A recogniser that sees these boxes: left, top, right, bottom, text, score."""
    corners = [[(x0, y0), (x1, y0), (x1, y1), (x0, y1)] for x0, y0, x1, y1, _, _ in boxes]
    result = SimpleNamespace(
        boxes=corners or None, txts=[box[4] for box in boxes], scores=[box[5] for box in boxes]
    )  # fmt: skip
    nothing = SimpleNamespace(txts=[], scores=[])
    return lambda: lambda pixels, use_det=True, use_cls=False: result if use_det else nothing


def source(data: bytes) -> Source:
    return Source("图.png", data, "image/png")


@needs_extra
def test_every_line_carries_the_confidence_of_its_recognition(monkeypatch):
    monkeypatch.setattr(ocr, "installed", lambda: True)
    lines = (
        (40, 40, 160, 60, "一、资金情况", 0.99),
        (40, 80, 560, 100, "全年支出120.50万元，其中基本支出80.30万元，项目支出40.20万元，", 0.95),
        (40, 120, 300, 140, "比上年增加10.50万元。", 0.61),
    )
    monkeypatch.setattr(ocr, "_engine", engine(*lines))
    document = ocr.read(source(picture()))
    told = [(document.text[block.start : block.end], block.confidence) for block in document.blocks]
    assert told == [(lines[0][4], 0.99), (lines[1][4] + lines[2][4], 0.61)]
    assert [notice.code for notice in document.notices] == ["recognised"]


@needs_extra
def test_a_ruled_table_in_a_picture_becomes_cells(monkeypatch):
    rows = (("项目", "金额"), ("办公费", "1.50"), ("差旅费", "2.50"))
    boxes = [
        (70 + column * 240, 75 + row * 60, 130 + column * 240, 100 + row * 60, text, 0.9 - row / 10)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]
    monkeypatch.setattr(ocr, "_engine", engine(*boxes, (70, 280, 400, 300, "注：数据取自账簿。", 0.98)))
    document = ocr.read(source(picture(ruled=True)))
    assert document.text == "项目\t金额\n办公费\t1.50\n差旅费\t2.50\n注：数据取自账簿。"
    cells = [block for block in document.blocks if block.kind == "cell"]
    assert [(block.row, block.column) for block in cells] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    assert cells[3].confidence == pytest.approx(0.8)


@needs_extra
def test_a_dash_a_blank_and_a_cell_that_cannot_be_read_are_three_things(monkeypatch):
    from PIL import Image, ImageDraw

    image = Image.open(io.BytesIO(picture(ruled=True)))
    draw = ImageDraw.Draw(image)
    draw.line((320, 150, 345, 150), fill="black", width=2)
    draw.point((400, 210), fill="black")
    draw.ellipse((75, 200, 95, 225), fill="black")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    boxes = [(70, 75, 130, 100, "项目", 0.9), (310, 75, 370, 100, "金额", 0.9), (70, 135, 130, 160, "办公费", 0.9)]
    monkeypatch.setattr(ocr, "_engine", engine(*boxes))
    document = ocr.read(source(buffer.getvalue()))
    assert document.text == "项目\t金额\n办公费\t—\n?\t"


@needs_extra
def test_a_finding_on_figures_of_low_confidence_is_a_warning_that_says_so(monkeypatch):
    text = "全年支出410.50万元，由人员支出200.20万元和公用支出200.30万元组成。"
    said = "支出410.50万元≠200.20+200.30=400.50万元，相差10.00万元"
    outcomes = []
    for score in (0.99, 0.62):
        monkeypatch.setattr(ocr, "_engine", engine((40, 40, 560, 60, text, score)))
        (finding,) = analyse(ocr.read(source(picture()))).findings
        outcomes.append((finding.severity, finding.message))
    assert outcomes == [
        ("error", said),
        ("warning", said + "（数字由扫描识别，把握不高，请先核对原件）"),
    ]


@needs_extra
def test_a_page_on_its_head_is_read_turned_and_an_upright_one_is_never_turned(monkeypatch):
    def recogniser(upright: float, turned: float):
        asked = []

        def recognise(pixels, use_det=True, use_cls=False):
            asked.append(use_cls)
            text, score = ("支出5万元。", turned) if use_cls else ("出支方5元。", upright)
            return engine((40, 40, 300, 60, text, score))()(pixels)

        monkeypatch.setattr(ocr, "_engine", lambda: recognise)
        return ocr.read(source(picture())).text, asked

    assert recogniser(0.9, 0.99) == ("出支方5元。", [False])
    assert recogniser(0.3, 0.99) == ("支出5万元。", [False, True])
    assert recogniser(0.3, 0.2) == ("出支方5元。", [False, True])


def test_a_picture_without_the_extra_is_refused_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setattr(ocr, "installed", lambda: False)
    with pytest.raises(UnsupportedError, match=r"pip install 'reportminer\[ocr\]'"):
        ocr.read(source(picture()))


@needs_extra
def test_a_picture_without_text_is_an_error_and_no_empty_report(monkeypatch):
    monkeypatch.setattr(ocr, "installed", lambda: True)
    monkeypatch.setattr(ocr, "_engine", engine())
    with pytest.raises(UnreadableError, match="没有文字"):
        ocr.read(source(picture()))


def test_a_damaged_picture_is_an_error(monkeypatch):
    monkeypatch.setattr(ocr, "installed", lambda: True)
    with pytest.raises(UnreadableError, match="图片已损坏"):
        ocr.read(source(picture()[:60]))


@needs_extra
@pytest.mark.skipif(not SHARED.is_dir(), reason="the scans are not here")
@pytest.mark.parametrize("name", ["002_scanned_clean.pdf", "002_scanned_noisy.pdf"])
def test_every_figure_of_a_scan_is_right(name: str):
    typed = pdf.read(Source("t.pdf", (SHARED / "002_autonum.pdf").read_bytes(), "application/pdf"))
    scanned = pdf.read(Source(name, (SHARED / name).read_bytes(), "application/pdf"))
    second, third = typed.page_starts[1:3]
    pages = typed.text[second:third] + typed.text[typed.page_starts[6] :]
    assert FIGURE.findall(scanned.text) == FIGURE.findall(pages)
    assert len(FIGURE.findall(pages)) > 40
    table = [scanned.text[block.start : block.end] for block in scanned.blocks if block.kind == "cell"]
    assert table == [typed.text[block.start : block.end] for block in typed.blocks if block.kind == "cell"]
    assert all(block.confidence is not None and block.confidence > 0.85 for block in scanned.blocks)
