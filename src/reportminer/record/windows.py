"""The stretches of a report that hold figures: the only text that the word tools see."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from reportminer.model import Quantity, Span
from reportminer.text import pieces


class Windows(Struct, frozen=True):
    """Sentences that hold figures, joined to one text so that each tool runs once.

    text    the sentences with line breaks between
    starts  where each begins in `text`
    spans   where each stands in the report
    """

    text: str
    starts: tuple[int, ...]
    spans: tuple[Span, ...]

    def place(self, offset: int) -> int:
        """The offset in the report of `offset` in `text`."""
        index = bisect_right(self.starts, offset) - 1
        return self.spans[index][0] + offset - self.starts[index]

    def sentence(self, offset: int) -> Span:
        """The sentence that holds `offset` in `text`, as a span of the report."""
        return self.spans[bisect_right(self.starts, offset) - 1]


def sentences_of(plain: str, quantities: Sequence[Quantity]) -> dict[str, Span]:
    """The sentence that each quantity stands in, by quantity id."""
    ordered = sorted(quantities, key=lambda quantity: quantity.start)
    found: dict[str, Span] = {}
    spans = pieces(plain, 0, len(plain))
    span = (0, 0)
    for quantity in ordered:
        while span[1] <= quantity.start and (following := next(spans, None)):
            span = following
        found[quantity.id] = (min(span[0], quantity.start), max(span[1], quantity.end))
    return found


def windows(plain: str, spans: Sequence[Span]) -> Windows:
    """The stretches `spans` of `plain`, each once, joined."""
    kept = tuple(sorted(set(spans)))
    starts = tuple(accumulate((end - start + 1 for start, end in kept[:-1]), initial=0)) if kept else ()
    return Windows("\n".join(plain[start:end] for start, end in kept), starts, kept)
