"""Spreadsheets (.xlsx, .xls): each visible sheet its name and a table, its numbers as they print."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.model import Document
from reportminer.read import limits
from reportminer.read.build import Builder
from reportminer.read.media import XLSX
from reportminer.read.sheet_xlsx import Sheet, read_sheets
from reportminer.read.source import Source
from reportminer.read.table import Cell, write_table


def read(source: Source) -> Document:
    """The tables of a spreadsheet; macros are never run, formulas show the values stored with them."""
    builder = Builder(source)
    for sheet in read_sheets(source) if source.media_type == XLSX else _old_sheets(source):
        if not sheet.texts:
            continue
        if sheet.hidden:
            builder.notice("hidden-sheet", f"工作表「{sheet.name}」是隐藏的，未读。")
            continue
        if sheet.unreckoned:
            said = f"工作表「{sheet.name}」有{sheet.unreckoned}个公式没有算好的值，未读。请用Excel打开后保存再读。"
            builder.notice("formula", said)
        builder.line(sheet.name)
        write_table(builder, builder.table(), _cells(source, sheet))
    return builder.document()


def _old_sheets(source: Source) -> Iterator[Sheet]:
    from reportminer.read.sheet_xls import read_sheets as read_old_sheets

    yield from read_old_sheets(source)


def _cells(source: Source, sheet: Sheet) -> Iterator[Cell]:
    """The cells within the rows and columns that hold anything, blank ones too; merged ones once, where they begin."""
    top, left = min(row for row, _ in sheet.texts), min(column for _, column in sheet.texts)
    bottom, right = max(row for row, _ in sheet.texts), max(column for _, column in sheet.texts)
    rows, columns = bottom - top + 1, right - left + 1
    if rows * columns > limits.SHEET_AREA:
        problem = f"工作表「{sheet.name}」占{rows}行{columns}列，太大。"
        raise source.over(problem, "请删去多余的行和列，另存后再读。")
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (first, start), (last, end) in sheet.merges:
        last, end = min(last, bottom), min(end, right)
        spans[first, start] = max(last - first + 1, 1), max(end - start + 1, 1)
        covered |= {(row, column) for row in range(first, last + 1) for column in range(start, end + 1)}
        if len(covered) > limits.SHEET_AREA:
            raise source.over(f"工作表「{sheet.name}」合并的单元格太多。")
    covered -= spans.keys()
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) not in covered:
                text = sheet.texts.get((row, column), "")
                yield Cell(row - top, column - left, text, *spans.get((row, column), (1, 1)))
