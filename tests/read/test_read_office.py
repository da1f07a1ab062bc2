"""Old documents through LibreOffice: read alike, many in one call, refused with a reason, never left running."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from test_read_archive import packed
from test_read_media import ole
from word_files import WordFile, level

from reportminer.errors import UnreadableError, UnsupportedError
from reportminer.read import limits, load, office, read, read_all, read_many
from reportminer.read.media import DOC, RTF
from reportminer.read.source import Source

SHARED = Path(__file__).parents[3] / "shared" / "files"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
RTF_REPORT = rb"{\rtf1\ansi\ansicpg936 \u25903?\u20986?5\u19975?\u20803?\u12290?\par \u23436?\u12290?\par}"


def converted(tmp_path: Path, docx: bytes, kind: str) -> Path:
    """The .docx saved in another format by LibreOffice."""
    source = tmp_path / "report.docx"
    source.write_bytes(docx)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    return tmp_path / f"report.{kind}"


@needs_office
@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_an_old_document_reads_like_the_word_file_it_was(tmp_path, kind):
    file = WordFile()
    file.list(50, (level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）")))
    file.paragraph("概况", 50, 0)
    file.paragraph("人员经费20.00万元。", 50, 1)
    table = file.document.add_table(2, 2)
    for at, text in enumerate(("项目", "金额", "合计", "32.50")):
        table.cell(at // 2, at % 2).text = text
    file.paragraph("完。")
    document = read(converted(tmp_path, file.bytes(), kind))
    assert document.text == "一、概况\n（一）人员经费20.00万元。\n项目\t金额\n合计\t32.50\n完。"
    assert [block.label for block in document.blocks][:2] == ["一、", "（一）"]
    assert document.media_type != "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@needs_office
def test_a_table_that_the_conversion_runs_together_is_refused(tmp_path):
    file = WordFile()
    file.paragraph("表1")
    table = file.document.add_table(2, 3)
    for at in range(6):
        table.cell(at // 3, at % 3).text = f"单元{at}"
    with pytest.raises(UnreadableError) as raised:
        read(converted(tmp_path, file.bytes(), "doc"))
    assert str(raised.value).endswith(
        "report.doc: 表格的单元格在转换中连成了一段（LibreOffice的缺陷）。请用Word或WPS打开后另存为.docx再读。"
    )


@needs_office
@pytest.mark.skipif(not SHARED.is_dir(), reason="the example files are not here")
def test_the_example_files_are_read_or_refused():
    with pytest.raises(UnreadableError):
        read(SHARED / "table_last.doc")
    old, new = read(SHARED / "002_autonum.doc"), read(SHARED / "002_autonum.docx")
    assert [block.label for block in old.blocks if block.label] == [b.label for b in new.blocks if b.label]


@needs_office
def test_many_files_are_converted_in_one_call_and_the_bad_one_is_told():
    good = Source("a.rtf", RTF_REPORT, RTF)
    locked = Source("b.doc", ole("WordDocument", flags=0x0100), DOC)
    results = office.convert([good, locked, good])
    assert [isinstance(result, bytes) for result in results] == [True, False, True]
    assert str(results[1]) == "b.doc: 文件加了密码。请去掉打开密码，另存后再读。"
    assert isinstance(results[0], bytes)
    assert office.read_converted(good, results[0]).text == "支出5万元。\n完。"


@needs_office
def test_files_of_several_formats_are_read_in_their_order(tmp_path):
    paths = [tmp_path / name for name in ("甲.rtf", "乙.txt", "丙.txt", "丁.rtf")]
    for path in paths:
        path.write_bytes(RTF_REPORT if path.suffix == ".rtf" else path.stem.encode() * (path.stem == "乙"))
    results = read_many(paths)
    assert [str(result) if isinstance(result, UnreadableError) else result.text for result in results] == [
        "支出5万元。\n完。",
        "乙",
        f"{paths[2]}: 文件是空的（0字节）。请重新取得文件。",
        "支出5万元。\n完。",
    ]


@needs_office
def test_the_old_files_of_an_archive_are_converted_in_one_call_and_come_in_their_order(tmp_path, monkeypatch):
    calls = []
    convert = office.convert
    monkeypatch.setattr(office, "convert", lambda sources: calls.append(len(sources)) or convert(sources))
    path = tmp_path / "年报.zip"
    locked = ole("WordDocument", flags=0x0100)
    path.write_bytes(
        packed({"甲.rtf": RTF_REPORT, "乙.txt": "乙".encode(), "丙.doc": locked, "丁.rtf": RTF_REPORT, "戊.txt": b"x"})
    )
    results = [str(result) if isinstance(result, UnreadableError) else result.text for result in read_all(path)]
    assert results == [
        "支出5万元。\n完。",
        "乙",
        f"{path}!丙.doc: 文件加了密码。请去掉打开密码，另存后再读。",
        "支出5万元。\n完。",
        "x",
    ]
    assert calls[0] == 3, "all three in one call"
    assert calls[1:] == [1], "the one that failed again by itself"


def test_without_libreoffice_the_error_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF_REPORT)
    with pytest.raises(UnsupportedError) as raised:
        read(path)
    assert str(raised.value) == (
        f"{path}: 读.rtf需要LibreOffice，没有找到。"
        "请安装LibreOffice（Debian、Ubuntu：apt install libreoffice-writer），或另存为.docx再读。"
    )


def test_a_conversion_over_its_time_is_killed_with_its_children(tmp_path, monkeypatch):
    child = tmp_path / "child"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {child}\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(limits, "SECONDS_A_CALL", 0.5)
    monkeypatch.setattr(limits, "SECONDS_A_FILE", 0.0)
    result = office.convert([Source("a.rtf", RTF_REPORT, RTF)])[0]
    assert str(result) == "a.rtf: LibreOffice转换超过时限。请用Word或WPS打开后另存为.docx再读。"
    state = Path(f"/proc/{child.read_text(encoding='utf-8').strip()}/stat")
    assert not state.exists() or state.read_text(encoding="utf-8").split()[2] == "Z"


def test_the_bytes_of_the_file_itself_are_what_the_record_names(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF_REPORT)
    assert load(path).media_type == RTF
