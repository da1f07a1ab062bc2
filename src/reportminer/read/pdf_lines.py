"""The lines and tables of a PDF page, whichever engine gave them; lengths in points, from the top left corner."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter

from msgspec import Struct


class Char(Struct):
    """One printed letter; size and edges in points."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


class Piece(Struct, frozen=True, gc=False):
    """A stretch of a line without a wide gap in it."""

    text: str
    x0: float
    x1: float


class Line(Struct, frozen=True, gc=False):
    """One printed line; `size` is the height of its letters, `confidence` that of its recognition if it was scanned."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    pieces: tuple[Piece, ...] = ()
    confidence: float | None = None


class TableCell(Struct, frozen=True, gc=False):
    """One cell of a printed table, 0-based, merged cells once."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    confidence: float | None = None


class Table(Struct, frozen=True):
    """A printed table; `edges` are the left edges of its columns, by which a continuation is known."""

    cells: tuple[TableCell, ...]
    top: float
    bottom: float
    edges: tuple[float, ...]

    @property
    def rows(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)


class Raster(Struct, frozen=True):
    """Where the cells of a table stand: each with its row, column and spans, in the order of the boxes given.

    xs, ys  the edges of its columns and rows
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    shapes: tuple[tuple[int, int, int, int], ...]
    places: dict[tuple[int, int], int]

    def at(self, x: float, y: float) -> int | None:
        """The number of the cell that holds this point, None outside all."""
        return self.places.get((bisect_left(self.ys, y) - 1, bisect_left(self.xs, x) - 1))


def raster_of(boxes: Sequence[tuple[float, float, float, float]], near: float) -> Raster:
    """The raster that boxes (x0, top, x1, bottom) make; edges nearer than `near` are one."""
    xs = _edges([box[0] for box in boxes] + [box[2] for box in boxes], near)
    ys = _edges([box[1] for box in boxes] + [box[3] for box in boxes], near)
    places: dict[tuple[int, int], int] = {}
    shapes: list[tuple[int, int, int, int]] = []
    for x0, y0, x1, y1 in boxes:
        row, column = _nearest(ys, y0), _nearest(xs, x0)
        rows, columns = max(1, _nearest(ys, y1) - row), max(1, _nearest(xs, x1) - column)
        for covered_row in range(row, row + rows):
            for covered in range(column, column + columns):
                places[covered_row, covered] = len(shapes)
        shapes.append((row, column, rows, columns))
    return Raster(tuple(xs), tuple(ys), tuple(shapes), places)


def _edges(values: Sequence[float], near: float) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > near:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


class Page(Struct, frozen=True):
    """What stands on a page, in reading order."""

    width: float
    height: float
    items: tuple[Line | Table, ...] = ()
    scanned: bool = False
    undecoded: int = 0


ASCENT = 0.85
"""The share of a letter's height above the line on which it stands."""

WIDE_GAP = 1.0
"""A gap of this many letter heights parts two pieces of a line."""


def is_wide_script(char: str) -> bool:
    """Whether a letter stands beside others without a space: Chinese letters and their punctuation."""
    return char >= "\u2e80" or char in "“”‘’—…·℃①②③④⑤⑥⑦⑧⑨⑩"


def joined(first: str, second: str) -> str:
    """Two stretches of text that a line break parted: only two latin words are kept apart by a space."""
    if first and second and first[-1].isascii() and second[0].isascii():
        if first[-1].isalpha() and (second[0].isalpha() or second[0].isdigit()):
            return f"{first} {second}"
        if first[-1] in ",.;:" and second[0].isalpha():
            return f"{first} {second}"
    return first + second


def pieces_of(letters: Iterable[tuple[str, float, float]], size: float, left: float) -> list[Piece]:
    """The letters of one line of this size from left to right, whatever order they come in; those drawn twice once.

    letters  each with its left and its right edge
    """
    pieces: list[Piece] = []
    text = last = ""
    begin = last_x0 = last_x1 = 0.0
    space = False
    for letter, x0, x1 in sorted(letters, key=itemgetter(1)):
        if letter.isspace():
            space = True
            continue
        if letter == last and abs(x0 - last_x0) < 0.1 * size:
            continue
        gap = x0 - last_x1
        if not last:
            begin = x0
        elif gap > WIDE_GAP * size:
            pieces.append(Piece(text, begin - left, last_x1 - left))
            text, begin = "", x0
        elif space or (gap > 0.25 * size and not (is_wide_script(text[-1]) or is_wide_script(letter[0]))):
            text += " "
        text += letter
        last, last_x0, last_x1, space = letter, x0, x1, False
    if last:
        pieces.append(Piece(text, begin - left, last_x1 - left))
    return pieces


def line_of(pieces: Sequence[Piece], top: float, bottom: float, size: float, confidence: float | None = None) -> Line:
    """The line made of these pieces, in the order from left to right; letter-spaced titles are closed up."""
    if len(pieces) > 1 and all(len(piece.text) == 1 and is_wide_script(piece.text) for piece in pieces):
        text = "".join(piece.text for piece in pieces)
        pieces = (Piece(text, pieces[0].x0, pieces[-1].x1),)
    else:
        text = " ".join(piece.text for piece in pieces)
    return Line(text, pieces[0].x0, pieces[-1].x1, top, bottom, size, tuple(pieces), confidence)


def in_order(lines: Iterable[Line], width: float, gap: float = WIDE_GAP) -> list[Line]:
    """Lines from the top down, those on one height made one; lines of a page in two columns stay as they come.

    gap  letter heights between neighbours that part them into pieces
    """
    lines = list(lines)
    if all(above.bottom <= below.top for above, below in itertools.pairwise(lines)) or _two_columns(lines, width):
        return lines
    ordered: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom) / 2):
        last = ordered[-1] if ordered else None
        if last is not None and _same_height(last, line):
            both = sorted((*last.pieces, *line.pieces), key=lambda piece: piece.x0)
            apart = all(a.x1 <= b.x0 + line.size / 2 for a, b in itertools.pairwise(both))
            if apart:
                size = max(last.size, line.size)
                known = [part.confidence for part in (last, line) if part.confidence is not None]
                ordered[-1] = line_of(_closed(both, gap * size), last.top, last.bottom, size, min(known, default=None))
                continue
        ordered.append(line)
    return ordered


def _closed(pieces: Sequence[Piece], gap: float) -> list[Piece]:
    """Neighbours nearer than `gap` points made one piece."""
    closed = [pieces[0]]
    for piece in pieces[1:]:
        last = closed[-1]
        if piece.x0 - last.x1 < gap:
            closed[-1] = Piece(joined(last.text, piece.text), last.x0, piece.x1)
        else:
            closed.append(piece)
    return closed


def _same_height(one: Line, other: Line) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.6 * min(one.bottom - one.top, other.bottom - other.top)


def _two_columns(lines: Sequence[Line], width: float) -> bool:
    """Whether most lines stand in the left or in the right half, and long enough to be running text."""
    middle = width / 2
    left = [line for line in lines if line.x1 < middle + 5 and line.x1 - line.x0 > width / 4]
    right = [line for line in lines if line.x0 > middle - 5 and line.x1 - line.x0 > width / 4]
    return min(len(left), len(right)) >= 8 and len(left) + len(right) > 0.8 * len(lines)
