"""Figures in table cells: bare numbers whose unit the heads or the caption give."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import itemgetter

from msgspec.structs import replace

from reportminer.find.bounds import reach
from reportminer.find.grammar import Grammar, place
from reportminer.find.meaning import Meaning
from reportminer.find.numerals import read_digits
from reportminer.find.roles import basis_of, year_of
from reportminer.find.scan import Figure
from reportminer.find.unitless import Guess, declared, labelled_unit
from reportminer.find.vocabulary import Vocabulary
from reportminer.model import Block, Document, Role
from reportminer.table import Cell, Grid, grids

_BARE = re.compile(r"\s*(?P<open>\()?(?P<sign>[-+△▲])?\s?[¥$]?\s?(?P<number>\d[\d,]*(?:\.\d+)?)\)?\s*\Z")
_WHOLE = re.compile(r"\d{1,3}(?:[,，]\d{3})*|\d+|[-—–]+")
_REACH = 200
_MONEY_HEAD = re.compile("预算|决算|执行|金额|支出|收入|资金|合计|经费|费|款")
_LABEL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])")
_SUM_HEAD = re.compile(
    rf"{_MONEY_HEAD.pattern}|结余|结转|余额|收支|投资|补助|补贴|基金|产值|[总原净]值|成本|价|税|贷|债"
)
_RATIO_HEAD = re.compile(r"%|率(?:\(|\Z)|占比|比重|比例|进度(?:\(|\Z)|幅度")
_GROWTH_HEAD = re.compile("增长率|增减率|增幅|增减幅度|增长比例|增减比例|变动率|变动幅度|同比")


class Tables:
    """The tables of a document, by the place of their cells."""

    def __init__(self, document: Document) -> None:
        tabular = any(block.kind == "cell" for block in document.blocks)
        self.grids: Sequence[Grid] = grids(document) if tabular else ()
        self.starts = [grid.start for grid in self.grids]
        marked = [b for b in document.blocks if b.confidence is not None or b.kind == "cell"]
        self.blocks = sorted(marked, key=lambda block: block.start)
        self.block_starts = [block.start for block in self.blocks]

    def cell(self, offset: int) -> Cell | None:
        """The cell that holds `offset`."""
        at = bisect_right(self.starts, offset) - 1
        return self.grids[at].holding(offset) if at >= 0 and offset < self.grids[at].end else None

    def block(self, offset: int) -> Block | None:
        """The cell or scanned block that holds `offset`."""
        at = bisect_right(self.block_starts, offset) - 1
        return self.blocks[at] if at >= 0 and offset < self.blocks[at].end else None


def cell_figures(tables: Tables, plain: str, grammar: Grammar, taken: Sequence[Figure]) -> Iterator[Figure]:
    """The bare numbers of cells whose unit is known, in text order; none in cells that hold one of `taken`."""
    starts = [figure.start for figure in taken]
    notes = declared(plain, grammar)
    for grid in tables.grids:
        said = bisect_right(notes, grid.start, key=itemgetter(0)) - 1
        above = notes[said][1] if said >= 0 and grid.start - notes[said][0] < _REACH else None
        counted = _counted_columns(grid) if len(grid.caption_units) > 1 else frozenset()
        for cell in grid.cells:
            if not cell.measures or cell.in_head:
                continue
            at = bisect_right(starts, cell.start - 1)
            if at < len(starts) and starts[at] < cell.end:
                continue
            figure = _figure(cell, plain, grammar, above, cell.column in counted)
            if figure is not None:
                yield figure


def left_to_cells(tables: Tables, figure: Figure) -> bool:
    """Whether a number without unit (合计 129) is all that a cell holds, whose heads then say what it is."""
    if figure.unit is not None or figure.reason is None:
        return False
    cell = tables.cell(figure.core_start)
    return cell is not None and cell.measures and not cell.in_head and cell.end <= figure.end


def _counted_columns(grid: Grid) -> frozenset[int]:
    """The columns of whole numbers whose heads name no money, beside one that does (完成数 | 补助资金)."""
    money: dict[int, bool] = {}
    broken = set()
    for cell in grid.cells:
        if cell.measures and not cell.in_head:
            money[cell.column] = any(map(_SUM_HEAD.search, cell.column_heads))
            if not _WHOLE.fullmatch(cell.text):
                broken.add(cell.column)
    if not any(money.values()):
        return frozenset()
    return frozenset(column for column, named in money.items() if not named and column not in broken)


def _figure(cell: Cell, plain: str, grammar: Grammar, above: Guess | None, counted: bool) -> Figure | None:
    match = _BARE.match(plain, cell.start, cell.end)
    if match is None or match.end() < cell.end:
        return None
    guess = _unit(cell, grammar, above, counted)
    if guess is None or guess.form is None:
        return None
    value, places, malformed = read_digits(match["number"].rstrip(","))
    negative = match["sign"] in ("-", "△", "▲") or (match["open"] is not None and match[0].rstrip().endswith(")"))
    factor = guess.factor * guess.form.factor
    value, step = value * factor * (-1 if negative else 1), Decimal(1).scaleb(-places) * factor
    entry = guess.form.entry
    start = next(at for at in range(cell.start, cell.end) if not plain[at].isspace())
    end = match.end() - (len(match[0]) - len(match[0].rstrip()))
    spread = reach(value, step, "exact", entry.kind, None, False)
    return Figure(
        start,
        end,
        start,
        end,
        entry.kind,
        value,
        spread,
        step,
        guess.form.base,
        guess.stated or None,
        "exact",
        place(entry),
        scaled=guess.factor != 1,
        malformed=malformed,
    )


def _unit(cell: Cell, grammar: Grammar, above: Guess | None, counted: bool) -> Guess | None:
    """The unit of a bare number: of its heads, else what its heads imply, else of the caption or the text above.

    counted  whether its column counts what the caption also gives a unit for (单位：户、万元)
    """
    heads = (*reversed(cell.column_heads), *reversed(cell.row_heads))
    own = _implied_by_column(cell.column_head, grammar)
    if own is not None:
        return own
    stated = [(word, guess) for word in cell.units if (guess := labelled_unit(word, grammar)) is not None]
    if stated and any(_says(head, stated[0][0]) for head in heads):
        return stated[0][1]
    for head in heads:
        for words, form in grammar.heads:
            if form.entry.kind != "amount" and head.endswith(words):
                return Guess(form)
    if any(_RATIO_HEAD.search(head) for head in heads[:2]):
        percent = grammar.units.get("%")
        return Guess(percent) if percent is not None else None
    # 单位：人、万元: what no head calls people is money
    money = [
        guess for _, guess in stated if guess.kind == "amount" or (guess.form and guess.form.entry.kind == "amount")
    ]
    others = [guess for _, guess in stated if guess not in money]
    found = next(iter(others if counted and others else money), None) or (stated[0][1] if stated else None)
    return found or (above if any(_MONEY_HEAD.search(head) for head in heads) else None)


def _says(head: str, unit: str) -> bool:
    """Whether a head states `unit`, a single sign in brackets or at its end only: 无人托管儿童 states no 人."""
    return unit in head if len(unit) > 1 else f"({unit}" in head or f"/{unit}" in head or head.endswith(unit)


def _implied_by_column(head: str, grammar: Grammar) -> Guess | None:
    """The unit of a column of marks or rates: theirs, whatever the row or the caption states for the money beside."""
    name, bracket, _ = head.partition("(")
    for words, form in grammar.heads:
        if form.entry.kind == "score" and name.endswith(words):
            return Guess(form)
    percent = grammar.units.get("%")
    return Guess(percent) if percent is not None and not bracket and _RATIO_HEAD.search(head) else None


def cell_meaning(cell: Cell, words: Vocabulary, year: int | None, meaning: Meaning) -> Meaning:
    """What a figure in a cell means: the item of its row, period and basis of its heads."""
    heads = " ".join((*cell.row_heads, *cell.column_heads))
    item = cell.row_head or cell.column_head
    role: Role = "level"
    if _GROWTH_HEAD.search(cell.column_head):
        role = "rate"
    elif _RATIO_HEAD.search(cell.column_head):
        role = "share"
    return replace(
        meaning,
        item=_LABEL.sub("", item).strip(" :、") or meaning.item,
        period=year_of(heads, year) or year,
        basis=basis_of(heads, words) if role == "level" else None,
        role=role,
        direction=None,
    )
