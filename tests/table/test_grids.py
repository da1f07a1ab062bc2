"""Grids: heads, units and contents of cells as the table shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.model import Block, Document
from reportminer.table import Cell, grids, line_blocks, state_of


def document(text: str) -> Document:
    return Document("t", "", "text/plain", text, line_blocks(text))


def grid(*rows: str, above: str = ""):
    text = above + "\n".join(row.replace("|", "\t") for row in rows)
    return grids(document(text))[0]


def cell(table, row: int, column: int) -> Cell:
    found = table.at(row, column)
    assert found is not None
    return found


def merged(*cells: tuple[int, int, int, int, str]):
    """A grid of cells (row, column, row span, column span, text)."""
    text, blocks = "", []
    for row, column, rows, columns, content in cells:
        blocks.append(
            Block(len(text), len(text) + len(content), "cell", table=0, row=row, column=column, row_span=rows,
                  column_span=columns)
        )  # fmt: skip
        text += content + "\t"
    return grids(Document("t", "", "text/plain", text, tuple(blocks)))[0]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", "blank"),
        ("0", "zero"),
        ("0.00", "zero"),
        ("0%", "zero"),
        ("—", "dash"),
        ("-", "dash"),
        ("--", "dash"),
        ("/", "dash"),
        ("####", "unreadable"),
        ("#REF!", "unreadable"),
        ("#DIV/0!", "unreadable"),
        ("***", "unreadable"),
        ("□", "unreadable"),
        ("1\ufffd.5", "unreadable"),
        ("12.50", "figure"),
        ("1,234.5", "figure"),
        ("-3.1", "figure"),
        ("(3.1)", "figure"),
        ("95%", "figure"),
        ("≥100人", "figure"),
        ("120人次", "figure"),
        ("办公费", "text"),
        ("2023年", "text"),
        ("30101基本工资", "text"),
        ("1.办公费", "text"),
    ],
)
def test_a_blank_a_zero_a_dash_and_an_unreadable_cell_are_four_things(text: str, state: str):
    assert state_of(text) == state


def test_a_figure_has_the_heads_of_its_row_and_column_and_the_unit_of_the_caption():
    table = grid("项目|本年支出|增长率(%)", "办公费|12.50|3.1", "差旅费|8.00|2.0", above="支出表（单位：万元）\n")
    figure = cell(table, 1, 1)
    assert (figure.row_heads, figure.column_heads) == (("办公费",), ("本年支出",))
    assert figure.units[-1] == "万元"
    rate = cell(table, 1, 2)
    assert rate.units.index("%") < rate.units.index("万元")


@pytest.mark.parametrize(
    "caption", ["单位：万元", "金额单位:万元", "编制单位：某站    单位：万元", "（单位：万元，人）"]
)
def test_the_unit_above_a_table_is_found(caption: str):
    table = grid("项目|金额", "办公费|1.50", "差旅费|2.50", above=f"表1\n{caption}\n")
    assert "万元" in cell(table, 1, 1).units


def test_the_unit_may_stand_in_the_corner_or_in_a_row_of_the_table():
    assert "万元" in cell(grid("项目（万元）|预算", "办公费|1.50", "差旅费|2.50"), 1, 1).units
    assert "万元" in cell(grid("单位：万元|", "项目|预算", "办公费|1.50", "差旅费|2.50"), 2, 1).units


def test_a_head_over_several_columns_comes_before_the_heads_below_it():
    table = merged(
        (0, 0, 2, 1, "项目"), (0, 1, 1, 2, "本年支出"), (1, 1, 1, 1, "合计"), (1, 2, 1, 1, "基本"), (2, 0, 1, 1, "甲"),
        (2, 1, 1, 1, "5.00"), (2, 2, 1, 1, "5.00"),
    )  # fmt: skip
    assert cell(table, 2, 1).column_heads == ("本年支出", "合计")
    assert cell(table, 2, 2).column_heads == ("本年支出", "基本")
    assert cell(table, 2, 2).row_heads == ("甲",)


def test_a_head_of_several_rows_names_each_of_them():
    table = merged(
        (0, 0, 1, 1, "指标"), (0, 1, 1, 1, "名称"), (0, 2, 1, 1, "分值"), (1, 0, 2, 1, "产出"), (1, 1, 1, 1, "数量"),
        (1, 2, 1, 1, "10"), (2, 1, 1, 1, "质量"), (2, 2, 1, 1, "20"),
    )  # fmt: skip
    assert cell(table, 1, 2).row_heads == ("产出", "数量")
    assert cell(table, 2, 2).row_heads == ("产出", "质量")


def test_heads_in_the_middle_of_a_table_name_the_columns_below_them():
    table = grid("项目|预算数|执行数|分值", "资金|80|60|10", "指标|目标|完成|得分", "数量|90|95|20")
    assert cell(table, 1, 3).column_head == "分值"
    assert cell(table, 3, 3).column_head == "得分"


def test_row_numbers_column_numbers_and_codes_are_no_figures():
    table = grid("编码|名称|行次|金额", "|栏次||1", "201|公共|1|5.00", "20103|办公|2|5.00", "208|保障|3|4.00")
    assert [cell(table, row, 0).state for row in (2, 3, 4)] == ["index"] * 3
    assert [cell(table, row, 2).state for row in (2, 3, 4)] == ["index"] * 3
    assert [cell(table, row, 3).state for row in (2, 3, 4)] == ["figure"] * 3


def test_a_column_or_row_that_numbers_the_others_holds_no_figures_even_with_gaps():
    table = grid("项目|行次|决算数", "栏次||1", "拨款|1|9.00", "其他|8|1.00", "合计|27|10.00")
    assert [each.text for each in table.cells if each.measures] == ["9.00", "1.00", "10.00"]
    assert cell(table, 2, 2).column_heads == ("决算数",)


def test_years_in_a_head_are_words():
    table = grid("项目|2022|2023", "办公费|1.50|2.50", "差旅费|3.50|4.50")
    assert cell(table, 1, 2).column_head == "2023"


def test_a_two_sided_table_takes_the_nearest_head_to_the_left():
    table = grid("收入|金额|支出|金额", "拨款|9.00|教育|4.00", "其他|1.00|卫生|6.00")
    assert cell(table, 1, 1).row_heads == ("拨款",)
    assert cell(table, 1, 3).row_heads == ("教育",)


def test_tabbed_lines_are_a_table_and_other_lines_stay_paragraphs():
    text = "一、支出\n项目\t金额\n办公费\t1.50\n差旅费\t2.50\n二、其他\n姓名\t职务\n"
    kinds = [block.kind for block in line_blocks(text)]
    assert kinds == ["paragraph", *["cell"] * 6, "paragraph", "paragraph"]
    assert grids(document("一、支出\n全年支出1.50万元。")) == ()


@given(st.text(alphabet="甲1.\t\n \r0—", max_size=60))
def test_blocks_slice_to_their_lines_in_order_and_no_cell_is_outside_its_grid(text: str):
    blocks = line_blocks(text)
    assert all(block.start <= block.end <= len(text) for block in blocks)
    assert [block.start for block in blocks] == sorted(block.start for block in blocks)
    assert not any("\n" in text[block.start : block.end] for block in blocks)
    for table in grids(document(text)):
        assert all(table.at(each.row, each.column) is each for each in table.cells)
        assert all(table.holding(each.start) is each for each in table.cells if each.end > each.start)


def test_spaces_under_a_line_of_heads_part_cells_of_as_many_figures() -> None:
    text = "各镇情况（单位：户、万元）：\n乡镇 完成数 补助资金\n甲镇 31 34\n乙镇 20 25.6\n合 计 51 59.6\n后面是正文。"
    blocks = line_blocks(text)
    rows = [text[block.start : block.end] for block in blocks if block.kind == "cell" and block.column == 0]
    assert rows == ["乡镇", "甲镇", "乙镇", "合 计"]
    assert [text[block.start : block.end] for block in blocks if block.row == 2] == ["乙镇", "20", "25.6"]
    assert [text[block.start : block.end] for block in blocks if block.kind != "cell"] == [
        "各镇情况（单位：户、万元）：",
        "后面是正文。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "一、部门概况 3\n二、收入情况 5\n三、支出情况 9",
        "2020 年度 581.45 万元，其中\n本年 390.55 万元\n上年 190.90 万元",
        "名称 数量 金额\n甲镇 31 34\n后面是正文。",
        "甲镇 31 34\n乙镇 20 25.6\n丙镇 11 12",
    ],
)
def test_lines_without_heads_or_of_prose_are_no_table_of_spaces(text: str) -> None:
    assert all(block.kind != "cell" for block in line_blocks(text))


TWO_LINES_OF_HEADS = """项目 2018年度 2019年度 2019比2018增减
增减值 增减%
一、收支情况
（一）收入总计 5000 6200 1200 24.00%
1.门票收入 3600 4700 1100 30.56%
2.捐赠收入 0
3.其他收入 1400 1500 100 7.14%
二、接待情况
1820 1650 -170 -9.34%
全年闭馆12天，比上年少3天。
"""


def test_the_last_head_may_have_heads_of_its_own_in_the_line_below() -> None:
    table = grids(document(TWO_LINES_OF_HEADS))[0]

    growth = next(each for each in table.cells if each.text == "30.56%")
    assert (growth.row_head, growth.column_heads) == ("1.门票收入", ("2019比2018增减", "增减%"))
    assert next(each for each in table.cells if each.text == "4700").column_head == "2019年度"
    alone = next(each for each in table.cells if each.text == "-170")
    assert (alone.row_heads, alone.column_head) == ((), "增减值")
    assert table.end == TWO_LINES_OF_HEADS.index("\n全年")


def test_headings_between_the_rows_of_a_table_stay_paragraphs() -> None:
    blocks = document(TWO_LINES_OF_HEADS).blocks

    paragraphs = [TWO_LINES_OF_HEADS[each.start : each.end] for each in blocks if each.kind == "paragraph"]
    assert paragraphs == ["一、收支情况", "二、接待情况", "全年闭馆12天，比上年少3天。"]


def test_a_table_may_end_its_rows_with_words() -> None:
    rows = "管理 20 18 制度缺项，扣2分\n质量 50 50 未扣分\n成本 30 27 超支扣3分\n合计 100 95\n结论为优。\n"
    text = "指标 满分 得分 说明\n" + rows
    table = grids(document(text))[0]

    assert [each.text for each in table.cells if each.row == 4] == ["合计", "100", "95"]
    assert next(each for each in table.cells if each.text == "27").column_head == "得分"


@pytest.mark.parametrize(
    "text",
    [
        "项目 2018年度 2019年度 增减情况\n增减值 增减%\n门票 3600 4700 1100 30.56%\n捐赠 20 30 10 50%\n完。\n",
        "指标 满分 得分 说明\n管理 20 18 扣2分\n质量 50 50 未扣分\n完成情况见附件。\n",
        "今年 我们 共同 完成\n植树 300 株 和种草 20 亩\n浇水 40 次 和施肥 3 次\n修剪 60 次 和除草 9 次\n",
    ],
)
def test_fewer_than_three_full_rows_or_words_among_the_figures_make_no_table(text: str) -> None:
    assert grids(document(text)) == ()
