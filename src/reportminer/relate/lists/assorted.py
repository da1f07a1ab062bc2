"""Lists of what different words count (展览3期、演出2次，共5次), or under a change: 追加17万元，其中上级12万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from reportminer.model import Strength
from reportminer.relate.base import alike, joined, onwards
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.keys import any_of
from reportminer.relate.lists.bare import is_bare, names_of
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.reading import closing_prefix, opener_of

_MEASURES = re.compile(r"\((?:[一-鿿]{1,2}[、/])*[一-鿿]{1,2}\)")
"""the other measure words of a number: 120卷(册、盘)"""
_MIXED = "("
"""what is in a unit of several: 人(家)次"""
_PAIR = 2
_MOST = 8
_COUNTS = ("count", "headcount")
_ODDS = Fraction(1, 4)
_ROLES = ("level", "change")
_INSIDE = ("sum.parts", "sum.include")
_COMPARED = ("change.against", "change.compared", "change.against_budget")


def find_assorted(view: View) -> Iterator[Listing]:
    """Every number that a run of 、 right behind it, or right before its 共, makes although the units differ.

    A number before its parts has the unit of one of them, one behind them that of none.
    """
    for whole in view.mentions:
        mixed = _MIXED in (whole.quantity.unit or "")
        if not (mixed or whole.kind == "count") or whole.role != "level":
            continue
        mark = whole.mark("sum.after")
        if mark is not None and (mark.start, mark.end) == (whole.clause, whole.start):
            parts = _run(view, view.mentions[max(0, whole.index - _MOST) : whole.index][::-1])[::-1]
            beside = parts[-1:] and view.text[parts[-1].end : whole.clause].strip() == ","
            if beside and _differ(whole, parts) and whole.unit not in _units(parts) and all(names_of(view, parts)):
                yield sum_of(whole, parts, mark, strength="stated")
            continue
        following = view.mentions[whole.index + 1 : whole.index + 1 + _PAIR]
        several = mixed or _MEASURES.match(view.text, whole.end) is not None
        if len(following) < _PAIR or not (several or joined(view, *following)):
            continue
        parts = _run(view, view.mentions[whole.index + 1 : whole.index + 1 + _MOST], several)
        parts = (closing_prefix(whole, parts) or parts) if several else parts
        if _differ(whole, parts) and (mixed or whole.unit in _units(parts)):
            opener = opener_of(view, parts[0])
            if is_bare(view, whole, parts, opener):
                yield sum_of(whole, parts, opener, strength="stated" if opener is not None else "implied")


def _run(view: View, mentions: Sequence[Mention], commas: bool = False) -> list[Mention]:
    """The first of these figures that 、 joins, or a comma too, forwards or backwards, as long as they count."""
    run = list(mentions[:1])
    for before, each in pairwise(mentions):
        one, other = sorted((before, each), key=lambda one: one.index)
        apart = set(";。\n") & set(view.text[one.end : other.start]) if commas else not joined(view, one, other)
        if apart or (commas and not _is_count(each)):
            break
        run.append(each)
    return run if all(map(_is_count, run)) and len(run) >= _PAIR else []


def _is_count(mention: Mention) -> bool:
    return mention.kind in _COUNTS and mention.role == "level"


def _units(parts: Sequence[Mention]) -> set[str | None]:
    return {part.unit for part in parts}


def _differ(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts of several units make a number."""
    return len(_units(parts)) > 1 and closes(whole, parts)


def find_lists_of_changes(view: View) -> Iterator[Listing]:
    """Bare runs, some or all of their figures called changes, right behind an amount that is one and its 其中.

    Stated where they add up to it, implied where one slip that is hardly chance keeps them from it.
    """
    for whole, first in pairwise(view.mentions):
        if whole.role != "change":
            continue
        opener = first.mark("sum.parts", "sum.include", "sum.respective")
        if opener is None or not alike(whole, first) or first.sentence != whole.sentence:
            continue
        parts = _like_changes(view, first)
        if not any(part.role == "level" for part in parts):
            parts = _changes(view, first)
            factors = [1 if part.direction == whole.direction else -1 for part in parts]
        elif is_bare(view, whole, parts, opener):
            factors = [1] * len(parts)
        else:
            continue
        sure = len(parts) > 1 and closes(whole, parts, factors)
        if sure or (len(parts) >= _PAIR and -1 not in factors and near_miss(whole, parts, _ODDS)):
            strength: Strength = "stated" if sure else "implied"
            yield sum_of(whole, parts, opener, strength=strength, factors=factors, sure=sure)


def find_topped_up(view: View) -> Iterator[Listing]:
    """What 其中 divides into what there was and what came on top: 预算69万元，其中年初预算57万元，追加12万元.

    Stated where they add up, implied where 年初 or 原有 leads the first and one slip keeps them from it.
    """
    before = any_of("grown.before", view.lexicon)
    for whole, first in pairwise(view.mentions):
        opener = first.mark(*_INSIDE)
        if opener is None or not whole.role == first.role == "level" or not alike(whole, first):
            continue
        behind = _changes(view, view.mentions[first.index + 1]) if first.index + 1 < len(view.mentions) else []
        parts = [first, *behind]
        beside = behind and behind[0].sentence == first.sentence == whole.sentence and alike(first, behind[0])
        if (
            not beside
            or {each.direction for each in behind} != {"up"}
            or {each.group for each in parts} != {first.group}
        ):
            continue
        sure = closes(whole, parts)
        if sure or (before.search(view.text, first.words_start, first.start) and near_miss(whole, parts, _ODDS)):
            yield sum_of(whole, parts, opener, strength="stated" if sure else "implied", sure=sure)


def _changes(view: View, first: Mention) -> list[Mention]:
    """The like changes from `first` on in its sentence and group, their rates left out, up to any other figure."""
    found: list[Mention] = []
    for mention in onwards(view, first.index):
        if mention.sentence != first.sentence or ";" in view.text[first.end : mention.start]:
            break
        if mention.role != "change" or not alike(mention, first) or mention.mark(*_COMPARED):
            break
        found.append(mention)
    return found


def _like_changes(view: View, first: Mention) -> list[Mention]:
    """The like figures from `first` on that 、 and 和 join, all of one group and going the same way."""
    run: list[Mention] = []
    for mention in onwards(view, first.index):
        if mention.role not in _ROLES or not alike(mention, first) or mention.group != first.group:
            break
        if run and not joined(view, run[-1], mention):
            break
        run.append(mention)
    return run
