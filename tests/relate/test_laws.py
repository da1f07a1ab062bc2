"""What holds for every report: numbering, statuses, and that prose between paragraphs changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportminer.model import Analysis

TEXTS: list[str] = [
    case["text"]
    for path in sorted(Path(__file__).parent.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
PROSE = [
    "认真落实各项制度。",
    "工作取得新的成效，群众反映良好。",
    "会议强调，要压实责任、改进作风。",
    "下一步将继续加强管理。",
]
LAX = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@LAX
@given(st.sampled_from(TEXTS), st.sampled_from(PROSE), st.sampled_from(PROSE))
def test_prose_before_and_behind_a_report_changes_no_relation(
    lines: Callable[[str], list[str]], text: str, before: str, behind: str
) -> None:
    assert lines(f"{before}\n{text}\n{behind}") == lines(text)


@LAX
@given(st.lists(st.sampled_from(TEXTS), min_size=2, max_size=4))
def test_relations_are_numbered_in_text_order_and_speak_of_known_figures(
    related: Callable[[str], Analysis], texts: list[str]
) -> None:
    analysis = related("\n".join(texts))
    places = {quantity.id: quantity.start for quantity in analysis.quantities}
    assert [relation.id for relation in analysis.relations] == [
        f"r{number}" for number in range(1, len(analysis.relations) + 1)
    ]
    first = [places[(*relation.lhs, *relation.rhs)[0]] for relation in analysis.relations]
    assert first == sorted(first)
    assert not any(set(relation.lhs) & set(relation.rhs) for relation in analysis.relations)


FRAGMENTS = [
    "其中",
    "：",
    "，",
    "；",
    "。",
    "、",
    "（",
    "）",
    "\n",
    "100万元",
    "20.5万元",
    "30%",
    "5个百分点",
    "3个",
    "12人",
    "每户300元",
]
FRAGMENTS += [
    "50户",
    "合计",
    "由",
    "组成",
    "增加",
    "比上年",
    "下降",
    "占",
    "完成预算的",
    "年初预算",
    "支出决算",
    "一是",
    "1、",
    "等",
    "的",
    "率",
]


@LAX
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=50))
def test_no_text_makes_relating_fail_and_every_relation_is_judged(
    related: Callable[[str], Analysis], fragments: list[str]
) -> None:
    analysis = related("".join(fragments))
    for relation in analysis.relations:
        assert relation.status != "not_checkable" or relation.reason


def test_a_figure_in_a_broken_relation_is_inconsistent(related: Callable[[str], Analysis]) -> None:
    analysis = related("支出预算为274.80万元，支出决算为245.50万元，完成预算的93.57%。")
    assert {quantity.status for quantity in analysis.quantities} == {"inconsistent"}


def test_a_figure_in_relations_that_hold_is_consistent(related: Callable[[str], Analysis]) -> None:
    analysis = related("社会保险缴费：养老保险24.10万元、医疗保险14.20万元，合计38.30万元。")
    assert {quantity.status for quantity in analysis.quantities} == {"consistent"}


def test_a_figure_without_relation_is_unchecked_and_says_why(related: Callable[[str], Analysis]) -> None:
    (quantity,) = related("年末结转和结余70.36万元。").quantities
    assert (quantity.status, quantity.reason) == ("unchecked", "文中没有可以互相核对的数字")


def test_the_change_of_direction_words_reaches_the_figures(related: Callable[[str], Analysis]) -> None:
    analysis = related("接待费2.40万元，比上年3.00万元减少0.60万元，下降20.00%。")
    assert [quantity.direction for quantity in analysis.quantities] == [None, None, "down", "down"]


@pytest.mark.parametrize("count", [50, 100])
def test_work_grows_with_the_length_of_a_report(related: Callable[[str], Analysis], count: int) -> None:
    text = "\n".join(
        f"第{number}项支出合计{number + 2}.00万元，其中：甲1.00万元，其他{number + 1}.00万元。"
        for number in range(count)
    )
    sums = [relation for relation in related(text).relations if relation.type == "sum"]
    assert len(sums) == count
