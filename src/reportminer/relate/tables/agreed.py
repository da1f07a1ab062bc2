"""Cells whose value the text states too, under a name that the row bears or as the total of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportminer.lexicon import Lexicon
from reportminer.model import Quantity, Relation
from reportminer.relate.evidence.closing import digits, significant
from reportminer.relate.keys import key_of, related, says, stem_of
from reportminer.relate.tables.sheets import Sheet, Words, draft
from reportminer.table import Cell

_CUE = "与正文"
_NAMED = 3
"""significant digits that a value needs where the names agree"""
_UNNAMED, _UNNAMED_COUNT = 4, 3
"""significant digits that a total needs where no name tells: of money, and of what is counted in one unit"""
_HEAD = 2
"""characters that the head of a column needs to name the total below it right before a figure of the text"""
_UNIQUE = 5
"""significant digits that a value needs where the names only share a word (职工医保, 职工基本医疗保险)"""
_ROUND = 4
"""digits that a round value needs where both bear one name"""
_NEAR = 40
_SHORTEST = 3
_NOT_HAN = re.compile(r"[^一-鿿]+")
_ENDS = "。;\n"
_RATES = ("percentage", "percentage_point")
_COUNTED = ("headcount", "household", "count")
_LEVELS = ("amount", "headcount", "household", "count", "measure", "duration")


def agreed(
    sheets: Sequence[Sheet], quantities: Sequence[Quantity], plain: str, words: Words, lexicon: Lexicon
) -> Iterator[Relation]:
    """One relation from each cell to the first figure of the text that states the same item with the same value."""
    by_value: dict[tuple[Decimal, bool, str | None], list[Quantity]] = {}
    for quantity in quantities:
        if quantity.table is None and quantity.bound == "exact" and not quantity.malformed:
            by_value.setdefault(_worth(quantity), []).append(quantity)
    for sheet in sheets:
        taken: set[str] = set()
        names = names_of(sheet, words)
        cells = {(cell.row, cell.column): cell for cell in sheet.grid.cells}
        for place, figure in sheet.figures.items():
            cell = cells.get(place)
            if cell is None or figure.bound != "exact" or figure.malformed:
                continue
            row = names.get(cell.row, ())
            matches = [*_matches(by_value.get(_worth(figure), ()), figure, cell, row, plain, words, lexicon)]
            # of two statements with one value, one that no other cell has taken
            match = next((each for each in matches if each.id not in taken), matches[0] if matches else None)
            if match is not None:
                taken.add(match.id)
                yield draft("equal", (match.id,), (figure.id,), _CUE, strength="implied")


def _worth(quantity: Quantity) -> tuple[Decimal, bool, str | None]:
    """What two figures must share to be one: value, whether a rate, and unit; a mark is known by its value alone."""
    rate = quantity.kind in _RATES
    return quantity.value, rate, None if rate or quantity.kind == "score" else quantity.unit


def names_of(sheet: Sheet, words: Words) -> dict[int, list[str]]:
    """The words in each row's cells that hold no figure, 其中 left out."""
    found: dict[int, list[str]] = {}
    for cell in sheet.grid.cells:
        if cell.in_head or not cell.text or (cell.row, cell.column) in sheet.figures:
            continue
        text = cell.text.partition(":")[2] if words.begins("table_among", cell.text) else cell.text
        found.setdefault(cell.row, []).append(text)
    return found


def _matches(
    candidates: Sequence[Quantity],
    figure: Quantity,
    cell: Cell,
    names: Sequence[str],
    plain: str,
    words: Words,
    lexicon: Lexicon,
) -> Iterator[Quantity]:
    if not candidates:
        return
    total = any(words.ends("table_total", name) for name in (*names, *cell.row_heads))
    told = significant(figure)
    for quantity in candidates:
        if not one_basis(quantity, cell, words):
            continue
        if figure.kind == "score" or quantity.kind == "score":
            if total and quantity.kind == "score" and says(quantity.item, "whole_score", lexicon):
                yield quantity
            continue
        if quantity.kind != figure.kind or (quantity.kind in _LEVELS and quantity.role != "level"):
            continue
        known = (*names, cell.column_head) if total and figure.kind in _RATES else names
        if (
            (told >= _NAMED and any(bears(quantity, name, plain, lexicon) for name in known))
            or (told >= _UNIQUE and any(_shares(quantity, name, plain) for name in (*names, cell.column_head)))
            or (told >= _UNNAMED and _shares(quantity, cell.column_head, plain) and _led(quantity, names, plain))
            or (total and figure.kind in _COUNTED and told >= (_UNNAMED_COUNT if figure.unit else _UNNAMED))
            or (total and len(digits(figure)) > 1 and _heads(quantity, cell.column_head, plain))
        ):
            yield quantity
        elif figure.value and figure.kind == "amount":
            planned = told > 1 and is_planned(cell, words) and quantity.basis == "budget"
            named = len(digits(figure)) >= _ROUND and any(is_named(quantity, name, lexicon) for name in names)
            if (total and (told >= _UNNAMED or planned)) or named:
                yield quantity


def _heads(quantity: Quantity, head: str, plain: str) -> bool:
    """Whether the head of a column stands right before a figure of the text: C级83户."""
    return len(head) >= _HEAD and plain[max(0, quantity.start - _NEAR) : quantity.start].endswith(head)


def one_basis(quantity: Quantity, cell: Cell, words: Words) -> bool:
    """Whether the column can hold what the figure speaks of: budgets with budgets, what was done with what was done."""
    head = "".join(cell.column_heads)
    done, planned = words.holds("table_done", head), is_planned(cell, words)
    if words.holds("table_prior", head) and not planned:
        return False
    if quantity.kind in _RATES or quantity.basis is None:
        return True
    if quantity.basis in ("budget", "plan"):
        return not done
    return not planned or words.rank("table_plan", head) == 0


def is_planned(cell: Cell, words: Words) -> bool:
    head = "".join(cell.column_heads)
    return words.holds("table_plan", head) and not words.holds("table_done", head)


def is_named(quantity: Quantity, name: str, lexicon: Lexicon) -> bool:
    """Whether a figure of the text goes by exactly the name of the row."""
    key = key_of(name, lexicon)
    return len(key) > _SHORTEST and key_of(quantity.item, lexicon) == key


def bears(quantity: Quantity, name: str, plain: str, lexicon: Lexicon) -> bool:
    """Whether a figure of the text is named as the row is, by its item or by the words before it in its sentence."""
    left, right = key_of(quantity.item, lexicon), key_of(_NOT_HAN.sub("", name), lexicon)
    if len(right) < _SHORTEST:
        return False
    if related(left, right) and min(len(left), len(right)) >= _SHORTEST:
        return True
    one, other = stem_of(left, lexicon), stem_of(right, lexicon)
    return (related(one, other) and min(len(one), len(other)) > 1) or _named_before(quantity, name, plain)


def _named_before(quantity: Quantity, name: str, plain: str) -> bool:
    before = plain[max(0, quantity.start - _NEAR) : quantity.start]
    begin = max(before.rfind(end) for end in _ENDS) + 1
    return len(name) >= _SHORTEST and name in before[begin:]


def _led(quantity: Quantity, names: Sequence[str], plain: str) -> bool:
    """Whether two characters of the row's name stand together in the sentence before a figure."""
    begin = max(plain.rfind(end, 0, quantity.start) for end in _ENDS) + 1
    before = plain[begin : quantity.start]
    bare = (_NOT_HAN.sub("", name) for name in names)
    return any(name[place : place + 2] in before for name in bare for place in range(len(name) - 1))


def _shares(quantity: Quantity, name: str, plain: str) -> bool:
    """Whether two characters of a name stand together before a figure in its clause."""
    before = plain[max(0, quantity.start - _NEAR) : quantity.start]
    begin = max(before.rfind(end) for end in f"{_ENDS},") + 1
    bare, words = _NOT_HAN.sub("", name), before[begin:] + quantity.item
    return any(bare[place : place + 2] in words for place in range(len(bare) - 1))
