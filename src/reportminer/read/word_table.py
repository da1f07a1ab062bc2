"""Word tables: rows and cells with their merges, nested tables handed back to be written after their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from reportminer.read import limits
from reportminer.read.numbering import W, integer, value
from reportminer.read.table import Cell

_WRAPPERS = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"}


def unwrapped(element: Any, *tags: str) -> Iterator[Any]:
    """The children with these tags, also inside content controls and insertions."""
    for child in element.iterchildren("*"):
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from unwrapped(child, *tags)


def is_frame(table: Any) -> bool:
    """Whether a table has but one cell: a frame round running text."""
    rows = list(unwrapped(table, W + "tr"))
    return len(rows) == 1 and sum(1 for _ in unwrapped(rows[0], W + "tc")) == 1


def read_table(table: Any, text_of: Callable[[Any], str]) -> list[Cell]:
    """The cells of a w:tbl in the order of rows and columns.

    text_of  gives the text of a w:tc; called once for each cell that shows, in order
    """
    cells: list[Cell] = []
    above: dict[int, Cell] = {}
    row = 0
    for element in unwrapped(table, W + "tr"):
        properties = element.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            continue
        column = _count(properties, "gridBefore", 0)
        beside: Cell | None = None
        for tc in unwrapped(element, W + "tc"):
            settings = tc.find(W + "tcPr")
            if settings is not None and settings.find(W + "cellDel") is not None:
                continue
            width = max(_count(settings, "gridSpan", 1), 1)
            if _continues(settings, "hMerge") and beside is not None:
                beside.column_span += width
            elif _continues(settings, "vMerge") and column in above:
                above[column].row_span = row - above[column].row + 1
                beside = None
            else:
                beside = Cell(row, column, text_of(tc), 1, width)
                cells.append(beside)
                above[column] = beside
            column += width
        row += 1
    return cells


def _count(properties: Any, name: str, otherwise: int) -> int:
    number = integer(value(properties, name))
    return otherwise if number is None else min(max(number, 0), limits.SPAN)


def _continues(settings: Any, name: str) -> bool:
    """Whether the cell only goes on with the merged one above it or before it."""
    state = value(settings, name)
    return state is not None and state != "restart"
