"""Parts in the bracket right behind their whole: 受理案件4939件（内含旧存256件）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import low
from reportminer.relate.sums import Listing

_ASIDE = (
    "share.of",
    "change.against",
    "change.compared",
    "change.against_budget",
    "basis.budget",
    "above.all",
    "sum.stop",
)
_DIGITS = re.compile("[0-9０-９]")
"""what capitals (壹万元), which restate the figure before them, have not"""
_ZERO = Decimal(0)


def find_brackets(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Like levels that a bracket names right behind a larger figure: each lies in it, all together where they fit.

    listings  the lists found by other means; what they divide is left to them
    """
    taken = {part.index for each in listings for part in each.parts}
    inside: dict[int, list[Mention]] = {}
    for mention in view.mentions:
        if mention.group:
            inside.setdefault(mention.group, []).append(mention)
    for group, mentions in inside.items():
        whole = _before(view, mentions[0], view.opens[group])
        if whole is None:
            continue
        parts = [each for each in mentions if _is_part(view, whole, each) and each.index not in taken]
        if not parts or len(parts) < sum(alike(each, whole) for each in mentions):
            continue
        together = sum((each.value for each in parts), _ZERO) <= low(whole.quantity)
        for chosen in [parts] if together else [[each] for each in parts]:
            yield draft("part_of", chosen, [whole], strength="implied")


def _before(view: View, first: Mention, opening: int) -> Mention | None:
    """The level that a bracket follows without a word between."""
    whole = view.mentions[first.index - 1] if first.index else None
    if whole is None or whole.role != "level" or whole.quantity.bound != "exact":
        return None
    return whole if not view.text[whole.end : opening].strip() else None


def _is_part(view: View, whole: Mention, part: Mention) -> bool:
    named = view.text[max(part.clause, part.lead) : part.start].strip(" (,、")
    return (
        part.role == "level"
        and alike(part, whole)
        and _DIGITS.search(part.quantity.text) is not None
        and len(named) > 1
        and not part.mark(*_ASIDE)
        and part.basis in ("", whole.basis)
        and part.value < whole.value
    )
