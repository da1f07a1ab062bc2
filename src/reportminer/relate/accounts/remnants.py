"""What is left of a count: 派发90件，办结85件，余5件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.evidence.misses import may_differ, share_miss
from reportminer.relate.keys import any_of
from reportminer.relate.shares.ratios import fits

_ROLES = ("level", "base")
_BACK, _FAR = 12, 30
_WORDS = 12
_TELLING = 3
_STEPS = 2
_NAME = 2
_SCORE = "score"
_NOT_DONE = re.compile(r"(?:(?:未|没有?)[一-鿿]{1,4}?|[还尚][需须要][一-鿿]{0,4})(?<!结)\Z")
"""未检58人, 还没入会的48人, 还需征收8万元: what was not done is what is left"""


def find_remnants(view: View, lexicon: Lexicon) -> Iterator[Relation]:
    """The rest as the difference of two like figures before it, the larger one first.

    Both stand in the sentence of the rest, or the larger one further up in the paragraph where three digits tell.
    """
    left = any_of("remnant.left", lexicon)
    beside = -1  # 剩余34户114人: the figure right behind a rest is one in another measure
    for rest in view.mentions:
        start = rest.words_start
        if rest.role not in (*_ROLES, "change") or rest.start - start > _WORDS or rest.quantity.kind == _SCORE:
            continue
        if (
            left.match(view.text, start, rest.start)
            or _NOT_DONE.search(view.words_of(rest))
            or (beside == rest.index - 1 and start == rest.start)
        ):
            beside = rest.index
            if rest.quantity.bound == "exact":
                yield from _left(view, rest)


def _left(view: View, rest: Mention) -> Iterator[Relation]:
    telling = significant(rest.quantity) >= _TELLING
    like = [
        each
        for each in backwards(view, rest, _FAR if telling else _BACK)
        if each.role in _ROLES and alike(each, rest) and each.group == rest.group
    ]
    before = [each for each in like if each.paragraph == rest.paragraph and rest.index - each.index <= _BACK]
    for place, part in enumerate(before):
        # 应检743户，已检709户，受检率95.4%。未检的34户已催办: the sentence before tells both
        above = part.sentence == rest.sentence - 1 and significant(part.quantity) >= _TELLING
        if part.sentence != rest.sentence and not above:
            break
        # 已收68万元，占年计划110万元的62%，还需收42万元: what is done stands before what it is done of
        planned = (each for each in before[:place] if each.role == "base")
        for whole in (*planned, *like[like.index(part) + 1 :]):
            near = whole.sentence == part.sentence or (telling and not above)
            if not near or whole.value <= part.value or _is_beside(view, whole, part):
                continue
            slips = whole.index > part.index and may_differ(rest, whole, part)
            if slips or closes(rest.quantity, [whole.quantity, part.quantity], (1, -1)):
                yield draft("change", [rest], [whole, part], strength="implied")
                yield from _degree(view, rest, part, whole)
                return
    yield from _after_several(view, rest, before)


def _degree(view: View, rest: Mention, part: Mention, whole: Mention) -> Iterator[Relation]:
    """The rate right behind a rest, as the share of what was done: 支付185万元，未付15万元，支付率92.5%."""
    for rate in view.mentions[rest.index + 1 : rest.index + 2]:
        beside = rate.sentence == rest.sentence == part.sentence and rate.group == rest.group
        named = rate.role in ("ratio", "done") and view.words_of(rate).rstrip("为达到约 ").endswith("率")
        told = fits(rate, part, whole) or share_miss(rate, part, whole) is not None
        if beside and named and told and rate.row[1] == 1 and not fits(rate, rest, whole):
            yield draft("share", [rate], [part, whole], strength="implied", cue="率")


def _is_beside(view: View, one: Mention, other: Mention) -> bool:
    """Whether two figures are named side by side, and neither lies in the other: 在职32名、离退休29名，空编3名."""
    return one.index == other.index - 1 and view.text[one.end : one.end + 1] == "、"


def _after_several(view: View, rest: Mention, before: Sequence[Mention]) -> Iterator[Relation]:
    """The rest after two steps of one name: 贫困户90户，前年脱贫50户，去年脱贫30户，剩余10户."""
    if len(before) <= _STEPS:
        return
    steps = before[:_STEPS]
    names = {view.words_of(step)[-_NAME:] for step in steps}
    if len(names) > 1 or steps[-1].sentence != rest.sentence:
        return
    for whole in before[_STEPS:]:
        if closes(whole.quantity, [step.quantity for step in (*steps, rest)]):
            yield draft("sum", [whole], [*reversed(steps), rest], strength="implied")
            return
