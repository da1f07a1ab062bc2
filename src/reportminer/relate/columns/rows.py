"""Lists in several measures at once, right behind their total: 13件14人，批准10件11人，不批准3件3人."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from reportminer.model import Relation
from reportminer.relate.base import backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.bare import are_opposites

_BESIDE = re.compile(r"\s*、?\s*|[、,][^\d,;:。()、\n]{1,3}")
_LEAD = " 、,;:(其中即和及\n"
_SUM = "共合总"
_BACK = 3
_PAIR = 2
_MANY = 3
_BOTH = 2
_TELLING = 10
"""a total that chance seldom meets together with a slip in the measure beside it"""
_CLAIM = re.compile(r"[:(]|其中|即")

_Row = Mapping[str, Mention]
"""figures that stand beside each other, by their units"""


class _Run(Struct, frozen=True):
    """Rows that follow each other in one sentence at one depth."""

    rows: Sequence[_Row]
    names: Sequence[str]

    @property
    def first(self) -> Mention:
        return next(iter(self.rows[0].values()))


def find_row_sums(view: View) -> Iterator[Relation]:
    """Each measure of a total with the same measure of the rows right behind it, or right before it where 共 says so.

    Given where two measures add up, or one does and a slip explains the other; one alone where its two rows leave
    nothing between them (批准, 不批准).
    """
    for run in _runs(view):
        given = False
        for start in range(len(run.rows) - 1):
            if given:
                break
            above = _head(view, run, start) if start else _above(view, run.first)
            for end in range(len(run.rows), start + 1, -1):
                found = _added(view, above, run.rows[start:end], run.names[start:end]) if above else []
                if found:
                    yield from found
                    given = True
                    break
        if not given and len(run.rows) >= _MANY:
            yield from _added(view, _below(view, run), run.rows, run.names)


def _runs(view: View) -> Iterator[_Run]:
    rows: list[_Row] = []
    names: list[str] = []
    end = 0
    for row in _rows(view):
        first, last = row[0], row[-1]
        follows = bool(rows) and first.sentence == view.mentions[end].sentence
        follows = follows and _is_next(view, view.mentions[end], first)
        units = {each.unit or "": each for each in row}
        follows = follows and len(units.keys() & rows[0].keys()) >= _BOTH
        if not follows:
            if len(rows) >= _PAIR:
                yield _Run(rows, names)
            rows, names = [], []
        rows.append(units)
        names.append(view.words_of(first).strip(_LEAD))
        end = last.index
    if len(rows) >= _PAIR:
        yield _Run(rows, names)


def _rows(view: View) -> Iterator[list[Mention]]:
    """Levels of unlike units with nothing, a word at most, or a standard (单价8元) between them."""
    row: list[Mention] = []
    per: Mention | None = None
    for mention in view.mentions:
        if mention.role == "per" and row and row[-1].index == mention.index - 1:
            per = mention
            continue
        counted = mention.role in ("level", "base") and mention.unit is not None and mention.bound == "exact"
        last = per if per is not None and per.index == mention.index - 1 else row[-1] if row else None
        follows = last is not None and last.end == mention.lead and last.group == mention.group
        unlike = all(each.unit != mention.unit for each in row)
        gap = view.text[mention.lead : mention.start]
        if counted and follows and unlike and (_BESIDE.fullmatch(gap) or (last is per and gap == ",")):
            row.append(mention)
            continue
        if len(row) >= _PAIR:
            yield row
        row = [mention] if counted else []
    if len(row) >= _PAIR:
        yield row


def _is_next(view: View, before: Mention, first: Mention) -> bool:
    """Whether nothing but what a bracket holds, or the bracket that opens here, stands between two rows."""
    between = view.mentions[before.index + 1 : first.index]
    if any(each.group in (before.group, first.group) for each in between):
        return False
    return before.group == first.group or (not between and view.opens[first.group] == before.end)


def _head(view: View, run: _Run, start: int) -> _Row:
    """The row before a row of the run; none where a semicolon parts them: 甲6起9人；乙5起5人；丙1起4人."""
    above, first = run.rows[start - 1], next(iter(run.rows[start].values()))
    return {} if ";" in view.text[next(iter(above.values())).end : first.start] else above


def _above(view: View, first: Mention) -> _Row:
    """The last figure of each unit right before a run, in its sentence, at its depth or around its bracket."""
    found: dict[str, Mention] = {}
    outer = view.parents[first.group] if first.group else first.group
    for mention in backwards(view, first, _BACK):
        if mention.sentence != first.sentence or ";" in view.text[mention.end : first.start]:
            break
        if mention.role in ("level", "base") and mention.group in (first.group, outer):
            found.setdefault(mention.unit or "", mention)
    return found


def _below(view: View, run: _Run) -> _Row:
    """The figure of each unit right behind a run, the first with 共 before it."""
    last = max(each.index for each in run.rows[-1].values())
    found: dict[str, Mention] = {}
    for mention in view.mentions[last + 1 : last + 2 + _BACK]:
        near = mention.paragraph == run.first.paragraph and mention.sentence <= run.first.sentence + 1
        words = view.words_of(mention)
        if not near or mention.role != "level" or (not found and not set(_SUM) & set(words)):
            break
        if mention.unit in run.rows[0]:
            found.setdefault(mention.unit or "", mention)
    return found


def _added(view: View, above: _Row, rows: Sequence[_Row], names: Sequence[str]) -> list[Relation]:
    """The measures with their parts, where enough of them add up."""
    closed: list[tuple[Mention, list[Mention]]] = []
    missed: list[tuple[Mention, list[Mention]]] = []
    for unit, whole in above.items():
        parts = [row[unit] for row in rows if unit in row]
        if len(parts) < _PAIR or not whole.value or whole.bound != "exact":
            continue
        made = closes(whole, parts)
        (closed if made and all(part.value < whole.value for part in parts) else missed).append((whole, parts))
    if not closed:
        return []
    slipped = [(whole, parts) for whole, parts in missed if near_miss(whole, parts)]
    opposite = are_opposites(names)
    telling = any(whole.value >= _TELLING or _is_claimed(view, whole, parts[0]) for whole, parts in closed)
    several = len(slipped) == len(missed) or len(rows) >= _MANY
    sure = len(closed) >= _BOTH or (slipped and several and (opposite or telling))
    if not sure and not opposite:
        return []
    kept = [*closed, *slipped] if sure else closed
    return [draft("sum", [whole], parts, strength="implied", complete=True) for whole, parts in kept]


def _is_claimed(view: View, whole: Mention, part: Mention) -> bool:
    """Whether 其中, a colon or a bracket opens the list."""
    return whole.end < part.start and _CLAIM.search(view.text, whole.end, part.start) is not None
