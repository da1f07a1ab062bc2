"""How the view of a report is made: where figures stand, which cues lead to them, and what role these give them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Direction, Quantity
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.cues import Cues, compile_cues, find_cues

_STOPS = re.compile(r"[()。!?\n]")
_LAST_STOP = re.compile(r".*[,;:。()!?\n]", re.S)
_COUNTABLE = frozenset({"amount", "headcount", "household", "count", "measure", "score"})
_TO = re.compile(r"[到至]")
_MILESTONE = "大关"
"""behind what a figure has passed, which is no figure to reckon with: 1016人，首次突破千人大关，比上年增加243人"""
_GOES_ON = re.compile("[,。;:] ?[\u4e00-\u9fff]")
_LIST_LEAD = re.compile(r"[、,和及与以\s]*\Z")


def view(analysis: Analysis, lexicon: Lexicon) -> View:
    """The view of all figures outside tables and of those in cells that hold sentences, in text order.

    Such a cell is a paragraph of its own.
    """
    text = analysis.plain or analysis.document.text
    cells = _cells_of_prose(analysis, text)
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
    if cells:
        bounds = {edge for start, end in cells for edge in (start, end + 1)}
        paragraphs = sorted(bounds.union(paragraphs))
        sentences = sorted(bounds.union(sentences))
    cell_starts = [start for start, _ in cells]
    told = (
        each
        for each in analysis.quantities
        if not each.malformed and (each.table is None or _inside(each, cells, cell_starts))
    )
    figures = sorted(
        (each for each in told if not text.startswith(_MILESTONE, each.end)), key=lambda each: each.core_start
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
                # 26台(套) are 台
                quantity.unit.partition("(")[0] if quantity.unit else None,
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
        )
    done = _with_rows(text, mentions)
    by_sentence: dict[int, list[Mention]] = {}
    for mention in done:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    return View(
        text,
        done,
        tuple(marks),
        tuple(starts),
        tuple(parents),
        tuple(opens),
        tuple(paragraphs),
        tuple(sentences),
        by_sentence,
        frozenset(mark.meaning for mark in marks),
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
            and _LIST_LEAD.match(text, mention.lead, mention.start)
        ):
            run.append(mention)
            continue
        done.extend(replace(each, row=(place, len(run))) for place, each in enumerate(run)) if len(
            run
        ) > 1 else done.extend(run)
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
_THINGS = re.compile(r"[一-鿿]{1,4}的")
_BREAKS = frozenset(",;。")
_MAKES = re.compile("、|月[发支补]放?助?")
_NUMERALS = "0123456789.,， "
_OF = re.compile(r"[) ]*(?:[一-鿿]{0,2}(?:目标|任务|计划|指标){1,2}[数值]?)?的 *")
_IS = re.compile(r"\s*(?:是|为|达到|相当于|完成)")
"""begins the clause of what a share is of: 5610人，是目标5500人的102%"""
_NEGATED = ("未", "没有", "不")
_ENDS = re.compile(r"[,;。、()]|\Z")
_BESIDE = 6
_QUOTED = ("”", "》")
"""what ends a title that speaks of budgets: 《关于预算》"""
_RUNS_ON = re.compile("[\u4e00-\u9fff]")
"""a noun right after a limit, which then only says which things are meant (亿元以上工业项目)"""
_DIRECTIONS: dict[str, Direction] = {"change.up": "up", "change.down": "down"}
_COMPARED = ("basis.prior", "change.against")
_BASIS_BESIDE = {
    "basis.prior": "prior",
    "change.against": "prior",
    "change.against_budget": "budget",
    "share.done": "budget",
}
_PERCENT = ("change.up", "change.down", "change.turn", "share.of", "share.done", "share.ratio")
_MORE = frozenset("多少高低")
_ITS_OWN = re.compile(r"[,;]?[一-鿿]{2,}比")
_TURNS = ("change.up", "change.down", "change.turn")
_YEARLY = ("change.average", "product.per.年")


def _is_of_things(text: str, whole: Mention, lead: int, at: int) -> bool:
    """Whether nothing but what a number counts stands between it and its share: 占25个村的76%."""
    beside = any(each.meaning in _SHARES and each.end == whole.start for each in whole.marks[-1:])
    return beside and _THINGS.fullmatch(text, lead, at) is not None


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
            and (_OF.fullmatch(text, lead, at) or _is_of_things(text, before, lead, at))
            and before.kind != quantity.kind
        ):
            shared = any(each.meaning in _SHARES for each in before.marks)
            told = shared or _IS.match(text, before.clause, before.start)
            return ("whole", None, "") if told else (*_found_role(quantity), "")
        if follows and before is not None and before.kind == quantity.kind:
            return before.role, before.direction, before.basis
        if follows and before is not None and before.role == "change" and _ENDS.match(text, quantity.end):
            # 比上年增1.9万人次、7.1%: the change and its rate under one word
            return "rate", before.direction, ""
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
    made = _is_what_it_makes(text, before, lead, quantity)
    if quantity.role == "per_unit" and quantity.kind == "amount" and not made:
        return "per", None, basis
    turns = [mark for mark in marks if mark.meaning in _TURNS]
    if turns and turns[-1].start >= clause and not text.endswith(_NEGATED, clause, turns[-1].start):
        change = turns[-1]
        if any(mark.meaning in _YEARLY and mark.end == change.start for mark in marks):
            # 由20人增加到50人，年均增加6人: no levels of the text differ by it
            return "per", None, basis
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
    more = before is not None and lead == before.end and text[lead:at] in _MORE and quantity.direction is not None
    if more and before is not None and _ITS_OWN.match(text, before.clause, before.start):
        # 水费比去年的9万元多2万元
        return "change", quantity.direction, basis
    return "level", None, basis


def _is_what_it_makes(text: str, before: Mention | None, lead: int, quantity: Quantity) -> bool:
    """Whether a figure stands right behind a standard as what it comes to: 单价8.5元，105.4万元; 每户600元、1.2万元."""
    if before is None or before.role != "per" or before.end != lead:
        return False
    gap = text[lead : quantity.core_start].strip()
    # 每人600元、800元: two standards; in another unit the second is what the first makes
    units = {each.text.lstrip(_NUMERALS) for each in (before.quantity, quantity)}
    return gap == "," or (len(units) > 1 and _MAKES.fullmatch(gap) is not None)


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
        if mark.meaning == "basis.budget" and text[mark.end : mark.end + 1] not in _QUOTED:
            return "budget"
        if mark.meaning == "basis.actual":
            # 上年决算8万元, 比上年累计支出8万元
            last = any(each.meaning in _COMPARED and each.end == mark.start for each in marks)
            return "prior" if last else "actual"
        if mark.meaning in _BASIS_BESIDE:
            gap = text[mark.end : quantity.core_start]
            if len(gap) <= _BESIDE and not _BREAKS & set(gap):
                return _BASIS_BESIDE[mark.meaning]
    return ""
