"""Text files: encodings, line breaks, blocks, and what is no text."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.errors import UnreadableError
from reportminer.read.encoding import decode
from reportminer.read.source import Source
from reportminer.read.txt import read as read_txt

REPORT = (
    "一、收支情况\n全年支出３２.50万元，其中：人员经费20.00万元、公用经费12.50万元。\n\n"
    "　　二、绩效情况\n完成率100％。\n"
) * 4
TRADITIONAL = (
    "一、收支情況\n本年度經費總額為三百二十萬元，較去年增加百分之五。\n二、執行績效\n各項業務均已如期完成。\n" * 4
)


@pytest.mark.parametrize(
    ("codec", "mark", "stated"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
def test_every_chinese_encoding_gives_the_same_text_and_is_stated(read_bytes, codec, mark, stated):
    document = read_bytes(mark + REPORT.encode(codec), "报告.txt")
    assert document.text == REPORT
    assert document.encoding == stated
    assert document.media_type == "text/plain"


def test_big5_is_told_from_gb18030(read_bytes):
    document = read_bytes(TRADITIONAL.encode("big5"), "報告.txt")
    assert document.text == TRADITIONAL
    assert document.encoding.startswith("big5")


def test_a_single_line_in_gb18030_is_read(read_bytes):
    assert read_bytes("支出合计5万元".encode("gb18030"), "a.txt").text == "支出合计5万元"


def test_line_breaks_of_windows_stay_in_the_text_and_out_of_the_blocks(read_bytes):
    document = read_bytes("一、概况\r\n\r\n支出5万元。\r\n".encode(), "a.txt")
    assert document.text == "一、概况\r\n\r\n支出5万元。\r\n"
    assert [document.text[b.start : b.end] for b in document.blocks] == ["一、概况", "支出5万元。"]
    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_a_few_bad_bytes_are_replaced_and_told(read_bytes):
    data = REPORT.encode() * 5 + "结束".encode()[:-1]
    document = read_bytes(data, "a.txt")
    assert document.text == REPORT * 5 + "结\ufffd"
    assert [(notice.code, notice.message) for notice in document.notices] == [
        ("undecodable", "有1处字节无法按utf-8解码，以「\ufffd」代替。")
    ]


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x01\x02\x03\x04\x05\x06", b"\x00" * 100])
def test_binary_content_is_no_text(complaint, data):
    kind, line = complaint(data, "a.txt")
    assert kind == "UnreadableError"
    assert line in (
        "a.txt: 内容不是文本（含大量控制字符）。请确认文件没有损坏或改过后缀。",
        "a.txt: 认不出文字编码。请用记事本打开后另存为UTF-8。",
    )


def test_an_empty_file_says_so(complaint):
    assert complaint(b"", "a.txt") == ("UnreadableError", "a.txt: 文件是空的（0字节）。请重新取得文件。")


@pytest.mark.parametrize("data", [b" \n\t\r\n", "\u3000\n".encode(), b"\xef\xbb\xbf"])
def test_a_blank_file_says_so(complaint, data):
    assert complaint(data, "a.txt") == ("UnreadableError", "a.txt: 文件里没有文字。请确认文件内容。")


@given(st.lists(st.text(st.characters(exclude_characters="\n", codec="utf-8"), max_size=20), min_size=1, max_size=8))
def test_blocks_are_the_lines_that_are_not_blank(lines):
    text = "支出1万元\n" + "\n".join(lines)
    source = Source("a.txt", text.encode(), "text/plain")
    try:
        document = read_txt(source)
    except UnreadableError:
        return
    whole = text.removeprefix("\ufeff")
    assert document.text == whole
    shown = [document.text[block.start : block.end] for block in document.blocks]
    assert shown == [line.removesuffix("\r") for line in whole.split("\n") if line and not line.isspace()]


@given(st.binary(max_size=400))
def test_any_bytes_decode_or_are_refused_and_never_hold_lone_surrogates(data):
    try:
        decoded = decode(Source("a.txt", data, "text/plain"))
    except UnreadableError:
        return
    decoded.text.encode("utf-8")


def test_reading_text_imports_no_reader_of_other_formats(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("支出5万元。", encoding="gb18030")
    program = (
        "import sys\nbefore = set(sys.modules)\nfrom reportminer.read import read\n"
        f"read({str(path)!r})\n"
        "print(sorted({'docx', 'lxml', 'charset_normalizer', 'pdfplumber', 'zipfile', 'python_calamine'}"
        " & set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"


def test_utf8_that_was_saved_as_gbk_is_told():
    text = "全年收入合计356.72万元，其中财政拨款收入340.00万元，其他收入16.72万元。"
    assert decode(Source("a.txt", text.encode(), "text/plain")).notices == ()
    garbled = text.encode().decode("gb18030", "replace").encode()
    (notice,) = decode(Source("a.txt", garbled, "text/plain")).notices
    assert notice.message == "文字像是乱码：UTF-8文件曾被当作GBK保存。请重新取得文件。"
