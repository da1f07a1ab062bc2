"""One value, many surfaces: every way of writing a figure in the tables is found whole and read exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
TABLES = ("amounts", "people", "shares", "counts")
CARRIERS = ("{}", "本次{}。其余不变", "经核对，{}；另行说明")


def _rows() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in TABLES:
        for row in yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8")):
            for surface in row["surfaces"]:
                marked = re.search("【(.*)】", surface, re.S)
                yield surface, marked[1] if marked else surface, row


ROWS = list(_rows())
NONE = yaml.safe_load((HERE / "none.yaml").read_text(encoding="utf-8"))
SILENT = [text for group in NONE for text in group["texts"]]


def test_the_tables_hold_at_least_four_hundred_surfaces() -> None:
    assert len(ROWS) >= 400


@pytest.mark.parametrize(("surface", "figure", "row"), ROWS, ids=[row[0] for row in ROWS])
def test_every_surface_of_a_value_is_found_whole_and_read_exactly(surface, figure, row, found) -> None:
    bare = surface == figure
    for carrier in CARRIERS if bare else CARRIERS[:1]:
        text = carrier.format(surface.replace("【", "").replace("】", "") if not bare else surface)
        quantities = [quantity for quantity in found(text) if figure in quantity.text]
        assert [quantity.text for quantity in quantities] == [figure], text
        quantity = quantities[0]
        assert (str(quantity.value), quantity.unit, quantity.kind) == (row["value"], row["unit"], row["kind"])
        assert quantity.bound == row.get("bound", "exact")
        assert quantity.malformed == row.get("malformed", False)
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.start <= quantity.core_start < quantity.core_end <= quantity.end
        if "low" in row:
            low, high = (None if row[end] is None else Decimal(row[end]) for end in ("low", "high"))
            assert (quantity.low, quantity.high) == (low, high)
            assert quantity.low_open == row.get("low_open", False)
            assert quantity.high_open == row.get("high_open", False)


@pytest.mark.parametrize("text", SILENT)
def test_what_only_looks_like_a_figure_is_none(text, found) -> None:
    assert [quantity.text for quantity in found(text)] == []
