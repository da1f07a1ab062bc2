"""What the tests of figures share: from a sentence to its quantities, as the pipeline goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reportminer.find import find
from reportminer.lexicon import Lexicon, load_lexicon
from reportminer.model import Analysis, Quantity
from reportminer.pipeline import document_of
from reportminer.segment import plain_text, segment

Finder = Callable[[str], tuple[Quantity, ...]]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def found(lexicon: Lexicon) -> Finder:
    """The quantities of a text."""

    def run(text: str) -> tuple[Quantity, ...]:
        document = document_of(text)
        analysis = Analysis(document, plain=plain_text(document, lexicon))
        return find(replace(analysis, sections=segment(analysis, lexicon)), lexicon)

    return run
