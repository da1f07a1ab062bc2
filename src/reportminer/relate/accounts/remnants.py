"""What is left of a count: 派发90件，办结85件，余5件."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import View
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.keys import any_of

_ROLES = ("level", "base")
_BACK = 8
_TELLING = 3
_SCORE = "score"


def find_remnants(view: View, lexicon: Lexicon) -> Iterator[Relation]:
    """The rest as the difference of two like figures before it, the larger one first.

    Both stand in the sentence of the rest, or the larger one further up in the paragraph where three digits tell.
    """
    left = any_of("remnant.left", lexicon)
    for rest in view.mentions:
        start = rest.words_start
        if rest.role not in (*_ROLES, "change") or rest.start - start > _BACK or rest.quantity.kind == _SCORE:
            continue
        if rest.quantity.bound != "exact" or not left.match(view.text, start, rest.start):
            continue
        before = [
            each
            for each in backwards(view, rest, _BACK)
            if each.paragraph == rest.paragraph
            and each.role in _ROLES
            and alike(each, rest)
            and each.group == rest.group
        ]
        telling = significant(rest.quantity) >= _TELLING
        pair = next(
            (
                (whole, part)
                for place, part in enumerate(before)
                if part.sentence == rest.sentence
                for whole in before[place + 1 :]
                if (whole.sentence == rest.sentence or telling) and whole.value > part.value
                if closes(rest.quantity, [whole.quantity, part.quantity], (1, -1))
            ),
            None,
        )
        if pair is not None:
            yield draft("change", [rest], pair, strength="implied")
