"""Figures that miss each other by one slip, and how likely chance alone would bring them that near."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis
from reportminer.relate.clauses import Mention
from reportminer.relate.evidence.misses import balance_miss, difference_miss, growth_miss, product_miss, share_miss
from reportminer.relate.viewing import view

LAX = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def mentions(related: Callable[[str], Analysis], lexicon: Lexicon) -> Callable[[str], Sequence[Mention]]:
    """The figures of a text in their order."""
    return lambda text: view(related(text), lexicon).mentions


@pytest.mark.parametrize("share", ["41.52%", "42.51%", "4.125%", "412.5%", "1.25%", "-41.25%"])
def test_one_slip_of_the_share_explains_the_miss(share: str, mentions: Callable[[str], Sequence[Mention]]) -> None:
    whole, part, printed = mentions(f"支出800.00万元，项目支出330.00万元，占{share}。")
    explained = share_miss(printed, part, whole) is not None
    assert explained == (share != "42.51%")


def test_a_share_far_from_both_figures_is_no_slip(mentions: Callable[[str], Sequence[Mention]]) -> None:
    whole, part, share = mentions("支出800.00万元，项目支出330.00万元，占73.86%。")
    assert share_miss(share, part, whole) is None


def test_a_finer_share_leaves_less_to_chance(mentions: Callable[[str], Sequence[Mention]]) -> None:
    whole, part, fine = mentions("支出800.00万元，项目支出330.00万元，占71.25%。")
    coarse = mentions("支出800.00万元，项目支出330.00万元，占71.3%。")[2]
    one, other = share_miss(fine, part, whole), share_miss(coarse, part, whole)
    assert one is not None and other is not None and one < other / 5


def test_a_lost_unit_of_what_is_left_is_a_slip(mentions: Callable[[str], Sequence[Mention]]) -> None:
    larger, smaller, rest = mentions("预算2100.00万元，支出1991.95万元，结余108.05元。")
    chance = difference_miss(rest, larger, smaller)
    assert chance is not None and chance < 0.05


def test_a_rate_of_a_decrease_counts_from_the_level_before(mentions: Callable[[str], Sequence[Mention]]) -> None:
    level, change, rate = mentions("接待费19.56万元，比上年减少3.59万元，下降51.51%。")
    assert growth_miss(rate, change, level) is not None


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
    mentions: Callable[[str], Sequence[Mention]], total: str, factors: tuple[str, ...], slipped: bool
) -> None:
    whole, *parts = [mentions(f"支出{text}。")[0] for text in (total, *factors)]
    assert (product_miss(whole, parts) is not None) is slipped


@LAX
@given(st.integers(10_000, 999_999), st.integers(0, 5), st.integers(1, 9))
def test_one_digit_changed_in_one_figure_of_a_balance_is_found(
    mentions: Callable[[str], Sequence[Mention]], value: int, place: int, by: int
) -> None:
    digits = [*str(value).zfill(6)]
    digits[place] = str((int(digits[place]) + by) % 10)
    wrong = int("".join(digits))
    if wrong < 10_000:
        return
    sides = (wrong, 314159, value + 314159 - 271828, 271828)
    one, two, three, four = [mentions(f"支出{each}元。")[0] for each in sides]
    chance = balance_miss([one, two], [three, four])
    assert chance is not None
    assert 0 <= chance <= 1
