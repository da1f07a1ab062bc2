"""What a figure is of whose item only says which value it is (支出决算, 比上年): the thing named before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportminer.lexicon import Indicator, Lexicon
from reportminer.model import Quantity, Section, Span
from reportminer.record.indicators import bare, contradicts, fits, indicator_named, names_of, without_tails

_LEVELS = {"类": 3, "款": 5, "项": 7}
"""digits in the code of a class, subclass and item of the functional classification"""
_CLASSIFIED = re.compile(r"([^()。;,:.、\n]{2,40})\((类|款|项)\)[。:,\s]*\Z")
_REACH = 60


Earlier = Sequence[tuple[Quantity, Indicator | None]]
"""the figures before one in its sentence, each with its indicator"""


def is_generic(quantity: Quantity, earlier: Earlier, lexicon: Lexicon) -> bool:
    """Whether the item names no thing of its own: 支出决算, 比上年, or 支出 after a budget figure."""
    item = bare(quantity.item)
    names = names_of(lexicon)
    if item in names.generic_after_budget:
        return any(other.basis == "budget" for other, _ in earlier)
    return not item or item in names.generic


def topic_of(
    quantity: Quantity, plain: str, sentence: Span, earlier: Earlier, section: Section | None, lexicon: Lexicon
) -> Indicator | None:
    """The indicator that the text before a figure with a generic item is about; None where it could be several.

    It is that of all earlier figures of the sentence; of the first figure, that of the classification before it
    (甲支出(类)乙(款)丙(项)。年初预算为…) or, right under a heading, that of the heading.
    section  the section that holds the figure
    """
    names = names_of(lexicon)
    if earlier:
        found = {None if indicator is None else indicator.id: indicator for _, indicator in earlier}
        indicator = earlier[0][1] if len(found) == 1 else None
    else:
        indicator = _classified(plain[max(0, sentence[0] - _REACH) : sentence[0]], lexicon)
        if indicator is None and section is not None and not plain[section.title_end : sentence[0]].strip(" 。:\n"):
            indicator = indicator_named(bare(plain[section.title_start : section.title_end]), names)
    if indicator is None or not fits(quantity, indicator) or contradicts(bare(quantity.item), indicator.name, names):
        return None
    return indicator


def item_before(quantity: Quantity, earlier: Earlier, lexicon: Lexicon) -> str:
    """The one item of all earlier figures of the sentence, without 预算 or 决算数; "" where there are several."""
    items = {without_tails(other.item, lexicon) for other, _ in earlier}
    if len(items) != 1:
        return ""
    item = items.pop()
    return "" if contradicts(bare(quantity.item), bare(item), names_of(lexicon)) else item


def classified(plain: str, sentence: Span) -> str:
    """What a heading of the functional classification right before the sentence names last; "" without one."""
    match = _CLASSIFIED.search(plain[max(0, sentence[0] - _REACH) : sentence[0]])
    return "" if match is None else match[1].strip()


def _classified(before: str, lexicon: Lexicon) -> Indicator | None:
    """The indicator of the last class, subclass or item that `before` ends in."""
    match = _CLASSIFIED.search(before)
    if match is None:
        return None
    exact = names_of(lexicon).exact
    name = bare(match[1])
    for form in (f"{name}({match[2]})", name, f"{name}支出"):
        indicator = exact.get(form)
        code = indicator.code if indicator is not None else None
        if code and len(code) == _LEVELS[match[2]] and code.startswith("2"):
            return indicator
    return None
