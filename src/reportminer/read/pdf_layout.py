"""Lines and tables of a PDF page through pdfplumber: slower, for pages with drawn tables or letters in odd places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportminer.read.pdf_lines import (
    ASCENT,
    Char,
    Line,
    Page,
    Table,
    TableCell,
    in_order,
    joined,
    line_of,
    pieces_of,
    raster_of,
)

_NEAR = 3.0
"""Points within which two table edges are one."""

_SHORTEST = 1.0
"""Points that an edge measures at least; the ends of drawn rules are shorter."""


def layout(page: Any) -> Page:
    """The lines and tables of a `pdfplumber` page in reading order; undecoded counts letters that map to nothing."""
    chars, edges = _drawn(page)
    found = [table for table in _tables(page, edges) if _is_table(table, page)]
    inside, outside = _parted(chars, found)
    undecoded = sum(char.text.startswith("(cid:") or "\ue000" <= char.text <= "\uf8ff" for char in chars)
    top = page.bbox[1]
    left = page.bbox[0]
    items: list[Line | Table] = in_order(_lines(outside, left, top), page.width)  # type: ignore[assignment]
    for table, cells in zip(found, inside, strict=True):
        _insert(items, _table(table, cells, left, top))
    return Page(float(page.width), float(page.height), tuple(items), undecoded=undecoded)


def _drawn(page: Any) -> tuple[list[Char], list[dict[str, Any]]]:
    """The upright letters of a page and the edges of what is drawn on it.

    pdfplumber's own list of letters costs as much as parsing the page: it resolves two dozen properties of each.
    """
    from pdfminer.layout import LTChar, LTCurve
    from pdfplumber.utils.geometry import obj_to_edges

    left, above = page.mediabox[:2]
    below = page.height + above
    chars: list[Char] = []
    edges: list[dict[str, Any]] = []
    for item in _flat(page.layout):
        if isinstance(item, LTChar):
            text = item.get_text()
            if item.upright and text:
                chars.append(Char(text, item.x0 + left, item.x1 + left, below - item.y1, below - item.y0, item.size))
        elif isinstance(item, LTCurve):
            edges += obj_to_edges(page.process_object(item))
    return chars, edges


def _flat(layout: Any) -> Iterator[Any]:
    """What a page draws, in its order, forms opened."""
    from pdfminer.layout import LTContainer

    waiting: list[Iterable[Any]] = [iter(layout)]
    while waiting:
        for item in waiting[-1]:
            if isinstance(item, LTContainer):
                waiting.append(iter(item))
                break
            yield item
        else:
            waiting.pop()


def _tables(page: Any, edges: list[dict[str, Any]]) -> list[Any]:
    """The tables that these edges make, by pdfplumber."""
    from pdfplumber.utils.geometry import filter_edges

    ways = ("vertical", "horizontal")
    lines = {way: filter_edges(edges, way[0], min_length=_SHORTEST) for way in ways}
    if min(map(len, lines.values())) < 2:
        return []
    strategies = {f"{way}_strategy": "explicit" for way in ways}
    return list(page.find_tables({**strategies, **{f"explicit_{way}_lines": lines[way] for way in ways}}))


def _insert(items: list[Line | Table], table: Table) -> None:
    place = 0
    for index, item in enumerate(items):
        if (item.top + item.bottom) / 2 < table.top:
            place = index + 1
    items.insert(place, table)


def _is_table(table: Any, page: Any) -> bool:
    """Whether ruling lines make a table and no frame around text: more than one cell, more than one column or row."""
    if len(table.cells) < 2:
        return False
    x0, top, x1, bottom = table.bbox
    columns = {round(cell[0]) for cell in table.cells}
    if len(columns) > 1:
        return True
    return len(table.cells) > 2 and (bottom - top) < 0.9 * float(page.height) and (x1 - x0) > 20


def _parted(chars: Sequence[Char], tables: Sequence[Any]) -> tuple[list[list[Char]], list[Char]]:
    """The letters inside each table, and those outside all of them."""
    inside: list[list[Char]] = [[] for _ in tables]
    outside: list[Char] = []
    boxes = [table.bbox for table in tables]
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        for index, (x0, top, x1, bottom) in enumerate(boxes):
            if x0 <= x <= x1 and top <= y <= bottom:
                inside[index].append(char)
                break
        else:
            outside.append(char)
    return inside, outside


def _table(table: Any, chars: Sequence[Char], left: float, top: float) -> Table:
    raster = raster_of(sorted(table.cells, key=lambda cell: (cell[1], cell[0])), _NEAR)
    held: list[list[Char]] = [[] for _ in raster.shapes]
    for char in chars:
        index = raster.at((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2)
        if index is not None:
            held[index].append(char)
    cells = tuple(
        TableCell(_cell_text(members), *shape)
        for shape, members in sorted(zip(raster.shapes, held, strict=True), key=lambda pair: pair[0])
    )
    return Table(cells, table.bbox[1] - top, table.bbox[3] - top, tuple(x - left for x in raster.xs))


def _cell_text(chars: Sequence[Char]) -> str:
    text = ""
    for line in in_order(_lines(chars, 0.0, 0.0), 0.0):
        text = joined(text, line.text) if text else line.text
    return text


def _lines(chars: Sequence[Char], left: float, top: float) -> Iterator[Line]:
    """Letters gathered into lines by their height on the page."""
    row: list[Char] = []
    for char in sorted(chars, key=lambda char: ((char.top + char.bottom) / 2, char.x0)):
        if row:
            middle = (row[0].top + row[0].bottom) / 2
            if abs((char.top + char.bottom) / 2 - middle) > 0.4 * max(row[0].size, char.size):
                yield from _line(row, left, top)
                row = []
        row.append(char)
    if row:
        yield from _line(row, left, top)


def _line(row: list[Char], left: float, top: float) -> Iterator[Line]:
    size = max(char.size for char in row)
    pieces = pieces_of([(char.text, char.x0, char.x1) for char in row], size, left)
    if pieces:
        baseline = max(char.bottom for char in row) - top - (1 - ASCENT) * size
        yield line_of(pieces, baseline - ASCENT * size, baseline + (1 - ASCENT) * size, size)
