"""CMP02: an item that should carry an amount stands alone as a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import words
from reportminer.lexicon import Lexicon
from reportminer.text import normalise

RULE = Rule(
    code="CMP02",
    name="figure-missing",
    title="项目后缺金额",
    severity="error",
    rationale="在列有金额的一段里，“项目支出。”自成一句，没有金额也没有谓语，必是漏填。段首的小标题不算。",
    message="“{item}”后无金额。",
    passes=("一、支出情况\n全年总支出100万元。其中基本支出60万元，项目支出40万元。",),
    fails=("一、支出情况\n全年总支出100万元。其中基本支出60万元。项目支出。",),
    since="0.1",
)


@lru_cache(maxsize=8)
def _bare(lexicon: Lexicon) -> tuple[int, re.Pattern[str]]:
    """A sentence that is an item of the catalogue and nothing more, and how long it may be."""
    heads = words(lexicon, "amount_head")
    names = {normalise(name) for entry in lexicon.indicators for name in (entry.name, *entry.aliases)}
    items = sorted((name for name in names if name.endswith(heads)), key=lambda name: (-len(name), name))
    longest = max(map(len, items), default=0) + 2
    return longest, re.compile(rf"((?:{'|'.join(map(re.escape, items)) or '(?!)'})(?:为|共计)?)[。;]")


def _amounts(case: Case) -> list[int]:
    return [quantity.start for quantity in case.analysis.quantities if quantity.kind == "amount"]


def _titles(case: Case) -> frozenset[int]:
    return frozenset(section.title_start for section in case.analysis.sections)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at a sentence that is only an item, after an amount in the same paragraph."""
    longest, bare = _bare(case.lexicon)
    at = 0
    for sentence in case.plain.replace(";", "。").split("。")[:-1]:
        start, at = at, at + len(sentence) + 1
        said = sentence.lstrip(" \t")
        if not start or not 0 < len(said) <= longest:
            continue
        match = bare.match(case.plain, at - 1 - len(said))
        if match is None:
            continue
        amounts = case.once(_amounts)
        before = bisect_right(amounts, start - 1) - 1
        beside = before >= 0 and amounts[before] >= case.plain.rfind("\n", 0, match.start()) + 1
        if not beside or match.start() in case.once(_titles):
            continue
        yield Problem(start=match.start(1), end=match.end(), values={"item": case.text[match.start(1) : match.end(1)]})
