"""A report that needs more memory than it may have ends in one Chinese line and harms no other."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_cases import RIGHT, WRONG, Result

from reportminer.batch import run, work
from reportminer.cli import checking
from reportminer.model import Document

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no other system keeps the limit")

Command = Callable[..., Result]
SPENT = "内存不够（上限1024MB），已停止。请把文件拆小，或用 --memory-limit 放宽。"


def greedy(work: Callable[..., object]) -> Callable[..., object]:
    """The analysis, which takes two gigabytes for a report that speaks of 长."""

    def grow(document: Document, *others: object) -> object:
        taken = bytearray(2 << 30) if "长" in document.text else None
        result = work(document, *others)
        del taken
        return result

    return grow


def test_a_file_over_its_memory_is_one_line_and_costs_the_others_nothing(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "examine", greedy(checking.examine))
    large, wrong = tmp_path / "大.txt", tmp_path / "甲.txt"
    large.write_text("长" + RIGHT, encoding="utf-8")
    wrong.write_text(WRONG, encoding="utf-8")
    result = command("check", "--memory-limit", "1024", large, wrong)
    assert (result.code, result.err) == (2, f"reportminer: {large}: {SPENT}\n")
    assert result.out.startswith(f"{wrong}:1: 错误 SUM01")


def test_the_limit_ends_with_the_check(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_text(RIGHT, encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_DATA)
    assert command("check", "--memory-limit", "1024", path).code == 0
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="workers would not inherit the analysis")
def test_a_batch_names_the_file_over_its_memory_and_reads_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "analyse", greedy(work.analyse))
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "大.txt").write_text("长" + RIGHT, encoding="utf-8")
    (folder / "甲.txt").write_text(RIGHT, encoding="utf-8")
    summary = run([folder], tmp_path / "out", workers=1, memory_limit=1024)
    assert summary.reports == 1
    assert [(Path(failure.path).name, failure.code, failure.problem) for failure in summary.failures] == [
        ("大.txt", "limit", SPENT)
    ]


def test_both_commands_say_their_limit(command: Command) -> None:
    for name in ("check", "run"):
        said = "".join(command(name, "--help").out.replace("│", "").split())
        assert "--memory-limit" in said
        assert "4096" in said
        assert "Linux" in said


def test_a_page_that_unpacks_beyond_the_limit_ends_in_one_line_and_not_the_check(tmp_path: Path) -> None:
    # pdfium ends its process where it gets no memory
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(400)) + packer.flush()
    bomb, right = tmp_path / "炸弹.pdf", tmp_path / "甲.txt"
    bomb.write_bytes(
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
        % (len(packed), packed)
    )
    right.write_text(RIGHT, encoding="utf-8")
    command = [sys.executable, "-m", "reportminer", "check", "--memory-limit", "300", str(bomb), str(right)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False, encoding="utf-8")
    assert done.returncode == 2
    assert done.stderr.startswith(f"reportminer: {bomb}: ")
    assert "内存不够" in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout.startswith(f"{right}: 数字3个")
