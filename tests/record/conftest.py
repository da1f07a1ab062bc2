"""Analyses made by hand, so that the record stage is tested alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from reportminer.find import find
from reportminer.lexicon import Lexicon, load_lexicon
from reportminer.model import Analysis, Block, Document, Quantity
from reportminer.pipeline import document_of
from reportminer.record import record
from reportminer.segment import plain_text, segment
from reportminer.text import normalise

Figure = tuple[str, str, dict[str, Any]]
Made = Callable[..., Analysis]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture
def filed(lexicon: Lexicon) -> Callable[[str], tuple[Quantity, ...]]:
    """A function from a text to its figures as they are found and recorded."""

    def tell(text: str) -> tuple[Quantity, ...]:
        document = document_of(text + "\n")
        analysis = Analysis(document, plain=plain_text(document, lexicon))
        analysis = replace(analysis, sections=segment(analysis, lexicon))
        return record(replace(analysis, quantities=find(analysis, lexicon)), lexicon).quantities

    return tell


@pytest.fixture
def items(filed: Callable[[str], tuple[Quantity, ...]]) -> Callable[[str], list[str]]:
    """A function from a text to the items of its figures as they are recorded."""
    return lambda text: [quantity.item for quantity in filed(text)]


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
