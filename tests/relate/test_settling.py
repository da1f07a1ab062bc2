"""What a change or a rate measures, once it is known which level it is held to."""

from __future__ import annotations

import pytest

from reportminer.pipeline import analyse


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "全年支出90万元，其中购书款40万元、运行费50万元，比上年的82万元增加8万元，增长9.76%。",
            {"82万元": "支出", "8万元": "支出", "9.76%": "支出"},
        ),
        (
            "全年支出90万元，其中购书款40万元、运行费50万元，与上年的82万元相比，增加9.2万元，增长9.8%。",
            {"82万元": "支出", "9.2万元": "支出", "9.8%": "支出"},
        ),
        (
            "收入500万元，完成调整后预算480万元的104.17%，较上年增加50万元，增长11.11%。",
            {"50万元": "收入", "11.11%": "收入"},
        ),
        (
            "全年支出90万元，其中购书款40万元、运行费50万元，购书款比上年的32万元增加8万元。",
            {"8万元": "购书款"},
        ),
    ],
)
def test_a_change_measures_what_its_own_words_name_else_what_its_level_measures(
    text: str, items: dict[str, str]
) -> None:
    found = {quantity.text: quantity.item for quantity in analyse(text + "\n").quantities}
    assert {figure: found[figure] for figure in items} == items
