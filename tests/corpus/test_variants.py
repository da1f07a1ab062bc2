"""One report in every format: the same text comes back from each."""

import re
import shutil
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("reportlab")

import build
from maker.markup import read_source

from reportminer.read import ocr

SOURCE = Path(__file__).parents[2] / "corpus" / "source" / "03_ruixiang_zhengti.rep"


@pytest.fixture(scope="module")
def variants(tmp_path_factory):
    return build.make_variants(SOURCE, tmp_path_factory.mktemp("same"), shutil.which("soffice"))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_format_is_made(variants):
    made = set(variants)
    assert made >= {"txt", "docx", "docx-auto", "html", "pdf", "scan"}
    assert all(path.stat().st_size > 2000 for path in variants.values())


@pytest.mark.parametrize("form", ["txt", "docx", "docx-auto", "html", "pdf"])
def test_readers_give_the_text_of_the_source(variants, form):
    reportminer = pytest.importorskip("reportminer")
    if not hasattr(reportminer, "read"):
        pytest.skip("no reader yet")
    document = reportminer.read(variants[form])
    assert squeezed(document.text) == squeezed(read_source(SOURCE, newline="\n").text)


def essence(path: Path) -> dict[str, list[tuple[str, ...]]]:
    analysis = pytest.importorskip("reportminer").analyse(path)
    return {
        "figures": [(squeezed(found.text), str(found.value), str(found.unit)) for found in analysis.quantities],
        "sections": [(found.label.strip(), squeezed(found.title), str(found.level)) for found in analysis.sections],
        "findings": sorted((found.code, squeezed(found.message)) for found in analysis.findings),
    }


LAYOUT = ("TXT05", "TXT06")
"""What the lines and gaps of a printed page hide: a stray space, a figure broken over two lines."""


def without(found: dict[str, list[tuple[str, ...]]], codes: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    return {**found, "findings": [finding for finding in found["findings"] if not finding[0].startswith(codes)]}


NAMES = sorted(path.stem for path in SOURCE.parent.glob("*.rep"))


@pytest.mark.parametrize("name", NAMES)
def test_a_report_gives_the_same_record_from_every_file(name, tmp_path):
    soffice = shutil.which("soffice") if name in ("09_minzheng_juesuan", "10_tuanwei_yusuan") else None
    made = build.make_variants(SOURCE.with_name(f"{name}.rep"), tmp_path, soffice, scan=False)
    expected = essence(made["txt"])
    assert len(expected["figures"]) > 15
    assert len(expected["sections"]) > 10
    for form in ("docx", "docx-auto", "html", "doc"):
        if form in made:
            assert essence(made[form]) == expected, form
    assert essence(made["pdf"]) == without(expected, LAYOUT)


def even(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@pytest.mark.skipif(not ocr.installed(), reason="the recognition extra is not installed")
def test_a_scan_gives_the_same_record_but_for_single_letters(tmp_path):
    made = build.make_variants(SOURCE.with_name("10_tuanwei_yusuan.rep"), tmp_path)
    expected, scanned = essence(made["txt"]), essence(made["scan"])
    figures, seen = Counter(expected["figures"]), Counter(scanned["figures"])
    assert (figures & seen).total() >= 0.98 * figures.total()
    assert (seen - figures).total() <= 0.02 * figures.total()
    sections = [[(even(label), level) for label, _, level in found["sections"]] for found in (expected, scanned)]
    assert sections[0] == sections[1]
    assert without(scanned, ("TXT",))["findings"] == without(expected, ("TXT",))["findings"]
    analysis = pytest.importorskip("reportminer").analyse(made["scan"])
    assert all(figure.confidence is not None and figure.confidence > 0.5 for figure in analysis.quantities)


def test_tables_give_the_same_record_from_every_file_that_has_tables(variants):
    expected = essence(variants["docx"])
    assert ("28.5", "28.5", "分") in expected["figures"]
    for form in ("docx-auto", "html", "pdf", "doc"):
        if form in variants:
            assert essence(variants[form]) == expected, form


def test_automatic_labels_are_not_in_the_runs(variants):
    docx = pytest.importorskip("docx")
    typed = [paragraph.text for paragraph in docx.Document(str(variants["docx"])).paragraphs]
    automatic = [paragraph.text for paragraph in docx.Document(str(variants["docx-auto"])).paragraphs]
    assert "一、部门、单位基本情况" in typed
    assert "一、部门、单位基本情况" not in automatic
    assert "部门、单位基本情况" in automatic


def test_the_scan_has_no_text(variants):
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(str(variants["scan"]))
    assert len(document) >= 2
    assert [page.get_textpage().get_text_range() for page in document] == [""] * len(document)
    document.close()
