"""One report in many files: the same sections, figures and findings come out of each."""

from __future__ import annotations

import html
import shutil
import subprocess
from pathlib import Path

import pytest
from word_files import WordFile, level

from reportminer.pipeline import analyse

TITLE = "某局2022年度部门整体支出绩效自评报告"
LINES = (
    (0, "一、", "部门概况"),
    (1, "（一）", "机构人员"),
    (None, "", "内设股室6个，年末实有在职人员25人，退休人员12人。"),
    (1, "（二）", "主要职责"),
    (None, "", "负责本级项目的组织实施和监督检查。"),
    (0, "二、", "收支情况"),
    (1, "（一）", "收入情况"),
    (None, "", "全年收入合计520.00万元，比上年增加20.00万元，增长4.00%。"),
    (1, "（二）", "支出情况"),
    (None, "", "全年支出合计500.00万元，其中：基本支出320.00万元，项目支出190.00万元。"),
    (2, "1.", "人员经费300.00万元。"),
    (2, "2.", "公用经费20.00万元。"),
    (0, "三、", "存在问题"),
    (None, "", "个别项目执行进度不快，完成率为85.5%。"),
)
ROWS = (
    ("项目", "预算数（万元）", "决算数（万元）"),
    ("基本支出", "310.00", "320.00"),
    ("项目支出", "190.00", "190.00"),
)
LEVELS = (
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)


def typed() -> WordFile:
    """The report with its labels typed, as paragraphs of body text and a table before the last chapter."""
    file = WordFile()
    file.paragraph(TITLE)
    for at, (_, label, text) in enumerate(LINES):
        if at == len(LINES) - 2:
            add_table(file)
        file.paragraph(label + text)
    return file


def numbered() -> WordFile:
    """The same with automatic numbers."""
    file = WordFile()
    file.list(50, LEVELS)
    file.paragraph(TITLE)
    for at, (index, _, text) in enumerate(LINES):
        if at == len(LINES) - 2:
            add_table(file)
        file.paragraph(text, None if index is None else 50, index)
    return file


def add_table(file: WordFile) -> None:
    table = file.document.add_table(len(ROWS), len(ROWS[0]), style="Table Grid")
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text


def page() -> str:
    """The same as a web page."""
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>" for texts in ROWS)
    lines = [f"<p>{html.escape(label + text)}</p>" for _, label, text in LINES]
    lines.insert(len(LINES) - 2, f"<table>{rows}</table>")
    return f"<html><body><div class='nav'>首页</div><div><h1>{TITLE}</h1>{''.join(lines)}</div></body></html>"


def outcome(path: Path) -> tuple[list, list, list]:
    """Sections, figures and findings, without offsets and without how a label came about."""
    analysis = analyse(path)
    sections = [(section.label, section.number, section.title, section.level) for section in analysis.sections]
    figures = [(figure.text, figure.value, figure.unit, figure.row, figure.column) for figure in analysis.quantities]
    return sections, figures, [(finding.code, finding.message) for finding in analysis.findings]


@pytest.fixture(scope="module")
def expected(tmp_path_factory) -> tuple[list, list, list]:
    path = tmp_path_factory.mktemp("typed") / "report.docx"
    path.write_bytes(typed().bytes())
    return outcome(path)


def test_the_report_has_what_the_comparison_needs(expected):
    sections, figures, findings = expected
    assert [label for label, *_ in sections] == [label for _, label, _ in LINES if label]
    assert {text for text, *_ in figures} >= {"520.00万元", "4.00%", "85.5%", "25人", "310.00"}
    assert any(code.startswith("SUM") for code, _ in findings)


def test_automatic_numbers_give_the_same_record(tmp_path, expected):
    path = tmp_path / "report.docx"
    path.write_bytes(numbered().bytes())
    assert outcome(path) == expected
    assert {section.label_origin for section in analyse(path).sections} == {"auto"}


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_web_page_gives_the_same_record(tmp_path, expected, codec):
    path = tmp_path / "report.html"
    path.write_bytes(page().encode(codec))
    assert outcome(path) == expected


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("make", [typed, numbered])
@pytest.mark.parametrize("kind", ["doc", "odt", "pdf"])
def test_what_libreoffice_saves_gives_the_same_record(tmp_path, expected, make, kind):
    source = tmp_path / "report.docx"
    source.write_bytes(make().bytes())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    assert outcome(tmp_path / f"report.{kind}") == expected
