"""The grids of a document: which cells are heads, which cells they name, which units they state."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from reportminer.model import Block, Document
from reportminer.table.grid import SPAN_LIMIT, YEAR, Cell, Grid, State, state_of
from reportminer.text import normalise

_SPACE = re.compile(r"\s+")
_INTEGER = re.compile(r"\d{1,9}")
_BRACKET = re.compile(r"\(([^()]{1,8})\)|[/:]([^/:()]{1,6})\Z")
_CAPTION = re.compile(r"单位[:：为]\s*([^\s,，。;；)）\]】|:：]{1,12})")
_COUNTER = re.compile(r"行\s*次|栏\s*次|序\s*号|编\s*号|.{0,6}编\s*码|.{0,6}代\s*码|年\s*份|年\s*度|No\.?")
"""Heads of columns and rows that number, code or date the others: signs of the form, not of the report."""

_CAPTION_BLOCKS = 4
_CAPTION_REACH = 400


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


def _grid(text: str, table: int, members: list[Block], above: Sequence[Block]) -> Grid:
    cells = []
    for block in members:
        content = _SPACE.sub("", normalise(text[block.start : block.end]))
        cells.append(Cell(block, content, state_of(content), block.row or 0, block.column or 0))
    rows = max(cell.row + min(cell.block.row_span, SPAN_LIMIT) for cell in cells)
    columns = max(cell.column + min(cell.block.column_span, SPAN_LIMIT) for cell in cells)
    caption = tuple(_caption_units(text, cells, above, members[0].start))
    bare = Grid(table, members[0].start, max(b.end for b in members), rows, columns, caption, tuple(cells))
    return _with_heads(_with_indexes(bare))


def _caption_units(text: str, cells: Sequence[Cell], above: Sequence[Block], start: int) -> Iterator[str]:
    """Words after 单位：, those inside the table first, then those above it, the nearest first."""
    for cell in cells:
        if cell.state == "text" and len(cell.text) < 60:
            for match in _CAPTION.finditer(cell.text):
                yield from match[1].split("、")
    for block in reversed(above):
        if start - block.end > _CAPTION_REACH:
            return
        line = text[block.start : block.end]
        if len(line) < 120:
            for match in reversed(list(_CAPTION.finditer(normalise(line)))):
                yield from match[1].split("、")


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
        if len(row) > 1 and all(YEAR.fullmatch(cell.text) for cell in row):
            marked.update((id(cell), "text") for cell in row)
        elif len(row) > 2 and row[0].text == "1" and all(_INTEGER.fullmatch(c.text) for c in row) and _counts_up(row):
            marked.update((id(cell), "index") for cell in row)
        else:
            first = False
    marked.update((id(cell), "index") for cell in _numbered(grid))
    if not marked:
        return grid
    cells = tuple(replace(c, state=marked[id(c)]) if id(c) in marked else c for c in grid.cells)
    return Grid(grid.table, grid.start, grid.end, grid.rows, grid.columns, grid.caption_units, cells)


def _numbered(grid: Grid) -> Iterator[Cell]:
    """The integers below a head such as 行次, and those beside one such as 栏次."""
    named: dict[int, int] = {}
    worded: set[int] = set()
    counted: set[int] = set()
    for cell in grid.cells:
        if cell.state == "text":
            if _COUNTER.fullmatch(cell.text):
                named.setdefault(cell.column, cell.row)
                counted.add(cell.row)
            else:
                worded.add(cell.row)
    for cell in grid.cells:
        if cell.measures and _INTEGER.fullmatch(cell.text):
            below = cell.row > named.get(cell.column, grid.rows)
            if below or (cell.row in counted and cell.row not in worded):
                yield cell


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
        for row in range(cell.row + 1, cell.row + min(cell.block.row_span, SPAN_LIMIT)):
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
        rows = _row_heads(by_row[cell.row], cell, named)
        columns = by_column(cell)
        corner = _units([head for other in by_row[cell.row] if other.column < cell.column for head in by_column(other)])
        units = tuple(dict.fromkeys((*_units(rows, whole=True), *_units(columns), *corner, *grid.caption_units)))
        cells.append(replace(cell, row_heads=rows, column_heads=columns, units=units))
    return Grid(grid.table, grid.start, grid.end, grid.rows, grid.columns, grid.caption_units, tuple(cells))


def _head_rows(grid: Grid) -> list[int]:
    """Rows that name columns, in order: those before the first figure, and later rows of short words only."""
    heads: list[int] = []
    lonely: set[int] = set()
    body = False
    for row, members in groupby(grid.cells, key=lambda cell: cell.row):
        cells = list(members)
        figures = sum(cell.measures for cell in cells)
        words = [cell for cell in cells if cell.state == "text"]
        if len(words) == 1 and any(cell.state in ("blank", "dash") for cell in cells):
            lonely.add(row)
        if not figures and (words or any(cell.state == "index" for cell in cells)):
            wide = sum(cell.block.column_span for cell in words) * 2 >= grid.columns
            if not body or (len(words) > 2 and wide and all(len(cell.text) <= 16 for cell in words)):
                heads.append(row)
                continue
        body = body or bool(figures)
    if not body:
        return heads[:1]
    first = min(cell.row for cell in grid.cells if cell.measures)
    late = sum(row < first for row in heads)
    # a text row right above the first figures may be a body row without figures: it names no column of its own
    kept = late
    while kept > 1 and heads[kept - 1] in lonely:
        kept -= 1
    return heads[:kept] + heads[late:]


def _column_heads(grid: Grid, heads: Sequence[int]) -> Callable[[Cell], tuple[str, ...]]:
    within = set(heads)
    named: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.row in within and cell.state == "text" and not _CAPTION.search(cell.text):
            for column in range(cell.column, cell.column + min(cell.block.column_span, SPAN_LIMIT)):
                named.setdefault(column, []).append(cell)

    rows = {column: [head.row for head in members] for column, members in named.items()}

    def of(cell: Cell) -> tuple[str, ...]:
        column = named.get(cell.column, [])
        last = bisect_left(rows.get(cell.column, []), cell.row)
        nearest: list[Cell] = []
        for at in range(last - 1, -1, -1):
            head = column[at]
            if nearest and nearest[-1].row - head.row > max(1, head.block.row_span):
                break
            if head.block.column_span < grid.columns:
                nearest.append(head)
        return tuple(head.text for head in reversed(nearest))

    return of


def _row_heads(row: Sequence[Cell], cell: Cell, heads: set[int]) -> tuple[str, ...]:
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
