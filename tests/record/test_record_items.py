"""An item begins and ends between words: jieba, with the catalogue as its dictionary, says where words end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis
from reportminer.record import record

Made = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("全年慰问困难职工家庭支出12万元。", "难职工家庭支出", "困难职工家庭支出"),
        ("拨付上级工会补助12万元。", "级工会补助", "上级工会补助"),
        ("本年度财政拨款收入12万元。", "度财政拨款收入", "财政拨款收入"),
        ("本年度财政拨款收入入12万元。", "财政拨款收入入", "财政拨款收入"),
        ("本年机关事业单位基本养老保险缴费12万元。", "本养老保险缴费", "机关事业单位基本养老保险缴费"),
        ("困难职工帮扶资金12万元。", "困难职工帮扶资", "困难职工帮扶资金"),
    ],
)
def test_an_item_that_cuts_through_a_word_is_mended(
    text: str, cut: str, whole: str, made: Made, lexicon: Lexicon
) -> None:
    (quantity,) = record(made(text, ("12万元", cut, {})), lexicon).quantities
    assert quantity.item == whole


@pytest.mark.parametrize("item", ["财政拨款收入", "拨款", "其他", "因公出国（境）费", "办公费、印刷费"])
def test_an_item_of_whole_words_stays(item: str, made: Made, lexicon: Lexicon) -> None:
    (quantity,) = record(made(f"其中，{item}12万元。", ("12万元", item, {})), lexicon).quantities
    assert quantity.item == item


def test_an_item_after_its_figure_is_mended_too(made: Made, lexicon: Lexicon) -> None:
    (quantity,) = record(made("其中12万元为困难职工帮扶资金。", ("12万元", "困难职工帮扶资", {})), lexicon).quantities
    assert quantity.item == "困难职工帮扶资金"


def test_an_item_that_stands_elsewhere_stays(made: Made, lexicon: Lexicon) -> None:
    (quantity,) = record(made("共计12万元。", ("12万元", "表头里的项目", {})), lexicon).quantities
    assert quantity.item == "表头里的项目"


def test_an_item_never_reaches_over_its_figure(made: Made, lexicon: Lexicon) -> None:
    (quantity,) = record(made("办公12万元费用。", ("12万元", "办公", {})), lexicon).quantities
    assert quantity.item == "办公"


def test_an_item_is_worded_with_the_reports_own_signs(made: Made, lexicon: Lexicon) -> None:
    analysis = made("因公出国（境）费12万元。", ("12万元", "公出国(境)费", {}))
    (quantity,) = record(analysis, lexicon).quantities
    assert (quantity.item, quantity.indicator) == ("因公出国（境）费", "econ_30212")
