"""Increases, decreases and their rates: which level they change, and what they are measured against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View, fillers
from reportminer.relate.closing import closes
from reportminer.relate.sums import Listing

_LEVELS = frozenset({"amount", "headcount", "household", "count"})
_YEAR = re.compile(r"\d{4}年度?")
_HAN = re.compile(r"[一-鿿]")


class Changed(Struct, frozen=True):
    """A change with the level after it and, where the text states it, the level before."""

    change: Mention
    current: Mention | None
    previous: Mention | None


def find_changes(view: View, lexicon: Lexicon) -> tuple[list[Changed], list[Relation]]:
    """Every change that belongs to a level, and the relations of changes and rates."""
    changed: list[Changed] = []
    relations: list[Relation] = []
    by_index: dict[int, Changed] = {}
    filler = fillers(lexicon)
    for mention in view.mentions:
        if mention.role == "change":
            current = _level(view, mention, filler)
            previous = _previous(view, mention, current)
            if current is None and previous is None:
                continue
            found = Changed(mention, current, previous)
            changed.append(found)
            by_index[mention.index] = found
            if current is not None and previous is not None:
                relations.append(draft("change", [mention], [current, previous], cue=_cue(mention)))
        elif mention.role == "rate" and mention.quantity.kind == "percentage":
            relation = _rate(view, mention, by_index, filler)
            if relation is not None:
                relations.append(relation)
    return changed, relations


def _rate(view: View, rate: Mention, changed: dict[int, Changed], filler: re.Pattern[str]) -> Relation | None:
    """The relation of a rate to the change beside it, else to the levels after and before."""
    for mention in _back(view, rate):
        if mention.role == "level" or mention.sentence != rate.sentence:
            break
        if mention.role == "rate" and mention.mark("change.up", "change.down") and rate.row[1] == 1:
            break
        found = changed.get(mention.index)
        if mention.role == "change" and mention.row == rate.row:
            if found is None or _subject(view, rate, filler, mention.end):
                return None
            return _rate_of(rate, found)
    after = _change_after(view, rate)
    current = _level(view, rate, filler)
    if after is not None and current is not None and alike(after, current):
        previous = _previous(view, after, current)
        return _rate_of(rate, Changed(after, current, previous))
    if current is None:
        return None
    previous = _previous(view, rate, current) or _year_before(view, rate, current)
    if previous is None:
        return None
    return draft("rate", [rate], [current, previous], form="current_previous", cue=_cue(rate))


def _year_before(view: View, rate: Mention, current: Mention) -> Mention | None:
    """The figure of the same item one year earlier in the same sentence: 2021年支出100万元，2022年支出120万元."""
    for before in _back(view, rate):
        if before.index >= current.index or before.role != "level" or not alike(before, current):
            continue
        if before.sentence != current.sentence:
            return None
        one, two = before.quantity.period, current.quantity.period
        same = _YEAR.sub("", before.quantity.item) == _YEAR.sub("", current.quantity.item)
        return before if one is not None and two is not None and two - one == 1 and same else None
    return None


def _rate_of(rate: Mention, found: Changed) -> Relation | None:
    if rate.direction != found.change.direction and rate.direction is not None and rate.mark("change.up", "change.down"):
        if found.change.value:
            return None
    if found.current is not None:
        return draft("rate", [rate], [found.change, found.current], form="change_current", cue=_cue(rate))
    assert found.previous is not None
    return draft("rate", [rate], [found.change, found.previous], form="change_previous", cue=_cue(rate))


def _change_after(view: View, rate: Mention) -> Mention | None:
    """The change that follows its rate: 增长5%，增加3万元."""
    if rate.index + 1 < len(view.mentions):
        following = view.mentions[rate.index + 1]
        if following.role == "change" and following.sentence == rate.sentence and following.group == rate.group:
            between = view.text[rate.end : following.start]
            if len(between) <= 10 and not following.mark("change.against", "change.against_budget"):
                return following
    return None


def _back(view: View, mention: Mention) -> Iterator[Mention]:
    """The figures before, nearest first, of the same parenthesis or the text around it."""
    around = view.parents[mention.group]
    for before in reversed(view.mentions[max(0, mention.index - 12) : mention.index]):
        if before.paragraph != mention.paragraph or mention.sentence - before.sentence > 1:
            return
        if before.group == mention.group or mention.group and before.group == around:
            yield before


def _level(view: View, mention: Mention, filler: re.Pattern[str]) -> Mention | None:
    """The level that a change or rate speaks of; None where its clause has a subject of its own."""
    candidates: list[Mention] = []
    for before in _back(view, mention):
        if candidates and before.sentence != candidates[0].sentence:
            break
        if before.role != "level" or before.quantity.kind not in _LEVELS or before.basis == "prior":
            continue
        if mention.role == "rate" or alike(before, mention):
            candidates.append(before)
    if not candidates or _reason_between(view, candidates[0], mention):
        return None
    nearest = candidates[0]
    if nearest.basis == "budget" and _against_budget(view, mention):
        return None
    place, length = mention.row
    if length > 1:
        return next((each for each in candidates if each.row == mention.row), None)
    words = view.text[max(mention.lead, nearest.end) : mention.start]
    subject = _subject(view, mention, filler, nearest.end)
    for level in candidates if nearest.row[1] == 1 else ():
        if level.sentence == mention.sentence and level is not nearest and level.group == nearest.group and not subject:
            continue
        name = level.quantity.item[-4:]
        if subject and (subject in level.quantity.item or subject in view.text[level.lead : level.start]):
            return level
        if not subject and name and name in words:
            return level
    return None if subject else nearest


def _reason_between(view: View, level: Mention, mention: Mention) -> bool:
    return any(mark.meaning == "change.reason" for mark in view.marks_between(level.end, mention.start))


def _subject(view: View, mention: Mention, filler: re.Pattern[str], since: int) -> str:
    """What is left of the words before the figure when connecting words are taken away."""
    start = max(mention.lead, since)
    text = view.text[start : mention.start]
    while (opened := text.find("(")) >= 0 and (closed := text.find(")", opened)) >= 0:
        text = text[:opened] + text[closed + 1 :]
    tail = max(text.rfind("。"), text.rfind(";"))
    rest = "".join(_HAN.findall(filler.sub("", text[tail + 1 :])))
    return rest if len(rest) > 1 else ""


def _against_budget(view: View, mention: Mention) -> bool:
    for mark in reversed(view.marks_between(view.sentences[mention.sentence], mention.start)):
        if mark.meaning == "change.against":
            return False
        if mark.meaning == "change.against_budget":
            return True
    return False


def _previous(view: View, mention: Mention, current: Mention | None) -> Mention | None:
    """The level before the change, where the same sentence states it."""
    wanted = "budget" if _against_budget(view, mention) else "prior"
    for before in _back(view, mention):
        if before.sentence != mention.sentence and (current is None or before.sentence != current.sentence):
            break
        if before.role != "level" or before is current or before.basis != wanted:
            continue
        if current is not None and not alike(before, current):
            continue
        return before
    return None


def find_change_sums(changed: Sequence[Changed], listings: Sequence[Listing]) -> Iterator[Relation]:
    """Changes of the parts that make up the change of the whole."""
    by_level = {}
    for found in changed:
        if found.current is not None:
            by_level.setdefault(found.current.index, found.change)
    for listing in listings:
        if listing.relation is None or listing.relation.type != "sum" or listing.whole.index not in by_level:
            continue
        whole = by_level[listing.whole.index]
        parts = [by_level[part.index] for part in listing.parts if part.index in by_level]
        if len(parts) < len(listing.parts) or len(parts) < 2:
            continue
        yield draft("sum", [whole], parts, strength="implied", factors=_signs(whole, parts), complete=True)


def _signs(whole: Mention, parts: Sequence[Mention]) -> list[int]:
    return [1 if part.direction == whole.direction else -1 for part in parts]


def find_reasons(view: View, changed: Sequence[Changed]) -> Iterator[Relation]:
    """Changes that the text names as the reasons of another, where they add up to it exactly."""
    done = {found.change.index for found in changed}
    for found in changed:
        parts: list[Mention] = []
        for mention in view.mentions[found.change.index + 1 : found.change.index + 12]:
            if mention.sentence != found.change.sentence or mention.role == "level":
                break
            if mention.role == "change" and mention.index not in done and alike(mention, found.change):
                parts.append(mention)
        signs = _signs(found.change, parts)
        if len(parts) > 1 and closes(found.change.quantity, [part.quantity for part in parts], signs):
            yield draft("sum", [found.change], parts, strength="implied", factors=signs, complete=True)


def _cue(mention: Mention) -> str:
    mark = mention.mark("change.up", "change.down")
    return mark.word if mark is not None else ""
