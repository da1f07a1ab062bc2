"""Tables in plain text: lines whose cells are parted by tabs, or by spaces under a line of heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportminer.model import Block, Span
from reportminer.table.grid import state_of
from reportminer.table.spaced import cells as spaced_cells
from reportminer.table.spaced import spaced_table
from reportminer.text import normalise

_SPACE = re.compile(r"\s+")
_TABBED_ROWS = 3


def line_blocks(text: str) -> tuple[Block, ...]:
    """One block for each line of `text` that is not blank; lines that tabs part into the same columns are a table.

    Three lines or more (two, of three cells or more) with the same number of tabs, a figure among them, are the rows
    of a table, as text copied out of a word processor or a spreadsheet has them; so are heads and rows that spaces
    part (`spaced.spaced_table`).
    """
    blocks: list[Block] = []
    table = 0
    run: list[Span] = []
    lines = [line for line in _lines_of(text) if text[slice(*line)].strip()]
    index = 0
    while index < len(lines):
        start, end = lines[index]
        if run and text.count("\t", start, end) != text.count("\t", *run[0]):
            table += _close(text, run, table, blocks)
            run = []
        rows = [] if "\t" in text[start:end] else spaced_table(text, lines, index)
        if "\t" in text[start:end].strip(" "):
            run.append((start, end))
        elif rows:
            blocks.extend(spaced_cells(rows, table))
            table += 1
            index += len(rows) - 1
        else:
            blocks.append(Block(start, end))
        index += 1
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
