"""A check that takes too long ends in one Chinese line and exit code 2, and harms no other file."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_cases import RIGHT, WRONG, Result

from reportminer.cli import checking, deadline
from reportminer.errors import LimitError
from reportminer.model import Document

Command = Callable[..., Result]
LATE = "超过{}秒还没有检查完，已停止。请用 --time-limit 放宽，或把文件拆小。"


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """The analysis of a report that speaks of 长 never ends."""
    examine = checking.examine

    def slow(document: Document, lexicon):
        while "长" in document.text:
            pass
        return examine(document, lexicon)

    monkeypatch.setattr(checking, "examine", slow)


def test_a_file_over_its_time_is_one_line_and_costs_the_others_nothing(
    command: Command, tmp_path: Path, endless: None
) -> None:
    late, wrong = tmp_path / "慢.txt", tmp_path / "甲.txt"
    late.write_text("长" + RIGHT, encoding="utf-8")
    wrong.write_text(WRONG, encoding="utf-8")
    began = time.monotonic()
    result = command("check", "--time-limit", "1", late, wrong)
    assert 1 <= time.monotonic() - began < 5
    assert (result.code, result.err) == (2, f"reportminer: {late}: {LATE.format(1)}\n")
    assert result.out.startswith(f"{wrong}:1: 错误 SUM01")


def test_the_reports_of_an_archive_that_are_done_in_time_are_printed(
    command: Command, tmp_path: Path, endless: None
) -> None:
    path = tmp_path / "年报.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (("甲.txt", WRONG), ("乙.txt", "长" + RIGHT), ("丙.txt", RIGHT)):
            archive.writestr(name, text)
    result = command("check", "--time-limit", "1", path)
    assert result.code == 2
    assert result.out.splitlines()[-1].startswith(f"{path}!甲.txt: 数字3个")
    assert result.err == f"reportminer: {path}: {LATE.format(1)}\n"


def test_the_clock_is_stopped_when_the_work_is_done() -> None:
    before = signal.getsignal(deadline._SIGNAL)
    assert deadline.within(0.2, LimitError("甲", "慢。"), lambda: "好") == "好"
    time.sleep(0.3)
    assert signal.getsignal(deadline._SIGNAL) == before


def spin() -> None:
    while True:
        pass


def test_a_system_without_timer_signals_has_the_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "setitimer", raising=False)
    with pytest.raises(LimitError, match=r"甲: 慢。"):
        deadline.within(0.2, LimitError("甲", "慢。"), spin)


@pytest.mark.parametrize("took", [0.0, 0.0005, 0.001, 0.0015])
def test_the_moment_at_which_the_time_runs_out_does_not_matter(took: float) -> None:
    def work() -> str:
        end = time.perf_counter() + took
        while time.perf_counter() < end:
            pass
        return "好"

    before = threading.active_count()
    for at in range(100):
        try:
            assert deadline.within(took + (at - 50) * 1e-5, LimitError("甲", "慢。"), work) == "好"
        except LimitError as error:
            assert str(error) == "甲: 慢。"
    time.sleep(0.2)
    assert threading.active_count() <= before, "a clock goes on"


def test_no_time_left_is_over_the_limit() -> None:
    with pytest.raises(LimitError):
        deadline.within(-1, LimitError("甲", "慢。"), lambda: time.sleep(5))


def test_work_that_is_deaf_to_the_limit_ends_with_the_process() -> None:
    program = """
import time
from reportminer.cli import deadline
from reportminer.errors import LimitError
deadline.GRACE = 0.3
def work():
    while True:
        try:
            time.sleep(30)
        except BaseException:
            pass
deadline.within(0.2, LimitError("甲", "慢。", "拆小。"), work)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30, check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == "reportminer: 甲: 慢。拆小。\n"
