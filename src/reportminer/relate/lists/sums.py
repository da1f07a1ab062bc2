"""Totals and their parts: lists that 其中, 包括, 由…组成 or a colon open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportminer.relate.base import draft, joined
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import chance
from reportminer.relate.evidence.closing import closes, high, low
from reportminer.relate.lists.bare import is_bare, is_some_of
from reportminer.relate.lists.claimed import (
    Official,
    as_closed_as_others,
    as_open_as_others,
    claim_of_list,
    divided_twice,
    share_of,
    whole_by_shares,
)
from reportminer.relate.lists.edges import (
    are_nested,
    change_before,
    heads_of,
    home_of,
    is_beside,
    is_cut,
    is_itself,
    is_of_another,
    is_of_another_measure,
    is_told_again,
    named_like,
    own_parts,
    whole_after,
    without_carried,
    without_holders,
    without_left,
    without_paid,
    without_posts,
    without_retired,
)
from reportminer.relate.lists.fitting import closing, closing_beginning, slipped_reading, stretches
from reportminer.relate.lists.listing import Listing, list_of
from reportminer.relate.lists.measures import columns_of, named_columns, of_one_sort
from reportminer.relate.lists.onward import carried_on
from reportminer.relate.lists.points import FULL_MARKS, is_scored, points_meant
from reportminer.relate.lists.reading import (
    members_of,
    opener_of,
    run_of,
    segment_heads,
    until_rest,
    wholes_of,
)
from reportminer.relate.lists.wording import (
    divided_before,
    ends_run,
    goes_on,
    goes_on_below,
    is_outcome,
    named_before,
    shared_before,
    totals_told,
)

_NOT_HEADS = ("none.carried", "change.up", "change.down", "change.against", "change.compared")
_INLINE = ("sum.parts", "sum.include", "sum.mainly")
_LAST = 4
_PAIR = 2
_AROUND = " ,;:、"


def find_listings(view: View, official: Official) -> list[Listing]:
    """Every list of parts that a cue opens, outer lists before the lists inside them."""
    listings: list[Listing] = []
    for mention in view.mentions:
        opener = opener_of(view, mention)
        # 55微克/立方米，其中7月50微克/立方米 is no part
        mean = mention.kind == "measure" and "/" in (mention.unit or "")
        if opener is not None and not mean and not (mention.group and _is_read(listings[-_LAST:], opener)):
            listings.extend(_read_list(view, mention, opener, official, listings[-_LAST:]))
    return list(as_open_as_others(list(as_closed_as_others(listings))))


def _is_read(listings: Sequence[Listing], opener: Mark) -> bool:
    """Whether the cue has opened a list of several brackets already: 主要为房屋(5万元)、车(2万元)."""
    return any(each.opener.start == opener.start and each.is_sum for each in listings)


def _read_list(
    view: View, first: Mention, opener: Mark, official: Official, before: Sequence[Listing]
) -> Iterator[Listing]:
    """The lists that a cue opens: one of each column of its members, with the total meant and what is claimed of it.

    before  the lists found last, which this one may go on with, or divide once more
    """
    members = members_of(view, first, opener)
    if opener.meaning == "sum.parts" and members:
        members += carried_on(view, first, opener, members)
    home: Mention | None = None
    for parts in columns_of(view, members):
        beyond = parts[0].unit != first.unit and ";" in view.text[first.end : parts[0].start]
        if beyond and opener.meaning in _INLINE and (home is not None or parts[0].clause != first.clause):
            continue
        after = whole_after(view, parts) if opener.meaning == "sum.closed" else None
        candidates, parts = ([after], parts) if after is not None else _totals_near(view, first, opener, parts)
        closed = any(closes(each, parts) for each in candidates)
        shared = [] if closed or after is not None else whole_by_shares(view, candidates, parts)
        if not closed and after is None:
            candidates = _totals_further(view, opener, candidates, parts)
        if opener.meaning == "sum.divided":
            candidates = _totals_divided(view, candidates, parts, before, closed=closed)
        stray = opener.meaning == "sum.parts" and not closed and is_of_another_measure(view, first, candidates)
        if stray or is_outcome(view, first, parts, candidates):
            continue
        if parts[0] is not first and home is not None:
            # 甲80人，发放8万元；乙60人，其中丙20人、丁40人，发放6万元: each stretch has its own
            since = max(view.text.rfind(";", 0, home.start), view.sentences[home.sentence])
            candidates = [each for each in candidates if since <= each.start and each.sentence == home.sentence]
        apart = parts[0] is not first and all(each.sentence != first.sentence for each in candidates[:1])
        candidates = shared or candidates
        if not candidates or (apart and len(parts) == 1 and parts[0].mark("sum.after") is not None):
            continue  # 其中小学168人、初中126人，共46万元: what went to those listed
        if opener.meaning == "sum.parts":
            candidates = totals_told(view, opener, candidates, parts, before)
        below = next((old for old in before if goes_on_below(view, opener, old, parts)), None)
        below = below if opener.meaning == "sum.parts" else None
        below = below or next((old for old in before[-1:] if goes_on(view, opener, old, candidates[0])), None)
        if below is not None:
            candidates, parts = [below.whole], [*below.parts, *parts]
        home = home or candidates[0]
        parts = parts if closed else without_paid(view, home, without_carried(view, home, parts))
        twice = divided_twice(view, candidates[0], parts, opener)
        yield from twice or _settle(view, candidates, parts, opener, official)


def _totals_near(view: View, first: Mention, opener: Mark, parts: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The totals before a list, the nearest first, and its parts without what is none of any of these."""
    candidates = wholes_of(view, first, opener, parts[0])
    if opener.meaning == "sum.closed":
        candidates = [each for each in candidates if each.sentence == first.sentence]
    parts = points_meant(view, candidates, parts)
    candidates = without_posts(candidates, parts)
    parts = without_retired(view, candidates, without_holders(view, candidates, parts))
    return candidates, without_left(view, candidates, parts)


def _totals_further(view: View, opener: Mark, candidates: list[Mention], parts: Sequence[Mention]) -> list[Mention]:
    """The totals of a list that closes none near by: the change right before it, or one that is named in front."""
    taken_off = change_before(view, parts)
    candidates = [taken_off] if taken_off is not None else candidates
    named = named_before(view, opener, parts)
    sure = bool(named) and (opener.meaning == "sum.divided" or not candidates or closes(named[0], parts))
    return named if sure else candidates


def _totals_divided(
    view: View, candidates: list[Mention], parts: list[Mention], before: Sequence[Listing], *, closed: bool
) -> list[Mention]:
    """The totals that a list told by a view of its own may divide once more: 按类型分; 分品种看."""
    candidates = divided_before(before, parts, candidates if closed else shared_before(view, parts, candidates))
    if closed:
        return candidates
    least = parts[0].value  # 毛利7万元。分品种看：甲43万元、乙25万元: not what is less than its first part
    return [each for each in candidates if each.value >= least or (chance(each, parts) and not ends_run(view, each))]


def _settle(
    view: View, candidates: Sequence[Mention], parts: list[Mention], opener: Mark, official: Official
) -> Iterator[Listing]:
    """The total and the reading of the list that fit best, and what the list then claims."""
    # 7个，其中甲4个、乙3个、丙2个: a list that is plainly one run is neither cut short nor read on
    runs = [each for each in stretches(view, parts) if len(each) == len(parts) or joined(view, each[0], each[-1])]
    bare = any(is_bare(view, candidates[0], run, opener) for run in runs)
    columns = [] if bare and parts[0].kind != "score" else named_columns(view, parts)
    bare = bare and not columns
    if not columns and parts[0].kind == "score":
        parts = of_one_sort(view, candidates[0], parts)
    chosen = closing(view, candidates, parts, bare)
    if chosen is None and not columns:
        chosen = closing_beginning(view, candidates, parts)
        chosen = None if bare and chosen is not None and not is_cut(view, *chosen, parts) else chosen
    if chosen is not None:
        whole, fitting = chosen
        if is_itself(whole, fitting) or (opener.meaning != "sum.parts" and is_told_again(whole, fitting)):
            return
        yield list_of(whole, fitting, opener, "stated", "sum" if len(fitting) > 1 else "part_of", claimed=True)
        yield from _leftovers(view, whole, fitting, parts, opener)
        return
    if columns:
        yield from _of_columns(view, candidates, columns, opener)
        return
    parts = own_parts(view, candidates[0], parts)
    slipped = slipped_reading(view, candidates, parts, opener)
    if slipped is not None:
        whole, fitting = slipped
        sure = claim_of_list(view, whole, fitting, opener, official) == ("sum", "stated")
        yield list_of(whole, fitting, opener, "stated" if sure else "implied", "sum", claimed=sure)
        yield from _leftovers(view, whole, fitting, parts, opener)
        return
    yield from _still_claimed(view, candidates, parts, opener, official)


def _still_claimed(
    view: View, candidates: Sequence[Mention], parts: list[Mention], opener: Mark, official: Official
) -> Iterator[Listing]:
    """What a list claims that neither closes nor would but for a slip: parts that lie in a total, or in each other."""
    values = {part.value for part in parts if part.value} if len(parts) > 1 else set()
    # a figure that comes again among the parts is one of them restated
    candidates = [each for each in candidates if each.value not in values]
    if not candidates:
        return
    whole = home_of(view, candidates, parts)
    members = [
        part for part in segment_heads(view, parts) if part.basis == whole.basis or "" in (part.basis, whole.basis)
    ]
    fitting = until_rest(run_of(view, _first_stretch(view, members, opener)))
    if not fitting or is_itself(whole, fitting) or is_of_another(whole, fitting):
        return
    kind, strength = claim_of_list(view, whole, fitting, opener, official)
    homes = [named_like(view, candidates, part) or whole for part in fitting]
    homes = [whole, *fitting[:-1]] if are_nested(view, fitting) else homes
    several = kind == "part_of" and len(fitting) > 1 and any(home is not whole for home in homes)
    if kind == "overlap" or several:
        for part, home in zip(fitting, homes, strict=True):
            yield list_of(home, [part], opener, strength, "part_of")
    elif kind == "part_of" and len(fitting) == 1 and len(heads := heads_of(view, whole, fitting[0])) > 1:
        relation = draft("part_of", fitting, heads, strength=strength, cue=opener.word)
        yield Listing(whole, tuple(fitting), opener, False, relation)
    elif kind == "sum" or kind == "part_of":
        claimed = kind == "sum" and strength == "stated"
        yield list_of(whole, fitting, opener, strength, kind, claimed=claimed)
    if kind:
        yield from _leftovers(view, whole, fitting, parts, opener)


def _of_columns(
    view: View, candidates: Sequence[Mention], columns: Sequence[Sequence[Mention]], opener: Mark
) -> Iterator[Listing]:
    """The columns of a list of scores (投入20分得19分，…) that add up, each to a total of its own.

    Else the first that is of a total's kind and misses it by one slip.
    """
    made: set[int] = set()
    left: list[Sequence[Mention]] = []
    for column in columns:
        fitting = closing(view, candidates, [*column]) or closing_beginning(view, candidates, [*column])
        if fitting is None or len(fitting[1]) < _PAIR:
            left.append(column)
            continue
        made.add(fitting[0].index)
        yield list_of(*fitting, opener, "stated", "sum", claimed=True)
    for whole in candidates:
        if whole.kind != "score":
            return
        scored = is_scored(view, whole) or (whole.mark("score.whole") is not None and whole.value != FULL_MARKS)
        for column in left if whole.index not in made else ():
            if scored == is_scored(view, column[0]) and chance(whole, column):
                yield list_of(whole, column, opener, "implied", "sum")
                return


def _first_stretch(view: View, parts: list[Mention], opener: Mark) -> list[Mention]:
    """The parts before the first semicolon of a list with neither colon nor shares: 其中甲5万元；另一事项6万元."""
    if not parts or view.text.startswith(":", opener.end) or share_of(view, parts[0]) is not None:
        return parts
    end = view.text.find(";", parts[0].end, parts[-1].start)
    if end < 0 or (len(parts) > 1 and _are_of_one_noun(view, parts)):
        return parts
    return [part for part in parts if part.start < end]


def _are_of_one_noun(view: View, parts: Sequence[Mention]) -> bool:
    """Whether each stretch names one thing of a kind: 其中稻田产值5万元，增长3%；林下产值2万元，增长1%."""
    names = [view.words_of(part).strip(_AROUND) for part in parts]
    apart = all(";" in view.text[one.end : other.start] for one, other in pairwise(parts))
    return apart and all(len(name) > _PAIR and name.endswith(names[0][-_PAIR:]) for name in names)


def _leftovers(
    view: View, whole: Mention, chosen: Sequence[Mention], parts: Sequence[Mention], opener: Mark
) -> Iterator[Listing]:
    """Heads counted behind the list in the same stretch: each lies in the whole, 成功调处238件."""
    if whole.kind in ("amount", "score"):
        return
    end = chosen[-1].end
    for part in parts:
        if (
            part.start > end
            and part not in chosen
            and not (part.basis == "prior" or part.mark(*_NOT_HEADS))
            and (high(part) <= low(whole) or is_some_of(view, whole, part))
            and ";" not in view.text[end : part.start]
            and part.sentence == chosen[-1].sentence
            and part.value
            and not is_beside(view, whole, part)
        ):
            yield list_of(whole, [part], opener, "implied", "part_of")
