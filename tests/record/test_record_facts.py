"""A fact is one flat row: whose, of which year, which indicator, what value, to which place."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Fact
from reportminer.record import record

Made = Callable[..., Analysis]


TITLE = "云岭市水务局2023年度部门决算\n"


def facts(analysis: Analysis, lexicon: Lexicon) -> tuple[Fact, ...]:
    return record(analysis, lexicon).facts


def test_a_row_carries_everything_that_another_system_needs(made: Made, lexicon: Lexicon) -> None:
    fields: dict[str, Any] = {"value": "1234500", "step": Decimal("100"), "section": "s3", "basis": "actual"}
    analysis = made(f"{TITLE}工资福利支出123.45万元。", ("123.45万元", "工资福利支出", fields))
    assert facts(analysis, lexicon) == (
        Fact(
            organization="云岭市水务局",
            year=2023,
            indicator="econ_301",
            code="301",
            period=2023,
            basis="actual",
            value=Decimal("1234500"),
            unit="元",
            section="s3",
            page=None,
            quantity="q1",
            status="unchecked",
            decimals=-2,
            role="level",
            name="工资福利支出",
        ),
    )


def test_a_figure_without_indicator_has_no_row(made: Made, lexicon: Lexicon) -> None:
    assert facts(made(f"{TITLE}横幅50条。", ("50条", "横幅", {"kind": "count", "unit": "条"})), lexicon) == ()


@pytest.mark.parametrize(
    ("fields", "period"),
    [
        ({}, 2023),
        ({"basis": "prior"}, 2022),
        ({"basis": "budget"}, 2023),
        ({"period": 2021}, 2021),
        ({"period": 2021, "basis": "prior"}, 2021),
    ],
)
def test_the_period_is_the_stated_one_or_the_reports(
    fields: dict[str, Any], period: int, made: Made, lexicon: Lexicon
) -> None:
    (fact,) = facts(made(f"{TITLE}人员经费30万元。", ("30万元", "人员经费", dict(fields))), lexicon)
    assert fact.period == period
    assert fact.basis == fields.get("basis")


def test_without_a_year_there_is_no_period(made: Made, lexicon: Lexicon) -> None:
    (fact,) = facts(made("人员经费30万元。", ("30万元", "人员经费", {"basis": "prior"})), lexicon)
    assert (fact.year, fact.period) == (None, None)


@pytest.mark.parametrize(
    ("step", "decimals"), [("0.01", 2), ("1", 0), ("100", -2), ("10000", -4), ("10", -1), ("1E+6", -6), (None, 0)]
)
def test_decimals_follow_the_last_printed_digit(step: str | None, decimals: int, made: Made, lexicon: Lexicon) -> None:
    fields = {"step": None if step is None else Decimal(step)}
    (fact,) = facts(made("人员经费30万元。", ("30万元", "人员经费", fields)), lexicon)
    assert fact.decimals == decimals


def test_a_change_is_told_from_a_level(made: Made, lexicon: Lexicon) -> None:
    analysis = made(
        "人员经费30万元，比上年增加2万元，增长7.1%。",
        ("30万元", "人员经费", {}),
        ("2万元", "人员经费", {"role": "increase"}),
        ("7.1%", "人员经费", {"kind": "percentage", "unit": "%", "role": "rate"}),
    )
    assert [(fact.indicator, fact.role) for fact in facts(analysis, lexicon)] == [
        ("staff_cost", "level"),
        ("staff_cost", "increase"),
        ("staff_cost", "rate"),
    ]


def test_a_sentence_that_begins_with_another_body_is_that_bodys(made: Made, lexicon: Lexicon) -> None:
    analysis = made(
        f"{TITLE}人员经费30万元。\n云岭市图书馆人员经费12万元。",
        ("30万元", "人员经费", {}),
        ("12万元", "人员经费", {}),
    )
    assert [fact.organization for fact in facts(analysis, lexicon)] == ["云岭市水务局", "云岭市图书馆"]


@pytest.mark.parametrize(
    "sentence",
    ["云岭市财政局下达人员经费30万元。", "根据云岭市财政局批复，人员经费30万元。", "按市财政局要求，人员经费30万元。"],
)
def test_a_body_that_gives_the_money_does_not_own_the_figure(sentence: str, made: Made, lexicon: Lexicon) -> None:
    (fact,) = facts(made(f"{TITLE}{sentence}", ("30万元", "人员经费", {})), lexicon)
    assert fact.organization == "云岭市水务局"


def test_the_body_that_an_item_begins_with_is_the_owner_and_no_part_of_the_item(made: Made, lexicon: Lexicon) -> None:
    analysis = made(f"{TITLE}云岭市图书馆的人员经费12万元。", ("12万元", "云岭市图书馆的人员经费", {}))
    (quantity,) = record(analysis, lexicon).quantities
    (fact,) = record(analysis, lexicon).facts
    assert (quantity.item, fact.indicator, fact.organization) == ("人员经费", "staff_cost", "云岭市图书馆")


def test_a_body_stays_in_an_item_that_is_no_indicator(made: Made, lexicon: Lexicon) -> None:
    analysis = made("云岭市图书馆惠民讲座12场。", ("12场", "云岭市图书馆惠民讲座", {"kind": "count", "unit": "场"}))
    (quantity,) = record(analysis, lexicon).quantities
    assert quantity.item == "云岭市图书馆惠民讲座"
