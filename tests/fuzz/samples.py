"""Small whole reports of every format, and the ways in which the fuzz tests damage them."""

from __future__ import annotations

import io
import sys
import zipfile
from functools import cache
from pathlib import Path

import docx
import xlsxwriter
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "read"))
from pdf_pages import Pages

TEXT = "一、资金情况\n（一）全年支出120.50万元，其中：基本支出80.30万元，项目支出40.20万元。\n二、问题\n无。\n"
HTML = (
    "<html><head><meta charset='utf-8'><title>报告</title></head><body><nav>首页</nav><h1>一、资金情况</h1>"
    "<p>全年支出120.50万元。</p><table><tr><th colspan='2'>项目</th></tr><tr><td>办公费</td><td>1.50</td></tr></table>"
    "</body></html>"
)


@cache
def sample(kind: str) -> bytes:
    """A whole report of this format, by its suffix without the dot."""
    return {"txt": _txt, "html": _html, "pdf": _pdf, "docx": _docx, "xlsx": _xlsx}[kind]()


def _txt() -> bytes:
    return TEXT.encode("gb18030")


def _html() -> bytes:
    return HTML.encode()


def _pdf() -> bytes:
    pages = Pages(pageCompression=0)
    pages.line("目  录")
    pages.line("一、资金情况..............1")
    pages.paragraph(TEXT.replace("\n", ""))
    pages.ruled([["项目", "金额"], ["办公费", "1.50"], ["合计", "1.50"]], [120, 90])
    pages.page()
    pages.ruled([["项目", "金额"], ["差旅费", "2.50"]], [120, 90])
    return pages.data()


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading("一、资金情况", 1)
    document.add_paragraph("全年支出120.50万元。", style="List Number")
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "项目"
    table.cell(1, 1).text = "1.50"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _xlsx() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("表一")
        sheet.write_row(0, 0, ["项目", "金额（万元）"])
        sheet.merge_range(1, 0, 2, 0, "办公费")
        sheet.write_number(1, 1, 1.5)
    return buffer.getvalue()


_PIECES = [
    b"\x00",
    b"\xff\xfe",
    b"<",
    b">",
    b"/",
    b"(",
    b"<<",
    b">>",
    b"-1",
    b"99999999999",
    b"]]>",
    b"&x;",
    b"\xe4\xb8",
    b"PK\x03\x04",
]

change = st.tuples(
    st.sampled_from(["put", "cut", "copy", "flip"]),
    st.floats(0, 1),
    st.integers(1, 400),
    st.one_of(st.sampled_from(_PIECES), st.binary(min_size=1, max_size=12)),
)
changes = st.lists(change, min_size=1, max_size=8)


def damaged(data: bytes, how: list[tuple[str, float, int, bytes]]) -> bytes:
    """`data` with bytes put in, cut out, doubled or flipped."""
    buffer = bytearray(data)
    for kind, place, length, piece in how:
        at = int(place * len(buffer))
        if kind == "put":
            buffer[at:at] = piece
        elif kind == "cut":
            del buffer[at : at + length]
        elif kind == "copy":
            buffer[at:at] = buffer[at : at + length] * 3
        elif at < len(buffer):
            buffer[at] ^= piece[0]
    return bytes(buffer)


def damaged_inside(data: bytes, which: float, how: list[tuple[str, float, int, bytes]]) -> bytes:
    """A container with one of its members damaged and packed again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        chosen = names[min(len(names) - 1, int(which * len(names)))]
        for name in names:
            content = source.read(name)
            target.writestr(name, damaged(content, how) if name == chosen else content)
    return out.getvalue()
