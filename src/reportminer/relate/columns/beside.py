"""What stands beside the parts of a list as it does beside their total: changes, last year's figures, budgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft, onwards
from reportminer.relate.changes.finder import Changed
from reportminer.relate.changes.levels import AGAINST
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.evidence.growth import signs_of
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.reading import OPENERS

_TELLING = 3
_NEAR = 24
_BESIDE = 5
_ODDS = Fraction(1, 60)
_FLAT = "change.flat"
_LEFT = "left"
_LEAST = 2
_BUDGET = "change.against_budget"


def find_change_sums(view: View, changed: Sequence[Changed], listings: Sequence[Listing]) -> Iterator[Relation]:
    """Changes of the parts that make up the change of the whole, as the parts make up the whole.

    Parts said to be unchanged, or nothing, have none. Where a part says nothing of its change, or where the change
    stands with the whole stated elsewhere, it is given only where it adds up.
    """
    by_level: dict[int, Mention] = {}
    for found in changed:
        if found.current is not None:
            by_level.setdefault(found.current.index, found.change)
    restated = [found.current for found in changed if found.current is not None]
    for listing in listings:
        if not listing.is_sum:
            continue
        own = by_level.get(listing.whole.index)
        whole = own or _elsewhere(listing.whole, restated, by_level)
        parts = [by_level[part.index] for part in listing.parts if part.index in by_level]
        silent = [part for part in listing.parts if part.index not in by_level]
        if whole is None or not parts or whole in parts:
            continue
        # where each change is told, nothing is told of what was nothing before and is
        said = all((len(parts) >= _LEAST and not part.value) or _is_steady(view, part) for part in silent)
        if len(parts) < _LEAST and not (said and silent):
            continue
        signs = signs_of(whole, parts)
        # 比上年减少1.25万元，其中…比预算节约1.64万元: held to different figures
        held = (each.mark(*AGAINST, _BUDGET) for each in (whole, *parts))
        unlike = len({mark.meaning == _BUDGET for mark in held if mark is not None}) > 1
        if (own is None or not said or not whole.value or unlike) and not _adds_up(whole, parts, signs):
            # what did not change may have been held to something else than the parts were
            continue
        if _is_explained(view, whole, parts, signs) or _may_have_fallen(view, listing, whole, parts, signs):
            continue
        yield draft("sum", [whole], parts, strength="implied", factors=signs, complete=True)


def official_change_sums(view: View, changed: Sequence[Changed], sums: Sequence[Relation]) -> Iterator[Relation]:
    """The same of sums that official names alone make (总收入 = 税收收入 + 非税收入)."""
    by_id = {mention.id: mention for mention in view.mentions}
    told = (each for each in sums if each.type == "sum" and not each.factors)
    lists = [sum_of(by_id[each.lhs[0]], [by_id[id] for id in each.rhs]) for each in told]
    return find_change_sums(view, changed, lists)


def find_column_sums(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Last year's figures, budgets, or what was left over, beside the parts of a list, that make up another such.

    The total is beside that of the list; a budget may also stand further up. Given where they add up, or where every
    part has one and a slip that is hardly chance keeps them from it.
    """
    given: set[tuple[int, ...]] = set()
    for listing in listings:
        if not listing.is_sum or len(listing.parts) < _LEAST:
            continue
        for kind in ("prior", "budget", _LEFT):
            if any(each.basis == kind for each in (listing.whole, *listing.parts)):
                continue
            parts = [found for part in listing.parts if (found := _beside(view, part, kind)) is not None]
            if len(parts) < _LEAST or not alike(parts[0], listing.whole):
                continue
            whole = _beside(view, listing.whole, kind, across=True)
            if whole is None and kind == "budget":
                whole = _budget_above(view, parts)
            ids = (whole.index if whole is not None else -1, *(part.index for part in parts))
            if whole is None or whole in parts or ids in given:
                continue
            every = len(parts) == len(listing.parts)
            if closes(whole, parts) or (every and near_miss(whole, parts)):
                given.add(ids)
                yield draft("sum", [whole], parts, strength="implied", complete=True)


def _budget_above(view: View, parts: Sequence[Mention]) -> Mention | None:
    """The nearest budget before the parts that they make up, else one that a slip, no chance, keeps from it."""
    budgets = [
        mention
        for mention in backwards(view, parts[0], _NEAR)
        if mention.role == "level" and mention.basis == "budget" and alike(mention, parts[0])
    ]
    told = [each for each in budgets if significant(each) >= _TELLING]
    found = next((each for each in told if closes(each, parts)), None)
    if found is None and told and told[0].value > max(part.value for part in parts):
        found = told[0] if near_miss(told[0], parts, _ODDS) else None
    return found


def _adds_up(whole: Mention, parts: Sequence[Mention], signs: Sequence[int]) -> bool:
    return significant(whole) >= _TELLING and closes(whole, parts, signs)


def _is_explained(view: View, whole: Mention, parts: Sequence[Mention], signs: Sequence[int]) -> bool:
    """Whether the paragraph itself tells, behind them, what the parts leave open: 另3.4万元系上年出国费."""
    gap = abs(whole.value - sum((sign * part.value for sign, part in zip(signs, parts, strict=True)), Decimal(0)))
    if _adds_up(whole, parts, signs) or not gap:
        return False
    behind = takewhile(lambda each: each.paragraph == whole.paragraph, onwards(view, parts[-1].index + 1))
    return any(each.value == gap and alike(each, whole) and significant(each) >= _TELLING for each in behind)


def _may_have_fallen(
    view: View, listing: Listing, whole: Mention, parts: Sequence[Mention], signs: Sequence[int]
) -> bool:
    """Whether an amount in the list that is nothing now can have been before what the changes leave open."""
    gap = whole.value - sum((sign * part.value for sign, part in zip(signs, parts, strict=True)), Decimal(0))
    if _adds_up(whole, parts, signs) or not (gap > 0 if whole.direction == "down" else gap < 0):
        return False
    following = takewhile(lambda each: each.index < listing.parts[-1].index, onwards(view, listing.whole.index + 1))
    nothing = (each for each in following if each.kind == "amount" and each.role == "level" and not each.value)
    return any(alike(each, listing.whole) and not _is_steady(view, each) for each in nothing)


def _elsewhere(whole: Mention, levels: Sequence[Mention], by_level: Mapping[int, Mention]) -> Mention | None:
    """The change of the nearest figure of the same value as a total, which states the total once more."""
    if significant(whole) < _TELLING:
        return None
    same = [
        level
        for level in levels
        if level.value == whole.value and alike(level, whole) and abs(level.index - whole.index) <= _NEAR
    ]
    nearest = min(same, key=lambda level: abs(level.index - whole.index), default=None)
    return by_level[nearest.index] if nearest is not None else None


def _is_steady(view: View, part: Mention) -> bool:
    """Whether a part is said to be what it was, before its stretch ends."""
    following = view.mentions[part.index + 1] if part.index + 1 < len(view.mentions) else None
    end = min(view.sentence_end(part.end), following.start if following is not None else len(view.text))
    stop = view.text.find(";", part.end, end)
    return any(mark.meaning == _FLAT for mark in view.marks_between(part.end, stop if stop >= 0 else end))


def _beside(view: View, level: Mention, kind: str, *, across: bool = False) -> Mention | None:
    """The figure of a kind that stands with a level, before any other level: 本年8万元，上年为7万元.

    kind    a basis, which may also stand right before the level, or what is left, which may have the spent before it
    across  whether it may stand behind a semicolon
    """
    for mention in view.mentions[level.index + 1 : level.index + _BESIDE]:
        if mention.sentence != level.sentence or (not across and ";" in view.text[level.end : mention.start]):
            break
        if mention.role not in ("level", "base") or mention.group != level.group:
            continue
        if mention.mark(*OPENERS) is not None:
            break
        if kind == _LEFT:
            mark = mention.mark("saving.left")
            if mark is not None and mark.start >= mention.clause:
                return mention if alike(mention, level) else None
        elif mention.basis == kind and alike(mention, level):
            return mention
        else:
            break
    before = view.mentions[level.index - 1] if level.index else None
    if kind == "budget" and before is not None and before.basis == kind and before.role == "level":
        beside = before.sentence == level.sentence and before.group == level.group
        return before if beside and alike(before, level) and ";" not in view.text[before.end : level.start] else None
    return None
