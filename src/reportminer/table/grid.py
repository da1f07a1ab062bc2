"""A table as a grid of cells, each with its heads, the unit stated for it and what it holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Literal

from msgspec import Struct

from reportminer.model import Block, Relation

State = Literal["text", "figure", "zero", "dash", "blank", "unreadable", "index"]
"""What a cell holds. A blank, a 0, a dash and an unreadable cell are four different things; an index is a row number,
a column number or a code, which measures nothing."""

SPAN_LIMIT = 1000
"""Rows or columns that a merged cell covers at most."""

_FIGURE = re.compile(
    r"[≥≤<>=约近]?\(?[-+△▲]?[¥$]?\s?\d[\d,]*(?:\.\d+)?\)?\s?"
    r"(?:%|‰|个?百分点|[元万亿千百人次户个家份条件项场期台套辆处所间名位天米里亩吨斤克升平方度分倍]{1,4})?(?:以上|以内|以下)?"
)
_ZERO = re.compile(r"[-+]?[¥$]?0[0,]*(?:\.0+)?[%‰元万亿]*")
_DASH = re.compile(r"[-—―─一/\\~…]+|[-—]/[-—]")
_UNREADABLE = re.compile(r"[#*]{2,}|#[A-Z0-9/]+[!?]?|[\ufffd□■?]+|.*\ufffd.*")
YEAR = re.compile(r"(?:19|20)\d\d年?(?:度|末|初)?|\d{1,2}月")


class Cell(Struct, frozen=True):
    """One cell; `text` is half-width and without spaces, so that a head broken over lines reads whole.

    row_heads, column_heads  the texts that name its row (leftmost first) and its column (topmost first)
    units                    words that may be its unit, likeliest first: from its heads, then from the caption; a
                             caller keeps the first that it knows as a unit
    """

    block: Block
    text: str
    state: State
    row: int
    column: int
    row_heads: tuple[str, ...] = ()
    column_heads: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    in_head: bool = False

    @property
    def start(self) -> int:
        return self.block.start

    @property
    def end(self) -> int:
        return self.block.end

    @property
    def row_head(self) -> str:
        """The text that names the row most closely, "" without one."""
        return self.row_heads[-1] if self.row_heads else ""

    @property
    def column_head(self) -> str:
        """The text that names the column most closely, "" without one."""
        return self.column_heads[-1] if self.column_heads else ""

    @property
    def measures(self) -> bool:
        """Whether the cell holds a figure, 0 among them."""
        return self.state in ("figure", "zero")


class Grid(Struct, frozen=True, dict=True):
    """One table; cells in reading order, merged cells once, at their first row and column."""

    table: int
    start: int
    end: int
    rows: int
    columns: int
    caption_units: tuple[str, ...]
    cells: tuple[Cell, ...]

    @cached_property
    def _places(self) -> dict[tuple[int, int], Cell]:
        places: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + min(cell.block.row_span, SPAN_LIMIT)):
                for column in range(cell.column, cell.column + min(cell.block.column_span, SPAN_LIMIT)):
                    places.setdefault((row, column), cell)
        return places

    @cached_property
    def _starts(self) -> list[int]:
        return [cell.start for cell in self.cells]

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place, None where there is none."""
        return self._places.get((row, column))

    def holding(self, offset: int) -> Cell | None:
        """The cell whose text holds this offset of the document."""
        index = bisect_right(self._starts, offset) - 1
        cell = self.cells[index] if index >= 0 else None
        return cell if cell is not None and offset < max(cell.end, cell.start + 1) else None


def state_of(text: str) -> State:
    """What a cell with this half-width text without spaces holds, as far as the text alone tells."""
    if not text:
        return "blank"
    if YEAR.fullmatch(text) and not text.isdigit():
        return "text"
    if _ZERO.fullmatch(text):
        return "zero"
    if _FIGURE.fullmatch(text):
        return "figure"
    if _DASH.fullmatch(text):
        return "dash"
    return "unreadable" if _UNREADABLE.fullmatch(text) else "text"


TABULAR = "表内"
"""Begins the cue of every relation that a table claims: the checks of running text leave it to those of tables."""


def is_tabular(relation: Relation) -> bool:
    """Whether a table claims the relation."""
    return relation.cue.startswith(TABULAR)
