"""The indicators that figures are filed under, for the public door."""

from __future__ import annotations

from functools import cache

from reportminer.lexicon.entries import Indicator
from reportminer.lexicon.load import Lexicon, load_lexicon


def catalogue(lexicon: Lexicon | None = None) -> tuple[Indicator, ...]:
    """All indicators with `id`, `name`, official `code` (or None), `unit` and `aliases`, in the order of their files.

    lexicon  whose indicators; the embedded patterns' by default
    """
    return (lexicon or _embedded()).indicators


@cache
def _embedded() -> Lexicon:
    return load_lexicon()
