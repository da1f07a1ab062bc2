"""Report sentences in, exact relations out: every *.yaml of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.relate.conftest import Relater, lines

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(Path(__file__).parent.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_gives_exactly_these_relations(case: dict[str, Any], related: Relater) -> None:
    assert lines(related(case["text"])) == case["relations"]


def test_every_family_has_silent_cases() -> None:
    silent = [case for param in CASES if not (case := param.values[0])["relations"]]
    assert len(silent) >= 10
