"""One report in every format: the same text comes back from each."""

import re
import shutil
from pathlib import Path

import pytest

pytest.importorskip("reportlab")

import build
from maker.markup import read_source

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


@pytest.mark.parametrize("name", ["07_nongye_juesuan", "09_minzheng_juesuan"])
def test_a_report_without_tables_gives_the_same_record_from_every_file(name, tmp_path):
    made = build.make_variants(SOURCE.with_name(f"{name}.rep"), tmp_path, shutil.which("soffice"))
    expected = essence(made["txt"])
    assert len(expected["figures"]) > 60
    assert len(expected["findings"]) >= 2
    for form in ("docx", "docx-auto", "html", "pdf", "doc"):
        if form in made:
            assert essence(made[form]) == expected, form


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
