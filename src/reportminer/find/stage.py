"""The stage: from an analysis with its sections to quantities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from reportminer.find.cells import Tables, cell_figures, cell_meaning, left_to_cells
from reportminer.find.grammar import grammar
from reportminer.find.meaning import Meaning, meanings
from reportminer.find.scan import Figure, scan
from reportminer.find.vocabulary import vocabulary
from reportminer.front import front_matter
from reportminer.intervals import tidy
from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Document, Quantity, Section, Span
from reportminer.table import Cell
from reportminer.text import normalise

_ZERO = Decimal(0)
_DIGITS = 50
_WHOLE = frozenset(("count", "headcount", "household"))


def find(analysis: Analysis, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The quantities of `analysis.plain` in text order, ids "q1", "q2" …

    Figures in section labels, running heads and tables of contents are none.
    """
    plain, document = analysis.plain, analysis.document
    closed = _closed(analysis)
    starts = [start for start, _ in closed]
    figures = [
        figure
        for figure in scan(plain, document.text, grammar(lexicon))
        if not _within(closed, starts, figure.start, figure.core_end)
    ]
    tables = Tables(document)
    if tables.grids:
        figures = [figure for figure in figures if not left_to_cells(tables, figure)]
        figures += cell_figures(tables, plain, grammar(lexicon), figures)
        figures.sort(key=lambda figure: figure.start)
    said = meanings(analysis, figures, lexicon)
    year = front_matter(analysis, lexicon).year if tables.grids else None
    homes = _Homes(analysis.sections)
    found = []
    for number, (figure, meaning) in enumerate(zip(figures, said, strict=True), 1):
        cell = tables.cell(figure.core_start)
        if cell is not None and _alone(cell, figure):
            meaning = cell_meaning(cell, vocabulary(lexicon), year, meaning)
        quantity = _quantity(f"q{number}", figure, meaning, document, homes.of(figure.core_start))
        block = tables.block(figure.core_start)
        if block is not None:
            quantity = replace(
                quantity, table=block.table, row=block.row, column=block.column, confidence=block.confidence
            )
        found.append(quantity)
    return tuple(found)


def _alone(cell: Cell, figure: Figure) -> bool:
    """Whether the figure is all that its cell holds, and heads name it."""
    return cell.end - cell.start <= figure.end - figure.start + 4 and bool(cell.row_heads or cell.column_heads)


def explain(text: str, lexicon: Lexicon) -> list[tuple[Quantity, str]]:
    """What is found in a sentence, each with the pattern entry (file#id) that found it."""
    document = Document("<text>", "", "text/plain", text)
    return [(q, q.by) for q in find(Analysis(document, plain=normalise(text)), lexicon)]


def _closed(analysis: Analysis) -> list[Span]:
    """Stretches without figures, in text order and disjoint."""
    spans = [
        (section.start, section.title_start) for section in analysis.sections if section.title_start > section.start
    ]
    spans += [(b.start, b.end) for b in analysis.document.blocks if b.kind in ("toc", "header", "footer")]
    return sorted(spans)


def _within(spans: Sequence[Span], starts: Sequence[int], start: int, end: int) -> bool:
    at = bisect_right(starts, start) - 1
    return at >= 0 and start < spans[at][1] and end <= spans[at][1]


class _Homes:
    """The innermost section of an offset."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sorted(sections, key=lambda section: (section.start, section.level))
        self.starts = [section.start for section in self.sections]
        self.by_id = {section.id: section for section in sections}

    def of(self, offset: int) -> str | None:
        at = bisect_right(self.starts, offset) - 1
        section = self.sections[at] if at >= 0 else None
        while section is not None and not section.start <= offset < section.end:
            section = self.by_id.get(section.parent) if section.parent else None
        return section.id if section else None


def _tidy(value: Decimal) -> Decimal:
    """`intervals.tidy` of a figure as printed, which has no exponent and few digits."""
    said = str(value)
    if "E" in said or len(said) > _DIGITS:
        return tidy(value)
    if "." not in said:
        return value if value else _ZERO
    said = said.rstrip("0").rstrip(".")
    return Decimal(said) if said != "-0" else _ZERO


def _quantity(id: str, figure: Figure, meaning: Meaning, document: Document, section: str | None) -> Quantity:
    exact = figure.kind in _WHOLE and not figure.scaled
    spread = figure.reach
    value = _tidy(figure.value)
    return Quantity(
        id,
        figure.start,
        figure.end,
        document.text[figure.start : figure.end],
        figure.core_start,
        figure.core_end,
        figure.kind,
        value,
        value if spread.low is figure.value else None if spread.low is None else _tidy(spread.low),
        value if spread.high is figure.value else None if spread.high is None else _tidy(spread.high),
        spread.low_open,
        spread.high_open,
        figure.unit,
        figure.stated,
        figure.bound,
        meaning.item,
        period=meaning.period,
        basis=meaning.basis,
        role=meaning.role,
        direction=meaning.direction,
        section=section,
        page=document.page(figure.core_start),
        reason=figure.reason,
        by=figure.by,
        step=None if exact else _tidy(figure.step),
        malformed=figure.malformed,
    )
