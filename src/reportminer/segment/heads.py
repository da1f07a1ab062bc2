"""Headings without a number: styled ones, and short lines that head the text after them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from reportminer.lexicon import Lexicon
from reportminer.model import Block, Span
from reportminer.segment.marks import Mark

_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_GAP = re.compile(r"[ \t]*\n\s*")
_LONGEST = 26
_BODY = 30
_YEAR = re.compile(r"20\d\d年度?")


@lru_cache(maxsize=8)
def _head(lexicon: Lexicon) -> re.Pattern[str]:
    tails = [word for entry in lexicon.words if entry.use == "heading_tail" for word in entry.words]
    return re.compile(rf"[^,。;:!?…\d%|]{{2,{_LONGEST}}}(?:{'|'.join(map(re.escape, tails)) or '(?!)'})[。:]?")


def find_heads(
    plain: str, blocks: Sequence[Block], hidden: Sequence[Span], marks: Sequence[Mark], lexicon: Lexicon
) -> list[Mark]:
    """Headings without a label, in text order: blocks in a heading style, and lines that read like a heading.

    A line does when it is short, ends in a heading's last word, is no sentence, and stands after a numbered section
    and before a paragraph, a label or 无. Nothing before the first label counts, so that no title does.
    """
    numbered = {mark.paragraph for mark in marks if mark.line_start}
    heads = _styled(plain, blocks, numbered, hidden)
    known = numbered | {mark.paragraph for mark in heads} | _titles_below(plain, marks)
    if not marks:
        return heads
    lines = [match.span() for match in _LINE.finditer(plain, marks[0].paragraph)]
    hidden_starts = [start for start, _ in hidden]
    for (start, end), (next_start, next_end) in itertools.pairwise(lines):
        paragraph = plain.rfind("\n", 0, start) + 1
        if end - start > _LONGEST + 8 or paragraph in known:
            continue
        at = bisect_right(hidden_starts, start) - 1
        if at >= 0 and start < hidden[at][1]:
            continue
        line = _YEAR.sub("", plain[start:end])
        if not _head(lexicon).fullmatch(line):
            continue
        follower = next_end - next_start
        labelled = plain.rfind("\n", 0, next_start) + 1 in numbered
        if line[-1] in "。:" and (follower < _BODY or labelled or line[-1] == ":"):
            continue
        if follower >= _BODY or labelled or plain[next_start:next_end].strip("。 ") == "无":
            heads.append(Mark(start, start, "", "", None, 0, paragraph, True))
    return sorted(heads, key=lambda mark: mark.start)


def _titles_below(plain: str, marks: Sequence[Mark]) -> set[int]:
    """The lines that stand below a label alone on its line, and are its title."""
    below = (_GAP.match(plain, mark.label_end) for mark in marks if mark.line_start)
    return {plain.rfind("\n", 0, gap.end()) + 1 for gap in below if gap}


def _styled(plain: str, blocks: Sequence[Block], numbered: set[int], hidden: Sequence[Span]) -> list[Mark]:
    heads = []
    hidden_starts = [start for start, _ in hidden]
    for block in blocks:
        if block.kind != "heading" or not plain[block.start : block.end].strip():
            continue
        at = bisect_right(hidden_starts, block.start) - 1
        paragraph = plain.rfind("\n", 0, block.start) + 1
        if paragraph not in numbered and not (at >= 0 and block.start < hidden[at][1]):
            heads.append(
                Mark(block.start, block.start, "", "", None, 0, paragraph, True, hint=block.level, heading=True)
            )
    return heads
