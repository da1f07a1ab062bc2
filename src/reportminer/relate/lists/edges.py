"""The edges of a list: the total or the change that it divides, and what goes over to the next year and is no part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reportminer.relate.base import alike, joined
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import chance
from reportminer.relate.evidence.closing import closes, exceeds, high, low
from reportminer.relate.keys import grams
from reportminer.relate.lists.reading import is_bare_total

_PAIR = 2
_LOOK_BACK = 24
_RUN = 3
_TOTAL = "总"
_YEAR = "年"
_OVER = frozenset("转余")


def change_before(view: View, parts: Sequence[Mention]) -> Mention | None:
    """The change right before a list that its parts make up: 审减6万元，其中甲2万元、乙4万元."""
    if len(parts) < _PAIR or not parts[0].index:
        return None
    before = view.mentions[parts[0].index - 1]
    beside = before.role == "change" and before.group == parts[0].group and before.sentence == parts[0].sentence
    figures = [part.quantity for part in parts]
    return before if beside and alike(before, parts[0]) and closes(before.quantity, figures) else None


def without_carried(view: View, whole: Mention, parts: Sequence[Mention]) -> list[Mention]:
    """The parts but for a last one that goes over to the next year, unless the total counts up all there was.

    本年支出合计8万元，其中：甲5万元；乙3万元；年末结转1万元.
    """
    last = parts[-1]
    words = set(view.words_of(last))
    carried = _YEAR in words and bool(words & _OVER) and ";" in view.text[last.lead : last.start]
    return list(parts[:-1] if carried and len(parts) > 1 and _TOTAL not in view.words_of(whole) else parts)


def home_of(view: View, candidates: Sequence[Mention], parts: Sequence[Mention]) -> Mention:
    """The total meant: the nearest figure, unless that closes a run of parts itself and is too small."""
    nearest = candidates[0]
    if nearest.mark("saving.left") is not None and exceeds(nearest.quantity, [parts[0].quantity]):
        return next((each for each in candidates[1:] if not exceeds(each.quantity, [parts[0].quantity])), nearest)
    if len(candidates) < _RUN or not exceeds(nearest.quantity, [parts[0].quantity]):
        return nearest
    for before, each in pairwise(candidates):
        if not joined(view, each, before):
            return before if before is nearest or exceeds(each.quantity, [parts[0].quantity]) else each
    return nearest


def whole_after(view: View, members: Sequence[Mention]) -> Mention | None:
    """The total that follows a list which 由…组成 closes: 由甲5万元、乙6万元组成，总计11万元."""
    following = members[-1].index + 1
    if following < len(view.mentions):
        mention = view.mentions[following]
        if mention.sentence == members[-1].sentence and mention.mark("sum.composed") and is_bare_total(view, mention):
            return mention
    return None


def is_beside(view: View, whole: Mention, rest: Mention) -> bool:
    """Whether a figure is what a larger total has beside this one: 编制9名，在岗8人，其中甲5人、乙3人，缺编1名."""
    larger = view.mentions[max(0, whole.index - _LOOK_BACK) : whole.index]
    return any(each.value == whole.value + rest.value and alike(each, whole) for each in larger)


def is_of_another(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether several parts are each more than the total, and no slip in it explains that."""
    larger = [part for part in parts if low(part.quantity) > high(whole.quantity)]
    return len(larger) > 1 and chance(whole.quantity, [part.quantity for part in parts]) is None


def named_like(view: View, candidates: Sequence[Mention], part: Mention) -> Mention | None:
    """The total that shares most of a part's words: 受理900件，审结700件，其中受理上诉80件，审结60件."""
    own = grams(view.words_of(part))
    shared = [(len(own & grams(view.words_of(each))), each) for each in candidates]
    most = max(count for count, _ in shared)
    found = [each for count, each in shared if count == most]
    return found[0] if len(found) == 1 and found[0].value >= part.value else None


def is_told_again(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the part that is all of the whole is the same item once more: 接待费8万元。1.用车费0。2.接待费8万元."""
    if len([part for part in parts if part.value]) > 1:
        return False
    same = (part.quantity.item for part in parts if part.value == whole.value)
    return any(item and (item in whole.quantity.item or whole.quantity.item in item) for item in same)
