"""Diagnosis: which printed figures are most likely wrong, and how. The document is never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportminer.diagnose.cover import cover
from reportminer.diagnose.naming import NAMED
from reportminer.diagnose.search import MAX_CHANGES, Found, Search, TooLargeError
from reportminer.diagnose.system import System
from reportminer.model import Analysis, Change, Explanation, Repair

_TOO_LARGE = "牵连的数字太多，没有逐一推断"
_NONE = f"改动{MAX_CHANGES}处以内的数字不能使各式同时成立"
_MAX_ALTERNATIVES = 12
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
    quantities = {quantity.id: quantity for quantity in analysis.quantities}
    system = System(analysis.relations, quantities)
    return tuple(repair for cluster in system.clusters() for repair in _repairs(system, cluster))


def _repairs(system: System, cluster: Sequence[str]) -> Iterator[Repair]:
    if sum(len(system.figures(relation)) for relation in cluster) > _MAX_FIGURES:
        yield Repair(tuple(cluster), (), _TOO_LARGE)
        return
    search = Search(system, cluster, system.broken)
    reason = _NONE
    try:
        smallest = search.smallest()
    except TooLargeError:
        smallest, reason = [], _TOO_LARGE
    likeliest = min((found.worst for found in smallest), default=NAMED)
    exchanged = search.swaps() if likeliest >= NAMED else []
    if len(cluster) > 1 and likeliest >= NAMED and not exchanged:
        shared = cover(system, cluster)
        if shared.shares and (not shared.rest or not smallest or _are_doubtful(system, shared.rest)):
            for share in shared.shares:
                yield _repair(system, share.relations, share.found)
            if shared.rest:
                yield _alone(system, shared.rest, reason)
            return
    if not smallest:
        yield _alone(system, cluster, reason)
        return
    known = {found.ids for found in smallest}
    yield _repair(system, cluster, smallest + [found for found in exchanged if found.ids not in known], search)


def _alone(system: System, cluster: Sequence[str], reason: str) -> Repair:
    """What one usual slip would settle, if relations that hold need not go on holding; else the reason."""
    search = Search(system, cluster, system.relations)
    figures = dict.fromkeys(id for relation in cluster for id in system.figures(relation))
    try:
        found = [one for id in figures if (one := search.solve([id])) and one.cost < NAMED]
    except TooLargeError:
        found = []
    if not found:
        return Repair(tuple(cluster), (), reason)
    ranked = sorted(found, key=lambda one: one.cost)
    return Repair(tuple(cluster), tuple(_explanation(system, one, False) for one in ranked), reason)


def _are_doubtful(system: System, relations: Iterable[str]) -> bool:
    """Whether the text only implies these relations, so that a slip need not settle them."""
    return all(system.relations[relation].strength != "stated" for relation in relations)


def _repair(system: System, relations: Sequence[str], found: Sequence[Found], search: Search | None = None) -> Repair:
    ranked = sorted(found, key=lambda one: one.cost)
    if search is not None and len(ranked[0].values) == 1:
        more = {one.ids: search.alternatives(one.values[0][0]) for one in ranked}
        ranked = sorted((each for one in ranked for each in more[one.ids] or [one]), key=lambda one: one.cost)
        ranked = ranked[: max(_MAX_ALTERNATIVES, len(found))]
    certain = len(ranked) == 1
    explanations = tuple(_explanation(system, one, certain) for one in ranked)
    return Repair(tuple(relations), explanations, usual=len(ranked[0].values) == 1 and ranked[0].cost < NAMED)


def _explanation(system: System, found: Found, certain: bool) -> Explanation:
    changes = tuple(
        Change(id, system.quantities[id].value, candidate.to, candidate.why) for id, candidate in found.values
    )
    return Explanation(changes, certain)
