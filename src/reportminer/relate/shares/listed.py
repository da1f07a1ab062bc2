"""Shares told line by line of one total further up: 合计200万元。1、甲90万元，占45%；2、乙64万元，占32%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.shares.ratios import fits, telling

_BACK = 24
"""figures before the first line among which the total is looked for"""
_CLOSE = 2
"""paragraphs from one line to the next at most"""
_PAIR = 2

_Line = tuple[Mention, Mention]


def find_listed_shares(view: View, shares: Sequence[Relation]) -> Iterator[Relation]:
    """A share of one total for each of two lines or more, of which all but a few come out.

    shares  those found by other means, which are left out
    """
    known = {each.lhs[0] for each in shares}
    group: list[_Line] = []
    for mention in view.mentions:
        if mention.role != "share" or mention.quantity.id in known:
            continue
        part = _part_before(view, mention)
        if part is None:
            continue
        if group and (part.paragraph - group[-1][0].paragraph > _CLOSE or not alike(part, group[-1][0])):
            yield from _of_one_total(view, group)
            group = []
        group.append((part, mention))
    yield from _of_one_total(view, group)


def _part_before(view: View, share: Mention) -> Mention | None:
    """The figure right before a share, with nothing but a comma and the word for that between them."""
    before = view.mentions[share.index - 1] if share.index else share
    if before.role != "level" or before.sentence != share.sentence or before.group != share.group:
        return None
    between = view.text[before.end : share.start].replace(" ", "")
    return before if len(between) <= 1 + _PAIR and between.lstrip(",")[:1] == "占" and before.value > 0 else None


def _of_one_total(view: View, group: Sequence[_Line]) -> Iterator[Relation]:
    if len(group) < _PAIR:
        return
    first = group[0][0]
    for whole in backwards(view, first, _BACK):
        if whole.role != "level" or whole.quantity.bound != "exact" or not alike(whole, first):
            continue
        if whole.value <= max(part.value for part, _ in group):
            continue
        if not any(fits(share, part, whole) for part, share in group):
            continue
        met = [each for each in group if fits(each[1], each[0], whole) or _cut_off(each[1], each[0], whole)]
        fine = sum(telling(share) for _, share in met)
        if len(met) * 3 < len(group) * _PAIR or len(met) < _PAIR or not (fine >= _PAIR or len(met) > _PAIR + 1):
            continue
        for part, share in group:
            if (part, share) in met or share_miss(share, part, whole) is not None:
                yield draft("share", [share], [part, whole], strength="implied", cue="占")
        return


def _cut_off(share: Mention, part: Mention, whole: Mention) -> bool:
    """Whether a share is cut off where it should be rounded: 3.87% printed 3.8%."""
    step = share.quantity.step
    return step is not None and 0 <= 100 * part.value / whole.value - share.value < step
