"""Slips that are independent of each other: each figure settles by one usual slip as many relations as it can."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from reportminer.diagnose.naming import NAMED
from reportminer.diagnose.search import Search, TooLargeError, is_bound
from reportminer.diagnose.slips import Candidate, Found
from reportminer.diagnose.system import System

MAX_FIGURES = 40


Opener = Callable[[Sequence[str], dict[str, Candidate]], Search]


class Share(Struct, frozen=True):
    """The broken relations that one slip settles, and every figure whose slip would settle them, likeliest first."""

    relations: tuple[str, ...]
    found: tuple[Found, ...]


class Cover(Struct, frozen=True):
    """The shares of a cluster, and the relations that no usual slip settles."""

    shares: tuple[Share, ...]
    rest: tuple[str, ...]

    @property
    def cost(self) -> float:
        """The sum of the costs of the likeliest changes."""
        return sum(share.found[0].cost for share in self.shares)


def cover(system: System, cluster: Sequence[str], search: Opener) -> Cover:
    """The cluster shared out among single slips: the one that settles most comes first, its value binds the others.

    search  opens a search for some relations of the cluster, after what was changed for others
    """
    rest = list(cluster)
    given: dict[str, Candidate] = {}
    shares: list[Share] = []
    while rest:
        best = _best(system, rest, given, search)
        if best is None:
            break
        shares.append(best)
        given |= dict(best.found[0].values)
        rest = [one for one in rest if one not in best.relations]
    return Cover(tuple(shares), tuple(rest))


def _best(system: System, rest: Sequence[str], given: dict[str, Candidate], search: Opener) -> Share | None:
    """The figures that settle most of what is left."""
    figures = dict.fromkeys(id for relation in rest for id in system.figures(relation) if id not in given)
    settled: dict[tuple[str, ...], list[Found]] = {}
    for id in list(figures)[:MAX_FIGURES]:
        touched = tuple(one for one in rest if id in system.figures(one))
        for wanted in (touched, *((one,) for one in touched if len(touched) > 1)):
            found = _single(id, search(wanted, given))
            if found is not None:
                also = _also(system, touched, wanted, found, given)
                settled.setdefault(also, []).append(found)
                break
    if not settled:
        return None
    relations = max(settled, key=lambda ones: (_weight(system, ones), -min(found.cost for found in settled[ones])))
    return Share(relations, tuple(sorted(settled[relations], key=lambda found: found.cost)))


def _weight(system: System, relations: Sequence[str]) -> tuple[int, int]:
    """How many relations are settled, and how many of them exactly: many values settle a bound."""
    return len(relations), sum(not is_bound(system.claims[relation]) for relation in relations)


def _single(id: str, search: Search) -> Found | None:
    try:
        found = search.solve([id])
    except TooLargeError:
        return None
    return found if found is not None and found.cost < NAMED else None


def _also(
    system: System, touched: Sequence[str], wanted: Sequence[str], found: Found, given: dict[str, Candidate]
) -> tuple[str, ...]:
    """The relations wanted, and the others that the same value settles."""
    changed = {id: candidate.interval for id, candidate in (*given.items(), *found.values)}
    holds = (one for one in touched if one in wanted or system.claims[one].holds(system.intervals(one, changed)))
    return tuple(holds)
