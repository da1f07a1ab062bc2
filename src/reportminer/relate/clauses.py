"""A cheap view of a report for relating: its figures with their sentence, clause, parenthesis and cues."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Direction, Quantity
from reportminer.relate.cues import Cues, compile_cues, find_cues

_STOPS = re.compile(r"[()。!?\n]")
_LAST_STOP = re.compile(r".*[,;:。()!?\n]", re.S)
_COUNTABLE = frozenset({"amount", "headcount", "household", "count", "measure", "score"})
_TO = re.compile(r"[到至]")
_LIST_LEAD = re.compile(r"[、,和及与以\s]*\Z")
_LABEL = re.compile(
    r"\s*(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)、]|\.(?!\d))|[①-⑳]|[一二三四五六七八九十]是)"
)


class Mark(Struct, frozen=True, gc=False):
    """A cue word found in the text: `meaning` is its family and sense, "sum.parts"."""

    start: int
    end: int
    meaning: str
    word: str


class Mention(Struct, frozen=True, gc=False):
    """A figure in its place in the discourse.

    group      number of the innermost parenthesis that holds it; 0 outside any
    lead       where the words that lead to it begin: the end of the figure before, or the start of its paragraph
    clause     where its clause begins (after , ; : 。 or a parenthesis)
    marks      the cues between `lead` and the figure
    role       level | change | rate | share | done | per | other; ratio: of two figures before it (合格率98%);
               whole: share of the figure right before it (占总额100万元的30%), which is its base
    basis      "budget", "actual", "prior" or "" as the words before it say
    start      of its core, as end; words_start: where the words of its own clause that lead to it begin
    row        its place in a run of figures with nothing but 、 or 和 between them, and the length of that run
    """

    index: int
    quantity: Quantity
    paragraph: int
    sentence: int
    group: int
    lead: int
    clause: int
    marks: tuple[Mark, ...]
    role: str
    direction: Direction | None
    basis: str
    value: Decimal
    unit: str | None
    start: int
    end: int
    words_start: int
    row: tuple[int, int] = (0, 1)

    def mark(self, *meanings: str) -> Mark | None:
        """The last cue before the figure with one of these meanings."""
        for mark in reversed(self.marks):
            if mark.meaning in meanings:
                return mark
        return None


class View(Struct, frozen=True):
    """The figures of running text in order, and the structure of that text.

    parents   for each parenthesis number the number of the one around it; opens: where it opens
    meanings  what any cue of the text means; by_sentence: the figures of each sentence that has any
    """

    text: str
    mentions: tuple[Mention, ...]
    marks: tuple[Mark, ...]
    mark_starts: tuple[int, ...]
    parents: tuple[int, ...]
    opens: tuple[int, ...]
    paragraphs: tuple[int, ...]
    sentences: tuple[int, ...]
    by_sentence: dict[int, list[Mention]]
    meanings: frozenset[str]

    def first_from(self, offset: int) -> int:
        """The place of the first figure that begins at `offset` or behind it; their number where there is none."""
        return bisect_left(self.mentions, offset, key=lambda mention: mention.start)

    def marked(self, *meanings: str) -> Iterator[tuple[Mention, Mark]]:
        """The figures that a cue with one of these meanings leads to, each with the last such cue before it."""
        if not self.meanings.isdisjoint(meanings):
            for mention in self.mentions:
                mark = mention.mark(*meanings) if mention.marks else None
                if mark is not None:
                    yield mention, mark

    def words_of(self, mention: Mention) -> str:
        """The words of its own clause that lead to a figure."""
        return self.text[mention.words_start : mention.start]

    def marks_between(self, start: int, end: int) -> tuple[Mark, ...]:
        """The cues that begin in `start:end`."""
        return self.marks[bisect_left(self.mark_starts, start) : bisect_left(self.mark_starts, end)]

    def sentence_end(self, offset: int) -> int:
        """Where the sentence that holds `offset` ends."""
        place = bisect_right(self.sentences, offset)
        return self.sentences[place] - 1 if place < len(self.sentences) else len(self.text)

    def paragraph_end(self, offset: int) -> int:
        """Where the paragraph that holds `offset` ends."""
        place = bisect_right(self.paragraphs, offset)
        return self.paragraphs[place] - 1 if place < len(self.paragraphs) else len(self.text)

    def paragraph_start(self, offset: int) -> int:
        """Where the paragraph that holds `offset` begins."""
        return self.paragraphs[bisect_right(self.paragraphs, offset) - 1]

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds `offset`."""
        return bisect_right(self.paragraphs, offset) - 1

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds `offset`."""
        return bisect_right(self.sentences, offset) - 1

    def labelled(self, offset: int) -> bool:
        """Whether a list label such as 1、 or 一是 stands at `offset`."""
        return _LABEL.match(self.text, offset) is not None

    def after_label(self, offset: int) -> int:
        """Where the text goes on behind the list label at `offset`; `offset` itself where there is none."""
        match = _LABEL.match(self.text, offset)
        return match.end() if match is not None else offset


def view(analysis: Analysis, lexicon: Lexicon) -> View:
    """The view of all figures outside tables, in text order."""
    text = analysis.plain or analysis.document.text
    parents, opens, group_at, sentences, paragraphs = [0], [-1], [(0, 0)], [0], [0]
    group = 0
    for match in _STOPS.finditer(text):
        char, place = match[0], match.start()
        if char == "(":
            parents.append(group)
            opens.append(place)
            group = len(parents) - 1
            group_at.append((place, group))
        elif char == ")":
            if group:
                group = parents[group]
                group_at.append((place, group))
        elif char == "\n":
            paragraphs.append(place + 1)
            sentences.append(place + 1)
            if group:
                group = 0
                group_at.append((place, 0))
        elif char in "。!?" and not group:
            sentences.append(place + 1)
    figures = sorted(
        (each for each in analysis.quantities if each.table is None and not each.malformed),
        key=lambda each: each.core_start,
    )
    marks = _find_marks(text, sentences, figures, compile_cues(lexicon))
    starts = [mark.start for mark in marks]
    places = [place for place, _ in group_at]
    mentions: list[Mention] = []
    for quantity in figures:
        at = quantity.core_start
        paragraph = bisect_right(paragraphs, at) - 1
        before = mentions[-1] if mentions else None
        lead = max(before.end, paragraphs[paragraph]) if before else paragraphs[paragraph]
        stop = _LAST_STOP.match(text, lead, at)
        clause = stop.end() if stop is not None else lead
        near = tuple(marks[bisect_left(starts, lead) : bisect_left(starts, at)])
        inside = group_at[bisect_right(places, at) - 1][1]
        if before is not None and before.group and lead == before.end and before.group != inside:
            around = _around(mentions, inside, parents, opens, paragraphs[paragraph])
            near = (*marks[bisect_left(starts, around[0]) : bisect_left(starts, around[1])], *near)
        role, direction, basis = _read(text, quantity, near, clause, lead, before)
        mentions.append(
            Mention(
                len(mentions),
                quantity,
                paragraph,
                bisect_right(sentences, at) - 1,
                _group(text, quantity, near, parents, inside),
                lead,
                clause,
                near,
                role,
                direction,
                basis,
                quantity.value,
                quantity.unit,
                at,
                quantity.core_end,
                max(lead, clause),
            )
        )
    done = _with_rows(text, mentions)
    return View(
        text,
        done,
        tuple(marks),
        tuple(starts),
        tuple(parents),
        tuple(opens),
        tuple(paragraphs),
        tuple(sentences),
        {number: list(found) for number, found in groupby(done, key=attrgetter("sentence"))},
        frozenset(mark.meaning for mark in marks),
    )


def _around(
    mentions: Sequence[Mention], group: int, parents: Sequence[int], opens: Sequence[int], start: int
) -> tuple[int, int]:
    """The words from `start` or the last figure outside the brackets just closed to these: 其中重刑(5年以上)8人."""
    outer = {group}
    while group:
        group = parents[group]
        outer.add(group)
    closed = 0
    for mention in reversed(mentions):
        if mention.group in outer or mention.start < start:
            start = max(start, mention.end)
            break
        closed = mention.group
    while parents[closed] not in outer:
        closed = parents[closed]
    return start, max(start, opens[closed])


def _group(text: str, quantity: Quantity, marks: tuple[Mark, ...], parents: list[int], group: int) -> int:
    """The parenthesis of a figure; one that holds a budget and nothing else counts as none: 完成预算（8万元）的90%."""
    alone = group and text[quantity.core_start - 1] == "(" and text[quantity.core_end : quantity.core_end + 1] == ")"
    beside = alone and marks and marks[-1].end == quantity.core_start - 1 and marks[-1].meaning in _BASIS_BESIDE
    return parents[group] if beside else group


def _find_marks(text: str, sentences: list[int], figures: list[Quantity], cues: Cues) -> list[Mark]:
    """The cues of every sentence that holds a figure or leads to a list with a colon at its end; no others count."""
    wanted = {bisect_right(sentences, quantity.core_start) - 1 for quantity in figures}
    bounds = [*sentences[1:], len(text) + 1]
    wanted.update(number for number, end in enumerate(bounds) if text[end - 2 : end - 1] == ":")
    stretches = [(sentences[number], bounds[number] - 1) for number in sorted(wanted)]
    return [Mark(*found) for stretch in stretches for found in find_cues(text, *stretch, cues)]


def _with_rows(text: str, mentions: list[Mention]) -> tuple[Mention, ...]:
    """The mentions, each run of like figures in a bare list marked with place and length."""
    done: list[Mention] = []
    run: list[Mention] = []
    for mention in (*mentions, None):
        if (
            mention is not None
            and run
            and mention.lead == run[-1].end
            and mention.quantity.kind == run[-1].quantity.kind
            and _LIST_LEAD.match(text, mention.lead, mention.start)
        ):
            run.append(mention)
            continue
        size = len(run)
        done.extend(run if size < 2 else (replace(each, row=(place, size)) for place, each in enumerate(run)))
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
    return _DIRECTIONS.get(mark.meaning) if mark is not None else None


_ADJACENT = re.compile(r"[了约近为达共计各均超过不足多\s]*\Z")
_SHARES = ("share.of", "share.done", "share.ratio")
_RATIO = re.compile(r"率(?:分别)?[为达约到是]*\s*\Z")
_BREAKS = frozenset(",;。")
_BESIDE = 6
_RUNS_ON = re.compile("[\u4e00-\u9fff]")
"""a noun right after a limit, which then only says which things are meant (亿元以上工业项目)"""
_DIRECTIONS: dict[str, Direction] = {"change.up": "up", "change.down": "down"}
_BASIS_BESIDE = {
    "basis.prior": "prior",
    "change.against": "prior",
    "change.against_budget": "budget",
    "share.done": "budget",
}
_PERCENT = ("change.up", "change.down", "change.turn", "share.of", "share.done", "share.ratio")
_TURNS = ("change.up", "change.down", "change.turn")


def _read(
    text: str, quantity: Quantity, marks: tuple[Mark, ...], clause: int, lead: int, before: Mention | None
) -> tuple[str, Direction | None, str]:
    """Role, direction and basis of a figure, from the cues before it, else from what was found with it."""
    at = quantity.core_start
    follows = before is not None and lead == before.end and _LIST_LEAD.match(text, lead, at) is not None
    if quantity.kind in ("percentage", "percentage_point"):
        if (
            before is not None
            and lead == before.end
            and text[lead:at].strip(") ") == "的"
            and before.quantity.kind != quantity.kind
        ):
            shared = any(each.meaning in _SHARES for each in before.marks)
            return ("whole", None, "") if shared else (*_found_role(quantity), "")
        if follows and before is not None and before.quantity.kind == quantity.kind:
            return before.role, before.direction, before.basis
        basis = _basis(text, quantity, marks)
        for mark in reversed(marks):
            if mark.meaning in _PERCENT and (mark.start >= clause or not _RATIO.search(text, clause, at)):
                if mark.meaning.startswith("change") and _TO.match(text, mark.end):
                    return "other", None, basis
                return (*_percent_role(mark), basis)
        if _RATIO.search(text, clause, at):
            return "ratio", None, basis
        return (*_found_role(quantity), basis)
    if quantity.kind not in _COUNTABLE:
        turn = next((mark for mark in reversed(marks) if mark.meaning in _TURNS and mark.start >= clause), None)
        if quantity.kind == "duration" and turn is not None and _ADJACENT.match(text[turn.end : at]):
            return "change", _DIRECTIONS.get(turn.meaning), ""
        return "other", None, ""
    basis = _basis(text, quantity, marks) if marks else ""
    if quantity.kind == "amount" and quantity.bound in ("at_least", "at_most") and _RUNS_ON.match(text, quantity.end):
        return "other", None, basis
    if quantity.role == "per_unit" and quantity.kind == "amount" and not _is_what_it_makes(text, before, lead, at):
        return "per", None, basis
    change = next((mark for mark in reversed(marks) if mark.meaning in _TURNS), None) if marks else None
    if change is not None and change.start >= clause:
        gap = text[change.end : at]
        if not _TO.search(gap) and (_ADJACENT.match(gap) or (quantity.kind == "amount" and len(gap) <= 12)):
            return "change", _DIRECTIONS.get(change.meaning), basis
        return "level", None, basis
    beside = before is not None and before.end == at
    if before is not None and before.role == "change" and (beside or (follows and before.unit == quantity.unit)):
        # 净减8户17人: the two measures of one change stand side by side
        return "change", before.direction, basis
    if marks and any(mark.meaning.startswith("product.per") and mark.start >= clause for mark in marks):
        return "per", None, basis
    return "level", None, basis


def _is_what_it_makes(text: str, before: Mention | None, lead: int, at: int) -> bool:
    """Whether a figure stands right behind a standard as what it comes to: 单价8.5元，105.4万元."""
    standard = before is not None and before.role == "per" and before.end == lead
    return standard and text[lead:at].strip() == ","


def _percent_role(mark: Mark) -> tuple[str, Direction | None]:
    if mark.meaning.startswith("change"):
        return "rate", _DIRECTIONS.get(mark.meaning)
    if mark.meaning == "share.ratio":
        return "ratio", None
    return ("done" if mark.meaning == "share.done" else "share"), None


def _found_role(quantity: Quantity) -> tuple[str, Direction | None]:
    if quantity.role == "rate" or quantity.direction in ("up", "down"):
        return "rate", quantity.direction
    return ("share" if quantity.role == "share" else "other"), None


def _basis(text: str, quantity: Quantity, marks: tuple[Mark, ...]) -> str:
    """Which of 预算, 决算, 上年 the words before the figure speak of; the last one counts."""
    for mark in reversed(marks):
        if mark.meaning == "basis.budget":
            return "budget"
        if mark.meaning == "basis.actual":
            # 上年决算8万元
            last = any(each.meaning == "basis.prior" and each.end == mark.start for each in marks)
            return "prior" if last else "actual"
        if mark.meaning in _BASIS_BESIDE:
            gap = text[mark.end : quantity.core_start]
            if len(gap) <= _BESIDE and not _BREAKS & set(gap):
                return _BASIS_BESIDE[mark.meaning]
    return ""
