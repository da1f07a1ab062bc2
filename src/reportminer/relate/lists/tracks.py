"""Lists that tell several stages of each member: 甲镇计划750亩，累计完成790亩；乙镇计划540亩，累计完成410亩."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from reportminer.model import Strength
from reportminer.relate.base import alike, backwards
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.keys import any_of
from reportminer.relate.lists.listing import Listing, sum_of

_OPENERS = ("sum.parts", "sum.include", "sum.divided", "sum.colon")
_STAGES = ("plan", "now", "done")
_BUDGET = "budget"
_LEAST = 2
_BACK = 12
_ODDS = Fraction(1, 4)


class Tracks(Struct, frozen=True):
    """The sums of such lists.

    opened  where the cues stand that open these lists; counted: the figures that no total before them counts up
    """

    listings: tuple[Listing, ...]
    opened: frozenset[int]
    counted: frozenset[int]


def find_tracks(view: View) -> Tracks:
    """Every list whose stretches tell two stages or three, with the same stages of the whole before it.

    A stage is summed where it adds up, or where one slip, hardly chance, keeps it from that.
    """
    words = {stage: any_of(f"track.{stage}", view.lexicon) for stage in _STAGES}
    listings: list[Listing] = []
    opened: set[int] = set()
    counted: set[int] = set()
    for first, opener in view.marked(*_OPENERS):
        if view.text.find(";", first.end, view.sentence_end(first.start)) < 0:
            continue
        rows = _rows(view, first, words)
        if sum(len(row.keys() - {""}) >= _LEAST for row in rows) < max(_LEAST, len(rows) / 2):
            continue
        counted.update(each.index for row in rows for each in row.values())
        wholes = _wholes(view, first, words)
        if len(wholes) >= _LEAST:
            opened.add(opener.start)
            listings.extend(_sums(wholes, rows, opener))
    return Tracks(tuple(listings), frozenset(opened), frozenset(counted))


def _rows(view: View, first: Mention, words: dict[str, re.Pattern[str]]) -> list[dict[str, Mention]]:
    """The like levels of each stretch between semicolons by their stage, "" for one that tells none."""
    rows: list[dict[str, Mention]] = [{}]
    before = first
    for each in view.mentions[first.index :]:
        if each.sentence != first.sentence:
            break
        if ";" in view.text[before.end : each.start]:
            rows.append({})
        before = each
        if each.role == "level" and alike(each, first) and each.group == first.group:
            rows[-1].setdefault(_stage(view, each, words), each)
    return [row for row in rows if row]


def _stage(view: View, level: Mention, words: dict[str, re.Pattern[str]]) -> str:
    found = (stage for stage in _STAGES if words[stage].search(view.text, level.words_start, level.start))
    return next(found, "plan" if level.basis == _BUDGET else "")


def _wholes(view: View, first: Mention, words: dict[str, re.Pattern[str]]) -> dict[str, Mention]:
    """The levels of the nearest sentence before the list, or of its own before the cue, by their stage."""
    found: dict[str, Mention] = {}
    sentence = first.sentence
    for each in backwards(view, first, _BACK):
        if each.paragraph != first.paragraph or (found and each.sentence < sentence):
            break
        if each.role == "level" and alike(each, first) and each.group == first.group:
            sentence = each.sentence
            stage = _stage(view, each, words)
            if stage:
                found[stage] = each
    return found


def _sums(wholes: dict[str, Mention], rows: Sequence[dict[str, Mention]], opener: Mark) -> Iterator[Listing]:
    for stage, whole in wholes.items():
        parts = [row[stage] for row in rows if stage in row]
        # 计划100亩，100亩已栽完: what stands alone is what was done
        loose = [row.get(stage) or row.get("") for row in rows]
        full = [each for each in loose if each is not None]
        readings = [parts, full] if len(full) > len(parts) and stage == _STAGES[-1] else [parts]
        for reading in readings:
            sure = len(reading) > 1 and closes(whole, reading)
            # 今日新增5亩，其中…: members that tell nothing of a stage leave its sum open
            told = _LEAST <= len(rows) == len(reading)
            if sure or (told and near_miss(whole, reading, _ODDS)):
                strength: Strength = "stated" if sure else "implied"
                yield sum_of(whole, reading, opener, strength=strength, sure=sure, claimed=True)
                break
