"""Labels that the reader rendered from a file's automatic numbering: they are taken as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportminer.model import Block
from reportminer.segment.marks import Mark, number_of

_NUMBERS = re.compile(
    r"\d+|[〇零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰]+|[①-⑳㉑-㊿⑴-⒛㈠-㈩Ⅰ-ⅻ]|[A-Za-z]+|[甲乙丙丁戊己庚辛壬癸]"
)
_RANKS = {0: 6, 1: 6, 2: 7, 3: 8}


def automatic(plain: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Mark]:
    """`marks` with the whole automatic label of each block in the place of what was recognised of it.

    A label of several numbers (二.1, 1.2.3) counts in a sequence of its own below its first numbers; one of an unknown
    look in a sequence named after its look. Bullets head nothing.
    """
    by_start = {mark.start: mark for mark in marks}
    changed = False
    for block in blocks:
        if not block.label:
            continue
        start = block.start
        while start < block.end and plain[start] in " \t":
            start += 1
        end = start + len(block.label)
        found = by_start.get(start)
        numbers = list(_NUMBERS.finditer(block.label))
        if not numbers:
            continue
        while end < block.end and plain[end] in " \t":
            end += 1
        if found is not None and len(numbers) == 1:
            found.auto, found.label_end = True, max(end, found.label_end)
            continue
        shape = _NUMBERS.sub("#", block.label)
        dotted = len(numbers) > 1
        changed = True
        by_start[start] = Mark(
            start,
            end,
            f"dotted{len(numbers)}" if dotted else f"auto{shape}",
            shape,
            number_of(numbers[-1][0]),
            _RANKS.get(len(numbers), 9),
            plain.rfind("\n", 0, start) + 1,
            True,
            auto=True,
            hint=block.level,
        )
    return [by_start[start] for start in sorted(by_start)] if changed else list(marks)
