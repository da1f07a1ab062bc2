"""Word's automatic numbers: restarts, overrides, styles, levels; exact labels."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from word_files import WordFile, element, level

from reportminer.read import read
from reportminer.read.numbering import join

SHARED = Path(__file__).parents[3] / "shared" / "files"
CHINESE = (
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)


def labels(read_bytes, file: WordFile) -> list[str]:
    return [block.label for block in read_bytes(file.bytes(), "a.docx").blocks]


def test_labels_are_rendered_at_the_start_of_their_paragraphs(read_bytes):
    file = WordFile()
    file.list(50, CHINESE)
    for text, index in (
        ("概况", 0),
        ("职能", 1),
        ("人员", 1),
        ("编制10人", 2),
        ("2人退休", 2),
        ("附注", 3),
        ("支出", 0),
    ):
        file.paragraph(text, 50, index)
    document = read_bytes(file.bytes(), "a.docx")
    assert document.text == "一、概况\n（一）职能\n（二）人员\n1.编制10人\n2. 2人退休\n①附注\n二、支出"
    assert [block.label for block in document.blocks] == ["一、", "（一）", "（二）", "1.", "2.", "①", "二、"]
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.label)] == block.label


@pytest.mark.parametrize(
    ("label", "text", "printed"),
    [
        ("一、", "概况", "一、概况"),
        ("（一）", "2021年", "（一）2021年"),
        ("1.", "概况", "1.概况"),
        ("1.", "2021年", "1. 2021年"),
        ("第一条", "概况", "第一条 概况"),
        ("二.1", "概况", "二.1 概况"),
        ("①", "3人", "①3人"),
        ("A", "概况", "A 概况"),
        ("一、", "", "一、"),
        ("", "概况", "概况"),
    ],
)
def test_a_space_parts_label_and_text_only_where_they_would_run_together(label, text, printed):
    assert join(label, text) == printed


def test_lists_of_one_definition_go_on_counting_unless_they_start_anew(read_bytes):
    file = WordFile()
    file.list(50, CHINESE)
    file.list(51, abstract=50)
    file.list(52, abstract=50, overrides='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    for number in (50, 50, 51, 52, 52, 50):
        file.paragraph("事项", number)
    assert labels(read_bytes, file) == ["一、", "二、", "三、", "五、", "六、", "七、"]


def test_lower_levels_start_again_under_each_higher_paragraph(read_bytes):
    file = WordFile()
    file.list(50, CHINESE)
    for index in (0, 1, 2, 2, 1, 2, 0, 1, 3, 3):
        file.paragraph("事项", 50, index)
    assert labels(read_bytes, file) == ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", "①", "②"]


def test_restart_may_be_forbidden_or_bound_to_a_level(read_bytes):
    file = WordFile()
    file.list(
        50,
        (
            level(0, "decimal", "%1."),
            level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/>'),
            level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'),
        ),
    )
    for index in (0, 1, 2, 1, 2, 0, 1, 2):
        file.paragraph("事项", 50, index)
    assert labels(read_bytes, file) == ["1.", "1.1", "a)", "1.2", "b)", "2.", "2.3", "a)"]


def test_counters_keep_their_own_format_unless_the_level_is_legal(read_bytes):
    file = WordFile()
    file.list(
        50,
        (
            level(0, "chineseCounting", "第%1章"),
            level(1, "decimal", "%1.%2"),
            level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
            level(3, "decimal", "%1.%4", '<w:isLgl w:val="0"/>'),
        ),
    )
    for index in (0, 1, 2, 3):
        file.paragraph("事项", 50, index)
    assert labels(read_bytes, file) == ["第一章", "一.1", "1.1.1", "一.1"]


def test_a_level_passed_over_shows_its_start_and_is_still_to_be_used(read_bytes):
    file = WordFile()
    file.list(50, (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")))
    for index in (1, 1, 0, 1):
        file.paragraph("事项", 50, index)
    assert labels(read_bytes, file) == ["1.1", "1.2", "1.", "1.1"]


def test_an_override_may_bring_a_level_of_its_own(read_bytes):
    file = WordFile()
    file.list(50, CHINESE)
    own = level(0, "upperLetter", "%1)", '<w:lvlRestart w:val="1"/>')
    file.list(51, abstract=50, overrides=f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>')
    for number in (50, 51, 51):
        file.paragraph("事项", number)
    assert labels(read_bytes, file) == ["一、", "B)", "C)"]


def test_numbers_come_from_styles_and_what_they_are_based_on(read_bytes):
    file = WordFile()
    file.list(
        50,
        (
            level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Part"/>'),
            level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="Chapter"/>'),
        ),
    )
    file.style("Part", '<w:numPr><w:numId w:val="50"/></w:numPr>')
    file.style("Chapter", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="50"/></w:numPr>')
    file.style("Derived", "", "Part")
    file.style("Plain", '<w:numPr><w:numId w:val="0"/></w:numPr>', "Part")
    file.style("OnlyLevel", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', "Part")
    for name in ("Part", "Chapter", "Derived", "Plain", "Chapter", "OnlyLevel"):
        file.document.add_paragraph("事项", style=file.document.styles[name])
    assert labels(read_bytes, file) == ["一、", "（一）", "二、", "", "（一）", "三、"]


def test_a_paragraph_may_set_level_and_list_apart_and_take_the_number_away(read_bytes):
    file = WordFile()
    file.list(50, CHINESE)
    file.style("Listed", '<w:numPr><w:numId w:val="50"/></w:numPr>')
    file.paragraph("甲", style="Listed")
    file.paragraph("乙", None, 1, style="Listed")
    file.paragraph("丙", 0, None, style="Listed")
    file.paragraph("丁", style="Listed")
    assert labels(read_bytes, file) == ["一、", "（一）", "", "二、"]


def test_bullets_and_lists_that_are_not_defined_have_no_label(read_bytes):
    file = WordFile()
    file.list(50, (level(0, "bullet", "●"), level(1, "none", "%2"), level(2, "decimal", "")))
    for number, index in ((50, 0), (50, 1), (50, 2), (77, 0), (50, 12)):
        file.paragraph("事项", number, index)
    document = read_bytes(file.bytes(), "a.docx")
    assert [block.label for block in document.blocks] == [""] * 5
    assert document.text == "\n".join(["事项"] * 5)


def test_a_custom_format_is_read_from_its_alternative(read_bytes):
    file = WordFile()
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="8"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="[%1]"/></w:lvl>'
    )
    file.list(50, (custom,))
    for _ in range(3):
        file.paragraph("事项", 50)
    assert labels(read_bytes, file) == ["[008]", "[009]", "[010]"]


def test_a_definition_that_points_at_a_numbering_style_is_followed(read_bytes):
    file = WordFile()
    file.list(50, ('<w:styleLink w:val="Official"/>', *CHINESE))
    file.list(51, ('<w:numStyleLink w:val="Official"/>',))
    style = (
        '<w:style w:type="numbering" w:styleId="Official"><w:name w:val="Official"/>'
        '<w:pPr><w:numPr><w:numId w:val="50"/></w:numPr></w:pPr></w:style>'
    )
    file.document.styles.element.append(element(style))
    for number, index in ((51, 0), (51, 1), (50, 0)):
        file.paragraph("事项", number, index)
    assert labels(read_bytes, file) == ["一、", "（一）", "二、"]


REMARK = "(Word: counters render in own format unless isLgl)"
AS_WORD_SHOWS = {"2.1": "二.1", "2.2": "二.2", "11.1": "十一.1", "11.2": "十一.2"}
"""The file has no isLgl, so that the counter of the level above shows in its own format, in LibreOffice's PDF too."""


@pytest.mark.skipif(not SHARED.is_dir(), reason="the example files are not here")
def test_there_are_82_labels_of_which_four_show_a_counter_in_its_own_format():
    stated = [
        label
        for rows in json.loads((SHARED / "expected_labels.json").read_text("utf-8")).values()
        for _, label, _ in rows
    ]
    assert len(stated) == 82
    assert [label.removesuffix(REMARK) for label in stated if REMARK in label] == list(AS_WORD_SHOWS)
    with pytest.importorskip("pypdfium2").PdfDocument(SHARED / "edge_autonum.pdf") as file:
        printed = "".join(page.get_textpage().get_text_range() for page in file)
    assert all(re.search(rf"^\s*{re.escape(label)}\s*子目", printed, re.M) for label in AS_WORD_SHOWS.values())


@pytest.mark.skipif(not SHARED.is_dir(), reason="the example files are not here")
@pytest.mark.parametrize("name", ["002_autonum", "000_autonum_jp", "edge_autonum"])
def test_the_labels_of_the_example_files_are_exact(name):
    rows = json.loads((SHARED / "expected_labels.json").read_text(encoding="utf-8"))[name]
    document = read(SHARED / f"{name}.docx")
    shown = [(block.label, document.text[block.start : block.end]) for block in document.blocks if block.label]
    assert len(shown) == len(rows)
    for (label, text), (_, stated, beginning) in zip(shown, rows, strict=True):
        if REMARK in stated:
            stated = AS_WORD_SHOWS[stated.removesuffix(REMARK)]
        assert label == stated
        assert text.removeprefix(label).strip().startswith(beginning.strip())


@pytest.mark.skipif(not SHARED.is_dir(), reason="the example files are not here")
def test_with_legal_numbering_the_labels_of_the_list_are_the_bare_ones(tmp_path):
    """isLgl turns the counters above into arabic digits; without it each shows in the format of its own level."""
    rows = json.loads((SHARED / "expected_labels.json").read_text(encoding="utf-8"))["edge_autonum"]
    expected = [stated.partition("(")[0] for _, stated, _ in rows if "own format" in stated]
    changed = tmp_path / "legal.docx"
    with zipfile.ZipFile(SHARED / "edge_autonum.docx") as whole, zipfile.ZipFile(changed, "w") as copy:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/numbering.xml":
                at = data.index(b'<w:lvlText w:val="%1.%2 "')
                level = data.rindex(b"<w:suff", 0, at)
                data = data[:level] + b"<w:isLgl/>" + data[level:]
            copy.writestr(name, data)
    shown = [block.label for block in read(changed).blocks if block.label and "." in block.label]
    assert expected == ["2.1", "2.2", "11.1", "11.2"]
    assert [label for label in shown if label in expected] == expected


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_the_same_labels_into_a_pdf(tmp_path):
    """One PDF of every format, with a restart and an override; ideographDigital only to 9, where the two agree."""
    pdfium = pytest.importorskip("pypdfium2")
    formats = (
        *("chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital"),
        *("ideographTraditional", "japaneseCounting", "decimalEnclosedCircle", "decimalEnclosedCircleChinese"),
        *("decimal", "decimalZero", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter"),
    )
    file = WordFile()
    for at, number_format in enumerate(formats):
        file.list(100 + at, (level(0, number_format, "%1、"), level(1, "decimal", "%1.%2、")))
        override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
        file.list(200 + at, abstract=100 + at, overrides=override)
        for number, index in ((100, 0), (100, 0), (100, 1), (100, 1), (100, 0), (100, 1), (200, 0), (200, 0)):
            file.paragraph(f"|{number_format}", number + at, index)
    path = tmp_path / "lists.docx"
    path.write_bytes(file.bytes())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    document = read(path)
    ours = [document.text[block.start : block.end] for block in document.blocks]
    with pdfium.PdfDocument(tmp_path / "lists.pdf") as pdf:
        printed = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    theirs = [re.sub(r"\s", "", line) for line in printed.splitlines() if "|" in line]
    assert ours == theirs
