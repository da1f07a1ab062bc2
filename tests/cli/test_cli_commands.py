"""`run`, `explain`, `schema` and `evaluate` as a user meets them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
from cli_cases import RIGHT, WRONG, Result, bad_files

from reportminer.check import checks
from reportminer.record.schema import schema

Command = Callable[..., Result]


def test_run_goes_on_over_bad_files_and_lists_them(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "往年"
    folder.mkdir()
    bad_files(folder)
    (folder / "甲.txt").write_text(WRONG, encoding="utf-8")
    (folder / "乙.txt").write_text(RIGHT, encoding="gb18030")
    out = tmp_path / "结果"
    result = command("run", folder, "-o", out, "-w", "2")
    assert result.code == 2
    assert "读了2份报告，6个数字（未核对0）：错误1，提醒0" in result.err
    assert "没能读5份，跳过1个文件" in result.err
    assert "跳过1个文件（不支持的格式 .xyz）：图.xyz" in result.err
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {Path(row["文件"]).name: row for row in csv.DictReader(file)}
    assert {name: row["状态"] for name, row in rows.items()} == {
        **dict.fromkeys(["甲.txt", "乙.txt"], "已读"),
        **dict.fromkeys(["空.txt", "二进制.txt", "假.docx", "截断.pdf", "缺.docx"], "未读"),
        "图.xyz": "跳过",
    }
    assert all(rows[name]["读取说明"] for name in rows if rows[name]["状态"] == "未读")
    records = [msgspec.json.decode(line) for line in (out / "records.jsonl").read_bytes().splitlines()]
    assert sorted(Path(record["document"]["path"]).name for record in records) == ["乙.txt", "甲.txt"]
    for record in records:
        jsonschema.validate(record, schema())


def test_run_of_a_folder_without_reports_says_what_can_be_read(command: Command, tmp_path: Path) -> None:
    result = command("run", tmp_path, "-o", tmp_path / "结果")
    assert result.code == 2
    assert "里面没有能读的报告（支持 " in result.err


def test_explain_tells_one_check_a_family_or_all(command: Command) -> None:
    one = command("explain", "sum01").out
    rule = next(check.rule for check in checks() if check.rule.code == "SUM01")
    assert one.startswith("SUM01 total-differs：合计与分项之和不符（错误）\n")
    assert all(example in one for example in (*rule.passes, *rule.fails))
    assert all(line.startswith("CHG") for line in command("explain", "chg").out.splitlines())
    assert len(command("explain").out.splitlines()) == len(checks()) >= 35


def test_explain_of_an_unknown_code_says_how_to_find_one(command: Command) -> None:
    result = command("explain", "QQQ9")
    assert (result.code, result.out) == (2, "")
    assert result.err == "reportminer: 没有编号为 QQQ9 的检查。不带编号运行 reportminer explain 可列出全部。\n"


def test_schema_is_a_valid_json_schema_of_the_record(command: Command) -> None:
    printed = json.loads(command("schema").out)
    jsonschema.Draft202012Validator.check_schema(printed)
    assert printed["$id"] == "reportminer.analysis/1"
    assert printed == json.loads(json.dumps(schema()))


def test_evaluate_counts_what_gold_confirms(command: Command, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(WRONG, encoding="utf-8")
    marks = [("q1", "310.50万元", "3105000"), ("q2", "200.20万元", "2002000"), ("q3", "100.30万元", "1003001")]
    quantities = [
        {
            "id": id,
            "start": WRONG.index(text),
            "end": WRONG.index(text) + len(text),
            "text": text,
            "kind": "amount",
            "value": value,
            "item": "支出",
            "bound": "exact",
        }
        for id, text, value in marks
    ]
    gold = {"document": "甲.txt", "sections": [], "quantities": quantities, "relations": [], "findings": []}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "甲.json").write_text(json.dumps(gold), encoding="utf-8")
    result = command("evaluate", tmp_path / "gold", "-v")
    assert "甲.txt: 数字 漏: 100.30万元 amount 1003001（找到：100.30万元=1003000元）" in result.out
    assert "数字        \t0.667\t0.667\t0.667\t2\t1\t1" in result.out
    assert "错误        \t0.000\t1.000\t0.000\t0\t1\t0" in result.out


def test_no_command_at_all_prints_the_help_alone(command: Command) -> None:
    result = command()
    assert (result.code, result.err) == (2, "")
    assert "用法： reportminer [选项] 命令 [参数]…" in result.out


def test_the_folder_of_a_run_may_have_a_dot_in_its_name_but_is_no_file(command: Command, tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(RIGHT, encoding="utf-8")
    assert command("run", tmp_path, "-o", tmp_path / "2024.12").code == 0
    assert (tmp_path / "2024.12" / "report.xlsx").is_file()
    result = command("run", tmp_path, "-o", tmp_path / "结果.xlsx")
    assert result.code == 2
    assert "结果.xlsx: 这里要写文件夹名，不是文件名。请去掉后缀.xlsx。" in result.err
    assert not (tmp_path / "结果.xlsx").exists()


def test_a_result_that_cannot_be_written_is_said_in_chinese_before_the_work(command: Command, tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "结果" / "report.xlsx").mkdir(parents=True)
    result = command("run", tmp_path / "报告.txt", "-o", tmp_path / "结果")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "report.xlsx: 读写失败（这是文件夹，不是文件）。请检查路径和权限。" in result.err


def test_files_that_a_run_passes_over_stand_in_the_table_of_reports(command: Command, tmp_path: Path) -> None:
    (tmp_path / "进" / "子").mkdir(parents=True)
    (tmp_path / "进" / "报告.txt").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "进" / "子" / "台账.csv").write_text("甲,1", encoding="utf-8")
    assert command("run", tmp_path / "进", "-o", tmp_path / "出").code == 0
    with (tmp_path / "出" / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(Path(row["文件"]).name, row["状态"], row["读取说明"]) for row in csv.DictReader(file)]
    assert rows == [("报告.txt", "已读", ""), ("台账.csv", "跳过", "不支持的格式 .csv")]


def test_a_run_that_is_interrupted_says_how_far_it_came(command: Command, tmp_path: Path, monkeypatch: Any) -> None:
    def interrupted(*arguments: Any) -> None:
        arguments[5]("甲.txt", 1, 3)
        raise KeyboardInterrupt

    monkeypatch.setattr("reportminer.batch.run", interrupted)
    result = command("run", tmp_path, "-o", tmp_path / "出")
    assert result.code == 130
    assert result.err.splitlines()[1:] == [
        f"读完1个文件就中止了，{tmp_path / '出'} 里的结果不完整。",
        "reportminer: 已中止。",
    ]
