"""Rows and columns of a table as lines of figures that hang together, and what their heads say of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from reportminer.relate.tables.names import LEVELS
from reportminer.relate.tables.sheets import Sheet, Words
from reportminer.table import Cell

_LABELS = (
    r"[一二三四五六七八九十]{1,3}[、.]",
    r"\([一二三四五六七八九十]{1,3}\)",
    r"\d{1,2}[、.](?!\d)",
    r"\(\d{1,2}\)",
    r"[①-⑳]",
)
_LEVELS = [re.compile(label) for label in _LABELS]

Block = Sequence[Sequence[Cell]]
"""columns of cells, each with the same rows"""


class Line(Struct, frozen=True):
    """A row, or a column, as one line of figures: `cells` by the number of the column, or row, that crosses it."""

    heads: tuple[str, ...]
    cells: dict[int, Cell]
    level: int = 0
    total: bool = False
    among: bool = False
    less: bool = False

    @property
    def head(self) -> str:
        return self.heads[-1] if self.heads else ""


def blocks_of(sheet: Sheet, words: Words) -> list[Block]:
    """The columns with figures that can be added, those together whose rows have the same heads."""
    columns: dict[tuple[int, int], list[Cell]] = {}
    for cell in sheet.body:
        if _usable(cell, sheet, words):
            columns.setdefault((sheet.parts_of_body[cell.row], cell.column), []).append(cell)
    grouped: dict[object, list[list[Cell]]] = {}
    for (part, _), cells in columns.items():
        if any(sheet.figure(cell) for cell in cells):
            key = (part, tuple((cell.row, cell.row_heads) for cell in cells))
            grouped.setdefault(key, []).append(cells)
    return list(grouped.values())


def rows_of(block: Block, sheet: Sheet, words: Words) -> list[Line]:
    """The rows of a block as lines."""
    return [
        _line(cells[0].row_heads, {cell.column: cell for cell in cells}, words, _level(cells[0], sheet))
        for cells in zip(*block, strict=True)
    ]


def columns_of(block: Block, words: Words) -> list[Line]:
    """The columns of a block as lines."""
    return [_line(cells[0].column_heads, {cell.row: cell for cell in cells}, words, 1) for cells in block]


def _usable(cell: Cell, sheet: Sheet, words: Words) -> bool:
    figure = sheet.figure(cell)
    heads = (*cell.column_heads[-1:], *cell.row_heads[-1:])
    return (figure is None or figure.kind in LEVELS) and not any(words.holds("table_not_added", head) for head in heads)


def _line(heads: tuple[str, ...], cells: dict[int, Cell], words: Words, level: int) -> Line:
    return Line(
        heads,
        cells,
        level,
        bool(heads) and words.ends("table_total", heads[-1]),
        any(words.begins("table_among", head) for head in heads),
        bool(heads) and words.begins("table_less", heads[-1]),
    )


def _level(cell: Cell, sheet: Sheet) -> int:
    """How deep a row stands: by the length of its code, its label, or the indent of its head."""
    for column in range(cell.column):
        left = sheet.grid.at(cell.row, column)
        if left is not None and left.state == "index" and len(left.text) in (3, 5, 7):
            return len(left.text)
    head = cell.row_head
    for depth, label in enumerate(_LEVELS, 1):
        if label.match(head):
            return depth
    return 1
