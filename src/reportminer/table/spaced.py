"""Tables in plain text whose cells only spaces part: a line of heads, then lines of a name and as many figures each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from reportminer.model import Block, Span
from reportminer.table.grid import state_of
from reportminer.text import normalise

_WORD = re.compile(r"\S+")
_COLUMN = re.compile(r"\S+(?: \S+)*")
_FIGURES = ("figure", "zero", "dash")
_FEWEST = 2
_LONGEST_NAME = 24
_PROSE = "，,。；;：:、！？"


class Row(Struct, frozen=True):
    """The cells of a row, as their places, and the column of the first; none in a heading between the rows.

    wide  how many columns the last cell covers
    """

    line: Span
    cells: Sequence[Span]
    first: int = 0
    wide: int = 1


def spaced_table(text: str, lines: Sequence[Span], index: int) -> list[Row]:
    """The rows of the table whose heads stand in line `index`; [] where none begins there.

    lines  those of the text that are not blank, as (start, end)
    Two rows or more below the heads must hold a name and then two figures or more, one under each head; names may be
    letter-spaced (合 计). Prose has a stop or a comma in a line or ends its lines elsewhere, and makes no heads.
    The last head may have heads of its own below it (2017比2016增减, and below that 增减值 增减%), or name a column of
    words (扣分原因); then headings, and rows of fewer figures, may stand between the rows (`_loose`).
    """
    if index + _FEWEST >= len(lines):
        return []
    rows = _plain(text, lines, index)
    return rows or _loose(text, lines, index)


def _plain(text: str, lines: Sequence[Span], index: int) -> list[Row]:
    """The rows that each have one figure under each head but the first."""
    if " " not in text[slice(*lines[index + 1])].strip():
        return []
    first = _row(text, lines[index + 1])
    if len(first) <= _FEWEST:
        return []
    heads = _heads(text, lines[index], len(first))
    if not heads:
        return []
    rows = [Row(lines[index], heads)]
    for line in lines[index + 1 :]:
        row = _row(text, line)
        if len(row) != len(first):
            break
        rows.append(Row(line, row))
    return rows if len(rows) > _FEWEST else []


def _loose(text: str, lines: Sequence[Span], index: int) -> list[Row]:
    """The rows under heads of two lines, or of which the last column holds words, to the last full one or its total.

    Three rows or more must be full.
    """
    heads = _words_of(text, lines[index])
    if len(heads) <= _FEWEST:
        return []
    below = _words_of(text, lines[index + 1])
    under = len(below) > 1 and len(below) < len(heads)
    rows = [Row(lines[index], heads, wide=len(below) if under else 1)]
    columns = len(heads)
    if under:
        rows.append(Row(lines[index + 1], below, len(heads) - 1))
        columns += len(below) - 1
    full = 0
    kept = start = len(rows)
    for line in lines[index + start :]:
        row = _loose_row(text, line, columns, worded=not under)
        if row is None or len(rows) - kept > _FEWEST:
            break
        rows.append(row)
        if len(row.cells) + row.first == columns:
            full += 1
            kept = len(rows)
        elif full > _FEWEST and len(row.cells) == columns - 1 and not under:
            # 合计 100 95 has no word behind it
            kept = len(rows)
    return rows[:kept] if full > _FEWEST else []


def _words_of(text: str, line: Span) -> list[Span]:
    """The words of a line of heads; [] where it holds prose or figures."""
    words = [match.span() for match in _WORD.finditer(text, *line)]
    prose = any(sign in text[slice(*line)] for sign in _PROSE)
    plain = all(state_of(normalise(text[slice(*word)])) not in _FIGURES for word in words)
    return words if plain and not prose else []


def _loose_row(text: str, line: Span, columns: int, *, worded: bool) -> Row | None:
    """A line of a table: a name and figures, figures alone, or a heading; None where it is prose.

    worded  whether the last column holds words, of which a row has at most one
    """
    words = [match.span() for match in _WORD.finditer(text, *line)]
    figured = [state_of(normalise(text[slice(*word)])) in _FIGURES for word in words]
    if "。" in text[slice(*line)]:
        return None
    if not any(figured):
        short = len(words) == 1 and words[0][1] - words[0][0] <= _LONGEST_NAME
        return Row(line, ()) if short and not any(sign in text[slice(*line)] for sign in "，；") else None
    if all(figured):
        return Row(line, words, 1) if len(words) == columns - 1 and not worded else None
    name = text[slice(*words[0])]
    if figured[0] or any(sign in name for sign in "，；：") or len(name) > _LONGEST_NAME or len(words) > columns:
        return None
    tail = 0 if all(figured[1:]) else 1
    if not all(figured[1 : len(figured) - tail]) or len(words) < _FEWEST + tail or (tail and not worded):
        return None
    return Row(line, words) if not worded or len(words) >= columns - 1 else None


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


def cells(rows: Sequence[Row], table: int) -> list[Block]:
    """The cells of a table's rows as blocks, the headings between them as paragraphs."""
    blocks = []
    for number, row in enumerate(rows):
        if not row.cells:
            blocks.append(Block(*row.line))
        for column, (start, end) in enumerate(row.cells, row.first):
            wide = row.wide if column == row.first + len(row.cells) - 1 else 1
            blocks.append(Block(start, end, "cell", table=table, row=number, column=column, column_span=wide))
    return blocks
