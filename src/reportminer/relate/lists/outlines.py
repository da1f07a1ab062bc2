"""Totals of the sections right below: 项目支出 = 1.甲项目 + 2.乙项目; or of the lines above: 以上三项共支出9万元."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain

from reportminer.model import Section, Strength
from reportminer.relate.base import MEASURED, alike
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import adds_up, near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.evidence.slips import slips
from reportminer.relate.keys import overlap
from reportminer.relate.lists.claimed import share_of
from reportminer.relate.lists.listing import Listing, sum_of

_FEWEST = 2
_MOST = 40
_NEAR = 8
_NEXT = 3
_ODDS = Fraction(1, 4)
"""the chance of a slip allowed where every subsection begins with a figure named like the total"""
_LEAST = 2


def find_outline_sums(view: View, sections: Sequence[Section], listings: Sequence[Listing]) -> Iterator[Listing]:
    """Totals of a section that the first figures of all its subsections make up, or miss by one slip.

    listings  the lists found by other means; what they divide is left to them where it does not add up
    Budgets and actual figures are summed apart. Nothing where more than one subsection with figures has none of the
    kind: then the subsections do not divide the total. Of counts every subsection must begin with one that shares its
    name with the total.
    """
    own: dict[str | None, list[Mention]] = {}
    counts: dict[str | None, list[Mention]] = {}
    for mention in view.mentions:
        if mention.role == "level" and mention.kind == "amount":
            own.setdefault(mention.section, []).append(mention)
        elif mention.role == "level" and mention.kind in MEASURED:
            counts.setdefault(mention.section, []).append(mention)
    children: dict[str | None, list[Section]] = {}
    for section in sections:
        children.setdefault(section.parent, []).append(section)
    divided = {each.whole.index for each in listings if each.claimed}
    listed = {part.index for each in listings if each.claimed for part in each.parts}
    for parent, below in children.items():
        wholes = own.get(parent, ())
        if wholes and _FEWEST <= len(below) <= _MOST:
            for listing in _sums(view, wholes, below, own):
                # what is divided already may be divided otherwise too, by figures that add up
                again = listing.whole.index in divided
                if (listing.claimed or not again) and not any(part.index in listed for part in listing.parts):
                    yield listing
        if len(counts) > _FEWEST and _FEWEST < len(below) <= _MOST:
            found = _counted(counts.get(parent, ()), below, counts)
            if found is not None and found.whole.index not in divided:
                yield found


def _counted(
    wholes: Sequence[Mention], below: Sequence[Section], counts: Mapping[str | None, Sequence[Mention]]
) -> Listing | None:
    """The count right before the subsections that the first count of each makes up, or misses by a rare slip."""
    parts = [counts[child.id][0] for child in below if child.id in counts]
    if len(parts) < len(below) or not all(alike(part, parts[0]) and part.basis != "prior" for part in parts):
        return None
    figures = [part.quantity for part in parts]
    for whole in [each for each in reversed(wholes) if each.start < parts[0].start][:_NEXT]:
        told = all(overlap(whole.item, figure.item) for figure in figures)
        if told and alike(whole, parts[0]) and adds_up(whole, figures, _ODDS):
            return sum_of(whole, parts, sure=closes(whole, figures))
    return None


def _sums(
    view: View, wholes: Sequence[Mention], below: Sequence[Section], own: Mapping[str | None, list[Mention]]
) -> Iterator[Listing]:
    stated = [own[child.id] for child in below if child.id in own]
    for budget in (True, False):
        parts = [first for figures in stated if (first := _first(figures, budget)) is not None]
        if len(parts) < _FEWEST or len(parts) < len(stated):
            continue
        above = [
            each for each in reversed(wholes) if each.start < parts[0].start and (each.basis == "budget") is budget
        ][:_NEAR]
        above = [each for each in above if alike(each, parts[0])]
        whole = next((each for each in above if closes(each, parts)), None)
        if whole is None:
            # a last section may speak of something else, as of 三公经费 after the kinds of expenditure
            whole = next((each for each in above if closes(each, parts[:-1]) and len(parts) > _FEWEST), None)
            parts = parts if whole is None else parts[:-1]
        # one item may budget for several uses
        every = [each for each in chain.from_iterable(stated) if each.basis == "budget" and alike(each, parts[0])]
        several = budget and len(every) > len(parts)
        if whole is None and several:
            whole = next((each for each in above if closes(each, every)), None)
            parts = parts if whole is None else every
        if whole is None and not budget and not any(part.basis for part in parts):
            # in a budget the total alone may be called one
            planned = [each for each in reversed(wholes) if each.start < parts[0].start and each.basis == "budget"]
            whole = next((each for each in planned[:_NEAR] if closes(each, parts)), None)
        sure = whole is not None
        if whole is None and above and not several:
            greatest = max(part.value for part in parts)
            larger = [each for each in above if each.value > greatest]
            if larger and larger[0].section is not None:
                whole = next((each for each in larger if slips(each, parts)), None)
            # what a budget or shares tell of the items need not be all of them
            open_list = budget or any(share_of(view, part) is not None for part in parts)
            if whole is None and larger and len(stated) == len(below) > _FEWEST and not open_list:
                named = all(overlap(larger[0].item, figure.item) for figure in parts)
                whole = larger[0] if named and near_miss(larger[0], parts, _ODDS) else None
        if whole is not None and whole.value and all(part.value != whole.value for part in parts):
            yield sum_of(whole, parts, sure=sure)


def _first(figures: Sequence[Mention], budget: bool) -> Mention | None:
    """The first budget or actual figure of a section."""
    return next((each for each in figures if (each.basis == "budget") is budget and each.basis != "prior"), None)


def find_totals_above(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """Each figure of a sentence that begins with 以上 or 上述 and sums up one figure from every labelled line above it.

    listings  the lists found by other means; what they divide is left to them
    stated where the lines close the total, implied where one slip keeps them from it.
    """
    divided = {each.whole.index for each in listings if each.is_sum}
    lines: list[list[Mention]] = []
    last = -1
    for mention in view.mentions:
        mark = mention.mark("above.all")
        if mark is None and not (lines and mention.sentence == last):
            continue
        if mention.sentence != last:
            last = mention.sentence
            opens = mark is not None and not view.text[view.sentences[last] : mark.start].strip()
            lines = _lines_above(view, mention) if opens else []
        if len(lines) >= _LEAST and mention.role == "level" and mention.index not in divided:
            yield from _recap(mention, mark or Mark(mention.end, mention.end, "above.all", ""), lines)


def _lines_above(view: View, mention: Mention) -> list[list[Mention]]:
    """The figures of each labelled line right above the paragraph of a figure, first line first."""
    lines: dict[int, list[Mention]] = {}
    paragraph = mention.paragraph
    while paragraph and len(lines) < _MOST:
        paragraph -= 1
        start = view.paragraphs[paragraph]
        if not view.text[start : view.paragraph_end(start)].strip():
            continue
        if not view.labelled(start):
            break
        lines[paragraph] = []
    place, first = mention.index, min(lines, default=mention.paragraph)
    while place and (each := view.mentions[place - 1]).paragraph >= first:
        place -= 1
        if each.paragraph in lines:
            lines[each.paragraph].append(each)
    return [lines[number][::-1] for number in sorted(lines) if lines[number]]


def _recap(total: Mention, mark: Mark, lines: Sequence[Sequence[Mention]]) -> Iterator[Listing]:
    like = [[each for each in line if each.role == "level" and alike(each, total)] for line in lines]
    if not all(like):
        return
    readings = []
    for bases in (("budget", ""), ("actual", ""), ("", "actual", "budget", "prior")):
        parts = [next((each for each in line if each.basis in bases), line[0]) for line in like]
        if parts not in readings:
            readings.append(parts)
    for test in (closes, slips):
        for parts in readings:
            if test(total, parts):
                strength: Strength = "stated" if test is closes else "implied"
                yield sum_of(total, parts, mark, strength=strength)
                return
