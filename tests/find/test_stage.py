"""The stage on whole documents: labels, contents and cells, sections, ids and the entry that found a figure."""

from __future__ import annotations

from decimal import Decimal

from reportminer.find import explain, find
from reportminer.model import Analysis, Block, Document
from reportminer.text import normalise


def tabled(rows: list[list[str]], before: str = "") -> Document:
    """A document of one paragraph and one table."""
    text, blocks = before, [Block(0, len(before) - 1)] if before else []
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            blocks.append(Block(len(text), len(text) + len(cell), kind="cell", table=0, row=row, column=column))
            text += cell + "\n"
    return Document("表.txt", "", "text/plain", text, tuple(blocks))


def analysed(document: Document) -> Analysis:
    return Analysis(document, plain=normalise(document.text))


ROWS = [
    ["项目", "2022年决算数", "2023年决算数", "增长率（%）"],
    ["一、工资福利支出", "1,234.50", "1300.00", "5.31"],
    ["二、其他支出", "200", "（12.3）", "-106.15"],
    ["年末人数", "12", "13", "8.33"],
]


def test_bare_numbers_in_cells_take_the_unit_of_caption_or_head(lexicon) -> None:
    quantities = find(analysed(tabled(ROWS, "单位：万元\n")), lexicon)
    assert [(str(q.value), q.unit, q.row, q.column) for q in quantities] == [
        ("12345000", "元", 1, 1),
        ("13000000", "元", 1, 2),
        ("5.31", "%", 1, 3),
        ("2000000", "元", 2, 1),
        ("-123000", "元", 2, 2),
        ("-106.15", "%", 2, 3),
        ("12", "人", 3, 1),
        ("13", "人", 3, 2),
        ("8.33", "%", 3, 3),
    ]
    assert [q.item for q in quantities[:3]] == ["工资福利支出"] * 3
    assert [(q.period, q.basis, q.role) for q in quantities[:3]] == [
        (2022, "actual", "level"),
        (2023, "actual", "level"),
        (2022, None, "rate"),
    ]


def test_a_unit_named_in_the_paragraph_above_holds_for_the_columns_of_money(lexicon) -> None:
    above = "全年资金使用情况逐项核对后列在下表，供各单位对照检查（金额单位：万元）。" + "各项资金都已到位。" * 9 + "\n"
    rows = [["资金来源", "预算数", "序号"], ["上级补助", "2150.00", "7"], ["县级", "980.00", "9"]]
    quantities = find(analysed(tabled(rows, above)), lexicon)
    assert [str(q.value) for q in quantities] == ["21500000", "9800000"]


def test_bare_numbers_in_cells_without_any_unit_are_none(lexicon) -> None:
    assert find(analysed(tabled([["项目", "数"], ["甲", "3"], ["乙", "15"]])), lexicon) == ()


def test_figures_in_labels_running_heads_and_contents_are_none(lexicon, found) -> None:
    text = "决算说明3万元\n本年支出5万元\n"
    blocks = (Block(0, 7, kind="header"), Block(8, 15))
    document = Document("头.txt", "", "text/plain", text, blocks)
    assert [q.text for q in find(analysed(document), lexicon)] == ["5万元"]
    assert [q.text for q in found("1.人员经费12万元。\n2.公用经费3万元。\n")] == ["12万元", "3万元"]


def test_ids_follow_the_text_and_sections_are_the_innermost(found) -> None:
    quantities = found(
        "一、收入情况\n（一）财政拨款\n本年3万元。\n（二）其他收入\n本年2万元。\n二、支出情况\n本年5万元。\n"
    )
    assert [q.id for q in quantities] == ["q1", "q2", "q3"]
    assert len({q.section for q in quantities}) == 3
    assert None not in {q.section for q in quantities}


def test_what_found_a_figure_is_said_by_file_and_id(lexicon) -> None:
    places = [(q.text, by) for q, by in explain("培训120人，支出3.5万元，执行率98%。", lexicon)]
    assert places == [
        ("120人", "units.yaml#person"),
        ("3.5万元", "units.yaml#yuan"),
        ("98%", "units.yaml#percent"),
    ]


def test_a_unit_declared_over_a_paragraph_holds_for_its_bare_numbers(found) -> None:
    (first, second) = found("单位：万元\n基本支出 120.5\n项目支出 30\n")
    assert (first.value, second.value) == (Decimal(1205000), Decimal(300000))
    assert (first.stated_unit, first.unit) == ("万元", "元")


def test_a_unit_is_carried_over_a_list_with_its_multiplier(found) -> None:
    quantities = found("三项收入分别为2.5、3.6和4.7亿元。降幅收窄1.7、0.7个百分点。")
    assert [(q.text, str(q.value), q.unit) for q in quantities[1:]] == [
        ("2.5", "250000000", "元"),
        ("3.6", "360000000", "元"),
        ("4.7亿元", "470000000", "元"),
        ("1.7", "1.7", "百分点"),
        ("0.7个百分点", "0.7", "百分点"),
    ]


def test_shares_of_a_ratio_are_percentages(found) -> None:
    quantities = found("三次产业结构为2.9：59.5：37.6。")
    assert [(str(q.value), q.unit, q.stated_unit) for q in quantities] == [
        ("2.9", "%", None),
        ("59.5", "%", None),
        ("37.6", "%", None),
    ]


def test_a_figure_without_a_unit_is_found_with_the_reason(found) -> None:
    (figure,) = found("收入比上年增长 13.95。")
    assert (figure.value, figure.unit, figure.reason) == (Decimal("13.95"), None, "缺少单位")


def test_the_level_that_a_sum_of_money_changed_has_the_unit_of_the_change(found) -> None:
    level, before, change = found("接待费2.05万元，较上年2.08减少0.03万元。")
    assert (before.text, before.value, before.unit, before.reason) == ("2.08", Decimal(20800), "元", None)
    assert (level.text, change.text, change.direction) == ("2.05万元", "0.03万元", "down")
    assert [q.text for q in found("新版较上年2.08增加三项功能。")] == ["三项"]


def test_a_minus_behind_a_year_is_a_sign_and_a_dash_before_one_is_none(found) -> None:
    (before,) = found("机关运行经费上年-38.95万元。")
    assert (before.text, before.value) == ("-38.95万元", Decimal(-389500))
    (spent,) = found("（2023年1月-2023年12月）支出5万元。")
    assert spent.text == "5万元"


def test_precision_follows_the_printed_digits(found) -> None:
    amount, heads, rough = found("支出2.50亿元，培训120人，吸引4.8万人。")
    assert (amount.low, amount.high, amount.step) == (Decimal(249500000), Decimal(250500000), Decimal(1000000))
    assert (heads.low, heads.high, heads.step) == (Decimal(120), Decimal(120), None)
    assert (rough.low, rough.high, rough.step) == (Decimal(47500), Decimal(48500), Decimal(1000))


def test_numbers_that_half_width_commas_separate_are_a_list_and_no_malformed_figure(found) -> None:
    quantities = found("收入,支出总计各是4125.49,4143.91万元。")
    assert [(str(q.value), q.malformed) for q in quantities] == [("41254900", False), ("41439100", False)]


def test_of_two_units_of_a_caption_whole_numbers_beside_a_column_of_money_take_the_other(lexicon) -> None:
    rows = [["乡镇", "完成数", "补助资金"], ["甲镇", "31", "34"], ["乙镇", "20", "25.6"]]
    figures = find(analysed(tabled(rows, "完成情况（单位：户、万元）\n")), lexicon)
    assert [(figure.unit, figure.value) for figure in figures] == [
        ("户", Decimal(31)),
        ("元", Decimal(340000)),
        ("户", Decimal(20)),
        ("元", Decimal(256000)),
    ]


def test_a_declared_unit_holds_for_a_bare_number_before_a_bracket(lexicon) -> None:
    text = "（单位：万元）\n还本20115（一般债券5500、专项债券14615）。"
    figures = find(analysed(Document("t", "", "text/plain", text)), lexicon)
    assert [figure.value for figure in figures] == [Decimal(201150000), Decimal(55000000), Decimal(146150000)]
