"""Diagnosis: which printed figures are most likely wrong, and how. The document is never changed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial

from msgspec import structs

from reportminer.claims import Ratio
from reportminer.diagnose.cover import Cover, Opener, cover
from reportminer.diagnose.naming import NAMED
from reportminer.diagnose.search import MAX_CHANGES, Search, TooLargeError
from reportminer.diagnose.slips import Candidate, Found
from reportminer.diagnose.system import System
from reportminer.misreckoned import way_of
from reportminer.model import Analysis, Change, Explanation, Repair

_TOO_LARGE = "牵连的数字太多，没有逐一推断"
_NONE = f"改动{MAX_CHANGES}处以内的数字不能使各式同时成立"
_RECKONED = 0.8
"""what a rate reckoned the wrong way round costs"""
_MAX_ALTERNATIVES = 40
_MAX_FIGURES = 400
"""Figures in the relations of a cluster; trying each of more (a table of thousands of rows) takes too long."""


def diagnose(analysis: Analysis) -> tuple[Repair, ...]:
    """The repairs of every cluster of broken relations that share figures, in the order of the report.

    A cluster is settled by itself: relations that hold now go on holding, broken ones of other clusters are left out of
    account. Its explanations are all smallest sets of changed figures that make its relations hold, likeliest first.
    Where no usual slip explains such a set but a usual slip in each of several figures settles the cluster, every one
    of these slips is a repair of its own. A cluster that can't be settled, or only by too long a search, says so as its
    reason; its explanations, if any, then leave relations that hold now out of account.
    """
    if all(relation.status != "inconsistent" for relation in analysis.relations):
        return ()
    quantities = {quantity.id: quantity for quantity in analysis.quantities}
    system = System(analysis.relations, quantities)
    return tuple(repair for cluster in system.clusters() for repair in _repairs(system, cluster))


def _repairs(system: System, cluster: Sequence[str]) -> Iterator[Repair]:
    if sum(len(system.figures(relation)) for relation in cluster) > _MAX_FIGURES:
        yield Repair(tuple(cluster), (), _TOO_LARGE)
        return
    search = Search(system, cluster, system.faults)
    reason = _NONE
    try:
        smallest = search.smallest()
    except TooLargeError:
        smallest, reason = [], _TOO_LARGE
    # a rate that would be nothing tells that the figures of it are not comparable, not that digits were put in
    likeliest = min((found.worst for found in smallest if all(one.to for _, one in found.values)), default=NAMED)
    exchanged = search.swaps() if likeliest >= NAMED else []
    if likeliest >= NAMED and not exchanged and (pairs := search.unit_with_rate()):
        yield _repair(system, pairs, search)
        return
    for lenient in (False, True) if likeliest >= NAMED and not exchanged else ():
        if len(cluster) == 1 and not lenient:
            continue
        open_search = partial(_opened, system, system.faults, lenient)
        shared = cover(system, cluster, open_search)
        if shared.shares and _is_likelier(system, shared, smallest):
            yield from _shared(system, shared, open_search)
            yield from _alone(system, shared.rest, reason)
            return
    if not smallest:
        yield from _alone(system, cluster, reason)
        return
    known = {found.ids for found in smallest}
    yield _repair(system, smallest + [found for found in exchanged if found.ids not in known], search)


def _opened(
    system: System, ignored: Container[str], lenient: bool, relations: Sequence[str], given: dict[str, Candidate]
) -> Search:
    return Search(system, relations, ignored, given, lenient)


def _shared(system: System, shared: Cover, open_search: Opener, reason: str | None = None) -> Iterator[Repair]:
    given: dict[str, Candidate] = {}
    for share in shared.shares:
        yield _repair(system, share.found, open_search(share.relations, given), reason)
        given |= dict(share.found[0].values)


def _is_likelier(system: System, shared: Cover, smallest: Sequence[Found]) -> bool:
    """Whether usual slips, each by itself, are likelier than the smallest sets, which hold unusual changes.

    They leave nothing, or what the text only implies, or they stand in the place of some of the unusual changes.
    """
    if not shared.rest or not smallest or _are_doubtful(system, shared.rest):
        return True
    best = min(smallest, key=lambda found: found.cost)
    return sum(candidate.cost >= NAMED for _, candidate in best.values) > 1


def _alone(system: System, cluster: Sequence[str], reason: str) -> Iterator[Repair]:
    """What usual slips would settle, if relations that hold need not go on holding; else the reason."""
    if not cluster:
        return
    open_search = partial(_opened, system, system.relations, False)
    shared = cover(system, cluster, open_search)
    yield from _shared(system, shared, open_search, reason)
    if shared.rest:
        yield Repair(shared.rest, (), reason)


def _are_doubtful(system: System, relations: Iterable[str]) -> bool:
    """Whether the text only implies these relations, so that a slip need not settle them."""
    return all(system.relations[relation].strength != "stated" for relation in relations)


def _repair(system: System, found: Sequence[Found], search: Search, reason: str | None = None) -> Repair:
    every = [each for one in found for each in search.alternatives(one)]
    every = [_reckoned(system, one) for one in every]
    ranked = sorted(every, key=lambda one: one.cost)[: max(_MAX_ALTERNATIVES, len(found))]
    certain = len(ranked) == 1 and reason is None
    explanations = tuple(_explanation(system, one, certain) for one in ranked)
    is_usual = reason is None and len(ranked[0].values) == 1 and ranked[0].cost < NAMED
    return Repair(search.cluster, explanations, reason, is_usual)


def _reckoned(system: System, found: Found) -> Found:
    """The same, a rate alone that was reckoned in a wrong way likelier than any slip of the hand."""
    if len(found.values) != 1:
        return found
    ((id, candidate),) = found.values
    for relation in system.of_figure[id]:
        claim = system.claims[relation]
        if isinstance(claim, Ratio) and claim.rate == id and system.relations[relation].status == "inconsistent":
            share = system.relations[relation].type == "share"
            right = claim.computed({one: system.quantities[one].value for one in claim.ids()})
            step = system.quantities[id].step or 1
            nearest = right is not None and 2 * abs(claim.signs[0] * right - Fraction(candidate.to)) <= step
            if nearest and way_of(claim, system.quantities, is_share=share):
                return Found(((id, structs.replace(candidate, cost=min(candidate.cost, _RECKONED))),))
    return found


def _explanation(system: System, found: Found, certain: bool) -> Explanation:
    changes = tuple(
        Change(id, system.quantities[id].value, candidate.to, candidate.why) for id, candidate in found.values
    )
    return Explanation(changes, certain)
