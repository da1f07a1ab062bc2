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
