"""An item that only says which kind of thing it is gets what it is of before it, in the report's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportminer.model import Quantity

Filed = Callable[[str], tuple[Quantity, ...]]
Items = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("向一线工人发放遮阳用品420份，价值6万余元。", ["向一线工人发放遮阳用品", "遮阳用品价值"]),
        ("本年走访困难劳模31人，发放补助资金2.8万元。", ["走访困难劳模", "困难劳模补助资金"]),
        ("签订集体合同46份，覆盖职工5120人。", ["集体合同", "集体合同覆盖职工"]),
        ("镇办企业12家，涵盖职工840人。", ["镇办企业", "镇办企业职工"]),
        ("发放临时救助61人，救助资金9.4万元。", ["发放临时救助", "临时救助资金"]),
        ("验收合格沟渠40条，合格率95%。", ["验收合格沟渠", "沟渠合格率"]),
        ("决策指标分值15分，得分13分，得分率86.67%。", ["决策指标分值", "决策指标得分", "决策指标得分率"]),
        ("平台账号激活120个，激活率96%。", ["平台账号激活", "平台账号激活率"]),
    ],
)
def test_money_people_and_rates_are_of_what_the_figure_before_counts(
    text: str, expected: list[str], items: Items
) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("举办第三届职工气排球赛，28支代表队参赛。", ["职工气排球赛代表队"]),
        ("开展“庆丰收”职工联谊活动，参加职工130人。", ["职工联谊活动参加职工"]),
        ("组织面点师技能培训，90名职工参加。", ["参加面点师技能培训职工"]),
        ("举行大型招聘会，56家企业参加。", ["参加大型招聘会企业"]),
        ("参加全县安全知识竞赛，获一等奖2人，三等奖5人。", ["全县安全知识竞赛一等奖", "全县安全知识竞赛三等奖"]),
        ("举办茶艺师培训班。共培训210余人。", ["茶艺师培训班培训人数"]),
        ("1. 培训3期。", ["培训"]),
    ],
)
def test_people_and_awards_are_of_the_activity_that_is_named(text: str, expected: list[str], items: Items) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对7个项目开展绩效自评。", ["绩效自评项目"]),
        ("组织3200名职工参加医疗互助。", ["参加医疗互助职工"]),
        ("帮助19家企业获得贷款。", ["获得贷款企业"]),
        ("召开了5场大型招聘会。", ["大型招聘会"]),
    ],
)
def test_what_the_counted_do_stands_before_them(text: str, expected: list[str], items: Items) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("慰问金按一般困难户按60%分配，每户400元。", ["一般困难户分配比例", "一般困难户慰问标准"]),
        ("工会经费按工资总额的2%计提。", ["工会经费计提比例"]),
        ("扶持养蜂户36户，户均补助1500元。", ["扶持养蜂户", "养蜂户补助标准"]),
        ("推动百人以上企业全面建会。", ["企业规模门槛"]),
        ("单价50万元以上的设备2台。", ["设备单价门槛", "设备"]),
        ("48小时之内完成首批物资配送。", ["首批物资配送时限"]),
    ],
)
def test_rules_are_named_as_shares_standards_thresholds_and_time_limits(
    text: str, expected: list[str], items: Items
) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新登记经营主体820户，其中企业240户。", ["新登记经营主体", "企业"]),
        (
            "自评项目9个，其中甲类项目4个、乙类项目5个，涉及资金36万元。",
            ["自评项目", "甲类项目", "乙类项目", "自评项目资金"],
        ),
        ("差旅费12万元，培训费3万元。", ["差旅费", "培训费"]),
        ("走访低保家庭40户。另有职工15人。", ["走访低保家庭", "职工"]),
    ],
)
def test_a_part_is_no_topic_and_a_name_of_its_own_needs_none(text: str, expected: list[str], items: Items) -> None:
    assert items(text) == expected


def test_a_first_budget_under_a_heading_is_of_the_heading(items: Items) -> None:
    text = "三、支出情况\n1.住房保障支出。年初预算62.30万元，支出决算60.10万元。\n2.其他事项。无。"
    assert items(text)[:2] == ["住房保障支出", "住房保障支出"]


def test_income_and_outgo_together_keep_their_total(items: Items) -> None:
    assert items("2022年度收、支总计均为118.50万元。") == ["收支总计"]


def test_a_cell_is_of_its_row_and_its_column(filed: Filed) -> None:
    text = "县区\t预算数\t支出数\n东川区\t412.00\t398.60\n合计\t412.00\t398.60\n单位：万元"
    cells = [quantity.item for quantity in filed("（单位：万元）\n" + text) if quantity.table is not None]
    assert cells == ["东川区预算数", "东川区支出数", "预算数合计", "支出数合计"]
