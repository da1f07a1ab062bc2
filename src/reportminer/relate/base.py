"""What the families share: a draft of a relation, and which figures may be compared at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reportminer.model import ListItem, Relation, RelationType, Strength
from reportminer.relate.clauses import Mention, View

COUNTED = frozenset({"headcount", "household", "count"})
"""kinds of figures that count what is whole: persons, households, things"""
MEASURED = COUNTED | {"measure"}
ADDABLE = MEASURED | {"amount"}
"""kinds of figures that make sums, and of which shares can be told"""
HEAD, SERVICES = "人", "人次"
"""the words for people, and for how often they were served"""
_TIMES = "次"
_RUN_ENDS = frozenset(",;。\n")
_HOUSES = {"家", "所"}
"""units by which bodies are counted: 办学单位65家，其中高校3所"""
_POSTS = ("岗", "岗位")


def draft(
    kind: RelationType,
    lhs: Iterable[Mention],
    rhs: Iterable[Mention],
    *,
    strength: Strength = "stated",
    cue: str = "",
    form: str = "",
    factors: Sequence[int] = (),
    constant: Decimal | None = None,
    complete: bool = False,
    items: tuple[ListItem, ...] = (),
) -> Relation:
    """A relation without number, not yet evaluated. `factors` of 1 only are left out."""
    signed = () if all(factor == 1 for factor in factors) else tuple(Decimal(factor) for factor in factors)
    return Relation(
        "",
        kind,
        tuple(mention.id for mention in lhs),
        tuple(mention.id for mention in rhs),
        strength=strength,
        cue=cue,
        form=form,
        factors=signed,
        constant=constant,
        complete=complete,
        list_items=items,
    )


def backwards(view: View, mention: Mention, reach: int) -> Iterator[Mention]:
    """The figures before one, the nearest first, at most `reach` of them."""
    return reversed(view.mentions[max(0, mention.index - reach) : mention.index])


def onwards(view: View, place: int) -> Iterator[Mention]:
    """The figures from the place-th on, of which a report may hold thousands; none is copied."""
    return map(view.mentions.__getitem__, range(place, len(view.mentions)))


def joined(view: View, one: Mention, other: Mention) -> bool:
    """Whether two figures stand in one run of members with 、 or 和 between them."""
    return not _RUN_ENDS & set(view.text[one.end : other.start])


def alike(one: Mention, other: Mention) -> bool:
    """Whether two figures may stand in one sum or comparison: same unit and kind of unit."""
    return one.unit == other.unit and (one.kind == other.kind or one.unit is not None)


def akin(one: Mention, other: Mention) -> bool:
    """Whether two figures that words join may be compared: like units, posts and those in them, 篇 and 篇次."""
    if alike(one, other):
        return True
    if (one.unit, other.unit) == ("个", HEAD) and one.item.endswith(_POSTS):
        return True
    if {one.unit, other.unit} == _HOUSES:
        return True
    units = sorted((one.unit or "", other.unit or ""), key=len)
    return units[0] not in ("", HEAD) and units[0] + _TIMES == units[1]


def same_basis(one: Mention, other: Mention) -> bool:
    """Whether neither is a budget or last year's figure where the other is not."""
    bases = {one.basis, other.basis} - {""}
    return len(bases) <= 1 or bases == {"actual", ""}
