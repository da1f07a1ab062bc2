"""The bodies and programmes that a text names, bodies with the region before them in full."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.lexicon.cutter import word_cutter
from reportminer.record.tools import entity_ruler
from reportminer.text import normalise

ORGANIZATION = "ORG"
_REACH = 24
"""how far before its head word the name of a body may begin"""


class Named(Struct, frozen=True):
    """Something of entities.jsonl found in a text.

    text   its words; of a body the head only, such as 财政局
    name   of a body its name in full where its region is named too (某某县财政局), else ""
    start  where `name` begins, or without one `text`
    by     file and id of the entry
    """

    text: str
    label: str
    name: str
    start: int
    end: int
    by: str


def entities(text: str, lexicon: Lexicon) -> tuple[Named, ...]:
    """The bodies and programmes that a half-width text names, in its order."""
    return tuple(_named(text, lexicon))


def _named(text: str, lexicon: Lexicon) -> Iterator[Named]:
    last: Named | None = None
    for entity in entity_ruler(lexicon)(text).ents:
        head, end = entity.start_char, entity.end_char
        start = _name_start(text, head, lexicon) if entity.label_ == ORGANIZATION else head
        if last and last.name and last.end == start and entity.label_ == ORGANIZATION:
            start = last.start  # 某某区人民政府 and 甲乙街道办事处 in one name
        last = Named(entity.text, entity.label_, text[start:end] if start < head else "", start, end, entity.ent_id_)
        yield last


def _name_start(text: str, head: int, lexicon: Lexicon) -> int:
    """Where the name whose head word begins at `head` begins: with the region words before it, else at the head."""
    left = head
    while left > 0 and head - left < _REACH and text[left - 1].isalpha():
        left -= 1
    words = list(word_cutter(lexicon)(text[left:head]))
    start = at = head
    while words:
        word = words.pop()
        at -= len(word)
        if is_region(word, lexicon):
            start = at
            if len(word) == 2 and _begins_name(words, text[:left], lexicon):
                at -= len(words.pop())
                start = at  # 某/山县, where the dictionary cuts the name of a region that it does not hold
        elif start < head and word in words_of_use(lexicon, "name_lead"):
            return at
        elif word in words_of_use(lexicon, "region_tail") and (size := _unknown_name(words, text[:left], lexicon)):
            at -= size
            start = at
            del words[_kept(words, size) :]
        else:
            break
    return start


_REGION_NAME = 3
"""the most characters in the name of a region that is no word of the dictionary, its 县 or 镇 not counted"""
YEAR_WORDS = ("年", "年度")
_GRAMMAR = frozenset("一二三四五是的了在和与及由向对为经把被将于从至到等各该本我全因按第")
_NO_NAMES = ("before_body", "body_gives", "item_verb", "item_lead", "item_time", "indicator_lead")
_COMMON = 1000
"""how often jieba's dictionary counts a word that is too common to be an unknown region's name"""


def _unknown_name(words: list[str], before: str, lexicon: Lexicon) -> int:
    """How many characters at the end of `words` are the name of a region that the dictionary does not hold.

    They are two or three that were cut apart (十 美 堂), or one word that begins the line or follows a year or region.
    """
    single = 0
    while single < min(len(words), _REGION_NAME + 1) and len(words[-1 - single]) == 1:
        single += 1
    if 2 <= single <= _REGION_NAME and not _GRAMMAR.intersection(words[-single:]):
        return single
    rare = words and is_rare(words[-1], lexicon)
    return len(words[-1]) if rare and _stands_first(words, before, lexicon) else 0


def _begins_name(words: list[str], before: str, lexicon: Lexicon) -> bool:
    """Whether the last of `words` is the beginning of a name."""
    if not words or not _stands_first(words, before, lexicon):
        return False
    return is_rare(words[-1], lexicon) or (len(words[-1]) == 1 and words[-1] not in _GRAMMAR)


def _stands_first(words: list[str], before: str, lexicon: Lexicon) -> bool:
    """Whether the last of `words` begins the line or follows a year or a region."""
    if len(words) == 1:
        return before.rstrip(" ")[-1:] in ("", "\n")
    return words[-2] in YEAR_WORDS or words[-2].endswith(words_of_use(lexicon, "region_tail"))


def is_rare(word: str, lexicon: Lexicon) -> bool:
    """Whether a word may be the name of a region that the dictionary does not hold."""
    if not 2 <= len(word) <= _REGION_NAME or not word.isalpha():
        return False
    if any(word in words_of_use(lexicon, use) for use in _NO_NAMES):
        return False
    return word_cutter(lexicon).frequency(word) < _COMMON


def _kept(words: list[str], size: int) -> int:
    """How many of `words` remain without the last `size` characters."""
    kept = len(words)
    while size > 0:
        kept -= 1
        size -= len(words[kept])
    return kept


def is_region(word: str, lexicon: Lexicon) -> bool:
    """Whether a word of the dictionary is the name of a region, its 县 or 镇 included."""
    return (
        len(word) >= 2
        and word.endswith(words_of_use(lexicon, "region_tail"))
        and word not in words_of_use(lexicon, "bare_region")
    )


@lru_cache(maxsize=32)
def words_of_use(lexicon: Lexicon, use: str) -> tuple[str, ...]:
    """The lexicon's words of one use, half-width."""
    return tuple(normalise(word) for entry in lexicon.words if entry.use == use for word in entry.words)
