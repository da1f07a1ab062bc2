"""Totals in tables: rows and columns that are the sum of others, and 其中 rows that are parts of the one above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from reportminer.model import Relation, Strength
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.tables.lines import Line, blocks_of, columns_of, rows_of
from reportminer.relate.tables.sheets import Sheet, Words, draft, verdict

_UNKNOWN = "合计由哪些行组成不明"
_CODE = 3
_PAIR, _STRAY = 2, 3
_TELLING = 3
_LONGEST_RUN = 12
_ODDS = Fraction(1, 50)
_BLANK = "有空白或无法辨认的单元格"


class Reading(Struct, frozen=True):
    """One way to read a total: the lines that make it up, and how many crossing lines bear that out or not.

    trusted  the lines themselves show that they are the parts: by codes, or because the others make up one of them
    """

    parts: tuple[Line, ...]
    drafts: tuple[Relation, ...]
    holding: int
    broken: int
    trusted: bool = False


def sums(sheet: Sheet, words: Words) -> Iterator[Relation]:
    """Sums that the heads of this table claim, row by row and column by column."""
    blocks = blocks_of(sheet, words)
    for block in blocks:
        rows = rows_of(block, sheet, words)
        yield from _among(rows, sheet)
        yield from _totals(rows, sheet)
    for block in blocks:
        yield from _column_totals(columns_of(block, words), sheet)


def _totals(lines: Sequence[Line], sheet: Sheet) -> Iterator[Relation]:
    """Sums of the total rows: what stands since the total before, all that stands above, or all that follows."""
    stack: list[Line] = []
    since = 0
    below: set[int] = set()
    ids = [*map(id, lines)]
    for place, line in enumerate(lines):
        if not line.total:
            if id(line) not in below:
                stack.append(line)
            continue
        above = [each for each in lines[since:place] if id(each) not in below]
        if below and all(each.total for each in stack):
            # 收入总计 and its parts, then 支出总计 and its own
            stack = []
        candidates: list[Sequence[Line]] = []
        end = place + 1
        if above:
            candidates.append(above)
        if len(stack) > len(above):
            candidates.append(tuple(stack))
        if not stack:
            end = next((at for at in range(place + 1, len(lines)) if lines[at].total), len(lines))
            candidates.append(lines[place + 1 : end])
            if end < len(lines):
                candidates.append([each for each in lines[place + 1 :] if not each.total])
            if place + 1 < end and lines[place + 1].among:
                candidates = [[replace(each, among=False) for each in lines[place + 1 : end]]]
        chosen = _choose(line, candidates, sheet)
        following = lines[place + 1] if not stack and place + 1 < len(lines) else None
        if following is not None and not following.among:
            chosen = chosen if chosen and chosen[0].holding else _shorter(line, lines[place + 1 : end], sheet) or chosen
            if chosen and chosen[0].holding and not chosen[0].broken:
                last = max(map(ids.index, map(id, chosen[0].parts)))
                below.update(ids[place + 1 : last + 1])
        if following is not None and following.among:
            # a total that 其中 rows follow need not name all its parts
            yield from _claims([each for each in chosen if each.holding and not each.broken])
        else:
            yield from _claims(chosen)
        if chosen and chosen[0].holding and set(map(id, chosen[0].parts)) <= set(map(id, above)):
            summed = set(map(id, above))
            stack = [each for each in stack if id(each) not in summed]
        elif stack:
            stack = []
        stack.append(line)
        since = place + 1


def _shorter(total: Line, lines: Sequence[Line], sheet: Sheet) -> list[Reading]:
    """The reading of the lines below the first total, but for the last few, that holds in more crossing lines than not.

    支出总额、基本支出、项目支出、公车运行维护: what is behind the parts may belong to no total.
    """
    for last in range(len(lines) - 1, max(_PAIR, len(lines) - _STRAY) - 1, -1):
        for reading in _choose(total, [lines[:last]], sheet)[:1]:
            if reading.holding > reading.broken:
                return [reading]
    return []


def _choose(total: Line, candidates: Sequence[Sequence[Line]], sheet: Sheet) -> list[Reading]:
    """The readings of a total, the best borne out first."""
    seen: set[tuple[int, ...]] = set()
    readings: list[Reading] = []
    for candidate in candidates:
        for parts, trusted in _variants(candidate, sheet):
            key = tuple(map(id, parts))
            if len(parts) < 2 or key in seen:
                continue
            seen.add(key)
            drafts = tuple(_sum(total, parts, crossing, sheet) for crossing in total.cells)
            known = tuple(each for each in drafts if each is not None)
            verdicts = [verdict(each, sheet.by_id) for each in known]
            readings.append(Reading(tuple(parts), known, verdicts.count(True), verdicts.count(False), trusted))
    readings.sort(key=lambda reading: (-reading.holding, not reading.trusted))
    return readings


def _variants(lines: Sequence[Line], sheet: Sheet) -> Iterator[tuple[list[Line], bool]]:
    """Which of the lines add up, and whether the lines themselves show it: those of the highest level without the
    parts of others first, then looser readings.
    """
    own = [line for line in lines if not line.total]
    levels = {line.level for line in own if not line.among}
    top = min(levels, default=0)
    children, filled = _children(lines, sheet)
    nested = _nested([line for line in own if not line.among and id(line) not in children], sheet)
    highest = [line for line in own if line.level == top and id(line) not in children]
    yield (
        [line for line in highest if id(line) not in nested],
        bool(nested) or filled or max(levels, default=0) >= _CODE,
    )
    yield highest, False
    yield [line for line in own if not line.among and id(line) not in children], False
    yield [line for line in own if not line.among], False
    yield [line for line in lines if not line.among], False
    totals = [line for line in lines if line.total]
    covered = max((place for place, line in enumerate(lines) if line.total), default=-1)
    if totals:
        yield [*totals, *(line for line in lines[covered + 1 :] if not line.among and line.level == top)], False


def _nested(lines: Sequence[Line], sheet: Sheet) -> set[int]:
    """Lines that make up the line before them to the last digit, without a word that says so."""
    nested: set[int] = set()
    place = 0
    while place < len(lines):
        parent = lines[place]
        stop = place + 1
        reached = _reached(lines, place, sheet)
        if reached is not None:
            stop = _filled(parent, lines, place + 1, reached, sheet, stop)
        nested.update(id(line) for line in lines[place + 1 : stop])
        place = max(stop, place + 1)
    return nested


def _reached(lines: Sequence[Line], place: int, sheet: Sheet) -> int | None:
    """Where the lines after `place` add up to it in its first column with a telling figure; None where they do not."""
    parent = lines[place]
    for crossing, cell in parent.cells.items():
        whole = sheet.figure(cell)
        if whole is None or len(whole.value.as_tuple().digits) < _TELLING:
            continue
        total = Decimal(0)
        for stop in range(place + 1, min(len(lines), place + 1 + _LONGEST_RUN)):
            part = sheet.figure(lines[stop].cells[crossing]) if crossing in lines[stop].cells else None
            total += part.value if part is not None else 0
            if total == whole.value and stop > place + 1:
                return stop + 1
        return None
    return None


def _children(lines: Sequence[Line], sheet: Sheet) -> tuple[set[int], bool]:
    """Lines that are parts of the line before them: 其中 lines, and those after them that fill the parent up.

    Also whether all such runs make up their parent.
    """
    children: set[int] = set()
    parent: Line | None = None
    filled: list[bool] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if not line.among:
            parent = line
            place += 1
            continue
        end = place + 1
        while end < len(lines) and lines[end].among:
            end += 1
        stop = _filled(parent, lines, place, end, sheet, place) if parent is not None else place
        filled.append(stop > place)
        end = max(stop, end)
        children.update(id(each) for each in lines[place:end])
        place = end
    return children, bool(filled) and all(filled)


def _filled(parent: Line, lines: Sequence[Line], start: int, end: int, sheet: Sheet, otherwise: int) -> int:
    """The end, `end` or later, of the run of parts from `start` that makes up the parent, else `otherwise`."""
    for stop in range(end, min(len(lines), end + _LONGEST_RUN) + 1):
        if stop > end and (lines[stop - 1].total or lines[stop - 1].among):
            break
        parts = lines[start:stop]
        if len(parts) > 1:
            drafts = [_sum(parent, parts, crossing, sheet) for crossing in parent.cells]
            verdicts = [verdict(each, sheet.by_id) for each in drafts if each is not None]
            if verdicts.count(True) > verdicts.count(False):
                return stop
    return otherwise


def _sum(total: Line, parts: Sequence[Line], crossing: int, sheet: Sheet) -> Relation | None:
    """The sum in one crossing line; None where the total has no figure. Blank parts are left out if it holds so."""
    figure = sheet.figure(total.cells[crossing])
    if figure is None:
        return None
    ids: list[str] = []
    factors: list[int] = []
    lacking = False
    for part in parts:
        cell = part.cells.get(crossing)
        member = sheet.figure(cell) if cell else None
        if member is not None:
            ids.append(member.id)
            factors.append(-1 if part.less else 1)
        elif cell is None or cell.state not in ("dash", "zero"):
            lacking = True
    if not ids:
        return None
    claim = draft("sum", (figure.id,), ids, "合计", factors=factors, complete=True)
    if lacking and verdict(claim, sheet.by_id) is not True and not _is_slipped(claim, sheet):
        return draft("sum", (figure.id,), ids, "合计", factors=factors, reason=_BLANK)
    return claim


def _is_slipped(claim: Relation, sheet: Sheet) -> bool:
    """Whether one slip, too rare to be chance, is what keeps a sum from holding with its blanks as nothing."""
    figures = [sheet.by_id[id] for id in claim.rhs]
    return not claim.factors and near_miss(sheet.by_id[claim.lhs[0]], figures, _ODDS)


def _claims(readings: Sequence[Reading]) -> Iterator[Relation]:
    """The sums of the reading that the table bears out; of an only reading also where nothing bears it out."""
    if not readings:
        return
    best = readings[0]
    if best.holding == 0 and len(readings) > 1 and best.broken and not best.trusted:
        yield from (_with(each, "implied", _UNKNOWN) for each in best.drafts)
        return
    sure = best.holding >= best.broken or len(readings) == 1 or best.trusted
    yield from (_with(each, "stated" if sure else "implied", None) for each in best.drafts)


def _with(relation: Relation, strength: Strength, reason: str | None) -> Relation:
    return replace(relation, strength=strength, reason=relation.reason or reason)


def _among(lines: Sequence[Line], sheet: Sheet) -> Iterator[Relation]:
    """A 其中 row is at most the row that it is a part of."""
    parent: Line | None = None
    for line in lines:
        if not line.among:
            parent = line
            continue
        if parent is None:
            continue
        for crossing, cell in line.cells.items():
            part, whole = sheet.figure(cell), sheet.figure(parent.cells[crossing])
            if part is None or part.value <= 0:
                continue
            if whole is not None and whole.value > 0:
                yield draft("part_of", (part.id,), (whole.id,), "其中")


def _column_totals(columns: Sequence[Line], sheet: Sheet) -> Iterator[Relation]:
    """Sums of the total columns, over the columns beside them under the same head first."""
    for place, total in enumerate(columns):
        if not total.total:
            continue
        above = total.heads[:-1]
        right, left = columns[place + 1 :], columns[:place]
        candidates: list[Sequence[Line]] = [
            _up_to_total([line for line in right if line.heads[:-1] == above]),
            _up_to_total([line for line in reversed(left) if line.heads[:-1] == above])[::-1],
            [line for line in right if not line.total],
            [line for line in left if not line.total],
        ]
        readings = _choose(total, [candidate for candidate in candidates if candidate], sheet)
        if readings and readings[0].holding:
            yield from _claims(readings)
        elif readings:
            only = len(readings) == 1 and len(columns) == len(readings[0].parts) + 1
            yield from (_with(each, "implied", None if only else _UNKNOWN) for each in readings[0].drafts)


def _up_to_total(lines: Sequence[Line]) -> list[Line]:
    return list(takewhile(lambda line: not line.total, lines))
