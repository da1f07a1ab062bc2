"""Whose report it is and whose figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from reportminer.front import Front
from reportminer.lexicon import Lexicon
from reportminer.lexicon.cutter import word_cutter
from reportminer.model import Quantity, Span
from reportminer.record.names import ORGANIZATION, YEAR_WORDS, Named, entities, is_rare, is_region, words_of_use
from reportminer.text import normalise

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
    while words and (words[0].isdigit() or words[0] in YEAR_WORDS):
        at += len(words.pop(0))
    start = at
    found = None
    for word in words:
        at += len(word)
        if word.isdigit():
            break
        if word.endswith(words_of_use(lexicon, "body_tail")) and at - start >= 4:
            found = title[start:at]
    return found


def _with_region(name: str | None, opening: str, lexicon: Lexicon) -> str | None:
    """市总工会 with the one 市 that the opening names most in front: 某某市总工会."""
    if not name or name[0] not in words_of_use(lexicon, "region_tail"):
        return name
    regions: Counter[str] = Counter()
    last = ""
    for word in word_cutter(lexicon)(opening):
        if word == name[0] and is_rare(last, lexicon):
            regions[last + word] += 1
        elif word[-1] == name[0] and is_region(word, lexicon):
            regions[word] += 1
        last = word
    return regions.most_common(1)[0][0] + name[1:] if regions else name


def owner(plain: str, sentence: Span, figure: int, named: Sequence[Named], lexicon: Lexicon) -> str | None:
    """The body that a sentence with a figure begins with, in full, unless it gives the money to another one.

    named  the bodies that the sentence names in full, with offsets in `plain`
    """
    for entity in named:
        if entity.start >= figure or len(plain[sentence[0] : entity.start].strip()) > _LABEL:
            break
        after = plain[entity.end : figure]
        if not any(verb in after for verb in words_of_use(lexicon, "body_gives")):
            return entity.name
    return None


_LABEL = 4
"""characters of a section label or year that may stand before the body's name"""


_REACH = 160
"""how far before its figure an item may begin"""


def without_body(quantity: Quantity, named: Sequence[Named]) -> Quantity | None:
    """`quantity` with its item less the body that it begins with (某某县图书馆人员经费); None without one."""
    item = normalise(quantity.item)
    for entity in reversed(named):
        if entity.start < quantity.start - _REACH:
            break
        rest = item.removeprefix(entity.name).removeprefix("的")
        if len(rest) < len(item) and len(rest) >= 2:
            return replace(quantity, item=rest)
    return None
