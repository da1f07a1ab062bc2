"""What the tables of a report claim: totals, parts, derived columns, marks, and items that the text names too.

sheets, lines, names                rows, columns and heads; the words by which a cell is known in the text
sums, across, rates, shares, flows  what a table claims of itself, or one of income and one of expenditure together
text, agreed, columns               what the text tells again
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Relation, Section
from reportminer.relate.tables.across import across
from reportminer.relate.tables.agreed import agreed, slipped
from reportminer.relate.tables.columns import columns_retold
from reportminer.relate.tables.flows import flows, sides
from reportminer.relate.tables.names import Prose
from reportminer.relate.tables.rates import marks, rates
from reportminer.relate.tables.shares import shares
from reportminer.relate.tables.sheets import Sheet, sheet_of, words_of
from reportminer.relate.tables.sums import sums
from reportminer.relate.tables.text import restated
from reportminer.table import grids


def table_relations(analysis: Analysis, lexicon: Lexicon) -> Iterator[Relation]:
    """Relations inside tables and between a table and the text, id "", cues as `table.is_tabular` knows them.

    A draft with a reason can't be checked (blank or unreadable cells, a total whose parts are not plain): it stays
    not_checkable and is not to be evaluated.
    """
    found = grids(analysis.document)
    if not found:
        return
    words = words_of(lexicon)
    starts = [quantity.start for quantity in analysis.quantities]
    sheets = []
    for grid in found:
        inside = analysis.quantities[bisect_left(starts, grid.start) : bisect_left(starts, grid.end)]
        sheet = sheet_of(grid, [quantity for quantity in inside if quantity.table is not None])
        sheets.append(sheet)
        added = list(sums(sheet, words))
        yield from added
        yield from across(sheet, _rows_summed(added, sheet), words)
        yield from rates(sheet, words)
        yield from shares(sheet, words)
        yield from marks(sheet, words)
        yield from flows(sheet, words)
    yield from sides(sheets, words)
    told = list(restated(sheets, analysis.quantities, _roots(analysis.sections), words))
    yield from told
    joined = {(*each.lhs, *each.rhs) for each in told}
    prose = Prose(analysis.plain, words, lexicon)
    more = list(agreed(sheets, analysis.quantities, prose))
    yield from (each for each in more if (*each.lhs, *each.rhs) not in joined)
    known = {id for each in (*told, *more) for id in (*each.lhs, *each.rhs)}
    again = list(columns_retold(sheets, analysis.quantities, known, prose))
    yield from again
    known |= {id for each in again for id in (*each.lhs, *each.rhs)}
    yield from slipped(sheets, analysis.quantities, known, prose)


def _roots(sections: Sequence[Section]) -> dict[str | None, str | None]:
    """The outermost section of each."""
    roots: dict[str | None, str | None] = {}
    for section in sections:
        roots[section.id] = roots.get(section.parent) or section.id
    return roots


def _rows_summed(added: Iterable[Relation], sheet: Sheet) -> set[str]:
    """The figures that are the total of others of their row."""
    row = {figure.id: place[0] for place, figure in sheet.figures.items()}
    return {each.lhs[0] for each in added if each.rhs and row.get(each.lhs[0]) == row.get(each.rhs[0])}
