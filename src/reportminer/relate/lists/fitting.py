"""Which reading of a list goes with which total: one that adds up, else one that a single slip keeps from it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from reportminer.relate.base import joined, same_basis
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import chance
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.bare import are_heads, by_size, leaves_rest
from reportminer.relate.lists.claimed import LISTS, is_slipped
from reportminer.relate.lists.reading import after_cue, closing_prefix, is_rest, run_of, segment_heads, until_rest

_ODDS = Fraction(1, 60)
_CLOSED_ODDS = Fraction(1, 4)
_HEAD_ODDS = Fraction(1, 8)


def closing(
    view: View, candidates: Sequence[Mention], parts: list[Mention], bare: bool = False
) -> tuple[Mention, list[Mention]] | None:
    """A total and a reading of the list that add up; the heads of its stretches are no reading of a bare run."""
    readings = [parts, *stretches(view, parts)] if bare else _readings(view, parts)
    run = run_of(view, parts)
    pairs = [(whole, reading) for reading in readings for whole in candidates]
    # 编制9名，在岗8人，其中甲5人、乙3人，缺编1名: the run right behind a total is of that one
    for whole, reading in [(candidates[0], run), *pairs] if 1 < len(run) < len(parts) else pairs:
        several = sum(figure.value > 0 for figure in reading) > 1
        restated = several and reading is not parts and _is_one_of(whole, reading)
        if not restated and all(same_basis(whole, part) for part in reading) and closes(whole, reading):
            # 支出431万元，上年433万元，其中251万元和180万元: what they make exactly comes before what is near it
            total = sum(figure.value for figure in reading)
            return next((each for each in candidates if each.value == total), whole), reading
    return None


def closing_beginning(
    view: View, candidates: Sequence[Mention], parts: list[Mention]
) -> tuple[Mention, list[Mention]] | None:
    """A total and the beginning of a reading of the list that adds up to it."""
    for reading in _readings(view, parts):
        for whole in candidates:
            chosen = closing_prefix(whole, reading)
            if chosen is not None and not (len(chosen) < len(reading) and _is_one_of(whole, chosen)):
                return whole, chosen
    return None


def slipped_reading(
    view: View, candidates: Sequence[Mention], parts: list[Mention], opener: Mark
) -> tuple[Mention, list[Mention]] | None:
    """A total and a reading of the list that one slip keeps from adding up, where that is hardly chance."""
    told = stretches(view, parts)
    if all(view.text.count(";", one.end, other.start) == 1 for one, other in pairwise(parts)):
        told = [parts, *told]
    for reading in told:
        if is_slipped(view, candidates[0], reading, opener):
            return candidates[0], reading
    if opener.meaning not in LISTS or by_size(view, parts) or leaves_rest(view, candidates[0], parts):
        return None
    heads = until_rest(every := segment_heads(view, parts))
    if any(each not in heads and joined(view, parts[place], each) for place, each in enumerate(parts[1:])):
        # 其中甲8起、乙2起；另有丙4起: a list of its own before the semicolon
        heads = every = heads[:1]
    closed = is_rest(heads[-1]) or view.labelled(after_cue(view, opener))
    if closed and len(heads) > 1 and _odds(candidates[0], heads, _CLOSED_ODDS):
        return candidates[0], heads
    headed = are_heads(view, candidates[0], heads, opener)
    if headed and _odds(candidates[0], heads, _HEAD_ODDS):
        return candidates[0], heads
    # …；其他收入5万元；年初结转6万元: the rest of the receipts may not be the last head
    longer = len(heads) < len(every) and are_heads(view, candidates[0], every, opener)
    if longer and _odds(candidates[0], every, _HEAD_ODDS):
        return candidates[0], every
    rare = _ODDS / len(candidates)
    pairs = [(whole, reading) for whole in candidates for reading in told]
    found = [(odds, pair) for pair in pairs if (odds := _odds(*pair, rare)) is not None]
    return min(found, key=lambda each: each[0])[1] if found else None


def _odds(whole: Mention, parts: Sequence[Mention], rare: Fraction) -> Fraction | None:
    """How likely chance closes the gap by one slip; None beyond `rare`, or where the figures do not go together."""
    if len(parts) < 2 or _is_one_of(whole, parts) or not all(same_basis(whole, part) for part in parts):
        return None
    return chance(whole, parts, rare)


def _readings(view: View, parts: list[Mention]) -> list[list[Mention]]:
    readings = [parts]
    for reading in (segment_heads(view, parts), *stretches(view, parts), until_rest(parts)):
        if reading not in readings:
            readings.append(reading)
    return readings


def stretches(view: View, parts: list[Mention]) -> list[list[Mention]]:
    """The readings of a list that does not add up: up to its first semicolon, and its first run of 、 and 和."""
    end = view.text.find(";", parts[0].end, parts[-1].start)
    stretch = [part for part in parts if end < 0 or part.start < end]
    run = run_of(view, stretch)
    return [stretch, run] if len(run) < len(stretch) else [stretch]


def _is_one_of(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether one part is all of the whole and the others are nothing, which adds up without being a list of it."""
    return len(parts) > 1 and any(part.value == whole.value for part in parts)
