"""Lists around lists in them: 131人，在职79人，其中…，离退休52人; 收入包括拨款（其中：甲5万元、乙6万元）、其他2万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportminer.relate.base import alike, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.reading import OPENERS

_COMMAS = frozenset(",，")
_WHICH, _LEFT = "sum.parts", "saving."
_NAME = re.compile(r"[一-鿿]{2,}")
_PAIR, _FAR = 2, 4
_ODDS = Fraction(1, 60)


def find_around(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """The list around one that 其中 opens in it, which no cue opens: the total right before, the parts behind.

    Given where it adds up, or would but for a slip that is hardly chance.
    """
    parts = {part.index for each in listings for part in each.parts}
    wholes = {each.whole.index for each in listings if each.is_sum}
    for inner in listings:
        head = inner.whole
        if inner.opener.meaning != _WHICH or not inner.is_sum or not head.index or head.index in parts:
            continue
        whole = view.mentions[head.index - 1]
        if whole.index in wholes or whole.index in parts or not _is_next(view, whole, head):
            continue
        # what is left of the inner list where it ends may be the next part
        rest = {each.parts[0].index for each in listings if each.whole is head and not each.is_sum}
        members = [head, *_behind(view, inner.parts[-1], head, parts - rest)]
        for count in range(_PAIR, len(members) + 1):
            if significant(whole) >= _PAIR and closes(whole, members[:count]):
                yield sum_of(whole, members[:count])
                break
        else:
            if len(members) >= _PAIR and near_miss(whole, members, _ODDS):
                yield sum_of(whole, members, sure=False)


def _is_next(view: View, before: Mention, after: Mention) -> bool:
    """Whether a like level stands behind a comma after another one, with no cue of its own."""
    like = after.role == before.role == "level" and alike(before, after) and same_basis(before, after)
    beside = before.sentence == after.sentence and before.group == after.group
    return like and beside and view.text[before.end : before.end + 1] in _COMMAS and after.mark(*OPENERS) is None


def _behind(view: View, last: Mention, head: Mention, parts: set[int]) -> Iterator[Mention]:
    """The like levels behind the inner list, what stands in brackets left out."""
    before = last
    for each in view.mentions[last.index + 1 : last.index + 1 + _FAR]:
        if each.group != head.group:
            continue
        told = each.sentence == head.sentence and each.role == "level" and alike(each, head) and each.index not in parts
        left = any(mark.meaning.startswith(_LEFT) for mark in each.marks)
        if not told or left or each.mark(*OPENERS) is not None or "," not in view.text[before.end : each.start]:
            return
        yield each
        before = each


def with_bracketed(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """The listings; where a bracket tells the figures of a part that has none itself, its total has these too.

    收入13万元，包括拨款（其中：甲5万元、乙6万元）、其他2万元: 13 = 5 + 6 + 2, where it adds up or misses by a slip.
    """
    found: dict[int, Listing] = {}
    for each in listings:
        first = view.mentions[each.whole.index + 1] if each.whole.index + 1 < len(view.mentions) else each.whole
        if each.whole.index not in found and view.parents[first.group] == each.whole.group != first.group:
            whole = _bracketed(view, each.whole, first)
            if whole is not None:
                found[each.whole.index] = whole
    for each in listings:
        instead = found.get(each.whole.index)
        if instead is None or any(part not in instead.parts for part in each.parts):
            yield each
    yield from found.values()


def _bracketed(view: View, whole: Mention, first: Mention) -> Listing | None:
    """The list of a total, the parts in the next bracket, which a cue opens, and those right behind it."""
    cue = first.mark(*OPENERS)
    opening = view.opens[first.group]
    if cue is None or cue.start < opening or first.sentence != whole.sentence:
        return None
    if _NAME.search(view.text, whole.end, opening) is None:
        # 9万元(其中…): the bracket is of the total itself
        return None
    stretch = [each for each in view.by_sentence[whole.sentence] if each.index >= first.index]
    like = [each for each in stretch if each.role == "level" and alike(each, whole)]
    inside = [each for each in like if each.group == first.group]
    behind = [each for each in like if each.group == whole.group and each.index > inside[-1].index] if inside else []
    members = [*inside, *behind]
    if not behind or len(inside) < _PAIR or any(each.mark("sum.stop") for each in behind):
        return None
    if closes(whole, members):
        return sum_of(whole, members, cue, strength="stated")
    return sum_of(whole, members, cue, sure=False) if near_miss(whole, members, _ODDS) else None
