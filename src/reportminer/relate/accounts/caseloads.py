"""Cases that came, were closed and are left: 受理90件，办结70件，未结20件; 新收80件，旧存10件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportminer.model import Relation
from reportminer.relate.base import MEASURED, alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import adds_up
from reportminer.relate.evidence.misses import balances, may_differ
from reportminer.relate.keys import any_of

_SIDES = ("new", "old", "all", "open", "done")
_OPEN = 3
_ODDS = Fraction(1, 40)
_RARE = 0.05
_FEWEST = 3
_NAME, _HEAD, _BACK = 2, 6, 40


def find_caseloads(view: View) -> Iterator[Relation]:
    """What the figures of one paragraph say of its cases: all, new and old, closed and open.

    Each is given where it adds up, or where a slip that is hardly chance keeps it from it.
    """
    sides = [any_of(f"cases.{side}", view.lexicon) for side in _SIDES]
    if sides[_OPEN].search(view.text) is None:
        return
    found: dict[str, Mention] = {}
    for mention in (*view.mentions, None):
        last = next(iter(found.values()), None)
        if last is not None and (mention is None or mention.paragraph != last.paragraph):
            yield from _relations(found)
            found = {}
        if mention is None or mention.role != "level" or mention.kind not in MEASURED:
            continue
        side = _side(view, mention, sides)
        if side and (not found or alike(mention, next(iter(found.values())))):
            found.setdefault(side, mention)


def find_open_by_kind(view: View) -> Iterator[Relation]:
    """What is left of each kind of case, of those that came and those closed: 受理刑事68件，结案38件。未结的，刑事30件.

    The kinds stand in a sentence that begins with the word for what is left, and are told further up by their names.
    """
    closed, left = any_of("cases.done", view.lexicon), any_of("cases.open", view.lexicon)
    if left.search(view.text) is None:
        return
    for rest in view.mentions[1:]:
        if rest.role != "level" or rest.kind not in MEASURED or not rest.value:
            continue
        start = view.sentences[rest.sentence]
        name = view.words_of(rest).strip()
        if len(name) < _NAME or left.search(view.text, start, start + _HEAD) is None or left.search(name):
            continue
        for done in backwards(view, rest, min(_BACK, rest.index - 1)):
            every = view.mentions[done.index - 1]
            told = every.sentence == done.sentence < rest.sentence and name in view.words_of(every)
            if told and alike(every, rest) and alike(done, rest) and closed.search(view.words_of(done)):
                if may_differ(rest, every, done):
                    yield draft("change", [rest], [every, done], strength="implied")
                break


def _side(view: View, mention: Mention, sides: Sequence[re.Pattern[str]]) -> str:
    """Which side the words before a figure in its clause name, "" where they name none."""
    start = mention.words_start
    named = (side for side, words in zip(_SIDES, sides, strict=True) if words.search(view.text, start, mention.start))
    return next(named, "")


def _relations(found: dict[str, Mention]) -> Iterator[Relation]:
    if len(found) < _FEWEST:
        return
    new, old, every, left, done = (found.get(side) for side in _SIDES)
    for one, other in ((done, left), (new, old)):
        if every and one and other and adds_up(every, (one, other), _ODDS):
            yield draft("sum", [every], [one, other], strength="implied", complete=True)
    if new and old and done and left:
        # told in one breath, all four are of one account
        together = len({each.sentence for each in (new, old, done, left)}) == 1
        if balances([new, old], [done, left], 1.0 if together else _RARE):
            yield draft("balance", [new, old], [done, left], strength="implied")
