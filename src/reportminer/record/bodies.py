"""Whose report it is and whose figures: bodies named in full, region and all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from reportminer.front import Front
from reportminer.lexicon import Lexicon
from reportminer.model import Quantity, Span
from reportminer.record.tools import entity_ruler, word_cutter
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
        if _is_region(word, lexicon):
            start = at
            if len(word) == 2 and _begins_name(words, text[:left], lexicon):
                at -= len(words.pop())
                start = at  # 某/山县, where the dictionary cuts the name of a region that it does not hold
        elif start < head and word in _use(lexicon, "name_lead"):
            return at
        elif word in _use(lexicon, "region_tail") and (size := _unknown_name(words, text[:left], lexicon)):
            at -= size
            start = at
            del words[_kept(words, size) :]
        else:
            break
    return start


_REGION_NAME = 3
"""the most characters in the name of a region that is no word of the dictionary, its 县 or 镇 not counted"""
_YEAR_WORDS = ("年", "年度")
_GRAMMAR = frozenset("一二三四五是的了在和与及由向对为经把被将于从至到等各该本我全因按第")
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
    rare = words and _is_rare(words[-1], lexicon)
    return len(words[-1]) if rare and _stands_first(words, before, lexicon) else 0


def _begins_name(words: list[str], before: str, lexicon: Lexicon) -> bool:
    """Whether the last of `words` is the first character of a name."""
    single = bool(words) and len(words[-1]) == 1 and words[-1] not in _GRAMMAR
    return single and _stands_first(words, before, lexicon)


def _stands_first(words: list[str], before: str, lexicon: Lexicon) -> bool:
    """Whether the last of `words` begins the line or follows a year or a region."""
    if len(words) == 1:
        return before.rstrip(" ")[-1:] in ("", "\n")
    return words[-2] in _YEAR_WORDS or words[-2].endswith(_use(lexicon, "region_tail"))


def _is_rare(word: str, lexicon: Lexicon) -> bool:
    """Whether a word may be the name of a region that the dictionary does not hold."""
    return 2 <= len(word) <= _REGION_NAME and word.isalpha() and word_cutter(lexicon).frequency(word) < _COMMON


def _kept(words: list[str], size: int) -> int:
    """How many of `words` remain without the last `size` characters."""
    kept = len(words)
    while size > 0:
        kept -= 1
        size -= len(words[kept])
    return kept


def _is_region(word: str, lexicon: Lexicon) -> bool:
    return len(word) >= 2 and word.endswith(_use(lexicon, "region_tail")) and word not in _use(lexicon, "bare_region")


@lru_cache(maxsize=32)
def _use(lexicon: Lexicon, use: str) -> tuple[str, ...]:
    return tuple(normalise(word) for entry in lexicon.words if entry.use == use for word in entry.words)


_OPENING = 2500
_IN_TITLE, _SIGNED, _IS_A = 8, 6, 3


def reporting_body(plain: str, front: Front, lexicon: Lexicon) -> str | None:
    """The body whose report it is, in full: named in the title, signed at the end, or spoken of most at the beginning.

    A body that only a cited document (《…》) names does not count.
    """
    weights: Counter[str] = Counter()
    opening = min(len(plain), _OPENING)
    for named in entities(plain[:opening], lexicon):
        if named.label != ORGANIZATION or not named.name or _cited(plain, named.start):
            continue
        weights[named.name] += 1
        if front.title_span and front.title_span[0] <= named.start < front.title_span[1]:
            weights[named.name] += _IN_TITLE
        if plain[named.end : named.end + 1] in _IS:
            weights[named.name] += _IS_A
    if front.signature:
        signed = plain[slice(*front.signature)].replace(" ", "")
        for named in entities(signed, lexicon):
            if named.label == ORGANIZATION and named.name:
                weights[named.name] += _SIGNED
    if weights:
        return max(weights, key=lambda name: (weights[name], len(name)))
    return _with_region(_from_title(front, lexicon), plain[:opening], lexicon)


_IS = ("是", "为", "(")


def _cited(plain: str, offset: int) -> bool:
    return plain.rfind("《", max(0, offset - 60), offset) > plain.rfind("》", max(0, offset - 60), offset)


def _from_title(front: Front, lexicon: Lexicon) -> str | None:
    """The body that begins the title where no head word of the lexicon is in it: words up to 局, 中心, 学校 …"""
    if not front.title:
        return None
    title = normalise(front.title)
    words = list(word_cutter(lexicon)(title))
    at = 0
    while words and (words[0].isdigit() or words[0] in _YEAR_WORDS):
        at += len(words.pop(0))
    start = at
    found = None
    for word in words:
        at += len(word)
        if word.isdigit():
            break
        if word.endswith(_use(lexicon, "body_tail")) and at - start >= 4:
            found = title[start:at]
    return found


def _with_region(name: str | None, opening: str, lexicon: Lexicon) -> str | None:
    """市总工会 with the one 市 that the opening names most in front: 某某市总工会."""
    if not name or name[0] not in _use(lexicon, "region_tail"):
        return name
    regions: Counter[str] = Counter()
    last = ""
    for word in word_cutter(lexicon)(opening):
        if word == name[0] and _is_rare(last, lexicon):
            regions[last + word] += 1
        elif word[-1] == name[0] and _is_region(word, lexicon):
            regions[word] += 1
        last = word
    return regions.most_common(1)[0][0] + name[1:] if regions else name


def owner(plain: str, sentence: Span, figure: int, named: tuple[Named, ...], lexicon: Lexicon) -> str | None:
    """The body that a sentence with a figure begins with, in full, unless it gives the money to another one.

    named  the bodies that the sentence names in full, with offsets in `plain`
    """
    for entity in named:
        if entity.start >= figure:
            break
        before = plain[sentence[0] : entity.start].strip()
        after = plain[entity.end : figure]
        if len(before) <= _LABEL and not any(verb in after for verb in _use(lexicon, "body_gives")):
            return entity.name
    return None


_LABEL = 4
"""characters of a section label or year that may stand before the body's name"""


def without_body(quantity: Quantity, named: tuple[Named, ...]) -> Quantity | None:
    """`quantity` with its item less the body that it begins with (某某县图书馆人员经费); None without one."""
    item = normalise(quantity.item)
    for entity in named:
        rest = item.removeprefix(entity.name).removeprefix("的")
        if len(rest) < len(item) and len(rest) >= 2:
            return replace(quantity, item=rest)
    return None
