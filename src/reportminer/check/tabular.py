"""Problems on broken relations of tables: which relations a rule judges, and where in the table the figures stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.check.base import Case, Problem
from reportminer.check.problems import problem_of
from reportminer.model import Quantity, Relation, RelationType
from reportminer.table import TABULAR, Cell, Grid, grids

_LONGEST = 16


def broken(case: Case, cues: Sequence[str], *types: RelationType) -> Iterator[Relation]:
    """The broken relations of tables with one of these cues, in the order of the text."""
    known = {TABULAR + cue for cue in cues}
    for relation in case.relations(*types, status="inconsistent", tables=True):
        if relation.cue in known:
            yield relation


class Places:
    """Where in its table a figure stands, in the words of the table's heads."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._grids: tuple[Grid, ...] | None = None

    def cell(self, quantity: Quantity) -> Cell | None:
        """The cell of a figure, None for one in the running text."""
        if quantity.table is None:
            return None
        if self._grids is None:
            self._grids = grids(self._case.analysis.document)
        for grid in self._grids:
            if grid.start <= quantity.core_start < grid.end:
                return grid.holding(quantity.core_start)
        return None

    def row(self, quantity: Quantity) -> str:
        """“行头”行, where the row has a head of a length to be shown."""
        cell = self.cell(quantity)
        head = cell.row_head if cell is not None else ""
        return f"“{head}”行" if 0 < len(head) <= _LONGEST else ""

    def name(self, quantity: Quantity) -> str:
        """“行头”行“列头”列, as far as there are heads of a length to be shown."""
        cell = self.cell(quantity)
        column = cell.column_head if cell is not None else ""
        return self.row(quantity) + (f"“{column}”列" if 0 < len(column) <= _LONGEST else "")

    def problem(self, relation: Relation) -> Problem:
        """The problem of a broken relation, with `place` and `other`: where its first and its last figure stand."""
        figures = self._case.quantities(relation.lhs + relation.rhs)
        place, other = self.name(figures[0]), self.name(figures[-1])
        return problem_of(self._case, relation, place=place, other=other)
