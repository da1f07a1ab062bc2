"""The relations of one report as one system: claims, the figures that they share, and which of them are broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportminer.claims import Claim, claim_of
from reportminer.diagnose.habits import Habits
from reportminer.diagnose.naming import Print
from reportminer.intervals import Interval, meant
from reportminer.model import Quantity, Relation

_JUDGED = ("consistent", "rounding", "inconsistent")


class System:
    """Claims by relation id, with look-ups computed once. Weak relations and those that can't be checked stay out."""

    def __init__(self, relations: Iterable[Relation], quantities: Mapping[str, Quantity]) -> None:
        self.quantities = quantities
        self.habits = Habits(quantities.values())
        self.relations: dict[str, Relation] = {}
        self.claims: dict[str, Claim] = {}
        self.of_figure: dict[str, list[str]] = {}
        for relation in relations:
            if relation.status not in _JUDGED or relation.strength == "weak":
                continue
            claim = claim_of(relation, quantities)
            if claim is None:
                continue
            self.relations[relation.id] = relation
            self.claims[relation.id] = claim
            for id in dict.fromkeys(claim.ids()):
                self.of_figure.setdefault(id, []).append(relation.id)
        self.broken = [id for id, relation in self.relations.items() if relation.status == "inconsistent"]
        self.prints: dict[str, Print] = {}
        """how figures are printed, filled by the searches"""
        self._intervals: dict[str, Interval] = {}
        self._figures: dict[str, tuple[str, ...]] = {}

    def figures(self, relation: str) -> tuple[str, ...]:
        """The figures of a relation, each once."""
        found = self._figures.get(relation)
        if found is None:
            found = self._figures[relation] = tuple(dict.fromkeys(self.claims[relation].ids()))
        return found

    def interval(self, id: str) -> Interval:
        """What a figure stands for as printed."""
        found = self._intervals.get(id)
        if found is None:
            found = self._intervals[id] = meant(self.quantities[id])
        return found

    def intervals(self, relation: str, changed: Mapping[str, Interval]) -> dict[str, Interval]:
        """The intervals of the figures of a relation, with the changed ones in place."""
        return {id: changed.get(id) or self.interval(id) for id in self.claims[relation].ids()}

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
