"""How the numbers of an .xls print: its cell formats, which python-calamine does not tell ([MS-XLS], BIFF8 records)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

from reportminer.read.ole import Ole
from reportminer.read.sheet_formats import BUILT_IN, GENERAL, show, show_date

_FORMAT, _STYLE, _SHEET, _DATES, _END = 0x041E, 0x00E0, 0x0085, 0x0022, 0x000A
_NUMBER, _RK, _MANY_RK, _FORMULA, _ERROR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

Place = tuple[int, int]


class _Book(Struct):
    """Format code by cell style, first record of each sheet, whether days are counted from 1904."""

    codes: list[str]
    sheets: dict[str, int]
    from_1904: bool


def printed_numbers(ole: Ole) -> dict[str, dict[Place, str]]:
    """Sheet name → the printed form of its numbers and errors by (row, column); {} for files older than Excel 97."""
    data = ole.stream("Workbook")
    try:
        book = _read_book(data)
        return {name: dict(_numbers(data, start, book)) for name, start in book.sheets.items()}
    except struct.error:
        return {}


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records from `at` to the end of their part."""
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == _END:
            return
        yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size


def _read_book(data: bytes) -> _Book:
    formats = dict(BUILT_IN)
    styles: list[str] = []
    book = _Book([], {}, False)
    for kind, content in _records(data, 0):
        if kind == _FORMAT:
            number, length, wide = struct.unpack_from("<HHB", content)
            formats[str(number)] = _text(content[5:], length, wide)
        elif kind == _STYLE:
            styles.append(str(struct.unpack_from("<H", content, 2)[0]))
        elif kind == _SHEET:
            start, _, length, wide = struct.unpack_from("<IHBB", content)
            book.sheets[_text(content[8:], length, wide)] = start
        elif kind == _DATES:
            book.from_1904 = struct.unpack_from("<H", content)[0] == 1
    book.codes = [formats.get(style, GENERAL) for style in styles]
    return book


def _text(data: bytes, length: int, wide: int) -> str:
    return data[: 2 * length].decode("utf-16-le", "replace") if wide & 1 else data[:length].decode("latin-1")


def _numbers(data: bytes, start: int, book: _Book) -> Iterator[tuple[Place, str]]:
    for kind, content in _records(data, start):
        if kind in (_NUMBER, _RK):
            row, column, style = struct.unpack_from("<HHH", content)
            value = struct.unpack_from("<d", content, 6)[0] if kind == _NUMBER else _rk(content[6:])
            yield (row, column), _shown(value, style, book)
        elif kind == _MANY_RK:
            row, column = struct.unpack_from("<HH", content)
            for at in range(4, len(content) - 7, 6):
                style = struct.unpack_from("<H", content, at)[0]
                yield (row, column + (at - 4) // 6), _shown(_rk(content[at + 2 :]), style, book)
        elif kind == _FORMULA:
            row, column, style = struct.unpack_from("<HHH", content)
            if content[12:14] != b"\xff\xff":
                yield (row, column), _shown(struct.unpack_from("<d", content, 6)[0], style, book)
            elif content[6] == 2:
                yield (row, column), _ERRORS.get(content[8], "#ERROR")
        elif kind == _ERROR:
            row, column, _, code, is_error = struct.unpack_from("<HHHBB", content)
            if is_error:
                yield (row, column), _ERRORS.get(code, "#ERROR")


def _rk(content: bytes) -> float:
    """A number packed into four bytes: 30 bits of a whole number or of a double, perhaps in hundredths."""
    raw: int = struct.unpack_from("<i", content)[0]
    value: float = raw >> 2 if raw & 2 else struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))[0]
    return value / 100 if raw & 1 else value


def _shown(value: float, style: int, book: _Book) -> str:
    code = book.codes[style] if style < len(book.codes) else GENERAL
    return show_date(repr(value), code, book.from_1904) or show(value, code)
