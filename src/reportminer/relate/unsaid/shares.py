"""Percentages that two or three figures near by make to the last digit: 受训90人，…，合格率97.78%，合格88人."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations, product

from reportminer.model import Relation
from reportminer.relate.base import ADDABLE, alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import significant
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.shares.ratios import fits, telling

_BEFORE, _BEHIND = 10, 4
_FAR, _NAME = 100, 2
_LEAD, _AMONG = " ,、:;。(", "其中"
_BUDGET = "预算"
_HUNDRED = Decimal(100)
_TELLING, _PAIR = 3, 2
_HALF = Decimal("0.5")
_RARE = 20
"""how many percentages there must be for each that was tried"""

_Reading = tuple[Sequence[Mention], Mention]
"""the parts, and what they are a share of"""


def find_unsaid_shares(view: View, known: Sequence[Relation]) -> Iterator[Relation]:
    """Every percentage without a relation that figures of its paragraph make, where chance hardly would.

    A rate of growth is that of two levels, one told of an earlier time or both of one item; any other percentage the
    share of one figure, or of two that stand next to each other, in a larger one. Of several readings the nearest
    counts.
    """
    told = {id for each in known if each.type in ("share", "rate", "change") for id in each.lhs}
    member_shares = list(_of_members(view, told))
    yield from member_shares
    told.update(each.lhs[0] for each in member_shares)
    lists = [frozenset(each.rhs) for each in known if each.type == "sum"]
    for percentage in view.mentions:
        if (
            percentage.kind != "percentage"
            or percentage.bound != "exact"
            or percentage.id in told
            or significant(percentage) < _TELLING
        ):
            continue
        near = [
            each
            for each in view.mentions[max(0, percentage.index - _BEFORE) : percentage.index + _BEHIND]
            if each.paragraph == percentage.paragraph and each.role == "level" and each.kind in ADDABLE
        ]
        grows = percentage.role == "rate"
        readings = _levels(near) if grows else _shares(near)
        if not grows and _is_of_budget(percentage):
            readings = [each for each in readings if each[1].basis == "budget"]
        step = percentage.step or Decimal(1)
        if len(readings) * _RARE * step > _HUNDRED:
            continue
        fitting = [each for each in readings if abs(_percent(*each, percentage) - percentage.value) <= step * _HALF]
        if not grows:
            # 肢体28名、智力41名、孤独症42名: one part of a list is none of another
            fitting = [each for each in fitting if not any({each[1].id, *_ids(each[0])} <= row for row in lists)]
        elsewhere = None if fitting or grows else _named_elsewhere(view, percentage)
        if elsewhere is not None:
            fitting = [elsewhere]
        if fitting:
            parts, whole = min(fitting, key=lambda each: _distance(percentage, *each))
            if grows:
                yield draft("rate", [percentage], [*parts, whole], form="current_previous", strength="implied")
            else:
                yield draft("share", [percentage], [*parts, whole], strength="implied")


def _of_members(view: View, told: Container[str]) -> Iterator[Relation]:
    """Each percentage behind a member of a list, of what begins with its name further up: 甲县90万元，支付率93%，乙县….

    Given where two or more of a sentence come out of one sentence further up; the others of it too, but for a slip.
    """
    rows: dict[int, dict[int, list[tuple[Mention, Mention, Mention]]]] = {}
    for share in view.mentions:
        if share.kind != "percentage" or share.bound != "exact" or share.role == "rate":
            continue
        part = _part_of(view, share)
        for whole in _namesakes(view, part) if part is not None else ():
            if part is not None:
                row = rows.setdefault(share.sentence, {}).setdefault(whole.sentence, [])
                row += [(share, part, whole)] if all(share is not each for each, _, _ in row) else []
    for found in rows.values():
        best = max(found.values(), key=lambda row: sum(fits(*each) and telling(each[0]) for each in row))
        if sum(fits(*each) and telling(each[0]) for each in best) >= _PAIR:
            for share, part, whole in best:
                borne = fits(share, part, whole) or share_miss(share, part, whole) is not None
                if borne and share.id not in told:
                    yield draft("share", [share], [part, whole], strength="implied")


def _part_of(view: View, share: Mention) -> Mention | None:
    """The level right before a percentage, else the one before it in its sentence that begins with its name."""
    before = view.mentions[share.index - 1] if share.index else share
    if before.role == "level" and before.sentence == share.sentence and before.group == share.group:
        return before
    own = _named(view, share)[:_NAME]
    for each in backwards(view, share, _BEFORE):
        beside = each.sentence == share.sentence and each.role == "level" and len(own) == _NAME
        if beside and _named(view, each).startswith(own):
            return each
    return None


def _namesakes(view: View, part: Mention) -> Iterator[Mention]:
    """The levels in sentences further up that are no smaller than a part and begin with its name, the nearest first."""
    name = _named(view, part)[:_NAME]
    for whole in backwards(view, part, _FAR) if len(name) == _NAME and part.value > 0 else ():
        like = whole.role == "level" and whole.sentence < part.sentence and alike(part, whole)
        if like and whole.value >= part.value and _named(view, whole).startswith(name):
            yield whole


def _named(view: View, mention: Mention) -> str:
    """The words before a figure, without what leads to them."""
    return view.words_of(mention).strip(_LEAD).removeprefix(_AMONG).strip(_LEAD)


def _is_of_budget(percentage: Mention) -> bool:
    """Whether a percentage is said to be of a budget: 完成年初预算的51.1%."""
    mark = percentage.mark("share.done")
    return mark is not None and _BUDGET in mark.word


def _named_elsewhere(view: View, percentage: Mention) -> _Reading | None:
    """The figure before a rate in the one further up that its first words name: 甲县146元。甲县支出48元，支付率33%."""
    part = view.mentions[percentage.index - 1] if percentage.index else percentage
    if part.sentence != percentage.sentence or part.role != "level" or not part.value:
        return None
    words = _named(view, part)
    for whole in backwards(view, part, _FAR):
        name = _named(view, whole)
        if len(name) < _NAME or not words.startswith(name) or whole.role != "level" or whole.value <= part.value:
            continue
        step = percentage.step or Decimal(1)
        near = alike(part, whole) and abs(_percent((part,), whole, percentage) - percentage.value) <= step * _HALF
        return ((part,), whole) if near else None
    return None


def _shares(near: Sequence[Mention]) -> list[_Reading]:
    """Every figure, and every two that follow each other, with each larger one of their unit."""
    found: list[_Reading] = []
    for row in _rows(near):
        runs = [*((each,) for each in row), *pairwise(row)]
        for parts, whole in product(runs, row):
            if whole not in parts and 0 < sum(part.value for part in parts) < whole.value:
                found.append((parts, whole))
    return found


def _levels(near: Sequence[Mention]) -> list[_Reading]:
    """Every two figures of one unit, the second an earlier level, or one of the same item."""
    pairs = [pair for row in _rows(near) for pair in permutations(row, 2) if pair[0].value > 0 < pair[1].value]
    return [
        ((one,), other)
        for one, other in pairs
        if other.basis == "prior" or (one.basis != "prior" and one.item and one.item == other.item)
    ]


def _rows(near: Sequence[Mention]) -> list[list[Mention]]:
    rows: dict[tuple[str, str | None], list[Mention]] = {}
    for each in near:
        rows.setdefault((each.kind, each.unit), []).append(each)
    return list(rows.values())


def _percent(parts: Sequence[Mention], whole: Mention, percentage: Mention) -> Decimal:
    share = sum((part.value for part in parts), Decimal(0)) / whole.value * _HUNDRED
    if percentage.role != "rate":
        return share
    return _HUNDRED - share if percentage.direction == "down" else share - _HUNDRED


def _ids(parts: Sequence[Mention]) -> Iterator[str]:
    return (part.id for part in parts)


def _distance(percentage: Mention, parts: Sequence[Mention], whole: Mention) -> int:
    return sum(abs(each.index - percentage.index) for each in (*parts, whole))
