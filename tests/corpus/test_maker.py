"""The makers refuse gold that is wrong, and read figures by themselves."""

from fractions import Fraction
from pathlib import Path

import pytest
from maker.figures import convert
from maker.forms import chinese_number
from maker.gold import GoldError, build_gold
from maker.markup import MarkupError, read_source

HEAD = "title: 例\norganization: 例县\nyear: 2023\nrelations:\n{relations}\nfindings:\n{findings}\n---\n{body}\n"
SUM = "全年支出{total:支出|30万元}，其中人员{a:人员|18万元}、公用{b:公用|12万元}。"
SLIP = "全年支出{total:支出|30万元}，其中人员{a:人员|81万元|was=18万元}、公用{b:公用|12万元}。"


def gold_of(tmp_path: Path, body: str, relations: str = "", findings: str = "") -> dict:
    path = tmp_path / "case.rep"
    path.write_text(HEAD.format(relations=relations, findings=findings, body=body), encoding="utf-8")
    return build_gold(read_source(path), "case.txt")


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "unit", "kind", "bound"),
    [
        ("2.50亿元", 250000000, 249500000, 250500000, "元", "amount", "exact"),
        ("12.5万余元", 125000, 125000, 126000, "元", "amount", "over"),
        ("120余万元", 1200000, 1200000, 1300000, "元", "amount", "over"),
        ("3018.95千元", 3018950, 3018945, 3018955, "元", "amount", "exact"),
        ("近2000个", 2000, 1000, 2000, "个", "count", "under"),
        ("不超过300元", 300, 0, 300, "元", "amount", "at_most"),
        ("4.8万人", 48000, 47500, 48500, "人", "headcount", "exact"),
        ("36名", 36, 36, 36, "人", "headcount", "exact"),
        ("两期", 2, 2, 2, "期", "count", "exact"),
        ("1.9个百分点", "1.9", "1.85", "1.95", "百分点", "percentage_point", "exact"),
        ("1,234.56元", "1234.56", "1234.555", "1234.565", "元", "amount", "exact"),
        ("十余家", 10, 10, 20, "家", "count", "over"),
    ],
)
def test_printed_figures_stand_for_their_interval(text, value, low, high, unit, kind, bound):
    figure = convert(text)
    assert (figure.value, figure.low, figure.high) == (Fraction(value), Fraction(low), Fraction(high))
    assert (figure.unit, figure.kind, figure.bound) == (unit, kind, bound)


def test_numerals_up_to_hundreds():
    assert [chinese_number(text) for text in ("两", "十", "十二", "二十", "百", "三百二十")] == [
        2,
        10,
        12,
        20,
        100,
        320,
    ]


def test_bound_words_stay_outside_the_core():
    assert convert("不足40%").core == (2, 5)
    assert convert("24小时之内").core == (0, 4)
    assert convert("26万余元").core == (0, 5)


def test_a_holding_sum_has_its_parts_and_no_difference(tmp_path):
    record = gold_of(tmp_path, SUM, "  sum stated total = a + b")
    relation = record["relations"][0]
    assert (relation["lhs"], relation["rhs"]) == (["q1"], ["q2", "q3"])
    assert (relation["holds"], relation["difference"], relation["unit"]) == (True, "0", "元")


def test_a_relation_marked_broken_must_be_broken(tmp_path):
    with pytest.raises(GoldError, match="成立"):
        gold_of(tmp_path, SUM, "  sum stated! total = a + b")


def test_a_broken_relation_must_be_marked(tmp_path):
    with pytest.raises(GoldError, match="不成立，相差630000"):
        gold_of(tmp_path, SLIP, "  sum stated total = a + b")


def test_a_broken_relation_needs_a_finding(tmp_path):
    with pytest.raises(GoldError, match="没有对应的发现"):
        gold_of(tmp_path, SLIP, "  sum stated! total = a + b")


def test_a_slip_carries_what_was_meant(tmp_path):
    finding = "  error sum_mismatch a total b | 支出不等于分项之和。 | 颠倒"
    record = gold_of(tmp_path, SLIP, "  sum stated! total = a + b", finding)
    assert record["quantities"][1]["intended"] == "180000"
    assert record["findings"][0]["relations"] == ["r1"]
    assert record["findings"][0]["text"] == "81万元"


def test_intended_values_must_mend_the_relation(tmp_path):
    finding = "  error sum_mismatch a | 支出不等于分项之和。 | 颠倒"
    with pytest.raises(GoldError, match="还原后仍不成立"):
        gold_of(tmp_path, SLIP.replace("was=18", "was=15"), "  sum stated! total = a + b", finding)


def test_figures_without_annotation_are_refused(tmp_path):
    with pytest.raises(GoldError, match="没有标注的数"):
        gold_of(tmp_path, "全年走访36户。")
    with pytest.raises(GoldError, match="没有标注的数"):
        gold_of(tmp_path, "设立三个服务点。")
    assert gold_of(tmp_path, "第三次会议于2023年5月召开，进一步统一思想。")["quantities"] == []


def test_a_bound_word_outside_the_mark_is_refused(tmp_path):
    with pytest.raises(GoldError, match="界限词"):
        gold_of(tmp_path, "走访近{:走访|300户}。")
    assert gold_of(tmp_path, "共节约{:节约|3万元}。")["quantities"][0]["bound"] == "exact"


def test_titles_end_where_the_item_begins_to_talk(tmp_path):
    body = "[[1:一、|加强领导，压实责任]]\n[[2:1.|负责组织建设，审批换届。]]\n[[2:2.|宣传政策。]]全年如常。"
    sections = gold_of(tmp_path, body)["sections"]
    assert [section["title"] for section in sections] == ["加强领导，压实责任", "负责组织建设", "宣传政策"]
    assert [section["parent"] for section in sections] == [None, "s1", "s1"]


def test_unpaired_marks_are_refused(tmp_path):
    with pytest.raises(MarkupError, match="没有配对"):
        gold_of(tmp_path, "[[1:一、|概况")


def test_line_breaks_of_the_source_are_counted(tmp_path):
    path = tmp_path / "case.rep"
    path.write_text(
        HEAD.format(relations="", findings="", body="甲\n乙{:丙|3人}").replace("year", "newline: crlf\nyear"),
        encoding="utf-8",
    )
    source = read_source(path)
    assert source.text == "甲\r\n乙3人"
    assert (source.figures[0].start, source.figures[0].end) == (4, 6)


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "unit", "stated", "bound"),
    [
        ("3亿5000万元", 350000000, 349995000, 350005000, "元", "万元", "exact"),
        ("12万5千元", 125000, 124500, 125500, "元", "千元", "exact"),
        ("１２３．５万元", 1235000, 1234500, 1235500, "元", "万元", "exact"),
        ("壹仟贰佰肆拾叁万伍仟元整", 12435000, "12434999.5", "12435000.5", "元", "元", "exact"),
        ("百分之八点五", "8.5", "8.45", "8.55", "%", "%", "exact"),
        ("千分之五", "0.5", "0.45", "0.55", "%", "%", "exact"),
        ("六成五", 65, "64.5", "65.5", "%", "成", "exact"),
        ("八成左右", 80, 70, 90, "%", "成", "about"),
        ("300～500元", 300, 300, 500, "元", "元", "range"),
        ("近万人", 10000, 9000, 10000, "人", "人", "under"),
        ("-0.33亿元", -33000000, -33500000, -32500000, "元", "亿元", "exact"),
    ],
)
def test_rare_ways_of_printing_a_figure(text, value, low, high, unit, stated, bound):
    figure = convert(text)
    assert (figure.value, figure.low, figure.high) == (Fraction(value), Fraction(low), Fraction(high))
    assert (figure.unit, figure.stated_unit, figure.bound) == (unit, stated, bound)


@pytest.mark.parametrize(
    ("body", "item", "qualifier"),
    [
        ("收入{:收入增长率|3.5%}", "收入", "增长率"),
        ("收入合计比{:上年收入合计|3万元}", "收入合计", "上年"),
        ("其中：基本支出{:基本支出预算|3万元}", "基本支出", None),
        ("大米{:大米线上销售额|3万元}", "大米", None),
        ("每户{:慰问金标准|300元}", "慰问金标准", None),
        ("新建{:新建服务站|3处}服务站", "新建服务站", None),
    ],
)
def test_items_are_in_the_words_of_the_report(tmp_path, body, item, qualifier):
    quantity = gold_of(tmp_path, body)["quantities"][0]
    assert (quantity["item"], quantity["qualifier"]) == (item, qualifier)
