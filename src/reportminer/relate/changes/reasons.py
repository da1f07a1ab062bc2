"""Changes that add up to another change: its parts, or the reasons for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes
from reportminer.relate.evidence.growth import signs_of
from reportminer.relate.evidence.misses import balance_miss
from reportminer.relate.evidence.odds import rarely

_REACH = 16
_TAIL = 3
_REASONS = ("change.reason", "sum.mainly")
_OPENERS = ("sum.parts", *_REASONS)
_ROLES = ("change", "level")
_RARE = 0.1
"""the chance allowed that one slip closes what does not belong together"""


def find_reasons(view: View, sums: Sequence[Relation]) -> Iterator[Relation]:
    """Changes that follow another, as its parts or its reasons, where they add up to it.

    They stand in its sentence, or in the next one where 其中 or 主要原因是 begins that. Behind a word for reasons a
    figure without a direction takes that of the change: 增加9万元，主要是：1.晋级5万元；2.新进增加4万元.
    """
    ids = {relation.lhs[0] for relation in sums}
    for change in view.mentions:
        if change.role != "change" or change.id in ids:
            continue
        parts: list[Mention] = []
        for mention in view.mentions[change.index + 1 : change.index + _REACH]:
            if mention.sentence != change.sentence and not _goes_on(view, change, mention):
                break
            if mention.role == "change" and mention.value and alike(mention, change):
                parts.append(mention)
        for run in _runs(view, change, parts):
            signs = signs_of(change, run)
            if len(run) > 1 and (closes(change, run, signs) or (run == parts and _slipped(view, change, run, signs))):
                yield draft("sum", [change], run, strength="implied", factors=signs, complete=True)
                break


def _slipped(view: View, change: Mention, parts: Sequence[Mention], signs: Sequence[int]) -> bool:
    """Whether a word says that parts or reasons follow, and one slip, or their direction, keeps them from closing."""
    if not any(mark.meaning in _OPENERS for mark in view.marks_between(change.end, parts[0].start)):
        return False
    if closes(change, parts, [-sign for sign in signs]):
        # 增加5万元，其中甲增加3万元，乙减少8万元
        return True
    down = [part for part, sign in zip(parts, signs, strict=True) if sign < 0]
    up = [part for part, sign in zip(parts, signs, strict=True) if sign > 0]
    return rarely(balance_miss([change, *down], up), _RARE)


def _runs(view: View, change: Mention, parts: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """The changes behind another, fewer and fewer of them, and at last its reasons."""
    for count in range(len(parts), 1, -1):
        yield parts[:count]
    yield _reasons(view, change)


def _reasons(view: View, change: Mention) -> list[Mention]:
    """The changes of its sentence behind a word for reasons, and the levels among them that are of its unit."""
    end = view.sentence_end(change.start)
    words = [mark for mark in view.marks_between(change.end, end) if mark.meaning in _REASONS]
    behind = view.mentions[change.index + 1 : change.index + _REACH]
    return [
        each
        for each in behind
        if words and words[0].end <= each.start < end and each.value and each.role in _ROLES and alike(each, change)
    ]


def _goes_on(view: View, change: Mention, part: Mention) -> bool:
    """Whether the sentence of `part` is the next one of the paragraph and begins with 其中 or 主要原因是."""
    if part.sentence != change.sentence + 1 or part.paragraph != change.paragraph:
        return False
    start = view.sentences[part.sentence]
    return any(mark.meaning in ("sum.parts", "change.reason") for mark in view.marks_between(start, start + _TAIL))
