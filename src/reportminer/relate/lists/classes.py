"""Lists of official classes of expenditure, which leave out little of a budget where they run to its last classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import View
from reportminer.relate.keys import key_of
from reportminer.relate.lists.listing import Listing

_LEAST = 4
_SIZE = 3
_FUNCTIONS = "2"
_COVERED = Decimal("0.9")
_LATE = "221"
"""the class of housing, which every body has and which few classes follow"""
_OPEN = "等"
_ZERO = Decimal(0)


def find_class_lists(view: View, listings: Sequence[Listing], lexicon: Lexicon) -> Iterator[Relation]:
    """Four classes or more in their official order up to housing that make most of a total, but not all of it."""
    for listing in listings:
        relation, whole, parts = listing.relation, listing.whole, listing.parts
        if relation.type != "part_of" or len(parts) < _LEAST or whole.kind != "amount":
            continue
        made = sum((part.value for part in parts), _ZERO)
        if not _COVERED * whole.value <= made < whole.value or view.text.startswith(_OPEN, parts[-1].quantity.end):
            continue
        codes = [_codes(lexicon).get(key_of(part.item, lexicon), "") for part in parts]
        if "" not in codes and codes == sorted(codes) and codes[-1] >= _LATE:
            yield draft("sum", [whole], parts, strength="implied", cue=relation.cue, complete=True)


@lru_cache(maxsize=8)
def _codes(lexicon: Lexicon) -> dict[str, str]:
    """The code of each class of expenditure by function, by the key of its name."""
    return {
        key_of(indicator.name, lexicon): indicator.code
        for indicator in lexicon.indicators
        if indicator.code is not None and len(indicator.code) == _SIZE and indicator.code.startswith(_FUNCTIONS)
    }
