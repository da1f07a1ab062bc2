"""Words of one use from patterns/, as one pattern over the plain text."""

from __future__ import annotations

import re
from functools import lru_cache

from reportminer.check.base import Case
from reportminer.lexicon import Lexicon
from reportminer.model import Quantity
from reportminer.text import normalise

_NOTHING = re.compile(r"(?!)")
_BEFORE = 10


@lru_cache(maxsize=256)
def words(lexicon: Lexicon, use: str) -> re.Pattern[str]:
    """Matches any word of this use in a plain text, longest first; matches nothing where there is none."""
    found = {normalise(word) for entry in lexicon.words if entry.use == use for word in entry.words}
    return _either(found)


@lru_cache(maxsize=256)
def cues(lexicon: Lexicon, relation: str, meaning: str) -> re.Pattern[str]:
    """Matches any cue of this family and meaning in a plain text, longest first."""
    found: set[str] = set()
    regexes = []
    for entry in lexicon.cues:
        if entry.relation == relation and entry.meaning == meaning:
            found |= {normalise(word) for word in entry.words}
            if entry.regex:
                regexes.append(entry.regex)
    if not regexes:
        return _either(found)
    return re.compile("|".join([*sorted(map(re.escape, found), key=len, reverse=True), *regexes]))


def names(case: Case, figure: Quantity, pattern: re.Pattern[str]) -> bool:
    """Whether the item of a figure, or the words right before it in its clause, match."""
    if pattern.search(figure.item):
        return True
    before = case.plain[max(0, figure.start - _BEFORE) : figure.start]
    if not pattern.search(before):
        return False
    return pattern.search(before, max(before.rfind(mark) for mark in ",。;:、\n") + 1) is not None


def _either(found: set[str]) -> re.Pattern[str]:
    if not found:
        return _NOTHING
    return re.compile("|".join(map(re.escape, sorted(found, key=lambda word: (-len(word), word)))))
