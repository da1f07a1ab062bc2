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
_SEPARATOR = re.compile(r"[、,;()]|以及|(?<=[^\s(])[和及与](?=[^\s)])")
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
    sure = ":" in intro[0] or "分别" in intro[0]
    readings = [_leave_tail(view.text, items, count) for items in _cut(view.text, intro.end(), end)]
    if not readings or view.text[intro.end() : readings[0][-1].end].endswith("等"):
        return None
    for items in readings:
        if len(items) == count:
            return tuple(items), intro[0].strip() or ":"
    if not sure or len(readings) > 1 or len(readings[0]) < 2 or any(len(item.text) > 16 for item in readings[0]):
        return None
    return tuple(readings[0]), intro[0].strip() or ":"


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
    readings = [_pieces(text, start, end, marks)]
    if joints:
        readings.append(_pieces(text, start, end, sorted([*marks, joints[-1]])))
        if len(joints) > 1:
            readings.append(_pieces(text, start, end, sorted([*marks, *joints])))
    return [items for items in readings if len(items) > 1]


def _pieces(text: str, start: int, end: int, cuts: list[tuple[int, int]]) -> list[ListItem]:
    items = []
    for left, right in zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True):
        inner = text[left:right].strip()
        if inner:
            begin = text.index(inner, left)
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


def _ordinals(view: View, mention: Mention, count: int) -> tuple[tuple[ListItem, ...], str] | None:
    """N类…：一是…；二是…, or 1、… 2、… on the following lines."""
    first = _FIRST.match(view.text, mention.end)
    if first is None:
        return None
    loose = "。" in first[0] or "," in first[0]
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
    if len(items) < 2 or len(items) != count and (style != 1 or loose):
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
