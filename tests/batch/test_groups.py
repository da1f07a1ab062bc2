"""Old Word files go to LibreOffice together, and a bad one among them harms no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from reportminer.batch import run, work
from reportminer.batch.groups import groups
from reportminer.errors import UnreadableError
from reportminer.read import limits

TEXT = "全年支出合计500.00万元，其中：基本支出320.00万元，项目支出190.00万元。"


def names(found) -> list[list[str]]:
    return [[path.name for path in group] for group in found]


def test_neighbours_that_need_conversion_go_together_and_the_order_stays():
    reports = [Path(name) for name in ("a.txt", "b.doc", "c.wps", "d.docx", "e.doc", "f.rtf", "g.DOC")]
    assert names(groups(reports, 1)) == [["a.txt"], ["b.doc", "c.wps"], ["d.docx"], ["e.doc", "f.rtf", "g.DOC"]]


def test_no_worker_stands_idle_while_another_has_a_long_group():
    reports = [Path(f"{number}.doc") for number in range(6)]
    assert [len(group) for group in groups(reports, 3)] == [2, 2, 2]
    assert max(len(group) for group in groups(reports * 20, 3)) == limits.FILES_A_CALL


def test_large_files_do_not_go_together(tmp_path):
    reports = [tmp_path / f"{number}.doc" for number in range(3)]
    for report in reports:
        with report.open("wb") as file:
            file.truncate(limits.BYTES_A_CALL // 2 + 1)
    assert [len(group) for group in groups(reports, 1)] == [1, 1, 1]


def test_a_file_that_fails_in_company_is_tried_by_itself(tmp_path, monkeypatch):
    paths = []
    for number in range(3):
        path = tmp_path / f"{number}.txt"
        path.write_text(TEXT, encoding="utf-8")
        paths.append(str(path))
    whole = work.read_many
    spoiled = UnreadableError(paths[1], "转换中断。", "")
    monkeypatch.setattr(work, "read_many", lambda paths: [*whole(paths[:1]), spoiled, spoiled])
    assert [result.document.path for (result,) in work.work_group(paths)] == paths


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_folder_of_old_files_gives_its_results_in_order_with_the_bad_one_named(tmp_path):
    folder = tmp_path / "old"
    folder.mkdir()
    for name in ("a.rtf", "c.rtf"):
        (folder / name).write_text(r"{\rtf1\ansi " + "".join(f"\\u{ord(char)}?" for char in TEXT) + "}", "ascii")
    (folder / "b.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(str(folder / "d.docx"))
    done: list[str] = []
    summary = run([folder], tmp_path / "out", workers=1, progress=lambda path, *_: done.append(Path(path).name))
    assert done == ["a.rtf", "b.doc", "c.rtf", "d.docx"]
    assert [Path(failure.path).name for failure in summary.failures] == ["b.doc"]
    assert (summary.reports, summary.figures) == (3, 9)
