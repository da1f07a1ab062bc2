"""Rates whose name says that their base is none of the figures told: narrower than what was counted, or an average."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportminer.claims import scale_of
from reportminer.lexicon import Lexicon
from reportminer.relate.clauses import Mention, View
from reportminer.relate.keys import any_of

_NEARLY = Decimal("0.03")
"""by how much of itself a rate of an average may differ from that of the last figure"""


def is_narrowed(view: View, ratio: Mention, near: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Whether a rate is of fewer than were counted: 管理162人，规范管理率97.5%; 验收40个，一次验收合格率90%."""
    words = any_of("rate_narrower", lexicon)
    name = words.search(view.text, ratio.clause, ratio.start)
    return name is not None and not any(name[0] in view.text[each.clause : each.start] for each in near)


def is_by_average(view: View, ratio: Mention, part: Mention, whole: Mention, lexicon: Lexicon) -> bool:
    """Whether a rate is reckoned on an average that is not told, and its last figure comes near: 出生率8.81‰."""
    if any_of("rate_by_average", lexicon).search(view.text, ratio.clause, ratio.start) is None:
        return False
    given = scale_of(ratio.quantity) * part.value / whole.value
    return abs(given - ratio.value) <= _NEARLY * ratio.value
