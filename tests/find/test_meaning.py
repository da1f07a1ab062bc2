"""What a figure means in its sentence: role, direction, item, period and basis."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
ROLES = yaml.safe_load((HERE / "roles.yaml").read_text(encoding="utf-8"))
MEANINGS = yaml.safe_load((HERE / "meaning.yaml").read_text(encoding="utf-8"))


def marked(row: dict[str, Any]) -> tuple[str, list[str]]:
    text = row["text"].replace("\\n", "\n")
    return re.sub("[【】]", "", text), re.findall("【(.*?)】", text)


@pytest.mark.parametrize("row", ROLES, ids=[row["text"] for row in ROLES])
def test_role_and_direction_are_those_of_the_sentence(row, found) -> None:
    text, figures = marked(row)
    quantities = found(text)
    assert [quantity.text for quantity in quantities] == figures
    assert [[quantity.role, quantity.direction] for quantity in quantities] == row["roles"]


@pytest.mark.parametrize("row", MEANINGS, ids=[row["text"] for row in MEANINGS])
def test_item_period_and_basis_are_those_of_the_sentence(row, found) -> None:
    text, figures = marked(row)
    quantities = found(text)
    assert [quantity.text for quantity in quantities] == figures
    for field, name in (("items", "item"), ("periods", "period"), ("bases", "basis")):
        for quantity, wanted in zip(quantities, row.get(field, ()), strict=False):
            if wanted is not None:
                assert getattr(quantity, name) == wanted, quantity.text
            elif field == "bases":
                assert quantity.basis is None, quantity.text
