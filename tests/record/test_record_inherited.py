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
    text = "新增乔木320株，灌木630株，藤本50株，各占32%、63%和5%。"
    assert items(text) == ["新增乔木", "灌木", "藤本"] * 2
    text = "甲线票价由2元提高到3元，乙线票价由4元提高到6元，分别提高1元和2元。"
    assert items(text) == ["甲线票价"] * 2 + ["乙线票价"] * 2 + ["甲线票价", "乙线票价"]


def test_a_target_set_by_others_is_of_what_is_held_against_it(items: Items) -> None:
    text = "新栽果树690株（梨树120株），完成县里下达任务600株的115%，比上年增加9株。"
    assert items(text) == ["新栽果树", "梨树", "新栽果树县里下达任务", "新栽果树", "新栽果树"]


def test_behind_a_price_each_the_amount_is_what_was_given(items: Items) -> None:
    text = "为75名渔民发放转产补贴，每人2400元，共18万元。"
    assert items(text) == ["渔民", "渔民转产补贴标准", "渔民转产补贴"]


def test_outgo_beside_income_is_of_the_same_money(items: Items) -> None:
    assert items("财政拨款收入420万元、支出430万元。") == ["财政拨款收入", "财政拨款支出"]


def test_under_a_heading_of_the_classification_an_outgo_is_of_its_last_name(items: Items) -> None:
    text = "农林水支出（类）林业和草原（款）森林培育（项）：支出决算为12.60万元，完成预算98.21%。"
    assert items(text) == ["森林培育支出", "森林培育支出"]


def test_a_heading_with_a_code_of_the_classification_names_what_its_budget_is_spent_on(items: Items) -> None:
    text = "1.森林培育（2130205）。年初预算为18.40万元，支出决算为20.10万元，完成年初预算的109.24%。"
    assert items(text) == ["森林培育支出"] * 3


def test_a_clause_that_only_names_a_project_is_what_the_next_figures_are_of(items: Items) -> None:
    text = "其中：苗圃管护项目，全年预算数为30万元，执行数为27万元，完成预算的90%，自评得分95分。"
    assert items(text) == ["苗圃管护项目"] * 3 + ["苗圃管护项目自评得分"]


def test_a_target_that_a_figure_is_held_against_is_of_that_figure(items: Items) -> None:
    text = "新增造林2100亩，占目标任务2000亩的105%；培训林农84人，占年度目标80人的105%。"
    assert items(text) == ["新增造林", "新增造林目标任务", "新增造林", "培训林农", "培训林农年度目标", "培训林农"]


def test_a_new_sentence_that_compares_is_about_the_whole_before_its_parts(items: Items) -> None:
    text = "林业支出30万元，其中基本支出18万元，项目支出12万元。年初预算28万元，完成年初预算的107.14%。"
    assert items(text) == ["林业支出", "基本支出", "项目支出", "林业支出", "林业支出"]
    text = "会务经费支出9万元，其中场租费4万元，资料费5万元；较上年的10万元减少1万元。"
    assert items(text)[3:] == ["会务经费支出", "会务经费支出"]


def test_behind_a_comma_a_comparison_is_of_the_last_part(items: Items) -> None:
    text = "会务经费支出9万元，其中场租费4万元，资料费5万元，比上年增加1万元。"
    assert items(text)[3:] == ["资料费"]


def test_a_share_in_another_account_is_of_what_was_named_before(items: Items) -> None:
    text = "1.林场支出66万元，在一般公共预算支出中占44.5%。"
    assert items(text) == ["林场支出", "林场支出"]


def test_done_and_of_the_period_stay_with_their_noun(items: Items) -> None:
    assert items("已整改问题12项，当期结余37万元。") == ["已整改问题", "当期结余"]


def test_behind_a_bracket_a_figure_is_of_what_stands_before_the_bracket(items: Items) -> None:
    text = "自评92.5分，其中投入（20分）19分、产出（50分）48分。"
    assert items(text) == ["自评", "投入", "投入", "产出", "产出"]
    assert items("在园儿童46名，其中大班（女孩10名）16名、小班（女孩12名）30名。")[2::2] == ["大班", "小班"]


def test_a_share_of_a_stated_base_is_of_what_has_the_share(items: Items) -> None:
    assert items("受助学生523人，占在校学生2390人的21.9%。") == ["受助学生", "在校学生", "受助学生"]
