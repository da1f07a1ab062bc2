"""What is left of a count or a full mark: 派发90件，办结85件，余5件; 满分100分，得94分，扣6分."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence import odds
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.keys import any_of

_ROLES = ("level", "base")
_BACK = 8
_FAR = 24
_TELLING = 3
_RARE = 0.05
_SCORE = "score"


def find_remnants(view: View, lexicon: Lexicon) -> Iterator[Relation]:
    """The rest as the difference of two like figures before it, the larger one first.

    Both stand in the sentence of the rest, or the larger one further up in the paragraph where three digits tell.
    """
    left, lost = any_of("remnant.left", lexicon), any_of("remnant.lost", lexicon)
    for rest in view.mentions:
        start = rest.words_start
        if rest.role not in (*_ROLES, "change") or rest.start - start > _BACK or not rest.index:
            continue
        if rest.quantity.kind == _SCORE:
            if lost.match(view.text, start, rest.start):
                yield from _lost(view, rest, lexicon)
        elif left.match(view.text, start, rest.start) and rest.quantity.bound == "exact":
            yield from _left(view, rest)


def _left(view: View, rest: Mention) -> Iterator[Relation]:
    before = [
        each
        for each in backwards(view, rest, _BACK)
        if each.paragraph == rest.paragraph and each.role in _ROLES and alike(each, rest) and each.group == rest.group
    ]
    for place, part in enumerate(before):
        if part.sentence != rest.sentence:
            return
        for whole in before[place + 1 :]:
            near = whole.sentence == rest.sentence or significant(rest.quantity) >= _TELLING
            if near and whole.value > part.value and closes(rest.quantity, [whole.quantity, part.quantity], (1, -1)):
                yield draft("change", [rest], [whole, part], strength="implied")
                return


def _lost(view: View, rest: Mention, lexicon: Lexicon) -> Iterator[Relation]:
    """Points lost, of the full mark and what was scored, also where a slip keeps them apart."""
    full, scored = any_of("score.full", lexicon), any_of("score.scored", lexicon)
    got: Mention | None = None
    for each in backwards(view, rest, _FAR):
        if each.paragraph != rest.paragraph:
            return
        if each.quantity.kind != _SCORE or each.group != rest.group:
            continue
        words = (each.words_start, each.start)
        if got is None and scored.search(view.text, *words):
            got = each
        elif got is not None and each.value > got.value and full.search(view.text, *words):
            if odds.balances([each.quantity], [got.quantity, rest.quantity], _RARE):
                yield draft("change", [rest], [each, got], strength="implied")
            return
