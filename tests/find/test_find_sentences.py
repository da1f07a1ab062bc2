"""Whole sentences as reports write them: every figure is found, read exactly, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


def test_there_are_at_least_sixty_sentences() -> None:
    assert len(SENTENCES) >= 60


@pytest.mark.parametrize("sentence", SENTENCES, ids=[sentence["text"][:16] for sentence in SENTENCES])
def test_every_figure_of_a_sentence_is_read_exactly_and_nothing_else(sentence: dict[str, Any], found) -> None:
    seen = []
    for quantity in found(sentence["text"]):
        figure = [quantity.text, str(quantity.value), quantity.unit, quantity.kind]
        figure += [quantity.bound] if quantity.bound != "exact" else []
        figure += ["malformed"] if quantity.malformed else []
        seen.append(figure)
    assert seen == sentence["figures"]
