"""Shares told line by line of one total further up: 合计200万元。1、甲90万元，占45%；2、乙64万元，占32%."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.evidence.odds import rarely
from reportminer.relate.keys import grams
from reportminer.relate.lists.listing import Listing
from reportminer.relate.shares.ratios import fits, telling

_BACK = 24
"""figures before the first line among which the total is looked for"""
_CLOSE = 2
"""paragraphs from one line to the next at most"""
_PAIR = 2
_NAMED = 8
_RARE = 0.1

_Line = tuple[Mention, Mention]


def find_listed_shares(view: View, shares: Sequence[Relation]) -> Iterator[Relation]:
    """A share of one total for each of two lines or more, of which all but a few come out.

    shares  those found by other means, which are left out
    """
    known = {each.lhs[0] for each in shares}
    group: list[_Line] = []
    for mention in view.mentions:
        if mention.role != "share" or mention.id in known:
            continue
        part = _part_before(view, mention)
        if part is None:
            continue
        if group and (part.paragraph - group[-1][0].paragraph > _CLOSE or not alike(part, group[-1][0])):
            yield from _of_one_total(view, group)
            group = []
        group.append((part, mention))
    yield from _of_one_total(view, group)


def with_listed_shares(view: View, shares: Sequence[Relation]) -> list[Relation]:
    """The shares, with those of one total told line by line; these also where none comes out of the base found first.

    Such are three or more: 支出291万元…。教育73万元，占25%；卫生52万元，占18%；农业39万元，占13%。三项合计164万元.
    """
    by_id = {mention.id: mention for mention in view.mentions}
    doubtful: set[str] = set()
    for found in _by_base(shares):
        if len(found) > _PAIR and not any(_comes_out(each, by_id) for each in found):
            doubtful.update(each.lhs[0] for each in found)
    listed = list(find_listed_shares(view, [each for each in shares if each.lhs[0] not in doubtful]))
    again = {each.lhs[0] for each in listed}
    return [*(each for each in shares if each.lhs[0] not in again), *listed]


def with_own_bases(view: View, shares: Sequence[Relation]) -> list[Relation]:
    """The shares, those of a total that none comes out of each in the figure of its own name further up instead.

    计划80亩，其中山地50亩，滩地30亩。完成46亩，其中山地25亩，占50%；滩地21亩，占70%: where one comes out, the others
    too or but for a slip.
    """
    by_id = {mention.id: mention for mention in view.mentions}
    moved: dict[int, Relation] = {}
    for found in _by_base(shares):
        if len(found) < _PAIR or any(_comes_out(each, by_id) for each in found):
            continue
        lines = [(by_id[each.rhs[0]], by_id[each.lhs[0]]) for each in found]
        own = [_of_its_name(view, part, by_id[found[0].rhs[1]]) for part, _ in lines]
        met = [base is not None and fits(share, part, base) for (part, share), base in zip(lines, own, strict=True)]
        slips = [
            base is not None and share_miss(share, part, base) is not None
            for (part, share), base in zip(lines, own, strict=True)
        ]
        if len({base.index for base in own if base is not None}) < len(lines) or not any(met):
            continue
        if all(one or other for one, other in zip(met, slips, strict=True)):
            for each, (part, share), base in zip(found, lines, own, strict=True):
                if base is not None:
                    moved[id(each)] = draft("share", [share], [part, base], strength="implied", cue="占")
    return [moved.get(id(each), each) for each in shares]


def _by_base(shares: Sequence[Relation]) -> list[list[Relation]]:
    """The shares of one part each, those of one base together."""
    found: dict[str, list[Relation]] = {}
    for each in shares:
        if each.type == "share" and len(each.rhs) == _PAIR:
            found.setdefault(each.rhs[1], []).append(each)
    return [*found.values()]


def _of_its_name(view: View, part: Mention, whole: Mention) -> Mention | None:
    """The level above, in another sentence than a part of the whole, whose name is most like its own, the nearest."""
    name = grams(part.item)
    above = [
        each
        for each in backwards(view, part, _BACK)
        if each.sentence < part.sentence and each.role == "level" and alike(each, part) and each.value > 0
    ]
    named = [(len(name & grams(each.item)), each) for each in above if each is not whole]
    best = max(named, key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] else None


def missed_shares(view: View, listings: Sequence[Listing], shares: Sequence[Relation]) -> Iterator[Relation]:
    """A share right behind a part that a word puts in a total, of that total where one slip, hardly chance, explains.

    共48630人，其中脱贫户5250人，占受益人口11.37%
    """
    known = {each.lhs[0] for each in shares}
    wholes = {part.index: each.whole for each in listings for part in each.parts}
    for share in view.mentions:
        if share.role != "share" or share.id in known or share.row[1] > 1:
            continue
        part = _part_before(view, share, far=_NAMED)
        whole = wholes.get(part.index) if part is not None else None
        if part is None or whole is None or whole.sentence != part.sentence or whole.value <= part.value:
            continue
        if alike(part, whole) and rarely(share_miss(share, part, whole), _RARE):
            yield draft("share", [share], [part, whole], strength="implied", cue="占")


def _comes_out(share: Relation, by_id: Mapping[str, Mention]) -> bool:
    rate, part, whole = (by_id[id] for id in (share.lhs[0], *share.rhs))
    return fits(rate, part, whole)


def _part_before(view: View, share: Mention, far: int = 2) -> Mention | None:
    """The figure right before a share, with nothing but a comma and the word for that between them."""
    before = view.mentions[share.index - 1] if share.index else share
    if before.role != "level" or before.sentence != share.sentence or before.group != share.group:
        return None
    between = view.text[before.end : share.start].replace(" ", "")
    return before if len(between) <= 1 + far and between.lstrip(",")[:1] == "占" and before.value > 0 else None


def _of_one_total(view: View, group: Sequence[_Line]) -> Iterator[Relation]:
    if len(group) < _PAIR:
        return
    first = group[0][0]
    for whole in backwards(view, first, _BACK):
        if whole.role != "level" or whole.bound != "exact" or not alike(whole, first):
            continue
        if whole.value <= max(part.value for part, _ in group):
            continue
        if not any(fits(share, part, whole) for part, share in group):
            continue
        met = [each for each in group if fits(each[1], each[0], whole) or _cut_off(each[1], each[0], whole)]
        fine = sum(telling(share) for _, share in met)
        if len(met) * 3 < len(group) * _PAIR or len(met) < _PAIR or not (fine >= _PAIR or len(met) > _PAIR + 1):
            continue
        for part, share in group:
            if (part, share) in met or share_miss(share, part, whole) is not None:
                yield draft("share", [share], [part, whole], strength="implied", cue="占")
        return


def _cut_off(share: Mention, part: Mention, whole: Mention) -> bool:
    """Whether a share is cut off where it should be rounded: 3.87% printed 3.8%."""
    step = share.step
    return step is not None and 0 <= 100 * part.value / whole.value - share.value < step
