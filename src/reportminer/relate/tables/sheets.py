"""A table made ready for relating: its cells with their figures, and the words by which heads say what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.model import Quantity, Relation, RelationType, Strength
from reportminer.relate.evaluate import evaluate
from reportminer.table import TABULAR, Cell, Grid

_BRACKETS = re.compile(r"\([^()]*\)")
_HOLDING = ("consistent", "rounding")


class Words:
    """Which heads are totals, parts, rates and so on, as the patterns say."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_use: dict[str, list[str]] = {}
        for entry in lexicon.words:
            self._by_use.setdefault(entry.use, []).extend(entry.words)

    def holds(self, use: str, head: str) -> bool:
        """Whether a word of this use stands in the head."""
        return any(word in head for word in self._by_use.get(use, ()))

    def rank(self, use: str, head: str) -> int | None:
        """The place in its list of the first word of this use in the head, None where none is."""
        words = self._by_use.get(use, ())
        return next((place for place, word in enumerate(words) if word in head), None)

    def ends(self, use: str, head: str) -> bool:
        """Whether the head, brackets apart, ends with a word of this use."""
        return _BRACKETS.sub("", head).rstrip(":").endswith(tuple(self._by_use.get(use, ())) or ("\0",))

    def begins(self, use: str, head: str) -> bool:
        """Whether the head begins with a word of this use, with its colon or as a whole."""
        head = head.lstrip("一二三四五六七八九十、.0123456789()")
        return any(head == word or head.startswith((f"{word}:", f"{word}、")) for word in self._by_use.get(use, ()))


@lru_cache(maxsize=8)
def words_of(lexicon: Lexicon) -> Words:
    """The words for tables in this lexicon."""
    return Words(lexicon)


class Sheet(Struct, frozen=True, dict=True):
    """A grid and the figures in its cells: one a cell, by the cell's place; cells with two or more are left out."""

    grid: Grid
    figures: Mapping[tuple[int, int], Quantity]

    def figure(self, cell: Cell) -> Quantity | None:
        """The figure of a cell, None where it has none or several."""
        return self.figures.get((cell.row, cell.column))

    @cached_property
    def by_id(self) -> dict[str, Quantity]:
        return {figure.id: figure for figure in self.figures.values()}

    @cached_property
    def body(self) -> list[Cell]:
        """Cells below heads that may hold a figure."""
        return [cell for cell in self.grid.cells if not cell.in_head and cell.state not in ("text", "index")]

    @cached_property
    def parts_of_body(self) -> list[int]:
        """For every row, how many rows of heads stand above it: rows of one number hang together."""
        heads = {cell.row for cell in self.grid.cells if cell.in_head}
        counts: list[int] = []
        seen = 0
        for row in range(self.grid.rows):
            seen += row in heads
            counts.append(seen)
        return counts


def sheet_of(grid: Grid, quantities: Sequence[Quantity]) -> Sheet:
    """The grid with its figures; `quantities` are those inside the table, in the order of the text."""
    figures: dict[tuple[int, int], Quantity] = {}
    several: set[tuple[int, int]] = set()
    for quantity in quantities:
        cell = grid.holding(quantity.core_start)
        if cell is None:
            continue
        place = (cell.row, cell.column)
        if place in figures:
            several.add(place)
        figures[place] = quantity
    for place in several:
        del figures[place]
    return Sheet(grid, figures)


def draft(
    kind: RelationType,
    lhs: Iterable[str],
    rhs: Iterable[str],
    cue: str,
    *,
    strength: Strength = "stated",
    form: str = "",
    factors: Sequence[int] = (),
    reason: str | None = None,
    complete: bool = False,
) -> Relation:
    """A relation inside a table, without number; one with a reason can't be checked and is not evaluated."""
    signed = () if all(factor == 1 for factor in factors) else tuple(Decimal(factor) for factor in factors)
    return Relation(
        "",
        kind,
        tuple(lhs),
        tuple(rhs),
        reason=reason,
        strength=strength,
        cue=TABULAR + cue,
        form=form,
        factors=signed,
        complete=complete,
    )


def verdict(relation: Relation, figures: Mapping[str, Quantity]) -> bool | None:
    """Whether a draft holds; None where it can't be said, or holds only because all its figures are zero."""
    if relation.reason is not None:
        return None
    status = evaluate(relation, figures).status
    if status == "not_checkable":
        return None
    if status in _HOLDING and all(figures[id].value == 0 for id in relation.lhs + relation.rhs):
        return None
    return status in _HOLDING
