"""Takes running heads and feet, page numbers and tables of contents out of the pages, and counts what it took."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from reportminer.read.pdf_lines import Line, Page, Table

_MARGIN = 0.12
"""The share of a page's height, above and below, in which running heads and page numbers stand."""

_NEAR = 4.0
"""Points within which lines of two pages stand at one height."""

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[-—–―─~·•.\s]*(?:[Pp]age\s*)?(\d{1,4}|[ivxlIVXL]{1,6})[-—–―─~·•.\s]*")
_NUMBER_SAID = re.compile(
    r"[-—–\s]*(?:第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4}|[-—–―─~·]+\s*\d{1,4}\s*[-—–―─~·]+)[-—–\s]*"
)
_FIELD = re.compile(r"PAGEREF\s+_Toc\d+|HYPERLINK\s+\\l|\bTOC\s+\\[a-z]")
_LEADERS = re.compile(r"\S.*?(?:[.…·・‥．。_]\s?){5,}\s*[-—(（]?\s*(?:\d{1,4}|[ivxIVX]{1,5})?\s*[-—)）]?\s*")
_LEADER_ENDS = frozenset(".…·・‥．。_ivxIVX-—)）")
_DOTS = re.compile(r"(?:[.…·・‥．。_]\s?){5}")
_ENTRY = re.compile(r"\S.*\s[-—(（]?\d{1,4}[-—)）]?")
_RECOGNISED = re.compile(r"\S.*[^\d\s.…·・‥．_。]\s*[.…·・‥．_][.…·・‥．_\s]*(\d{1,3})?")
"""An entry of contents as recognition gives it: a few of its dots, its number perhaps not."""

_ENTRIES_LOST = 3
"""Entries without their dots and numbers that may begin a page of contents."""

_CONTENTS_HALF = re.compile(r"目?\s*[录錄次]?")
_CONTENTS = re.compile(r"目\s*[录錄次]")

Taken = Counter[str]
"""Lines taken out, by kind: "running", "number", "toc"."""


def without_margins(pages: Sequence[Page]) -> tuple[list[Page], Taken]:
    """The pages without running heads and feet, page numbers and tables of contents, and how many lines each took."""
    taken: Taken = Counter()
    edges = [_edge_lines(page) for page in pages]
    running = _running(edges)
    numbers = _numbers(edges)
    outer = {index for index, _ in running | numbers}
    kept: list[Page] = []
    for index, page in enumerate(pages):
        if index not in outer:
            kept.append(page)
            continue
        items = []
        for item in page.items:
            if isinstance(item, Line):
                if (index, id(item)) in numbers:
                    taken["number"] += 1
                    continue
                if (index, id(item)) in running:
                    taken["running"] += 1
                    continue
            items.append(item)
        kept.append(replace(page, items=tuple(items)))
    return _without_contents(kept, taken), taken


def _edge_lines(page: Page, share: float = _MARGIN) -> list[Line]:
    """Lines in the upper or lower margin, at most the outermost three of each."""
    lines = [item for item in page.items if isinstance(item, Line)]
    upper = [line for line in lines[:3] if line.bottom < share * page.height]
    lower = [line for line in lines[-3:] if line.top > (1 - share) * page.height]
    return upper + [line for line in lower if all(line is not other for other in upper)]


def _running(edges: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Lines that stand in the margin of three pages or more, at one height, alike but for their digits."""
    groups: dict[str, list[tuple[int, Line]]] = {}
    for index, lines in enumerate(edges):
        for line in lines:
            if line.text.endswith(("。", "；", "，")):
                continue
            key = _DIGITS.sub("#", "".join(line.text.split()))
            groups.setdefault(key, []).append((index, line))
    found: set[tuple[int, int]] = set()
    for members in groups.values():
        for index, line, alike in _at_one_height(members):
            if alike >= 3 or (len(edges) == 2 and alike == 2):
                found.add((index, id(line)))
    return found


def _at_one_height(members: Sequence[tuple[int, Line]]) -> Iterator[tuple[int, Line, int]]:
    """Each line with its page and how many pages have one of the lines near its height."""
    ordered = sorted(members, key=lambda member: member[1].top)
    near: Counter[int] = Counter()
    begin = end = 0
    for index, line in ordered:
        while end < len(ordered) and ordered[end][1].top - line.top < _NEAR:
            near[ordered[end][0]] += 1
            end += 1
        while line.top - ordered[begin][1].top >= _NEAR:
            page = ordered[begin][0]
            near[page] -= 1
            if not near[page]:
                del near[page]
            begin += 1
        yield index, line, len(near)


def _numbers(edges: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Page numbers: said to be so (第 3 页, - 3 -), or bare numbers in the margin that go up with the pages."""
    found: set[tuple[int, int]] = set()
    bare: dict[int, list[tuple[int, Line]]] = {}
    for index, lines in enumerate(edges):
        for line in lines:
            match = _NUMBER.fullmatch(line.text)
            if _NUMBER_SAID.fullmatch(line.text) or (match and not match[1].isdigit()):
                found.add((index, id(line)))
            elif match:
                bare.setdefault(int(match[1]) - index, []).append((index, line))
    for ahead, members in bare.items():
        if len({index for index, _ in members}) > 1 or (len(edges) == 1 and ahead == 1):
            found.update((index, id(line)) for index, line in members)
    return found


def _without_contents(pages: Sequence[Page], taken: Taken) -> list[Page]:
    """The pages without tables of contents: dotted leaders, and plain entries under the heading 目录."""
    under = going_on = False
    kept: list[Page] = []
    for page in pages:
        items = []
        recognised = _recognised_contents(page.items, going_on)
        going_on = len(page.items) - 1 in recognised
        if recognised:
            taken["toc"] += len(recognised)
        for place, item in enumerate(page.items):
            if place in recognised:
                continue
            if isinstance(item, Line):
                if _is_leading(item.text):
                    taken["toc"] += 1
                    under = True
                    continue
                contents = item.text[0] == "目" and _CONTENTS.fullmatch(item.text)
                if contents and _entries_follow(page.items[place + 1 :]):
                    taken["toc"] += 1
                    under = True
                    continue
                if under and len(item.pieces) > 1 and _ENTRY.fullmatch(item.text):
                    taken["toc"] += 1
                    continue
            elif under and _lists_pages(item):
                taken["toc"] += item.rows
                continue
            under = False
            items.append(item)
        kept.append(page if len(items) == len(page.items) else replace(page, items=tuple(items)))
    return kept


def _recognised_contents(items: Sequence[object], going_on: bool) -> set[int]:
    """The places of the lines of a scan that are contents: three entries or more in a run, and the heading above.

    Where contents go on from the page before, one entry within the first lines is enough.
    """
    found: set[int] = set()
    if not any(isinstance(item, Line) and item.confidence is not None for item in items):
        return found
    run: list[int] = []
    numbered = 0
    for place, item in enumerate((*items, None)):
        match = None
        if isinstance(item, Line) and item.confidence is not None and not item.text.endswith("。"):
            match = _RECOGNISED.fullmatch(item.text)
        if match:
            run.append(place)
            numbered += match[1] is not None
            continue
        if going_on and numbered and run[0] < _ENTRIES_LOST:
            found.update(range(run[-1] + 1))
        elif numbered >= 3 and numbered * 4 >= len(run) * 3:
            before = items[run[0] - 1] if run[0] else None
            heading = isinstance(before, Line) and _CONTENTS_HALF.fullmatch(before.text) is not None
            found.update(run, [run[0] - 1] if heading else [])
        run, numbered = [], 0
    return found


def _entries_follow(items: Sequence[Line | Table]) -> bool:
    return any(_is_entry(item) if isinstance(item, Line) else _lists_pages(item) for item in items[:2])


def _lists_pages(table: Table) -> bool:
    """Whether contents without dots were taken for a table: names, and numbers beside them that never go down."""
    rows = {row: [cell.text for cell in cells] for row, cells in groupby(table.cells, lambda cell: cell.row)}
    pairs = [texts for texts in rows.values() if len(texts) == 2 and texts[1].isdigit() and not texts[0].isdigit()]
    numbers = [int(number) for _, number in pairs if len(number) <= 4]
    return len(numbers) == table.rows and numbers == sorted(numbers)


def _is_leading(text: str) -> bool:
    """Whether this is an entry of contents by its dots or by what a field of Word leaves behind."""
    last = text[-1]
    if (last in _LEADER_ENDS or last.isdecimal() or last.isspace()) and _DOTS.search(text) and _LEADERS.fullmatch(text):
        return True
    return ("\\" in text or "_Toc" in text) and _FIELD.search(text) is not None


def _is_entry(line: Line) -> bool:
    if _is_leading(line.text):
        return True
    return len(line.pieces) > 1 and _ENTRY.fullmatch(line.text) is not None
