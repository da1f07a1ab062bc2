"""How far a level moved, in any words right behind the two levels: 由17个增加到26个，多开9个; 去年57万元，少追5万元."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.changes.previous import ends_at
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.evidence.misses import may_differ
from reportminer.relate.keys import any_of, phrase
from reportminer.relate.roles import BECOMES

_SPAN = "duration"
_POINTS, _PERCENT = "percentage_point", "percentage"
_LEVELS = frozenset({"level", "base", "other", "share", "ratio", "done", "per"})
_HEAD, _TAIL = 6, 3
_PAIR = 2
_AGO = ",?而?{move.ago}(?:同期)?的?[是为有仅只]*"
_LEADS = re.compile(r"[由从]\Z")
_HAN = re.compile("[一-鿿]+")
_STOPS = frozenset(",;到至为")
_RAISED = frozenset("到至")
_THAN = re.compile(r"(?<![一-鿿])([一-鿿]{2,8})比([一-鿿]{2,8})(?:多|少|高|低)出?")
_LONGEST = 19
_AWAY = 5
_NAME, _FAR, _CLOSE, _TELLING = 3, 16, 3, 3
_EXCESS = re.compile(r"的(?:差额|差距|缺口|部分|部分为|差额为|缺口为)")
_OVER = "{over.than}|{above_last_year}|{below_last_year}"
_PLAN = "的(?:{over.plan})(?:值|数|任务)?"
_AGAINST = re.compile(r"[比较]")
_REST = re.compile(r",?[^,;\d]{1,6}后(?:还|尚|实)?[剩有为余存达][余下]?")
_NOW = ",?{move.now}[^,;]{0,6}"


def find_moves(view: View, known: Container[str]) -> Iterator[Relation]:
    """Every difference behind a level and what it was before, side by side, whose clause says more or less.

    known  the differences that are told already
    Given where it comes out, or where one slip keeps it from doing so.
    """
    words = any_of("move.word", view.lexicon)
    for move in view.mentions[1:]:
        if move.kind == _PERCENT or move.id in known or not move.value or move.role == "per":
            continue
        pair = _of_two_names(view, move)
        if pair is not None and may_differ(move, *pair):
            yield draft("change", [move], pair)
            continue
        if view.mentions[move.index - 1].sentence != move.sentence:
            continue
        pair = _around(view, move) or _from(view, move) if move.role == "change" else _beyond(view, move)
        if pair is not None and may_differ(move, *pair):
            yield draft("change", [move], pair)
            continue
        pair = _levels(view, move)
        if pair is None:
            continue
        beside = max(pair, key=lambda each: each.index).index == move.index - 1
        start = move.words_start if beside else view.mentions[move.index - 1].start
        word = words.search(view.text, start, move.start)
        if not _RAISED.isdisjoint(view.text[start : move.start]):
            # 由3万元至5万元提至最高10万元: what it is now
            continue
        if (
            word is None
            or BECOMES.match(view.text, word.end() - 1)
            or word.start() - start > _HEAD
            or move.start - word.end() > _TAIL
        ):
            continue
        if may_differ(move, *pair):
            yield draft("change", [move], pair, cue=word[0])


def _around(view: View, move: Mention) -> tuple[Mention, Mention] | None:
    """The level behind the change and the one before it: 比上年的820人增加了45人，现为865人."""
    before = view.mentions[move.index - 1]
    place = move.index + 1
    while place < len(view.mentions) and view.mentions[place].role == "rate":
        place += 1
    if place == len(view.mentions):
        return None
    after = view.mentions[place]
    if not (before.sentence == move.sentence == after.sentence and before.group == move.group == after.group):
        return None
    if not (alike(before, move) and alike(after, move)) or before.role != "level" or after.role != "level":
        return None
    compared = _AGAINST.search(view.text, before.words_start, before.start) and move.clause == move.lead
    now = phrase(_NOW, view.lexicon).fullmatch(view.text, view.mentions[place - 1].end, after.start)
    return (after, before) if compared and now else None


def _from(view: View, move: Mention) -> tuple[Mention, Mention] | None:
    """The level further up that a change leads to, and the one told before it: 由2.15万元减少0.32万元.

    Of the levels that it leads to the one of the same name, or of a value to three digits; of the same name also one
    that a slip keeps from it.
    """
    before = view.mentions[move.index - 1]
    led = _LEADS.search(view.text, before.words_start, before.start)
    between = view.text[before.end : move.start]
    if led is None or not alike(before, move) or before.sentence != move.sentence or set(between) & _STOPS:
        return None
    name = led.string[before.words_start : led.start()][-_NAME:]
    for level in backwards(view, before, _FAR):
        if level.role != "level" or not alike(level, move) or move.sentence - level.sentence > _CLOSE:
            continue
        named = len(name) > 1 and name in view.words_of(level)
        if may_differ(move, level, before) if named else _leads_to(move, before, level):
            return level, before
    return None


def _leads_to(move: Mention, before: Mention, level: Mention) -> bool:
    signs = (1, -1) if move.direction == "down" else (1, 1)
    return significant(level) >= _TELLING and closes(level, [before, move], signs)


def _beyond(view: View, move: Mention) -> tuple[Mention, Mention] | None:
    """The levels of 支出58万元，超出收入41万元的差额17万元, and of 参训率91%，低于目标94%3个百分点."""
    if move.index < _PAIR:
        return None
    gap = view.text[move.lead : move.start].strip()
    if gap and not (_EXCESS.fullmatch(gap) or phrase(_PLAN, view.lexicon).fullmatch(gap)):
        return None
    level, other = view.mentions[move.index - _PAIR : move.index]
    if not (level.sentence == other.sentence == move.sentence and level.group == other.group == move.group):
        return None
    like = _is_like(level, move) and _is_like(other, move) and level.role in _LEVELS
    over = phrase(_OVER, view.lexicon).search(view.text, level.end, other.start)
    beside = over is not None and (gap != "" or over.start() - level.end < _NAME)
    return (level, other) if like and beside and ";" not in view.text[level.end : other.start] else None


def _is_like(level: Mention, move: Mention) -> bool:
    """Whether a difference may be one of two such levels: points of percentages, else what is counted alike."""
    return level.kind == _PERCENT if move.kind == _POINTS else alike(level, move)


def _of_two_names(view: View, move: Mention) -> tuple[Mention, Mention] | None:
    """The levels of which one is told to exceed the other by name: 收入320万元。支出327万元。支出比收入多7万元."""
    found = _THAN.search(view.text, max(view.sentences[move.sentence], move.start - _LONGEST), move.start)
    if found is None or found.end() != move.start:
        return None
    named: list[Mention] = []
    for name in found.groups():
        near = [
            level
            for level in backwards(view, move, _FAR)
            if level.role == "level" and alike(level, move) and _called(view, level) == name
        ]
        if len({level.value for level in near}) != 1 or move.sentence - near[0].sentence > _AWAY:
            return None
        named.append(near[0])
    return named[0], named[1]


def _called(view: View, level: Mention) -> str:
    """The Chinese characters of the clause before a level; of one right behind a colon, its item (支出：799万元)."""
    return "".join(_HAN.findall(view.text, level.clause, level.start)) or level.item


def _levels(view: View, move: Mention) -> tuple[Mention, Mention] | None:
    """The level after and before, right before the difference; a span read into its words does not come between."""
    place = move.index - 1
    if view.mentions[place].kind == _SPAN and not alike(view.mentions[place], move):
        place -= 1
    if place < 1:
        return None
    last, first = view.mentions[place], view.mentions[place - 1]
    if first.sentence != move.sentence or not (first.group == last.group == move.group):
        return None
    if not _is_like(last, move) or not alike(first, last) or first.role not in _LEVELS or last.role not in _LEVELS:
        return None
    if ";" in view.text[first.end : move.start]:
        return None
    between = view.text[first.end : last.start]
    if _REST.fullmatch(between):
        return last, first
    ago = phrase(_AGO, view.lexicon)
    if ago.fullmatch(between):
        return first, last
    if phrase(_NOW, view.lexicon).fullmatch(between) and ago.search(view.text, first.words_start, first.start):
        return last, first
    return ends_at(view, last.index, move)
