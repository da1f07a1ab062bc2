"""A figure whose item only says which value it is belongs to the thing that the text before it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Section
from reportminer.record import record

Made = Callable[..., Analysis]


def indicators(analysis: Analysis, lexicon: Lexicon) -> list[str | None]:
    return [quantity.indicator for quantity in record(analysis, lexicon).quantities]


def test_budget_and_outturn_of_one_sentence_are_of_one_thing(made: Made, lexicon: Lexicon) -> None:
    analysis = made(
        "公务接待费预算4.2万元，支出决算3.1万元，比上年3.5万元减少0.4万元。",
        ("4.2万元", "公务接待费预算", {"basis": "budget"}),
        ("3.1万元", "支出决算", {"basis": "actual"}),
        ("3.5万元", "比上年", {"basis": "prior"}),
        ("0.4万元", "", {"role": "decrease"}),
    )
    assert indicators(analysis, lexicon) == ["econ_30217"] * 4


def test_what_was_spent_of_a_budget_is_of_the_same_thing(made: Made, lexicon: Lexicon) -> None:
    analysis = made(
        "培训费预算4.2万元，实际支出3.1万元。",
        ("4.2万元", "培训费预算", {"basis": "budget"}),
        ("3.1万元", "实际支出", {"basis": "actual"}),
    )
    assert indicators(analysis, lexicon) == ["econ_30216", "econ_30216"]


def test_spending_after_no_budget_is_not_filed(made: Made, lexicon: Lexicon) -> None:
    analysis = made("总收入4.2万元，支出3.1万元。", ("4.2万元", "总收入", {}), ("3.1万元", "支出", {}))
    assert indicators(analysis, lexicon) == ["income_total", None]


def test_outturn_of_expenditure_is_not_filed_under_income(made: Made, lexicon: Lexicon) -> None:
    analysis = made(
        "财政拨款收入4.2万元，支出决算3.1万元。", ("4.2万元", "财政拨款收入", {}), ("3.1万元", "支出决算", {})
    )
    assert indicators(analysis, lexicon) == ["appropriation_income", None]


def test_after_several_things_a_generic_item_is_not_filed(made: Made, lexicon: Lexicon) -> None:
    analysis = made(
        "“三公”经费9万元，其中公务接待费4万元，比上年10万元减少。",
        ("9万元", "“三公”经费", {}),
        ("4万元", "公务接待费", {}),
        ("10万元", "比上年", {}),
    )
    assert indicators(analysis, lexicon) == ["three_public", "econ_30217", None]


def test_the_next_sentence_begins_anew(made: Made, lexicon: Lexicon) -> None:
    analysis = made("公务接待费4.2万元。比上年3.5万元增加。", ("4.2万元", "公务接待费", {}), ("3.5万元", "比上年", {}))
    assert indicators(analysis, lexicon) == ["econ_30217", None]


@pytest.mark.parametrize(
    ("heading", "indicator", "code"),
    [
        ("住房保障支出（类）住房改革支出（款）住房公积金（项）", "func_2210201", "2210201"),
        ("教育支出（类）普通教育（款）小学教育（项）", "func_2050202", "2050202"),
        ("社会保障和就业支出（类）就业补助（款）", "func_20807", "20807"),
        ("卫生健康支出（类）", "func_210", "210"),
        ("教育支出（类）普通教育（款）某类新设教育（项）", None, None),
        ("教育支出（类）普通教育（款）办公费（项）", None, None),
    ],
)
def test_a_heading_of_the_functional_classification_names_the_thing(
    heading: str, indicator: str | None, code: str | None, made: Made, lexicon: Lexicon
) -> None:
    analysis = made(
        f"1．{heading}。年初预算为4.2万元，支出决算为3.1万元。",
        ("4.2万元", "年初预算", {"basis": "budget"}),
        ("3.1万元", "支出决算", {"basis": "actual"}),
    )
    found = [(quantity.indicator, quantity.code) for quantity in record(analysis, lexicon).quantities]
    assert found == [(indicator, code), (indicator, code)]


def test_right_under_a_heading_the_heading_names_the_thing(made: Made, lexicon: Lexicon) -> None:
    text = "（一）培训费情况\n支出决算3.1万元。支出决算2.2万元。"
    figures = [(printed, "支出决算", {"section": "s1"}) for printed in ("3.1万元", "2.2万元")]
    section = Section("s1", "（一）", 1, "培训费情况", 1, 0, len(text), None, False, "typed", 3, 8)
    analysis = replace(made(text, *figures), sections=(section,))
    assert indicators(analysis, lexicon) == ["econ_30216", None]


def test_a_generic_item_is_published_as_what_it_is_of(made: Made, lexicon: Lexicon) -> None:
    analysis = made(
        "展厅运维经费预算4.2万元，支出决算3.1万元。\n1．教育支出（类）普通教育（款）某类办学（项）。年初预算为5.5万元。",
        ("4.2万元", "展厅运维经费预算", {"basis": "budget"}),
        ("3.1万元", "支出决算", {"basis": "actual"}),
        ("5.5万元", "年初预算", {"basis": "budget"}),
    )
    items = [quantity.item for quantity in record(analysis, lexicon).quantities]
    assert items == ["展厅运维经费预算", "展厅运维经费", "某类办学支出"]


def test_spending_is_never_published_as_income(made: Made, lexicon: Lexicon) -> None:
    analysis = made("门票收入4.2万元，支出决算3.1万元。", ("4.2万元", "门票收入", {}), ("3.1万元", "支出决算", {}))
    assert [quantity.item for quantity in record(analysis, lexicon).quantities] == ["门票收入", "支出决算"]
