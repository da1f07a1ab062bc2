"""Word files beyond numbering: headings, tables, tracked changes, fields, and what stands apart from the body."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import NAMESPACES, WordFile, level

from reportminer.read.media import DOCX
from reportminer.read.source import Source
from reportminer.read.word import read as read_word


def shown(document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def cells(document) -> list[tuple]:
    return [
        (
            block.table,
            block.row,
            block.column,
            block.row_span,
            block.column_span,
            document.text[block.start : block.end],
        )
        for block in document.blocks
        if block.kind == "cell"
    ]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_are_lines_and_blank_ones_have_no_block(read_bytes):
    file = WordFile()
    for text in ("一、概况", "", "支出5万元。", "甲\t乙\n丙"):
        file.paragraph(text)
    document = read_bytes(file.bytes(), "a.docx")
    assert document.text == "一、概况\n\n支出5万元。\n甲\t乙\n丙"
    assert shown(document) == [
        ("paragraph", "一、概况"),
        ("paragraph", "支出5万元。"),
        ("paragraph", "甲\t乙\n丙"),
    ]
    assert document.media_type == DOCX


def test_heading_styles_and_outline_levels_give_ranks_and_the_title_does_not(read_bytes):
    file = WordFile()
    file.document.add_heading("某局部门决算说明", 0)
    file.document.add_heading("第一部分 概况", 1)
    file.document.add_heading("一、职能", 2)
    file.style("Own", '<w:outlineLvl w:val="2"/>')
    file.document.add_paragraph("（一）其他", style=file.document.styles["Own"])
    file.body('<w:p><w:pPr><w:pStyle w:val="Own"/><w:outlineLvl w:val="9"/></w:pPr>' + run("正文。") + "</w:p>")
    document = read_bytes(file.bytes(), "a.docx")
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("paragraph", None),
        ("heading", 1),
        ("heading", 2),
        ("heading", 3),
        ("paragraph", None),
    ]


def test_tables_become_cells_and_blank_cells_are_blocks_of_no_length(read_bytes):
    file = WordFile()
    file.paragraph("表1")
    table = file.document.add_table(2, 3)
    for at, text in enumerate(("项目", "预算数", "决算数", "合计", "", "0")):
        table.cell(at // 3, at % 3).text = text
    file.paragraph("后文。")
    document = read_bytes(file.bytes(), "a.docx")
    assert document.text == "表1\n项目\t预算数\t决算数\n合计\t\t0\n后文。"
    assert cells(document) == [
        (0, 0, 0, 1, 1, "项目"),
        (0, 0, 1, 1, 1, "预算数"),
        (0, 0, 2, 1, 1, "决算数"),
        (0, 1, 0, 1, 1, "合计"),
        (0, 1, 1, 1, 1, ""),
        (0, 1, 2, 1, 1, "0"),
    ]


def test_merged_cells_stand_once_with_their_spans(read_bytes):
    file = WordFile()
    table = file.document.add_table(3, 3)
    for at in range(9):
        table.cell(at // 3, at % 3).text = str(at)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "金额"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    document = read_bytes(file.bytes(), "a.docx")
    assert cells(document) == [
        (0, 0, 0, 2, 1, "项目"),
        (0, 0, 1, 1, 2, "金额"),
        (0, 1, 1, 1, 1, "4"),
        (0, 1, 2, 1, 1, "5"),
        (0, 2, 0, 1, 1, "6"),
        (0, 2, 1, 1, 1, "7"),
        (0, 2, 2, 1, 1, "8"),
    ]
    assert document.text == "项目\t金额\n\t4\t5\n6\t7\t8"


def test_nested_tables_follow_their_own_and_paragraphs_of_a_cell_are_lines(read_bytes):
    file = WordFile()
    table = file.document.add_table(1, 2)
    table.cell(0, 0).text = "外"
    table.cell(0, 1).text = "上"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text = "内1"
    inner.cell(0, 1).text = "内2"
    table.cell(0, 1).add_paragraph("下")
    document = read_bytes(file.bytes(), "a.docx")
    assert cells(document)[:2] == [(0, 0, 0, 1, 1, "外"), (0, 0, 1, 1, 1, "上\n\n下")]
    assert cells(document)[2:] == [(1, 0, 0, 1, 1, "内1"), (1, 0, 1, 1, 1, "内2")]


def test_a_table_of_one_cell_is_a_frame_round_running_text(read_bytes):
    file = WordFile()
    cell = file.document.add_table(1, 1).cell(0, 0)
    cell.text = "一、概况"
    cell.add_paragraph("支出5万元。")
    assert shown(read_bytes(file.bytes(), "a.docx")) == [("paragraph", "一、概况"), ("paragraph", "支出5万元。")]


def test_automatic_numbers_in_cells_are_part_of_their_text(read_bytes):
    file = WordFile()
    file.list(50, (level(0, "decimal", "%1."),))
    table = file.document.add_table(2, 2)
    for row in range(2):
        table.cell(row, 1).text = "事项"
        numbering = f'<w:pPr {NAMESPACES}><w:numPr><w:ilvl w:val="0"/><w:numId w:val="50"/></w:numPr></w:pPr>'
        table.cell(row, 0).paragraphs[0]._p.insert(0, docx.oxml.parse_xml(numbering))
    assert read_bytes(file.bytes(), "a.docx").text == "1.\t事项\n2.\t事项"


def test_deletions_are_left_out_and_insertions_kept(read_bytes):
    file = WordFile()
    file.body(
        f'<w:p>{run("支出")}<w:del w:id="1" w:author="a"><w:r><w:delText>3</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a">{run("5")}</w:ins>{run("万元。")}'
        f'<w:moveFrom w:id="3" w:author="a">{run("旧处")}</w:moveFrom></w:p>'
    )
    mark = '<w:pPr><w:rPr><w:del w:id="4" w:author="a"/></w:rPr></w:pPr>'
    file.body(f"<w:p>{mark}{run('前半')}</w:p>")
    file.body(f"<w:p>{run('后半。')}</w:p>")
    assert read_bytes(file.bytes(), "a.docx").text == "支出5万元。\n前半后半。"


def test_a_wholly_deleted_paragraph_takes_no_number(read_bytes):
    file = WordFile()
    file.list(50, (level(0, "decimal", "%1."),))
    file.paragraph("甲", 50)
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="50"/></w:numPr>'
    file.body(
        f'<w:p><w:pPr>{numbering}<w:rPr><w:del w:id="4" w:author="a"/></w:rPr></w:pPr>'
        '<w:del w:id="5" w:author="a"><w:r><w:delText>去</w:delText></w:r></w:del></w:p>'
    )
    file.paragraph("乙", 50)
    assert read_bytes(file.bytes(), "a.docx").text == "1.甲\n2.乙"


def test_fields_show_their_results_and_not_their_codes(read_bytes):
    file = WordFile()
    file.body(
        "<w:p>"
        + run("合计")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>'
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("12.5")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + run("万元，见")
        + f'<w:fldSimple w:instr=" REF x ">{run("表1")}</w:fldSimple>'
        + '<w:hyperlink w:anchor="y">'
        + run("附件")
        + "</w:hyperlink></w:p>"
    )
    file.body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r></w:p>')
    file.paragraph("断裂的域不吞掉后文。")
    document = read_bytes(file.bytes(), "a.docx")
    assert document.text.strip() == "合计12.5万元，见表1附件\n\n断裂的域不吞掉后文。"


def test_hidden_text_and_ruby_are_left_out_and_special_characters_kept(read_bytes):
    file = WordFile()
    file.body(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        '<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:br w:type="page"/>'
        '<w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert read_bytes(file.bytes(), "a.docx").text == "甲-乙\t丙☑拼"


@pytest.mark.parametrize(
    "entry",
    [
        '<w:p><w:pPr><w:pStyle w:val="Contents"/></w:pPr><w:r><w:t>一、概况</w:t></w:r></w:p>',
        "<w:p><w:r><w:t>一、概况………… 3</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>一、概况............3</w:t></w:r></w:p>",
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>一、概况</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、概况</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF _Toc25831 </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    ],
)
def test_entries_of_a_table_of_contents_are_marked_and_what_follows_is_not(read_bytes, entry):
    file = WordFile()
    style = '<w:style w:type="paragraph" w:styleId="Contents"><w:name w:val="toc 1"/></w:style>'
    file.document.styles.element.append(docx.oxml.parse_xml(style.replace("<w:style", f"<w:style {NAMESPACES}", 1)))
    file.body(entry)
    file.paragraph("一、概况")
    document = read_bytes(file.bytes(), "a.docx")
    assert [block.kind for block in document.blocks] == ["toc", "paragraph"]


def test_figures_set_out_with_tabs_are_no_table_of_contents(read_bytes):
    file = WordFile()
    file.paragraph("支出合计\t32")
    assert shown(read_bytes(file.bytes(), "a.docx")) == [("paragraph", "支出合计\t32")]


def test_text_boxes_notes_and_margins_follow_the_body(read_bytes):
    file = WordFile()
    section = file.document.sections[0]
    section.header.paragraphs[0].text = "某局"
    section.footer.paragraphs[0].text = "第 1 页"
    box = f"<w:txbxContent><w:p>{run('框内5万元')}</w:p></w:txbxContent>"
    file.body(
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p>{run("含结转资金。")}</w:p></w:footnote></w:footnotes>'
    )
    package = file.document.part.package
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), package)
    file.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    file.paragraph("后文。")
    assert shown(read_bytes(file.bytes(), "a.docx")) == [
        ("paragraph", "正文"),
        ("paragraph", "后文。"),
        ("footnote", "框内5万元"),
        ("footnote", "含结转资金。"),
        ("header", "某局"),
    ]


def test_a_relationship_that_points_at_nothing_does_no_harm(read_bytes):
    file = WordFile()
    file.paragraph("支出5万元。")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.bytes())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
                lost = f'<Relationship Id="rId99" Type="{kind}" Target="../NULL"/></Relationships>'
                data = data.replace(b"</Relationships>", lost.encode())
            new.writestr(name, data)
    assert read_bytes(stream.getvalue(), "a.docx").text == "支出5万元。"


def test_a_damaged_part_beside_the_text_is_told(read_bytes):
    file = WordFile()
    file.paragraph("支出5万元。")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.bytes())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<x" if name == "word/numbering.xml" else old.read(name))
    document = read_bytes(stream.getvalue(), "a.docx")
    assert document.text == "支出5万元。"
    assert [(notice.code, notice.message) for notice in document.notices] == [
        ("damaged-part", "部件numbering损坏，未读。")
    ]


def test_a_file_in_the_strict_namespace_is_read(read_bytes):
    file = WordFile()
    file.document.add_heading("一、概况", 1)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.bytes())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            kinds = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            new.writestr(name, data.replace(kinds, b"http://purl.oclc.org/ooxml/officeDocument/relationships"))
    assert shown(read_bytes(stream.getvalue(), "a.docx")) == [("heading", "一、概况")]


def test_a_macro_file_is_read_and_its_macros_are_not(read_bytes):
    file = WordFile()
    file.paragraph("支出5万元。")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.bytes())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            )
            new.writestr(name, data)
        new.writestr("word/vbaProject.bin", b"macro")
    assert read_bytes(stream.getvalue(), "a.docx").text == "支出5万元。"


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")),
        min_size=1,
        max_size=6,
    )
)
def test_blocks_slice_to_the_paragraphs_that_are_not_blank(texts):
    file = docx.Document()
    for text in ("首段", *texts):
        file.add_paragraph(text)
    stream = io.BytesIO()
    file.save(stream)
    document = read_word(Source("a.docx", stream.getvalue(), DOCX))
    shown_texts = [document.text[block.start : block.end] for block in document.blocks]
    assert shown_texts == ["首段", *(text for text in texts if text.strip())]
