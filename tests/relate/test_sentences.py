"""Report sentences in, exact relations out: every *.yaml of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

CASES: list[dict[str, Any]] = [
    case | {"family": path.stem}
    for path in sorted(Path(__file__).parent.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['family']}: {case['name']}" for case in CASES])
def test_a_sentence_gives_exactly_these_relations(case: dict[str, Any], lines: Callable[[str], list[str]]) -> None:
    assert lines(case["text"]) == case["relations"]


def test_many_sentences_are_silent() -> None:
    assert sum(not case["relations"] for case in CASES) >= 10
