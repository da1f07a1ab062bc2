"""The relations of one report as one system: claims, the figures that they share, and which of them are broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from reportminer.claims import Claim, Linear, claim_of, sign_of
from reportminer.diagnose.habits import Habits
from reportminer.diagnose.naming import Print
from reportminer.diagnose.slips import Found, Guess, Target
from reportminer.intervals import Interval, meant, union
from reportminer.model import Quantity, Relation

_JUDGED = ("consistent", "rounding", "inconsistent")


class Either(Struct, frozen=True):
    """A difference whose direction the text does not tell: it holds one way or the other."""

    ways: tuple[Linear, Linear]

    def ids(self) -> tuple[str, ...]:
        """The figures that take part."""
        return self.ways[0].ids()

    def holds(self, values: Mapping[str, Interval]) -> bool:
        """Whether values can be chosen from the intervals that meet the claim."""
        return any(way.holds(values) for way in self.ways)

    def needed(self, id: str, values: Mapping[str, Interval]) -> tuple[Interval, ...]:
        """What the figure `id` would have to be, all others as given."""
        return union(piece for way in self.ways for piece in way.needed(id, values))


AnyClaim = Claim | Either


def _claim(relation: Relation, quantities: Mapping[str, Quantity]) -> AnyClaim | None:
    claim = claim_of(relation, quantities)
    if relation.type != "change" or not isinstance(claim, Linear) or sign_of(quantities[relation.lhs[0]]) is not None:
        return claim
    (stated, sign), *rest = claim.terms
    return Either((claim, Linear(((stated, -sign), *rest), claim.constant)))


class System:
    """Claims by relation id, with look-ups computed once. Weak relations and those that can't be checked stay out."""

    def __init__(self, relations: Iterable[Relation], quantities: Mapping[str, Quantity]) -> None:
        self.quantities = quantities
        self.habits = Habits(quantities.values())
        self.relations: dict[str, Relation] = {}
        self.claims: dict[str, AnyClaim] = {}
        self.of_figure: dict[str, list[str]] = {}
        self.repeating: set[str] = set()
        """the relations that name a figure more than once"""
        self._figures: dict[str, tuple[str, ...]] = {}
        for relation in relations:
            if relation.status not in _JUDGED or relation.strength == "weak":
                continue
            claim = _claim(relation, quantities)
            if claim is None:
                continue
            self.relations[relation.id] = relation
            self.claims[relation.id] = claim
            ids = claim.ids()
            figures = self._figures[relation.id] = tuple(dict.fromkeys(ids))
            if len(figures) < len(ids):
                self.repeating.add(relation.id)
            for id in figures:
                self.of_figure.setdefault(id, []).append(relation.id)
        self.broken = [id for id, relation in self.relations.items() if relation.status == "inconsistent"]
        self.faults = frozenset(self.broken)
        self.prints: dict[str, Print] = {}
        """how figures are printed, filled by the searches"""
        self.solved: dict[tuple[str, ...], Found | None] = {}
        """the value that settles a figure's claims (id, then relations) as all others are printed, filled likewise"""
        self.guesses: dict[tuple[str | bool, ...], tuple[Target | None, Sequence[Guess]]] = {}
        """the values that claims leave to a figure, and what they aim at, filled likewise"""
        self.pins: dict[str, frozenset[str]] = {}
        """the figures that can't change without those that state the same, filled likewise"""
        self._intervals: dict[str, Interval] = {}

    def figures(self, relation: str) -> tuple[str, ...]:
        """The figures of a relation, each once."""
        return self._figures[relation]

    def interval(self, id: str) -> Interval:
        """What a figure stands for as printed."""
        found = self._intervals.get(id)
        if found is None:
            found = self._intervals[id] = meant(self.quantities[id])
        return found

    def intervals(self, relation: str, changed: Mapping[str, Interval]) -> dict[str, Interval]:
        """The intervals of the figures of a relation, with the changed ones in place."""
        if not changed:
            return {id: self.interval(id) for id in self.figures(relation)}
        return {id: changed.get(id) or self.interval(id) for id in self.figures(relation)}

    def clusters(self) -> list[list[str]]:
        """The broken relations, together where they share a figure, in the order of the report."""
        home: dict[str, list[str]] = {}
        clusters: list[list[str]] = []
        for relation in self.broken:
            touched = [home[id] for id in self.figures(relation) if id in home]
            merged = [relation]
            for cluster in touched:
                if cluster in clusters:
                    clusters.remove(cluster)
                    merged = cluster + merged
            clusters.append(merged)
            for member in merged:
                for id in self.figures(member):
                    home[id] = merged
        order = {id: place for place, id in enumerate(self.broken)}
        return [sorted(cluster, key=order.__getitem__) for cluster in clusters]
