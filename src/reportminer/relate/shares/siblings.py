"""Shares that are told in one breath are of one whole: what bears one of them out is the base of the others too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportminer.relate.base import alike
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.shares.bases import Base
from reportminer.relate.shares.candidates import RARE
from reportminer.relate.shares.ratios import fine, fits

_REACH = 8
_FAR = 60
_SENTENCES = 6
"""sentences through which a base that was named holds for shares that name none"""


class Claimed(Struct, frozen=True):
    """A share, the base as named after 占 ("" for none), the part it is given for and what was found for it."""

    share: Mention
    said: str
    part: Mention | None
    base: Base | None


def with_siblings(view: View, claims: Sequence[Claimed], wholes: Mapping[int, Mention]) -> list[Claimed]:
    """The claims, those that no figures bear out (or a far-fetched whole alone) given the base of their siblings."""
    done: list[Claimed] = []
    for place, claim in enumerate(claims):
        near = (*claims[max(0, place - _REACH) : place], *claims[place + 1 : place + 1 + _REACH])
        siblings = [each for each in near if _is_sibling(view, claim, each)]
        joined = _joined(claim, siblings, wholes)
        unsure = joined.base is None or joined.base.strength == "implied" or _is_behind(joined)
        if siblings and (unsure or _is_too_small(joined, siblings)):
            joined = _together(view, joined, siblings)
        done.append(_as_before(joined, done) if joined.base is None else joined)
    return done


def _as_before(claim: Claimed, before: Sequence[Claimed]) -> Claimed:
    """The claim of a share without a named base, with the base named last: 女23人，占团员总数的27%。藏族7人，占8%."""
    part = claim.part
    if part is None or claim.said or claim.share.group:
        return claim
    like_it: list[Base] = []
    for each in reversed(before):
        apart = part.sentence - each.share.sentence
        if each.share.paragraph != claim.share.paragraph or apart > _SENTENCES:
            break
        if each.said and each.base is not None:
            base = each.base.whole
            like = apart > 0 and each.base.fitted and alike(part, base) and part.value < base.value
            if not like:
                break
            if fits(claim.share, part, base):
                return replace(claim, base=Base(part, base, fitted=True, strength="implied"))
            missed = share_miss(claim.share, part, base)
            followed = any(other.fitted and other.whole is base for other in like_it)
            if missed is not None and (followed or missed < RARE):
                return replace(claim, base=Base(part, base, strength="implied"))
            break
        like_it += [each.base] if each.base is not None else []
    return claim


def _is_behind(claim: Claimed) -> bool:
    """Whether the base found is the total that follows a list, which nothing but its place speaks for."""
    base = claim.base
    return base is not None and not base.fitted and not claim.said and base.whole.index > claim.share.index


def _is_too_small(claim: Claimed, siblings: Sequence[Claimed]) -> bool:
    """Whether the base found can't hold a part of which a share is told in the same breath."""
    base = claim.base
    return base is not None and any(
        each.part is not None and alike(each.part, base.whole) and each.part.value > base.whole.value
        for each in siblings
    )


def _together(view: View, claim: Claimed, siblings: Sequence[Claimed]) -> Claimed:
    """The claim with the figure further up of which its siblings have their shares, but for one slip in this one."""
    part = claim.part
    if part is None:
        return claim
    others = [(each.share, each.part) for each in siblings if each.part is not None and each.part.index != part.index]
    first = min(part.index, *(each.index for _, each in others)) if others else part.index
    for whole in reversed(view.mentions[max(0, first - _FAR) : first]):
        if whole.role != "level" or not alike(whole, part) or whole.bound != "exact":
            continue
        larger = [(share, each) for share, each in others if alike(whole, each) and whole.value > each.value]
        borne = [share for share, each in larger if fits(share, each, whole)]
        whole_of_all = closes(whole, [part, *(each for _, each in others)])
        mine = fits(claim.share, part, whole)
        # elsewhere 总数 may be of another total
        against = sum(share.paragraph == claim.share.paragraph for share, _ in others if share not in borne)
        enough = len(borne) >= max(1, against) and (len(borne) + mine > 1 or fine(borne[0]))
        if not (enough or (whole_of_all and others)):
            continue
        if mine or share_miss(claim.share, part, whole) is not None:
            return replace(claim, base=Base(part, whole))
    return claim


def _joined(claim: Claimed, siblings: Sequence[Claimed], wholes: Mapping[int, Mention]) -> Claimed:
    part = claim.part
    bases = [each.base for each in siblings if each.base is not None and each.base.fitted]
    if part is None or not bases:
        return claim
    agreed = bases[0].whole
    mine = claim.base
    if not alike(agreed, part) or agreed.index == part.index or (mine is not None and mine.whole is agreed):
        return claim
    if mine is not None and mine.fitted:
        together = sum(each.whole.index == agreed.index for each in bases)
        listed = wholes.get(part.index)
        if listed is not agreed and (together < 2 or listed is not None):
            return claim
        if share_miss(claim.share, part, agreed) is None:
            return claim
    elif mine is not None and part.index in wholes and wholes[part.index] is mine.whole:
        return claim
    return replace(claim, base=Base(part, agreed))


def _is_sibling(view: View, one: Claimed, other: Claimed) -> bool:
    """Whether two shares are told alike: in one sentence or list, the base named by the same words or not at all."""
    if one.said != other.said or one.share.group != other.share.group:
        return False
    if one.share.sentence == other.share.sentence:
        return True
    apart = abs(one.share.paragraph - other.share.paragraph)
    return apart <= _REACH and (bool(one.said) or (apart > 0 and _leads(view, one) and _leads(view, other)))


def _leads(view: View, claim: Claimed) -> bool:
    """Whether the part is the first figure of a paragraph with a label, as in a list of one paragraph each."""
    part = claim.part
    if part is None or not view.labelled(view.paragraphs[part.paragraph]):
        return False
    return not part.index or view.mentions[part.index - 1].paragraph < part.paragraph
