"""Counted lists: N个：a、b、c; N类：一是…二是…; a、b、c等三类; a、b和c两个."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.model import ListItem, Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View

_MOST = 30
_INTRO = re.compile(r"[^,;。:、\n\d]{0,14}(?:[:,]?(?:分别是|分别为|包括|即|具体是|具体为|为)[:,]?|:)\s*")
_ORDINAL = re.compile(r"(?<=[:。;,\s])(?:([一二三四五六七八九十]{1,2})是|([①-⑳])|(\d{1,2})(?:、|\.(?!\d)))")
_FIRST = re.compile(r"[^;。\n]{0,40}?[:。,]?\s*(?:其中|分别是|分别为|具体是|具体为|包括)?[:,]?\s*(?:一是|①|1(?:、|\.(?!\d)))")
_SPLIT = re.compile(r"[、,;]|以及|(?<=[^\s(])[和及与](?=[^\s)])")
_STRONG = re.compile(r"[、;]")
_VERBS = re.compile(r"^(?:.*?(?:设立|设有|设|建立|组建|成立|开展|举办|包括|申报|对|为|在|把|将|按照|按|有|了|于))?")
_NUMERALS = "一二三四五六七八九十"


def find_enumerations(view: View) -> Iterator[Relation]:
    """Every count whose things the text lists beside it."""
    for mention in view.mentions:
        quantity = mention.quantity
        if quantity.kind not in ("count", "household", "headcount") or quantity.bound != "exact":
            continue
        if quantity.value != quantity.value.to_integral_value() or not 2 <= quantity.value <= _MOST:
            continue
        count = int(quantity.value)
        found = _after(view, mention, count) or _ordinals(view, mention, count) or _before(view, mention, count)
        if found is not None:
            items, cue = found
            yield draft("enumeration", [mention], [], cue=cue, items=items, complete=True)


def _after(view: View, mention: Mention, count: int) -> tuple[tuple[ListItem, ...], str] | None:
    """N个：a、b、c, up to the end of the sentence or of its first part."""
    intro = _INTRO.match(view.text, mention.end)
    if intro is None or _FIRST.match(view.text, intro.end()):
        return None
    end = view.sentence_end(intro.end())
    semicolon = view.text.find(";", intro.end(), end)
    if 0 <= semicolon:
        end = semicolon
    following = view.mentions[mention.index + 1] if mention.index + 1 < len(view.mentions) else None
    if following is not None and following.start < end and following.group == mention.group:
        return None
    items = _cut(view.text, intro.end(), end)
    if len(items) < 2:
        return None
    items = _leave_tail(view.text, items, count)
    if view.text[intro.end() : items[-1].end].endswith("等") or len(items) != count and _unsure(items):
        return None
    return tuple(items), intro[0].strip() or ":"


def _cut(text: str, start: int, end: int) -> list[ListItem]:
    """The members between the separators, parentheses left whole; 、 alone separates where it is used."""
    depth = 0
    cuts = [start]
    pattern = _SPLIT if "、" not in text[start:end] else re.compile(r"[、;,]|(?<=[^\s(])[和及](?=[^\s)、]{2,16}\Z)")
    spans = [match.span() for match in pattern.finditer(text[:end], start)]
    marks = {place for span in spans for place in [span[0]]}
    ends = dict(spans)
    for place in range(start, end):
        char = text[place]
        depth += (char == "(") - (char == ")")
        if not depth and place in marks:
            cuts.extend((place, ends[place]))
    cuts.append(end)
    items = []
    for left, right in zip(cuts[::2], cuts[1::2], strict=True):
        piece = text[left:right]
        inner = piece.strip()
        if inner:
            begin = left + piece.index(inner)
            items.append(ListItem(inner, begin, begin + len(inner)))
    return items


def _leave_tail(text: str, items: list[ListItem], count: int) -> list[ListItem]:
    """The members without what goes on after a comma once the count is full."""
    if len(items) > count:
        boundary = text[items[count - 1].end : items[count].start].strip()
        inner = any(text[a.end : b.start].strip() == "、" for a, b in zip(items[:count], items[1:count], strict=False))
        if boundary.startswith(",") and (inner or count == 1):
            return items[:count]
    return items


def _unsure(items: list[ListItem]) -> bool:
    """Whether the members are so long or few that a cut may have been wrong."""
    return any(len(item.text) > 24 for item in items)


def _ordinals(view: View, mention: Mention, count: int) -> tuple[tuple[ListItem, ...], str] | None:
    """N类…：一是…；二是…, or 1、… 2、… on the following lines."""
    if _FIRST.match(view.text, mention.end) is None:
        return None
    end = view.paragraph_end(mention.end)
    items: list[ListItem] = []
    style = 0
    for match in _ORDINAL.finditer(view.text, mention.end, min(len(view.text), mention.end + 6000)):
        kind = match.lastindex or 0
        number = _number(match[kind], kind)
        if style and kind != style:
            continue
        if number == 1 and items:
            break
        if number != len(items) + 1:
            if items:
                break
            continue
        if kind == 1 and match.start() > end:
            break
        style = kind
        items.append(ListItem(view.text[match.start() : match.end()], match.start(), match.end()))
    if len(items) < 2 or len(items) != count and style != 1:
        return None
    return tuple(items), items[0].text


def _number(text: str, kind: int) -> int:
    if kind == 2:
        return ord(text) - ord("①") + 1
    if kind == 3:
        return int(text)
    return _NUMERALS.find(text[-1]) + 1 + (10 if len(text) == 2 else 0)


def _before(view: View, mention: Mention, count: int) -> tuple[tuple[ListItem, ...], str] | None:
    """a、b、c等三类, a、b和c两个: members end where the count begins."""
    text = view.text
    start = _clause_start(text, mention.start)
    end = mention.start
    cue = ""
    opened = text[start:end].rstrip()
    if opened.endswith("等"):
        cue = "等"
        end = start + len(opened) - 1
    elif text[end - 1 : end] in "有共为设立第到近约达" or not text[start:end].strip():
        return None
    if mention.lead > start:
        start = mention.lead
    items = _cut_before(text, start, end)
    if len(items) < 2 or len(items) < count:
        return None
    if len(items) > count:
        if count > 1 and _STRONG.search(text[items[-count].start : end]) and cue:
            items = items[-count:]
        else:
            return None
    first = items[0]
    cut = _VERBS.match(first.text)
    if cut is not None and 0 < cut.end() < len(first.text) - 1:
        items[0] = ListItem(first.text[cut.end() :], first.start + cut.end(), first.end)
    return tuple(items), cue or text[mention.start : mention.end]


def _clause_start(text: str, end: int) -> int:
    """Where the clause begins that ends at `end`; parentheses inside it are passed over."""
    depth = 0
    for place in range(end - 1, max(0, end - 160) - 1, -1):
        char = text[place]
        depth += (char == ")") - (char == "(")
        if depth < 0 or not depth and char in ",;:。\n":
            return place + 1
    return max(0, end - 160)


def _cut_before(text: str, start: int, end: int) -> list[ListItem]:
    pieces = []
    place = start
    depth = 0
    separators = {match.start(): match.end() for match in re.compile(r"、|以及|和|及").finditer(text, start, end)}
    for at in range(start, end):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth and at in separators and at >= place:
            pieces.append((place, at))
            place = separators[at]
    pieces.append((place, end))
    return [ListItem(text[left:right], left, right) for left, right in pieces if text[left:right].strip()]
