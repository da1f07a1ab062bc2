"""What a file is, by content and name; every refusal says where, what and what to do."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from test_read_archive import packed
from word_files import WordFile

from reportminer.errors import ReportminerError, UnreadableError
from reportminer.pipeline import analyse
from reportminer.read import read, supported

KNOWN = ".txt .docx .pdf .doc .wps .rtf .odt .html .htm .xlsx .xls .md .zip .png .jpg .jpeg .tif .tiff"


def ole(*names: str, flags: int = 0) -> bytes:
    """A minimal OLE file whose streams have these names; the first stream begins with a Word header."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 62, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<IIIII", header, 48, 1, 0, 4096, 0xFFFFFFFE, 0)
    struct.pack_into("<II", header, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE, *[0xFFFFFFFF] * 118)
    entries = b""
    for kind, name in ((5, "Root Entry"), *((2, name) for name in names)):
        raw = name.encode("utf-16-le") + b"\0\0"
        entry = bytearray(128)
        entry[: len(raw)] = raw
        struct.pack_into("<HB", entry, 64, len(raw), kind)
        struct.pack_into("<II", entry, 116, 2 if kind == 2 else 0xFFFFFFFE, 4096 if kind == 2 else 0)
        entries += bytes(entry)
    stream = bytearray(4096)
    struct.pack_into("<H", stream, 0x0A, flags)
    return bytes(header) + fat + entries.ljust(512, b"\0") + bytes(stream)


def test_the_suffixes_are_told():
    assert supported() == tuple(KNOWN.split())


@pytest.mark.parametrize(
    ("name", "data", "kind", "line"),
    [
        ("a.xyz", b"abc", "UnsupportedError", f"a.xyz: 不支持的格式.xyz。能读的有：{KNOWN}。"),
        ("报告", b"abc", "UnsupportedError", f"报告: 不支持的格式（没有后缀）。能读的有：{KNOWN}。"),
        (
            "a.eml",
            b"From: x",
            "UnsupportedError",
            "a.eml: 不读邮件和网页存档（.eml）。请把其中的报告另存为文件再读。",
        ),
        (
            "a.docx",
            b"just text",
            "UnreadableError",
            "a.docx: 内容不是Word文档（.docx）（文件损坏，或后缀改过）。请用原来的程序打开后另存一份再读。",
        ),
        (
            "a.pdf",
            b"just text",
            "UnreadableError",
            "a.pdf: 内容不是PDF（文件损坏，或后缀改过）。请用原来的程序打开后另存一份再读。",
        ),
        (
            "a.txt",
            b"%PDF-1.7 ...",
            "UnreadableError",
            "a.txt: 内容是PDF，与后缀.txt不符。如确是报告，请把后缀改成.pdf再读。",
        ),
        (
            "a.txt",
            b"\x89PNG\r\n\x1a\n....",
            "UnreadableError",
            "a.txt: 内容是PNG图片，与后缀.txt不符。如确是报告，请把后缀改成.png再读。",
        ),
        ("a.txt", b"\x7fELF....", "UnsupportedError", "a.txt: 内容是程序文件，不支持。请给出报告文件。"),
        ("a.zip", b"Rar!\x1a\x07\x00", "UnsupportedError", "a.zip: 内容是RAR压缩包，不支持。请解压后再读。"),
        (
            "a.docx",
            packed({"x.txt": b"x"}),
            "UnreadableError",
            "a.docx: 内容是zip压缩包，与后缀.docx不符。如确是报告，请把后缀改成.zip再读。",
        ),
        (
            "a.docx",
            packed({"[Content_Types].xml": b"x", "ppt/presentation.xml": b"x"}),
            "UnsupportedError",
            "a.docx: 内容是演示文稿或别的Office文件，不支持。请另存为.docx或PDF再读。",
        ),
        (
            "a.docx",
            packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
            "UnreadableError",
            "a.docx: Word文件损坏或不完整。请用Word或WPS打开后另存一份。",
        ),
        (
            "a.docx",
            ole("EncryptedPackage", "EncryptionInfo"),
            "UnreadableError",
            "a.docx: 文件加了密码。请在Office里去掉打开密码，另存后再读。",
        ),
        (
            "a.doc",
            ole("PowerPoint Document"),
            "UnsupportedError",
            "a.doc: 内容是演示文稿、邮件或别的Office文件，不支持。请另存为.docx或PDF再读。",
        ),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "UnreadableError",
            "a.doc: 旧版Office文件损坏或不完整。请用Word或WPS打开后另存一份。",
        ),
        (
            "a.xlsx",
            ole("WordDocument"),
            "UnreadableError",
            "a.xlsx: 内容是旧版Word文档（.doc），与后缀.xlsx不符。如确是报告，请把后缀改成.doc再读。",
        ),
    ],
)
def test_what_cannot_be_read_says_what_it_is_and_what_to_do(complaint, name, data, kind, line):
    assert complaint(data, name) == (kind, line)


def test_content_decides_among_the_formats_of_one_family(read_bytes):
    file = WordFile()
    file.paragraph("支出5万元。")
    assert read_bytes(file.bytes(), "a.doc").text == "支出5万元。"
    assert read_bytes("<html><body><p>支出5万元。</p></body></html>".encode(), "b.xls").text == "支出5万元。"
    assert read_bytes(file.bytes(), "没有后缀").text == "支出5万元。"


def test_a_page_saved_as_text_stays_text(read_bytes):
    assert read_bytes("<html>支出5万元。".encode(), "a.txt").text == "<html>支出5万元。"


def test_folders_missing_files_and_loops_say_what_they_are(tmp_path):
    loop = tmp_path / "环.txt"
    loop.symlink_to(loop)
    pipe = tmp_path / "管.txt"
    os.mkfifo(pipe)
    lines = []
    for path in (tmp_path, tmp_path / "无.txt", loop, pipe, f"{tmp_path}/a\0b.txt"):
        with pytest.raises(ReportminerError) as raised:
            read(path)
        lines.append(str(raised.value).removeprefix(str(tmp_path)).removeprefix("/"))
    assert lines[:2] == [
        ": 这是文件夹，不是文件。请给出其中的文件，或用 reportminer run 成批处理。",
        "无.txt: 文件不存在。请检查路径。",
    ]
    assert lines[2].startswith("环.txt: 打不开（") and lines[2].endswith("）。请检查路径，以及链接是否循环。")
    assert lines[3] == "管.txt: 这不是普通文件。请给出报告文件。"
    assert lines[4] == "a\0b.txt: 打不开（名称里有不能用的字符）。请检查路径，以及链接是否循环。"


def test_a_name_with_line_breaks_gives_a_line_of_one_line(complaint):
    kind, line = complaint(b"", "报\n告.txt")
    assert (kind, line) == ("UnreadableError", "报 告.txt: 文件是空的（0字节）。请重新取得文件。")


def test_a_name_that_is_no_utf8_does_not_reach_the_record(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xb1\xa8.txt"
    with open(path, "wb") as file:  # noqa: PTH123
        file.write("支出5万元。".encode())
    document = read(os.fsdecode(path))
    document.path.encode("utf-8")
    assert document.path.endswith("/\ufffd\ufffd.txt")


def test_a_mistyped_path_is_no_report_of_two_words(tmp_path: Path) -> None:
    for missing in (str(tmp_path / "没有.docx"), "没有.TXT"):
        with pytest.raises(UnreadableError, match="文件不存在"):
            analyse(missing)
    assert analyse("支出合计5万元").coverage.quantities == 1
