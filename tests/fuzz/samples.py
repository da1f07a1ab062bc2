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

LINES = (
    "一、资金情况",
    "（一）全年支出120.50万元，比上年增加20.50万元，增长20.50%，其中：基本支出80.30万元，项目支出40.20万元。",
    "（二）“三公”经费0.00万元；购置设备12台，单价0.35万元，合计4.20万元，占项目支出的10.45%。",
    "二、问题：一是进度不快，执行率为85.5%；二是人员不足，近300户没有走访。",
)
ROWS = (
    ("项目", "预算数（万元）", "决算数（万元）", "执行率"),
    ("办公费", "2.00", "1.50", "75%"),
    ("其中：印刷费", "—", "0.50", ""),
    ("合计", "2.00", "1.50", "75.00%"),
)
TEXT = "".join(f"{line}\n" for line in LINES)
HTML = (
    "<html><head><meta charset='utf-8'><title>报告</title></head><body><nav>首页</nav>"
    + "".join(f"<p>{line}</p>" for line in LINES)
    + "<table><tr><th colspan='4'>支出表</th></tr>"
    + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    + "</table></body></html>"
)


@cache
def sample(kind: str) -> bytes:
    """A whole report of this format, by its suffix without the dot."""
    return {"txt": _txt, "html": _html, "pdf": _pdf, "docx": _docx, "xlsx": _xlsx}[kind]()


def _txt() -> bytes:
    return (TEXT + "".join("\t".join(row) + "\n" for row in ROWS)).encode("gb18030")


def _html() -> bytes:
    return HTML.encode()


def _pdf() -> bytes:
    pages = Pages(pageCompression=0)
    pages.line("目  录")
    pages.line("一、资金情况..............1")
    for line in LINES:
        pages.paragraph(line)
    pages.ruled([list(row) for row in ROWS[:3]], [120, 90, 90, 90])
    pages.page()
    pages.ruled([list(row) for row in (ROWS[0], *ROWS[3:])], [120, 90, 90, 90])
    return pages.data()


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading(LINES[0], 1)
    for line in LINES[1:]:
        document.add_paragraph(line, style="List Number")
    table = document.add_table(len(ROWS) + 1, len(ROWS[0]))
    table.cell(0, 0).merge(table.cell(0, 3)).text = "支出表"
    for at, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            table.cell(at + 1, column).text = cell
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _xlsx() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("表一")
        for at, row in enumerate(ROWS):
            sheet.write_row(at, 0, row)
        sheet.merge_range(5, 0, 6, 0, "会议费")
        sheet.write_number(5, 1, 1.5)
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
