"""One writer per format; each takes analyses one by one, so that memory does not grow with their number."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from reportminer.errors import UsageError
from reportminer.export.tables import FINDINGS, REPORTS, TABLES, Row, Table, Value
from reportminer.model import Analysis

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MAX_ROWS = 1_048_576
MAX_CELL = 32_767
UNREAD, PASSED_OVER = "未读", "跳过"


class Sink(Protocol):
    """Takes analyses, and reports that could not be read, until it is closed by its context."""

    def add(self, analysis: Analysis) -> None:
        """Writes one analysis."""

    def fail(self, path: str, problem: str, state: str = UNREAD) -> None:
        """Writes one line for a report that could not be read, or a file that was passed over."""


def _failure(path: str, problem: str, state: str) -> Row:
    """A row of the table of reports for one that there is no analysis of."""
    row: list[Value] = [None] * len(REPORTS.heads)
    row[0], row[1], row[REPORTS.heads.index("读取说明")] = path, state, problem
    return tuple(row)


class JsonLines:
    """One analysis record a line, UTF-8. A report that could not be read has no record."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self._file = stack.enter_context(path.open("wb"))

    def add(self, analysis: Analysis) -> None:
        self._file.write(analysis.to_json() + b"\n")

    def fail(self, path: str, problem: str, state: str = UNREAD) -> None:
        del path, problem, state


class Csv:
    """One table as CSV, UTF-8 with BOM. Text that a spreadsheet would run as a formula gets an apostrophe in front."""

    def __init__(self, path: Path, table: Table, stack: ExitStack) -> None:
        file = stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
        self._table = table
        self._writer = csv.writer(file)
        self._writer.writerow(table.heads)

    def add(self, analysis: Analysis) -> None:
        for row in self._table.rows(analysis):
            self._writer.writerow([_csv_cell(value) for value in row])

    def fail(self, path: str, problem: str, state: str = UNREAD) -> None:
        if self._table is REPORTS:
            self._writer.writerow([_csv_cell(value) for value in _failure(path, problem, state)])


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    return "'" + text if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text


class _Sheet:
    """A worksheet that goes on in a further one when it is full."""

    def __init__(self, book: Any, table: Table, formats: dict[str, Any]) -> None:
        self._book, self._table, self._formats = book, table, formats
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        title = self._table.title if self._sheets == 1 else f"{self._table.title}{self._sheets}"
        self._sheet = self._book.add_worksheet(title)
        for column, width in enumerate(self._table.widths):
            self._sheet.set_column(column, column, width)
        self._sheet.freeze_panes(1, 0)
        for column, head in enumerate(self._table.heads):
            self._sheet.write_string(0, column, head, self._formats["\0head"])
        self._row = 1

    def end(self) -> None:
        self._sheet.autofilter(0, 0, max(self._row - 1, 0), len(self._table.heads) - 1)

    def write(self, row: Row) -> None:
        if self._row == MAX_ROWS:
            self.end()
            self._begin()
        for column, value in enumerate(row):
            self._cell(column, value)
        self._row += 1

    def _cell(self, column: int, value: Value) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            whole = value if len(value) <= MAX_CELL else value[: MAX_CELL - 1] + "…"
            self._sheet.write_string(self._row, column, whole, self._formats.get(value))
        elif Decimal(repr(float(value))) == value:
            self._sheet.write_number(self._row, column, float(value))
        else:
            self._sheet.write_string(self._row, column, f"{value:f}")


class Workbook:
    """An Excel workbook with a sheet for each table: frozen heads, filters, real number cells.

    A figure with more digits than a number cell holds exactly is written as text; so is everything that begins like a
    formula.
    """

    def __init__(self, path: Path, stack: ExitStack) -> None:
        import xlsxwriter

        # opened at once: a file that another program holds open is said before the work, not after it
        file = stack.enter_context(path.open("wb"))
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
        formats = {
            "\0head": book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1, "text_wrap": True}),
            "错误": book.add_format({"bg_color": "#F8CBAD"}),
            "提醒": book.add_format({"bg_color": "#FFE699"}),
        }
        self._sheets = {table.name: _Sheet(book, table, formats) for table in TABLES}
        stack.callback(self._close, book)
        stack.callback(self._end)

    def _end(self) -> None:
        for sheet in self._sheets.values():
            sheet.end()

    @staticmethod
    def _close(book: Any) -> None:
        from xlsxwriter.exceptions import XlsxFileError

        try:
            book.close()
        except XlsxFileError as error:
            if error.args and isinstance(error.args[0], OSError):
                raise error.args[0] from None
            raise OSError(str(error)) from error

    def add(self, analysis: Analysis) -> None:
        for table in TABLES:
            for row in table.rows(analysis):
                self._sheets[table.name].write(row)

    def fail(self, path: str, problem: str, state: str = UNREAD) -> None:
        self._sheets[REPORTS.name].write(_failure(path, problem, state))


class Folder:
    """All formats side by side: records.jsonl, one CSV a table, report.xlsx."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._sinks: list[Sink] = [JsonLines(path / "records.jsonl", stack)]
        self._sinks += [Csv(path / f"{table.name}.csv", table, stack) for table in TABLES]
        self._sinks.append(Workbook(path / "report.xlsx", stack))

    def add(self, analysis: Analysis) -> None:
        for sink in self._sinks:
            sink.add(analysis)

    def fail(self, path: str, problem: str, state: str = UNREAD) -> None:
        for sink in self._sinks:
            sink.fail(path, problem, state)


@contextmanager
def open_folder(target: Path) -> Iterator[Sink]:
    """The writer of all formats into the folder `target`, whatever its name."""
    with ExitStack() as stack:
        yield Folder(target, stack)


@contextmanager
def open_sink(target: Path) -> Iterator[Sink]:
    """The writer for `target`, by its suffix: .jsonl, .csv (named after a table, else findings), .xlsx, or a folder.

    Raises `UsageError` for another suffix.
    """
    tables = {table.name: table for table in TABLES}
    with ExitStack() as stack:
        match target.suffix.lower():
            case ".jsonl":
                yield JsonLines(target, stack)
            case ".csv":
                yield Csv(target, tables.get(target.stem, FINDINGS), stack)
            case ".xlsx":
                yield Workbook(target, stack)
            case "":
                yield Folder(target, stack)
            case suffix:
                raise UsageError(str(target), f"不能导出为 {suffix}。", "请用 .jsonl、.csv、.xlsx 或一个文件夹名。")
