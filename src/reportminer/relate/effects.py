"""Changes that add up to another change, and what is left of a budget: figures that follow from others exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.changes import Changed
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import closes
from reportminer.relate.sums import Listing


def find_change_sums(changed: Sequence[Changed], listings: Sequence[Listing]) -> Iterator[Relation]:
    """Changes of the parts that make up the change of the whole."""
    by_level: dict[int, Mention] = {}
    for found in changed:
        if found.current is not None:
            by_level.setdefault(found.current.index, found.change)
    for listing in listings:
        if listing.relation is None or listing.relation.type != "sum" or listing.whole.index not in by_level:
            continue
        whole = by_level[listing.whole.index]
        parts = [by_level[part.index] for part in listing.parts if part.index in by_level]
        if len(parts) < len(listing.parts) or len(parts) < 2:
            continue
        yield draft("sum", [whole], parts, strength="implied", factors=_signs(whole, parts), complete=True)


def _signs(whole: Mention, parts: Sequence[Mention]) -> list[int]:
    return [1 if part.direction == whole.direction else -1 for part in parts]


def find_reasons(view: View, changed: Sequence[Changed], sums: Sequence[Relation]) -> Iterator[Relation]:
    """Changes that follow another in its sentence, as its parts or its reasons, where they add up to it exactly."""
    ids = {relation.lhs[0] for relation in sums}
    summed = {found.change.index for found in changed if found.change.quantity.id in ids}
    for found in changed:
        parts: list[Mention] = []
        for mention in view.mentions[found.change.index + 1 : found.change.index + 16]:
            if mention.sentence != found.change.sentence:
                break
            if mention.role == "change" and alike(mention, found.change):
                parts.append(mention)
        if found.change.index in summed:
            continue
        for count in range(len(parts), 1, -1):
            signs = _signs(found.change, parts[:count])
            if closes(found.change.quantity, [part.quantity for part in parts[:count]], signs):
                yield draft("sum", [found.change], parts[:count], strength="implied", factors=signs, complete=True)
                break


def find_savings(view: View) -> Iterator[Relation]:
    """节约2.38万元, 结余73.80万元: what of one figure before it the other has not used, where it comes out exactly."""
    for mention in view.mentions:
        mark = mention.mark("saving.left")
        if mark is None or mark.start < mention.clause or mention.quantity.kind != "amount":
            continue
        if view.text[mention.clause : mark.start].strip() or len(view.text[mark.end : mention.start].strip()) > 3:
            continue
        near = [
            each
            for each in reversed(view.mentions[max(0, mention.index - 10) : mention.index])
            if each.role in ("level", "base") and alike(each, mention) and each.paragraph == mention.paragraph
        ]
        pair = next((pair for pair in _pairs(near) if _left(mention, *pair)), None)
        if pair is not None:
            yield draft("change", [mention], pair, cue=mark.word)


def _pairs(near: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Two figures each, nearest first, the larger first."""
    for place, one in enumerate(near):
        for other in near[place + 1 :]:
            if one.value != other.value:
                yield (one, other) if one.value > other.value else (other, one)


def _left(mention: Mention, larger: Mention, smaller: Mention) -> bool:
    return bool(mention.value) and closes(mention.quantity, [larger.quantity, smaller.quantity], [1, -1])
