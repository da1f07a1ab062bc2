"""Exports: what stands in which cell, and how a spreadsheet will take it."""

from __future__ import annotations

import csv
import zipfile
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from reportminer import UsageError, export
from reportminer.export.tables import FIGURES, FINDINGS, REPORTS, stated
from reportminer.model import (
    Analysis,
    Change,
    Coverage,
    Document,
    Explanation,
    Fact,
    Finding,
    Quantity,
    Section,
)

TEXT = "一、收支\n全年支出=12.5千元，另有638元。"


def quantity(id: str, text: str, value: str, unit: str = "元") -> Quantity:
    start = TEXT.index(text)
    end = start + len(text)
    number = Decimal(value)
    return Quantity(
        id, start, end, text, start, end, "amount", number, number, number, False, False, "元", unit, "exact"
    )


def analysis(path: str = "甲.txt", item: str = "=HYPERLINK(1)") -> Analysis:
    first, second = quantity("q1", "12.5千元", "12500", "千元"), quantity("q2", "638元", "638")
    first = msgspec.structs.replace(first, item=item, section="s1")
    explanation = Explanation((Change("q2", Decimal(638), Decimal(638000), "unit"),), certain=True)
    finding = Finding(
        *(
            "f1",
            "UNT01",
            "unit-slip",
            "error",
            "-638元应为千元",
            second.start,
            second.end,
            ((second.start, second.end),),
        ),
        *(("q2",), None, (explanation,), "ab12"),
        section="s1",
    )
    return Analysis(
        Document(path, "0" * 64, "text/plain", TEXT),
        sections=(Section("s1", "一、", 1, "收支", 1, 0, len(TEXT), None, False, "typed", 2, 4),),
        quantities=(first, second),
        findings=(finding,),
        coverage=Coverage(2, 1, 0, 1, 1, 1, 0),
    )


def test_csv_begins_with_a_bom_and_defuses_formulas(tmp_path: Path) -> None:
    raw = export(analysis(), tmp_path / "figures.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert [row["项目"] for row in rows] == ["'=HYPERLINK(1)", ""]
    assert [row["数值"] for row in rows] == ["12500", "638"]
    assert [row["章节"] for row in rows] == ["一、收支", ""]


def test_findings_csv_states_the_likeliest_slip_and_the_line(tmp_path: Path) -> None:
    export([analysis("甲.txt"), analysis("乙.txt")], tmp_path / "findings.csv")
    text = (tmp_path / "findings.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["文件"] for row in rows] == ["甲.txt", "乙.txt"]
    assert rows[0]["最可能的笔误"] == "638元应为638千元（单位写错）"
    assert (rows[0]["行"], rows[0]["原文"], rows[0]["说明"]) == ("2", "638元", "'-638元应为千元")


def test_workbook_has_real_numbers_text_formulas_frozen_heads_and_filters(tmp_path: Path) -> None:
    path = export(analysis(), tmp_path / "结果.xlsx")
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["问题", "数字", "指标", "报告"]
    figures = book.get_sheet_by_name("数字").to_python()
    assert figures[0] == list(FIGURES.heads)
    column = FIGURES.heads.index
    assert [row[column("数值")] for row in figures[1:]] == [12500.0, 638.0]
    assert figures[1][column("项目")] == "=HYPERLINK(1)"
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2, 3, 4)]
    assert all('state="frozen"' in sheet and "<autoFilter" in sheet for sheet in sheets)
    assert not any("<f>" in sheet for sheet in sheets)


def test_a_figure_too_long_for_a_number_cell_is_written_as_text(tmp_path: Path) -> None:
    long = msgspec.structs.replace(quantity("q1", "12.5千元", "12345678901234567.89"))
    path = export(msgspec.structs.replace(analysis(), quantities=(long,), findings=()), tmp_path / "长.xlsx")
    figures = CalamineWorkbook.from_path(path).get_sheet_by_name("数字").to_python()
    assert figures[1][FIGURES.heads.index("数值")] == "12345678901234567.89"


def test_a_folder_gets_every_format(tmp_path: Path) -> None:
    export(analysis(), tmp_path / "结果")
    names = sorted(path.name for path in (tmp_path / "结果").iterdir())
    assert names == ["facts.csv", "figures.csv", "findings.csv", "records.jsonl", "report.xlsx", "reports.csv"]
    record = msgspec.json.decode((tmp_path / "结果" / "records.jsonl").read_bytes())
    assert record["schema"] == "reportminer.analysis/1"
    assert record["quantities"][1]["value"] == "638"
    assert record["findings"][0]["explanations"][0]["changes"][0] == {
        "quantity": "q2",
        "from": "638",
        "to": "638000",
        "why": "unit",
    }


def test_another_suffix_is_refused_with_the_ones_that_work(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"结果\.pdf: 不能导出为 \.pdf。请用 \.jsonl、\.csv、\.xlsx 或一个文件夹名。"):
        export(analysis(), tmp_path / "结果.pdf")


def test_facts_are_told_in_words_with_the_id_at_the_end(tmp_path: Path) -> None:
    fact = Fact(
        *("云岭市水务局", 2023, "econ_301", "301", 2023, None, Decimal(12500), "元", "s1", None, "q1", "consistent"),
        decimals=-2, role="increase", name="工资福利支出",
    )  # fmt: skip
    whole = msgspec.structs.replace(analysis(), facts=(fact,))
    (row,) = csv.DictReader(export(whole, tmp_path / "facts.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (row["指标"], row["性质"], row["章节"], row["指标编号"]) == (
        "工资福利支出",
        "增加额",
        "一、收支",
        "econ_301",
    )
    rows = csv.DictReader(export(whole, tmp_path / "figures.csv").read_text(encoding="utf-8-sig").splitlines())
    assert [row["指标"] for row in rows] == ["工资福利支出", ""]


def test_a_workbook_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "结果.xlsx").mkdir()
    with pytest.raises(IsADirectoryError):
        export(analysis(), tmp_path / "结果.xlsx")
    with pytest.raises(FileNotFoundError):
        export(analysis(), tmp_path / "没有" / "结果.xlsx")


def test_every_table_has_a_width_for_every_head() -> None:
    for table in (FINDINGS, FIGURES, REPORTS):
        assert len(table.heads) == len(table.widths) == len(next(table.rows(analysis())))


@pytest.mark.parametrize(
    ("value", "printed", "words"),
    [("638000", "638元", "638千元"), ("12600", "12.5千元", "12.6千元"), ("1250000", "12.5千元", "1250千元")],
)
def test_a_value_is_stated_in_the_unit_that_keeps_its_digits(value: str, printed: str, words: str) -> None:
    unit = "千元" if printed.endswith("千元") else "元"
    figure = quantity("q1", printed, "12500" if unit == "千元" else "638", unit)
    assert stated(Decimal(value), figure) == words
