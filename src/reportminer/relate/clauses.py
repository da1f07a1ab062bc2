"""The view of a report that relating works on: its figures with their sentence, clause, parenthesis and cues."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.model import Bound, Direction, Kind, Quantity

_LABEL = re.compile(
    r"\s*(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)、]|\.(?!\d))|[①-⑳]|[一二三四五六七八九十]是)"
)


class Mark(Struct, frozen=True, gc=False):
    """A cue word found in the text: `meaning` is its family and sense, "sum.parts"."""

    start: int
    end: int
    meaning: str
    word: str


class Mention(Struct, frozen=True, gc=False):
    """A figure in its place in the discourse.

    group      number of the innermost parenthesis that holds it; 0 outside any
    lead       where the words that lead to it begin: the end of the figure before, or the start of its paragraph
    clause     where its clause begins (after , ; : 。 or a parenthesis)
    marks      the cues between `lead` and the figure
    role       level | change | rate | share | done | per | other; ratio: of two figures before it (合格率98%);
               whole: share of the figure right before it (占总额100万元的30%), which is its base
    basis      "budget", "actual", "prior" or "" as the words before it say
    start      of its core, as end; words_start: where the words of its own clause that lead to it begin
    row        its place in a run of figures with nothing but 、 or 和 between them, and the length of that run
    id … step  those of its quantity, so that what weighs printed figures takes either
    """

    index: int
    quantity: Quantity
    paragraph: int
    sentence: int
    group: int
    lead: int
    clause: int
    marks: tuple[Mark, ...]
    role: str
    direction: Direction | None
    basis: str
    value: Decimal
    unit: str | None
    start: int
    end: int
    words_start: int
    id: str
    kind: Kind
    bound: Bound
    item: str
    text: str
    period: int | None
    section: str | None
    low: Decimal | None
    high: Decimal | None
    step: Decimal | None
    row: tuple[int, int] = (0, 1)

    def mark(self, *meanings: str) -> Mark | None:
        """The last cue before the figure with one of these meanings."""
        for mark in reversed(self.marks):
            if mark.meaning in meanings:
                return mark
        return None


Figure = Quantity | Mention
"""what evidence weighs: a figure by its printed digits, wherever it stands"""


class View(Struct, frozen=True):
    """The figures of running text in order, and the structure of that text.

    parents   for each parenthesis number the number of the one around it; opens: where it opens
    meanings  what any cue of the text means; by_sentence: the figures of each sentence that has any
    lexicon   the words by which the text is read
    """

    text: str
    mentions: tuple[Mention, ...]
    marks: tuple[Mark, ...]
    mark_starts: tuple[int, ...]
    parents: tuple[int, ...]
    opens: tuple[int, ...]
    paragraphs: tuple[int, ...]
    sentences: tuple[int, ...]
    by_sentence: dict[int, list[Mention]]
    meanings: frozenset[str]
    lexicon: Lexicon

    def first_from(self, offset: int) -> int:
        """The place of the first figure that begins at `offset` or behind it; their number where there is none."""
        return bisect_left(self.mentions, offset, key=lambda mention: mention.start)

    def marked(self, *meanings: str) -> Iterator[tuple[Mention, Mark]]:
        """The figures that a cue with one of these meanings leads to, each with the last such cue before it."""
        if not self.meanings.isdisjoint(meanings):
            for mention in self.mentions:
                mark = mention.mark(*meanings) if mention.marks else None
                if mark is not None:
                    yield mention, mark

    def words_of(self, mention: Mention) -> str:
        """The words of its own clause that lead to a figure."""
        return self.text[mention.words_start : mention.start]

    def marks_between(self, start: int, end: int) -> tuple[Mark, ...]:
        """The cues that begin in `start:end`."""
        return self.marks[bisect_left(self.mark_starts, start) : bisect_left(self.mark_starts, end)]

    def sentence_end(self, offset: int) -> int:
        """Where the sentence that holds `offset` ends."""
        place = bisect_right(self.sentences, offset)
        return self.sentences[place] - 1 if place < len(self.sentences) else len(self.text)

    def paragraph_end(self, offset: int) -> int:
        """Where the paragraph that holds `offset` ends."""
        place = bisect_right(self.paragraphs, offset)
        return self.paragraphs[place] - 1 if place < len(self.paragraphs) else len(self.text)

    def paragraph_start(self, offset: int) -> int:
        """Where the paragraph that holds `offset` begins."""
        return self.paragraphs[bisect_right(self.paragraphs, offset) - 1]

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds `offset`."""
        return bisect_right(self.paragraphs, offset) - 1

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds `offset`."""
        return bisect_right(self.sentences, offset) - 1

    def labelled(self, offset: int) -> bool:
        """Whether a list label such as 1、 or 一是 stands at `offset`."""
        return _LABEL.match(self.text, offset) is not None

    def after_label(self, offset: int) -> int:
        """Where the text goes on behind the list label at `offset`; `offset` itself where there is none."""
        match = _LABEL.match(self.text, offset)
        return match.end() if match is not None else offset
