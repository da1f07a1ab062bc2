"""Counted lists told otherwise than name by name: in brackets, as titles, as 一批 … 二批, or each with its figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from reportminer.lexicon import Lexicon
from reportminer.model import ListItem
from reportminer.relate.base import onwards
from reportminer.relate.clauses import Mention, View
from reportminer.relate.keys import says_at_end
from reportminer.relate.lists.listing import Listing

Found = tuple[tuple[ListItem, ...], str]

_BRACKET = re.compile(r"[一-鿿]{0,8}\(([^()\d%:;。\n]{3,200})\)")
_TITLES = re.compile(
    r"[^,;。:、\n\d《》“”()]{0,10}[:,]?\s*"
    r"((?:《[^《》\n]{2,60}》[、,和及以\s]*){2,}|(?:“[^“”\n]{2,60}”[、,和及以\s]*){2,})"
)
_TITLE = re.compile(r"《[^《》\n]{2,60}》|“[^“”\n]{2,60}”")
_CUTS = re.compile(r"、|(?<=[^\s(、]{2})[和及](?=[^\s)]{2})")
_NUMERALS = "一二三四五六七八九十"
_NUMBER = r"(?:\(\d{1,2}\)|[①-⑳])?"
_NAME = re.compile(rf"{_NUMBER}[一-鿿“《]{{2}}")
_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST = 16
_NEAR = 14
_ITS_SHARE = re.compile(r"\s*,?\s*占[一-鿿]{0,10}\s*")
_PAIR = 2
_FEW = 3
_RESPECTIVE = "分别"


@lru_cache(maxsize=8)
def _opens(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands between a count and its list: a colon, or a word that says surely that the list follows."""
    cues = (cue.words for cue in lexicon.cues if cue.relation == "enumeration" and cue.meaning == "sure")
    sure = "|".join(sorted((re.escape(word) for words in cues for word in words), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"[^,;。:、\n\d]{{0,12}}(?::|,?(?:{sure})[:,]?)\s*(?={_NUMBER}[一-鿿“《])")


def bracketed(view: View, mention: Mention, count: int) -> Found | None:
    """N个镇(甲镇、乙镇): names between brackets right behind the counted noun, nothing else in them.

    Where their number is another one, the names must be of the kind counted.
    """
    found = _BRACKET.match(view.text, mention.end)
    if found is None:
        return None
    start, end = found.span(1)
    best: list[ListItem] = []
    for marks in (
        [each for each in _CUTS.finditer(view.text, start, end) if each[0] == "、"],
        list(_CUTS.finditer(view.text, start, end)),
    ):
        items = pieces(view.text, start, end, [each.span() for each in marks])
        if len(items) > 1 and len(best) != count:
            best = items
    if not best or best[-1].text.endswith("等") or any(len(item.text) > _LONGEST for item in best):
        return None
    noun = view.text[mention.end : start - 1]
    # 3个乡镇(街道、林场) says what else is counted, names are longer
    named = len(best) >= _FEW and abs(len(best) - count) == 1 and all(len(item.text) >= _FEW for item in best)
    return (tuple(best), "(") if len(best) == count or named or _are_of_kind(noun, best) else None


def titled(view: View, mention: Mention, count: int) -> Found | None:
    """N项制度：《甲办法》《乙规程》, N个品牌“甲”“乙”: titles and nothing between them, up to something else."""
    if not any(view.text.find(sign, mention.end, mention.end + _NEAR) >= 0 for sign in "《“"):
        return None
    found = _TITLES.match(view.text, mention.end)
    if found is None or view.text.startswith(("等", "为", "中"), found.end()):
        return None
    items = [ListItem(each[0], each.start(), each.end()) for each in _TITLE.finditer(view.text, *found.span(1))]
    colon = ":" in view.text[mention.end : found.start(1)]
    return (tuple(items), ":" if colon else items[0].text[0]) if colon or len(items) == count else None


def in_turns(view: View, mention: Mention, count: int) -> Found | None:
    """分N批…：一批…，二批…: each turn named by its number and the measure word of the count."""
    unit = mention.unit or ""
    if view.text[mention.start - 1 : mention.start] not in "分" or not 0 < len(unit) <= 2:
        return None
    end = view.paragraph_end(mention.end)
    items: list[ListItem] = []
    place = mention.end
    while len(items) < len(_NUMERALS):
        word = _NUMERALS[len(items)] + unit
        at = view.text.find(word, place, end)
        if at < 0:
            break
        first = at - 1 if view.text[at - 1] == "第" else at
        items.append(ListItem(view.text[first : at + len(word)], first, at + len(word)))
        place = at + len(word)
    if len(items) < 2:
        return None
    # 分三期建设，一期、二期已完工 names those that are done; behind a colon all are named
    named = len(items) == count or ":" in view.text[mention.end : items[0].start]
    return (tuple(items), items[0].text) if named else None


def with_figures(view: View, mention: Mention, count: int) -> Found | None:
    """N块：甲3万元(占60%)，乙2万元(占40%): as many pieces as counted, a name and one figure at the end of each.

    Pieces that semicolons part may be of another number.
    """
    opens = _opens(view.lexicon).match(view.text, mention.end)
    if opens is None:
        return None
    start, end = opens.end(), view.sentence_end(opens.end())
    for mark in ";,、":
        items = _parted(view, start, end, mark, mention)
        if len(items) == count or (mark == ";" and len(items) > 1 and "," not in _outside(view.text[start:end])):
            return (tuple(items), opens[0].strip()[-1:] or ":")
    for mark in ";、" if _RESPECTIVE in opens[0] else ";":
        # 2个项目，分别为：甲项目3万元；乙项目2万元, 3个：甲工程2万元；…: what each got is told of as many as there are
        items = _parted(view, start, end, mark, mention, amounts=True)
        if len(items) == count:
            return (tuple(items), opens[0].strip()[-1:] or ":")
    return None


def classed(view: View, mention: Mention, count: int, listings: Mapping[int, Listing]) -> Found | None:
    """N类学生50人，其中甲20人、乙30人: as many parts of the total behind the count as there are classes."""
    if not says_at_end(mention.unit or "", "class_measure", view.lexicon):
        return None
    following = view.mentions[mention.index + 1 : mention.index + 2]
    if not following or following[0].start - mention.end > _NEAR or following[0].sentence != mention.sentence:
        return None
    listing = listings.get(following[0].index)
    if (
        listing is None
        or len(listing.parts) != count
        or set(",;:。") & set(view.text[mention.end : following[0].start])
    ):
        return None
    items = []
    for each in listing.parts:
        start = max(each.lead, each.clause, listing.opener.end if listing.opener.end <= each.start else 0)
        items.append(ListItem(view.text[start : each.end].strip("、,: "), start, each.end))
    return tuple(items), listing.opener.word or ":"


def _parted(view: View, start: int, end: int, mark: str, mention: Mention, *, amounts: bool = False) -> list[ListItem]:
    """The pieces between the marks outside brackets, [] where one of them is no name with one figure at its end.

    amounts  whether the figures may be what each of the things got, whatever they are
    """
    cuts = [place for place in _outside_places(view.text, start, end) if view.text[place] == mark]
    items = pieces(view.text, start, end, [(place, place + 1) for place in cuts])
    if len(items) < 2:
        return []
    figures = [each for each in _figures(view, mention, end) if each.group == mention.group]
    for item in items:
        own = [each for each in figures if item.start <= each.start < item.end]
        if item is items[-1] and len(own) == _PAIR and own[1].mark("sum.after") is not None:
            own = own[:1]  # 丁工程2万元，合计18万元
        if (
            len(own) == _PAIR
            and own[1].kind == "percentage"
            and _ITS_SHARE.fullmatch(view.text, own[0].end, own[1].start)
        ):
            # 甲类80件，占40%；乙类…
            own = own[:1]
        if len(own) != 1 or own[0].role not in ("level", "base") or _NAME.match(item.text) is None:
            return []
        if (
            own[0].kind == "amount"
            and not amounts
            and not says_at_end(mention.unit or "", "class_with_sum", view.lexicon)
        ):
            return []
    return items


def _figures(view: View, mention: Mention, end: int) -> Iterator[Mention]:
    for each in onwards(view, mention.index + 1):
        if each.start >= end:
            return
        yield each


def _outside(text: str) -> str:
    return _BRACKETS.sub("", text)


def _outside_places(text: str, start: int, end: int) -> Iterator[int]:
    """The places outside brackets."""
    depth = 0
    for place in range(start, end):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            yield place


def pieces(text: str, start: int, end: int, cuts: list[tuple[int, int]]) -> list[ListItem]:
    """What stands between the cuts of a stretch, blank pieces left out."""
    items = []
    for left, right in zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True):
        inner = text[left:right].strip()
        if inner:
            begin = text.index(inner, left)
            items.append(ListItem(inner, begin, begin + len(inner)))
    return items


def _are_of_kind(noun: str, items: list[ListItem]) -> bool:
    """Whether all members end with a character of the noun counted: 4个乡镇(甲镇、乙镇、丙乡)."""
    return bool(noun) and len(items) >= _FEW and all(item.text[-1] in noun for item in items)
