"""Rejoins printed lines into paragraphs by where they stand, over page ends too, and broken tables into one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from operator import sub
from statistics import median

from msgspec import Struct, field
from msgspec.structs import replace

from reportminer.read.pdf_lines import Line, Page, Table, TableCell, is_wide_script, joined

_LABEL = re.compile(
    r"[(（][一二三四五六七八九十百\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十百\d]{1,3}(?:部分|[章节条篇])"
    r"|\d{1,2}(?:[、)）]|[.．](?!\d))|[①-⑳]|[a-zA-Z][.．、)）]"
)
_STOPS = "。！？；：:!?;…"
_CLOSERS = "”’」』)）"
_OPEN = "，、,（(《“‘"
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

_THIN = 0.55
"""The width in letters of a letter that is none of Chinese."""

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
    page, text = lines[0][0], lines[0][1].text
    for number, line in lines[1:]:
        whole = joined(text, line.text)
        if number == page:
            text = whole
            continue
        # the space between two latin words belongs to the earlier page
        parts.append((page, whole[: len(whole) - len(line.text)]))
        page, text = number, line.text
    parts.append((page, text))
    known = [line.confidence for _, line in lines if line.confidence is not None]
    yield Paragraph(tuple(parts), min(known, default=None))


def _bodies(pages: Sequence[Page]) -> list[_Body]:
    """How each page's running text stands; pages with little text take the whole document's measure."""
    if not pages:
        return []
    printed = [_printed(page) for page in pages]
    every = _Printed()
    for one in printed:
        every.lines += one.lines
        every.steps += one.steps
        every.sizes.update(one.sizes)
        every.lefts.update(one.lefts)
    whole = _body(every, pages[0].width)
    together = chain.from_iterable(pairwise(one.lines) for one in printed)
    whole = replace(whole, marked=_marked(together, whole))
    found = []
    for page, one in zip(pages, printed, strict=True):
        own = _body(one, page.width, whole.marked) if len(one.lines) >= 8 else whole
        # a page of short lines alone has no right margin of its own
        found.append(own if own.right >= whole.right - 2 * whole.size or page.width != pages[0].width else whole)
    return found


class _Printed(Struct):
    """What lines there are, for measuring.

    steps   down from each to the next on its page, in points
    sizes   how much text there is of each size, to half a point
    lefts   how many lines begin at each point
    """

    lines: list[Line] = []
    steps: list[float] = []
    sizes: Counter[float] = field(default_factory=Counter)
    lefts: Counter[int] = field(default_factory=Counter)


def _printed(page: Page) -> _Printed:
    lines = [item for item in page.items if isinstance(item, Line)]
    exact: dict[float, int] = {}
    for line in lines:
        exact[line.size] = exact.get(line.size, 0) + (len(line.text) // 8 or 1)
    sizes: Counter[float] = Counter()
    for size, amount in exact.items():
        sizes[round(size * 2) / 2] += amount
    bottoms = [line.bottom for line in lines]
    return _Printed(lines, list(map(sub, bottoms[1:], bottoms)), sizes, Counter([round(line.x0) for line in lines]))


def _body(printed: _Printed, width: float, marked: bool = False) -> _Body:
    """How these lines stand on pages of this width."""
    lines = printed.lines
    if not lines:
        return _Body(0.0, 0.0, 12.0, 20.0)
    size = max(printed.sizes, key=printed.sizes.__getitem__)
    # justified and ragged lines both end within two letters of the margin: take the right edge that most of them share
    rights = sorted([line.x1 for line in lines if abs(line.size - size) < 1]) or [line.x1 for line in lines]
    right = rights[min(len(rights) - 1, int(len(rights) * 0.95))]
    left = min(printed.lefts.most_common(2))[0]
    edge, long = right - 1.5 * size, _SHORTEST_FULL * size
    if len([1 for line in lines if line.x1 > edge and line.x1 - line.x0 > long]) < 3:
        # short lines alone show no margin: take it to be as wide as the left one
        right = max(right, width - left)
    farthest = 5 * size
    gaps = [step for step in printed.steps if 0 < step < farthest]
    return _Body(left, right, size, median(gaps) if gaps else 1.6 * size, marked)


def _marked(together: Iterable[tuple[Line, Line]], body: _Body) -> bool:
    """Whether lines after a short one are set in or set off, of lines that follow each other on a page."""
    short = body.right - 4 * body.size
    after_short = [(a, b) for a, b in together if a.x1 < short]
    marks = sum(_indented(b, body) or _apart(a, b, body) for a, b in after_short)
    return len(after_short) >= 4 and marks >= 0.8 * len(after_short)


def _continues(before: tuple[int, Line], line: Line, number: int, body: _Body, body_before: _Body) -> bool:
    """Whether `line` goes on with the paragraph of the line before it."""
    page, last = before
    text = line.text
    difference, larger = abs(last.size - line.size), max(last.size, line.size)
    if difference > _ALIKE_LABELLED * larger and (difference > _ALIKE * larger or _LABEL.match(text)):
        return False
    if len(line.pieces) > 2:
        return False
    if text[0] in "，。、；）》”" or (last.text[-1] == "-" and last.text[-2:-1].isalnum() and text[0].isalnum()):
        return True
    moved = abs(last.x0 - line.x0) >= 2
    if moved and (last.x0 > body_before.left + _SET_OFF * body_before.size or _indented(line, body)):
        return False
    ended = last.text[-1] in _STOPS or (last.text[-1] in _CLOSERS and last.text[-2:][0] in _STOPS)
    room = body_before.right - last.x1
    slack, size = (0.3 if ended else 1.0), body_before.size
    if room > (_THIN + slack) * size and room > (_first_word(text) + slack) * size:
        return False
    if page == number and _apart(last, line, body) and last.text[-1] not in _OPEN:
        return False
    return not (ended and _LABEL.match(text)) or (body.marked and page == number)


def _indented(line: Line, body: _Body) -> bool:
    return line.x0 > body.left + 1.2 * body.size


def _apart(last: Line, line: Line, body: _Body) -> bool:
    """Whether there is more room between two lines than within a paragraph."""
    return line.bottom - last.bottom > 1.28 * body.leading


def _first_word(text: str) -> float:
    """The width in letters of what can't be parted at the beginning of a line: had there been room, it stood above."""
    match = _WORD.match(text)
    word = match[0] if match else text[:1]
    return sum(1.0 if is_wide_script(char) else _THIN for char in word)


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
