"""How likely chance puts figures one slip apart: more digits that agree make it less likely, more slips do not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportminer.model import Analysis, Quantity
from reportminer.relate.evidence import odds

LAX = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Figures = Callable[..., list[Quantity]]


@pytest.fixture
def figures(related: Callable[[str], Analysis]) -> Figures:
    """The figures of a text as read."""

    def read(*texts: str) -> list[Quantity]:
        return [related(f"支出{text}。").quantities[0] for text in texts]

    return read


@pytest.mark.parametrize(
    ("one", "other", "chance"),
    [
        ("2451.60万元", "2415.60万元", 4 / 90_000),
        ("2451.60万元", "2451.63万元", 54 / 900_000),
        ("2451.60万元", "251.60万元", 5 / 9_000),
        ("2451.60万元", "2451.60元", 10 / 90_000),
        ("1200.00万元", "1300.00万元", 18 / 90),
        ("120万元", "12.5万元", None),
        ("2451.60万元", "2451.60万元", None),
        ("8.72亿元", "37176.00万元", 27 / 900),
    ],
)
def test_the_kind_of_slip_and_the_digits_make_the_chance(
    figures: Figures, one: str, other: str, chance: float | None
) -> None:
    assert odds.apart(*figures(one, other)) == pytest.approx(chance)


@pytest.mark.parametrize(
    ("one", "other", "chance"),
    [
        ("1835.62万元", "1835.12万元", 0.1),
        ("1835.62万元", "7835.62万元", 1e-5),
        ("1835.62万元", "1835.26万元", 0.1),
        ("1835.62万元", "1835.65万元", 1.0),
        ("1835.62万元", "183.62万元", 0.0),
    ],
)
def test_of_totals_that_differ_a_little_the_digits_behind_the_slip_tell(
    figures: Figures, one: str, other: str, chance: float
) -> None:
    assert odds.alongside(*figures(one, other)) == pytest.approx(chance)


@pytest.mark.parametrize(
    ("total", "factors", "slipped"),
    [
        ("23.40万元", ("9600元", "24户"), True),
        ("23.04万元", ("960元", "24户"), True),
        ("23.04万元", ("9600元", "7户"), False),
        ("83.17万元", ("9600元", "24户"), False),
    ],
)
def test_a_product_is_missed_by_one_slip_or_not(
    figures: Figures, total: str, factors: tuple[str, ...], slipped: bool
) -> None:
    whole, *parts = figures(total, *factors)
    assert (odds.product(whole, parts) is not None) is slipped


@LAX
@given(st.integers(10_000, 999_999), st.integers(0, 5), st.integers(1, 9))
def test_one_digit_changed_in_one_figure_of_a_balance_is_found(
    figures: Figures, value: int, place: int, by: int
) -> None:
    digits = [*str(value).zfill(6)]
    digits[place] = str((int(digits[place]) + by) % 10)
    wrong = int("".join(digits))
    if wrong < 10_000:
        return
    left = figures(f"{wrong}元", "314159元")
    right = figures(f"{value + 314159 - 271828}元", "271828元")
    chance = odds.balance(left, right)
    assert chance is not None
    assert Decimal(0) < Decimal(chance) <= 1
