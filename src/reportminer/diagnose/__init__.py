"""Diagnosis: which printed figures are most likely wrong, and how. The document is never changed."""

from __future__ import annotations

from collections.abc import Sequence

from reportminer.diagnose.naming import NAMED
from reportminer.diagnose.search import MAX_CHANGES, Found, Search, TooLargeError
from reportminer.diagnose.system import System
from reportminer.model import Analysis, Change, Explanation, Repair

_TOO_LARGE = "牵连的数字太多，没有逐一推断"
_NONE = f"改动{MAX_CHANGES}处以内的数字不能使各式同时成立"


def diagnose(analysis: Analysis) -> tuple[Repair, ...]:
    """One repair for every cluster of broken relations that share figures, in the order of the report.

    Its explanations are all smallest sets of changed figures that make every relation hold that the report states or
    implies, likeliest first; the relations that hold now bind them. Where clusters of one report can only be settled
    together, they come as one. A search beyond its bounds gives a reason instead.
    """
    quantities = {quantity.id: quantity for quantity in analysis.quantities}
    system = System(analysis.relations, quantities)
    return tuple(_repair(system, cluster) for cluster in system.clusters())


def _repair(system: System, cluster: Sequence[str]) -> Repair:
    search = Search(system, cluster, system.broken)
    try:
        smallest = search.smallest()
        more = _likelier(search, smallest)
    except TooLargeError:
        return Repair(tuple(cluster), (), _TOO_LARGE)
    if not smallest:
        return Repair(tuple(cluster), (), _NONE)
    ranked = sorted(smallest + more, key=lambda found: found.cost)
    certain = len(smallest) == 1 and not more
    return Repair(tuple(cluster), tuple(_explanation(system, found, certain) for found in ranked))


def _likelier(search: Search, smallest: Sequence[Found]) -> list[Found]:
    """Larger sets, where no usual slip explains a smallest one: two figures exchanged, or a usual slip per relation."""
    if not smallest or min(found.cost / len(found.values) for found in smallest) < NAMED:
        return []
    known = {frozenset(id for id, _ in found.values) for found in smallest}
    more = [*search.swaps(), *search.apart()]
    return [found for found in more if frozenset(id for id, _ in found.values) not in known]


def _explanation(system: System, found: Found, certain: bool) -> Explanation:
    changes = tuple(
        Change(id, system.quantities[id].value, candidate.to, candidate.why) for id, candidate in found.values
    )
    return Explanation(changes, certain)
