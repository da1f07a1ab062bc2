"""Which files a batch reads, and what it says of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportminer import UsageError
from reportminer.batch import collect

SUFFIXES = (".txt", ".docx")


def files(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def test_a_folder_is_walked_in_name_order_and_what_is_passed_over_is_named(tmp_path: Path) -> None:
    files(tmp_path, "乙/b.TXT", "a.txt", "~$a.docx", "图.png", "README.txt", ".git/c.txt", "out/d.txt")
    found = collect([tmp_path], SUFFIXES, leave=tmp_path / "out")
    assert [path.relative_to(tmp_path).as_posix() for path in found.reports] == ["a.txt", "乙/b.TXT"]
    assert {path.name: reason for path, reason in found.skipped} == {
        "~$a.docx": "隐藏文件或临时文件",
        "图.png": "不支持的格式 .png",
        "README.txt": "说明文件",
    }


def test_a_file_named_outright_is_taken_once_whatever_it_is(tmp_path: Path) -> None:
    files(tmp_path, "图.png", "a.txt")
    found = collect([tmp_path / "图.png", tmp_path, tmp_path / "a.txt"], SUFFIXES)
    assert [path.name for path in found.reports] == ["图.png", "a.txt"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    files(tmp_path, "甲/a.txt")
    (tmp_path / "甲" / "圈").symlink_to(tmp_path, target_is_directory=True)
    assert [path.name for path in collect([tmp_path], SUFFIXES).reports] == ["a.txt"]


def test_a_folder_without_reports_is_an_error_that_names_the_formats(tmp_path: Path) -> None:
    files(tmp_path, "a.png")
    with pytest.raises(UsageError, match=r"里面没有能读的报告（支持 \.docx、\.txt）。请换一个文件夹。"):
        collect([tmp_path], SUFFIXES)


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有这个文件或文件夹。请检查路径。"):
        collect([tmp_path / "没有"], SUFFIXES)
