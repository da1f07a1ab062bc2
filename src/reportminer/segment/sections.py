"""Turns the tree of marks into published sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportminer.model import Section
from reportminer.segment.outline import Node

_STOP = re.compile(r"[。\n]|[,;:!?](?![^“”\n]{0,40}”)")
_NEXT = re.compile(r"\s*([^\n]+)")
_FIGURE = re.compile(r"\d(?!\d*年)")
_WHOLE = 32
_LONGEST = 80
_PART = 3
"""rank down to which a label may stand on a line of its own"""


def to_sections(text: str, plain: str, nodes: Sequence[Node]) -> tuple[Section, ...]:
    """The sections of `nodes`: ids s1, s2 … in text order, each ending where the next begins that it does not hold."""
    ids = {id(node): f"s{at}" for at, node in enumerate(nodes, 1)}
    ends = _ends(nodes, len(text))
    paragraphs: dict[tuple[int, str], int] = {}
    for node in nodes:
        assert node.mark is not None
        place = (node.mark.paragraph, node.mark.style)
        paragraphs[place] = paragraphs.get(place, 0) + 1
    sections = []
    for at, node in enumerate(nodes):
        mark = node.mark
        assert mark is not None and node.parent is not None
        following = nodes[at + 1].mark if at + 1 < len(nodes) else None
        limit = min(ends[at], following.start) if following is not None else ends[at]
        title_start, title_end = title_span(plain, mark.label_end, limit)
        if title_start == title_end and mark.line_start and mark.rank <= _PART:
            title_start, title_end = _next_line(plain, mark.label_end, limit)
        sections.append(
            Section(
                ids[id(node)],
                text[mark.start : mark.label_end].rstrip(),
                mark.number if mark.style else None,
                text[title_start:title_end],
                node.level,
                mark.start,
                ends[at],
                ids.get(id(node.parent)),
                bool(mark.style) and (not mark.line_start or paragraphs[(mark.paragraph, mark.style)] > 1),
                "auto" if mark.auto else "restored" if node.restored else "typed",
                title_start,
                title_end,
                mark.style,
            )
        )
    return tuple(sections)


def _ends(nodes: Sequence[Node], length: int) -> list[int]:
    ends = [length] * len(nodes)
    open_nodes: list[int] = []
    for at, node in enumerate(nodes):
        assert node.mark is not None
        while open_nodes and nodes[open_nodes[-1]].level >= node.level:
            ends[open_nodes.pop()] = node.mark.start
        open_nodes.append(at)
    return ends


def title_span(plain: str, start: int, limit: int) -> tuple[int, int]:
    """Where the title after a label stands: the first sentence if it is short, else its first clause."""
    while start < limit and plain[start] in " \t":
        start += 1
    stop = min(limit, start + _LONGEST)
    line_end = plain.find("\n", start, stop)
    sentence_end = plain.find("。", start, stop)
    ends = [end for end in (line_end, sentence_end) if end >= 0]
    end = min(ends) if ends else stop
    sentence = plain[start:end]
    commas = sentence.count(",")
    if len(sentence) > _WHOLE or commas > 1 or ";" in sentence or ":" in sentence or (commas and _figures(sentence)):
        match = _STOP.search(plain, start, end)
        end = match.start() if match else end
    while end > start and plain[end - 1] in " \t:;,。.、":
        end -= 1
    return start, end


def _next_line(plain: str, start: int, limit: int) -> tuple[int, int]:
    """The title of a part whose label stands alone on its line: the next line if it is short."""
    match = _NEXT.match(plain, start, limit)
    if match is None or len(match[1].strip()) > _WHOLE or match[1].rstrip()[-1] in "。;":
        return start, start
    return match.start(1), match.start(1) + len(match[1].rstrip())


def _figures(sentence: str) -> bool:
    return _FIGURE.search(sentence) is not None
