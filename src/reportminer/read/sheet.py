"""Spreadsheets (.xlsx, .xls): each visible sheet its name and a table, its numbers as they print."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from reportminer.model import Document
from reportminer.read import limits
from reportminer.read.build import Builder
from reportminer.read.media import XLSX
from reportminer.read.sheet_formats import GENERAL, show
from reportminer.read.sheet_parts import SheetParts, read_parts
from reportminer.read.source import Source
from reportminer.read.table import Cell, write_table

_RESAVE = "请用Excel或WPS打开后另存为.xlsx再读。"


def read(source: Source) -> Document:
    """The tables of a spreadsheet; macros are never run, formulas show the values stored with them."""
    parts = read_parts(source) if source.media_type == XLSX else {}
    builder = Builder(source)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        for sheet in sheets:
            if sheet.visible != Visible.Visible:
                builder.notice("hidden-sheet", f"工作表「{sheet.name}」是隐藏的，未读。")
                continue
            _write(builder, source, book.get_sheet_by_name(sheet.name), parts.get(sheet.name) or SheetParts({}, {}))
    except PasswordError:
        raise source.unreadable("文件加了密码。", "请去掉打开密码，另存后再读。") from None
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise source.unreadable("Excel文件损坏或不完整。", _RESAVE) from error
    return builder.document()


def _write(builder: Builder, source: Source, sheet: CalamineSheet, parts: SheetParts) -> None:
    if sheet.start is None or sheet.end is None:
        return
    if (sheet.end[0] + 1) * (sheet.end[1] + 1) > limits.SHEET_AREA:
        raise source.over(f"工作表「{sheet.name}」太大。", "请删去多余的行和列，另存后再读。")
    cells = list(_cells(sheet, parts))
    if any(cell.text for cell in cells):
        builder.line(sheet.name)
        write_table(builder, builder.table(), cells)


def _cells(sheet: CalamineSheet, parts: SheetParts) -> Iterator[Cell]:
    """The cells of a sheet within the rows and columns that hold anything; merged ones once, where they begin."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if (bottom - top + 1) * (right - left + 1) > limits.SPAN:
            continue
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    covered -= spans.keys()
    rows = sheet.to_python(skip_empty_area=False)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if (row, column) in covered:
                continue
            text = parts.errors.get((row, column)) or _shown(value, parts.formats.get((row, column), GENERAL))
            yield Cell(row, column, text, *spans.get((row, column), (1, 1)))


def _shown(value: Any, code: str) -> str:
    """A value as the sheet prints it; "" for a blank cell."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return show(value, code)
    if isinstance(value, datetime | date):
        if "年" in code:
            return (
                f"{value.year}年{value.month}月{value.day}日"
                if "d" in code.lower()
                else f"{value.year}年{value.month}月"
            )
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value).strip()
