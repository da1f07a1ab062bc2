"""Tables as the canonical text holds them: cells between tabs, rows on lines, each cell a block of its own."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from reportminer.model import Block
from reportminer.read import limits
from reportminer.read.build import Builder


class Cell(Struct):
    """One cell where it begins; `row` and `column` are 0-based, blank cells have the text ""."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


def write_table(builder: Builder, table: int, cells: Iterable[Cell], *, page: int | None = None) -> None:
    """Append the cells of one table, in the order of rows and columns, to the report.

    A row is a line, its cells parted by tabs; a cell that covers several rows or columns stands where it begins.
    """
    row = 0
    column = 0
    for cell in cells:
        if cell.row > row:
            builder.text("\n" * (cell.row - row))
            row, column = cell.row, 0
        builder.text("\t" * max(cell.column - column, 0))
        column = max(cell.column, column)
        start, end = builder.text(cell.text)
        builder.block(
            Block(
                start,
                end,
                "cell",
                page=page,
                table=table,
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
            )
        )
    builder.text("\n")


class Grid:
    """Places the cells of a table given row by row, as Word and HTML state them: with the spans that they claim."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self._taken: dict[int, tuple[Cell, int]] = {}
        self._row = -1
        self._column = 0

    def next_row(self) -> None:
        """Begin a row."""
        self._row += 1
        self._column = 0
        self._taken = {column: (cell, last) for column, (cell, last) in self._taken.items() if last >= self._row}

    def skip(self, columns: int) -> None:
        """Leave columns of this row empty, without cells."""
        self._column += min(max(columns, 0), limits.SPAN)

    def add(self, text: str, row_span: int = 1, column_span: int = 1) -> Cell:
        """Place a cell in the next free column of this row."""
        while self._column in self._taken:
            self._column += 1
        row_span = min(max(row_span, 1), limits.SPAN)
        column_span = min(max(column_span, 1), limits.SPAN)
        cell = Cell(self._row, self._column, text, row_span, column_span)
        self.cells.append(cell)
        if row_span > 1:
            for column in range(self._column, self._column + column_span):
                self._taken[column] = (cell, self._row + row_span - 1)
        self._column += column_span
        return cell
