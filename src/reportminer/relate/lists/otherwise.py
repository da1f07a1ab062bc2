"""Lists whose total is counted in another word than its parts: 基层工会86个，其中机关30家、企业56家."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.relate.base import HEAD, SERVICES, alike
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes
from reportminer.relate.lists.bare import crosses, in_bracket_of, picks
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.reading import opener_of

_BODIES = frozenset("个家所处座")
"""words that bodies and places are counted in, one as well as the other"""
_ENDS = frozenset(",;。)\n")
_MOST = 12
_TELLING = 3
"""parts that tell of a whole without a word for it"""
_GAP = 20


def counts_as(part: Mention, whole: Mention) -> bool:
    """Whether heads make up services to people, and bodies others in another word."""
    return {part.unit, whole.unit} <= _BODIES or (part.unit == HEAD and whole.unit in (HEAD, SERVICES))


def find_counted_otherwise(view: View, listings: Sequence[Listing]) -> Iterator[Listing]:
    """Every number right before parts in another word that make it, or that a cue calls its and one slip keeps from it.

    listings  what is known to be a total, or a part of one, is none of these
    """
    known = {each.whole.index for each in listings if each.is_sum} | {
        part.index for each in listings for part in each.parts if each.is_sum
    }
    for whole in view.mentions:
        counted = whole.unit in _BODIES or whole.unit == SERVICES
        if not counted or whole.role != "level" or whole.bound != "exact" or whole.index in known:
            continue
        parts = _run(view, whole, known)
        if len(parts) < 2 or all(alike(part, whole) for part in parts) or picks(parts) or crosses(parts):
            continue
        opener = opener_of(view, parts[0])
        told = opener is not None or in_bracket_of(view, whole, parts[0])
        sure = closes(whole, parts)
        # 标段14个，其中已招标11个、中标企业2家: what two words count is hardly of one whole
        one = len({part.unit for part in parts}) == 1 and whole.unit != SERVICES
        missed = told and one and not sure and near_miss(whole, parts)
        if missed or (sure and (told or len(parts) >= _TELLING)):
            yield sum_of(
                whole, parts, opener, strength="stated" if sure and opener is not None else "implied", sure=sure
            )


def _run(view: View, whole: Mention, known: set[int]) -> list[Mention]:
    """The figures right behind a number, each with a name, up to the end of their sentence or bracket."""
    parts: list[Mention] = []
    for each in view.mentions[whole.index + 1 : whole.index + 1 + _MOST]:
        before = parts[-1] if parts else whole
        gap = view.text[before.end : each.start]
        apart = "\n" in gap or "。" in (gap if parts else gap[1:]) or len(gap) > _GAP
        if apart or not counts_as(each, whole) or each.role != "level" or each.bound != "exact":
            break
        if each.index in known or (parts and each.group != parts[0].group):
            break
        parts.append(each)
    if not parts or parts[0].group not in (whole.group, parts[-1].group):
        return []
    last = parts[-1].end
    end = next((at for at in range(last, min(last + _GAP, len(view.text))) if view.text[at] in _ENDS), -1)
    behind = view.mentions[parts[-1].index + 1 : parts[-1].index + 2]
    ended = end >= 0 and not (behind and behind[0].start < end) and "等" not in view.text[last:end]
    return parts if ended else []
