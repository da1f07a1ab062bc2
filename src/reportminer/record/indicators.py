"""Which indicator of the catalogue a figure states: its item by name or alias, else by a name hardly different."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from msgspec import Struct

from reportminer.lexicon import Indicator, Lexicon
from reportminer.model import Kind, Quantity, Span
from reportminer.text import normalise

CUTOFF = 90.0
"""rapidfuzz ratio at and above which two names may be one: one sign more in nine, or one other in ten"""

_HEADS: frozenset[Kind] = frozenset({"headcount", "household", "count"})
_KINDS: dict[str, frozenset[Kind]] = {
    "CNY": frozenset({"amount"}),
    "%": frozenset({"percentage"}),
    "分": frozenset({"score"}),
    "人": _HEADS,
    "人次": _HEADS,
    "户": _HEADS,
    "平方米": frozenset({"measure"}),
}
_COUNTED: frozenset[Kind] = frozenset({"count", "measure", "household"})
_RELATIVE: frozenset[Kind] = frozenset({"percentage", "percentage_point"})


class Names(Struct, frozen=True):
    """Every name and alias, half-width and bare, with its indicator; `of_length` for fuzzy look-up."""

    exact: dict[str, Indicator]
    of_length: tuple[tuple[str, ...], ...]
    leads: tuple[str, ...]
    tails: tuple[str, ...]
    generic: frozenset[str]
    generic_after_budget: frozenset[str]
    contrasts: tuple[tuple[str, ...], ...]


def indicator_of(quantity: Quantity, plain: str, clause: Span, lexicon: Lexicon) -> Indicator | None:
    """The indicator that `quantity` states a value of, or a change, rate or share; None where no name is near enough.

    clause  where the figure stands, from the last comma or stop on: a word of `not_near` in it rules an indicator out
    """
    names = names_of(lexicon)
    item = bare(quantity.item)
    if len(item) < 2:
        return None
    around = bare(plain[clause[0] : quantity.start]) + "\n" + item
    counted = indicator_named(f"{item}{quantity.unit}", names) if quantity.kind != "amount" else None
    indicator = counted or indicator_named(item, names)
    if indicator is not None:
        return indicator if fits(quantity, indicator) and not _ruled_out(indicator, around) else None
    return _nearest(item, names, quantity, around)


def indicator_named(name: str, names: Names) -> Indicator | None:
    """The indicator whose name or alias `name` is, but for words that say nothing about which it is."""
    return next((names.exact[form] for form in _forms(name, names) if form in names.exact), None)


def bare(name: str) -> str:
    """`name` half-width, without spaces and quotation marks."""
    return normalise(name).translate(_DROPPED)


_DROPPED = dict.fromkeys(map(ord, " \t\n“”‘’\"'《》「」"))


@lru_cache(maxsize=4)
def names_of(lexicon: Lexicon) -> Names:
    """The names that `lexicon` gives its indicators."""
    exact: dict[str, Indicator] = {}
    for indicator in lexicon.indicators:
        for name in (indicator.name, *indicator.aliases):
            exact.setdefault(bare(name), indicator)
    longest = max(map(len, exact), default=0)
    return Names(
        exact,
        tuple(tuple(name for name in exact if len(name) == length) for length in range(longest + 1)),
        _words(lexicon, "indicator_lead"),
        _words(lexicon, "indicator_tail"),
        frozenset(_words(lexicon, "generic_item")),
        frozenset(_words(lexicon, "generic_after_budget")),
        tuple(
            tuple(sorted(map(normalise, entry.words), key=len, reverse=True))
            for entry in lexicon.words
            if entry.use == "contrast"
        ),
    )


def _words(lexicon: Lexicon, use: str) -> tuple[str, ...]:
    words = (normalise(word) for entry in lexicon.words if entry.use == use for word in entry.words)
    return tuple(sorted(words, key=len, reverse=True))


def _forms(item: str, names: Names) -> Iterable[str]:
    """The item, then the item without words after and before it that say nothing about which indicator it is."""
    yield item
    while (shorter := _without_end(item, names.tails)) != item:
        item = shorter
        yield item
    while (shorter := _without_start(item, names.leads)) != item:
        item = shorter
        yield item


def without_leads(item: str, lexicon: Lexicon) -> str:
    """`item` without the words before it that say nothing about what is measured (本年)."""
    leads = names_of(lexicon).leads
    while (shorter := _without_start(item, leads)) != item:
        item = shorter
    return item


def without_tails(item: str, lexicon: Lexicon) -> str:
    """`item` without the words after it that only say which value it is (决算数)."""
    tails = names_of(lexicon).tails
    while (shorter := _without_end(item, tails)) != item:
        item = shorter
    return item


def _without_start(item: str, leads: tuple[str, ...]) -> str:
    if not item.startswith(leads):
        return item.removeprefix("的")
    lead = next((lead for lead in leads if item.startswith(lead) and len(item) - len(lead) >= 3), "")
    return item[len(lead) :].removeprefix("的")


def _without_end(item: str, tails: tuple[str, ...]) -> str:
    if not item.endswith(tails):
        return item.removesuffix("的")
    tail = next((tail for tail in tails if item.endswith(tail) and len(item) - len(tail) >= 2), "")
    return item[: len(item) - len(tail)].removesuffix("的")


def _nearest(item: str, names: Names, quantity: Quantity, around: str) -> Indicator | None:
    """The indicator with the name most like `item`, at least CUTOFF; None where two are equally near."""
    from rapidfuzz import fuzz, process  # 30 ms to import, not needed where no record is made

    # of two names as like as CUTOFF, 2 × the shorter is at least that share of both
    share = CUTOFF / (200 - CUTOFF)
    lengths = names.of_length[math.ceil(len(item) * share) : math.floor(len(item) / share) + 1]
    hits = process.extract(item, [*chain(*lengths)], scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=4)
    near = [
        (score, names.exact[name])
        for name, score, _ in hits
        if not _contrast(item, name, names)
        and fits(quantity, names.exact[name])
        and not _ruled_out(names.exact[name], around)
    ]
    if not near or any(score == near[0][0] and other is not near[0][1] for score, other in near[1:]):
        return None
    return near[0][1]


def _contrast(item: str, name: str, names: Names) -> bool:
    """Whether the two names differ in a word that makes them different things."""
    return any(_held(item, group) != _held(name, group) for group in names.contrasts)


def contradicts(item: str, name: str, names: Names) -> bool:
    """Whether the two names hold different words of a group, such as 收入 and 支出."""
    both = ((_held(item, group), _held(name, group)) for group in names.contrasts)
    return any(one and other and not one & other for one, other in both)


def _held(name: str, group: tuple[str, ...]) -> set[str]:
    return {word for word in group if word in name}


def _ruled_out(indicator: Indicator, around: str) -> bool:
    return any(bare(word) in around for word in indicator.not_near)


def fits(quantity: Quantity, indicator: Indicator) -> bool:
    """Whether a figure of this kind can state this indicator: its own unit, or a rate or share of it."""
    if quantity.kind in _KINDS.get(indicator.unit, _COUNTED):
        return True
    return quantity.kind in _RELATIVE and quantity.role != "level"
