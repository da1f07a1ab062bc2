"""How many times a level is another: 由2100平方米扩大到5600平方米，是原来的2.67倍; 增加1.5倍多; 翻了一番."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.model import Relation, Strength
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import high, low
from reportminer.relate.evidence.misses import grown_miss, share_miss

_TIMES = frozenset("倍番")
_BACK = 5
_WORDS = 20
_IS = re.compile(r"(?:是|为|达到?|相当于)[^,。;:()]{0,12}?的\Z")
_MORE = re.compile(r"(?:增加|增长|提高|上升|扩大|提升|增|翻)了?[近约]?\Z")
_FROM = re.compile(r"[由从自比较为]|上年|去年|原来?")
_REACHED = re.compile(r"[到至为]")
_MODES = ("level", "base", "per")
_RARE = 0.05


def find_times(view: View) -> Iterator[Relation]:
    """Each multiple with the two like levels of its sentence that lead from one to the other, where one slip explains.

    A level is a number of times another (是…的2.67倍), or has grown by as many (增加1.67倍, 翻一番).
    """
    for times in view.mentions[1:]:
        if times.unit not in _TIMES or times.value <= 0 or times.row[1] > 1:
            continue
        # 是五年前的3倍: the years are figures too
        words = _words(view, times)
        grown = _MORE.search(words) is not None
        if not grown and (_IS.search(words) is None or times.unit == "番"):
            continue
        pair = _ends(view, times, grown)
        if pair is None or (times.unit == "番" and times.value != 1):
            continue
        current, previous = pair
        if grown:
            chance = 0.0 if _is_as_often(times, current, previous, 1) else grown_miss(times, current, previous)
        else:
            chance = 0.0 if _is_as_often(times, current, previous) else share_miss(times, *pair)
        if chance is None:
            continue
        strength: Strength = "stated" if chance < _RARE else "implied"
        if grown:
            yield draft("rate", [times], pair, form="current_previous", strength=strength)
        else:
            yield draft("share", [times], pair, strength=strength)


def _is_as_often(times: Mention, current: Mention, previous: Mention, more: int = 0) -> bool:
    """Whether the level before, so many times and `more`, is the one after it."""
    least = low(previous) * (low(times) + more)
    most = high(previous) * (high(times) + more)
    return least <= high(current) and low(current) <= most


def _words(view: View, times: Mention) -> str:
    """The words right before a multiple, in its sentence."""
    return view.text[max(view.sentences[times.sentence], times.start - _WORDS) : times.start]


def _ends(view: View, times: Mention, grown: bool) -> tuple[Mention, Mention] | None:
    """The level after and the one before in the sentence of a multiple: led from one to the other, or last year's."""
    here = [
        each
        for each in backwards(view, times, _BACK)
        if each.sentence == times.sentence and each.group == times.group and each.role in _MODES
    ]
    after = view.mentions[times.index + 1 : times.index + 2]
    for base in after if here else ():
        # 是上年的2倍（上年163人次）
        bracketed = base.group != times.group and view.opens[base.group] == times.end
        alone = base.basis == "prior" or base.start == times.end + 1
        if bracketed and alone and base.role == "level" and alike(base, here[0]) and base.value:
            return here[0], base
    for place, last in enumerate(here[:-1]):
        first = here[place + 1]
        told = [each for each in view.mentions[last.index + 1 : times.index] if each.unit in _TIMES]
        if any(bool(_MORE.search(_words(view, each))) == grown for each in told):
            # 学校由40所增至60所，扩大0.5倍，学生由2万增至5万，增长1.5倍: of what was told since
            return None
        if first.index != last.index - 1 or not alike(first, last) or not first.value or not last.value:
            continue
        between = view.text[first.end : last.start]
        led = _FROM.search(view.text, first.words_start, first.start) and _REACHED.search(between)
        if led and "," not in between:
            return last, first
        if last.basis == "prior":
            return first, last
        return None
    return None
