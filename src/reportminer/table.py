"""The tables of a document as grids: for every cell its heads, the unit stated for it and what it holds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from reportminer.model import Block, Document, Relation, Span
from reportminer.text import normalise

State = Literal["text", "figure", "zero", "dash", "blank", "unreadable", "index"]
"""What a cell holds. A blank, a 0, a dash and an unreadable cell are four different things; an index is a row number,
a column number or a code, which measures nothing."""

_SPACE = re.compile(r"\s+")
_FIGURE = re.compile(
    r"[≥≤<>=约近]?\(?[-+△▲]?[¥$]?\s?\d[\d,]*(?:\.\d+)?\)?\s?"
    r"(?:%|‰|个?百分点|[元万亿千百人次户个家份条件项场期台套辆处所间名位天米里亩吨斤克升平方度分倍]{1,4})?(?:以上|以内|以下)?"
)
_ZERO = re.compile(r"[-+]?[¥$]?0[0,]*(?:\.0+)?[%‰元万亿]*")
_DASH = re.compile(r"[-—―─一/\\~…]+|[-—]/[-—]")
_UNREADABLE = re.compile(r"[#*]{2,}|#[A-Z0-9/]+[!?]?|[\ufffd□■?]+|.*\ufffd.*")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度|末|初)?|\d{1,2}月")
_INTEGER = re.compile(r"\d{1,9}")
_BRACKET = re.compile(r"\(([^()]{1,8})\)|[/:]([^/:()]{1,6})\Z")
_CAPTION = re.compile(r"单位[:：为]\s*([^\s,，。;；)）\]】|:：]{1,8})")
_COUNTER = re.compile(r"行\s*次|栏\s*次|序\s*号|编\s*号|.{0,6}编\s*码|.{0,6}代\s*码|年\s*份|年\s*度|No\.?")
"""Heads of columns and rows that number, code or date the others: signs of the form, not of the report."""

_CAPTION_BLOCKS = 4
_CAPTION_REACH = 400


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
            for row in range(cell.row, cell.row + min(cell.block.row_span, _SPAN_LIMIT)):
                for column in range(cell.column, cell.column + min(cell.block.column_span, _SPAN_LIMIT)):
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


_SPAN_LIMIT = 1000


def grids(document: Document) -> tuple[Grid, ...]:
    """Every table of `document`, in the order of the text; () for a document without tables."""
    blocks = document.blocks
    found: list[Grid] = []
    numbered: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind == "cell" and block.table is not None and block.row is not None and block.column is not None:
            numbered.setdefault(block.table, []).append(block)
    if not numbered:
        return ()
    outside = [block for block in blocks if block.kind != "cell"]
    ends = [block.end for block in outside]
    for table, members in numbered.items():
        members.sort(key=lambda block: (block.start, block.end))
        above = bisect_right(ends, members[0].start)
        found.append(_grid(document.text, table, members, outside[max(0, above - _CAPTION_BLOCKS) : above]))
    found.sort(key=lambda grid: grid.start)
    return tuple(found)


def state_of(text: str) -> State:
    """What a cell with this half-width text without spaces holds, as far as the text alone tells."""
    if not text:
        return "blank"
    if _YEAR.fullmatch(text) and not text.isdigit():
        return "text"
    if _ZERO.fullmatch(text):
        return "zero"
    if _FIGURE.fullmatch(text):
        return "figure"
    if _DASH.fullmatch(text):
        return "dash"
    return "unreadable" if _UNREADABLE.fullmatch(text) else "text"


def _grid(text: str, table: int, members: list[Block], above: Sequence[Block]) -> Grid:
    cells = []
    for block in members:
        content = _SPACE.sub("", normalise(text[block.start : block.end]))
        cells.append(Cell(block, content, state_of(content), block.row or 0, block.column or 0))
    rows = max(cell.row + min(cell.block.row_span, _SPAN_LIMIT) for cell in cells)
    columns = max(cell.column + min(cell.block.column_span, _SPAN_LIMIT) for cell in cells)
    caption = tuple(_caption_units(text, cells, above, members[0].start))
    bare = Grid(table, members[0].start, max(b.end for b in members), rows, columns, caption, tuple(cells))
    return _with_heads(_with_indexes(bare))


def _caption_units(text: str, cells: Sequence[Cell], above: Sequence[Block], start: int) -> Iterator[str]:
    """Words after 单位：, those inside the table first, then those above it, the nearest first."""
    for cell in cells:
        if cell.state == "text" and len(cell.text) < 60:
            for match in _CAPTION.finditer(cell.text):
                yield match[1]
    for block in reversed(above):
        if start - block.end > _CAPTION_REACH:
            return
        line = text[block.start : block.end]
        if len(line) < 120:
            for match in reversed(list(_CAPTION.finditer(normalise(line)))):
                yield match[1]


def _with_indexes(grid: Grid) -> Grid:
    """`grid` with row numbers, column numbers and codes told from figures, and bare years from both."""
    marked: dict[int, State] = {}
    by_column = sorted((c for c in grid.cells if c.measures), key=lambda cell: (cell.column, cell.row))
    for _, group in groupby(by_column, key=lambda cell: cell.column):
        column = list(group)
        integers = [cell for cell in column if _INTEGER.fullmatch(cell.text)]
        if len(integers) == len(column) and (_counts_up(integers) or _is_code(integers)):
            marked.update((id(cell), "index") for cell in integers)
    first = True
    for _, members in groupby(grid.cells, key=lambda cell: cell.row):
        row = [cell for cell in members if cell.measures]
        if not row or not first:
            continue
        if len(row) > 1 and all(_YEAR.fullmatch(cell.text) for cell in row):
            marked.update((id(cell), "text") for cell in row)
        elif len(row) > 2 and row[0].text == "1" and all(_INTEGER.fullmatch(c.text) for c in row) and _counts_up(row):
            marked.update((id(cell), "index") for cell in row)
        else:
            first = False
    for columns in _numbered(grid):
        marked.update((id(cell), "index") for cell in columns)
    if not marked:
        return grid
    cells = tuple(replace(c, state=marked[id(c)]) if id(c) in marked else c for c in grid.cells)
    return Grid(grid.table, grid.start, grid.end, grid.rows, grid.columns, grid.caption_units, cells)


def _numbered(grid: Grid) -> Iterator[list[Cell]]:
    """The integers below a head such as 行次, and those beside one such as 栏次."""
    named = [cell for cell in grid.cells if cell.state == "text" and _COUNTER.fullmatch(cell.text)]
    for head in named:
        integers = [cell for cell in grid.cells if cell.measures and _INTEGER.fullmatch(cell.text)]
        below = [cell for cell in integers if cell.column == head.column and cell.row > head.row]
        beside = [cell for cell in integers if cell.row == head.row]
        texts = [c for c in grid.cells if c.row == head.row and c.state == "text" and not _COUNTER.fullmatch(c.text)]
        yield below
        if not texts:
            yield beside


def _counts_up(cells: Sequence[Cell]) -> bool:
    values = [int(cell.text) for cell in cells]
    steps = all(after - before == 1 for before, after in pairwise(values))
    return steps and len(values) >= (3 if values[0] == 1 else 5)


def _is_code(cells: Sequence[Cell]) -> bool:
    """Whether the integers are codes of a classification: 3, 5 or 7 digits, the longer ones under the shorter."""
    texts = {cell.text for cell in cells}
    if len(texts) < 2 or not all(len(text) in (3, 5, 7) for text in texts):
        return False
    longer = [text for text in texts if len(text) > 3]
    return bool(longer) and (
        all(text[:3] in texts for text in longer)
        or (all(len(text) == 7 for text in texts) and all(text[0] in "23" for text in texts))
    )


def _with_heads(grid: Grid) -> Grid:
    heads = _head_rows(grid)
    by_column = _column_heads(grid, heads)
    by_row = {row: list(members) for row, members in groupby(grid.cells, key=lambda cell: cell.row)}
    covering = [cell for cell in grid.cells if cell.block.row_span > 1]
    for cell in covering:
        for row in range(cell.row + 1, cell.row + min(cell.block.row_span, _SPAN_LIMIT)):
            if row in by_row:
                by_row[row].append(cell)
    for members in by_row.values():
        members.sort(key=lambda cell: cell.column)
    cells = []
    named = set(heads)
    for cell in grid.cells:
        if cell.row in named:
            cells.append(replace(cell, in_head=True))
            continue
        rows = _row_heads(by_row[cell.row], cell, heads)
        columns = by_column(cell)
        corner = _units([head for other in by_row[cell.row] if other.column < cell.column for head in by_column(other)])
        units = tuple(dict.fromkeys((*_units(rows, whole=True), *_units(columns), *corner, *grid.caption_units)))
        cells.append(replace(cell, row_heads=rows, column_heads=columns, units=units))
    return Grid(grid.table, grid.start, grid.end, grid.rows, grid.columns, grid.caption_units, tuple(cells))


def _head_rows(grid: Grid) -> list[int]:
    """Rows that name columns, in order: those before the first figure, and later rows of short words only."""
    heads: list[int] = []
    body = False
    for row, members in groupby(grid.cells, key=lambda cell: cell.row):
        cells = list(members)
        figures = sum(cell.measures for cell in cells)
        words = [cell for cell in cells if cell.state == "text"]
        if not figures and (words or any(cell.state == "index" for cell in cells)):
            wide = sum(cell.block.column_span for cell in words) * 2 >= grid.columns
            if not body or (len(words) > 2 and wide and all(len(cell.text) <= 16 for cell in words)):
                heads.append(row)
                continue
        body = body or bool(figures)
    if not body:
        return heads[:1]
    first = min(cell.row for cell in grid.cells if cell.measures)
    late = [row for row in heads if row < first]
    # a text row right above the first figures may be a body row without figures: it names no column of its own
    while len(late) > 1 and _names_nothing(grid, late[-1]):
        heads.remove(late.pop())
    return heads


def _names_nothing(grid: Grid, row: int) -> bool:
    cells = [cell for cell in grid.cells if cell.row == row]
    return sum(cell.state == "text" for cell in cells) == 1 and any(cell.state in ("blank", "dash") for cell in cells)


def _column_heads(grid: Grid, heads: Sequence[int]) -> Callable[[Cell], tuple[str, ...]]:
    within = set(heads)
    named: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.row in within and cell.state == "text" and not _CAPTION.search(cell.text):
            for column in range(cell.column, cell.column + min(cell.block.column_span, _SPAN_LIMIT)):
                named.setdefault(column, []).append(cell)

    def of(cell: Cell) -> tuple[str, ...]:
        column = named.get(cell.column, [])
        last = bisect_left([head.row for head in column], cell.row)
        nearest: list[Cell] = []
        for head in reversed(column[:last]):
            if nearest and nearest[-1].row - head.row > max(1, head.block.row_span):
                break
            if head.block.column_span < grid.columns:
                nearest.append(head)
        return tuple(head.text for head in reversed(nearest))

    return of


def _row_heads(row: Sequence[Cell], cell: Cell, heads: Sequence[int]) -> tuple[str, ...]:
    """The run of text cells nearest to the left of `cell`."""
    found: list[str] = []
    for other in reversed(row):
        if other.column >= cell.column or other.row in heads:
            continue
        if other.state == "text":
            found.append(other.text)
        elif found and other.state != "index":
            break
    return tuple(reversed(found))


def _units(heads: Sequence[str], whole: bool = False) -> Iterator[str]:
    for position, head in enumerate(reversed(heads)):
        for match in reversed(list(_BRACKET.finditer(head))):
            yield match[1] or match[2]
        if whole and position == 0 and 0 < len(head) <= 4:
            yield head


TABULAR = "表内"
"""Begins the cue of every relation that a table claims: the checks of running text leave it to those of tables."""


def is_tabular(relation: Relation) -> bool:
    """Whether a table claims the relation."""
    return relation.cue.startswith(TABULAR)


def line_blocks(text: str) -> tuple[Block, ...]:
    """One block for each line of `text` that is not blank; lines that tabs part into the same columns are a table.

    Three lines or more (two, of three cells or more) with the same number of tabs, a figure among them, are the rows of a table, as text
    copied out of a word processor or a spreadsheet has them.
    """
    blocks: list[Block] = []
    table = 0
    run: list[Span] = []
    for start, end in _lines_of(text):
        if run and text.count("\t", start, end) != text.count("\t", *run[0]):
            table += _close(text, run, table, blocks)
            run = []
        if "\t" in text[start:end].strip(" "):
            run.append((start, end))
        elif not text[start:end].isspace():
            blocks.append(Block(start, end))
    _close(text, run, table, blocks)
    return tuple(blocks)


def _lines_of(text: str) -> Iterator[Span]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield start, end - 1 if text[end - 1] == "\r" else end
        start = end + 1


def _close(text: str, run: Sequence[Span], table: int, blocks: list[Block]) -> bool:
    """Adds the lines of a run as a table, or as the paragraphs that they are; whether it was a table."""
    cells = []
    for row, (start, end) in enumerate(run):
        at = start
        for column, content in enumerate(text[start:end].split("\t")):
            cells.append(Block(at, at + len(content), "cell", table=table, row=row, column=column))
            at += len(content) + 1
    figures = (state_of(_SPACE.sub("", normalise(text[cell.start : cell.end]))) == "figure" for cell in cells)
    if len(run) + min(1, text.count("\t", *run[0]) // 2 if run else 0) >= _TABBED_ROWS and any(figures):
        blocks.extend(cells)
        return True
    blocks.extend(Block(start, end) for start, end in run if not text[start:end].isspace())
    return False


_TABBED_ROWS = 3
