"""What was spent and is slipped, where the degree told beside it and what is left agree on another figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits, high, low
from reportminer.relate.evidence.misses import difference_miss

_FINE = 3
_BACK = 24
_HUNDRED = 100
_DEGREES = ("done", "ratio", "share")


def find_agreed(view: View, known: Sequence[Relation]) -> Iterator[Relation]:
    """总投资500万元，…。支付456.6万元，支付率90.52%，结余47.4万元: both say 452.6, one slip away.

    known  the relations found; a degree or a rest that one of them tells has what it is of
    """
    told = {id for each in known if each.type in ("share", "change") for id in each.lhs}
    for rest, _ in view.marked("saving.left"):
        if rest.id in told or rest.kind != "amount" or rest.bound != "exact" or rest.value <= 0 or rest.index < 2:
            continue
        spent, rate = view.mentions[rest.index - 2 : rest.index]
        in_one = spent.sentence == rate.sentence == rest.sentence and spent.group == rate.group == rest.group
        if not in_one or rate.role not in _DEGREES or rate.id in told or len(digits(rate)) < _FINE:
            continue
        if spent.role == "level" and alike(spent, rest) and (whole := _whole(view, spent, rate, rest)) is not None:
            yield draft("share", [rate], [spent, whole], strength="implied")
            yield draft("change", [rest], [whole, spent], strength="implied")


def _whole(view: View, spent: Mention, rate: Mention, rest: Mention) -> Mention | None:
    """The nearest level before, which less what is left is the percentage of it, and but for a slip what was spent."""
    for whole in backwards(view, spent, _BACK):
        level = whole.role in ("level", "base") and alike(whole, rest) and whole.bound == "exact"
        if not level or whole.value <= rest.value or whole.basis == "prior":
            continue
        made = _HUNDRED * (whole.value - rest.value) / whole.value
        if low(rate) <= made <= high(rate) and difference_miss(rest, whole, spent) is not None:
            return whole
    return None
