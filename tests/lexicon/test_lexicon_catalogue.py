"""The catalogue holds the official classification with its codes, and what accounts and evaluations state."""

from __future__ import annotations

from collections import Counter

import pytest

from reportminer.lexicon import catalogue, load_lexicon

BY_CODE = {indicator.code: indicator for indicator in catalogue() if indicator.code}
BY_NAME = {indicator.name: indicator for indicator in catalogue()}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("301", "工资福利支出"),
        ("30101", "基本工资"),
        ("30108", "机关事业单位基本养老保险缴费"),
        ("30113", "住房公积金"),
        ("302", "商品和服务支出"),
        ("30217", "公务接待费"),
        ("30231", "公务用车运行维护费"),
        ("303", "对个人和家庭的补助"),
        ("310", "资本性支出"),
        ("201", "一般公共服务支出"),
        ("20129", "群众团体事务"),
        ("2080505", "机关事业单位基本养老保险缴费支出"),
        ("210", "卫生健康支出"),
        ("224", "灾害防治及应急管理支出"),
        ("229", None),
        ("101", "税收收入"),
        ("10101", "增值税"),
        ("103", "非税收入"),
        ("501", "机关工资福利支出"),
    ],
)
def test_official_codes_carry_their_official_names(code: str, name: str | None) -> None:
    assert (BY_CODE[code].name if code in BY_CODE else None) == name


def test_every_functional_class_from_201_to_234_is_there() -> None:
    missing = {str(code) for code in range(201, 235)} - set(BY_CODE)
    # 218, 225, 226 and 228 are no longer or not in use; 229 其他支出 is too common a word to be filed by its name.
    assert missing == {"218", "225", "226", "228", "229"}


def test_codes_are_three_five_or_seven_digits_and_used_once() -> None:
    assert all(code.isdigit() and len(code) in (3, 5, 7) for code in BY_CODE)
    assert [code for code, count in Counter(i.code for i in catalogue() if i.code).items() if count > 1] == []


def test_an_item_stands_under_a_class_of_the_catalogue() -> None:
    alone = {"399", "509", "513", "229"}  # 其他支出 and the like: classes whose own names are too common
    orphans = [code for code in BY_CODE if len(code) > 3 and code[:3] not in BY_CODE and code[:3] not in alone]
    assert orphans == []


def test_the_words_of_accounts_staff_and_performance_are_there() -> None:
    wanted = (
        "收入总计 支出总计 本年收入合计 本年支出合计 财政拨款收入 "
        "事业收入 经营收入 上级补助收入 附属单位上缴收入 其他收入 "
        "基本支出 项目支出 人员经费 公用经费 年初结转和结余 "
        "年末结转和结余 使用非财政拨款结余 “三公”经费 公务用车购置费 公务用车购置及运行维护费 "
        "机关运行经费 政府采购支出总额 编制人数 在职人员 离休人员 "
        "退休人员 实有人数 自评得分 预算执行率 满意度 "
    )
    assert [name for name in wanted.split() if name not in BY_NAME] == []


def test_the_door_gives_id_name_code_unit_and_aliases() -> None:
    entry = BY_NAME["人员经费"]
    assert (entry.id, entry.code, entry.unit) == ("staff_cost", None, "CNY")
    assert "人员支出" in entry.aliases
    assert catalogue(load_lexicon()) == catalogue()
