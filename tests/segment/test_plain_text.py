"""The plain text: as long as the document's, half-width, noise blanked, soft line breaks gone, all others kept."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.model import Block, Document
from reportminer.pipeline import document_of, packaged_lexicon
from reportminer.segment import plain_text
from reportminer.text import normalise

CHARACTERS = st.text(
    alphabet="一二三（）(),，。、；：“”0123456789.．％%万元人处年支出\n\r\t 　-—［］[]{}abXT_", max_size=200
)


def plain(text: str) -> str:
    return plain_text(document_of(text), packaged_lexicon())


@given(CHARACTERS)
def test_it_is_as_long_as_the_document_and_keeps_or_blanks_every_character(text: str):
    result = plain(text)
    assert len(result) == len(text)
    assert all(new in (old, " ") for old, new in zip(normalise(text), result, strict=True))


@given(CHARACTERS)
def test_half_width_forms_are_stable(text: str):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（１２．５％）；：", "(12.5%);:"),
        ("a\r\nb\rc\x0bd", "a \nb\nc\nd"),
        ("1\u00a02\u30003", "1 2 3"),
        ("3～5－6", "3~5-6"),
        ("“甲”《乙》、。—", "“甲”《乙》、。—"),
    ],
)
def test_normal_form(text: str, expected: str):
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "soft"),
    [
        ("建成“户外服务站”9\n\n处，免费供水", True),
        ("全年支出1062.85\n万元，增长", True),
        ("其中办公费25千元，\n印刷费20千元", True),
        ("发放资料等\n，成效明显", True),
        ("印发《某县专项资金\n管理办法》的通知", True),
        ("全院收治病例14件\n19人，好转8人", False),
        ("本季收治，转来病例14件\n19人，好转8人", True),
        ("2031年本单位基本支出\n3821.06元，其中", True),
        ("教学楼修缮，设备购置和\n维护支出310元", True),
        ("某县灌溉规划和\n蓄水规划的说明", False),
        ("一、单位概况\n水库管理所为正科级", False),
        ("（一）基本支出情况\n2023年度支出5万元", False),
        ("1.管水\n2.管电", False),
        ("收入平稳，\n（二）支出", False),
        ("序号\n1\n个人绩效", False),
        ("项目个数3\n个人所得税", False),
        ("支出12\n项目管理", False),
        ("年末实有24人。\n年度重点工作", False),
        ("某局2023年度整体支出\n\n绩效自评报告", False),
    ],
)
def test_a_line_break_is_soft_only_inside_a_sentence(text: str, soft: bool):
    assert ("\n" not in plain(text)) == soft


def test_lines_wrapped_at_one_width_are_rejoined_and_headings_are_not():
    paragraph = "全年围绕中心工作深入开展服务帮助困难群众解决实际问题共计走访慰问困难群众五百余人次" * 4
    wrapped = "\n".join(paragraph[at : at + 36] for at in range(0, len(paragraph), 36)) + "。"
    text = "一、主要成效\n" + wrapped + "\n二、工作打算\n" + wrapped
    assert plain(text).count("\n") == 3


def test_a_paragraph_a_line_is_never_joined():
    lines = ["全年围绕中心工作深入开展服务，帮助困难群众解决实际问题，" * 6 + "成效明显"] * 10
    assert plain("\n".join(lines)).count("\n") == 9


def test_breaks_between_cells_stay():
    text = "服务站9\n处数"
    blocks = (Block(0, 4, kind="cell"), Block(5, 7, kind="cell"))
    document = Document("t", "", "text/plain", text, blocks)
    assert plain_text(document, packaged_lexicon()) == text


@pytest.mark.parametrize(
    "residue",
    [
        "[bookmark: _GoBack]",
        "PAGEREF _Toc25831 h 3",
        'HYPERLINK \\l "_Toc318"',
        "EMBED Excel.Sheet.12",
        "[footnoteRef:1]",
    ],
)
def test_leftovers_are_blanked(residue: str):
    assert plain(f"全年{residue}支出") == "全年" + " " * len(residue) + "支出"


def test_a_footnote_mark_before_a_figure_is_blanked_and_a_document_number_is_not():
    assert plain("生产总值[2]13507.69亿元") == "生产总值   13507.69亿元"
    assert plain("财预[2023]8号") == "财预[2023]8号"


@pytest.mark.parametrize(
    "text", [" " * 300_000, "\n" * 300_000, "x" + " " * 300_000 + "\ny", "（一）概况\n正文。\n" * 30_000]
)
def test_it_is_linear(text: str):
    began = time.perf_counter()
    assert len(plain(text)) == len(text)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("width", [30, 38, 46])
def test_wrapping_a_report_changes_neither_its_paragraphs_nor_its_sections(width: int):
    paragraphs = [
        "一、主要成效",
        "全年围绕中心工作深入开展服务，帮助困难群众解决实际问题，走访慰问困难群众五百余人次，" * 3 + "成效明显。",
        "（一）抓学习",
        "坚持每周例会制度，组织集中学习四十余次，撰写心得体会一百余篇，干部素质不断提高，" * 2 + "学风日益浓厚。",
        "（二）抓管理",
        "修订财务管理办法和采购管理办法，开展内部审计两次，整改问题十二个，" * 4 + "管理更加规范。",
        "二、工作打算",
        "继续加强预算管理，提高资金使用效益，确保各项任务按时完成，" * 3 + "不断开创新局面。",
    ]
    wrapped = "\n".join("\n".join(line[at : at + width] for at in range(0, len(line), width)) for line in paragraphs)
    assert [line.replace(" ", "") for line in plain(wrapped).split("\n")] == [normalise(line) for line in paragraphs]


def test_a_clause_begun_behind_a_figure_goes_on_in_the_next_line_however_short_the_lines_are():
    text = "（一）教育支出580.16元，占支\n出总预算82.27%，增加352.45元。\n（二）其他支出3元，占\n7.9%，减少。"
    assert plain(text) == ("(一)教育支出580.16元,占支 出总预算82.27%,增加352.45元。\n(二)其他支出3元,占 7.9%,减少。")


def test_a_heading_with_a_comma_stays_a_line_of_its_own():
    text = "坚持党建引领，推动高质量发展\n今年以来，全区新增企业52家，工作有序推进。"
    assert plain(text).count("\n") == 1
