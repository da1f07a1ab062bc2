"""Sums that figures make with their neighbours to the last digit: 领导听课156节、教师互听405节，开放日38节，…599节."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.base import ADDABLE, draft, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import significant

_APART = 2
"""how many like figures may stand between a total and its parts"""
_MOST = 8
_PAIR = 2
_RARE = 32
"""how many figures as large there must be for each that was tried"""


def find_unsaid_sums(view: View, known: Sequence[Relation]) -> Iterator[Relation]:
    """Every figure that a run of like figures right before or behind it makes exactly, where chance hardly would.

    known  the relations told already; none is given for figures that one of them joins, whatever it claims
    """
    nothing = {mention.id for mention in view.mentions if not mention.value}
    of: dict[str, list[Set[str]]] = {}
    place_of = {mention.id: mention.index for mention in view.mentions}
    for each in known:
        if each.type == "sum" and place_of[each.lhs[0]] > max(map(place_of.__getitem__, each.rhs)) + 1:
            # 甲5万元、乙6万元、丙7万元，甲、丙两项12万元: what some of them make says nothing of what all of them do
            for part in each.rhs:
                _join({*each.lhs, part}, of)
        elif each.type not in ("equal", "share"):
            _join({*each.lhs, *each.rhs} - nothing, of)
    rows: dict[tuple[str, str | None], list[Mention]] = {}
    for mention in view.mentions:
        counts = mention.role in ("level", "base") and mention.kind in ADDABLE and mention.bound == "exact"
        if counts and mention.value > 0:
            rows.setdefault((mention.kind, mention.unit), []).append(mention)
    for row in rows.values():
        values = _whole_numbers(row) if len(row) > _PAIR else []
        for place in range(len(values)):
            parts = _parts_of(row, values, place)
            if parts and not _is_known(row[place], parts, of):
                _join({each.id for each in (row[place], *parts)}, of)
                yield draft("sum", [row[place]], parts, strength="implied", complete=True)


def _join(ids: Set[str], of: dict[str, list[Set[str]]]) -> None:
    for id in ids:
        of.setdefault(id, []).append(ids)


def _whole_numbers(row: Sequence[Mention]) -> list[int]:
    """The values in the finest step that one of them is printed to."""
    finest = min((each.step or Decimal(1) for each in row), default=Decimal(1))
    return [int(each.value / finest) for each in row]


def _parts_of(row: Sequence[Mention], values: Sequence[int], place: int) -> Sequence[Mention]:
    """The run beside a figure that makes it and that chance would hardly bring; () where there is none."""
    whole, wanted = row[place], values[place]
    run, tries = (0, 0), 0
    if significant(whole) < _PAIR:
        return ()
    for side in (1, -1):
        for first in range(place + side, place + side * (_APART + 2), side):
            total = 0
            for at in range(first, first + side * _MOST, side):
                if not 0 <= at < len(row) or row[at].paragraph != whole.paragraph:
                    break
                total += values[at]
                tries += at != first
                if total == wanted and at != first and run == (0, 0):
                    run = (min(first, at), max(first, at) + 1)
                if total >= wanted:
                    break
    parts = row[slice(*run)]
    if not parts or not all(same_basis(part, whole) for part in parts):
        return ()
    return parts if _RARE * tries * _grain([wanted, *values[slice(*run)]]) <= wanted else ()


def _grain(values: Sequence[int]) -> int:
    """The power of ten that all values are multiples of: how finely they could differ."""
    grain = 1
    while not any(value % (10 * grain) for value in values):
        grain *= 10
    return grain


def _is_known(whole: Mention, parts: Sequence[Mention], of: Mapping[str, Sequence[Set[str]]]) -> bool:
    """Whether a relation joins the total with one of these parts, or some of the parts with each other."""
    ids = {part.id for part in parts}
    if any(joined & ids for joined in of.get(whole.id, ())):
        return True
    return any(len(joined & ids) >= _PAIR for id in ids for joined in of.get(id, ()))
