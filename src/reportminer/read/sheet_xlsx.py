"""The sheets of an .xlsx, read from its XML: values, how they print, and which cells are merged.

Written here because python-calamine, which reads .xls for us, takes the counts that a file states at their word: one
wrong number in a damaged .xlsx ends the whole process instead of raising an error.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree
from msgspec import Struct

from reportminer.errors import UnreadableError
from reportminer.read import limits
from reportminer.read.container import open_zip, read_member
from reportminer.read.memory import raise_starved
from reportminer.read.sheet_formats import BUILT_IN, GENERAL, show, show_date
from reportminer.read.source import Source

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_STRINGS, _STYLES, _BOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"

Place = tuple[int, int]


class Sheet(Struct, frozen=True):
    """One sheet: the printed text of its cells that hold anything, by (row, column), 0-based.

    merges      first and last cell of each merged range
    unreckoned  formulas whose value the file does not hold
    """

    name: str
    hidden: bool
    texts: dict[Place, str]
    merges: tuple[tuple[Place, Place], ...]
    unreckoned: int = 0


class _Book(Struct):
    """What the sheets share: strings, format codes by cell style, whether days are counted from 1904."""

    strings: list[str]
    codes: list[str]
    from_1904: bool


def read_sheets(source: Source) -> Iterator[Sheet]:
    """The sheets of an .xlsx in their order; `UnreadableError` for damaged XML, `LimitError` for too many cells."""
    with open_zip(source.path, source.data) as archive:
        names = set(archive.namelist())
        if not {_BOOK, _RELATIONS} <= names:
            raise _damaged(source)
        root = _parse(source, archive, _BOOK)
        properties = root.find(f"{_MAIN}workbookPr")
        from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        strings = _strings(source, archive) if _STRINGS in names else []
        book = _Book(strings, _codes(source, archive) if _STYLES in names else [], from_1904)
        targets = {item.get("Id"): item.get("Target", "") for item in _parse(source, archive, _RELATIONS)}
        for sheet in root.iter(f"{_MAIN}sheet"):
            target = targets.get(sheet.get(_RELATION), "")
            part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if part.startswith("xl/worksheets/") and part in names:
                hidden = sheet.get("state", "visible") != "visible"
                yield _sheet(source, archive, part, book, sheet.get("name", ""), hidden)


def _damaged(source: Source) -> UnreadableError:
    return source.unreadable("Excel文件损坏或不完整。", "请用Excel或WPS打开后另存一份。")


def _parse(source: Source, archive: ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(read_member(source.path, archive, part), parser)
    except etree.XMLSyntaxError as error:
        raise_starved(error)
        raise _damaged(source) from error


def _walk(source: Source, archive: ZipFile, part: str, *tags: str) -> Iterator[etree._Element]:
    """The elements with these tags, each emptied after use."""
    data = io.BytesIO(read_member(source.path, archive, part))
    wanted = [_MAIN + tag for tag in tags]
    try:
        for _, element in etree.iterparse(data, tag=wanted, resolve_entities=False, no_network=True, huge_tree=False):
            yield element
            element.clear()
    except etree.XMLSyntaxError as error:
        raise_starved(error)
        raise _damaged(source) from error


def _strings(source: Source, archive: ZipFile) -> list[str]:
    return [_rich(item) for item in _walk(source, archive, _STRINGS, "si")]


def _rich(item: etree._Element) -> str:
    """The text of a string in one or several fonts, without its pronunciation."""
    runs = item.iterchildren(f"{_MAIN}t", f"{_MAIN}r")
    return "".join(run.text or "" if run.tag == f"{_MAIN}t" else run.findtext(f"{_MAIN}t") or "" for run in runs)


def _codes(source: Source, archive: ZipFile) -> list[str]:
    root = _parse(source, archive, _STYLES)
    own = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iter(f"{_MAIN}numFmt")}
    codes = []
    for style in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        number = style.get("numFmtId", "0")
        codes.append(own.get(number) or BUILT_IN.get(number, GENERAL))
    return codes


def _sheet(source: Source, archive: ZipFile, part: str, book: _Book, name: str, hidden: bool) -> Sheet:
    texts: dict[Place, str] = {}
    merges: list[tuple[Place, Place]] = []
    unreckoned = 0
    for element in _walk(source, archive, part, "c", "mergeCell"):
        if element.tag == f"{_MAIN}mergeCell":
            first, _, last = element.get("ref", "").partition(":")
            start, end = _place(first), _place(last)
            if start and end and start <= end:
                merges.append((start, end))
            continue
        place = _place(element.get("r", ""))
        text = _printed(element, book) if place else ""
        # a formula that gives no text says so: t="str" and an empty value
        if not text and element.get("t") != "str" and element.find(f"{_MAIN}f") is not None:
            unreckoned += 1
        if place and text:
            texts[place] = text
            if len(texts) > limits.CELLS:
                raise source.over(f"表格单元格超过{limits.CELLS}个。")
    return Sheet(name, hidden, texts, tuple(merges), unreckoned)


def _printed(cell: etree._Element, book: _Book) -> str:
    """What a cell shows; errors such as #DIV/0! as they are, "" for a blank cell."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return "" if inline is None else _rich(inline).strip()
    value = (cell.findtext(f"{_MAIN}v") or "").strip()
    if kind == "s":
        return book.strings[int(value)].strip() if value.isdecimal() and int(value) < len(book.strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if kind != "n" or not value:
        return value
    style = cell.get("s", "0")
    code = book.codes[int(style)] if style.isdecimal() and int(style) < len(book.codes) else GENERAL
    return show_date(value, code, book.from_1904) or show(value, code)


def _place(reference: str) -> Place | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
