"""A total with parts of which one is divided behind it before the next is told: 131人，在职79人，其中…，离退休52人."""

from __future__ import annotations

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
