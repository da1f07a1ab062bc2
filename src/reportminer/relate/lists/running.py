"""Running accounts: 当年收入8万元，加上级补助3万元，减去上解2万元，总计9万元; 在原有45家的基础上又增加5家，累计50家."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportminer.model import Strength
from reportminer.relate.base import alike, backwards, onwards
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import chance, near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.evidence.slips import slips
from reportminer.relate.keys import any_of
from reportminer.relate.lists.listing import Listing, sum_of

_BACK = 24
_NAME = 2
_ODDS = Fraction(1, 4)
_COMPARED = ("change", "rate", "share", "done")
_TURNS = ("sum.plus", "sum.minus")
GROWN = "sum.grown"
"""what opens such a list, in place of a cue"""
_BASIS = re.compile(r"\)?[一-鿿]{0,4}的?基础上")
_TURN = re.compile(r"[增加新再又扩购招添补进建]")
_ROLES = ("level", "change", "base")
_NEAR = 8


def find_running(view: View) -> Iterator[Listing]:
    """Each total that a figure, what 加上 adds to it and what 减去 takes from it make.

    stated where the leading figure stands right before 加上; implied where its name alone stands there (当年支出加上…)
    or where the list is not clearly bounded. Nothing where no total follows in the sentence.
    """
    done = -1
    for first, mark in view.marked(*_TURNS):
        if first.index <= done or first.role not in ("level", "change"):
            continue
        added, total = _added(view, first)
        if total is None:
            continue
        factors = _factors(added)
        for lead, sure in _leads(view, first, mark, added, factors, total):
            parts = [lead, *added]
            bounded = sure and total.mark("sum.after") is not None and len(added) > 1
            fits = closes(total, parts, [1, *factors])
            signs = [1, *factors]
            strength: Strength = "stated" if fits or bounded else "implied"
            if not fits and not bounded and not _is_slip(total, parts, signs):
                break
            yield sum_of(total, parts, mark, strength=strength, factors=signs)
            done = total.index
            break


def is_running(listing: Listing) -> bool:
    """Whether a list is a running account, opened by what is added or taken off."""
    return listing.opener.meaning in _TURNS or is_grown(listing)


def _is_slip(total: Mention, parts: Sequence[Mention], signs: Sequence[int]) -> bool:
    """Whether one slip, hardly chance, keeps an account of figures that are all added from making its total."""
    return (min(signs) > 0 and near_miss(total, parts, _ODDS)) or slips(total, parts)


def _added(view: View, first: Mention) -> tuple[list[Mention], Mention | None]:
    """The figures from 加上 to the total, and the total: 总计 or, after 、 alone, the first figure behind a comma."""
    here: list[Mention] = []
    for mention in onwards(view, first.index):
        if mention.sentence != first.sentence or (here and ";" in view.text[here[-1].end : mention.start]):
            break
        if mention.group != first.group or not alike(mention, first):
            continue
        if here and mention.mark("sum.after") is not None:
            return here, mention
        here.append(mention)
    while (
        len(here) > 2 and here[-1].mark("saving.left") is not None and "," in view.text[here[-2].end : here[-1].start]
    ):
        # …，收支相抵，结余5万元 behind the total
        here.pop()
    for place in range(1, len(here)):
        if "," in view.text[here[place - 1].end : here[place].start] and here[place].mark(*_TURNS) is None:
            return (here[:place], here[place]) if place == len(here) - 1 else (here, None)
    return here, None


def _factors(added: Sequence[Mention]) -> list[int]:
    factors: list[int] = []
    for mention in added:
        mark = mention.mark(*_TURNS)
        factors.append((-1 if mark.meaning == "sum.minus" else 1) if mark is not None else factors[-1])
    return factors


def _leads(
    view: View, first: Mention, mark: Mark, added: Sequence[Mention], factors: Sequence[int], total: Mention
) -> Iterator[tuple[Mention, bool]]:
    """The figure that the account begins with and whether it is sure: the one before 加上, one named, one that fits."""
    name = view.text[first.words_start : mark.start].strip(" ,;。")
    above = [
        each
        for each in backwards(view, first, _BACK)
        if each.role == "level" and alike(each, first) and each.group == first.group
    ]
    near = [each for each in above if not name and each.sentence >= first.sentence - 1 and not _is_set_against(each)]
    heads = [each for each in near if each.sentence == near[0].sentence] if near else []
    for lead in (*heads[:1], *heads[-1:], *above):
        if closes(total, (lead, *added), [1, *factors]):
            yield lead, True
            return
    main = _before_aside(view, heads[0]) if heads else None
    if main is not None:
        # 收入8万元。其中税收5万元。加上补助2万元，总计10万元
        yield main, True
    if heads:
        between = view.mentions[heads[0].index + 1 : first.index]
        compared = all(each.role in _COMPARED or _is_set_against(each) for each in between)
        yield heads[0], compared and heads[0].sentence == first.sentence


def _is_set_against(figure: Mention) -> bool:
    """Whether a figure is a plan, or what another is compared with: 收入12亿元，比上年11亿元增长9%，加上补助3亿元."""
    return figure.basis == "budget" or figure.mark("change.against") is not None


def _before_aside(view: View, head: Mention) -> Mention | None:
    """The first figure of the sentence before one that begins with 其中, of the same paragraph."""
    start = view.sentences[head.sentence]
    if not any(mark.meaning == "sum.parts" for mark in view.marks_between(start, start + _NAME)):
        return None
    for mention in view.mentions[max(0, head.index - _BACK) : head.index]:
        near = mention.sentence == head.sentence - 1 and mention.paragraph == head.paragraph
        if near and mention.role == "level" and mention.basis != "budget" and alike(mention, head):
            return mention
    return None


def find_increments(view: View) -> Iterator[Listing]:
    """Each figure now with the one before and what was added to it, all of one sentence and one measure.

    Stated where 基础上 joins the first two; implied where only words do (原有, 购入, 现有), and the three come out or
    miss by one slip.
    """
    before, added, now = (any_of(f"grown.{each}", view.lexicon) for each in ("before", "added", "now"))
    for grown in view.mentions:
        if grown.role not in _ROLES or not _TURN.search(view.text, grown.words_start, grown.start):
            continue
        base, total = _beside(view, grown, -1), _beside(view, grown, 1)
        if base is None or total is None or not now.search(view.text, total.words_start, total.start):
            continue
        figures = [base, grown]
        on_it = _BASIS.match(view.text, base.end, grown.start)
        if on_it is None and not (
            before.search(view.text, base.words_start, base.start)
            and added.search(view.text, grown.words_start, grown.start)
        ):
            continue
        sure = closes(total, figures)
        if not sure and on_it is None and chance(total, figures) is None:
            continue
        strength: Strength = "stated" if on_it is not None else "implied"
        start, end = on_it.span() if on_it is not None else (grown.words_start, grown.start)
        mark = Mark(start, end, GROWN, view.text[end - 3 : end] if on_it is not None else "")
        yield sum_of(total, (base, grown), mark, strength=strength, sure=sure, claimed=True)


def is_grown(listing: Listing) -> bool:
    """Whether a list is what there was and what came to it."""
    return listing.opener.meaning == GROWN


def _beside(view: View, mention: Mention, step: int) -> Mention | None:
    """The nearest like figure of the sentence, before (step -1) or behind (1)."""
    place = mention.index + step
    while 0 <= place < len(view.mentions) and abs(place - mention.index) <= _NEAR:
        each = view.mentions[place]
        if each.sentence != mention.sentence or ";" in view.text[mention.end : each.start]:
            return None
        if each.role in _ROLES and each.group == mention.group and alike(each, mention):
            return each
        place += step
    return None
