"""How the view of a report is made: where figures stand, and which cues lead to them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Direction, Quantity
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.cues import Cues, compile_cues, find_cues
from reportminer.relate.roles import BASIS_BESIDE, DIRECTIONS, LIST_LEAD, role_of

_STOPS = re.compile(r"[()。!?\n]")
_LAST_STOP = re.compile(r".*[,;:。()!?\n]", re.S)
_UNIT_ASIDE = re.compile(r"\([^()]*\)")
_MILESTONE = "大关"
"""behind what a figure has passed, which is no figure to reckon with: 1016人，首次突破千人大关，比上年增加243人"""
_GOES_ON = re.compile("[,。;:] ?[\u4e00-\u9fff]")


class _Layout(Struct, frozen=True):
    """Where paragraphs and sentences begin, and parentheses: their parents, where they open, which holds from where."""

    paragraphs: Sequence[int]
    sentences: Sequence[int]
    parents: Sequence[int]
    opens: Sequence[int]
    places: Sequence[int]
    groups: Sequence[int]

    def group_at(self, at: int) -> int:
        """The number of the innermost parenthesis that holds a place."""
        return self.groups[bisect_right(self.places, at) - 1]


def view(analysis: Analysis, lexicon: Lexicon) -> View:
    """The view of all figures outside tables and of those in cells that hold sentences, in text order.

    Such a cell is a paragraph of its own.
    """
    text = analysis.plain or analysis.document.text
    cells = _cells_of_prose(analysis, text)
    layout = _layout(text, cells)
    figures = _figures(analysis, text, cells)
    marks = _find_marks(text, layout.sentences, figures, compile_cues(lexicon))
    starts = [mark.start for mark in marks]
    mentions: list[Mention] = []
    for quantity in figures:
        mentions.append(_mention(text, quantity, layout, mentions, marks, starts))
    done = _with_rows(text, mentions)
    by_sentence: dict[int, list[Mention]] = {}
    for mention in done:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    return View(
        text,
        done,
        tuple(marks),
        tuple(starts),
        tuple(layout.parents),
        tuple(layout.opens),
        tuple(layout.paragraphs),
        tuple(layout.sentences),
        by_sentence,
        frozenset(mark.meaning for mark in marks),
        lexicon,
    )


def _layout(text: str, cells: Sequence[tuple[int, int]]) -> _Layout:
    """Paragraphs, sentences and parentheses; none of these goes over the end of its line, or of a cell of prose."""
    parents, opens, places, groups, sentences, paragraphs = [0], [-1], [0], [0], [0], [0]
    group = 0
    for match in _STOPS.finditer(text):
        char, place, before = match[0], match.start(), group
        if char == "(":
            parents.append(group)
            opens.append(place)
            group = len(parents) - 1
        elif char == ")":
            group = parents[group]
        elif char == "\n":
            paragraphs.append(place + 1)
            sentences.append(place + 1)
            group = 0
        elif not group:
            sentences.append(place + 1)
        if group != before:
            places.append(place)
            groups.append(group)
    if cells:
        bounds = {edge for start, end in cells for edge in (start, end + 1)}
        paragraphs, sentences = sorted(bounds.union(paragraphs)), sorted(bounds.union(sentences))
    return _Layout(paragraphs, sentences, parents, opens, places, groups)


def _figures(analysis: Analysis, text: str, cells: Sequence[tuple[int, int]]) -> list[Quantity]:
    """The figures of running text and of cells of prose, in text order."""
    starts = [start for start, _ in cells]
    told = (each for each in analysis.quantities if each.table is None or _inside(each, cells, starts))
    own = (each for each in told if not each.malformed and not text.startswith(_MILESTONE, each.end))
    return sorted(own, key=lambda each: each.core_start)


def _mention(
    text: str,
    quantity: Quantity,
    layout: _Layout,
    mentions: Sequence[Mention],
    marks: Sequence[Mark],
    starts: Sequence[int],
) -> Mention:
    """A figure in its place, behind the `mentions` of the figures before it.

    marks  the cues of the text, starts: where they begin
    """
    at = quantity.core_start
    paragraph = bisect_right(layout.paragraphs, at) - 1
    before = mentions[-1] if mentions else None
    lead = max(before.end, layout.paragraphs[paragraph]) if before else layout.paragraphs[paragraph]
    stop = _LAST_STOP.match(text, lead, at)
    clause = stop.end() if stop is not None else lead
    near = tuple(marks[bisect_left(starts, lead) : bisect_left(starts, at)])
    inside = layout.group_at(at)
    if before is not None and before.group and lead == before.end and before.group != inside:
        around = _around(mentions, inside, layout, layout.paragraphs[paragraph])
        near = (*marks[bisect_left(starts, around[0]) : bisect_left(starts, around[1])], *near)
    role, direction, basis = role_of(text, quantity, near, clause, lead, before)
    return Mention(
        len(mentions),
        quantity,
        paragraph,
        bisect_right(layout.sentences, at) - 1,
        _group(text, quantity, near, layout.parents, inside),
        lead,
        clause,
        near,
        role,
        direction,
        basis,
        quantity.value,
        # 26台(套) are 台, 80人(家)次 are 人次
        _UNIT_ASIDE.sub("", quantity.unit) if quantity.unit else None,
        at,
        quantity.core_end,
        max(lead, clause),
        quantity.id,
        quantity.kind,
        quantity.bound,
        quantity.item,
        quantity.text,
        quantity.period,
        quantity.section,
        quantity.low,
        quantity.high,
        quantity.step,
    )


def _cells_of_prose(analysis: Analysis, text: str) -> list[tuple[int, int]]:
    """The cells that hold several figures and a clause that goes on, as in the forms of self-evaluations."""
    held = [each for each in analysis.quantities if each.table is not None]
    counts = Counter((each.table, each.row, each.column) for each in held)
    several = {place for place, count in counts.items() if count > 1}
    if not several:
        return []
    blocks = (each for each in analysis.document.blocks if each.kind == "cell")
    return [
        (each.start, each.end)
        for each in blocks
        if (each.table, each.row, each.column) in several and _GOES_ON.search(text, each.start, each.end)
    ]


def _inside(quantity: Quantity, cells: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    place = bisect_right(starts, quantity.core_start) - 1
    return place >= 0 and quantity.core_end <= cells[place][1]


def _around(mentions: Sequence[Mention], group: int, layout: _Layout, start: int) -> tuple[int, int]:
    """The words from `start` or the last figure outside the brackets just closed to these: 其中重刑(5年以上)8人."""
    outer = {group}
    while group:
        group = layout.parents[group]
        outer.add(group)
    closed = 0
    for mention in reversed(mentions):
        if mention.group in outer or mention.start < start:
            start = max(start, mention.end)
            break
        closed = mention.group
    while layout.parents[closed] not in outer:
        closed = layout.parents[closed]
    return start, max(start, layout.opens[closed])


def _group(text: str, quantity: Quantity, marks: tuple[Mark, ...], parents: Sequence[int], group: int) -> int:
    """The parenthesis of a figure; one that holds a budget and nothing else counts as none: 完成预算（8万元）的90%."""
    alone = group and text[quantity.core_start - 1] == "(" and text[quantity.core_end : quantity.core_end + 1] == ")"
    beside = alone and marks and marks[-1].end == quantity.core_start - 1 and marks[-1].meaning in BASIS_BESIDE
    return parents[group] if beside else group


def _find_marks(text: str, sentences: Sequence[int], figures: Sequence[Quantity], cues: Cues) -> list[Mark]:
    """The cues of every sentence that holds a figure or leads to a list with a colon at its end; no others count."""
    wanted = {bisect_right(sentences, quantity.core_start) - 1 for quantity in figures}
    bounds = [*sentences[1:], len(text) + 1]
    wanted.update(number for number, end in enumerate(bounds) if text[end - 2 : end - 1] == ":")
    marks: list[Mark] = []
    for number in sorted(wanted):
        marks.extend(Mark(*found) for found in find_cues(text, sentences[number], bounds[number] - 1, cues))
    return marks


def _with_rows(text: str, mentions: list[Mention]) -> tuple[Mention, ...]:
    """The mentions, each run of like figures in a bare list marked with place and length."""
    done: list[Mention] = []
    run: list[Mention] = []
    for mention in (*mentions, None):
        if (
            mention is not None
            and run
            and mention.lead == run[-1].end
            and mention.kind == run[-1].kind
            and LIST_LEAD.match(text, mention.lead, mention.start)
        ):
            run.append(mention)
            continue
        several = len(run) > 1
        done.extend(replace(each, row=(place, len(run))) if several else each for place, each in enumerate(run))
        run = [mention] if mention is not None else []
    for place, mention in enumerate(done):
        if mention.role == "whole" and place and done[place - 1].role == "level":
            done[place - 1] = replace(done[place - 1], role="base")
        if mention.marks and mention.direction is None and place and mention.mark("change.turn") is not None:
            direction = _way(done[place - 1], mention)
            done[place] = replace(mention, direction=direction) if direction is not None else mention
    return tuple(done)


def _way(before: Mention, mention: Mention) -> Direction | None:
    """Which way the figure right before a change without direction went: 减少8万元，变动幅度5%."""
    if before.sentence != mention.sentence or mention.role not in ("change", "rate") or mention.value < 0:
        return None
    mark = before.mark("change.up", "change.down")
    return DIRECTIONS.get(mark.meaning) if mark is not None else None
