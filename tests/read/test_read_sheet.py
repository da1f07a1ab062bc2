"""Spreadsheets: cells as they print, merges, hidden sheets, blanks and errors, sheets too large."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import zipfile

import pytest
import xlsxwriter
from test_read_media import ole

from reportminer.read import limits, read
from reportminer.read.sheet_formats import show


def workbook(fill) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(book)
    book.close()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("number", "code", "printed"),
    [
        (1234.567, "General", "1234.567"),
        (1234.0, "General", "1234"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (1234.565, "#,##0.00", "1,234.57"),
        (-1234.565, "#,##0.00", "-1,234.57"),
        (0.9357, "0.00%", "93.57%"),
        (1, "0%", "100%"),
        (2.5, "0", "3"),
        (12.5, '0.00"万元"', "12.50万元"),
        (12.5, '"¥"#,##0.00', "¥12.50"),
        (-12.5, "#,##0.00;(#,##0.00)", "(12.50)"),
        (-12.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "(12.50)"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0.00"),
        (12, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.00"),
        (12345678, "0.00,", "12345.68"),
        (12345678, "0.0,,", "12.3"),
        (1.5, "0.0##", "1.5"),
        (1.23456, "0.0##", "1.235"),
        (5, "#.##", "5"),
        (0.5, "# ?/?", "0.5"),
        (12345, "0.00E+00", "12345"),
        (7, "@", "7"),
        (-0.001, "0.00", "0.00"),
    ],
)
def test_numbers_print_as_the_sheet_prints_them(number, code, printed):
    assert show(number, code) == printed


def test_a_sheet_becomes_its_name_and_a_table(read_bytes):
    def fill(book):
        sheet = book.add_worksheet("收支表")
        sheet.merge_range(0, 0, 0, 2, "收支情况")
        sheet.write_row(1, 0, ["项目", "金额（万元）", "完成率"])
        sheet.write(2, 0, "合计")
        sheet.write(2, 1, 1234.5, book.add_format({"num_format": "#,##0.00"}))
        sheet.write(2, 2, 0.9357, book.add_format({"num_format": "0.00%"}))
        sheet.write(3, 0, "空白")
        sheet.write(4, 0, "零")
        sheet.write(4, 1, 0)
        sheet.write(4, 2, "—")
        sheet.write(5, 0, "出错")
        sheet.write_formula(5, 1, "=1/0", None, "#DIV/0!")
        sheet.write_datetime(5, 2, datetime.datetime(2021, 3, 4), book.add_format({"num_format": "yyyy-mm-dd"}))

    document = read_bytes(workbook(fill), "a.xlsx")
    assert document.text == (
        "收支表\n收支情况\n项目\t金额（万元）\t完成率\n合计\t1,234.50\t93.57%\n空白\t\t\n零\t0\t—\n出错\t#DIV/0!\t2021-03-04"
    )
    first = document.blocks[1]
    assert (first.kind, first.table, first.row, first.column, first.column_span) == ("cell", 0, 0, 0, 3)
    blank = next(b for b in document.blocks if (b.row, b.column) == (3, 1))
    assert blank.start == blank.end
    assert [block.kind for block in document.blocks].count("cell") == 16


def test_hidden_sheets_are_left_out_and_told(read_bytes):
    def fill(book):
        book.add_worksheet("表一").write(0, 0, "合计")
        hidden = book.add_worksheet("底稿")
        hidden.write(0, 0, "不看")
        hidden.hide()
        book.add_worksheet("空表")

    document = read_bytes(workbook(fill), "a.xlsx")
    assert document.text == "表一\n合计"
    assert [(notice.code, notice.message) for notice in document.notices] == [
        ("hidden-sheet", "工作表「底稿」是隐藏的，未读。")
    ]


def test_formulas_without_a_value_are_told(read_bytes):
    def fill(book):
        sheet = book.add_worksheet("收支")
        sheet.write(0, 0, "合计")
        sheet.write_formula(0, 1, "=SUM(C1:D1)", value="")
        sheet.write_formula(0, 2, "=1+1", value=2)

    document = read_bytes(workbook(fill), "a.xlsx")
    assert document.text == "收支\n合计\t\t2"
    assert [notice.message for notice in document.notices] == [
        "工作表「收支」有1个公式没有算好的值，未读。请用Excel打开后保存再读。"
    ]


def test_two_far_apart_cells_are_over_the_limit_and_not_laid_out(complaint):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(1_048_575, 16_383, 1)

    assert complaint(workbook(fill), "a.xlsx") == (
        "LimitError",
        "a.xlsx: 工作表「Sheet1」占1048576行16384列，太大。请删去多余的行和列，另存后再读。",
    )


def test_an_empty_workbook_says_so(complaint):
    assert complaint(workbook(lambda book: book.add_worksheet()), "a.xlsx") == (
        "UnreadableError",
        "a.xlsx: 文件里没有文字。请确认文件内容，扫描件请先作文字识别。",
    )


def test_a_truncated_workbook_says_so(complaint):
    data = workbook(lambda book: book.add_worksheet().write(0, 0, "合计"))
    assert complaint(data[:-200], "a.xlsx") == (
        "UnreadableError",
        "a.xlsx: 压缩包损坏或不完整。请重新下载或另存一份。",
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_workbook_reads_like_the_new_one(read_bytes, tmp_path):
    def fill(book):
        sheet = book.add_worksheet("收支表")
        sheet.merge_range(0, 0, 0, 3, "收支情况")
        money, rate = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "0.00%"})
        sheet.write_row(1, 0, ["项目", "金额", "完成率", "日期"])
        sheet.write(2, 0, "合计")
        sheet.write(2, 1, 1234.5, money)
        sheet.write(2, 2, 0.9357, rate)
        sheet.write_datetime(2, 3, datetime.datetime(2021, 3, 4), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
        sheet.write_row(3, 1, [1, 2, 3], money)
        sheet.write_row(4, 1, [-1e7, 12.345, 1e-7])
        sheet.write_formula(5, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(5, 2, "=1/4", rate, 0.25)
        sheet.write(5, 3, True)

    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(fill))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    old = tmp_path / "a.xls"
    if not old.exists():
        pytest.skip("LibreOffice has no spreadsheet component")
    text = (
        "收支表\n收支情况\n项目\t金额\t完成率\t日期\n合计\t1,234.50\t93.57%\t2021年3月4日\n\t1.00\t2.00\t3.00\n"
        "\t-10000000\t12.345\t0.0000001\n\t#DIV/0!\t25.00%\tTRUE"
    )
    assert read(path).text == text
    assert read(old).text == text


def test_an_old_workbook_that_cannot_be_opened_says_so(complaint, monkeypatch):
    data = ole("Workbook")
    assert complaint(data, "a.xls")[1] == "a.xls: 文件里没有文字。请确认文件内容，扫描件请先作文字识别。"
    monkeypatch.setattr(limits, "CHILD_BYTES", limits.MEGABYTE)
    line = "a.xls: Excel文件损坏或不完整。请用Excel或WPS打开后另存为.xlsx再读。"
    assert complaint(data, "a.xls") == ("UnreadableError", line)


def test_a_workbook_that_states_absurd_counts_is_read_all_the_same(read_bytes):
    data = workbook(lambda book: book.add_worksheet().write(0, 0, "合计"))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ount="1"', b'ount="999999999999"'))
    assert read_bytes(stream.getvalue(), "a.xlsx").text == "Sheet1\n合计"
