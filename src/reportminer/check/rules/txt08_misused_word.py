"""TXT08: a word in a form that is always wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import words
from reportminer.lexicon import Lexicon

RULE = Rule(
    code="TXT08",
    name="misused-word",
    title="常见错词",
    severity="note",
    rationale="“截止目前”“帐号”一类有定论的错词，见 patterns/words_checks.yaml。",
    message="“{wrong}”应为“{right}”。",
    passes=("截至目前，已补助职工20人次。",),
    fails=("截止目前，已补助职工20人次。",),
    since="0.1",
)


@lru_cache(maxsize=8)
def _wrong(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = dict(word.split("=", 1) for word in words(lexicon, "misused_word") if "=" in word)
    return re.compile("|".join(map(re.escape, pairs)) or "(?!)"), pairs


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at every such word."""
    pattern, pairs = _wrong(case.lexicon)
    for match in pattern.finditer(case.plain):
        yield Problem(start=match.start(), end=match.end(), values={"wrong": match[0], "right": pairs[match[0]]})
