"""Figures of a sentence that sums a report up, told further up: 全年调解85件 … 以上支出30万元，即甲12万元、乙18万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportminer.relate.base import ADDABLE
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits, significant
from reportminer.relate.evidence.odds import apart
from reportminer.relate.keys import any_of, grams, says_at_end
from reportminer.relate.repeats.scope import Scope

_SPACES = re.compile(r"\s*")
_AFTER = 8
_TELLING = 2
"""digits by which a figure is known again where the names agree in part"""
_CHANCE = 0.0025
"""the chance allowed that two figures are one slip apart: three digits of which two change places"""
_TWICE = 2
_MYRIAD = Decimal(10000)


def find_summed_up(scope: Scope, same: Mapping[int, Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of figures, later and earlier, of which the later stands in a sentence that sums up what was told.

    Such a sentence begins with 全年 or 以上, or stands in a section that is called 小结. The figure told further up has
    two characters of the name in its sentence and the same value; else it is the only one that a slip sets apart.
    """
    lead = any_of("recap_lead", scope.lexicon)
    led = {sentence for sentence in scope.view.by_sentence if _is_led(scope.view, sentence, lead)}
    titled = {id for id, title in scope.titles.items() if says_at_end(title.rstrip(), "recap_title", scope.lexicon)}
    for mention in scope.levels:
        if mention.sentence not in led and mention.quantity.section not in titled:
            continue
        if mention.index in same or mention.quantity.kind not in ADDABLE or mention.quantity.bound != "exact":
            continue
        if _is_ahead(scope, scope.view.sentences[mention.sentence], mention.start):
            continue
        partner = _told_before(scope, mention, lead)
        if partner is not None:
            yield mention, partner


def _is_led(view: View, sentence: int, lead: re.Pattern[str]) -> bool:
    """Whether a sentence begins, behind its label, with 全年 or 以上."""
    begin = _SPACES.match(view.text, view.after_label(view.sentences[sentence]))
    return begin is not None and lead.match(view.text, begin.end()) is not None


def _is_ahead(scope: Scope, start: int, end: int) -> bool:
    return any_of("ahead", scope.lexicon).search(scope.view.text, start, end) is not None


def _told_before(scope: Scope, mention: Mention, lead: re.Pattern[str]) -> Mention | None:
    """The figure further up that this one repeats, with or without a slip; None where names or digits don't tell."""
    view, quantity = scope.view, mention.quantity
    if len(digits(quantity)) < _TELLING or scope.topic(mention).twice:
        return None
    own = lead.sub(" ", view.text[mention.clause : mention.start])
    pairs = grams(own)
    if not pairs:
        return None
    agreed: list[tuple[int, Mention]] = []
    slipped: list[Mention] = []
    size = len(digits(quantity))
    for other in scope.levels:
        if other.index >= mention.index:
            break
        if other.quantity.kind != quantity.kind or other.unit != mention.unit:
            continue
        equal = other.value == mention.value
        if not equal and abs(len(digits(other.quantity)) - size) > 1:
            continue
        if other.paragraph == mention.paragraph or other.quantity.bound != "exact":
            continue
        if not _may_be_one(scope, mention, other):
            continue
        words = _around(scope, other)
        shared = sum(pair in words for pair in pairs)
        if shared and equal:
            agreed.append((shared, other))
        elif shared and _is_slip(scope, mention, other):
            slipped.append(other)
    if agreed:
        return max(agreed, key=lambda each: each[0])[1]
    return slipped[0] if len(slipped) == 1 else None


def _is_slip(scope: Scope, one: Mention, other: Mention) -> bool:
    if one.index in scope.summed and other.index in scope.summed:
        return False
    if one.value in (other.value * _MYRIAD, other.value / _MYRIAD):
        return one.quantity.kind == "amount" and one.quantity.stated_unit != other.quantity.stated_unit
    if min(significant(one.quantity), significant(other.quantity)) <= _TELLING:
        return False
    if not one.value < _TWICE * other.value < _TWICE * _TWICE * one.value:
        return False
    chance = apart(one.quantity, other.quantity)
    return chance is not None and chance <= _CHANCE


def _may_be_one(scope: Scope, one: Mention, other: Mention) -> bool:
    if (one.index, other.index) in scope.pairs or not scope.comparable(one, other):
        return False
    return scope.topic(other).basis != "budget" and not _is_ahead(scope, other.clause, other.start)


def _around(scope: Scope, mention: Mention) -> str:
    """The words of the sentence of a figure up to it, those behind it, and the title above it."""
    view = scope.view
    title = scope.titles.get(mention.quantity.section, "").split()
    before = view.text[view.sentences[mention.sentence] : mention.start]
    return f"{' '.join(title[-1:])} {before} {view.text[mention.end : mention.end + _AFTER]}"
