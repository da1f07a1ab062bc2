"""CHG12: two levels stand the other way round than the word between them or behind them says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated
from reportminer.check.words import cues, words
from reportminer.intervals import is_above
from reportminer.lexicon import Lexicon
from reportminer.model import Quantity, Severity

RULE = Rule(
    code="CHG12",
    name="levels-contradict",
    title="前后两数的大小与升降的说法相反",
    severity="error",
    rationale="“由甲降到乙”“比上年的甲有所增加”没有写出增减额，两数的大小也能证明说法写反；“高于目标值”一类只提示。",
    message="“{quote}”与数字相反：{one}{sign}{other}",
    passes=("用气价格由每方2.98元下调到2.85元。", "支出35.6万元，比上年38.2万元有所下降。"),
    fails=("用气价格由每方2.85元下调到2.98元。", "支出38.2万元，比上年35.6万元有所下降。"),
    since="0.1",
)

Way = Literal["up", "down"]

_UNLIKE = ("duration", "percentage_point")
_FAR = 24
_TOLD = 12
_LOSS = "亏"
_PER = "/"
_CHANGES = ("increase", "decrease")
_BASE = re.compile(r"[由从自][^,。;:、()]*\Z")


@lru_cache(maxsize=8)
def _moved(lexicon: Lexicon) -> re.Pattern[str]:
    """Between two levels, the first one led by 由: 下调到, 增加为."""
    return re.compile(rf"{_turn(lexicon)}了?[到至为](?:了|每[一-鿿])?")


@lru_cache(maxsize=8)
def _against(lexicon: Lexicon) -> re.Pattern[str]:
    """Between a level and the one of the year before: ,比上年的."""
    return re.compile(rf",?(?:{cues(lexicon, 'change', 'against').pattern})(?:同期|末|决算数?)?(?:的|为)?")


@lru_cache(maxsize=8)
def _changed(lexicon: Lexicon) -> re.Pattern[str]:
    """Behind the level of the year before: 有所下降, and nothing more."""
    more = words(lexicon, "moved_somewhat").pattern
    return re.compile(rf",?(?:{more}){{0,2}}{_turn(lexicon)}(?=[,。;)\n]|\Z)")


@lru_cache(maxsize=8)
def _compared(lexicon: Lexicon) -> re.Pattern[str]:
    """Between a level and the one that it is said to be above: ,高于目标值.

    What follows 低于 may be the difference (低于全省平均0.3万元), and so no smaller level.
    """
    return re.compile(rf",?(?:{words(lexicon, 'stands_above').pattern})[^\d,。;:、()\n]*")


def _turn(lexicon: Lexicon) -> str:
    return rf"(?:(?P<up>{words(lexicon, 'moved_up').pattern})|(?P<down>{words(lexicon, 'moved_down').pattern}))"


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Two neighbouring levels of one unit and the word that tells which one is larger; not of a figure found wrong."""
    for one, other in pairwise(case.analysis.quantities):
        if one.kind != other.kind or one.unit != other.unit or one.kind in _UNLIKE or other.start - one.end > _FAR:
            continue
        found = _told(case, one, other)
        if found is None or "inconsistent" in (one.status, other.status):
            continue
        way, start, end, severity = found
        larger, smaller = (other, one) if way == "up" else (one, other)
        if is_above(smaller, larger):
            yield Problem(
                start=start,
                end=end,
                values={
                    "quote": case.text[start:end],
                    "one": stated(one),
                    "sign": ">" if way == "up" else "<",
                    "other": stated(other),
                },
                quantities=(one.id, other.id),
                severity=severity,
            )


def _told(case: Case, one: Quantity, other: Quantity) -> tuple[Way, int, int, Severity] | None:
    """Which way the text says that it goes from one level to the other, and where it does; None where it does not."""
    text = case.plain
    before = text[max(0, one.start - _TOLD) : one.start]
    if _LOSS in before or _LOSS in text[one.end : other.start] or text[other.end : other.end + 1] == _PER:
        return None
    moved = _moved(case.lexicon).fullmatch(text, one.end, other.start)
    if moved is not None and _BASE.search(before):
        return _way(moved), one.start, other.end, "error"
    if _against(case.lexicon).fullmatch(text, one.end, other.start):
        changed = _changed(case.lexicon).match(text, other.end)
        if changed is not None:
            return _back(_way(changed)), one.end, changed.end(), "error"
    if one.role not in _CHANGES and _compared(case.lexicon).fullmatch(text, one.end, other.start):
        return "down", one.end, other.end, "warning"
    return None


def _way(match: re.Match[str]) -> Way:
    return "up" if match["up"] else "down"


def _back(way: Way) -> Way:
    """The way from the later level to the earlier one, which stands behind it."""
    return "down" if way == "up" else "up"
