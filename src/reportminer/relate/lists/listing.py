"""A list found in the text: a total, the parts under it, and what it claims of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from reportminer.model import Relation, Strength
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mark, Mention
from reportminer.relate.evidence.closing import closes


class Listing(Struct, frozen=True):
    """A total with the parts that the text lists under it.

    claimed   the text says that the parts are the whole, or they add up to it
    opener    the cue that opened the list
    """

    whole: Mention
    parts: tuple[Mention, ...]
    opener: Mark
    claimed: bool
    relation: Relation

    @property
    def is_sum(self) -> bool:
        """Whether the parts are said to make the total, and not only to lie in it."""
        return self.relation.type == "sum"

    def adds_up(self) -> bool:
        """Whether the parts, all added, make the total."""
        return closes(self.whole, self.parts)


def sum_of(
    whole: Mention,
    parts: Sequence[Mention],
    opener: Mark | None = None,
    *,
    strength: Strength = "implied",
    cue: str = "",
    factors: Sequence[int] = (),
    sure: bool = True,
    claimed: bool | None = None,
) -> Listing:
    """The list whose parts make up its total; without `opener` no word opens it, and it begins behind the total.

    sure      whether the parts are all of it, which is also what the text claims where `claimed` does not say otherwise
    """
    mark = opener or Mark(whole.end, whole.end, "sum.plain", cue)
    relation = draft("sum", [whole], parts, strength=strength, cue=mark.word, factors=factors, complete=sure)
    return Listing(whole, tuple(parts), mark, sure if claimed is None else claimed, relation)


def list_of(
    whole: Mention,
    parts: Sequence[Mention],
    opener: Mark,
    strength: Strength,
    kind: Literal["sum", "part_of"],
    *,
    claimed: bool = False,
) -> Listing:
    """The list that a cue opens, whose parts make up its total or lie in it."""
    if kind == "sum":
        return sum_of(whole, parts, opener, strength=strength, sure=claimed)
    relation = draft("part_of", parts, [whole], strength=strength, cue=opener.word)
    return Listing(whole, tuple(parts), opener, claimed, relation)
