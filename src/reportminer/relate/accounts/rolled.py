"""What is over at the end of a year: 当年收支结余5万元，上年末滚存结余20万元，年末滚存结余25万元."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import View
from reportminer.relate.keys import any_of
from reportminer.relate.lists.increments import like_beside

_ROLES = ("level", "change", "base")


def find_rolled(view: View, lexicon: Lexicon) -> Iterator[Relation]:
    """What an account has over at the end: that of the year and that of the years before, in either order.

    当年收支结余5万元，上年末滚存结余20万元，年末滚存结余25万元; given also where the three do not come out.
    """
    year, years, now = (any_of(f"rolled.{each}", lexicon) for each in ("year", "before", "now"))
    for total in view.mentions:
        if total.role not in _ROLES or not now.match(view.text, total.words_start, total.start):
            continue
        other = like_beside(view, total, -1)
        first = like_beside(view, other, -1) if other is not None else None
        if other is None or first is None:
            continue
        for flow, stock in ((first, other), (other, first)):
            if year.search(view.text, flow.words_start, flow.start) and years.search(
                view.text, stock.words_start, stock.start
            ):
                yield draft("sum", [total], [stock, flow], strength="stated", complete=True)
