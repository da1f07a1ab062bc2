"""Rejoins printed lines into paragraphs by where they stand, over page ends too, and broken tables into one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from reportminer.read.pdf_lines import Line, Page, Table, TableCell, is_wide_script, joined

_LABEL = re.compile(
    r"[(（][一二三四五六七八九十百\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十百\d]{1,3}(?:部分|[章节条篇])"
    r"|\d{1,2}(?:[、)）]|[.．](?!\d))|[①-⑳]|[a-zA-Z][.．、)）]"
)
_ENDS = re.compile(r"[。！？；：:!?;…][”’」』)）]?\Z")
_OPEN = re.compile(r"[，、,（(《“‘]\Z")
_WORD = re.compile(
    r"[“‘（《〈【〔(\[]*(?:[\x21-\x7e％．，]*[0-9A-Za-z%\])][\x21-\x7e％]*|.)[，。、；：！？”’）》〉】〕%％)\]]*(?:[“‘].?[，。、；：]*)*"
)
"""A word with the punctuation that may not leave it at a line's end."""

_SHORTEST_FULL = 18
"""Letters that a line must hold at least for its end to show where the margin is."""

_ALIKE = 0.15
"""The share by which the letters of two lines of one paragraph may differ in size …"""

_ALIKE_LABELLED = 0.08
"""… and by which they may where the second begins like a heading."""

_SET_OFF = 4
"""Letters of indent from which on a line is a title, a caption or a signature and begins no paragraph."""


class Paragraph(Struct, frozen=True):
    """One paragraph; `parts` are its stretches of text by page."""

    parts: tuple[tuple[int, str], ...]
    confidence: float | None = None


class PlacedTable(Struct, frozen=True):
    """One table, whole; `pages` gives for every row the page on which it begins."""

    cells: tuple[TableCell, ...]
    pages: tuple[int, ...]


class Flow(Struct, frozen=True):
    """Paragraphs and tables of the document in reading order; heads_dropped counts repeated table heads."""

    items: tuple[Paragraph | PlacedTable, ...]
    heads_dropped: int = 0


class _Body(Struct, frozen=True):
    """How running text stands: its margins, letter size and distance of lines, in points."""

    left: float
    right: float
    size: float
    leading: float
    marked: bool = False
    """whether the layout marks paragraphs, by an indent or by room above them, so that labels need not"""


def flow(pages: Sequence[Page]) -> Flow:
    """The pages as paragraphs and whole tables. Pages are counted from 0."""
    items: list[Paragraph | PlacedTable] = []
    open_lines: list[tuple[int, Line]] = []
    last_table: Table | None = None
    dropped = 0
    bodies = _bodies(pages)
    for number, page in enumerate(pages):
        body = bodies[number]
        for place, item in enumerate(page.items):
            if isinstance(item, Table):
                items.extend(_closed(open_lines))
                open_lines = []
                before = items[-1] if items else None
                if (
                    place == 0
                    and last_table is not None
                    and isinstance(before, PlacedTable)
                    and _goes_on(last_table, item)
                ):
                    whole, heads = _appended(before, item, number)
                    items[-1] = whole
                    dropped += heads
                else:
                    items.append(PlacedTable(item.cells, (number,) * item.rows))
                last_table = item
                continue
            last_table = None
            if open_lines and not _continues(open_lines[-1], item, number, body, bodies[open_lines[-1][0]]):
                items.extend(_closed(open_lines))
                open_lines = []
            open_lines.append((number, item))
    items.extend(_closed(open_lines))
    return Flow(tuple(items), dropped)


def _closed(lines: Sequence[tuple[int, Line]]) -> Iterator[Paragraph]:
    if not lines:
        return
    parts: list[tuple[int, str]] = []
    for page, line in lines:
        if parts and parts[-1][0] == page:
            parts[-1] = (page, joined(parts[-1][1], line.text))
        elif parts:
            # the space between two latin words belongs to the earlier page
            whole = joined(parts[-1][1], line.text)
            parts[-1] = (parts[-1][0], whole[: len(whole) - len(line.text)])
            parts.append((page, line.text))
        else:
            parts.append((page, line.text))
    known = [line.confidence for _, line in lines if line.confidence is not None]
    yield Paragraph(tuple(parts), min(known, default=None))


def _bodies(pages: Sequence[Page]) -> list[_Body]:
    """How each page's running text stands; pages with little text take the whole document's measure."""
    printed = [_lines(page) for page in pages]
    together = [list(pairwise(lines)) for lines in printed]
    whole = _body(
        list(chain.from_iterable(printed)), list(chain.from_iterable(together)), pages[0].width if pages else 0.0
    )
    found = []
    for page, lines, pairs in zip(pages, printed, together, strict=True):
        own = _body(lines, pairs, page.width) if len(lines) >= 8 else whole
        # a page of short lines alone has no right margin of its own
        own = replace(own, marked=whole.marked)
        found.append(own if own.right >= whole.right - 2 * whole.size or page.width != pages[0].width else whole)
    return found


def _lines(page: Page) -> list[Line]:
    return [item for item in page.items if isinstance(item, Line)]


def _body(lines: Sequence[Line], together: Sequence[tuple[Line, Line]], width: float) -> _Body:
    """How these lines stand, of which some follow each other on a page of this width."""
    if not lines:
        return _Body(0.0, 0.0, 12.0, 20.0)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text) // 8 or 1
    size = sizes.most_common(1)[0][0]
    # justified and ragged lines both end within two letters of the margin: take the right edge that most of them share
    rights = sorted(line.x1 for line in lines if abs(line.size - size) < 1) or [line.x1 for line in lines]
    right = rights[min(len(rights) - 1, int(len(rights) * 0.95))]
    left = min(Counter(round(line.x0) for line in lines).most_common(2))[0]
    full = [line for line in lines if line.x1 > right - 1.5 * size and line.x1 - line.x0 > _SHORTEST_FULL * size]
    if len(full) < 3:
        # short lines alone show no margin: take it to be as wide as the left one
        right = max(right, width - left)
    gaps = [gap for a, b in together if 0 < (gap := b.bottom - a.bottom) < 5 * size]
    body = _Body(left, right, size, median(gaps) if gaps else 1.6 * size)
    after_short = [(a, b) for a, b in together if a.x1 < right - 4 * size]
    marks = sum(_indented(b, body) or _apart(a, b, body) for a, b in after_short)
    return replace(body, marked=len(after_short) >= 4 and marks >= 0.8 * len(after_short))


def _continues(before: tuple[int, Line], line: Line, number: int, body: _Body, body_before: _Body) -> bool:
    """Whether `line` goes on with the paragraph of the line before it."""
    page, last = before
    alike = _ALIKE_LABELLED if _LABEL.match(line.text) else _ALIKE
    if abs(last.size - line.size) > alike * max(last.size, line.size) or len(line.pieces) > 2:
        return False
    if line.text[0] in "，。、；）》”":
        return True
    if last.x0 > body_before.left + _SET_OFF * body_before.size and abs(last.x0 - line.x0) >= 2:
        return False
    ended = _ENDS.search(last.text) is not None
    room = body_before.right - last.x1
    if room > (_first_word(line.text) + (0.3 if ended else 1.0)) * body_before.size:
        return False
    if _indented(line, body) and abs(last.x0 - line.x0) >= 2:
        return False
    if page == number and _apart(last, line, body) and not _OPEN.search(last.text):
        return False
    return not (ended and _LABEL.match(line.text)) or (body.marked and page == number)


def _indented(line: Line, body: _Body) -> bool:
    return line.x0 > body.left + 1.2 * body.size


def _apart(last: Line, line: Line, body: _Body) -> bool:
    """Whether there is more room between two lines than within a paragraph."""
    return line.bottom - last.bottom > 1.28 * body.leading


def _first_word(text: str) -> float:
    """The width in letters of what can't be parted at the beginning of a line: had there been room, it stood above."""
    match = _WORD.match(text)
    word = match[0] if match else text[:1]
    return sum(1.0 if is_wide_script(char) else 0.55 for char in word)


def _goes_on(table: Table, following: Table) -> bool:
    """Whether a table at the top of a page has the columns of the one that ended the page before."""
    ours, theirs = table.edges, following.edges
    return len(ours) == len(theirs) and all(abs(a - b) < 6 for a, b in zip(ours, theirs, strict=True))


def _appended(whole: PlacedTable, following: Table, page: int) -> tuple[PlacedTable, int]:
    """`whole` with the rows of its continuation; a head printed again is left out (1) or there was none (0)."""
    repeated = 0
    while repeated < following.rows - 1 and _row(following.cells, repeated) == _row(whole.cells, repeated):
        repeated += 1
        if any(char.isdigit() for text in _row(whole.cells, repeated) for char in text):
            break
    shift = len(whole.pages) - repeated
    added = tuple(replace(cell, row=cell.row + shift) for cell in following.cells if cell.row >= repeated)
    rows = (page,) * (following.rows - repeated)
    return PlacedTable(whole.cells + added, whole.pages + rows), int(repeated > 0)


def _row(cells: Sequence[TableCell], row: int) -> list[str]:
    return [cell.text for cell in cells if cell.row == row]
