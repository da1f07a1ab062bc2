"""Tables in plain text whose cells only spaces part: a line of heads, then lines of a name and as many figures each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportminer.model import Block, Span
from reportminer.table.grid import state_of
from reportminer.text import normalise

_WORD = re.compile(r"\S+")
_COLUMN = re.compile(r"\S+(?: \S+)*")
_FIGURES = ("figure", "zero", "dash")
_FEWEST = 2
_LONGEST_NAME = 24
_PROSE = "，,。；;：:、！？"


def spaced_table(text: str, lines: Sequence[Span], index: int) -> list[list[Span]]:
    """The rows, as their cells, of the table whose heads stand in line `index`; [] where none begins there.

    lines  those of the text that are not blank, as (start, end)
    Two rows or more below the heads must hold a name and then two figures or more, one under each head; names may be
    letter-spaced (合 计). Prose has a stop or a comma in a line or ends its lines elsewhere, and makes no heads.
    """
    if index + _FEWEST >= len(lines) or " " not in text[slice(*lines[index + 1])].strip():
        return []
    first = _row(text, lines[index + 1])
    if len(first) <= _FEWEST:
        return []
    heads = _heads(text, lines[index], len(first))
    if not heads:
        return []
    rows = [heads]
    for line in lines[index + 1 :]:
        row = _row(text, line)
        if len(row) != len(first):
            break
        rows.append(row)
    return rows if len(rows) > _FEWEST else []


def _row(text: str, line: Span) -> list[Span]:
    """The name at the beginning of a line and the figures after it; [] where the line is no such row."""
    words = [match.span() for match in _WORD.finditer(text, *line)]
    states = [state_of(normalise(text[start:end])) for start, end in words]
    figures = len(words)
    while figures and states[figures - 1] in _FIGURES:
        figures -= 1
    if not 0 < figures < len(words) or any(state in _FIGURES for state in states[1:figures]):
        return []
    name = words[0][0], words[figures - 1][1]
    spaced = figures > 1 and any(end - start > 1 for start, end in words[:figures]) and states[0] not in _FIGURES
    if spaced or name[1] - name[0] > _LONGEST_NAME or any(sign in text[slice(*name)] for sign in "，。；"):
        return []
    if states[0] in _FIGURES:
        return [words[0], (words[1][0], name[1]), *words[figures:]] if figures > 1 else []
    return [name, *words[figures:]]


def _heads(text: str, line: Span, columns: int) -> list[Span]:
    """The heads in a line, as many as there are columns; [] where it holds prose, figures or another number of them."""
    if any(sign in text[slice(*line)] for sign in _PROSE):
        return []
    for pattern in (_WORD, _COLUMN):
        words = [match.span() for match in pattern.finditer(text, *line)]
        if len(words) == columns:
            named = all(state_of(normalise(text[slice(*word)])) not in _FIGURES for word in words)
            return words if named else []
    return []


def cells(rows: Sequence[Sequence[Span]], table: int) -> list[Block]:
    """The cells of a table's rows as blocks."""
    return [
        Block(start, end, "cell", table=table, row=row, column=column)
        for row, spans in enumerate(rows)
        for column, (start, end) in enumerate(spans)
    ]
