"""The item of a figure, brought to whole words: the rules that made it count characters and may cut through one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.lexicon.cutter import word_cutter
from reportminer.model import Analysis, Quantity, Span
from reportminer.record.windows import Windows
from reportminer.text import normalise

_REACH = 160
"""how far before its figure an item may stand, in characters"""


_BREAK = re.compile(r"[,。;:、!?\n]")
_AFTER = 2
"""characters that may stand between a figure and an item after it (12万元为…), which then goes before one ahead"""


def words_of(sentences: Windows, lexicon: Lexicon) -> dict[int, Span]:
    """The word that covers each character of the sentences, by offset in the report."""
    cover: dict[int, Span] = {}
    at = 0
    for word in word_cutter(lexicon)(sentences.text):
        if len(word) > 1:
            start = sentences.place(at)
            span = (start, start + len(word))
            for offset in range(*span):
                cover[offset] = span
        at += len(word)
    return cover


def refine(
    quantity: Quantity, analysis: Analysis, sentence: Span, cover: Mapping[int, Span], lexicon: Lexicon
) -> Quantity:
    """`quantity` with an item that begins and ends between words, where the item stands in the figure's sentence.

    The item is then worded as the report prints it, full-width signs and all.

    A word that the item cuts through is taken in whole when it stands before the figure and means something, and left
    out when it is one of time or doing (本年度). A last word of one character that only repeats the one before it is
    a slip and left out.
    """
    plain, text = analysis.plain, analysis.document.text
    item = normalise(quantity.item)
    if len(item) < 2:
        return quantity
    start, limit = _stands(item, quantity, plain, sentence)
    if start < 0:
        return quantity
    first = quantity.end if start >= quantity.end else sentence[0]
    span = _whole_words(plain, (start, start + len(item)), (first, limit), cover, lexicon)
    printed = text[slice(*span)]
    return quantity if printed == quantity.item or "\n" in printed else replace(quantity, item=printed)


def _stands(item: str, quantity: Quantity, plain: str, sentence: Span) -> Span:
    """Where the item begins in the text, -1 where it does not, and how far it may reach."""
    after = min(sentence[1], quantity.end + _AFTER + len(item))
    start = plain.find(item, quantity.end, after)
    if start >= 0 and not _BREAK.search(plain, quantity.end, start):
        return start, after
    return plain.rfind(item, max(sentence[0], quantity.start - _REACH), quantity.start), quantity.start


def _whole_words(plain: str, span: Span, limits: Span, cover: Mapping[int, Span], lexicon: Lexicon) -> Span:
    start, end = span
    word = cover.get(start, span)
    if word[0] < start:
        meaningless = plain[slice(*word)] in _set_aside(lexicon)
        if meaningless and word[1] < end:
            start = word[1]
        elif not meaningless and word[0] >= limits[0]:
            start = word[0]
    word = cover.get(end - 1, span)
    if word[1] > end and word[1] <= limits[1]:
        end = word[1]
    if end - start > 2 and plain[end - 1] == plain[end - 2] and end - 1 not in cover:
        end -= 1
    return (start, end) if end - start >= 2 else span


@lru_cache(maxsize=8)
def _set_aside(lexicon: Lexicon) -> frozenset[str]:
    """Words that are no part of an item."""
    return frozenset(
        normalise(word)
        for entry in lexicon.words
        if entry.use in ("indicator_lead", "item_lead", "item_time", "item_verb")
        for word in entry.words
    )
