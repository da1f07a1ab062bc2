"""What becomes of the relations found: repeats are left out; each quantity is judged, and named, by its own ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from decimal import Decimal

from msgspec.structs import replace

from reportminer.model import Quantity, Relation
from reportminer.table import TABULAR
from reportminer.text import normalise

_PAIR = 2
_HUNDREDTH = Decimal("0.01")
_MOVES = frozenset({"increase", "decrease", "rate"})


def without_repeats(drafts: Iterable[Relation], nothing: Set[str]) -> list[Relation]:
    """The drafts without repeats: the same figures joined in the same way count once, the first claim stays.

    nothing  the figures of zero, which make no other sum of one that has the same parts without them
    A difference (结余3 = 收入8 - 支出5) and a sum of the same three figures are one claim too; the surer one stays,
    else the difference. What is implied to lie in a figure that a sum divides into it is no claim of its own.
    """
    kept: dict[tuple[object, ...], Relation] = {}
    for each in drafts:
        sides = (frozenset(each.lhs), frozenset(each.rhs))
        if each.type == "sum" and len(sides[1] - nothing) > 1:
            sides = (sides[0], sides[1] - nothing)
        key: tuple[object, ...] = (each.type, *sides)
        if each.type == "equal" or (each.type in ("sum", "change") and len(sides[0]) == 1 and len(sides[1]) == _PAIR):
            key = ("change" if each.type == "sum" else each.type, sides[0] | sides[1])
        before = kept.setdefault(key, each)
        if before.type == each.type == "sum" and each.complete and not before.complete and before.lhs == each.lhs:
            kept[key] = replace(before, complete=True)
        surer = before.strength == "implied" != each.strength
        if before.type != each.type and (surer or (each.type == "change" and before.strength == each.strength)):
            kept[key] = each
    divided = {(*each.lhs, part) for each in kept.values() if each.type == "sum" for part in each.rhs}
    # 10万元的30%即3万元: a share of three figures and a product of them tell the same
    shares = {frozenset((*each.lhs, *each.rhs)) for each in kept.values() if each.type == "share"}
    settled = [
        each for each in kept.values() if each.constant != _HUNDREDTH or frozenset((*each.lhs, *each.rhs)) not in shares
    ]
    return [each for each in settled if not _is_said_by(each, divided)]


def _is_said_by(draft: Relation, divided: Set[tuple[str, ...]]) -> bool:
    """Whether what is only implied to lie in a figure is, with others, the whole of it.

    divided  each sum's total with each of its parts
    """
    if draft.type != "part_of" or draft.strength != "implied" or len(draft.rhs) != 1:
        return False
    return all((draft.rhs[0], part) in divided for part in draft.lhs)


def told_by_share(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations, a part that no word claims weak where a share of the same two figures says it: 办结8件，占89%.

    So is the base of such a share, as a task in the bracket behind what was done is no part of it. A part larger
    than its whole is left as it is. A share that two figures bear out is not implied to be of two that do not.
    """
    shares = {each.rhs for each in relations if each.type == "share"}
    borne = {each.lhs for each in relations if each.type == "share" and each.status in ("consistent", "rounding")}
    return tuple(
        replace(each, strength="weak")
        if each.type == "part_of"
        and each.strength == "implied"
        and not each.cue
        and each.status != "inconsistent"
        and ((*each.lhs, *each.rhs) in shares or (*each.rhs, *each.lhs) in shares)
        else each
        for each in relations
        if not (
            each.type == "share"
            and (each.strength, each.status) == ("implied", "inconsistent")
            and each.lhs in borne
            and TABULAR not in each.cue
        )
    )


def judged(quantities: Iterable[Quantity], relations: Iterable[Relation]) -> tuple[Quantity, ...]:
    """The quantities with status and reason, as the relations that they stand in leave them."""
    held: set[str] = set()
    broken: set[str] = set()
    waiting: dict[str, str] = {}
    for relation in relations:
        ids = (*relation.lhs, *relation.rhs)
        if relation.strength == "weak" and relation.status == "inconsistent":
            waiting.update((id, "只有把握不大的联系") for id in ids if id not in waiting)
        elif relation.status == "inconsistent":
            broken.update(ids)
        elif relation.status == "not_checkable":
            waiting.update((id, relation.reason or "缺少比较所需的数字") for id in ids if id not in waiting)
        else:
            held.update(ids)
    judged = []
    for quantity in quantities:
        if quantity.id in broken:
            judged.append(replace(quantity, status="inconsistent", reason=None))
        elif quantity.id in held:
            judged.append(replace(quantity, status="consistent", reason=None))
        else:
            reason = waiting.get(quantity.id) or quantity.reason or "文中没有可以互相核对的数字"
            judged.append(replace(quantity, status="unchecked", reason=reason))
    return tuple(judged)


def named_by_levels(quantities: Sequence[Quantity], relations: Sequence[Relation], plain: str) -> tuple[Quantity, ...]:
    """The quantities, each change, rate or prior level whose own words name no item with that of the level after.

    支出90万元，其中购书款40万元、运行费50万元，比上年的82万元增加8万元: what grew is the expenditure, not the running
    costs.
    """
    figures = {quantity.id: quantity for quantity in quantities}
    ends = dict(zip((each.id for each in quantities[1:]), (each.end for each in quantities), strict=False))
    for at, held_to in _moves(relations):
        move, level = figures[at], figures[held_to]
        compared = move.role in _MOVES or (move.role == "level" and move.basis == "prior")
        if not compared or not move.value or move.table is not None or level.table is not None:
            continue
        own = set(plain[max(ends.get(move.id, 0), level.end) : move.start])
        said = move.item and set(normalise(move.item)) <= own
        if level.start < move.start and level.item and not said:
            figures[at] = replace(move, item=level.item)
    return tuple(figures[quantity.id] for quantity in quantities)


def _moves(relations: Sequence[Relation]) -> Iterator[tuple[str, str]]:
    """The ids of changes, rates and levels before, each with that of the figure that tells what it measures."""
    sure = [each for each in relations if each.strength != "weak" and len(each.lhs) == 1]
    for relation in sure:
        if relation.type == "change":
            yield relation.rhs[1], relation.rhs[0]
            yield relation.lhs[0], relation.rhs[0]
    for relation in sure:
        if relation.type == "rate" and relation.form == "change_current":
            yield relation.rhs[0], relation.rhs[1]
            yield relation.lhs[0], relation.rhs[1]
        elif relation.type == "rate":
            # of a change and the level before it the change has been named by now
            yield relation.lhs[0], relation.rhs[0]
