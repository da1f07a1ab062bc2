"""Which of the places that look like labels are labels: those that begin a line or continue a sequence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportminer.segment.marks import Mark

LOOK_AHEAD = 60
"""marks that are looked at to find the next of a sequence"""

_SENTENCE_BEFORE = "。;:!?…"
_NEEDS_NEIGHBOUR = frozenset({"letter", "stem", "roman", "firstly", "of_these", "ordinal", "cn_must", "article"})
_NEEDS_SECOND = frozenset({"dotted2", "dotted3", "dotted4"})
_UNCOMMON = 30
_COUNT = re.compile(r"(?<=\d\.)\d{1,4}[^\d年]")
"""what 2. may be the whole part of: 2.16个村修路"""


def in_sequence(plain: str, marks: Sequence[Mark]) -> list[Mark]:
    """The marks that are labels.

    A label at the beginning of a line stands by itself, save letters, 第一， and the like, which need a neighbour. One
    inside a paragraph must continue a sequence, or be its first after the end of a sentence with the second to come.
    """
    kept: list[Mark] = []
    last: dict[str, Mark] = {}
    for at, mark in enumerate(marks):
        key = sequence_key(plain, mark)
        before = last.get(key)
        if _is_label(plain, marks, at, key, before):
            kept.append(mark)
            last[key] = mark
    return kept


def sequence_key(plain: str, mark: Mark) -> str:
    """The sequence that the label counts in: its style, for 1.2 with what stands before its last number."""
    if mark.style.startswith("dotted"):
        return mark.style + ":" + plain[mark.start : mark.label_end].strip(" .、:").rpartition(".")[0]
    return mark.style


def _is_label(plain: str, marks: Sequence[Mark], at: int, key: str, before: Mark | None) -> bool:
    mark = marks[at]
    number = mark.number
    if number is None or (number == 0 and not mark.auto):
        return False
    if mark.auto:
        return True
    follows = before is not None and before.number is not None and number == before.number + 1
    if _is_bare(plain, mark):
        # 1职能职责 is a label beside 2.机构情况 only
        other = _next(plain, marks, at, key) if number == 1 else before if follows else None
        return other is not None and not _is_bare(plain, other) and other.number in (number - 1, number + 1)
    if mark.style == "digit" and _COUNT.match(plain, mark.label_end):
        return follows
    if mark.line_start and mark.style not in _NEEDS_NEIGHBOUR | _NEEDS_SECOND:
        return number <= _UNCOMMON or follows
    if mark.line_start:
        return follows or (number == 1 and _next_comes(plain, marks, at, key))
    if not _after_sentence(plain, mark) and mark.style in ("cn_comma", "cn_paren"):
        return False
    if follows or (number > 1 and before is not None and before.paragraph == mark.paragraph and _skips(mark, before)):
        return True
    if number != 1 or not (_after_sentence(plain, mark) or mark.style in ("circled", "digit_paren", "cn_is")):
        return False
    return mark.style == "cn_is" or _next_comes(plain, marks, at, key)


def _is_bare(plain: str, mark: Mark) -> bool:
    """Whether the label is a figure and nothing more."""
    return plain[mark.start : mark.label_end].strip().isdecimal()


def _skips(mark: Mark, before: Mark) -> bool:
    """Whether the label goes on with the sequence over a missing number, as 一是…三是 does."""
    gap = (mark.number or 0) - (before.number or 0)
    return 0 <= gap <= 2 and mark.style in ("cn_is", "circled", "digit_paren")


def _after_sentence(plain: str, mark: Mark) -> bool:
    before = plain[max(0, mark.start - 6) : mark.start].rstrip()
    return before.rstrip("”)》")[-1:] in _SENTENCE_BEFORE if before else True


def _next_comes(plain: str, marks: Sequence[Mark], at: int, key: str) -> bool:
    """Whether the second of the sequence follows before it begins anew."""
    following = _next(plain, marks, at, key)
    return following is not None and following.number == 2


def _next(plain: str, marks: Sequence[Mark], at: int, key: str) -> Mark | None:
    """The next mark that counts in the sequence."""
    return next((one for one in marks[at + 1 : at + 1 + LOOK_AHEAD] if sequence_key(plain, one) == key), None)
