"""Figures that miss each other by one slip, and how likely chance alone would bring them that near."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis
from reportminer.relate.clauses import Mention
from reportminer.relate.evidence.misses import difference_miss, growth_miss, share_miss
from reportminer.relate.viewing import view


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
