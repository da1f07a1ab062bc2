"""What the XML of an .xlsx says beyond the values: how its numbers are printed and which cells hold errors."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

from lxml import etree
from msgspec import Struct

from reportminer.errors import UnreadableError
from reportminer.read import limits
from reportminer.read.container import open_zip, read_member
from reportminer.read.sheet_formats import BUILT_IN, GENERAL
from reportminer.read.source import Source

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class SheetParts(Struct):
    """Of one sheet: the format codes of its numbers and the texts of its error cells, by (row, column), 0-based."""

    formats: dict[tuple[int, int], str]
    errors: dict[tuple[int, int], str]


def read_parts(source: Source) -> dict[str, SheetParts]:
    """Sheet name → its parts, for every sheet of an .xlsx.

    Raises `UnreadableError` for damaged XML, `LimitError` where the cells span more than can be held: the reader of
    values lays a sheet out as one rectangle.
    """
    with open_zip(source.path, source.data) as archive:
        codes = _format_codes(source, archive)
        return {name: _read_sheet(source, archive, part, codes) for name, part in _sheets(source, archive)}


def _parse(source: Source, data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(source) from error


def _damaged(source: Source) -> UnreadableError:
    return source.unreadable("Excel文件损坏或不完整。", "请用Excel或WPS打开后另存一份。")


def _sheets(source: Source, archive: ZipFile) -> list[tuple[str, str]]:
    """Name and member of each sheet."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return []
    book = _parse(source, read_member(source.path, archive, "xl/workbook.xml"))
    relations = _parse(source, read_member(source.path, archive, "xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    found = []
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            found.append((sheet.get("name", ""), part))
    return found


def _format_codes(source: Source, archive: ZipFile) -> list[str]:
    """The format code of each cell style, by its index."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    root = _parse(source, read_member(source.path, archive, "xl/styles.xml"))
    own = {format_.get("numFmtId"): format_.get("formatCode", "") for format_ in root.iter(f"{_MAIN}numFmt")}
    styles = root.find(f"{_MAIN}cellXfs")
    codes = []
    for style in () if styles is None else styles:
        number = style.get("numFmtId", "0")
        built_in = BUILT_IN.get(int(number), GENERAL) if number.isdecimal() else GENERAL
        codes.append(own.get(number, built_in))
    return codes


def _read_sheet(source: Source, archive: ZipFile, part: str, codes: list[str]) -> SheetParts:
    parts = SheetParts({}, {})
    lowest = rightmost = count = 0
    data = read_member(source.path, archive, part)
    events = etree.iterparse(
        io.BytesIO(data), tag=f"{_MAIN}c", resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, cell in events:
            place = _place(cell.get("r", ""))
            if place is None:
                continue
            count += 1
            lowest, rightmost = max(lowest, place[0]), max(rightmost, place[1])
            if count > limits.CELLS or (lowest + 1) * (rightmost + 1) > limits.SHEET_AREA:
                raise source.over(
                    f"工作表占{lowest + 1}行{rightmost + 1}列，太大。", "请删去多余的行和列，另存后再读。"
                )
            kind, style = cell.get("t", "n"), cell.get("s", "0")
            if kind == "e":
                parts.errors[place] = cell.findtext(f"{_MAIN}v") or "#ERROR"
            elif kind == "n" and style.isdecimal() and int(style) < len(codes) and codes[int(style)] != GENERAL:
                parts.formats[place] = codes[int(style)]
            cell.clear()
    except etree.XMLSyntaxError as error:
        raise _damaged(source) from error
    return parts


def _place(reference: str) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
