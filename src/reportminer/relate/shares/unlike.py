"""Figures told beside a rate that are none of those it is of: its base is narrower, an average, or they tell a gap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

from reportminer.claims import scale_of
from reportminer.relate.clauses import Mention, View
from reportminer.relate.keys import any_of, phrase

_NEARLY = Decimal("0.03")
"""by how much of itself a rate of an average may differ from that of the last figure"""

_OVER = "[ ,]*(?:{over.word}{over.done}?|{over.than}{over.plan}{1,2}|比{over.plan}{1,2}[多少])[了约近]?"
_LED = frozenset("比较距离")


def is_narrowed(view: View, ratio: Mention, near: Sequence[Mention]) -> bool:
    """Whether a rate is of fewer than were counted: 管理162人，规范管理率97.5%; 验收40个，一次验收合格率90%."""
    words = any_of("rate_narrower", view.lexicon)
    name = words.search(view.text, ratio.clause, ratio.start)
    return name is not None and not any(name[0] in view.text[each.clause : each.start] for each in near)


def is_by_average(view: View, ratio: Mention, near: Sequence[Mention]) -> bool:
    """Whether a rate is reckoned on an average that is not told, and two of these come near: 出生率8.81‰."""
    if any_of("rate_by_average", view.lexicon).search(view.text, ratio.clause, ratio.start) is None:
        return False
    given = (scale_of(ratio.quantity) * a.value / b.value for a, b in permutations(near, 2) if b.value)
    return any(abs(each - ratio.value) <= _NEARLY * ratio.value for each in given)


def is_beyond(view: View, figure: Mention) -> bool:
    """Whether a figure says no more than by how much another is more or less than planned: 超额2.7公里, 多完成36人."""
    if phrase(_OVER, view.lexicon).fullmatch(view.text, figure.words_start, figure.start) is None:
        return False
    # 比计划1500亩多完成200亩: the figure before is what is compared with
    return not figure.index or view.text[view.mentions[figure.index - 1].clause] not in _LED
