"""Columns and rows of tables that follow from others: rates of completion, growth and change, and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from msgspec import Struct
from msgspec.structs import replace

from reportminer.model import Quantity, Relation
from reportminer.relate.base import ADDABLE
from reportminer.relate.evidence.closing import significant
from reportminer.relate.tables.sheets import Sheet, Words, draft, verdict
from reportminer.table import Cell

_FORMULA = re.compile(r"([A-Za-z])\s*[/÷]\s*([A-Za-z])")
_LETTER = re.compile(r"\(([A-Za-z])\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAIN = frozenset({0, 100})
"""rates that two like figures, or none at all, give whatever they are"""
_MOST = (2, 3)
_TELLING = 4
"""how many digits of the rates, but for the first of each, must be borne out where no head says of what they are"""
_UNKNOWN = "比率由哪些列得来不明"

Row = Mapping[int, Cell]


class Pair(Struct, frozen=True):
    """The two columns that a derived column may come from, and what the rows make of it."""

    drafts: tuple[Relation, ...]
    holding: int


def rates(sheet: Sheet, words: Words) -> Iterator[Relation]:
    """Rates of completion, of growth, and changes, each over the pair of columns that most rows bear out.

    So for rows of rates under the figures of their columns; a rate whose head names no pair is of the one that fits.
    """
    for rows, heads in (*((rows, heads_of(rows)) for rows in parts_of(sheet)), *_turned(sheet)):
        for column, head in heads.items():
            last = head[-1] if head else ""
            shown = [figure for row in rows if column in row and (figure := sheet.figure(row[column])) is not None]
            rated = any(figure.kind == "percentage" for figure in shown)
            found: list[Relation] = []
            if rated and words.holds("table_growth", last):
                found = list(chosen(_growths(column, heads, rows, sheet, words), sheet))
            elif rated and words.holds("table_rate", last):
                found = list(chosen(_completions(column, heads, rows, sheet, words), sheet))
            elif words.ends("table_change", last):
                pairs = _current_prior(column, heads, words)
                changes = [_drafts("change", column, one, other, rows, sheet, "增减") for one, other in pairs]
                found = list(chosen(changes, sheet))
            if rated and not any(verdict(each, sheet.by_id) for each in found):
                found = _borne_out(column, heads, rows, sheet) or found
            yield from found


def parts_of(sheet: Sheet) -> Iterator[list[Row]]:
    """The rows below each set of heads of a table, every row by the columns of its cells."""
    parts: dict[int, dict[int, dict[int, Cell]]] = {}
    for cell in sheet.body:
        parts.setdefault(sheet.parts_of_body[cell.row], {}).setdefault(cell.row, {})[cell.column] = cell
    for rows in parts.values():
        yield list(rows.values())


def heads_of(rows: Sequence[Row]) -> dict[int, tuple[str, ...]]:
    """The heads above each column of these rows, by column."""
    heads: dict[int, tuple[str, ...]] = {}
    for row in rows:
        for column, cell in row.items():
            heads.setdefault(column, cell.column_heads)
    return dict(sorted(heads.items()))


def _turned(sheet: Sheet) -> Iterator[tuple[list[Row], dict[int, tuple[str, ...]]]]:
    """The columns below each set of heads as if they were rows, with the heads of what crosses them."""
    for rows in parts_of(sheet):
        columns: dict[int, dict[int, Cell]] = {}
        heads: dict[int, tuple[str, ...]] = {}
        for cell in (cell for row in rows for cell in row.values()):
            columns.setdefault(cell.column, {})[cell.row] = cell
            heads.setdefault(cell.row, cell.row_heads)
        yield list(columns.values()), dict(sorted(heads.items()))


def _borne_out(column: int, heads: Mapping[int, tuple[str, ...]], rows: Sequence[Row], sheet: Sheet) -> list[Relation]:
    """A column of rates over whichever pair of the others gives most of them, too often for chance."""
    best: list[Relation] = []
    weight = 0
    # what was done stands behind what was planned
    others = [number for number in sorted(heads, reverse=True) if number != column]
    for kind, form in (("share", ""), ("rate", "current_previous")):
        for one, other in permutations(others, 2):
            drafts = _drafts(kind, column, one, other, rows, sheet, "比率", form)
            held = [each for each in drafts if verdict(each, sheet.by_id)]
            telling = [sheet.by_id[each.lhs[0]] for each in held]
            told = sum(significant(rate) - 1 for rate in telling if rate.value not in _PLAIN)
            if told > weight and len(held) * _MOST[1] >= len(drafts) * _MOST[0]:
                best, weight = drafts, told
    return best if weight >= _TELLING else []


def _drafts(
    kind: str, rate: int, one: int, other: int, rows: Sequence[Row], sheet: Sheet, cue: str, form: str = ""
) -> list[Relation]:
    found: list[Relation] = []
    for row in rows:
        cells = [row.get(column) for column in (rate, one, other)]
        figures = [sheet.figure(cell) if cell is not None else None for cell in cells]
        first, second, third = figures
        if first is None or second is None or third is None:
            continue
        if second.kind != third.kind or second.unit != third.unit or second.kind not in ADDABLE:
            continue
        if kind == "change":
            if first.kind == second.kind and first.unit == second.unit:
                found.append(draft("change", (first.id,), (second.id, third.id), cue))
        elif first.kind == "percentage":
            rated = "rate" if kind == "rate" else "share"
            found.append(draft(rated, (first.id,), (second.id, third.id), cue, form=form))  # type: ignore[arg-type]
    return found


def chosen(candidates: Sequence[Sequence[Relation]], sheet: Sheet) -> Iterator[Relation]:
    """The claims over the pair of columns that most rows bear out; over several pairs without support none is made."""
    pairs = []
    for drafts in candidates:
        verdicts = [verdict(each, sheet.by_id) for each in drafts]
        if drafts:
            pairs.append(Pair(tuple(drafts), verdicts.count(True)))
    if not pairs:
        return
    best = max(pairs, key=lambda pair: pair.holding)
    if len(pairs) > 1 and best.holding == 0:
        yield from (replace(each, reason=_UNKNOWN) for each in best.drafts)
        return
    sure = len(pairs) == 1 or best.holding * 2 >= len(best.drafts)
    yield from (each if sure else replace(each, strength="implied") for each in best.drafts)


def _completions(
    column: int, heads: Mapping[int, tuple[str, ...]], rows: Sequence[Row], sheet: Sheet, words: Words
) -> list[list[Relation]]:
    """Done over planned: the columns that the head's formula names, else every likely pair, the likelier plan first."""
    own = heads[column]
    formula = _FORMULA.search(own[-1])
    others = {number: head[-1] for number, head in heads.items() if number != column and head}
    if formula:
        named = {match[1].upper(): number for number, head in others.items() if (match := _LETTER.search(head))}
        done, plan = named.get(formula[1].upper()), named.get(formula[2].upper())
        if done is not None and plan is not None:
            return [_drafts("share", column, done, plan, rows, sheet, "比率")]
    same = {number: head for number, head in others.items() if heads[number][:-1] == own[:-1]} or others
    plans = sorted(
        (rank, number) for number, head in same.items() if (rank := words.rank("table_plan", head)) is not None
    )
    dones = [number for number, head in same.items() if words.holds("table_done", head)]
    return [
        _drafts("share", column, done, plan, rows, sheet, "比率") for _, plan in plans for done in dones if done != plan
    ]


def _growths(
    column: int, heads: Mapping[int, tuple[str, ...]], rows: Sequence[Row], sheet: Sheet, words: Words
) -> list[list[Relation]]:
    return [
        _drafts("rate", column, current, prior, rows, sheet, "增长", "current_previous")
        for current, prior in _current_prior(column, heads, words)
    ]


def _current_prior(column: int, heads: Mapping[int, tuple[str, ...]], words: Words) -> list[tuple[int, int]]:
    """Pairs of columns that may be this year's and the year before's."""
    own = heads[column]
    others = {number: "".join(head) for number, head in heads.items() if number != column and head}
    same = {number: head for number, head in others.items() if heads[number][:-1] == own[:-1]}
    if len(same) < 2:
        same = others
    current = [number for number, head in same.items() if words.holds("table_current", head)]
    prior = [number for number, head in same.items() if words.holds("table_prior", head)]
    current = [number for number in current if number not in prior]
    if current and prior:
        return [(one, other) for one in current for other in prior]
    dated = {number: int(match[0]) for number, head in same.items() if (match := _YEAR.search(head))}
    if len(set(dated.values())) != 2:
        return []
    later = max(dated.values())
    return [
        (one, other)
        for one, year in dated.items()
        for other, before in dated.items()
        if year == later and before != later
    ]


def marks(sheet: Sheet, words: Words) -> Iterator[Relation]:
    """Marks: what was given is at most what can be had, both add up to their totals, rate × marks to be had = given.

    What was taken off is the difference of the two, and the share of marks that was given is what was given of them.
    """
    full: list[tuple[Cell, Quantity]] = []
    got: list[tuple[Cell, Quantity]] = []
    lost: list[tuple[Cell, Quantity]] = []
    rows: dict[int, dict[str, Quantity]] = {}
    for cell in sheet.body:
        figure = sheet.figure(cell)
        head = cell.column_head
        if figure is None:
            continue
        if words.holds("table_lost", head):
            lost.append((cell, figure))
            rows.setdefault(cell.row, {}).setdefault("lost", figure)
        elif words.holds("table_scored", head):
            if figure.kind == "percentage":
                rows.setdefault(cell.row, {}).setdefault("scored", figure)
        elif words.holds("table_got", head):
            got.append((cell, figure))
            rows.setdefault(cell.row, {}).setdefault("got", figure)
        elif words.holds("table_full", head):
            full.append((cell, figure))
            rows.setdefault(cell.row, {}).setdefault("full", figure)
        elif words.holds("table_rate", head) and figure.kind == "percentage":
            rows.setdefault(cell.row, {}).setdefault("rate", figure)
    for row in rows.values():
        if "got" in row and "full" in row:
            if "lost" in row:
                yield draft("change", (row["lost"].id,), (row["full"].id, row["got"].id), "扣分")
            else:
                yield draft("part_of", (row["got"].id,), (row["full"].id,), "得分")
            if "scored" in row and row["full"].value > 0:
                yield draft("share", (row["scored"].id,), (row["got"].id, row["full"].id), "得分率")
            if "rate" in row and row["rate"].value <= 100 and row["full"].value > 0:
                yield draft("share", (row["rate"].id,), (row["got"].id, row["full"].id), "折分", strength="implied")
    yield from _mark_total(full, sheet, words)
    yield from _mark_total(got, sheet, words)
    yield from _mark_total(lost, sheet, words)


def _mark_total(cells: Sequence[tuple[Cell, Quantity]], sheet: Sheet, words: Words) -> Iterator[Relation]:
    """The marks of all rows against the row 总分; over one column where the others are of another level."""
    totals = [(cell, figure) for cell, figure in cells if _is_total(cell, words)]
    if len(totals) != 1:
        return
    total, whole = totals[0]
    parts = [(cell, figure) for cell, figure in cells if not _is_total(cell, words)]
    columns = {cell.column for cell, _ in parts}
    readings = [parts]
    if len(columns) > 1:
        readings += [[each for each in parts if each[0].column == column] for column in sorted(columns)]
    drafts = [
        draft("sum", (whole.id,), [figure.id for _, figure in reading], "分值", complete=True)
        for reading in readings
        if len(reading) > 1
    ]
    holding = [each for each in drafts if verdict(each, sheet.by_id)]
    if holding:
        yield holding[0]
    elif drafts:
        parted = any(words.ends("table_total", head) for cell, _ in parts for head in cell.row_heads)
        unsure = parted or any(_unread(cell, sheet) for cell in _column(sheet, total.column))
        yield replace(drafts[0], reason="分值由哪些行组成不明") if unsure else drafts[0]


def _is_total(cell: Cell, words: Words) -> bool:
    return any(words.ends("table_score_total", head) for head in cell.row_heads)


def _column(sheet: Sheet, column: int) -> list[Cell]:
    return [cell for cell in sheet.body if cell.column == column]


def _unread(cell: Cell, sheet: Sheet) -> bool:
    return cell.state in ("unreadable", "figure") and sheet.figure(cell) is None
