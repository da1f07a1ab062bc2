"""Tables without drawn lines: rows of figures that stand in columns, taken only where the columns are plain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reportminer.read.pdf_lines import Line, Piece, Table, TableCell, joined

_FIGURE = re.compile(r"[(（]?[-+−△▲]?[¥￥]?\d[\d,，]*(?:\.\d+)?[)）]?\s?(?:[%％‰]|[\u4e00-\u9fff]{0,3})|[-—–/]{1,3}")
_LABELLED = re.compile(r"[：:]\S")
_LONGEST = 30
_HEAD_ROWS = 3


def with_tables(items: Sequence[Line | Table]) -> list[Line | Table]:
    """The items of a page with runs of aligned lines made tables; everything else as it was."""
    if not any(map(_is_body, items)):
        return list(items)
    found: list[Line | Table] = []
    index = 0
    while index < len(items):
        end = _run_end(items, index)
        run = [item for item in items[index:end] if isinstance(item, Line)]
        head = _head_start(found) if run else len(found)
        table = _table([item for item in found[head:] if isinstance(item, Line)], run) if run else None
        if table is not None:
            del found[len(found) - table[1] :]
            found.append(table[0])
            index = end
        elif run:
            found.extend(run)
            index = end
        else:
            found.append(items[index])
            index += 1
    return found


def _figures(line: Line) -> int:
    return sum(_FIGURE.fullmatch(piece.text) is not None for piece in line.pieces)


def _is_body(item: object) -> bool:
    """Whether a line is a row of figures: a name or none, then figures in pieces of their own."""
    if not isinstance(item, Line) or len(item.pieces) < 2:
        return False
    figures = _figures(item)
    return figures >= 1 and figures >= len(item.pieces) - 2 and all(len(p.text) <= _LONGEST for p in item.pieces)


def _run_end(items: Sequence[object], index: int) -> int:
    """The end of the run of rows of figures from `index`; a short line between two of them belongs to it."""
    end = index
    while end < len(items):
        if _is_body(items[end]):
            end += 1
        elif end > index and end + 1 < len(items) and _is_body(items[end + 1]) and _is_wrap(items[end]):
            end += 2
        else:
            break
    return end


def _is_wrap(item: object) -> bool:
    return isinstance(item, Line) and len(item.pieces) == 1 and len(item.text) <= 12


def _head_start(found: Sequence[object]) -> int:
    """Where the lines begin that may be the head of a table after `found`."""
    start = len(found)
    while start > 0 and len(found) - start < _HEAD_ROWS:
        item = found[start - 1]
        if not isinstance(item, Line) or len(item.pieces) < 2 or _LABELLED.search(item.text):
            break
        start -= 1
    return start


def _table(head: Sequence[Line], body: Sequence[Line]) -> tuple[Table, int] | None:
    """The table that these lines make and how many head lines it took; None where the columns are not plain."""
    rows = [line for line in body if len(line.pieces) > 1]
    columns = _columns(rows)
    widest = max(len(line.pieces) for line in rows)
    if len(columns) != widest or len(rows) < (3 if widest > 2 else 4):
        return None
    taken: list[Line] = []
    for line in reversed(head):
        if any(not _over(columns, piece) for piece in line.pieces):
            break
        taken.insert(0, line)
    cells: dict[tuple[int, int], TableCell] = {}
    row = -1
    for line in (*taken, *body):
        wraps = len(line.pieces) == 1
        row += not wraps
        for piece in line.pieces:
            over = _over(columns, piece)
            if not over or (len(over) > 1 and line not in taken):
                return None
            before = cells.get((row, over[0]))
            if wraps and before is None:
                return None
            text = joined(before.text, piece.text) if before else piece.text
            cells[row, over[0]] = TableCell(text, row, over[0], 1, len(over), line.confidence)
    edges = tuple(left for left, _ in columns)
    placed = tuple(cell for _, cell in sorted(cells.items()))
    first = taken[0] if taken else body[0]
    return Table(placed, first.top, body[-1].bottom, edges), len(taken)


def _columns(rows: Sequence[Line]) -> list[tuple[float, float]]:
    """The stretches of the page's width that pieces fill, from left to right, where they overlap made one."""
    spans = sorted((piece.x0, piece.x1) for line in rows for piece in line.pieces)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _over(columns: Sequence[tuple[float, float]], piece: Piece) -> list[int]:
    """The columns that a piece stands over; a head may be wider than its figures, so the nearest counts too."""
    over = [index for index, (left, right) in enumerate(columns) if piece.x0 < right and piece.x1 > left]
    if over or not columns:
        return over
    middle = (piece.x0 + piece.x1) / 2
    gaps = [b[0] - a[1] for a, b in pairwise(columns)]
    nearest = min(range(len(columns)), key=lambda index: min(abs(middle - edge) for edge in columns[index]))
    distance = min(abs(middle - edge) for edge in columns[nearest])
    return [nearest] if distance < min(gaps, default=0.0) / 2 else []
