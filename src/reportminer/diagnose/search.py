"""The smallest sets of figures that, given other values, make every claim hold: exact, bounded, always the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from msgspec import Struct

from reportminer.claims import Claim, Linear
from reportminer.diagnose.naming import SWAPPED, Print
from reportminer.diagnose.slips import Candidate, Target, best_candidate, print_of, usual_slips
from reportminer.diagnose.system import System
from reportminer.intervals import WHOLE_LINE, Exact, Interval, common, exact, point
from reportminer.model import Quantity

MAX_CHANGES = 3
MAX_STEPS = 800
"""relations looked at in one search: what a report of any length may spend on one slip"""
MAX_WIDTH = 20000
MAX_SETS = 64


class TooLargeError(Exception):
    """The search would take more steps than allowed."""


class Found(Struct, frozen=True):
    """A set of changed figures with a value for each."""

    values: tuple[tuple[str, Candidate], ...]

    @property
    def cost(self) -> float:
        """The sum of the costs of the changes."""
        return sum(candidate.cost for _, candidate in self.values)

    @property
    def worst(self) -> float:
        """The cost of the least likely change."""
        return max(candidate.cost for _, candidate in self.values)

    @property
    def ids(self) -> frozenset[str]:
        """The changed figures."""
        return frozenset(id for id, _ in self.values)


class Search:
    """One search over a system; `ignored` are broken relations that another search settles, `given` what it changed."""

    def __init__(
        self,
        system: System,
        cluster: Sequence[str],
        ignored: Iterable[str] = (),
        given: Mapping[str, Candidate] | None = None,
    ) -> None:
        self.system = system
        self.cluster = tuple(cluster)
        self.ignored = frozenset(ignored) - set(cluster)
        self.given = dict(given or {})
        self.steps = 0

    def smallest(self) -> list[Found]:
        """All smallest sets that settle the cluster; [] beyond the limit. Raises `TooLargeError`."""
        layer: list[frozenset[str]] = [frozenset()]
        for _ in range(MAX_CHANGES):
            wider: dict[frozenset[str], None] = {}
            for chosen in layer:
                for id in self._blamed(chosen):
                    if id not in chosen:
                        wider[chosen | {id}] = None
                if len(wider) > MAX_WIDTH:
                    raise TooLargeError
            found = [solution for chosen in wider if (solution := self.solve(sorted(chosen, key=self._place)))]
            if found:
                return found[:MAX_SETS]
            layer = list(wider)
        return []

    def solve(self, chosen: Sequence[str]) -> Found | None:
        """Values for the chosen figures that make every claim on them, and every broken one, hold; else None."""
        open_ids = set(chosen)
        if any(open_ids.isdisjoint(self.system.figures(relation)) for relation in self.cluster):
            return None
        claims = self._claims_on(chosen)
        self.steps += len(claims)
        if self.steps > MAX_STEPS:
            raise TooLargeError
        settled = dict(self.given)
        while open_ids:
            ready = {id: ones for id in chosen if id in open_ids and (ones := self._ready(id, claims, open_ids))}
            if ready:
                id = max(ready, key=lambda one: (len(ready[one]), -self._place(one)))
                candidate = self._candidate(id, ready[id], settled)
            else:
                id, candidate = self._eliminate(claims, sorted(open_ids, key=self._place), settled)
            if candidate is None:
                return None
            settled[id] = candidate
            open_ids.discard(id)
        return Found(tuple((id, settled[id]) for id in chosen)) if self._all_hold(claims, settled) else None

    def swaps(self) -> list[Found]:
        """Pairs of figures of one broken relation that, exchanged, make every claim hold."""
        found = []
        pairs: dict[tuple[str, str], None] = {}
        for relation in self.cluster:
            ids = sorted(self.system.figures(relation), key=self._place)[:12]
            pairs |= dict.fromkeys(combinations(ids, 2))
        for first, second in pairs:
            one, other = self.system.quantities[first], self.system.quantities[second]
            if one.kind != other.kind or one.unit != other.unit or one.value == other.value:
                continue
            swapped = {
                first: Candidate(other.value, "swap", SWAPPED, self.system.interval(second)),
                second: Candidate(one.value, "swap", SWAPPED, self.system.interval(first)),
            }
            claims = self._claims_on((first, second))
            if set(self.cluster) <= set(claims) and self._all_hold(claims, swapped):
                found.append(Found(tuple(swapped.items())))
        return found

    def alternatives(self, id: str) -> list[Found]:
        """Every usual slip of a figure that settles the cluster, where only a bound is broken and many values do."""
        claims = self._claims_on((id,))
        if not all(is_bound(self.system.claims[relation]) for relation in claims if relation in self.cluster):
            return []
        pieces = self._pieces(id, claims, self.given)
        slips = usual_slips(self.system.quantities[id], self._print(id), pieces) if pieces else []
        return [Found(((id, candidate),)) for candidate in slips]

    def _claims_on(self, chosen: Iterable[str]) -> list[str]:
        """The relations that the chosen figures take part in, broken ones first."""
        touched = dict.fromkeys(relation for id in chosen for relation in self.system.of_figure[id])
        return sorted((one for one in touched if one not in self.ignored), key=lambda one: one not in self.cluster)

    def _blamed(self, chosen: frozenset[str]) -> list[str]:
        """The figures of which one at least must change too: those of a broken claim left untouched, else of any."""
        for relation in self.cluster:
            figures = self.system.figures(relation)
            if chosen.isdisjoint(figures):
                return list(figures)
        around = (id for relation in self._claims_on(chosen) for id in self.system.figures(relation))
        return list(dict.fromkeys(around))

    def _ready(self, id: str, claims: Sequence[str], open_ids: set[str]) -> list[str]:
        """The claims in which `id` is the only figure still open."""
        figures = self.system.figures
        return [one for one in claims if id in figures(one) and not (open_ids - {id}).intersection(figures(one))]

    def _candidate(self, id: str, claims: Sequence[str], settled: Mapping[str, Candidate]) -> Candidate | None:
        pieces = self._pieces(id, claims, settled)
        return self._best(id, pieces, self._target(id, claims, settled)) if pieces else None

    def _pieces(self, id: str, claims: Sequence[str], settled: Mapping[str, Candidate]) -> tuple[Interval, ...]:
        """What the figure may be by all these claims."""
        changed = {name: candidate.interval for name, candidate in settled.items()}
        pieces: tuple[Interval, ...] = (WHOLE_LINE,)
        for relation in claims:
            needed = self.system.claims[relation].needed(id, self.system.intervals(relation, changed))
            pieces = common(pieces, needed)
            if not pieces:
                break
        return pieces

    def _best(self, id: str, pieces: tuple[Interval, ...], target: Target | None) -> Candidate | None:
        return best_candidate(self.system.quantities[id], self._print(id), pieces, target, self._restated(id))

    def _print(self, id: str) -> Print:
        found = self.system.prints.get(id)
        if found is None:
            found = print_of(self.system.quantities[id], self._neighbours(id), self.system.habits)
            self.system.prints[id] = found
        return found

    def _target(self, id: str, claims: Sequence[str], settled: Mapping[str, Candidate]) -> Target | None:
        """The value that the first claim with only one answer gives, all other figures exact; sums come first."""
        for relation in sorted(claims, key=lambda one: not isinstance(self.system.claims[one], Linear)):
            claim = self.system.claims[relation]
            values = {name: point(self._value(name, settled)) for name in claim.ids()}
            for piece in claim.needed(id, values):
                if piece.low is not None and piece.low == piece.high:
                    return Target(piece.low, isinstance(claim, Linear))
        return None

    def _eliminate(
        self, claims: Sequence[str], open_ids: Sequence[str], settled: Mapping[str, Candidate]
    ) -> tuple[str, Candidate | None]:
        """The first open figure, from the linear equations that tie the open figures to each other."""
        rows: list[tuple[list[Fraction], Fraction]] = []
        for relation in claims:
            claim = self.system.claims[relation]
            if not isinstance(claim, Linear) or claim.at_most:
                continue
            row, rest = [Fraction(0)] * len(open_ids), Fraction(claim.constant)
            for id, coefficient in claim.terms:
                if id in open_ids:
                    row[open_ids.index(id)] += Fraction(coefficient)
                else:
                    rest -= Fraction(coefficient) * self._value(id, settled)
            rows.append((row, rest))
        solution = _first_unknown(rows, len(open_ids))
        id = open_ids[0]
        if solution is None:
            return id, None
        return id, self._best(id, (point(solution),), Target(solution, True))

    def _value(self, id: str, settled: Mapping[str, Candidate]) -> Exact:
        return exact(settled[id].to if id in settled else self.system.quantities[id].value)

    def _all_hold(self, claims: Sequence[str], settled: Mapping[str, Candidate]) -> bool:
        changed = {id: candidate.interval for id, candidate in settled.items()}
        return all(self.system.claims[relation].holds(self.system.intervals(relation, changed)) for relation in claims)

    def _restated(self, id: str) -> list[Quantity]:
        """The figures that state the same item elsewhere, where they have another value."""
        others = []
        for relation in self.system.of_figure[id]:
            if self.system.relations[relation].type == "equal":
                others += [other for other in self.system.figures(relation) if other != id]
        return [self.system.quantities[other] for other in dict.fromkeys(others)]

    def _neighbours(self, id: str) -> list[Quantity]:
        ids = (other for relation in self.system.of_figure[id] for other in self.system.figures(relation))
        return [self.system.quantities[other] for other in dict.fromkeys(ids) if other != id]

    def _place(self, id: str) -> int:
        return self.system.quantities[id].start


def is_bound(claim: Claim) -> bool:
    """Whether the claim only says that something is at most something else."""
    return isinstance(claim, Linear) and claim.at_most


def _first_unknown(rows: Sequence[tuple[list[Fraction], Fraction]], width: int) -> Fraction | None:
    """The first unknown of a linear system by elimination, earlier rows trusted first; None where it stays open."""
    reduced: list[tuple[list[Fraction], Fraction, int]] = []
    for row, rest in rows:
        left, right = list(row), rest
        for other, value, pivot in reduced:
            if left[pivot]:
                scale = left[pivot]
                left = [mine - scale * yours for mine, yours in zip(left, other, strict=True)]
                right -= scale * value
        pivot = next((place for place in reversed(range(width)) if left[place]), -1)
        if pivot < 0:
            continue
        scale = left[pivot]
        reduced.append(([one / scale for one in left], right / scale, pivot))
    for row, value, pivot in reduced:
        if pivot == 0 and not any(row[1:]):
            return value
    return None
