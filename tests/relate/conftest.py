"""What the tests of relations share: from a sentence to its relations, as the pipeline goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reportminer.find import find
from reportminer.lexicon import Lexicon, load_lexicon
from reportminer.model import Analysis
from reportminer.pipeline import document_of
from reportminer.relate import relate
from reportminer.segment import plain_text, segment

Relater = Callable[[str], Analysis]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def related(lexicon: Lexicon) -> Relater:
    """The analysis of a text up to its relations."""

    def run(text: str) -> Analysis:
        analysis = Analysis(document_of(text))
        analysis = replace(analysis, plain=plain_text(analysis.document, lexicon))
        analysis = replace(analysis, sections=segment(analysis, lexicon))
        return relate(replace(analysis, quantities=find(analysis, lexicon)), lexicon)

    return run


@pytest.fixture(scope="session")
def lines(related: Relater) -> Callable[[str], list[str]]:
    """Each relation of a text as one line: type, figures as printed, strength, status."""

    def run(text: str) -> list[str]:
        analysis = related(text)
        printed = {quantity.id: quantity.text for quantity in analysis.quantities}
        shown = []
        for relation in analysis.relations:
            left = " + ".join(printed[id] for id in relation.lhs) or f"{relation.constant}"
            right = [printed[id] for id in relation.rhs]
            listed = " + ".join(right) or " / ".join(item.text for item in relation.list_items)
            shown.append(f"{relation.type}: {left} <- {listed} ({relation.strength}, {relation.status})")
        return shown

    return run
