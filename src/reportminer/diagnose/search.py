"""The smallest sets of figures that, given other values, make every claim hold: exact, bounded, always the same."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from reportminer.claims import Linear, Ratio
from reportminer.diagnose.naming import NAMED, SWAPPED, Print
from reportminer.diagnose.slips import (
    Candidate,
    Found,
    Guess,
    Target,
    best_candidate,
    in_unit,
    possible_guesses,
    print_of,
    stays_as_printed,
    usual_slips,
)
from reportminer.diagnose.system import AnyClaim, Either, System
from reportminer.intervals import WHOLE_LINE, Exact, Interval, common, exact, point
from reportminer.model import Quantity
from reportminer.multiples import Product, Tiers
from reportminer.portion import Portion

MAX_CHANGES = 3
MAX_STEPS = 800
"""relations looked at in one search: what a report of any length may spend on one slip"""
MAX_WIDTH = 20000
MAX_SETS = 64
_LIKE = 3
"""how many times larger or smaller a rate may be where it is wrong besides the unit of its base"""
_RATIOS = (Ratio, Product, Tiers, Portion)


class TooLargeError(Exception):
    """The search would take more steps than allowed."""


class Search:
    """One search over a system.

    ignored  broken relations that another search settles, or all relations
    given    what that search changed
    lenient  a relation that holds binds no figure that could as well be nothing to it: one far below the rounding of
             the others, or a part of a whole
    """

    def __init__(
        self,
        system: System,
        cluster: Sequence[str],
        ignored: Container[str] = (),
        given: Mapping[str, Candidate] | None = None,
        lenient: bool = False,
    ) -> None:
        self.system = system
        self.cluster = tuple(cluster)
        self.ignored = ignored
        self.given = dict(given or {})
        self.lenient = lenient
        self.steps = 0

    def smallest(self) -> list[Found]:
        """All smallest sets that settle the cluster; [] beyond the limit. Raises `TooLargeError`."""
        layer: list[frozenset[str]] = [frozenset()]
        for _ in range(MAX_CHANGES):
            wider: dict[frozenset[str], None] = {}
            for chosen in layer:
                for id in self._blamed(chosen):
                    if id not in chosen and (not chosen or self._may_change(chosen | {id})):
                        wider[chosen | {id}] = None
                if len(wider) > MAX_WIDTH:
                    raise TooLargeError
            found = [
                solution
                for chosen in wider
                if (len(chosen) == 1 or self._is_free(chosen))
                and (solution := self.solve(sorted(chosen, key=self._place)))
            ]
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
        if len(chosen) == 1:
            return self._solve_one(chosen[0], claims)
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

    def _solve_one(self, id: str, claims: Sequence[str]) -> Found | None:
        """A value for one figure that makes all these claims hold; found once where no change given bears on them."""
        key = None
        if not self.given or self.given.keys().isdisjoint(
            other for one in claims for other in self.system.figures(one)
        ):
            key = (id, *claims)
            if key in self.system.solved:
                return self.system.solved[key]
        candidate = self._candidate(id, claims, self.given)
        found = None if candidate is None else Found(((id, candidate),))
        if found and not self.system.repeating.isdisjoint(claims) and not self._all_hold(claims, dict(found.values)):
            found = None
        if key is not None:
            self.system.solved[key] = found
        return found

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
            if any(self._stays(relation, first, second) for relation in self.cluster):
                continue
            swapped = {
                first: Candidate(other.value, "swap", SWAPPED, self.system.interval(second)),
                second: Candidate(one.value, "swap", SWAPPED, self.system.interval(first)),
            }
            if self._all_hold(self._claims_on((first, second)), swapped):
                found.append(Found(tuple(swapped.items())))
        return found

    def unit_with_rate(self) -> list[Found]:
        """Pairs of a unit that makes the figures of a rate comparable and the rate that these then give."""
        found = []
        for relation in self.cluster:
            claim = self.system.claims[relation]
            if not isinstance(claim, Ratio) or not self._print(claim.rate).is_rate:
                continue
            printed = abs(self.system.quantities[claim.rate].value)
            # 元 for 万元 is written more often than 万元 for 元
            for id in sorted((claim.top, claim.bottom), key=lambda one: self._print(one).factor or 0):
                for scale in sorted(self._print(id).scales):
                    unit = in_unit(self.system.quantities[id], self._print(id), scale)
                    if unit is None or unit.why != "unit":
                        continue
                    rate = self._candidate(claim.rate, [relation], self.given | {id: unit})
                    if rate is None or not printed <= _LIKE * abs(rate.to) <= _LIKE * _LIKE * printed:
                        continue
                    changed = {id: unit, claim.rate: rate}
                    if self._all_hold(self._claims_on(changed), self.given | changed):
                        found.append(Found(tuple(changed.items())))
        return found

    def _stays(self, relation: str, first: str, second: str) -> bool:
        """Whether exchanging two figures leaves a broken relation as it is."""
        claim = self.system.claims[relation]
        if not isinstance(claim, Linear):
            return {first, second}.isdisjoint(claim.ids())
        one, other = (sum(factor for name, factor in claim.terms if name == id) for id in (first, second))
        return one == other

    def alternatives(self, found: Found) -> list[Found]:
        """`found`, and other usual slips of its figures that settle the cluster: rounding or a bound leaves many."""
        every = {tuple(candidate.to for _, candidate in found.values): found}
        for place, (id, likeliest) in enumerate(found.values):
            if likeliest.cost >= NAMED:
                continue
            before, after = found.values[:place], found.values[place + 1 :]
            for candidate in self._slips(id, likeliest, self.given | dict(before + after)):
                other = Found((*before, (id, candidate), *after))
                every[tuple(candidate.to for _, candidate in other.values)] = other
        return list(every.values())

    def _slips(self, id: str, likeliest: Candidate, settled: Mapping[str, Candidate]) -> list[Candidate]:
        claims = self._claims_on((id,))
        is_open = all(is_bound(self.system.claims[relation]) for relation in claims if relation in self.cluster)
        target, guesses = self._guesses(id, claims, settled, is_open)
        if target is not None and target.is_exact and target.values == (exact(likeliest.to),):
            return []
        return usual_slips(self.system.quantities[id], self._print(id), guesses, target)

    def _claims_on(self, chosen: Iterable[str]) -> list[str]:
        """The relations that the chosen figures take part in, broken ones first."""
        touched = dict.fromkeys(
            relation for id in chosen for relation in self.system.of_figure[id] if not self._is_loose(relation, id)
        )
        binding = (one for one in touched if one in self.cluster or one not in self.ignored)
        return sorted(binding, key=lambda one: one not in self.cluster)

    def _is_loose(self, relation: str, id: str) -> bool:
        if not self.lenient or relation in self.cluster or relation in self.ignored:
            return False
        needed = self.system.claims[relation].needed(id, self.system.intervals(relation, {}))
        return any(0 in piece for piece in needed)

    def _blamed(self, chosen: frozenset[str]) -> list[str]:
        """The figures of which one at least must change too: those of a broken claim left untouched, else of any."""
        for relation in self.cluster:
            figures = self.system.figures(relation)
            if chosen.isdisjoint(figures):
                return list(figures)
        for id in sorted(chosen, key=self._place):
            pins = self._pins(id) - chosen
            if pins:
                return [min(pins, key=self._place)]
        around = (id for relation in self._claims_on(chosen) for id in self.system.figures(relation))
        return list(dict.fromkeys(around))

    def _pins(self, id: str) -> frozenset[str]:
        """The figures that must change too if this one does: they state the same, as exactly, and hold with it now."""
        found = self.system.pins.get(id)
        if found is None:
            quantity, shape = self.system.quantities[id], self._print(id)
            others: set[str] = set()
            for relation in self.system.of_figure[id]:
                pair = self.system.figures(relation)
                if len(pair) == 2 and self.system.relations[relation].status != "inconsistent":
                    pieces = self.system.claims[relation].needed(id, self.system.intervals(relation, {}))
                    if stays_as_printed(quantity, shape, pieces):
                        others.update(pair)
            found = self.system.pins[id] = frozenset(others - {id})
        return found

    def _may_change(self, chosen: frozenset[str]) -> bool:
        """Whether the figures that must change with the chosen ones are few enough."""
        return all(len(self._pins(id) - chosen) <= MAX_CHANGES - len(chosen) for id in chosen)

    def _is_free(self, chosen: frozenset[str]) -> bool:
        """Whether all that must change with the chosen figures is chosen too."""
        return all(self._pins(id) <= chosen for id in chosen)

    def _ready(self, id: str, claims: Sequence[str], open_ids: set[str]) -> list[str]:
        """The claims in which `id` is the only figure still open."""
        figures = self.system.figures
        return [one for one in claims if id in figures(one) and not (open_ids - {id}).intersection(figures(one))]

    def _candidate(self, id: str, claims: Sequence[str], settled: Mapping[str, Candidate]) -> Candidate | None:
        _, guesses = self._guesses(id, claims, settled)
        return best_candidate(self.system.quantities[id], self._print(id), guesses) if guesses else None

    def _guesses(
        self, id: str, claims: Sequence[str], settled: Mapping[str, Candidate], is_open: bool = False
    ) -> tuple[Target | None, Sequence[Guess]]:
        """The values that all these claims leave to the figure, and what they aim at unless a bound leaves it open.

        Found once as all other figures are printed.
        """
        key: tuple[str | bool, ...] = (id, is_open, *claims)
        found = None if settled else self.system.guesses.get(key)
        if found is None and is_open and not settled:
            found = self.system.guesses.get((id, False, *claims))
            found = found if found is not None and found[0] is None else None
        if found is None:
            found = None, ()
            pieces = self._pieces(id, claims, settled)
            if pieces:
                target = None if is_open else self._target(id, claims, settled)
                found = target, self._possible(id, pieces, target)
            if not settled:
                self.system.guesses[key] = found
        return found

    def _pieces(self, id: str, claims: Sequence[str], settled: Mapping[str, Candidate]) -> tuple[Interval, ...]:
        """What the figure may be by all these claims."""
        changed = {name: candidate.interval for name, candidate in settled.items()}
        pieces: tuple[Interval, ...] = (WHOLE_LINE,)
        for relation in claims:
            needed = self.system.claims[relation].needed(id, self.system.intervals(relation, changed))
            pieces = needed if len(needed) == 1 and pieces == (WHOLE_LINE,) else common(pieces, needed)
            if not pieces:
                break
        return pieces

    def _possible(self, id: str, pieces: tuple[Interval, ...], target: Target | None) -> list[Guess]:
        return possible_guesses(self.system.quantities[id], self._print(id), pieces, target, self._restated(id))

    def _print(self, id: str) -> Print:
        found = self.system.prints.get(id)
        if found is None:
            found = print_of(self.system.quantities[id], self._neighbours(id), self.system.habits)
            self.system.prints[id] = found
        return found

    def _target(self, id: str, claims: Sequence[str], settled: Mapping[str, Candidate]) -> Target | None:
        """The value that the first claim with only one answer gives, all other figures exact; sums come first."""
        judged = [self.system.claims[relation] for relation in claims]
        if len(judged) > 1:
            judged.sort(key=lambda one: isinstance(one, _RATIOS))
        for claim in judged:
            if is_bound(claim):
                continue
            values = {name: self._value(name, settled) for name in claim.ids()}
            found = (one.solved(id, values) for one in (claim.ways if isinstance(claim, Either) else (claim,)))
            wanted = tuple(value for value in found if value is not None)
            if wanted:
                is_rounded = isinstance(claim, _RATIOS) or self._print(id).is_rate or self._is_rough(claim, id)
                return Target(wanted, not is_rounded)
        return None

    def _is_rough(self, claim: AnyClaim, id: str) -> bool:
        """Whether a claim holds figures that are printed less exactly than this one."""
        quantities = self.system.quantities
        own = quantities[id].step or 0
        return any((step := quantities[other].step) is not None and step > own for other in claim.ids())

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
        guesses = self._possible(id, (point(solution),), Target((solution,), True))
        return id, best_candidate(self.system.quantities[id], self._print(id), guesses)

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


def is_bound(claim: AnyClaim) -> bool:
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
