"""How a record is held against gold: what two annotators write differently and mean alike is one claim."""

from __future__ import annotations

from typing import Any

import pytest

from reportminer.evaluate import compare
from reportminer.pipeline import analyse

TEXT = "全年支出合计30.5万元，其中：基本支出20.2万元，项目支出10.3万元，经营支出0万元。\n"
FIGURES = {"30.5万元": "305000", "20.2万元": "202000", "10.3万元": "103000", "0万元": "0"}


def gold(*parts: str) -> dict[str, Any]:
    """The figures of TEXT, and the total as the sum of these."""
    quantities = []
    for text, value in FIGURES.items():
        start = TEXT.index(f"支出{text}") + 2 if text != "30.5万元" else TEXT.index(text)
        place = {"start": start, "end": start + len(text), "text": text}
        quantities.append({"id": text, **place, "kind": "amount", "value": value, "item": "支出", "bound": "exact"})
    told = {"expression": "", "stated_by": "其中", "strength": "stated", "holds": True}
    relation = {"id": "r1", "type": "sum", "lhs": ["30.5万元"], "rhs": list(parts), **told}
    return {"document": "", "sections": [], "quantities": quantities, "relations": [relation], "findings": []}


@pytest.mark.parametrize(
    ("parts", "counts"),
    [
        (("20.2万元", "10.3万元", "0万元"), (1, 0, 0)),
        (("20.2万元", "10.3万元"), (1, 0, 0)),
        (("20.2万元", "0万元"), (0, 1, 1)),
    ],
)
def test_a_sum_is_the_same_with_a_part_of_nil_or_without_it(parts: tuple[str, ...], counts: tuple[int, ...]) -> None:
    score = compare(analyse(TEXT), gold(*parts)).score("关系")
    assert (score.right, len(score.extras), len(score.misses)) == counts
