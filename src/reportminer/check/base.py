"""What a check is: a `Rule` that says everything about it once, and a function from a `Case` to `Problem`s."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct

from reportminer.check.openness import open_relations
from reportminer.lexicon import Lexicon
from reportminer.model import (
    Analysis,
    Explanation,
    Quantity,
    Relation,
    RelationStatus,
    RelationType,
    Repair,
    Section,
    Severity,
    Span,
)
from reportminer.table import is_tabular

T = TypeVar("T")


class Rule(Struct, frozen=True, kw_only=True):
    """Each fact about a check, once. The command line, CATALOGUE.md, the README and the tests read it here.

    code      family and number, "SUM01"; the file is named code_name in lower case with underscores
    name      names the fault, "total-differs"
    title     the fault in Chinese, one phrase
    severity  error: provable from the text; warning: likely; note: a courtesy
    rationale why it matters and what exactly is compared, Chinese, one or two sentences
    message   a str.format template, Chinese, one line, filled from `Problem.values`
    passes    report sentences on which the check is silent
    fails     report sentences on which it speaks
    judges    the relation types it judges; () for a check that reads text, sections or figures directly
    """

    code: str
    name: str
    title: str
    severity: Severity
    rationale: str
    message: str
    passes: tuple[str, ...]
    fails: tuple[str, ...]
    since: str
    judges: tuple[RelationType, ...] = ()


class Problem(Struct, frozen=True, kw_only=True):
    """One fault found: where, and the values that fill the rule's message.

    proven    its relation can't hold in any reading, so that a strength of "implied" does not lessen the severity
    doubtful  another reading of the text holds: a warning at most, unless a second broken relation bears it out
    """

    start: int
    end: int
    values: Mapping[str, str] = {}
    quantities: tuple[str, ...] = ()
    relation: str | None = None
    relations: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    severity: Severity | None = None
    explanations: tuple[Explanation, ...] = ()
    proven: bool = False
    doubtful: bool = False


class Lacking(Struct, frozen=True):
    """Yielded by a check that could not decide for want of data: counted, never passed off as fine."""

    reason: str


class Case:
    """An analysis up to its relations and repairs, with the look-ups that checks need, computed once."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.lexicon = lexicon
        self.text = analysis.document.text
        self.plain = analysis.plain
        self.sums: dict[str, dict[str, str]] = {}
        """what messages on a relation are filled from, by its id, filled when first asked for"""
        self._kept: dict[Callable[[Case], Any], Any] = {}

    def once(self, compute: Callable[[Case], T]) -> T:
        """What `compute` gives for this case, computed at the first call."""
        if compute not in self._kept:
            self._kept[compute] = compute(self)
        found: T = self._kept[compute]
        return found

    @cached_property
    def figures(self) -> Mapping[str, Quantity]:
        """The quantities by id."""
        return {quantity.id: quantity for quantity in self.analysis.quantities}

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.id: section for section in self.analysis.sections}

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.analysis.sections]

    @cached_property
    def _relations(self) -> dict[str, Relation]:
        return {relation.id: relation for relation in self.analysis.relations}

    @cached_property
    def _by_status(self) -> dict[tuple[bool, RelationStatus], list[Relation]]:
        """The relations of the running text (False) and of tables (True), by status, in their order."""
        found: dict[tuple[bool, RelationStatus], list[Relation]] = {}
        for relation in self.analysis.relations:
            found.setdefault((is_tabular(relation), relation.status), []).append(relation)
        return found

    @cached_property
    def children(self) -> dict[str | None, list[Section]]:
        """Sections by parent id, in document order; key None holds the top level."""
        children: dict[str | None, list[Section]] = {}
        for section in self.analysis.sections:
            children.setdefault(section.parent, []).append(section)
        return children

    @cached_property
    def open_lists(self) -> frozenset[str]:
        """The broken relations of lists that need not be whole."""
        return open_relations(self.analysis)

    @cached_property
    def _repairs(self) -> dict[str, Repair]:
        return {relation: repair for repair in self.analysis.repairs for relation in repair.relations}

    def quantity(self, id: str) -> Quantity:
        """The quantity with this id."""
        return self.figures[id]

    def quantities(self, ids: Iterable[str]) -> list[Quantity]:
        """The quantities with these ids, in their order."""
        return [self.figures[id] for id in ids]

    def section(self, id: str) -> Section:
        """The section with this id."""
        return self._sections[id]

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds `offset`; None before the first."""
        sections = self.analysis.sections
        for place in range(bisect_right(self._section_starts, offset) - 1, -1, -1):
            if offset < sections[place].end:
                return sections[place]
        return None

    def path_at(self, offset: int) -> list[Section]:
        """The sections that hold `offset`, outermost first."""
        path: list[Section] = []
        section = self.section_at(offset)
        while section is not None:
            path.append(section)
            section = self._sections.get(section.parent) if section.parent else None
        return path[::-1]

    def relation(self, id: str) -> Relation:
        """The relation with this id."""
        return self._relations[id]

    def figures_of(self, relation: str) -> frozenset[str]:
        """The ids of the quantities of this relation."""
        found = self._relations[relation]
        return frozenset(found.lhs + found.rhs)

    def broken(self, relation: Relation) -> str:
        """A broken relation in words, figures as printed: 105万元≠1080.00千元."""
        sides = relation.expression.replace(" = ", "≠", 1).replace(" ≤ ", ">", 1)
        return sides.replace(" ", "")

    def relations(
        self, *types: RelationType, status: RelationStatus | None = None, tables: bool = False
    ) -> Iterator[Relation]:
        """The relations of these types, with this status where one is given: of the running text, or of tables."""
        if status is not None:
            found = self._by_status.get((tables, status), [])
            return (relation for relation in found if relation.type in types)
        both = (relation for relation in self.analysis.relations if relation.type in types)
        return (relation for relation in both if is_tabular(relation) == tables)

    def repair(self, relation: str) -> Repair | None:
        """What diagnosis found for the group that holds this relation; None where nothing is broken."""
        return self._repairs.get(relation)

    def span(self, quantities: Sequence[Quantity]) -> Span:
        """The stretch of text from the first to the last of these quantities."""
        return min(quantity.start for quantity in quantities), max(quantity.end for quantity in quantities)
