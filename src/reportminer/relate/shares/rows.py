"""Rows of shares behind the figures that they are of: 甲产业6亿元；乙产业9亿元。两类产业比重分别为40%和60%."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.shares.ratios import fits

_BACK = 24
_WHOLES = 4
_LEAST = 2


def shares_in_rows(view: View, percentages: Sequence[Mention]) -> Mapping[int, Relation]:
    """By its index, each share of a row that stands in a sentence without levels: of the level at its place before it.

    The whole is one of the levels before those, of which all the shares bear it out, or all but one of three and more.
    """
    found: dict[int, Relation] = {}
    for first in percentages:
        place, length = first.row
        if place or length < _LEAST or first.mark("share.of") is None:
            continue
        row = view.mentions[first.index : first.index + length]
        levels = [
            each
            for each in view.mentions[max(0, first.index - _BACK) : first.index]
            if each.role == "level" and each.paragraph == first.paragraph
        ]
        parts = levels[-length:]
        if len(row) < length or len(parts) < length or parts[-1].sentence == first.sentence:
            continue
        if not all(alike(part, parts[0]) and part.value for part in parts):
            continue
        for whole in reversed(levels[max(0, len(levels) - length - _WHOLES) : -length]):
            if not alike(whole, parts[0]):
                continue
            fitting = sum(fits(share, part, whole) for share, part in zip(row, parts, strict=True))
            if fitting >= max(_LEAST, length - 1):
                for share, part in zip(row, parts, strict=True):
                    found[share.index] = draft("share", [share], [part, whole])
                break
    return found
