"""The totals of a score sheet told in words: 满分100分，自评95分。投入10分，得9分，扣1分；产出90分，得86分，扣4分."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from reportminer.model import Relation
from reportminer.relate.base import backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import chance
from reportminer.relate.evidence.closing import closes
from reportminer.relate.keys import any_of
from reportminer.relate.lists.points import is_lost, is_scored

_SCORE = "score"
_APART = 12
_LINES = 2
_BACK = 8
_FULL = 100
_PAIR = 2


class _Row(Struct, frozen=True):
    """The points of one criterion, what was scored of them and, where it is told, what was lost."""

    full: Mention
    got: Mention
    lost: Mention | None


def find_score_sheets(view: View) -> Iterator[Relation]:
    """Sums of the points, of the scores and of what was lost of every run of criteria, with the totals beside it.

    Where the points make a hundred, no criterion is left out, and the scores have to make theirs; else where they do.
    """
    if sum(each.kind == _SCORE for each in view.mentions) < 2 * _PAIR:
        return
    full, scored = any_of("margin.score.whole", view.lexicon), any_of("score.scored", view.lexicon)
    for rows in _sheets(view):
        first, last = rows[0].full, rows[-1].lost or rows[-1].got
        above = [
            each
            for each in backwards(view, first, _BACK)
            if each.kind == _SCORE and 0 <= first.paragraph - each.paragraph <= _LINES
        ]
        behind = [
            each
            for each in view.mentions[last.index + 1 : last.index + _BACK]
            if each.kind == _SCORE and 0 <= each.paragraph - last.paragraph <= _LINES
        ]
        near = [*above, *behind]
        fulls, gots = [row.full for row in rows], [row.got for row in rows]
        hundred = _led(view, near, full)
        every = sum(each.value for each in fulls) == _FULL
        for total in hundred[:1]:
            if closes(total, fulls):
                yield draft("sum", [total], fulls, complete=True)
        named = [each for each in _led(view, near, scored) if each not in hundred and each.value <= _FULL]
        for total in _meant(named, gots, every=every):
            yield draft("sum", [total], gots, complete=True)
        losses = [row.lost for row in rows if row.lost is not None]
        if len(losses) > 1:
            for total in _meant([each for each in behind if is_lost(each)][:1], losses, every=every):
                yield draft("sum", [total], losses, complete=True)


def _meant(named: Sequence[Mention], parts: Sequence[Mention], *, every: bool) -> list[Mention]:
    """The total that parts make, or, where none is left out, the only one there is and that one slip keeps from it."""
    found = [each for each in named if closes(each, parts)][:1]
    if not found and every and len({each.value for each in named}) == 1 and chance(named[0], parts):
        found = [named[0]]
    return found


def _led(view: View, scores: Sequence[Mention], words: re.Pattern[str]) -> list[Mention]:
    """The scores that one of these words leads to, the nearest above first."""
    return [each for each in scores if words.search(view.text, each.words_start, each.start)]


def _sheets(view: View) -> Iterator[list[_Row]]:
    """The runs of criteria, each with its points and right behind them what was scored, line by line or in a row."""
    rows: list[_Row] = []
    scores = [each for each in view.mentions if each.kind == _SCORE]
    end = -1
    for one, other in pairwise(scores):
        if one.index <= end or not _is_row(view, one, other):
            continue
        if rows and (one.index > end + 1 or one.paragraph - rows[-1].got.paragraph > 1):
            if len(rows) > 1:
                yield rows
            rows = []
        after = view.mentions[other.index + 1 : other.index + 2]
        taken = [each for each in after if each.sentence == other.sentence and each.kind == _SCORE]
        taken = [each for each in taken if is_lost(each)]
        rows.append(_Row(one, other, taken[0] if taken else None))
        end = (taken[0] if taken else other).index
    if len(rows) > 1:
        yield rows


def _is_row(view: View, full: Mention, got: Mention) -> bool:
    between = view.text[full.end : got.start]
    beside = got.index == full.index + 1 and got.sentence == full.sentence and got.group == full.group
    named = beside and len(between) <= _APART and ";" not in between and is_scored(view, got)
    return named and got.value <= full.value < _FULL and not is_scored(view, full)
