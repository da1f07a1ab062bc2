"""Changes told by the years of their levels: 2021年末90户，2022年末80户，减少10户; 在8万元基础上增长5%，安排8.4万元."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.growth import grows, shrinks
from reportminer.relate.evidence.misses import grown_miss, may_differ

_BACK = 8
_DATED = re.compile(r"\d{4}年|[上去前今本当]年|上学年|上届|上学期|[年期][初末终]|\d{1,2}月|同期")
_BARE = re.compile(r"(?:[一两]年|[共净各约]|分别)?")
_LEFT = re.compile(r"(?:剩下?|现有?|目前|尚有)\Z")
_LEVELS = frozenset({"level", "base"})
_UPON = re.compile("基础上")
_LED = re.compile(r"[\s)]*[一-鿿]{0,6}的?基础上")
_REACH = 3
_PAIR = 2


def find_steps(view: View, known: Container[str]) -> Iterator[Relation]:
    """Every change without a word of what it is measured against, behind two dated levels of its sentence, or a row.

    known  the changes that are told already
    Given where it comes out, or where one slip keeps it from doing so.
    """
    for change in view.mentions:
        if change.role != "change" or change.id in known or not change.value:
            continue
        turn = change.mark("change.up", "change.down")
        if change.bound != "exact" or (
            turn is not None and not _BARE.fullmatch(view.text, change.words_start, turn.start)
        ):
            continue
        pair = _before(view, change) if change.row[1] == 1 else _of_row(view, change)
        if pair is not None and _are_dated(view, pair) and may_differ(change, *pair):
            yield draft("change", [change], pair, strength="implied")


def _before(view: View, change: Mention) -> tuple[Mention, Mention] | None:
    """The two like levels nearest before a change in its sentence, the nearer first."""
    found: list[Mention] = []
    for each in backwards(view, change, _BACK):
        if each.sentence != change.sentence:
            break
        if each.group == change.group and each.role in _LEVELS and alike(each, change):
            found.append(each)
            if len(found) == _PAIR:
                return found[0], found[1]
    return None


def _of_row(view: View, change: Mention) -> tuple[Mention, Mention] | None:
    """The level that a change of a row leads to, and the one before it, where each but the first has one.

    2020年520元，2021年560元，2022年620元，分别提高40元和60元
    """
    place, length = change.row
    first = view.mentions[change.index - place]
    levels = [
        each
        for each in view.by_sentence[change.sentence]
        if each.index < first.index and each.role in (*_LEVELS, "per") and alike(each, change)
    ]
    nth = place + len(levels) - length
    return (levels[nth], levels[nth - 1]) if len(levels) - length in (0, 1) and nth > 0 else None


def _are_dated(view: View, pair: tuple[Mention, Mention]) -> bool:
    later, earlier = pair
    return _dated(view, earlier) and (_dated(view, later) or _LEFT.search(view.words_of(later)) is not None)


def _dated(view: View, level: Mention) -> bool:
    """Whether a date leads to a level, or to the figure right before it that has another unit (90户230人)."""
    while level.words_start == level.start and level.index:
        level = view.mentions[level.index - 1]
    return _DATED.search(view.text, level.words_start, level.start) is not None


def find_upon(view: View) -> Iterator[Relation]:
    """Every rate of growth behind 基础上 with the level before these words and the next one, but for one slip."""
    for match in _UPON.finditer(view.text):
        place = view.first_from(match.end())
        if not 0 < place < len(view.mentions) - 1:
            continue
        level, step = view.mentions[place - 1], view.mentions[place]
        if (
            not _LED.fullmatch(view.text, level.end, match.end())
            or step.sentence != level.sentence
            or step.group != level.group
            or level.role not in _LEVELS
        ):
            continue
        ahead = view.mentions[place + 1 : place + 1 + _REACH]
        after = next((each for each in ahead if each.sentence == step.sentence and alike(each, level)), None)
        if after is None or after.role not in _LEVELS or ";" in view.text[step.end : after.start]:
            continue
        if step.role == "rate" and step.kind == "percentage":
            yield from _grown(step, after, level)


def _grown(rate: Mention, after: Mention, level: Mention) -> Iterator[Relation]:
    if grows(rate, after, level) or shrinks(rate, after, level) or grown_miss(rate, after, level) is not None:
        yield draft("rate", [rate], [after, level], form="current_previous")
