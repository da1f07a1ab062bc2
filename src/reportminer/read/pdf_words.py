"""The words of a PDF page in columns, asked of pdfium all at once, and the printed lines that they make."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise, repeat
from operator import lt, sub
from typing import Any

import pypdfium2.raw as raw

from reportminer.read.pdf_calls import Boxes, address, base_lines, font_sizes, generated
from reportminer.read.pdf_lines import ASCENT, WIDE_GAP, Line, Piece, is_wide_script, line_of, pieces_of

_BREAK = "\r\n"
_QUOTES = re.compile("[“”‘’]")
_HYPHENS = "\ufffe\x02\u00ad"
_AS_HYPHENS = str.maketrans(dict.fromkeys(_HYPHENS, "-"))
_PUT_IN = re.compile("[\ufffe\x02](?=\\S)")
"""What pdfium makes of a hyphen or minus that ends a line; it says no more of the line's end then."""

_NEXT_LINE = 4.0
"""Points that one line stands below another at least."""

Edges = tuple[list[float], list[float]]


class Letters:
    """What pdfium knows of the letters of a page, asked by their offsets in its text."""

    def __init__(self, text_page: Any, plain: bool, boxes: Boxes) -> None:
        self._handle = text_page
        self._page = address(text_page)
        self._plain = plain
        self._boxes = boxes

    def _indices(self, offsets: Sequence[int]) -> Sequence[int]:
        """pdfium's own numbers of the letters, which differ where a letter is several characters, or none."""
        if self._plain:
            return offsets
        return [raw.FPDFText_GetCharIndexFromTextIndex(self._handle, offset) for offset in offsets]

    def edges(self, offsets: Sequence[int]) -> Edges:
        """The left edges and the right edges, in points from the left of the page's own frame."""
        found = self._boxes.ask(self._page, self._indices(offsets))
        return found[0::4].tolist(), found[2::4].tolist()

    def height(self, offset: int) -> float:
        """How high a letter is in points."""
        _, top, _, bottom = self._boxes.ask(self._page, self._indices([offset]))
        return top - bottom

    def bases(self, offsets: Sequence[int]) -> list[float]:
        """How far above the bottom of the page's own frame each letter stands, in points."""
        return base_lines(self._page, self._indices(offsets))

    def sizes(self, offsets: Sequence[int]) -> list[float]:
        """The size of each letter's font in points."""
        return font_sizes(self._page, self._indices(offsets))

    def added(self, offsets: Sequence[int]) -> list[bool]:
        """Whether each letter is none of the file's but a space that pdfium put in."""
        return generated(self._page, self._indices(offsets))


def lines_of(text: str, letters: Letters, left: float, above: float) -> Iterator[Line]:
    """The lines of a page with this text as they come.

    left, above  where the page's left upper corner is in its own frame
    """
    ends: list[int] = []
    if any(hyphen in text for hyphen in _HYPHENS):
        ends = _ends(text, letters)
        text = text.translate(_AS_HYPHENS)
    words = _Words(text, ends, letters)
    if not words.count:
        return
    begins = [0, *words.breaks]
    beyonds = [*words.breaks, words.count]
    firsts = [words.starts[begin] for begin in begins]
    sorting = list(map(words.falls, begins, beyonds))
    for at in _astray(text, letters, firsts, [words.ends[beyond - 1] for beyond in beyonds], sorting):
        sorting[at] = True
    for begin, beyond, first, sort, size, base in zip(
        begins, beyonds, firsts, sorting, letters.sizes(firsts), letters.bases(firsts), strict=True
    ):
        if not 4 < size < 100:
            size = max(1.0, letters.height(first))
        top = above - base - ASCENT * size
        if sort:
            yield line_of(words.sorted_pieces(begin, beyond, size, left), top, top + size, size)
            continue
        wide = WIDE_GAP * size
        cuts = words.cuts(begin, beyond, wide) if words.widest > wide else None
        if cuts:
            parts = [words.piece(*part, left) for part in pairwise((begin, *cuts, beyond))]
            yield line_of(parts, top, top + size, size)
        else:
            piece = words.piece(begin, beyond, left)
            yield Line(piece.text, piece.x0, piece.x1, top, top + size, size, (piece,))


class _Words:
    """The words of a page in columns; `breaks` has the numbers of those that begin a line, the first word's apart.

    ends  where lines end without a break
    """

    def __init__(self, text: str, ends: list[int], letters: Letters) -> None:
        self._text, self._letters = text, letters
        self._texts = text.split()
        if ends:
            parts = [text[begin:end] for begin, end in pairwise([0, *ends, len(text)])]
            self._texts = [word for part in parts for word in part.split()]
        self.count = len(self._texts)
        self.starts, self.ends = _found(text, self._texts)
        lefts, rights = letters.edges([*self.starts, *map(sub, self.ends, repeat(1))])
        self._lefts, self._rights = lefts[: self.count], rights[self.count :]
        following = self._lefts[1:]
        self._gaps = list(map(sub, following, self._rights))
        self.widest = max(self._gaps, default=0.0)
        self._back = list(map(lt, following, self._lefts))
        self._added = letters.added(self.ends)
        closed = [
            added and (is_wide_script(before[-1]) or is_wide_script(after[0]))
            for added, before, after in zip(self._added, self._texts, self._texts[1:], strict=False)
        ]
        self.breaks: list[int] = []
        for at, room in enumerate(map(sub, self.starts[1:], self.ends), 1):
            if room != 1:
                if room == 0 or _BREAK in text[self.ends[at - 1] : self.starts[at]]:
                    self.breaks.append(at)
                elif closed[at - 1]:
                    closed[at - 1] = all(letters.added(range(self.ends[at - 1], self.starts[at])))
        self._spaced = [word if near else word + " " for word, near in zip(self._texts, closed, strict=False)]

    def falls(self, begin: int, beyond: int) -> bool:
        """Whether these words go back to the left: what a font lacks is drawn after all else of the line."""
        return True in self._back[begin : beyond - 1]

    def cuts(self, begin: int, beyond: int, wide: float) -> list[int]:
        """The words behind a gap of more than `wide` points."""
        gaps = self._gaps[begin : beyond - 1]
        if not gaps or max(gaps) <= wide:
            return []
        return [at for at, gap in enumerate(gaps, begin + 1) if gap > wide]

    def piece(self, begin: int, beyond: int, left: float) -> Piece:
        """These words, which follow each other on a line without a wide gap."""
        last = beyond - 1
        text = "".join(self._spaced[begin:last]) + self._texts[last]
        return Piece(text, self._lefts[begin] - left, self._rights[last] - left)

    def sorted_pieces(self, begin: int, beyond: int, size: float, left: float) -> list[Piece]:
        """These words, which make a line, from the places of all letters, whatever order they come in."""
        last = beyond - 1
        blanks = [blank for at in range(begin, last) for blank in range(self.ends[at], self.starts[at + 1])]
        added = set(compress(blanks, self._letters.added(blanks)))
        offsets = [at for at in range(self.starts[begin], self.ends[last]) if at not in added]
        lefts, rights = self._letters.edges(offsets)
        return pieces_of(zip([self._text[at] for at in offsets], lefts, rights, strict=True), size, left)


def _ends(text: str, letters: Letters) -> list[int]:
    """Where lines end with a hyphen, the hyphen included."""
    hyphens = [match.start() for match in _PUT_IN.finditer(text)]
    bases, following = letters.bases(hyphens), letters.bases([at + 1 for at in hyphens])
    downs = map(sub, bases, following)
    return [at + 1 for at, down in zip(hyphens, downs, strict=True) if abs(down) > _NEXT_LINE]


def _found(text: str, words: Sequence[str]) -> tuple[list[int], list[int]]:
    """Where each of the words of a text begins and ends."""
    starts, ends = [], []
    at = 0
    for word in words:
        at = text.find(word, at)
        starts.append(at)
        at += len(word)
        ends.append(at)
    return starts, ends


def _astray(
    text: str, letters: Letters, firsts: Sequence[int], lasts: Sequence[int], sorting: Sequence[bool]
) -> set[int]:
    """Which of the other lines hold a quote elsewhere than between its neighbours: it may be of another font."""
    around: list[int] = []
    asked: list[tuple[int, int, int]] = []
    for match in _QUOTES.finditer(text):
        place = match.start()
        at = bisect_right(firsts, place) - 1
        if sorting[at]:
            continue
        begin = len(around)
        near = range(max(firsts[at], place - 1), min(lasts[at], place + 2))
        around += [letter for letter in near if text[letter] != " "]
        asked.append((at, begin, len(around)))
    lefts, _ = letters.edges(around)
    return {at for at, begin, end in asked if lefts[begin:end] != sorted(lefts[begin:end])}
