"""Changes between two levels that the sentence gives with their dates: 2021年末90户，2022年末80户，减少10户."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.misses import may_differ

_BACK = 8
_PAIR = 2
_DATED = re.compile(r"\d{4}年|[上去前今本当]年|上学年|上届|上学期|[年期][初末终]|\d{1,2}月|同期")
_PRIOR = re.compile(r"[上去前]年|上学年|上届|上学期|[年期]初|同期|原[来有先]|此前")
_BARE = re.compile(r"(?:[一两]年|[共净各约]|分别)?")
_MORE = re.compile(
    r"(?:[^\d,;:。()、比较占达到至为和与]{0,6}[一-鿿])?"
    r"(?:净?[多少高低升降增减涨跌快慢省]|延长|缩短|新添|新增|扩大|压缩)(?:[一-鿿]?[了出掉收支开缴花办追建]|[加少添]了?)?"
)
_LEFT = re.compile(r"(?:剩下?|现有?|目前|尚有)\Z")
_SPAN = re.compile(r"[一-鿿]{0,8}(?:到|至|为|成)[约近]?")
_FROM = re.compile(r"[由从将自]")
_OLD = re.compile(r"[的]?[一-鿿]{0,6}")
_NOW = re.compile(r",(?:[一-鿿]{0,6})?(?:现为|变为|为|达到?|降到|降至|增到|增至|剩下?|现有)[约近]?")
_LEVELS = frozenset({"level", "base"})
_POINTS, _PERCENT = "percentage_point", "percentage"
_BESIDE = ("duration",)
_OVER, _PLANNED = "超", "budget"


def find_steps(view: View, known: Container[str]) -> Iterator[Relation]:
    """Every change without a word of what it is measured against, behind two dated levels of its sentence.

    known  the changes that are told already
    Given where it comes out, or where one slip keeps it from doing so.
    """
    for change in view.mentions:
        if change.quantity.id in known or not change.value or change.quantity.bound != "exact":
            continue
        ends = _ends(view, change)
        if ends is not None and may_differ(change, *ends):
            yield draft("change", [change], ends, strength="implied")


def _ends(view: View, change: Mention) -> tuple[Mention, Mention] | None:
    """The two levels that words say a change lies between, the later one first."""
    if change.role == "change":
        turn = change.mark("change.up", "change.down")
        if turn is not None and turn.word.startswith(_OVER):
            return _over_plan(view, change)
        if turn is None or _BARE.fullmatch(view.text, change.words_start, turn.start):
            pair = _before(view, change)
            found = _in_order(view, pair) if pair is not None else None
            if found is None and pair is not None and _are_dated(view, pair):
                found = pair
            return found or _between(view, change)
        return _between(view, change)
    words = view.words_of(change).strip()
    pair = _before(view, change) if words and _MORE.fullmatch(words) else None
    return _in_order(view, pair) if pair is not None else None


def _in_order(view: View, pair: tuple[Mention, Mention]) -> tuple[Mention, Mention] | None:
    """The later and the earlier of two levels that are one step, or of which the nearer is last year's."""
    if _is_span(view, pair):
        return pair
    return (pair[1], pair[0]) if _follows_prior(view, pair) else None


def _over_plan(view: View, change: Mention) -> tuple[Mention, Mention] | None:
    """What was done and what was planned, both told before what is more than planned: 计划5亩，完成6亩，超计划1亩."""
    done: Mention | None = None
    for each in backwards(view, change, _BACK):
        if each.sentence != change.sentence or ";" in view.text[each.end : change.start]:
            return None
        if each.role != "level" or each.group != change.group or not alike(each, change):
            continue
        if each.basis == _PLANNED:
            return (done, each) if done is not None else None
        done = done or each
    return None


def _before(view: View, change: Mention) -> tuple[Mention, Mention] | None:
    """The two figures nearest before a change that it may lie between, the nearer first."""
    found: list[Mention] = []
    for each in backwards(view, change, _BACK):
        if each.sentence != change.sentence:
            break
        if each.group == change.group and _is_level(each, change):
            found.append(each)
            if len(found) == _PAIR:
                return found[0], found[1]
    return None


def _is_level(level: Mention, change: Mention) -> bool:
    if change.quantity.kind == _POINTS:
        return level.quantity.kind == _PERCENT and level.role != "rate"
    return alike(level, change) and (level.role in _LEVELS or level.role == "per" or level.quantity.kind in _BESIDE)


def _is_span(view: View, pair: tuple[Mention, Mention]) -> bool:
    """Whether the two are the ends of one step: 由23场增加到41场."""
    later, earlier = pair
    joint = _SPAN.fullmatch(view.text, earlier.end, later.start) is not None
    return joint and earlier.index + 1 == later.index and _FROM.search(view.words_of(earlier)) is not None


def _follows_prior(view: View, pair: tuple[Mention, Mention]) -> bool:
    """Whether the nearer one is last year's and follows this year's, in a short clause: 8.2天，上年8.3天."""
    nearer, farther = pair
    gap = view.text[farther.end : nearer.start]
    return gap.startswith(",") and gap.count(",") == 1 and ";" not in gap and _is_prior(view, nearer)


def _is_prior(view: View, level: Mention) -> bool:
    found = _PRIOR.search(view.text, level.words_start, level.start)
    return found is not None and found.start() - level.words_start <= 1


def _between(view: View, change: Mention) -> tuple[Mention, Mention] | None:
    """The levels on either side of a change: 比上学年的1015人减少33人，现为982人."""
    if not 0 < change.index < len(view.mentions) - 1:
        return None
    earlier, later = view.mentions[change.index - 1], view.mentions[change.index + 1]
    turn = change.mark("change.up", "change.down")
    if (
        turn is None
        or not (alike(earlier, change) and alike(later, change))
        or earlier.sentence != later.sentence
        or len({earlier.group, change.group, later.group}) > 1
        or earlier.role not in _LEVELS
        or later.role not in _LEVELS
        or not _DATED.search(view.text, earlier.words_start, earlier.start)
        or not _OLD.fullmatch(view.text, earlier.end, turn.start)
        or not _NOW.fullmatch(view.text, change.end, later.start)
    ):
        return None
    return later, earlier


def _are_dated(view: View, pair: tuple[Mention, Mention]) -> bool:
    later, earlier = pair
    return _dated(view, earlier) and (_dated(view, later) or _LEFT.search(view.words_of(later)) is not None)


def _dated(view: View, level: Mention) -> bool:
    """Whether a date leads to a level, or to the figure right before it that has another unit (90户230人)."""
    while level.words_start == level.start and level.index:
        level = view.mentions[level.index - 1]
    return _DATED.search(view.text, level.words_start, level.start) is not None
