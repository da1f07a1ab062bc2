"""What is left of a count: 派发90件，办结85件，余5件; a stock and its flows: 年初8万元，弥补差额-3万元，年末5万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.evidence.misses import balance_miss, may_differ, share_miss
from reportminer.relate.evidence.odds import rarely
from reportminer.relate.keys import any_of
from reportminer.relate.shares.ratios import fits

_ROLES = ("level", "base")
_BACK, _FAR = 12, 30
_WORDS = 12
_TELLING = 3
_STEPS = 2
_NAME = 2
_SCORE = "score"
_CLOSE = 5
"""figures between a rest and the whole it is left of"""
_RARE = 0.05
"""the chance allowed that one slip makes the rest of what is less than that"""
_NOT_DONE = re.compile(r"(?:(?:未|没有?)[一-鿿]{1,4}?|[还尚][需须要][一-鿿]{0,4})(?<!结)\Z")
"""未检58人, 还没入会的48人, 还需征收8万元: what was not done is what is left"""
_STOCKED = ("level", "change")
_MOST = 3
_FINE = 2


def find_remnants(view: View) -> Iterator[Relation]:
    """The rest as the difference of two like figures before it, the larger one first.

    Both stand in the sentence of the rest, or the larger one further up in the paragraph where three digits tell.
    """
    left = any_of("remnant.left", view.lexicon)
    beside = -1  # 剩余34户114人: the figure right behind a rest is one in another measure
    for rest in view.mentions:
        start = rest.words_start
        if rest.role not in (*_ROLES, "change") or rest.start - start > _WORDS or rest.kind == _SCORE:
            continue
        if (
            left.match(view.text, start, rest.start)
            or _NOT_DONE.search(view.words_of(rest))
            or (beside == rest.index - 1 and start == rest.start)
        ):
            beside = rest.index
            if rest.bound == "exact":
                yield from _left(view, rest)


def _left(view: View, rest: Mention) -> Iterator[Relation]:
    telling = significant(rest) >= _TELLING
    like = [
        each
        for each in backwards(view, rest, _FAR if telling else _BACK)
        if each.role in _ROLES and alike(each, rest) and each.group == rest.group
    ]
    before = [each for each in like if each.paragraph == rest.paragraph and rest.index - each.index <= _BACK]
    for place, part in enumerate(before):
        # 应检743户，已检709户，受检率95.4%。未检的34户已催办: the sentence before tells both
        above = part.sentence == rest.sentence - 1 and significant(part) >= _TELLING
        if part.sentence != rest.sentence and not above:
            break
        # 已收72万元，占年计划120万元的60%，还需收48万元: what is done stands before what it is done of
        planned = (each for each in before[:place] if each.role == "base")
        for whole in (*planned, *like[like.index(part) + 1 :]):
            near = whole.sentence == part.sentence or (telling and not above)
            if not near or whole.value <= part.value or _is_beside(view, whole, part):
                continue
            slips = whole.index > part.index and may_differ(rest, whole, part)
            if slips or closes(rest, [whole, part], (1, -1)):
                yield draft("change", [rest], [whole, part], strength="implied")
                yield from _degree(view, rest, part, whole)
                return
    # 项目18个，其中续建7个、新建11个。已竣工10个，在建8个: of what a list divides, and no slip of its parts
    out = (
        each for each in before[1:] if before[0].sentence == rest.sentence and closes(rest, [each, before[0]], (1, -1))
    )
    slipped = next(((each, before[0]) for each in out), None) or _slipped(view, rest, before)
    if slipped is not None:
        yield draft("change", [rest], slipped, strength="implied")
        return
    yield from _after_several(view, rest, before)


def _slipped(view: View, rest: Mention, before: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """The whole and the part right before the rest that it misses by one slip: 村庄26个，已完工19个，还有9个未完.

    More than is left is plainly wrong; less may be some of it, and so the figures must tell.
    """
    if len(before) < _STEPS or rest.role not in _ROLES or before[0].sentence != rest.sentence:
        return None
    part = before[0]
    # 教师9人，民师5人，遗属7人，其余5人: a run of what is counted alike has no whole
    run = before[1].sentence == part.sentence and before[1].value <= part.value
    whole = next((each for each in before[1:] if each.value > part.value), None)
    if run or whole is None or rest.value >= whole.value or rest.index - whole.index > _CLOSE:
        return None
    apart = rest.sentence - whole.sentence > 1 or ";" in view.text[whole.end : rest.start]
    if apart or _is_beside(view, whole, part):
        return None
    over = rest.value + part.value > whole.value
    return (whole, part) if rarely(balance_miss([whole], [part, rest]), 1.0 if over else _RARE) else None


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
        if closes(whole, (*steps, rest)):
            yield draft("sum", [whole], [*reversed(steps), rest], strength="implied")
            return


def find_stocks(view: View) -> Iterator[Relation]:
    """Opening, one to three flows and closing of one sentence, where the flows make the difference in one way only."""
    opening, closing = any_of("flow.opening", view.lexicon), any_of("flow.closing", view.lexicon)
    opened: Mention | None = None
    flows: list[Mention] = []
    for mention in view.mentions:
        if opened is not None and mention.sentence != opened.sentence:
            opened = None
        if mention.role not in _STOCKED:
            continue
        words = (mention.words_start, mention.start)
        if opening.search(view.text, *words):
            opened, flows = mention, []
        elif opened is None or not alike(mention, opened) or mention.group != opened.group:
            continue
        elif closing.search(view.text, *words):
            before = view.mentions[opened.index - 1]
            if not flows and before.role == "change" and before.sentence == opened.sentence and alike(before, opened):
                # 净增加15万元，年初20万元，年末35万元
                flows = [before]
            relation = _stock(opened, flows, mention)
            if relation is not None:
                yield relation
            opened = None
        else:
            flows.append(mention)


def _stock(opened: Mention, flows: Sequence[Mention], closed: Mention) -> Relation | None:
    exact = all(each.bound == "exact" for each in (opened, *flows, closed))
    if not 1 <= len(flows) <= _MOST or not exact or significant(closed) < _FINE:
        return None
    figures = [opened, *(each for each in flows)]
    ways = [signs for signs in product((1, -1), repeat=len(flows)) if closes(closed, figures, (1, *signs))]
    if len(ways) != 1:
        return None
    came = [flow for flow, sign in zip(flows, ways[0], strict=True) if sign > 0]
    went = [flow for flow, sign in zip(flows, ways[0], strict=True) if sign < 0]
    if not went:
        return draft("sum", [closed], [opened, *came], strength="implied")
    return draft("balance", [opened, *came], [*went, closed], strength="implied")
