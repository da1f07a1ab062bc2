"""Which total a list is meant to divide, and which counts of it are no parts, by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from reportminer.relate.base import alike
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.closing import exceeds

_FOR, _PERSONS = "为向给对", "名"
_HAN = re.compile(r"[一-鿿]{2}")
_LINKS = "为达约近有: "
_NOUN = 2


def is_recipient(view: View, mention: Mention) -> bool:
    """Whether a count says for whom something was done, and is no part itself: 其中为6名个人放贷8万元."""
    if view.text[mention.start - 1] not in _FOR or not mention.quantity.text.endswith(_PERSONS):
        return False
    return _HAN.match(view.text, mention.end) is not None


def by_noun(view: View, candidates: list[Mention], part: Mention, opener: Mark) -> list[Mention]:
    """The totals a list can divide, first the one whose noun the part has where the nearest is too small for it.

    资产9亿元，负债6亿元。其中央企资产7亿元: of the first. Where several have it, and 其中 begins its sentence, of the
    greatest.
    """
    nearest = candidates[0]
    noun = _noun_of(view, part)
    if len(noun) < _NOUN or not exceeds(nearest.quantity, [part.quantity]):
        return candidates
    named = [each for each in candidates if noun in view.words_of(each)]
    if not named or (nearest in named and opener.start > view.sentences[part.sentence] + 1):
        return candidates
    large = [each for each in named if not exceeds(each.quantity, [part.quantity])]
    best = large[0] if large else max(named, key=lambda each: each.value)
    return [best, *(each for each in candidates if each is not best)]


def _noun_of(view: View, mention: Mention) -> str:
    """The last two characters of the words before a figure."""
    words = view.words_of(mention).rstrip(_LINKS)
    return words[-_NOUN:] if _HAN.fullmatch(words[-_NOUN:]) else ""


class _List(Protocol):
    @property
    def opener(self) -> Mark: ...

    @property
    def whole(self) -> Mention: ...

    @property
    def parts(self) -> tuple[Mention, ...]: ...


def comes_again(view: View, opener: Mark, last: _List, part: Mention) -> bool:
    """Whether 其中 comes again behind a list that is whole: 9户，其中甲4户、乙5户；其中亏损3户, of the nine."""
    if len(last.parts) < _NOUN or last.opener.meaning != opener.meaning or not alike(last.parts[0], part):
        return False
    behind = last.parts[-1].end == opener.start - 1 and view.text[last.parts[-1].end] == ";"
    return behind and view.sentence_at(last.opener.start) == view.sentence_at(opener.start)


def skips(view: View, opener: Mark, last: _List, nearest: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a figure behind a semicolon, too large for the last part of a list, is of the total of that list.

    房屋126户，其中甲级74户，乙级52户，共补助267万元；其中困难户98户
    """
    if len(parts) > 1 or nearest not in last.parts or ";" not in view.text[nearest.end : opener.start]:
        return False
    return exceeds(nearest.quantity, [parts[0].quantity]) and not exceeds(last.whole.quantity, [parts[0].quantity])
