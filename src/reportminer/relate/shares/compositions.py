"""Structures told as ratios of hundredths: 三次产业结构调整为12.3:45.6:42.1, with the figures that they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import chance
from reportminer.relate.lists.listing import Listing
from reportminer.relate.shares.ratios import fits, telling

_HUNDRED = Decimal(100)
_PAIR = 2
_OFF = 1
"""by how many points parts may miss the hundred and still be meant to make it, whatever the slip"""
_COLON = ":"
_APART = 3
"""paragraphs between a list and a ratio printed so finely that it tells of which list it is"""


def find_compositions(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Each ratio of hundredths as parts of 100, and as the shares of the list near by that bears it out."""
    for run in _runs(view):
        total = sum((each.value for each in run), Decimal(0))
        if abs(total - _HUNDRED) > _OFF and chance(_HUNDRED, [each.quantity for each in run]) is None:
            continue
        yield draft("partition", [], run, constant=_HUNDRED, complete=True, cue=_COLON)
        for listing in listings:
            apart = run[0].paragraph - listing.whole.paragraph
            near = not apart or (0 < apart <= _APART and len(run) > _PAIR and all(map(telling, run)))
            if len(listing.parts) == len(run) and near and _of(run, listing):
                for share, part in zip(run, listing.parts, strict=True):
                    yield draft("share", [share], [part, listing.whole], cue=_COLON)
                break


def _runs(view: View) -> Iterator[list[Mention]]:
    """The percentages that colons join, two or more."""
    run: list[Mention] = []
    for mention in (*view.mentions, None):
        if run and mention is not None and view.text[run[-1].end : mention.start].strip() == _COLON:
            run.append(mention)
            continue
        if len(run) >= _PAIR:
            yield run
        run = [mention] if mention is not None and mention.quantity.kind == "percentage" else []


def _of(run: Sequence[Mention], listing: Listing) -> bool:
    """Whether the parts of a ratio are the shares of a list, one of three or more perhaps wrong."""
    met = sum(fits(share, part, listing.whole) for share, part in zip(run, listing.parts, strict=True))
    return met >= (len(run) if len(run) == _PAIR else len(run) - 1)
