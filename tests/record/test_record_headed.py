"""A part gets the noun of its whole, a side the name of its heading, a bare noun the verb before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Items = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社会消费品零售额38亿元，其中城镇30亿元、农村8亿元。", ["社会消费品零售额", "城镇零售额", "农村零售额"]),
        ("政府采购支出260万元，其中货物60万元、服务200万元。", ["政府采购支出", "货物采购支出", "服务采购支出"]),
        ("在校学生900人，其中高一310人、高二290人。", ["在校学生", "高一学生", "高二学生"]),
        ("受理投诉70件，市容类40件、环卫类30件。", ["受理投诉", "市容类投诉", "环卫类投诉"]),
        ("离退休人员20人，其中：离休1人，退休19人。", ["离退休人员", "离休人员", "退休人员"]),
        ("本年收入合计90万元，其中财政拨款80万元，事业收入10万元。", ["本年收入合计", "财政拨款收入", "事业收入"]),
    ],
)
def test_a_part_that_only_says_which_one_gets_the_noun_of_the_whole(
    text: str, expected: list[str], items: Items
) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基本支出90万元，其中办公费4万元、差旅费6万元。", ["基本支出", "办公费", "差旅费"]),
        ("立案查处54件，其中食品类37件、药品类17件。", ["立案查处", "食品类", "药品类"]),
        ("购置设备12台，其中电脑8台、打印机4台。", ["购置设备", "电脑", "打印机"]),
    ],
)
def test_a_part_with_a_noun_of_its_own_keeps_it(text: str, expected: list[str], items: Items) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二、国有资本经营预算收支情况\n支出29万元，下降3%。", ["国有资本经营预算支出", "国有资本经营预算支出"]),
        ("（一）慈善资金收入\n全年收入136万元。", ["慈善资金收入"]),
        ("二、收入支出决算总体情况说明\n收入总计136万元。", ["收入总计"]),
    ],
)
def test_income_and_expenditure_are_of_what_the_heading_names(text: str, expected: list[str], items: Items) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局机关内设6个科室。", ["内设科室"]),
        ("项目覆盖东岭乡、西坪镇等五个乡镇。", ["覆盖乡镇"]),
        ("全年出台三项制度。", ["出台制度"]),
        ("现有6个灌区。", ["灌区"]),
    ],
)
def test_a_bare_noun_keeps_the_verb_before_its_figure(text: str, expected: list[str], items: Items) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("送审金额90万元，审定金额80万元，核减10万元。", ["送审金额", "审定金额", "核减"]),
        ("低保新增27户，退出37户，净减10户。", ["低保新增", "退出", "净减"]),
        ("转移就业7.6万人，目标任务6.9万人。", ["转移就业", "转移就业目标任务"]),
        ("国内公务接待18批次，144人次。", ["国内公务接待", "国内公务接待人次"]),
        ("安排产业资金12万元（人民币壹拾贰万元整）。", ["产业资金", "产业资金"]),
        ("征收保障金，收入31万元，上年收入29万元。", ["收入", "收入"]),
    ],
)
def test_a_figure_says_its_own_result(text: str, expected: list[str], items: Items) -> None:
    assert items(text) == expected
