"""Analyses made by hand, so that the record stage is tested alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from reportminer.lexicon import Lexicon, load_lexicon
from reportminer.model import Analysis, Block, Document, Quantity
from reportminer.text import normalise

Figure = tuple[str, str, dict[str, Any]]
Made = Callable[..., Analysis]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture
def made() -> Made:
    """A function from a text and its figures (printed, item, other fields) to an analysis up to its quantities."""

    def make(text: str, *figures: Figure) -> Analysis:
        digest = hashlib.sha256(text.encode()).hexdigest()
        document = Document("report.txt", digest, "text/plain", text, (Block(0, len(text)),), encoding="utf-8")
        quantities = []
        at = 0
        for number, (printed, item, fields) in enumerate(figures, 1):
            at = text.index(printed, at)
            quantities.append(_quantity(f"q{number}", at, printed, item, fields))
            at += len(printed)
        return Analysis(document, plain=normalise(text), quantities=tuple(quantities))

    return make


def _quantity(id: str, start: int, printed: str, item: str, fields: dict[str, Any]) -> Quantity:
    end = start + len(printed)
    value = Decimal(fields.pop("value", "1"))
    given = {"kind": "amount", "unit": "元", "stated_unit": "万元", "bound": "exact"} | fields
    return Quantity(
        id=id,
        start=start,
        end=end,
        text=printed,
        core_start=start,
        core_end=end,
        value=value,
        low=value,
        high=value,
        low_open=False,
        high_open=False,
        item=item,
        **given,
    )
