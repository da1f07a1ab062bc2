"""PDF: paragraphs and tables as the page shows them, with their pages; what is left out is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_pages import LEFT, Pages, encrypted

from reportminer.errors import LimitError, UnreadableError, UnsupportedError
from reportminer.model import Document
from reportminer.read import ocr, pdf
from reportminer.read.pdf_lines import Line
from reportminer.read.pdf_margins import _at_one_height
from reportminer.read.source import Source

SHARED = Path(__file__).parents[3] / "shared"
LONG = "本单位全年安排培训经费120.50万元，比上年增加10.25万元，用于开展业务培训和技能竞赛，全年共培训职工1280人次。"


def read(data: bytes) -> Document:
    return pdf.read(Source("报告.pdf", data, "application/pdf"))


def paragraphs(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == "paragraph"]


def cells(document: Document) -> list[tuple[int | None, int | None, int | None, str]]:
    return [
        (block.table, block.row, block.column, document.text[block.start : block.end])
        for block in document.blocks
        if block.kind == "cell"
    ]


def notices(document: Document) -> dict[str, str]:
    return {notice.code: notice.message for notice in document.notices}


def test_lines_of_a_paragraph_are_rejoined_and_headings_stay_apart():
    pages = Pages()
    pages.line("一、资金情况")
    pages.paragraph(LONG)
    pages.paragraph("全年未发生违规支出。")
    document = read(pages.data())
    assert paragraphs(document) == ["一、资金情况", LONG, "全年未发生违规支出。"]


def test_a_paragraph_goes_on_over_the_page_and_every_offset_keeps_its_page():
    pages = Pages()
    pages.line("一、资金情况")
    said = [f"{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'子丑寅'[n // 10]}{LONG}" for n in range(20)]
    for text in said:
        pages.paragraph(text)
    document = read(pages.data())
    assert paragraphs(document) == ["一、资金情况", *said]
    assert len(document.page_starts) == pages.number == 2
    broken = document.page_starts[1]
    assert document.text[broken - 1] != "\n", "the page ends inside a paragraph"
    assert document.page(broken - 1) == 1
    assert document.page(broken) == 2


def test_running_heads_and_page_numbers_are_left_out_and_counted():
    pages = Pages()
    for number in range(1, 5):
        pages.at(200, 810, "某单位绩效自评报告")
        pages.at(290, 40, f"- {number} -")
        pages.y = 760
        pages.paragraph(f"第{'一二三四'[number - 1]}季度支出{number}0.5万元。")
        if number < 4:
            pages.page()
    document = read(pages.data())
    assert paragraphs(document) == [f"第{'一二三四'[n - 1]}季度支出{n}0.5万元。" for n in range(1, 5)]
    assert notices(document)["left-out"] == "未收入正文：页眉页脚4行、页码4行。"


def test_bare_page_numbers_that_go_up_are_left_out_but_figures_in_the_text_stay():
    pages = Pages()
    for number in range(3):
        pages.at(295, 40, str(number + 5))
        pages.y = 650
        pages.paragraph("全年完成培训项目12个。")
        pages.line("120")
        if number < 2:
            pages.page()
    document = read(pages.data())
    assert document.text.count("120") == 3
    assert notices(document)["left-out"] == "未收入正文：页码3行。"


def test_a_table_of_contents_is_left_out_and_counted():
    pages = Pages()
    pages.line("目  录", 270)
    pages.line("一、基本情况..............................1")
    pages.line("二、资金情况……………………………………3")
    pages.line("三、问题 PAGEREF _Toc25831 \\h 3")
    pages.page()
    pages.line("一、基本情况")
    pages.paragraph("全年支出30.5万元。")
    document = read(pages.data())
    assert paragraphs(document) == ["一、基本情况", "全年支出30.5万元。"]
    assert notices(document)["left-out"] == "未收入正文：目录4行。"


@pytest.mark.parametrize("leaders", ["..........", ""])
def test_a_table_of_contents_over_two_pages_is_left_out(leaders: str):
    pages = Pages()
    pages.line("某单位绩效自评报告", 220)
    pages.line("目  录", 270)
    entries = [f"{number}、{'甲乙丙丁戊己庚辛壬癸'[number % 10]}类支出情况" for number in range(1, 41)]
    for number, entry in enumerate(entries):
        if pages.y < 100:
            pages.at(290, 40, "1")
            pages.page()
        if leaders:
            pages.line(f"{entry}{leaders}{number // 8 + 3}")
        else:
            pages.at(480, pages.y, str(number // 8 + 3))
            pages.line(entry)
    pages.at(290, 40, "2")
    pages.page()
    pages.line("1、乙类支出情况")
    pages.paragraph("全年支出30.5万元。")
    pages.at(290, 40, "3")
    document = read(pages.data())
    assert pages.number == 3
    assert paragraphs(document) == ["某单位绩效自评报告", "1、乙类支出情况", "全年支出30.5万元。"]
    assert notices(document)["left-out"] == "未收入正文：页码3行、目录41行。"


def test_a_ruled_table_becomes_cells_in_its_place():
    pages = Pages()
    pages.line("表1 支出情况表（单位：万元）")
    pages.ruled([["项目", "金额"], ["基本支出", "275.76"], ["合计", "275.76"]], [120, 90])
    pages.line("注：数据取自账簿。")
    document = read(pages.data())
    assert (
        document.text == "表1 支出情况表（单位：万元）\n项目\t金额\n基本支出\t275.76\n合计\t275.76\n注：数据取自账簿。"
    )
    assert cells(document) == [
        (0, 0, 0, "项目"),
        (0, 0, 1, "金额"),
        (0, 1, 0, "基本支出"),
        (0, 1, 1, "275.76"),
        (0, 2, 0, "合计"),
        (0, 2, 1, "275.76"),
    ]


def test_a_table_that_breaks_over_a_page_is_one_and_its_second_head_is_dropped_with_a_count():
    pages = Pages()
    pages.y = 150
    pages.ruled([["项目", "金额"], ["办公费", "1.50"], ["差旅费", "2.50"]], [120, 90])
    pages.page()
    pages.ruled([["项目", "金额"], ["会议费", "3.00"], ["合计", "7.00"]], [120, 90])
    document = read(pages.data())
    assert [text for _, _, _, text in cells(document)] == [
        "项目", "金额", "办公费", "1.50", "差旅费", "2.50", "会议费", "3.00", "合计", "7.00",
    ]  # fmt: skip
    assert {table for table, *_ in cells(document)} == {0}
    assert [row for _, row, column, _ in cells(document) if column == 0] == [0, 1, 2, 3, 4]
    assert [block.page for block in document.blocks if block.column == 0] == [1, 1, 1, 2, 2]
    assert notices(document)["table-heads"] == "跨页表格重复的表头去掉1处。"


def test_a_table_without_lines_is_told_by_its_columns():
    pages = Pages()
    pages.line("支出情况表（单位：万元）")
    for row in (
        ("项目", "预算数", "决算数"),
        ("办公费", "1.50", "1.20"),
        ("差旅费", "2.50", "2.30"),
        ("合计", "4.00", "3.50"),
    ):
        for text, x in zip(row, (LEFT, 250, 400), strict=True):
            pages.at(x, pages.y, text)
        pages.line("")
    pages.paragraph(LONG)
    document = read(pages.data())
    assert cells(document)[:6] == [
        (0, 0, 0, "项目"),
        (0, 0, 1, "预算数"),
        (0, 0, 2, "决算数"),
        (0, 1, 0, "办公费"),
        (0, 1, 1, "1.50"),
        (0, 1, 2, "1.20"),
    ]
    assert paragraphs(document) == ["支出情况表（单位：万元）", LONG]


def test_a_caption_or_signature_set_off_to_the_right_joins_nothing():
    pages = Pages()
    pages.paragraph(LONG)
    pages.line("单位：万元", 438)
    pages.line("各项支出均按预算执行，没有超支情况发生，也没有结转结余，账实相符。")
    pages.line("某单位", 460)
    pages.line("2023年12月31日", 420)
    said = paragraphs(read(pages.data()))
    assert said[1] == "单位：万元"
    assert said[2].startswith("各项支出均按预算执行")
    assert said[-2:] == ["某单位", "2023年12月31日"]


def test_letter_spaced_titles_are_closed_up_and_latin_words_stay_apart():
    pages = Pages()
    pages.canvas.drawString(200, pages.y, "工")
    pages.canvas.drawString(230, pages.y, "作")
    pages.canvas.drawString(260, pages.y, "总")
    pages.canvas.drawString(290, pages.y, "结")
    pages.y -= 40
    pages.line("全年使用 Open Office 软件 12 套。")
    assert paragraphs(read(pages.data())) == ["工作总结", "全年使用 Open Office 软件 12 套。"]


def test_letters_that_are_drawn_after_the_rest_of_their_line_stand_in_their_places():
    pages = Pages()
    pages.spread(90, "七、", 600, "三公", 600, "经费决算说明")
    pages.spread(114, "“", 2000, "”")
    pages.y -= 22
    pages.paragraph(LONG)
    assert paragraphs(read(pages.data())) == ["七、“三公”经费决算说明", LONG]


def test_an_encrypted_file_is_refused_with_the_way_out():
    with pytest.raises(UnreadableError) as caught:
        read(encrypted("secret"))
    assert str(caught.value) == "报告.pdf: PDF设了打开密码。请去掉密码后另存一份再读。"


@pytest.mark.parametrize("cut", [9, 60, 300, 800])
def test_a_truncated_file_is_an_error_or_a_document_and_never_a_crash(cut: int):
    pages = Pages()
    pages.paragraph(LONG)
    data = pages.data()[:cut]
    with pytest.raises(UnreadableError):
        read(data)


def test_a_file_without_pages_or_text_is_an_error():
    pages = Pages()
    with pytest.raises(UnreadableError, match="没有文字"):
        read(pages.data())


LOOP = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj
2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2000000>>endobj
3 0 obj<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 1>>endobj
trailer<</Root 1 0 R>>
"""


def test_an_endless_page_tree_ends_in_an_error():
    with pytest.raises((UnreadableError, LimitError)):
        read(LOOP)


def test_scripts_in_a_file_are_ignored():
    pages = Pages()
    pages.paragraph("全年支出30.5万元。")
    pages.canvas._doc.Catalog.OpenAction = None
    data = pages.data().replace(
        b"/Type /Catalog", b"/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>> /Type /Catalog"
    )
    assert paragraphs(read(data)) == ["全年支出30.5万元。"]


def picture_page(pages: Pages) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    pages.canvas.drawImage(ImageReader(Image.new("RGB", (200, 280), "white")), 0, 0, 595, 842)


def test_scans_alone_without_recognition_are_an_error_that_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(ocr, "installed", lambda: False)
    pages = Pages()
    picture_page(pages)
    with pytest.raises(UnsupportedError) as caught:
        read(pages.data())
    assert str(caught.value) == "报告.pdf: 1页是扫描图像，未读。请安装文字识别后再读：pip install 'reportminer[ocr]'。"


def test_scanned_pages_among_others_are_counted_as_unread(monkeypatch):
    monkeypatch.setattr(ocr, "installed", lambda: False)
    pages = Pages()
    pages.paragraph(LONG)
    for _ in range(2):
        pages.page()
        picture_page(pages)
    document = read(pages.data())
    assert paragraphs(document) == [LONG]
    assert len(document.page_starts) == 3
    assert notices(document)["scanned-page"].startswith("2页是扫描图像，未读。")
    assert document.notices[0].where == "第2、3页"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the twin files are not here")
@pytest.mark.parametrize(
    ("name", "seed", "typed"),
    [("001_headings", "001_2f247f96fcae4be4", True), ("004_plain", "004_86db53aaa2239865", True)],
)
def test_a_twin_has_the_paragraphs_of_its_text(name: str, seed: str, typed: bool):
    source = (SHARED / "seeds" / f"{seed}.txt").read_text(encoding="utf-8")
    expected = ["".join(line.split()) for line in source.split("\n") if line.strip()]
    document = read((SHARED / "files" / f"{name}.pdf").read_bytes())
    assert ["".join(text.split()) for text in paragraphs(document)][: len(expected)] == expected
    assert [text for _, _, column, text in cells(document) if column == 1][-1] == "278.66"
    assert len({table for table, *_ in cells(document)}) == 1


def test_a_minus_at_the_end_of_a_line_leaves_both_lines_in_order():
    pages = Pages()
    pages.line("政府性基金收入 2.93 亿元，政府性基金支出 3.26 亿元，收支差额-")
    pages.line("0.33 亿元，由上级补助收入弥补，比上年减少 0.12 亿元。")
    text = "".join(paragraphs(read(pages.data()))[0].split())
    assert text == (
        "政府性基金收入2.93亿元，政府性基金支出3.26亿元，收支差额-0.33亿元，由上级补助收入弥补，比上年减少0.12亿元。"
    )


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, 30)), max_size=20))
def test_lines_at_one_height_are_counted_by_pages(places):
    members = [(page, Line("行", 0.0, 1.0, top, top + 12, 12.0)) for page, top in places]
    counted = {(page, line.top): alike for page, line, alike in _at_one_height(members)}
    assert counted == {
        (page, top): len({other for other, height in places if abs(height - top) < 4}) for page, top in places
    }
