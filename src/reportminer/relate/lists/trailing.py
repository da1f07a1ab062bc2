"""Parts behind a total that no cue opens, with other words between: 售票360张，比上年多40张，成人216张，儿童144张."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from reportminer.relate.base import alike, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import adds_up, near_miss
from reportminer.relate.evidence.closing import makes, significant
from reportminer.relate.lists.bare import are_opposites, crosses, picks
from reportminer.relate.lists.bare_totals import is_bare_total
from reportminer.relate.lists.claimed import kind_of
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.reading import OPENERS

_PAIR, _FEW, _MANY = 2, 3, 4
_MOST = 12
_TELLING = 3
_SOME = 20
_SHARE = Decimal("0.8")
_NEAR = Decimal("0.06")
_ODDS, _AGAIN, _OPEN = Fraction(1, 20), Fraction(1, 4), Fraction(1, 2)
_SURE = Fraction(1, 1000)
_STRAY = (*OPENERS, "sum.after", "sum.stop", "sum.plus", "sum.minus", "saving.left")
_OTHERS = ("rate", "share", "done", "ratio", "per", "change")
_ZERO = Decimal(0)
_OTHER_SIDE = re.compile(r"平均|[均最]|[宽高深厚]\Z")
"""another side of the same thing: 长570米，均宽3.5米"""
_RUN_ON = re.compile(r"[^\d,;。:]{0,6}[、和及与]")
"""what joins a figure to the next as members of one run"""


def find_trailing(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """Every figure with the like figures behind it, to the end of their stretch, where they make it.

    listings  the lists known already: the parts of their sums divide nothing more
    Few or round figures must have names that divide a whole; a slip must leave no other reading. The next stretches
    may divide it once more (教师46人，本科19人，专科27人；男20人，女26人), or each begins with a part.
    """
    divided = [each for each in listings if each.is_sum]
    taken = {part.index for each in divided for part in each.parts}
    led = {each.whole.index for each in divided}
    used: set[int] = set()
    for whole in view.mentions:
        if whole.role != "level" or whole.index in used or whole.index in taken or not _is_sound(whole):
            continue
        if is_bare_total(view, whole):
            continue
        cued = whole.index in led
        stretches = list(_stretches(view, whole, _STRAY if not cued else _STRAY[len(OPENERS) :]))
        heads = [each[0] for each in stretches if each]
        headed = len(heads) == len(stretches) > 1 and _makes(whole, heads) and not _makes(whole, stretches[0])
        if headed:
            stretches = [heads]
        for place, stretch in enumerate(stretches):
            parts = _run(view, whole, stretch)
            if len(parts) < _PAIR or any(part.index in used or part.index in taken for part in parts):
                if place or whole.index not in led:
                    break
                continue
            sure = _makes(whole, parts)
            told = headed or _tells(view, whole, parts)
            if not (told if sure else _is_slipped(whole, parts, again=place > 0)):
                break
            told = _divide(view, parts) or (whole.value >= _SOME and (sure or _is_near(whole, parts)))
            if place and any(each.mark(*OPENERS) for each in stretches[0]) and not told:
                # behind a list with a cue: …，其中男60人、女40人；城镇70人，乡村30人
                break
            used.update(part.index for part in parts)
            yield sum_of(whole, parts, sure=sure)


def _makes(whole: Mention, parts: Sequence[Mention]) -> bool:
    return makes(whole, parts)


def _run(view: View, whole: Mention, parts: list[Mention]) -> list[Mention]:
    """The parts; where they do not make the total, the first of them that do and whose names divide it."""
    if not _makes(whole, parts):
        for count in range(len(parts) - 1, 1, -1):
            first = parts[:count]
            if _divide(view, first) and adds_up(whole, first, _SURE):
                return first
    return parts


def _is_sound(mention: Mention) -> bool:
    return mention.bound == "exact" and mention.value > 0


def _stretches(view: View, whole: Mention, stray: Sequence[str]) -> Iterator[list[Mention]]:
    """The like figures behind a total in its sentence, stretch by stretch, up to one with a cue that goes astray."""
    run: list[Mention] = []
    before = whole
    for each in view.mentions[whole.index + 1 : whole.index + 3 * _MOST]:
        if each.sentence != whole.sentence:
            break
        if ";" in view.text[before.end : each.start]:
            yield run
            run = []
        before = each
        if each.mark("change.against") is not None or (each.basis == "prior" and whole.basis != "prior"):
            continue
        if each.group != whole.group or each.role in _OTHERS or not alike(each, whole):
            continue
        if _OTHER_SIDE.search(view.words_of(each)):
            continue
        unsound = each.role != "level" or not _is_sound(each) or not same_basis(each, whole)
        if unsound or each.mark(*stray) is not None:
            break
        if each.index == whole.index + 1 and _RUN_ON.match(view.text, whole.quantity.end, each.start):
            break
        run.append(each)
    yield run


def _tells(view: View, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts that make a total do so by more than chance."""
    if crosses(parts):
        return False
    if len(parts) >= _FEW:
        return whole.value >= _SOME
    listed = all("、" in (gap := view.text[one.end : two.start]) and "," not in gap for one, two in pairwise(parts))
    return listed or significant(whole) >= _TELLING or _divide(view, parts)


def _divide(view: View, parts: Sequence[Mention]) -> bool:
    names = [view.words_of(part).strip(" 的、,") for part in parts]
    ends = {name[-1:] for name in names}
    alike_named = len(ends) == 1 and all(len(name) > 1 for name in names) and len(set(names)) == len(names)
    return bool(kind_of(parts)) or are_opposites(names) or alike_named


def _is_slipped(whole: Mention, parts: Sequence[Mention], *, again: bool) -> bool:
    """Whether one slip, hardly chance, keeps parts that make half a total from making it; none may be most of it.

    again  a stretch before this one has divided the total
    """
    if _PAIR * sum(part.value for part in parts) < whole.value:
        return False
    rare = _AGAIN if again and _is_near(whole, parts) else _SURE
    if len(parts) >= _FEW and max(part.value for part in parts) <= _SHARE * whole.value:
        near = len(parts) >= _MANY and _is_near(whole, parts)
        rare = _OPEN if near else _AGAIN if again else _ODDS
    return not picks(parts) and near_miss(whole, parts, rare)


def _is_near(whole: Mention, parts: Sequence[Mention]) -> bool:
    return abs(whole.value - sum((part.value for part in parts), _ZERO)) <= _NEAR * whole.value
