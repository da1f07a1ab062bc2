"""Runs that no cue opens, and that one slip keeps from making the figure before them: whether they are lists of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from reportminer.relate.base import alike, joined
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import chance
from reportminer.relate.evidence.closing import closes, digits
from reportminer.relate.lists.bare import are_opposites, are_parallel, in_bracket_of, is_bare, names_of
from reportminer.relate.lists.claimed import kind_of
from reportminer.relate.lists.reading import is_rest, run_of, until_rest

_KINDS = ("none.kind", "none.pick", "sum.rest")
_PAIR = 2
_NEAR = 3
_NAME = 12
_ODDS = Fraction(1, 5)
_MOST = Decimal("0.9")
"""of what share of its whole on the first figure behind it is rather most of it than a part beside others"""
_LEFT = 4
"""how many times the second of money it is at most in steps: 代收352.1万元，上解34.3万元 are none"""
_RARE = {
    (True, True): Fraction(1),
    (True, False): Fraction(1, 4),
    (False, True): Fraction(1, 5),
    (False, False): Fraction(1, 12),
}
"""how often chance may explain a miss, by whether 、 joins the run and whether it has three parts or more"""


def slipped_run(view: View, whole: Mention, parts: list[Mention]) -> list[Mention] | None:
    """The bare run right behind a figure that one slip keeps from making it: 求职528人，军人386人、军属14人.

    Where few digits allow many slips, the names have to be kinds that divide a whole (行政、事业), or end with a rest.
    """
    run = _own_run(view, parts)
    if not is_bare(view, whole, run):
        return None
    odds = chance(whole, run)
    if odds is None or (len(run) == _PAIR and closes(whole, run, (1, -1))):
        # 结转15.3万元（预算60万元，已执行44.7万元）: what is left of the first
        return None
    if whole.kind == "score":
        return run
    listed = all(joined(view, one, two) for one, two in pairwise(run))
    names = names_of(view, run)
    kinds = kind_of(run) and not kind_of([whole, *run])
    divided = (
        kinds
        or (is_rest(run[-1]) and (listed or _begins(view, whole)))
        or are_opposites(names)
        or _fills_bracket(view, whole, run)
    )
    alike_named = listed and are_parallel(names, view.words_of(whole))
    return run if divided or alike_named or _is_list(whole, run, odds, listed) else None


def _own_run(view: View, parts: list[Mention]) -> list[Mention]:
    """The run that parts begin with, up to a rest, to a semicolon behind commas, and to the last of kinds of one sort.

    行政31名，工勤7名，实有36人; 个人48件，集体36件；立案14件
    """
    run = until_rest(run_of(view, parts))
    # 72个专项（重点54个、一般18个）中，…: the bracket ends its list
    run = [part for part in run if part.group == run[0].group]
    run = next((run[:end] for end in range(_PAIR, len(run)) if _turns(view, run[:end], run[end])), run)
    ends = [place for place, (one, two) in enumerate(pairwise(run), start=1) if ";" in view.text[one.end : two.start]]
    run = run[: ends[0]] if ends and ends[0] > 1 else run
    named = run[0].marks and not is_rest(run[-1])
    kinds = next((run[:end] for end in range(len(run), 1, -1) if kind_of(run[:end])), None) if named else None
    return kinds or run


def _turns(view: View, run: Sequence[Mention], part: Mention) -> bool:
    """Whether a figure is last year's, or lies in a part of the run before it: 税收8亿元，…，税收中国税5亿元."""
    words = view.words_of(part).strip(", ")
    return part.mark("change.against") is not None or any(
        words.startswith(f"{name}中") for each in run if (name := view.words_of(each).strip(", ")[-_NAME:])
    )


def _begins(view: View, whole: Mention) -> bool:
    """Whether a count is no member itself of a list that ends in a rest: 火灾86起。电气36起，用火21起，其他14起."""
    if whole.kind == "amount" or view.text.endswith(":", 0, whole.clause):
        return False
    before = view.mentions[max(0, whole.index - _NEAR) : whole.index]
    return not any(each.paragraph == whole.paragraph and alike(each, whole) for each in before)


def _fills_bracket(view: View, whole: Mention, run: Sequence[Mention]) -> bool:
    """Whether a run is all that a bracket right behind its total holds: 86名（正科级42名，副科级44名）."""
    return in_bracket_of(view, whole, run[0]) and view.text.startswith(")", run[-1].quantity.end)


def _is_list(whole: Mention, run: Sequence[Mention], odds: Fraction, listed: bool) -> bool:
    """Whether a bare run divides `whole`, right before it, which one slip keeps it from making.

    odds    how often chance would bring a gap that a slip closes
    listed  whether 、 or 和 joins the run; between commas each may come out of the one before, and be most of it:
            发放300份，收回285份，满意272份
    """
    if listed and odds <= _ODDS:
        return True
    if not listed and any(part.value > whole.value for part in run):
        # 公益支出298.6万元，管理费用12.3万元，年末净资产897万元: what is more than the first lies beside it
        return False
    if not listed and len(run) > _PAIR and _PAIR * sum(part.value for part in run) < whole.value:
        # 抚育林3321公顷，补植283公顷，封育467公顷: works of a kind, most of the first beside them
        return False
    stepwise = whole.kind != "amount" or run[0].value <= run[1].value * _LEFT
    if not listed and stepwise and _MOST * whole.value <= run[0].value <= whole.value:
        return False
    # 350万元，200万元，100万元 are as near as 35, 20 and 10
    odds = odds if listed else odds * 10 ** min(_zeros(each) for each in (whole, *run))
    return odds <= _RARE[listed, len(run) > _PAIR] and not _is_told_apart(run)


def _zeros(mention: Mention) -> int:
    printed = digits(mention)
    return len(printed) - len(printed.rstrip("0"))


def _is_told_apart(run: Sequence[Mention]) -> bool:
    """Whether a name tells a change or what is left, or one figure is made of those behind it: 6条中，甲2条、乙4条."""
    telling = (mark for part in run for mark in part.marks if mark.start >= part.lead)
    if any(not mark.meaning.startswith(_KINDS) for mark in telling):
        return True
    values = [part.value for part in run]
    return any(value == sum(values[place:], Decimal(0)) for place, value in enumerate(values[:-1], start=1))
