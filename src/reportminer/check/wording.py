"""What the checks of contents and wording share: words of the lexicon by use, and what a report says it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from reportminer.check.base import Case, Problem
from reportminer.front import Front, front_matter
from reportminer.lexicon import Lexicon
from reportminer.lexicon.cutter import Cutter
from reportminer.model import Quantity, Section, Span
from reportminer.text import SENTENCE_END, normalise, pieces

_REACH = 1000
_HAN = re.compile(r"[\u4e00-\u9fff]*")
ABOUT = 10
"""characters on both sides of a place that tell how to cut it into words"""


@lru_cache(maxsize=128)
def words(lexicon: Lexicon, use: str) -> tuple[str, ...]:
    """The words of one use, half-width, longest first."""
    found = {normalise(word) for entry in lexicon.words if entry.use == use for word in entry.words}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def beginning(words: Iterable[str], after: str = "") -> str:
    """A regex of the first character of any of these words, each followed by the regex `after`.

    A search for it skips whatever begins none of them.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    tests = (f"{re.escape(first)}(?=(?:{'|'.join(rest)})(?:{after}))" for first, rest in rests.items())
    return "|".join(tests) or "(?!)"


@lru_cache(maxsize=128)
def alternation(lexicon: Lexicon, use: str) -> str:
    """The words of one use as a regex that matches none when there are none."""
    return "|".join(map(re.escape, words(lexicon, use))) or "(?!)"


@lru_cache(maxsize=16)
def bounds_of(lexicon: Lexicon, place: str) -> re.Pattern[str]:
    """The words that bound a figure at one place of it, before, inside or after, longest first."""
    found = {normalise(word) for entry in lexicon.modifiers if entry.place == place for word in entry.words}
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))) or "(?!)")


def front(case: Case) -> Front:
    """Title, year, kind and signature of the report."""
    return case.once(_front)


def _front(case: Case) -> Front:
    return front_matter(case.analysis, case.lexicon)


def paragraphs(plain: str) -> Iterator[Span]:
    """The lines of `plain` that hold something."""
    for start, end in pieces(plain, 0, len(plain), "\n"):
        if not plain[start:end].isspace():
            yield start, end


def sentence_at(plain: str, offset: int) -> Span:
    """The sentence that holds `offset`, cut at a thousand characters on either side."""
    start, end = max(0, offset - _REACH), min(len(plain), offset + _REACH)
    for mark in SENTENCE_END:
        start = max(start, plain.rfind(mark, start, offset) + 1)
        at = plain.find(mark, offset, end)
        end = at if at >= 0 else end
    return start, end


def paragraph_at(plain: str, offset: int, around: int = 0) -> Span:
    """The paragraph that holds `offset`, with so many before and behind it."""
    start = end = offset
    for _ in range(around + 1):
        start, end = max(0, plain.rfind("\n", 0, start)), plain.find("\n", end + 1)
        end = end if end >= 0 else len(plain)
    return start, end


def stretch_around(plain: str, start: int, end: int) -> tuple[str, int]:
    """The Chinese characters around `start:end` that tell how to cut it into words, and how many stand before it."""
    before = _HAN.match(plain[max(0, start - ABOUT) : start][::-1])
    behind = _HAN.match(plain, start, end + ABOUT)
    led, rest = before[0][::-1] if before else "", behind[0] if behind else ""
    return led + rest, len(led)


def cuts_around(cutter: Cutter, plain: str, start: int, end: int) -> list[int]:
    """Where the words around `start:end` begin and end, in the order of the text."""
    stretch, led = stretch_around(plain, start, end)
    return [*accumulate(map(len, cutter(stretch)), initial=start - led)]


def told_once(spans: Sequence[Span], **values: str) -> Problem:
    """One problem for all places where the same is wrong, at the first; its message says by `more` how many."""
    more = f"（共{len(spans)}处）" if len(spans) > 1 else ""
    start, end = spans[0]
    return Problem(start=start, end=end, values=values | {"more": more}, spans=tuple(spans))


def own_figures(case: Case, section: Section) -> list[Quantity]:
    """The figures that stand inside the section or below it, its label left out."""
    starts = case.once(figure_starts)
    low, high = bisect_left(starts, section.title_start), bisect_left(starts, section.end)
    return list(case.analysis.quantities[low:high])


def figure_starts(case: Case) -> list[int]:
    """Where each figure starts, in text order."""
    return [one.start for one in case.analysis.quantities]


def joined(names: Sequence[str]) -> str:
    """Names as a Chinese list."""
    return "、".join(names)
