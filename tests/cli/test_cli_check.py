"""`check`: what it prints, what it exits with, and what it says of files that can't be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from cli_cases import RIGHT, WRONG, Result, bad_files

from reportminer.record.schema import schema

Command = Callable[..., Result]


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "甲.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


@pytest.fixture
def right(tmp_path: Path) -> Path:
    path = tmp_path / "乙.txt"
    path.write_text(RIGHT, encoding="utf-8")
    return path


def test_an_error_is_printed_with_its_place_and_sum_and_exits_1(command: Command, wrong: Path) -> None:
    result = command("check", wrong)
    first, *_, last = result.out.splitlines()
    assert first == f"{wrong}:1: 错误 SUM01 支出310.50万元≠200.20+100.30=300.50万元，相差10.00万元"
    assert last.startswith(f"{wrong}: 数字3个，入关系3，一致0，不一致3，未核对0；关系1条，无法核对0；检查")
    assert "错误1，提醒0，提示" in last
    assert (result.code, result.err) == (1, "")


def test_a_clean_report_exits_0_and_still_says_what_was_checked(command: Command, right: Path) -> None:
    result = command("check", right)
    assert result.code == 0
    assert result.out.splitlines()[-1].startswith(f"{right}: 数字3个，入关系3，一致3，不一致0，未核对0；关系1条")


def test_json_is_one_valid_record_a_line_in_the_order_of_the_files(command: Command, wrong: Path, right: Path) -> None:
    result = command("check", "--format", "json", right, wrong)
    records = [json.loads(line) for line in result.out.splitlines()]
    assert [record["document"]["path"] for record in records] == [str(right), str(wrong)]
    assert [len(record["findings"]) for record in records] == [0, 1]
    assert records[1]["findings"][0]["code"] == "SUM01"
    assert [quantity["value"] for quantity in records[1]["quantities"]] == ["3105000", "2002000", "1003000"]
    for record in records:
        jsonschema.validate(record, schema())
    assert result.code == 1


@pytest.mark.parametrize("name", ["空.txt", "二进制.txt", "假.docx", "截断.pdf", "图.xyz", "缺.docx"])
def test_a_file_that_cannot_be_read_is_one_line_and_exits_2(command: Command, tmp_path: Path, name: str) -> None:
    path = bad_files(tmp_path)[name]
    result = command("check", path)
    assert (result.code, result.out) == (2, "")
    (line,) = result.err.splitlines()
    assert line.startswith(f"reportminer: {path}: ")
    assert line.count("。") >= 2, "the problem and the remedy are a sentence each"
    assert "Traceback" not in line


def test_a_bad_file_costs_the_others_nothing(command: Command, tmp_path: Path, right: Path) -> None:
    bad = bad_files(tmp_path)["空.txt"]
    result = command("check", bad, right)
    assert result.code == 2
    assert result.out.splitlines()[-1].startswith(f"{right}: 数字3个")
    assert result.err.startswith(f"reportminer: {bad}: ")


def test_a_missing_file_is_named(command: Command, tmp_path: Path) -> None:
    result = command("check", tmp_path / "没有.txt")
    assert result.code == 2
    assert str(tmp_path / "没有.txt") in result.err


def test_a_broken_pattern_file_is_one_line_with_its_place(command: Command, tmp_path: Path, right: Path) -> None:
    (tmp_path / "词表").mkdir()
    (tmp_path / "词表" / "units.yaml").write_text("- id: mu\n  words：[亩]\n", encoding="utf-8")
    result = command("check", "--patterns", tmp_path / "词表", right)
    assert (result.code, result.out) == (2, "")
    (line,) = result.err.splitlines()
    assert "units.yaml:2: 用了全角冒号「：」。改成半角冒号加一个空格「: 」" in line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "缺少 文件…。"),
        (["check", "--foo", "x"], "没有 --foo 这个选项。"),
        (["算"], "没有 算 这个命令。"),
        (["run", "-w", "0", "x"], "--workers / -w 的值不对：不能小于1。"),
        (["run", "-w", "两", "x"], "--workers / -w 的值不对：要一个数字。"),
        (["check", "-f", "xml", "x"], "--format / -f 的值不对：只能是 text、json。"),
        (["check", "x", "--time-limit"], "选项 --time-limit 后面要跟一个值。"),
        (["check", "--notes=1", "x"], "选项 --notes 后面不跟值。"),
        (["explain", "SUM01", "SUM02"], "命令后面的参数太多。"),
    ],
)
def test_what_is_typed_wrongly_is_said_in_chinese(command: Command, arguments: list[str], said: str) -> None:
    result = command(*arguments)
    assert result.code == 2
    assert said in result.err
