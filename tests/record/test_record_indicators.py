"""A figure is filed under the indicator that its item names, and under none where the name is another thing's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis
from reportminer.record import record

Made = Callable[..., Analysis]


EXACT = {
    "工资福利支出": ("econ_301", "301"),
    "一般商品和服务支出": ("econ_302", "302"),
    "办公费": ("econ_30201", "30201"),
    "因公出国（境）费": ("econ_30212", "30212"),
    "公务用车运行维护费": ("econ_30231", "30231"),
    "对个人和家庭补助": ("econ_303", "303"),
    "基本工资": ("econ_30101", "30101"),
    "一般公共服务支出": ("func_201", "201"),
    "社会保障和就业支出": ("func_208", "208"),
    "住房保障支出": ("func_221", "221"),
    "灾害防治及应急管理支出": ("func_224", "224"),
    "其他支出": (None, None),
    "财政拨款总收入": ("appropriation_income", None),
    "“三公”经费": ("three_public", None),
    "三公经费": ("three_public", None),
    "年末结转和结余": ("carryover_end", None),
    "年初结转和结余": ("carryover_begin", None),
    "人员经费": ("staff_cost", None),
    "日常公用经费": ("running_cost", None),
}


@pytest.mark.parametrize("item", EXACT)
def test_a_name_or_alias_gives_indicator_and_official_code(item: str, made: Made, lexicon: Lexicon) -> None:
    (quantity,) = record(made(f"{item}123.45万元。", ("123.45万元", item, {})), lexicon).quantities
    assert (quantity.indicator, quantity.code) == EXACT[item]


@pytest.mark.parametrize(
    ("item", "indicator"),
    [
        ("本单位工资福利支出", "econ_301"),
        ("工资福利支出决算数", "econ_301"),
        ("全年发放生活补助", "econ_30305"),
        ("年度总支出", "expenditure_total"),
    ],
)
def test_words_that_say_nothing_about_the_indicator_are_set_aside(
    item: str, indicator: str, made: Made, lexicon: Lexicon
) -> None:
    (quantity,) = record(made(f"{item}123.45万元。", ("123.45万元", item, {})), lexicon).quantities
    assert quantity.indicator == indicator


@pytest.mark.parametrize(
    ("item", "indicator"),
    [
        ("机关事业单位基本养老险缴费", "econ_30108"),  # one sign of thirteen missing
        ("对个人和家庭的的补助", "econ_303"),  # one sign of nine doubled
        ("政府性基金预算财政拔款收入", "fund_appropriation_income"),  # one sign of thirteen mistaken
    ],
)
def test_a_name_hardly_misprinted_is_recognised(item: str, indicator: str, made: Made, lexicon: Lexicon) -> None:
    (quantity,) = record(made(f"{item}123.45万元。", ("123.45万元", item, {})), lexicon).quantities
    assert quantity.indicator == indicator


@pytest.mark.parametrize(
    "item",
    [
        "办公经营费",  # below the score
        "水电费",
        "非财政拨款收入",  # like 财政拨款收入 but for a word that makes it another thing
        "人均地区生产总值的增加值",
        "政府性基金预算财政拨款收支",
        "年中结转和结余",
        "城乡居民基本养老保险缴费",
    ],
)
def test_a_name_that_is_alike_but_another_thing_is_not_filed(item: str, made: Made, lexicon: Lexicon) -> None:
    (quantity,) = record(made(f"{item}123.45万元。", ("123.45万元", item, {})), lexicon).quantities
    assert (quantity.indicator, quantity.code) == (None, None)


def test_a_word_of_not_near_before_the_figure_rules_an_indicator_out(made: Made, lexicon: Lexicon) -> None:
    near = made("上级补助的人员经费30万元。", ("30万元", "人员经费", {}))
    far = made("收到上级补助，人员经费30万元。", ("30万元", "人员经费", {}))
    assert record(near, lexicon).quantities[0].indicator is None
    assert record(far, lexicon).quantities[0].indicator == "staff_cost"


@pytest.mark.parametrize(
    ("fields", "indicator"),
    [
        ({"kind": "amount"}, "staff_cost"),
        ({"kind": "amount", "role": "increase"}, "staff_cost"),
        ({"kind": "percentage", "unit": "%", "role": "rate"}, "staff_cost"),
        ({"kind": "percentage", "unit": "%", "role": "share"}, "staff_cost"),
        ({"kind": "percentage", "unit": "%", "role": "level"}, None),
        ({"kind": "headcount", "unit": "人"}, None),
        ({"kind": "count", "unit": "项"}, None),
    ],
)
def test_a_figure_of_another_kind_is_no_value_of_the_indicator(
    fields: dict[str, Any], indicator: str | None, made: Made, lexicon: Lexicon
) -> None:
    (quantity,) = record(made("人员经费30。", ("30", "人员经费", dict(fields))), lexicon).quantities
    assert quantity.indicator == indicator


def test_heads_scores_and_rates_have_indicators_of_their_own(made: Made, lexicon: Lexicon) -> None:
    analysis = made(
        "在职人员35人，自评得分96.5分，预算执行率98.2%。",
        ("35人", "在职人员", {"kind": "headcount", "unit": "人"}),
        ("96.5分", "自评得分", {"kind": "score", "unit": "分"}),
        ("98.2%", "预算执行率", {"kind": "percentage", "unit": "%"}),
    )
    found = [quantity.indicator for quantity in record(analysis, lexicon).quantities]
    assert found == ["staff_active", "score_self", "execution_rate"]
