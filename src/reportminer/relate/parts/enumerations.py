"""Counted lists: N个：a、b、c; N类：一是…二是…; a、b、c等三类; a、b和c两个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.model import ListItem, Relation, Strength
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.lists.listing import Listing
from reportminer.relate.parts.enumerated import bracketed, classed, in_turns, pieces, titled, with_figures

_MOST = 30
_LONG = 16
_FEW, _MANY = 3, 5
_SHORT = 10
_ORDINAL = re.compile(r"[:。;,\s](?:([一二三四五六七八九十]{1,2})是|([①-⑳])|(\d{1,2})(?:、|\.(?!\d)))")
_AT_ONCE = re.compile(r"[一-鿿]{1,4},一是")
"""nothing but what is counted before the first: 三方面问题，一是…"""
_SEPARATOR = re.compile(r"[、,;()]|以及|(?<=[^\s(、])[和及与](?=[^\s)])")
_SEMICOLON = re.compile(";")
_ASIDE = re.compile(r"\([^()]*\)")
_NOUN = re.compile(r"[一-鿿]")
_KIND = re.compile(r"[一-鿿]{1,6}")
_STOPS = ",;:。\n"
_EDGE = re.compile(f"[(){_STOPS}]")
_REACH = 160
_NUMERALS = "一二三四五六七八九十"


class _Words(Struct, frozen=True):
    """The patterns that the lexicon's words for enumerations make.

    intro  what stands between a count and its list; first: between a count and 一是 or 1、
    """

    intro: re.Pattern[str]
    first: re.Pattern[str]
    verbs: re.Pattern[str]
    sure: tuple[str, ...]
    open: tuple[str, ...]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    by: dict[str, list[str]] = {"sure": [], "listed": [], "open": [], "verb": []}
    for cue in lexicon.cues:
        if cue.relation == "enumeration":
            by.setdefault(cue.meaning, []).extend(cue.words)
    listed = _any([*by["sure"], *by["listed"]])
    return _Words(
        re.compile(rf"[^,;。:、\n\d]{{0,14}}(?:[:,]?(?:{listed})[:,]?|,[^,;。:、\n\d]{{0,6}}(?:{listed})[:,]?|:)\s*"),
        re.compile(rf"[^;。\n]{{0,40}}?[:。,]?\s*(?:{listed})?[:,]?\s*(?:一是|①|1(?:、|\.(?!\d)))"),
        re.compile(rf"^.*?(?:{_any(by['verb'])})+"),
        tuple(by["sure"]),
        tuple(by["open"]),
    )


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def find_enumerations(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Every count whose things the text lists beside it."""
    words = _words(view.lexicon)
    divided = {listing.whole.index: listing for listing in listings if len(listing.parts) > 1}
    for mention in view.mentions:
        if mention.kind not in ("count", "household", "headcount") or mention.bound != "exact":
            continue
        if mention.value != mention.value.to_integral_value() or not 1 <= mention.value <= _MOST:
            continue
        count = int(mention.value)
        if count == 1:
            # one thing is seldom counted: a list of things of its kind says that the count is wrong
            found = _after(view, mention, count, words)
            sure = found is not None and any(word in found[1] for word in words.sure)
            if found is not None and (sure or _are_of_kind(view, mention, found[0])):
                yield draft("enumeration", [mention], [], cue=found[1], items=found[0], complete=True)
            continue
        found = _after(view, mention, count, words) or _ordinals(view, mention, count, words)
        found = found or _lines(view, mention, count) or bracketed(view, mention, count) or titled(view, mention, count)
        found = found or in_turns(view, mention, count) or with_figures(view, mention, count)
        found = found or classed(view, mention, count, divided)
        if found is not None:
            yield draft("enumeration", [mention], [], cue=found[1], items=found[0], complete=True)
            continue
        found = _before(view, mention, count, words)
        if found is not None:
            full = len(found[0]) == count
            behind = view.mentions[mention.index + 1 : mention.index + 2]
            if not full and any(each.row == (0, len(found[0])) for each in behind):
                # 甲城、乙城、丙城周边9市产值分别为2亿元、7亿元、3亿元: the count is of the last name alone
                continue
            strength: Strength = "stated" if full else "implied"
            yield draft("enumeration", [mention], [], strength=strength, cue=found[1], items=found[0], complete=full)


_Found = tuple[tuple[ListItem, ...], str] | None


def _after(view: View, mention: Mention, count: int, words: _Words) -> _Found:
    """N个：a、b、c, up to the end of the sentence or of its first part."""
    intro = words.intro.match(view.text, mention.end)
    if intro is None or words.first.match(view.text, intro.end()):
        return None
    end = last = view.sentence_end(intro.end())
    semicolon = view.text.find(";", intro.end(), end)
    if semicolon >= 0:
        parted = _parted(view, mention, intro, end)
        if parted is not None:
            return parted
        end = last = semicolon
    following = view.mentions[mention.index + 1] if mention.index + 1 < len(view.mentions) else None
    if following is not None and following.start < end and following.group == mention.group:
        # 建成5处：甲、乙、丙，总投资80万元: the names end at the comma, the figure is of what follows
        comma = view.text.find(",", intro.end(), following.start)
        if (
            not (":" in intro[0] or intro[0].strip(",: ").endswith(words.sure))
            or comma < 0
            or "、" not in view.text[intro.end() : comma]
        ):
            return None
        end = comma
    end = _names_end(view.text, intro.end(), end)
    sure = ":" in intro[0] or any(word in intro[0] for word in words.sure)
    readings = [_leave_tail(view.text, items, count) for items in _cut(view.text, intro.end(), end)]
    if not readings or view.text[intro.end() : readings[0][-1].end].endswith(words.open):
        return None
    cue = intro[0].strip() or ":"
    further = view.text.find(",", end + 1, last)
    if further > 0 and view.text[end] == ",":
        # 分别为上半年甲班、乙班，下半年丙班，共培训9人: names that end alike go on behind a comma
        readings += [each for each in _cut(view.text, intro.end(), further) if _end_alike(each)]
    for items in readings:
        if len(items) == count:
            return tuple(items), cue
    if not sure or (not _names_only(view.text, readings[0]) and (len(readings) > 1 or "," in intro[0])):
        return None
    return tuple(readings[0]), cue


def _parted(view: View, mention: Mention, intro: re.Match[str], end: int) -> _Found:
    """N个：a；b；c。 with a colon before them, and neither a figure nor another list in any of them."""
    start = intro.end()
    following = view.mentions[mention.index + 1 : mention.index + 2]
    if ":" not in intro[0] or "、" in view.text[start:end] or (following and following[0].start < end):
        return None
    items = pieces(view.text, start, end, [each.span() for each in _SEMICOLON.finditer(view.text, start, end)])
    return (tuple(items), intro[0].strip()) if len(items) >= _FEW else None


def _names_end(text: str, start: int, end: int) -> int:
    """Where names between 、 end before a clause behind a comma: 3个：甲、乙、丙，均为公益一类."""
    comma = text.find(",", start, end)
    names = comma > 0 and "、" in text[start:comma] and not set("(为") & set(text[start:comma])
    return comma if names and "、" not in text[comma:end] else end


def _are_of_kind(view: View, mention: Mention, items: Sequence[ListItem]) -> bool:
    """Whether most members end like the noun behind their count: 4个股室：办公室、人事股、财务股."""
    noun = _KIND.match(view.text, mention.end)
    if noun is None or len(items) < _FEW:
        return False
    alike = sum(_ASIDE.sub("", item.text)[-1:] in noun[0] for item in items)
    return 2 * alike >= len(items)


def _names_only(text: str, items: list[ListItem]) -> bool:
    """Whether nothing but 、 stands between the members: a list of names, not of clauses."""
    return all(text[one.end : other.start].strip() == "、" for one, other in pairwise(items))


def _end_alike(items: Sequence[ListItem]) -> bool:
    """Whether all members end with the same character."""
    return len({item.text[-1:] for item in items}) == 1


def _cut(text: str, start: int, end: int) -> list[list[ListItem]]:
    """The ways to read the members: cut at the separators outside parentheses, with and without 和 as one of them."""
    marks: list[tuple[int, int]] = []
    joints: list[tuple[int, int]] = []
    depth = 0
    for match in _SEPARATOR.finditer(text, start, end):
        if match[0] in "()":
            depth += 1 if match[0] == "(" else -1
        elif not depth:
            (marks if match[0] in "、,;" else joints).append(match.span())
    if not marks and not joints:
        return []
    # 和 inside a name (馨和中心) has a single character on one side of it
    edges = sorted([start, *(edge for mark in (*marks, *joints) for edge in mark), end])
    joints = [joint for joint in joints if _apart(edges, joint)]
    # 与 and 及 are part of many words (参与, 涉及): they join members only in a list that 、 has opened
    joints = [joint for joint in joints if marks or text[joint[0]] not in "与及"]
    readings = [pieces(text, start, end, marks)]
    if joints:
        readings.append(pieces(text, start, end, sorted([*marks, joints[-1]])))
        if len(joints) > 1:
            readings.append(pieces(text, start, end, sorted([*marks, *joints])))
    return [items for items in readings if len(items) > 1]


def _apart(edges: list[int], joint: tuple[int, int]) -> bool:
    """Whether two characters or more stand on both sides of a joint."""
    left = edges[max(0, edges.index(joint[0]) - 1)]
    right = edges[min(len(edges) - 1, len(edges) - 1 - edges[::-1].index(joint[1]) + 1)]
    return joint[0] - left > 1 and right - joint[1] > 1


def _leave_tail(text: str, items: list[ListItem], count: int) -> list[ListItem]:
    """The members without what goes on after a comma once the count is full."""
    if len(items) > count:
        boundary = text[items[count - 1].end : items[count].start].strip()
        inner = any(text[a.end : b.start].strip() == "、" for a, b in pairwise(items[:count]))
        if boundary.startswith(",") and (inner or count == 1):
            return items[:count]
    return items


def _ordinals(view: View, mention: Mention, count: int, words: _Words) -> _Found:
    """N类…：一是…；二是…, or 1、… 2、… on the following lines."""
    first = words.first.match(view.text, mention.end)
    if first is None:
        return None
    loose = "。" in first[0] or ("," in first[0] and _AT_ONCE.fullmatch(first[0]) is None)
    end = view.paragraph_end(mention.end)
    below = first.end() > end and ":" in first[0]
    items: list[ListItem] = []
    style = 0
    for match in _ORDINAL.finditer(view.text, mention.end - 1, mention.end + 6000):
        kind = match.lastindex or 0
        at = match.start(kind)
        number = _number(match[kind], kind)
        if style and kind != style:
            continue
        if number == 1 and items:
            break
        if number != len(items) + 1:
            if items:
                break
            continue
        if kind == 1 and at > end and not below:
            break
        style = kind
        items.append(ListItem(view.text[at : match.end()], at, match.end()))
    beside = ":" in first[0] and bool(items) and items[-1].start < end
    if len(items) < 2 or (len(items) != count and (loose or not (style == 1 or beside))):
        return None
    return tuple(items), items[0].text


def _lines(view: View, mention: Mention, count: int) -> _Found:
    """N类…: at the end of a line, and below it a line for each without a label, ended by ；and the last one by 。"""
    end = view.paragraph_end(mention.end)
    if not view.text.endswith(":", 0, end) or end - mention.end > _LONG:
        return None
    items: list[ListItem] = []
    place = view.paragraph_at(mention.start) + 1
    while place < len(view.paragraphs) and len(items) <= _MOST:
        start = view.paragraphs[place]
        line = view.text[start : view.paragraph_end(start)].strip()
        if not line or view.labelled(start):
            return None
        begin = view.text.index(line, start)
        items.append(ListItem(line.rstrip(";。"), begin, begin + len(line.rstrip(";。"))))
        if not line.endswith(";"):
            break
        place += 1
    return (tuple(items), ":") if 1 < len(items) == count else None


def _number(text: str, kind: int) -> int:
    if kind == 2:
        return ord(text) - ord("①") + 1
    if kind == 3:
        return int(text)
    return _NUMERALS.find(text[-1]) + 1 + (10 if len(text) == 2 else 0)


def _before(view: View, mention: Mention, count: int, words: _Words) -> _Found:
    """a、b、c等三类, a、b和c两个: members end where the count begins."""
    text = view.text
    start = _clause_start(text, max(mention.lead, mention.start - _REACH), mention.start)
    listed = text[start : mention.start].rstrip()
    ending = next((word for word in words.open if listed.endswith(word)), "")
    readings = _cut(text, start, start + len(listed) - len(ending))
    chosen = next((items for items in readings if len(items) == count), None)
    if chosen is None and ending:
        # the list may begin in the middle of the clause: 对a、b、c等两类
        chosen = next((items[-count:] for items in readings if len(items) > count), None)
    led = bool(readings) and words.verbs.match(readings[0][0].text) is not None
    if chosen is None and len(readings) == 1 and ending and count - 1 == len(readings[0]) >= _MANY:
        # 甲、乙、丙、丁、戊等6个镇: who names all but one would name that too
        chosen = readings[0]
    if chosen is None and len(readings) == 1 and not ending and (len(readings[0]) > 2 or (led and count == _FEW)):
        items = readings[0]
        short = all(len(item.text) <= _SHORT for item in items)
        slip = (
            short if abs(len(items) - count) == 1 else len(items) > 2 and all(len(item.text) <= _LONG for item in items)
        )
        # 建成甲路、乙路、丙路4条 may count more than it names; 甲、乙、丙4个机构 may not
        slip = slip and _NOUN.match(text, mention.end) is not None
        chosen = items if slip else None
    if chosen is None:
        return None
    first = chosen[0]
    cut = words.verbs.match(first.text)
    if cut is not None and 0 < cut.end() < len(first.text) - 1:
        chosen[0] = ListItem(first.text[cut.end() :], first.start + cut.end(), first.end)
    return tuple(chosen), ending or text[mention.start : mention.end]


def _clause_start(text: str, start: int, end: int) -> int:
    """Where the clause begins that ends at `end`, no earlier than `start`; parentheses inside it are passed over."""
    depth = 0
    for edge in reversed([*_EDGE.finditer(text, start, end)]):
        depth += (edge[0] == ")") - (edge[0] == "(")
        if depth < 0 or (not depth and edge[0] in _STOPS):
            return edge.end()
    return start
