"""Archives of reports: each member by itself, the bad ones told among the good."""

from __future__ import annotations

import io
import zipfile

import pytest

from reportminer.errors import ReportminerError
from reportminer.model import Document
from reportminer.read import read, read_all


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def outcome(item) -> tuple[str, str]:
    return (item.path, item.text) if isinstance(item, Document) else (type(item).__name__, str(item))


def test_every_member_comes_as_a_report_or_an_error(tmp_path):
    path = tmp_path / "包.zip"
    inner = packed({"x.txt": "甲".encode()})
    members = {
        "甲/一.txt": "支出5万元。".encode(),
        "二.md": "## 一、概况\n".encode(),
        "三.exe": b"MZ\x90\x00",
        "四.zip": inner,
        "五.txt": b"",
        "__MACOSX/._一.txt": b"x",
        "~$临时.docx": b"x",
        "空/": b"",
    }
    path.write_bytes(packed(members))
    assert [outcome(item) for item in read_all(path)] == [
        (f"{path}!甲/一.txt", "支出5万元。"),
        (f"{path}!二.md", "一、概况"),
        ("UnsupportedError", f"{path}!三.exe: 内容是程序文件，不支持。请给出报告文件。"),
        ("LimitError", f"{path}!四.zip: 压缩包里还有压缩包，不再展开。请解压后再读。"),
        ("UnreadableError", f"{path}!五.txt: 文件是空的（0字节）。请重新取得文件。"),
    ]
    with pytest.raises(ReportminerError) as raised:
        read(path)
    assert str(raised.value) == f"{path}: 压缩包里有5份文件。请解压后逐份读取，或用 reportminer run 成批处理。"


def test_an_archive_of_one_report_is_read_as_that_report(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"报告.txt": "支出5万元。".encode("gb18030")}))
    assert outcome(read(path)) == (f"{path}!报告.txt", "支出5万元。")


def test_names_in_gbk_are_read_right(tmp_path):
    path = tmp_path / "a.zip"
    stream = io.BytesIO(packed({"XX.txt": "甲".encode()}))
    path.write_bytes(stream.getvalue().replace(b"XX.txt", "决".encode("gbk") + b".txt"))
    assert [item.path for item in read_all(path)] == [f"{path}!决.txt"]


def test_a_plain_file_comes_alone_and_an_error_is_not_raised(tmp_path):
    good = tmp_path / "a.txt"
    good.write_text("支出5万元。", encoding="utf-8")
    assert [outcome(item) for item in read_all(good)] == [(str(good), "支出5万元。")]
    missing = tmp_path / "没有.txt"
    assert [outcome(item) for item in read_all(missing)] == [
        ("UnreadableError", f"{missing}: 文件不存在。请检查路径。")
    ]


def test_an_archive_without_files_says_so(complaint):
    assert complaint(packed({"空/": b""}), "a.zip") == (
        "UnreadableError",
        "a.zip: 压缩包里没有文件。请确认文件内容。",
    )
