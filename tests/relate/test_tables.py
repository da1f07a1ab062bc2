"""What tables claim: the relations, by the cells that take part, and whether they hold."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from reportminer.lexicon import load_lexicon
from reportminer.model import Analysis, Document, Quantity, Relation
from reportminer.pipeline import analyse, document_of
from reportminer.relate.evaluate import evaluate
from reportminer.relate.tables import table_relations
from reportminer.table import grids, line_blocks

LEXICON = load_lexicon()


def analysis(text: str) -> Analysis:
    """A report whose cells and clauses (条目12.5万元) have their figures, money unless they say otherwise."""
    document = Document("t", "", "text/plain", text, line_blocks(text))
    quantities = []
    for grid in grids(document):
        for cell in grid.cells:
            number = re.match(r"-?[\d.,]+", cell.text)
            if cell.measures and not cell.in_head and number:
                head = cell.column_head + cell.row_head
                rate = "%" in cell.text or "率" in head
                score = "分值" in cell.column_head or cell.column_head in ("得分", "扣分")
                kind = "percentage" if rate else "score" if score else "amount"
                unit = {"percentage": "%", "score": "分", "amount": "元"}[kind]
                quantities.append(
                    _quantity(text, cell.start, cell.end, number[0], kind, unit, cell.row_head, grid.table)
                )
    for match in re.finditer(r"(\w{4})([\d.]+)万元", text):
        quantities.append(_quantity(text, match.start(2), match.end(), match[2], "amount", "元", match[1], None))
    quantities.sort(key=lambda quantity: quantity.start)
    return Analysis(document, text, quantities=tuple(quantities))


def _quantity(text, start, end, number, kind, unit, item, table) -> Quantity:
    value = Decimal(number.replace(",", ""))
    step = Decimal(1).scaleb(value.as_tuple().exponent)
    return Quantity(
        f"q{start}",
        start,
        end,
        text[start:end],
        start,
        end,
        kind,
        value,
        value - step / 2,
        value + step / 2,
        False,
        False,
        unit,
        None,
        "exact",
        item=item,
        table=table,
        step=step,
    )


def claims(text: str) -> list[str]:
    """The relations of a text as lines such as "合计 30.00 = 20.50 + 9.50 consistent stated"."""
    report = analysis(text)
    by_id = {quantity.id: quantity for quantity in report.quantities}

    def line(relation: Relation) -> str:
        judged = relation if relation.reason else evaluate(relation, by_id)
        shown = judged.expression or "、".join(by_id[id].text for id in (*relation.lhs, *relation.rhs))
        return f"{relation.cue.removeprefix('表内')} {shown} {judged.reason or judged.status} {relation.strength}"

    return [line(relation) for relation in table_relations(report, LEXICON)]


def table(*rows: str) -> str:
    return "\n".join(row.replace("|", "\t") for row in rows)


def test_a_total_row_below_is_the_sum_of_the_rows_above_in_every_column():
    text = table("项目|上半年|下半年", "办公费|1.50|2.00", "差旅费|0.50|3.00", "合计|2.00|5.10")
    assert claims(text) == [
        "合计 2.00 = 1.50 + 0.50 consistent stated",
        "合计 5.10 = 2.00 + 3.00 inconsistent stated",
    ]


def test_a_total_row_above_is_the_sum_of_the_rows_below():
    text = table("项目|金额", "合计|5.00", "办公费|2.00", "差旅费|3.00")
    assert claims(text) == ["合计 5.00 = 2.00 + 3.00 consistent stated"]


def test_two_totals_each_stand_above_their_own_rows():
    rows = ("项目|金额", "收入总计|75.30", "门票|51.20", "捐赠|24.10", "支出总计|68.00", "人员|40.50", "水电|27.50")
    assert claims(table(*rows)) == [
        "合计 75.30 = 51.20 + 24.10 consistent stated",
        "合计 68.00 = 40.50 + 27.50 consistent stated",
    ]


def test_a_row_behind_the_parts_of_the_first_total_need_not_be_one():
    rows = (
        "项目|预算|决算",
        "支出总额|82.60|80.40",
        "基本支出|51.40|50.10",
        "项目支出|31.20|30.30",
        "会议费|2.00|1.80",
    )
    assert claims(table(*rows)) == [
        "合计 82.60 = 51.40 + 31.20 consistent stated",
        "合计 80.40 = 50.10 + 30.30 consistent stated",
    ]


def test_subtotals_take_the_rows_since_the_last_and_the_grand_total_takes_the_subtotals():
    text = table("项目|金额", "甲|1.00", "乙|2.00", "小计|3.00", "丙|4.00", "丁|5.00", "小计|9.00", "总计|12.00")
    assert claims(text) == [
        "合计 3.00 = 1.00 + 2.00 consistent stated",
        "合计 9.00 = 4.00 + 5.00 consistent stated",
        "合计 12.00 = 3.00 + 9.00 consistent stated",
    ]


def test_lines_that_make_up_the_line_before_them_are_not_added_twice():
    rows = ("项目|金额", "基本支出|275.76", "人员经费|251.21", "公用经费|24.55", "项目支出|2.90")
    assert claims(table(*rows, "合计|278.66")) == ["合计 278.66 = 275.76 + 2.90 consistent stated"]
    assert claims(table(*rows, "合计|279.66")) == ["合计 279.66 = 275.76 + 2.90 inconsistent stated"]


def test_a_wrong_total_is_told_where_the_parts_after_among_make_up_their_whole():
    rows = ("项目|金额", "基本支出|9.00", "其中：人员|6.00", "公用|3.00", "项目支出|2.00")
    assert claims(table(*rows, "合计|12.00"))[-1] == "合计 12.00 = 9.00 + 2.00 inconsistent stated"


def test_a_total_that_parts_after_among_follow_need_not_name_them_all():
    rows = ("项目|金额", "支出合计|100.00", "其中：办公费|10.00", "差旅费|20.00", "会议费|5.00")
    assert claims(table(*rows)) == ["其中 10.00 ≤ 100.00 consistent stated"]
    assert claims(table(*rows, "其他|65.00"))[-1] == "合计 100.00 = 10.00 + 20.00 + 5.00 + 65.00 consistent stated"


def test_parts_after_among_are_left_out_of_the_total_and_are_at_most_their_whole():
    text = table("项目|金额", "基本支出|9.00", "其中：人员|6.00", "公用|3.00", "项目支出|2.00", "合计|11.00")
    assert claims(text) == [
        "其中 6.00 ≤ 9.00 consistent stated",
        "合计 11.00 = 9.00 + 2.00 consistent stated",
    ]


def test_a_blank_part_leaves_the_total_unchecked_unless_the_rest_makes_it_up():
    assert claims(table("项目|金额", "甲|1.00", "乙|", "丙|2.00", "合计|4.00")) == [
        "合计 4.00、1.00、2.00 有空白或无法辨认的单元格 stated"
    ]
    assert claims(table("项目|金额", "甲|1.00", "乙|", "丙|2.00", "合计|3.00")) == [
        "合计 3.00 = 1.00 + 2.00 consistent stated"
    ]


def test_a_dash_is_nothing_and_an_unreadable_cell_leaves_the_total_unchecked():
    assert claims(table("项目|金额", "甲|1.00", "乙|—", "丙|2.00", "合计|4.00")) == [
        "合计 4.00 = 1.00 + 2.00 inconsistent stated"
    ]
    assert claims(table("项目|金额", "甲|1.00", "乙|#####", "丙|2.00", "合计|4.00")) == [
        "合计 4.00、1.00、2.00 有空白或无法辨认的单元格 stated"
    ]


def test_codes_tell_the_level_of_a_row():
    text = table(
        "科目编码|科目名称|金额", "|合计|9.00", "201|一般公共服务|5.00", "20103|办公厅|5.00", "2010301|行政运行|5.00",
        "208|社会保障|4.00", "20805|养老|4.00", "2080505|缴费|4.00",
    )  # fmt: skip
    assert claims(text) == ["合计 9.00 = 5.00 + 4.00 consistent stated"]


def test_a_total_column_is_the_sum_of_the_columns_beside_it():
    text = table("项目|合计|基本支出|项目支出", "甲|5.00|2.00|3.00", "乙|7.00|3.00|4.00", "丙|9.00|3.00|5.00")
    assert claims(text) == [
        "合计 5.00 = 2.00 + 3.00 consistent stated",
        "合计 7.00 = 3.00 + 4.00 consistent stated",
        "合计 9.00 = 3.00 + 5.00 inconsistent stated",
    ]


def test_a_rate_column_follows_from_done_over_planned():
    text = table("项目|年初预算数|全年预算数|全年执行数|执行率", "甲|90.00|80.00|60.00|75%", "乙|20.00|50.00|45.00|80%")
    assert claims(text) == [
        "比率 75% = 60.00 ÷ 80.00 consistent stated",
        "比率 80% = 45.00 ÷ 50.00 inconsistent stated",
    ]


def test_change_and_growth_follow_from_two_years_with_their_signs():
    text = table(
        "项目|本年支出|上年支出|增减额|增长率(%)", "甲|275.76|265.21|10.55|3.98", "乙|2.90|3.10|-0.20|-6.45",
        "丙|5.00|4.00|1.50|25.00",
    )  # fmt: skip
    assert [claim for claim in claims(text) if claim.startswith("增")] == [
        "增减 10.55 = 275.76 - 265.21 consistent stated",
        "增减 -0.20 = 2.90 - 3.10 consistent stated",
        "增减 1.50 = 5.00 - 4.00 inconsistent stated",
        "增长 3.98 = (275.76 - 265.21) ÷ 265.21 rounding stated",
        "增长 -6.45 = (2.90 - 3.10) ÷ 3.10 rounding stated",
        "增长 25.00 = (5.00 - 4.00) ÷ 4.00 consistent stated",
    ]


def test_a_column_of_rates_is_of_the_pair_that_gives_most_of_them_though_no_head_says_so():
    rows = ("镇区|下拨|已拨付项目户|拨付比率", "东河|412.00|371.50|90.17%", "西坝|260.00|208.30|80.12%")
    assert claims(table(*rows, "南坪|55.00|39.60|70.00%")) == [
        "比率 90.17% = 371.50 ÷ 412.00 rounding stated",
        "比率 80.12% = 208.30 ÷ 260.00 rounding stated",
        "比率 70.00% = 39.60 ÷ 55.00 inconsistent stated",
    ]
    assert claims(table(*rows[:2], "西坝|260.00|208.30|81%")) == []


def test_a_row_of_rates_is_of_the_rows_above_it():
    text = table(
        "年度|合计|会议费|培训费", "2021年|80.00|30.00|50.00", "2022年|92.00|33.00|59.00", "增减率|15.00%|10.00%|18.00%"
    )
    assert [each for each in claims(text) if "%" in each] == [
        "增长 15.00% = (92.00 - 80.00) ÷ 80.00 consistent stated",
        "增长 10.00% = (33.00 - 30.00) ÷ 30.00 consistent stated",
        "增长 18.00% = (59.00 - 50.00) ÷ 50.00 consistent stated",
    ]


def test_marks_add_up_stay_within_what_can_be_had_and_follow_the_rate():
    text = table(
        "项目|全年预算数|全年执行数|分值|执行率|得分", "资金|80.00|60.00|10|75%|8.5", "指标|产出|质量|分值|完成|得分",
        "数量|好|好|50|好|51", "质量|好|好|40|好|40", "总分|||100||99.5",
    )  # fmt: skip
    assert [claim for claim in claims(text) if claim[:2] in ("分值", "得分", "折分")] == [
        "得分 8.5 ≤ 10 consistent stated",
        "折分 75% = 8.5 ÷ 10 inconsistent implied",
        "得分 51 ≤ 50 inconsistent stated",
        "得分 40 ≤ 40 consistent stated",
        "得分 99.5 ≤ 100 consistent stated",
        "分值 100 = 10 + 50 + 40 consistent stated",
        "分值 99.5 = 8.5 + 51 + 40 consistent stated",
    ]


def test_marks_taken_off_and_the_share_of_marks_given_follow_from_the_marks():
    text = table("指标|分值|得分|扣分|得分率", "投入|20|18|2|90%", "产出|80|72.5|6.5|91.6%", "合计|100|90.5|9.5|90.5%")
    assert [claim for claim in claims(text) if claim[:2] in ("扣分", "得分")] == [
        "扣分 2 = 20 - 18 consistent stated",
        "得分率 90% = 18 ÷ 20 consistent stated",
        "扣分 6.5 = 80 - 72.5 inconsistent stated",
        "得分率 91.6% = 72.5 ÷ 80 inconsistent stated",
        "扣分 9.5 = 100 - 90.5 consistent stated",
        "得分率 90.5% = 90.5 ÷ 100 consistent stated",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("公用经费24.50万元。", ["与正文 24.50万元 = 24.50 consistent implied"]),
        ("公用经费25.40万元。", ["与正文 25.40万元 = 24.50 inconsistent implied"]),
        ("公用经费23.00万元。", ["与正文 23.00万元 = 23.00 consistent implied"]),
        ("差旅经费24.50万元。", []),
    ],
)
def test_an_item_of_the_text_has_the_value_of_its_row(sentence, expected):
    text = (
        sentence
        + "\n"
        + table("项目|本年支出|上年支出", "人员经费|80.00|70.00", "公用经费|24.50|23.00", "其他|6.00|7.00")
    )
    assert [claim for claim in claims(text) if claim.startswith("与正文")] == expected


def test_a_text_without_tables_has_no_relations_of_tables():
    assert claims("公用经费24.50万元。") == []


def test_an_account_in_the_columns_balances_in_every_row():
    rows = ("险种|上年结余|基金收入|基金支出|累计结余", "职工|2.10|7.80|4.50|5.40", "居民|3.00|5.00|6.00|2.00")
    assert claims(table(*rows, "救助|1.00|2.00|1.50|5.10")) == [
        "收支结余 2.10 + 7.80 = 4.50 + 5.40 consistent stated",
        "收支结余 3.00 + 5.00 = 6.00 + 2.00 consistent stated",
        "收支结余 1.00 + 2.00 = 1.50 + 5.10 inconsistent stated",
    ]
    assert claims(table(rows[0], "职工|2.10|7.80|4.50|5.90", "居民|3.00|5.00|6.00|2.50")) == []


def test_a_column_of_shares_is_of_the_total_of_the_column_beside_it():
    rows = ("项目|金额|占比", "拨款收入|410.00|82.00%", "事业收入|65.50|13.10%", "其他收入|24.50|4.90%")
    found = [claim for claim in claims(table(*rows, "合计|500.00|100%")) if claim.startswith("占比")]
    assert found == [
        "占比 82.00% = 410.00 ÷ 500.00 consistent stated",
        "占比 13.10% = 65.50 ÷ 500.00 consistent stated",
        "占比 4.90% = 24.50 ÷ 500.00 consistent stated",
        "占比 100% = 82.00% + 13.10% + 4.90% consistent implied",
    ]
    assert [claim for claim in claims(table(*rows)) if claim.startswith("占比")] == []


ACROSS = ("所名|完成数|甲类|乙类", "东所|31.5|20.2|11.3", "西所|24.0|16.0|8.0", "南所|22.4|13.1|9.3")


def test_a_column_that_two_others_make_up_in_every_row_is_their_sum():
    assert claims(table(*ACROSS)) == [
        "合计 31.5 = 20.2 + 11.3 consistent implied",
        "合计 24.0 = 16.0 + 8.0 consistent implied",
        "合计 22.4 = 13.1 + 9.3 consistent implied",
    ]


def test_one_row_with_a_slip_does_not_hide_that_a_column_is_the_sum_of_others():
    found = claims(table(*ACROSS, "北所|50.0|30.5|91.5"))
    assert found[3:] == ["合计 50.0 = 30.5 + 91.5 inconsistent implied"]


def test_two_rows_do_not_make_a_column_the_sum_of_others():
    assert claims(table(*ACROSS[:3])) == []


CAME = ("项目|预算数|决算数", "税收收入|41.0|45.5", "补助收入|58.0|60.2", "收入总计|99.0|105.7")
WENT = ("项目|预算数|决算数", "教育支出|39.0|44.5", "农林水支出|60.0|61.2")


def test_what_came_by_one_table_and_what_went_by_the_next_are_equal_in_each_column():
    found = claims(f"{table(*CAME)}\n表二\n{table(*WENT, '支出总计|99.0|105.7')}")
    assert found[-2:] == [
        "收支平衡 99.0 = 99.0 consistent implied",
        "收支平衡 105.7 = 105.7 consistent implied",
    ]


def test_two_columns_that_differ_are_of_no_account():
    found = claims(f"{table(*CAME)}\n表二\n{table(*WENT, '支出总计|88.0|95.1')}")
    assert not [claim for claim in found if claim.startswith("收支平衡")]


def found(text: str) -> list[str]:
    analysis = analyse(document_of(text))
    told = {each.id: each.text for each in analysis.quantities}
    return [f"{each.type}: {'、'.join(told[id] for id in (*each.lhs, *each.rhs))}" for each in analysis.relations]


def test_a_cell_of_sentences_is_read_as_a_paragraph_of_its_own():
    assert found(
        "项目名称\t森林防火项目\n"
        "总体目标\t预算安排120.00万元，其中：县级财政80.00万元，省级补助50.00万元。\n"
        "完成情况\t巡护员36人，人均补助5000元，共发放补助18.00万元。\t全年支出114.00万元，其中：人工60.00万元，材料54.00万元。\n"
    ) == [
        "sum: 120.00万元、80.00万元、50.00万元",
        "product: 18.00万元、5000元、36人",
        "sum: 114.00万元、60.00万元、54.00万元",
    ]


def test_what_two_cells_of_sentences_say_of_plan_and_result_is_not_compared():
    assert (
        found(
            "预期目标\t完成情况\n"
            "新建防火道20.5公里，投入资金120.00万元；巡护员36人。\t新建防火道18.5公里，投入资金114.00万元；巡护员33人。\n"
        )
        == []
    )


def test_an_item_in_a_cell_does_not_begin_in_the_cell_before_it():
    analysis = analyse(document_of("总体目标\t预算安排120.00万元，其中：县级80.00万元。\n完成情况\t无\n"))
    assert [each.item for each in analysis.quantities] == ["预算安排", "县级"]
