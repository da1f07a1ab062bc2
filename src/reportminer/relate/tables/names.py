"""By which words a figure of the text is known to be a cell's: those of its row, of its column, and what is a total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.model import Quantity
from reportminer.relate.base import ADDABLE
from reportminer.relate.keys import key_of, overlap, related, stem_of
from reportminer.relate.tables.sheets import Sheet, Words
from reportminer.table import Cell

CUE = "与正文"
RATES = ("percentage", "percentage_point")
LEVELS = ADDABLE | {"duration"}
_HEAD = 2
"""characters that the head of a column needs to name the total below it right before a figure of the text"""
_NEAR = 40
_SHORTEST = 3
_NOT_HAN = re.compile(r"[^一-鿿]+")
_ENDS = "。;\n"


class Named(Struct, frozen=True):
    """A cell with one exact figure, and the words of the cells of its row that hold none."""

    cell: Cell
    figure: Quantity
    names: Sequence[str]

    def is_total(self, words: Words) -> bool:
        """Whether its row is that of a total."""
        return any(words.ends("table_total", name) for name in (*self.names, *self.cell.row_heads))


class Prose(Struct, frozen=True):
    """The running text, in which the figures of a table may be told again."""

    plain: str
    words: Words
    lexicon: Lexicon

    def is_named(self, quantity: Quantity, name: str) -> bool:
        """Whether a figure of the text goes by exactly the name of a row."""
        key = key_of(name, self.lexicon)
        return len(key) > _SHORTEST and key_of(quantity.item, self.lexicon) == key

    def bears(self, quantity: Quantity, name: str) -> bool:
        """Whether a figure of the text is named as a row is, by its item or by the words before it in its sentence."""
        left, right = key_of(quantity.item, self.lexicon), key_of(_NOT_HAN.sub("", name), self.lexicon)
        if len(right) < _SHORTEST:
            return False
        if related(left, right) and min(len(left), len(right)) >= _SHORTEST:
            return True
        one, other = stem_of(left, self.lexicon), stem_of(right, self.lexicon)
        if related(one, other) and min(len(one), len(other)) > 1:
            return True
        return len(name) >= _SHORTEST and name in self._before(quantity, _ENDS)

    def shares(self, quantity: Quantity, name: str) -> bool:
        """Whether two characters of a name stand together before a figure in its clause, or in its item."""
        return overlap(_NOT_HAN.sub("", name), self._before(quantity, f"{_ENDS},") + quantity.item)

    def leads(self, quantity: Quantity, names: Sequence[str]) -> bool:
        """Whether two characters of a row's name stand together in the sentence before a figure."""
        begin = max(self.plain.rfind(end, 0, quantity.start) for end in _ENDS) + 1
        before = self.plain[begin : quantity.start]
        return any(overlap(_NOT_HAN.sub("", name), before) for name in names)

    def heads(self, quantity: Quantity, head: str) -> bool:
        """Whether the head of a column stands right before a figure of the text: C级83户."""
        return len(head) >= _HEAD and self._before(quantity, "").endswith(head)

    def one_basis(self, quantity: Quantity, cell: Cell) -> bool:
        """Whether the column can hold what the figure speaks of: budgets with budgets, deeds with deeds."""
        head = "".join(cell.column_heads)
        done, planned = self.words.holds("table_done", head), self.is_planned(cell)
        if self.words.holds("table_prior", head) and not planned:
            return False
        if quantity.kind in RATES or quantity.basis is None:
            return True
        if quantity.basis in ("budget", "plan"):
            return not done
        return not planned or self.words.rank("table_plan", head) == 0

    def is_planned(self, cell: Cell) -> bool:
        """Whether a cell stands in a column of what was planned, and not of what was done."""
        head = "".join(cell.column_heads)
        return self.words.holds("table_plan", head) and not self.words.holds("table_done", head)

    def _before(self, quantity: Quantity, ends: str) -> str:
        """The words near before a figure, from the last of `ends` on."""
        near = self.plain[max(0, quantity.start - _NEAR) : quantity.start]
        return near[max((near.rfind(end) for end in ends), default=-1) + 1 :]


def names_of(sheet: Sheet, words: Words) -> dict[int, list[str]]:
    """The words in each row's cells that hold no figure, 其中 left out."""
    found: dict[int, list[str]] = {}
    for cell in sheet.grid.cells:
        if cell.in_head or not cell.text or (cell.row, cell.column) in sheet.figures:
            continue
        text = cell.text.partition(":")[2] if words.begins("table_among", cell.text) else cell.text
        found.setdefault(cell.row, []).append(text)
    return found


def named_cells(sheet: Sheet, words: Words) -> Iterator[Named]:
    """Every cell with one exact figure, with the words of its row."""
    names = names_of(sheet, words)
    cells = {(cell.row, cell.column): cell for cell in sheet.grid.cells}
    for place, figure in sheet.figures.items():
        cell = cells.get(place)
        if cell is not None and figure.bound == "exact" and not figure.malformed:
            yield Named(cell, figure, names.get(cell.row, ()))
