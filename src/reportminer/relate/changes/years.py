"""Years compared behind the figures of all of them: 2022年比2021年多收738件, or each told in a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.changes.levels import AGAINST
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import significant
from reportminer.relate.evidence.misses import differs, may_differ
from reportminer.relate.keys import is_generic, key_of

_COMPARED = re.compile(r"\d{4}年[一-鿿]{0,2}比\d{4}年[一-鿿]{0,2}[多少增减][一-鿿]{0,3}\Z")
_FAR, _PAIR, _TELLING = 14, 2, 3
_BACK = 40
_NAMED = re.compile(r"[比较与同](\d{4})年")


def find_compared_years(view: View) -> Iterator[Relation]:
    """What one year has more than another, of two like figures of the sentence before: 2022年比2021年多收738件.

    Given where exactly two of them are so much apart, to three digits.
    """
    for change in view.mentions[_PAIR:]:
        compared = _COMPARED.search(view.text, change.words_start, change.start)
        if compared is None or significant(change) < _TELLING or change.bound != "exact":
            continue
        levels = [
            each
            for each in view.mentions[max(0, change.index - _FAR) : change.index]
            if each.role == "level" and alike(each, change) and change.sentence - each.sentence <= 1
        ]
        levels = [each for each in levels if _COMPARED.search(view.words_of(each)) is None]
        if any(each.sentence == change.sentence for each in levels):
            continue
        pairs = [
            (later, earlier)
            for place, earlier in enumerate(levels)
            for later in levels[place + 1 :]
            if differs(change, later, earlier)
        ]
        if len(pairs) == 1:
            yield draft("change", [change], pairs[0], strength="implied")


def find_year_gaps(view: View, known: Container[str]) -> Iterator[Relation]:
    """A change of an item since the year before, where the report tells the item for both years further up.

    一、2022年安排接待费8万元。 二、2021年支出接待费9万元。 接待费较上年减少1万元

    known  the changes that are told already
    Given where the two levels are so much apart, or would be but for one slip; of an item that goes on with another
    word, 三公经费合计支出, only where they are.
    """
    for change in view.mentions:
        against = change.mark(*AGAINST) if change.role == "change" and change.id not in known else None
        period = change.period
        if against is None or period is None or change.bound != "exact" or not change.value:
            continue
        named = _NAMED.search(view.text, view.sentences[change.sentence], change.start)
        before = int(named[1]) if named is not None else period - 1
        key = key_of(change.item, view.lexicon)
        if is_generic(key, view.lexicon) or before >= period:
            continue
        for longer in (False, True):
            told = [*_told_of(view, change, key, longer=longer)]
            later, earlier = ([each for each in told if each.period == year] for year in (period, before))
            if len(later) == len(earlier) == 1 and _goes(change, later[0], earlier[0], longer=longer):
                yield draft("change", [change], [later[0], earlier[0]], strength="implied")
                break


def _goes(change: Mention, later: Mention, earlier: Mention, *, longer: bool) -> bool:
    exact = significant(change) >= _TELLING and differs(change, later, earlier)
    return exact if longer else may_differ(change, later, earlier)


def _told_of(view: View, change: Mention, key: str, *, longer: bool) -> Iterator[Mention]:
    """The levels of an item, or of one whose name begins with it, told in other sentences before a change of it."""
    for each in backwards(view, change, _BACK):
        like = each.role == "level" and each.sentence != change.sentence and alike(each, change)
        theirs = key_of(each.item, view.lexicon) if like else ""
        if theirs and (theirs.startswith(key) if longer else theirs == key):
            yield each
