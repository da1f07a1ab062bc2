"""The section tree: labels, numbers, levels and parents as a careful reader would draw them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.model import Analysis, Block, Document, Section
from reportminer.pipeline import document_of, packaged_lexicon
from reportminer.segment import plain_text, segment
from reportminer.segment.marks import number_of

SHARED = Path(__file__).resolve().parents[3] / "shared"


def sections(source: str | Document) -> tuple[Section, ...]:
    document = document_of(source) if isinstance(source, str) else source
    lexicon = packaged_lexicon()
    return segment(Analysis(document, plain=plain_text(document, lexicon)), lexicon)


def tree(source: str | Document) -> list[str]:
    return [f"{'  ' * (section.level - 1)}{section.label}{section.title}" for section in sections(source)]


def test_the_usual_levels_nest():
    text = (
        "第一部分 概况\n一、职责\n（一）管水\n1.调度\n（1）春季。\n①上旬。\n②下旬。\n（2）夏季。\n2.维护\n"
        "二、机构\n第二部分 说明\n一、收支\n"
    )
    assert tree(text) == [
        "第一部分概况",
        "  一、职责",
        "    （一）管水",
        "      1.调度",
        "        （1）春季",
        "          ①上旬",
        "          ②下旬",
        "        （2）夏季",
        "      2.维护",
        "  二、机构",
        "第二部分说明",
        "  一、收支",
    ]


def test_a_section_ends_where_the_next_begins_that_it_does_not_hold():
    text = "一、甲\n（一）乙\n丙。\n二、丁\n戊。\n"
    first, inner, last = sections(text)
    assert text[first.start : first.end] == "一、甲\n（一）乙\n丙。\n"
    assert text[inner.start : inner.end] == "（一）乙\n丙。\n"
    assert text[last.start : last.end] == "二、丁\n戊。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("成效有：一是抓学习。二是抓管理。三是抓服务。", ["一是抓学习", "二是抓管理", "三是抓服务"]),
        ("主要做法。（1）抓学习。（2）抓管理。", ["（1）抓学习", "（2）抓管理"]),
        ("主要做法：1、抓学习；2、抓管理。", ["1、抓学习", "2、抓管理"]),
        ("开展活动①走访困难户②慰问老党员③发放物资。", ["①走访困难户", "②慰问老党员", "③发放物资"]),
        ("首先，抓学习。其次，抓管理。", ["首先，抓学习", "其次，抓管理"]),
        ("第一，抓学习。第二，抓管理。", ["第一，抓学习", "第二，抓管理"]),
        ("其中：1、6.8万元为基金，有配套。\n2、105万元为经费，按2%计提。", ["1、6.8万元为基金", "2、105万元为经费"]),
    ],
)
def test_items_inside_a_paragraph_are_found(text: str, expected: list[str]):
    assert tree(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "根据第（一）项和第（二）项的规定办理。",
        "全年支出1.5万元，2.5万元用于培训。",
        "增长0.9、5.9个百分点。",
        "2.5万元用于培训\n1.2万元用于采购",
        "二、三产业增加值增长。",
        "3、4、5号楼完成维修。",
        "2023.12.5验收。",
        "见①处说明。",
        "第一季度完成采购，第二季度完成验收。",
        "一直是重点，一是一、二是二。"[:6],
        "达到30%（一）。",
    ],
)
def test_figures_dates_and_references_are_no_labels(text: str):
    assert tree(text) == []


def test_a_restart_inside_the_own_style_nests():
    text = "（六）管理\n规范。\n（七）绩效\n成效明显，主要是：\n（一）抓学习\n坚持。\n（二）抓服务\n走访。\n"
    assert tree(text) == ["（六）管理", "（七）绩效", "  （一）抓学习", "  （二）抓服务"]


def test_an_outer_sequence_is_taken_up_again_after_a_nested_one_of_its_style():
    text = (
        "一、概况\n正科级。\n二、绩效\n表现为：\n一、强引领，聚合力\n坚持。\n二、抓改革，添活力\n完善。\n"
        "三、问题\n不足。\n四、措施\n改进。\n"
    )
    assert tree(text) == [
        "一、概况",
        "二、绩效",
        "  一、强引领，聚合力",
        "  二、抓改革，添活力",
        "三、问题",
        "四、措施",
    ]


def test_a_repeated_number_stays_on_its_level():
    assert tree("一、甲\n文字。\n二、乙\n文字。\n二、丙\n文字。\n四、丁\n文字。\n") == [
        "一、甲",
        "二、乙",
        "二、丙",
        "四、丁",
    ]


def test_an_arabic_number_in_the_place_of_a_chinese_one_stays_on_its_level():
    text = "一、收支\n（一）收入\n1.拨款。\n2.其他。\n（二）支出\n人员。\n（3）采购\n没有。\n（四）资产\n稳定。\n"
    assert tree(text)[4:] == ["  （二）支出", "  （3）采购", "  （四）资产"]


def test_a_list_that_begins_again_stands_beside_the_first():
    text = "一、职责\n1.管水。\n2.管电。\n3.管路。\n1.调度。\n2.维护。\n"
    assert [section.level for section in sections(text)] == [1, 2, 2, 2, 2, 2]


def test_headings_without_a_number_fill_a_gap():
    text = (
        "二、收支\n全年平衡。\n三、基金\n无\n国有资本经营预算支出情况\n\n无\n"
        "社会保险基金预算支出情况\n无\n六、绩效\n明显。\n"
    )
    found = sections(text)
    assert [(section.label, section.label_origin, section.number, section.level) for section in found] == [
        ("二、", "typed", 2, 1),
        ("三、", "typed", 3, 1),
        ("", "restored", None, 1),
        ("", "restored", None, 1),
        ("六、", "typed", 6, 1),
    ]


def test_a_short_line_below_a_heading_is_its_child():
    body = "单位内设办公室、财务股和业务股，均为股级，负责日常工作的开展和管理。"
    assert tree(f"一、概况\n机构设置情况。\n{body}\n二、打算\n努力。\n") == ["一、概况", "  机构设置情况", "二、打算"]


def test_title_signature_and_body_lines_are_no_headings():
    text = "某局2023年度\n绩效自评报告\n一、概况\n正科级\n2023年表现为：\n工作顺利开展。\n某局办公室\n2024年5月6日\n"
    assert tree(text) == ["一、概况"]


def test_a_table_of_contents_has_no_sections():
    entries = "目  录\n第一部分 概况\n一、职责\n二、机构\n第二部分 说明\n一、收支\n"
    body = "第一部分 概况\n一、职责\n管理水库。\n二、机构\n三个股室。\n第二部分 说明\n一、收支\n平衡。\n"
    assert tree(entries + body) == tree(body)
    dotted = "一、职责……3\n二、机构.......5\n"
    assert tree(dotted + "一、职责\n管理水库。\n二、机构\n三个股室。\n") == ["一、职责", "二、机构"]


def test_the_title_of_a_part_may_stand_on_the_next_line():
    assert tree("第一部分\n某局概况\n一、职责\n管水。\n")[0] == "第一部分某局概况"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("一、概况", "概况"),
        ("1.抓学习，强素质。全年组织学习四次。", "抓学习，强素质"),
        ("1.围绕中心工作，组织开展走访慰问活动，全年走访困难群众五百余人次，发放慰问物资。", "围绕中心工作"),
        ("（1）开展入会，发展会员2800人。", "开展入会"),
        ("（一）慰问时间：春节前进行。", "慰问时间"),
    ],
)
def test_a_title_ends_with_its_first_sentence_or_clause(text: str, title: str):
    assert sections(text)[0].title == title


def test_automatic_labels_are_taken_whole():
    text = "第一条 总则\n二.1 范围\n1.项目\n"
    blocks = (
        Block(0, 6, label="第一条"),
        Block(7, 13, label="二.1"),
        Block(14, 18, label="1."),
    )
    found = sections(Document("t", "", "text/plain", text, blocks))
    assert [(section.label, section.title, section.label_origin) for section in found] == [
        ("第一条", "总则", "auto"),
        ("二.1", "范围", "auto"),
        ("1.", "项目", "auto"),
    ]


def test_styled_headings_nest_by_their_level_and_cells_have_no_sections():
    text = "总体情况\n平稳。\n分项情况\n良好。\n一、金额\n"
    blocks = (
        Block(0, 4, kind="heading", level=1),
        Block(5, 8),
        Block(9, 13, kind="heading", level=2),
        Block(14, 17),
        Block(18, 22, kind="cell", table=0, row=0, column=0),
    )
    assert tree(Document("t", "", "text/plain", text, blocks)) == ["总体情况", "  分项情况"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十二", 12),
        ("二十", 20),
        ("12", 12),
        ("⑫", 12),
        ("㈢", 3),
        ("⑷", 4),
        ("Ⅻ", 12),
        ("b", 2),
        ("丙", 3),
        ("叁", 3),
        ("其次", 2),
    ],
)
def test_a_number_is_read_in_every_writing(text: str, number: int):
    assert number_of(text) == number


@given(st.integers(1, 9), st.sampled_from(["一、", "（一）", "1.", "1、", "（1）", "①"]))
def test_any_plain_sequence_stays_on_one_level(count: int, first: str):
    styles = {"一、": "{c}、", "（一）": "（{c}）", "1.": "{n}.", "1、": "{n}、", "（1）": "（{n}）", "①": "{o}"}
    lines = [
        styles[first].format(c="一二三四五六七八九"[at], n=at + 1, o="①②③④⑤⑥⑦⑧⑨"[at]) + "抓好工作\n工作顺利完成。\n"
        for at in range(count)
    ]
    if first == "①" and count == 1:
        return
    found = sections("".join(lines))
    assert [section.number for section in found] == list(range(1, count + 1))
    assert {section.level for section in found} == {1}


@given(st.text(alphabet="一二三、（）(1)①.是第部分章\n。：工作情况 ", max_size=120))
def test_every_tree_is_well_formed(text: str):
    found = sections(text)
    known: dict[str, Section] = {}
    for section in found:
        assert 0 <= section.start <= section.title_start <= section.title_end <= section.end <= len(text)
        assert text[section.title_start : section.title_end] == section.title
        assert section.level == (known[section.parent].level + 1 if section.parent else 1)
        assert section.parent is None or known[section.parent].end >= section.end
        known[section.id] = section
    assert [section.id for section in found] == [f"s{at}" for at in range(1, len(found) + 1)]


def test_a_long_report_takes_linear_time():
    text = "一、概况\n（一）职责\n1.管水，一是春季。二是夏季。\n2.管电。\n（二）机构情况\n三个股室。\n" * 3000
    began = time.perf_counter()
    assert len(sections(text)) > 15_000
    assert time.perf_counter() - began < 8


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the annotated reports are not here")
def test_the_annotated_reports_have_their_labelled_sections():
    right = total = 0
    for path in sorted((SHARED / "gold").glob("*.json")):
        text = (SHARED / "seeds" / f"{path.stem}.txt").read_bytes().decode()
        found = sections(text)
        starts = {section.id: section.start for section in found}
        mine = {s.start: (s.label, s.number, s.level, starts.get(s.parent or "")) for s in found}
        gold = json.loads(path.read_text(encoding="utf-8"))["sections"]
        gold_starts = {section["id"]: section["start"] for section in gold}
        for section in gold:
            if section["label"]:
                place = section["label"], section["number"], section["level"], gold_starts.get(section["parent"])
                total += 1
                right += mine.get(section["start"]) == place
    assert right / total >= 0.98


def test_a_list_of_parts_without_a_head_is_a_table_of_contents_too():
    entries = "第一部分：概况\n一、职责\n二、机构\n第二部分：说明\n"
    body = "第一部分：概况\n一、职责\n管理水库。\n二、机构\n三个股室。\n第二部分：说明\n一、收支\n平衡。\n"
    assert tree(entries + body) == tree(body)


def test_items_after_a_colon_belong_to_what_announces_them():
    duty = "本办法适用于全部单位和全部资金，各级财政部门履行以下各项职责，并接受监督检查："
    text = f"第一章 总则\n第一条 {duty}\n（一）编制。\n（二）执行。\n第二条 附则。\n"
    assert [section.level for section in sections(text)] == [1, 2, 3, 3, 2]


@pytest.mark.parametrize(
    "text",
    [
        "一、财政拨款收入\t7000\t一、公共服务支出\t80\n二、事业收入\t0\t二、卫生支出\t20\n",
        "一、财政拨款收入  7000  一、公共服务支出  80\n二、事业收入  0  二、卫生支出  20\n",
    ],
)
def test_rows_of_a_table_printed_as_text_are_no_sections(text: str):
    assert tree(text) == []


def test_a_tab_after_a_label_is_part_of_it():
    assert [(section.label, section.title) for section in sections("一、\t概况\n正科级。\n二、\t打算\n努力。\n")] == [
        ("一、", "概况"),
        ("二、", "打算"),
    ]


@pytest.mark.parametrize("tail", [" ", "\t", "甲", "1.", "（", "一", "。"])
def test_one_very_long_line_takes_linear_time(tail: str):
    began = time.perf_counter()
    sections("1." + tail * 100_000 + "\n2.末\n")
    assert time.perf_counter() - began < 5


def test_a_hostile_list_of_bare_labels_stays_shallow_and_quick():
    began = time.perf_counter()
    found = sections("1.\n" * 20_000)
    assert time.perf_counter() - began < 5
    assert max(section.level for section in found) <= 13


def test_a_number_without_its_mark_is_a_label_beside_others_that_have_theirs():
    text = "（一）基本情况\n1主要职责\n管水。\n2.机构情况\n三个站。\n（二）主要任务\n1办公设备\n2维修车辆\n"
    assert tree(text) == ["（一）基本情况", "  1主要职责", "  2.机构情况", "（二）主要任务"]


def test_a_third_part_numbered_as_a_lower_level_stands_beside_the_first_two():
    text = (
        "一、实施情况\n（一）准备。\n成立小组。\n（二）实施。\n逐项检查。\n3.整改。\n限期整改。\n二、打算\n继续努力。\n"
    )
    assert tree(text) == ["一、实施情况", "  （一）准备", "  （二）实施", "  3.整改", "二、打算"]


def test_numbers_that_run_on_from_part_to_part_stay_below_the_parts():
    text = "一、任务\n（一）学习\n1.学理论。\n2.学业务。\n（二）管理\n3.建制度。\n二、打算\n继续努力。\n"
    assert tree(text) == [
        "一、任务",
        "  （一）学习",
        "    1.学理论",
        "    2.学业务",
        "  （二）管理",
        "    3.建制度",
        "二、打算",
    ]
