"""A figure without a noun of its own has the item of the right one before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Items = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平均处置时间由5.5小时缩短到3.8小时，缩短1.7小时。", ["平均处置时间"] * 3),
        ("村民自来水普及率由88.3%提升到95.1%，提升6.8个百分点。", ["村民自来水普及率"] * 3),
        ("培训覆盖率96.5%，上年为92.0%，提高4.5个百分点。", ["培训覆盖率"] * 3),
    ],
)
def test_both_ends_of_a_change_and_what_lies_between_are_of_one_thing(
    text: str, expected: list[str], items: Items
) -> None:
    assert items(text) == expected


def test_after_a_list_of_parts_a_change_is_of_the_whole(items: Items) -> None:
    text = "接待来访820件，其中信件300件、电话520件，比上年增加40件，增长5.1%。"
    assert items(text) == ["接待来访", "信件", "电话", "接待来访", "接待来访"]


def test_after_one_part_a_share_is_of_the_part(items: Items) -> None:
    text = "新入会职工820人，其中女职工320人，占39.0%。"
    assert items(text)[1:] == ["女职工", "女职工"]


def test_a_comparison_with_the_year_before_names_its_own_thing(items: Items) -> None:
    text = "流动资产18万元，固定资产29万元。与上年46万元相比，资产总额增加1万元。"
    assert items(text)[2:] == ["资产总额", "资产总额"]


def test_what_a_figure_is_held_against_is_named_as_that(items: Items) -> None:
    text = "中标总价365万元，比招标控制价379万元节约14万元。"
    assert items(text)[:2] == ["中标总价", "招标控制价"]
    assert items("会议费支出3.20万元，完成调整预算4.50万元的71.11%。") == [
        "会议费支出",
        "会议费支出调整预算",
        "会议费支出",
    ]


def test_respectively_spreads_shares_over_the_figures_before(items: Items) -> None:
    text = "甲类资金80万元、乙类资金20万元，分别占80%、20%。"
    assert items(text) == ["甲类资金", "乙类资金", "甲类资金", "乙类资金"]


def test_outgo_beside_income_is_of_the_same_money(items: Items) -> None:
    assert items("财政拨款收入420万元、支出430万元。") == ["财政拨款收入", "财政拨款支出"]


def test_under_a_heading_of_the_classification_an_outgo_is_of_its_last_name(items: Items) -> None:
    text = "农林水支出（类）林业和草原（款）森林培育（项）：支出决算为12.60万元，完成预算98.21%。"
    assert items(text) == ["森林培育支出", "森林培育支出"]
