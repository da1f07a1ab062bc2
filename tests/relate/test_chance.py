"""How easily one slip would close a gap by chance."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.model import Quantity
from reportminer.relate.evidence.chance import chance


def people(value: int) -> Quantity:
    number = Decimal(value)
    return Quantity(
        "", 0, 1, f"{value}人", 0, 1, "headcount", number, number, number, False, False, "人", "人", "exact"
    )


def money(text: str, scale: int = 10000) -> Quantity:
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    step = Decimal(10) ** exponent * scale
    value = number * scale
    return Quantity("", 0, 1, text, 0, 1, "amount", value, value, value, False, False, "元", "万元", "exact", step=step)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [(56, [27, 15, 9]), (51, [72, 15, 9]), (5, [27, 15, 9]), (51, [7, 15, 9]), (51, [27, 51, 9]), (151, [27, 15, 9])],
)
def test_a_digit_replaced_dropped_added_or_swapped_explains_a_gap(whole: int, parts: list[int]) -> None:
    assert chance(people(whole), [people(part) for part in parts]) is not None


def test_two_slips_explain_nothing() -> None:
    assert chance(people(1300), [people(27), people(15)]) is None


def test_what_adds_up_needs_no_slip() -> None:
    assert chance(people(51), [people(27), people(15), people(9)]) is None


def test_the_more_digits_the_surer_the_slip() -> None:
    few = chance(people(56), [people(27), people(15), people(9)])
    many = chance(money("2269.82"), [money("846.30"), money("1205.00"), money("188.52")])
    assert few is not None and many is not None
    assert many < Fraction(1, 50) < Fraction(1, 5) < few


def test_a_lost_unit_is_hardly_ever_chance() -> None:
    odds = chance(money("14.5"), [money("8.6", 1), money("5.9")])
    assert odds is not None and odds < Fraction(1, 1000)


def test_a_hundred_is_not_printed_and_cannot_slip() -> None:
    shares = [money("60", 1), money("25", 1), money("35", 1)]
    assert chance(Decimal(100), shares) is not None
    assert chance(Decimal(100), [money("60", 1), money("25", 1), money("3", 1)]) is None


@given(st.integers(10, 9999), st.integers(10, 9999), st.integers(0, 3), st.integers(1, 9))
def test_any_digit_of_a_part_may_have_slipped(one: int, other: int, place: int, digit: int) -> None:
    printed = str(one)
    place %= len(printed)
    if printed[place] == str(digit):
        return
    slipped = int(printed[:place] + str(digit) + printed[place + 1 :])
    assert chance(people(one + other), [people(slipped), people(other)]) is not None
