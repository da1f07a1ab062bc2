"""Shares told the other way round: the part behind its rate, or the share alone in a bracket behind its part."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from reportminer.model import Relation, Strength
from reportminer.relate.base import akin, alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.shares.ratios import fits, telling

_BACK = 16
_REACH = 2
_PAIR = 2
_WORDY = 8
_STEM = 2
_RARE = 0.05
_AFTER_STEM = "的人数户项为达有共计 "
_OPENED = ("(", "(占", "(占比")
_DUE = "应需总共全"


def find_told_shares(view: View, known: Container[str], wholes: Mapping[int, Mention]) -> Iterator[Relation]:
    """合格率98.1%，合格210人; 及格率93.9%（186人）; 上缴466万元（25%）、下拨1025万元（55%）: each in its whole before.

    known   the percentages that are told already
    wholes  the total of each part of a list, by index
    Given where it comes out, or misses by one slip; a lone coarse percentage in a bracket never.
    """
    group: list[tuple[Mention, Mention]] = []
    for rate in view.mentions[1:]:
        if rate.kind != "percentage" or rate.id in known or rate.value <= 0:
            continue
        before = view.mentions[rate.index - 1]
        if _is_alone_behind(view, before, rate):
            if group and (group[-1][0].sentence != before.sentence or not alike(group[-1][0], before)):
                yield from _of_one_whole(view, group, wholes)
                group = []
            group.append((before, rate))
            continue
        due = _due_behind(view, rate)
        if due is not None:
            yield due
            continue
        part = _part_behind(view, rate)
        if part is not None:
            yield from _in_a_whole(view, rate, part, wholes)
    yield from _of_one_whole(view, group, wholes)


def _is_alone_behind(view: View, part: Mention, share: Mention) -> bool:
    """Whether a bracket right behind a level holds a percentage and nothing else: 466万元（25%）."""
    opened = view.text[part.end : share.start] in _OPENED
    if not opened or view.text[share.end : share.end + 1] != ")" or share.row[1] > 1:
        return False
    beside = part.sentence == share.sentence
    return beside and part.role == "level" and part.basis != "prior" and share.role in ("other", "share", "ratio")


def _due_behind(view: View, rate: Mention) -> Relation | None:
    """受益6.42万户，受益率98.6%（应补6.51万户）: the count before a rate in the one due, in the bracket behind it."""
    if rate.role not in ("ratio", "done") or rate.row[1] > 1 or rate.index + 1 == len(view.mentions):
        return None
    whole = view.mentions[rate.index + 1]
    if whole.role != "level" or whole.sentence != rate.sentence:
        return None
    bracketed = whole.group != rate.group and view.opens[whole.group] == rate.end
    if not bracketed and (whole.group != rate.group or not telling(rate) or whole.start - rate.end > _WORDY):
        return None
    words = view.words_of(whole).strip("(, ")
    due = words[:1] in _DUE if words else rate.role == "done"
    if not (due or (words and telling(rate))):
        return None
    for part in _before(view, rate, whole):
        if part.sentence != rate.sentence or part.value >= whole.value:
            return None
        beside = part.index == rate.index - 1 and ";" not in view.text[part.end : rate.start]
        if not (bracketed or beside):
            return None
        missed = words and due and bracketed and beside and share_miss(rate, part, whole) is not None
        if fits(rate, part, whole) or missed:
            return draft("share", [rate], [part, whole], cue="率")
    return None


def _part_behind(view: View, rate: Mention) -> Mention | None:
    """The count behind a rate: alone in a bracket, or named by the rate's own word."""
    if rate.role not in ("ratio", "done") or rate.row[1] > 1 or rate.index + 1 == len(view.mentions):
        return None
    part = view.mentions[rate.index + 1]
    if part.role != "level" or part.sentence != rate.sentence or part.bound != "exact" or part.basis == "prior":
        return None
    between = view.text[rate.end : part.start]
    if between[:1] == "(" and view.opens[part.group] == rate.end:
        alone = len(between) <= _STEM and view.text[part.end : part.end + 1] == ")"
        return part if alone else None
    if part.group != rate.group or len(between) > _WORDY or between[:1] != ",":
        return None
    stop = view.text.rfind("率", rate.clause, rate.start)
    if stop < 0:
        return None
    name, said = view.text[rate.clause : stop], between[1:].rstrip(_AFTER_STEM)
    if len(name) < _STEM or len(said) < _STEM:
        return None
    return part if said in name or said.endswith(name[-_STEM:]) else None


def _in_a_whole(view: View, rate: Mention, part: Mention, wholes: Mapping[int, Mention]) -> Iterator[Relation]:
    """The share of a part told behind its rate, in the like figure before that bears it out, else the first before."""
    larger = [each for each in _before(view, rate, part) if each.value >= part.value or each.index not in wholes]
    whole = next((each for each in larger if fits(rate, part, each)), None)
    strength: Strength = "stated"
    if whole is None:
        heads = [
            each
            for each in larger
            if each.index not in wholes
            and each.sentence == rate.sentence
            and ";" not in view.text[each.end : rate.start]
        ]
        missed = [(share_miss(rate, part, each), each) for each in heads[-1:]]
        chances = [(chance, each) for chance, each in missed if chance is not None]
        if not chances:
            return
        chance, whole = chances[0]
        strength = "stated" if chance < _RARE else "implied"
    yield draft("share", [rate], [part, whole], strength=strength, cue="率")
    if part.value < whole.value:
        yield draft("part_of", [part], [whole], strength="implied")


def _of_one_whole(
    view: View, group: Sequence[tuple[Mention, Mention]], wholes: Mapping[int, Mention]
) -> Iterator[Relation]:
    """The shares in brackets of one sentence in the figure that bears most of them out."""
    if not group:
        return
    first = group[0][0]
    listed = wholes.get(first.index)
    candidates = [] if listed is None or listed.index == first.index else [listed]
    above = len(group) > _PAIR
    candidates += [each for each in _before(view, first, first, above) if each not in candidates]
    for whole in candidates:
        larger = [(part, share) for part, share in group if part.value < whole.value and alike(part, whole)]
        met = [each for each in larger if fits(each[1], each[0], whole)]
        missed = [each for each in larger if each not in met and share_miss(each[1], each[0], whole) is not None]
        fine = sum(telling(share) for _, share in met)
        borne = len(met) > _PAIR or (len(met) == _PAIR and (fine or len(group) == _PAIR)) or (fine and len(met) == 1)
        elsewhere = whole.paragraph != first.paragraph
        if borne and len(met) + len(missed[:1]) * (not elsewhere) == len(group):
            for part, share in group:
                yield draft("share", [share], [part, whole], strength="stated" if whole is listed else "implied")
            return
    if listed is not None and len(group) > _PAIR:
        for part, share in group:
            if wholes.get(part.index) is listed and share_miss(share, part, listed) is not None:
                yield draft("share", [share], [part, listed], strength="implied")


def _before(view: View, place: Mention, part: Mention, above: int = 0) -> Iterator[Mention]:
    """Exact levels like a part shortly before a place, nearest first, last year's left out.

    above  how many paragraphs before the place's they may stand in
    """
    for each in backwards(view, place, _BACK):
        if place.paragraph - each.paragraph > above or place.sentence - each.sentence > _REACH + above:
            return
        exact = each.bound == "exact" and each.basis != "prior"
        around = each.group == place.group or not each.group
        if each.role in ("level", "base") and exact and around and akin(each, part) and each.value > 0:
            yield each
