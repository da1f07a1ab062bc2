"""Files that mean harm end in one Chinese line and exit code 2, or in a result, and stop no batch."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
import pytest

from reportminer.batch import run

TEXT = "全年支出合计500.00万元，其中：基本支出320.00万元，项目支出190.00万元。"
LOOP = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj
2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000000>>endobj
trailer<</Root 1 0 R>>
%%EOF"""


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", bytes(64 << 20))


def pages(path: Path) -> None:
    with pypdfium2.PdfDocument.new() as file:
        for _ in range(5001):
            file.new_page(595, 842)
        file.save(path)


def sealed(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))


MAKERS = {
    "压缩炸弹.zip": (bomb, "压缩比超过200倍"),
    "循环.pdf": (lambda path: path.write_bytes(LOOP), "PDF"),
    "页多.pdf": (pages, "页数超过5000页"),
    "半截.docx": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(200)), "压缩包损坏"),
    "坏.doc": (sealed, "旧版Office文件损坏"),
    "深.html": (lambda path: path.write_text("<div>" * 50_000 + "支出5万元", "utf-8"), "网页嵌套过深"),
    "长.txt": (lambda path: path.write_text("长" * 5_000_001, "utf-8"), "文字超过5000000个字符"),
    "空.txt": (lambda path: path.write_bytes(b""), "文件是空的"),
    "乱\n码.txt": (lambda path: path.write_bytes(bytes(range(128, 256)) * 40), "认不出文字编码"),
    "链.txt": (lambda path: path.symlink_to(path.name), "打不开"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_hostile_file_is_refused_in_one_chinese_line(tmp_path, command, name):
    make, said = MAKERS[name]
    make(tmp_path / name)
    result = command("check", tmp_path / name)
    assert result.code == 2
    assert result.out == ""
    assert said in result.err
    assert result.err.count("\n") == 1


def test_a_batch_names_every_hostile_file_and_reads_the_others(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, (make, _) in MAKERS.items():
        make(folder / name)
    (folder / "自己").symlink_to(folder)
    (folder / "好.txt").write_text(TEXT, encoding="utf-8")
    summary = run([folder], tmp_path / "out", workers=2)
    assert (summary.reports, summary.figures) == (1, 3)
    assert sorted(Path(failure.path).name for failure in summary.failures) == sorted(MAKERS)
    assert all("\n" not in failure.problem for failure in summary.failures)
