"""How likely chance puts figures one slip apart: more digits that agree make it less likely, more slips do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportminer.model import Analysis, Quantity
from reportminer.relate.evidence import odds

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
