"""Figures said to be equal: 支出476万元，与拨款收入476万元相等; 账面86台，与实物86台相符."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.keys import any_of

_WITH = re.compile(r"[与和同跟]")
_BESIDE = re.compile(r"[,，]?\s*")
_ROLES = frozenset({"level", "base"})


def find_told_equal(view: View) -> Iterator[Relation]:
    """Every level that a word behind it says to be the like one right before it, whether it is or not."""
    words = any_of("equal.told", view.lexicon)
    for other in view.mentions[1:]:
        said = words.match(view.text, other.end)
        if said is None or other.role not in _ROLES or other.bound != "exact":
            continue
        one = view.mentions[other.index - 1]
        if _stands_beside(view, one, other):
            yield draft("equal", [other], [one], cue=said[0])


def _stands_beside(view: View, one: Mention, other: Mention) -> bool:
    """Whether 与 leads from one level, in the clause behind it, to a like one."""
    like = one.role in _ROLES and one.bound == "exact" and alike(one, other) and one.sentence == other.sentence
    between = _BESIDE.match(view.text, one.end)
    led = between is not None and _WITH.match(view.text, between.end(), other.start) is not None
    return like and led and one.group == other.group
