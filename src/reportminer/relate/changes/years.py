"""Years compared by their names, behind the figures of all of them: 2022年比2021年多收738件."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import View
from reportminer.relate.evidence.closing import significant
from reportminer.relate.evidence.misses import differs

_COMPARED = re.compile(r"\d{4}年[一-鿿]{0,2}比\d{4}年[一-鿿]{0,2}[多少增减][一-鿿]{0,3}\Z")
_FAR, _PAIR, _TELLING = 14, 2, 3


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
