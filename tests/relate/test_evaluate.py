"""Every type of relation evaluated: status, difference, computed value and the sum written out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from reportminer.model import ListItem, Quantity, Relation
from reportminer.relate.evaluate import evaluate

SCALES = {"亿元": 10**8, "万元": 10**4, "千元": 1000, "元": 1}
KINDS = {
    "%": ("percentage", "%"),
    "倍": ("percentage", "倍"),
    "人次": ("headcount", "人次"),
    "人": ("headcount", "人"),
    "户": ("household", "户"),
    "个": ("count", "个"),
    "个月": ("duration", "月"),
}


def figure(text: str, direction: str | None = None) -> Quantity:
    """A figure printed as `text`, such as 1,118.00千元, 9.9% or 24人."""
    unit = next(word for word in (*SCALES, *KINDS) if text.endswith(word))
    number, scale = Decimal(text.removesuffix(unit).replace(",", "")), Decimal(SCALES.get(unit, 1))
    kind, base = KINDS.get(unit, ("amount", "元"))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    step = scale * Decimal(10) ** exponent if kind in ("amount", "percentage", "duration") else None
    half = step / 2 if step is not None else Decimal(0)
    value = number * scale
    fields = {"kind": kind, "value": value, "low": value - half, "high": value + half, "unit": base, "step": step}
    spans = {"start": 0, "end": len(text), "core_start": 0, "core_end": len(text)}
    ends = {"low_open": False, "high_open": False, "bound": "exact", "stated_unit": unit}
    return Quantity(id="", text=text, direction=direction, **fields, **spans, **ends)


def judged(kind: str, lhs: list[Quantity], rhs: list[Quantity], **fields) -> Relation:
    left = [replace(one, id=f"l{place}") for place, one in enumerate(lhs)]
    right = [replace(one, id=f"r{place}") for place, one in enumerate(rhs)]
    quantities = {one.id: one for one in left + right}
    return evaluate(Relation("r", kind, tuple(q.id for q in left), tuple(q.id for q in right), **fields), quantities)


def up(text: str) -> Quantity:
    return figure(text, "up")


def down(text: str) -> Quantity:
    return figure(text, "down")


@pytest.mark.parametrize(
    ("kind", "lhs", "rhs", "fields", "status", "difference", "computed"),
    [
        ("sum", ["300.50万元"], ["200.20万元", "100.30万元"], {}, "consistent", "0", "3005000"),
        ("sum", ["1118.00千元"], ["1080.00千元", "68.00千元"], {}, "inconsistent", "30000", "1148000"),
        ("sum", ["111.8万元"], ["1050.00千元", "68.00千元"], {}, "consistent", "0", "1118000"),
        ("sum", ["1,367.76万元"], ["1,000.50万元", "367.25万元"], {}, "rounding", "100", "13677500"),
        ("sum", ["10000.00万元"], ["6000.00万元", "3995.50万元"], {}, "inconsistent", "45000", "99955000"),
        ("sum", ["25337人"], ["1553人", "11938人", "6866人", "5213人"], {}, "inconsistent", "233", "25570"),
        ("part_of", ["35人"], ["2480人"], {}, "consistent", "0", "2480"),
        ("part_of", ["2882.84千元"], ["1900.95千元"], {}, "inconsistent", "981890", "1900950"),
        ("part_of", ["23个", "17个"], ["39个"], {}, "inconsistent", "1", "39"),
        ("equal", ["105万元"], ["1080.00千元"], {}, "inconsistent", "30000", "1080000"),
        ("equal", ["6.8万元"], ["68.00千元"], {}, "consistent", "0", "68000"),
        ("share", ["102.27%"], ["4733.14万元", "4628.17万元"], {}, "rounding", "0.0019", "102.2681"),
        ("share", ["93.57%"], ["245.53万元", "274.82万元"], {}, "inconsistent", "4.2279", "89.3421"),
        ("share", ["75%"], ["300.00万元", "400.00万元"], {}, "consistent", "0", "75"),
        ("product", ["15000元"], ["300元", "50户"], {}, "consistent", "0", "15000"),
        ("product", ["1.8万元"], ["300元", "50户"], {}, "inconsistent", "3000", "15000"),
        ("product", ["38.4万元"], ["2000元", "16人", "12个月"], {}, "consistent", "0", "384000"),
        ("product", ["38.1万元"], ["2000元", "16人", "12个月"], {}, "inconsistent", "3000", "384000"),
        ("product", ["38.4万元"], ["2000元", "16人"], {"constant": Decimal(12)}, "consistent", "0", "384000"),
        ("product", ["2000元"], ["2000元"], {}, "not_checkable", "None", "None"),
        ("balance", ["10万元", "100万元"], ["95万元", "25万元"], {}, "inconsistent", "100000", "1200000"),
    ],
)
def test_a_relation_of_levels(kind, lhs, rhs, fields, status, difference, computed):
    found = judged(kind, [figure(text) for text in lhs], [figure(text) for text in rhs], **fields)
    assert (found.status, str(found.difference), str(found.computed)) == (status, difference, computed)


@pytest.mark.parametrize(
    ("rate", "change", "level", "status", "difference", "computed"),
    [
        (down("9.9%"), down("26.42千元"), figure("2882.84千元"), "inconsistent", "8.9919", "0.9081"),
        (up("3.98%"), up("10.55万元"), figure("275.76万元"), "rounding", "0.002", "3.978"),
        (up("7.34%"), up("1.68万元"), figure("24.55万元"), "rounding", "0.0059", "7.3459"),
        (down("15.31%"), down("3.59万元"), figure("19.56万元"), "inconsistent", "0.1976", "15.5076"),
        (up("35.9%"), up("209.28万元"), figure("792.22万元"), "rounding", "0.0008", "35.9008"),
        (down("100%"), down("3.20万元"), figure("0万元"), "consistent", "0", "100"),
        (up("20%"), down("2.00万元"), figure("8.00万元"), "inconsistent", "40", "-20"),
    ],
)
def test_a_rate_from_the_change_and_the_current_level(rate, change, level, status, difference, computed):
    found = judged("rate", [rate], [change, level], form="change_current")
    assert (found.status, str(found.difference), str(found.computed)) == (status, difference, computed)


def test_a_rate_from_the_change_and_the_previous_level():
    found = judged("rate", [up("25%")], [up("2.00万元"), figure("8.00万元")], form="change_previous")
    assert (found.status, found.expression) == ("consistent", "25% = 2.00万元 ÷ 8.00万元")


def test_a_rate_from_both_levels():
    found = judged("rate", [down("20%")], [figure("8.00万元"), figure("10.00万元")], form="current_previous")
    assert (found.status, found.expression) == ("consistent", "20% = (8.00万元 - 10.00万元) ÷ 10.00万元")


def test_a_growth_in_multiples_is_not_read_as_per_cent():
    found = judged("rate", [up("2倍")], [figure("9.00万元"), figure("3.00万元")], form="current_previous")
    assert (found.status, found.unit) == ("consistent", "倍")


def test_growth_from_nothing_is_inconsistent_and_says_that_the_base_is_zero():
    found = judged("rate", [up("100%")], [up("0.3万元"), figure("0.3万元")], form="change_current")
    assert (found.status, found.reason, found.difference) == ("inconsistent", "基数为零，比率无从计算", None)


def test_a_share_of_nothing_cannot_be_checked():
    found = judged("share", [figure("100%")], [figure("177.17万元"), figure("0元")])
    assert (found.status, found.reason) == ("not_checkable", "基数为零，比率无从计算")


@pytest.mark.parametrize(
    ("change", "now", "before", "status", "difference"),
    [
        (up("10.55万元"), "275.76万元", "265.21万元", "consistent", "0"),
        (up("12.55万元"), "275.76万元", "265.21万元", "inconsistent", "20000"),
        (up("10.55万元"), "265.21万元", "275.76万元", "inconsistent", "211000"),
        (down("10.55万元"), "265.21万元", "275.76万元", "consistent", "0"),
    ],
)
def test_a_change_between_two_levels_in_the_direction_that_the_text_gives(change, now, before, status, difference):
    found = judged("change", [change], [figure(now), figure(before)])
    assert (found.status, str(found.difference)) == (status, difference)


def test_a_decrease_is_written_out_the_way_it_is_meant():
    found = judged("change", [down("10.55万元")], [figure("265.21万元"), figure("275.76万元")])
    assert found.expression == "10.55万元 = 275.76万元 - 265.21万元"


def test_shares_that_divide_a_whole_make_a_hundred():
    shares = [figure("60%"), figure("25%"), figure("15%")]
    right = judged("partition", [], shares, constant=Decimal(100))
    wrong = judged("partition", [], [*shares, figure("10%")], constant=Decimal(100))
    assert (right.status, right.expression) == ("consistent", "100% = 60% + 25% + 15%")
    assert (wrong.status, str(wrong.difference), str(wrong.computed)) == ("inconsistent", "10", "110")


def test_an_enumeration_compares_the_count_with_what_is_listed():
    items = tuple(ListItem(name, 0, 1) for name in ("甲", "乙", "丙"))
    assert judged("enumeration", [figure("3个")], [], list_items=items).status == "consistent"
    found = judged("enumeration", [figure("4个")], [], list_items=items)
    assert (found.status, str(found.difference), found.expression) == ("inconsistent", "1", "4个 = 所列3项")


def test_factors_take_away():
    figures = [figure("8.00万元"), figure("2.00万元")]
    found = judged("sum", [figure("6.00万元")], figures, factors=(Decimal(1), Decimal(-1)))
    assert (found.status, found.expression) == ("consistent", "6.00万元 = 8.00万元 - 2.00万元")


def test_people_and_visits_are_never_added():
    found = judged("sum", [figure("420人")], [figure("120人"), figure("300人次")])
    assert found.status == "not_checkable" and "单位不同" in (found.reason or "")


def test_money_and_people_do_not_compare():
    assert judged("equal", [figure("120人")], [figure("120元")]).status == "not_checkable"


def test_a_missing_figure_leaves_the_relation_unchecked_with_a_reason():
    found = evaluate(Relation("r", "sum", ("a",), ("b", "c")), {"a": replace(figure("3人"), id="a")})
    assert (found.status, found.reason) == ("not_checkable", "缺少计算所需的数字")


def test_a_figure_that_no_number_is_leaves_the_relation_unchecked():
    broken = replace(figure("38.65万元"), malformed=True, text="38..65万元")
    found = judged("equal", [broken], [figure("38.65万元")])
    assert (found.status, found.reason) == ("not_checkable", "“38..65万元”书写有误，读不出数值")


def test_a_figure_with_hundreds_of_digits_is_not_computed_with():
    huge = replace(figure("1元"), value=Decimal("9" * 300), low=None, high=None)
    assert judged("sum", [figure("1元")], [huge, figure("1元")]).status == "not_checkable"


def test_cut_off_digits_are_told_from_wrong_ones():
    cut = judged("sum", [figure("10.0万元")], [figure("3.3万元"), figure("3.3万元"), figure("3.2万元")])
    wrong = judged("sum", [figure("10.5万元")], [figure("3.3万元"), figure("3.3万元"), figure("3.2万元")])
    assert (cut.status, cut.truncated) == ("rounding", False)
    assert (wrong.status, wrong.truncated) == ("inconsistent", False)
    share = judged("share", [figure("66.6%")], [figure("200.00万元"), figure("300.00万元")])
    assert (share.status, share.truncated) == ("inconsistent", True)


def test_bounds_of_more_than_widen_upward_only():
    over = {"bound": "over", "high_open": True, "low_open": False}
    part = replace(figure("2.5万元"), low=Decimal(25000), high=Decimal(26000), **over)
    other = replace(figure("10万元"), low=Decimal(100000), high=Decimal(110000), **over)
    total = replace(figure("12.5万元"), low=Decimal(125000), high=Decimal(126000), **over)
    assert judged("sum", [total], [part, other]).status == "consistent"
    assert judged("sum", [figure("13.0万元")], [part, other]).status == "rounding"
    assert judged("sum", [figure("12.4万元")], [part, other]).status == "inconsistent"


def test_a_product_is_written_out_with_all_its_factors():
    stated = judged("product", [figure("38.4万元")], [figure("2000元"), figure("16人"), figure("12个月")])
    assert stated.expression == "38.4万元 = 2000元 × 16人 × 12个月"
    unstated = judged("product", [figure("38.4万元")], [figure("2000元"), figure("16人")], constant=Decimal(12))
    assert unstated.expression == "38.4万元 = 2000元 × 16人 × 12"
