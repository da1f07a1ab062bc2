"""Damaged files end in a record or in an error of ours: no other exception, no hang, no runaway memory.

REPORTMINER_FUZZ_SECONDS says how long to go on over all formats: 30 by default, 600 by hand. A file that broke a stage
is kept under `seeds/` and analysed in every run from then on; REPORTMINER_FUZZ_KEEP names a folder for new ones.
"""

from __future__ import annotations

import faulthandler
import hashlib
import os
import resource
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from promises import hold
from samples import changes, damaged, damaged_inside, sample

from reportminer.errors import ReportminerError
from reportminer.export import lines
from reportminer.model import Document
from reportminer.pipeline import analyse
from reportminer.read import ocr, read_source
from reportminer.read.media import detect
from reportminer.read.source import Source

KINDS = ("txt", "html", "pdf", "docx", "xlsx")
SECONDS = float(os.environ.get("REPORTMINER_FUZZ_SECONDS", "30")) / len(KINDS)
KEEP = os.environ.get("REPORTMINER_FUZZ_KEEP")
SEEDS = sorted((Path(__file__).parent / "seeds").glob("*.*"))
LONGEST = 20.0
ROUND = 100
MEMORY = 2 << 30


@pytest.fixture(autouse=True)
def without_recognition(monkeypatch):
    monkeypatch.setattr(ocr, "installed", lambda: False)
    faulthandler.dump_traceback_later(180 + SECONDS, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def read(name: str, data: bytes) -> Document | None:
    """The document, or None where the file is refused; whatever else is raised goes on."""
    try:
        document = read_source(Source(name, data, detect(name, data)))
    except ReportminerError as error:
        assert "\n" not in str(error)
        return None
    return document


def check(name: str, data: bytes) -> None:
    start = time.monotonic()
    try:
        document = read(name, data)
        if document is not None:
            assert all(0 <= block.start <= block.end <= len(document.text) for block in document.blocks)
            assert list(document.page_starts) == sorted(document.page_starts)
            document.text.encode("utf-8")
            analysis = analyse(document)
            hold(analysis)
            assert analysis.to_json()
            assert all("\n" not in line for line in lines(analysis, notes=True))
        assert time.monotonic() - start < LONGEST
    except BaseException:
        if KEEP:
            digest = hashlib.sha256(data).hexdigest()[:12]
            Path(KEEP, f"{digest}.{name.rpartition('.')[2]}").write_bytes(data)
        raise


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_ends_in_a_record_or_in_an_error_of_ours(kind: str):
    whole = sample(kind)
    assert read(f"whole.{kind}", whole) is not None
    end = time.monotonic() + SECONDS
    tried = 0

    @settings(max_examples=ROUND, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(changes, st.none() | st.floats(0, 1))
    def attack(how, inside):
        nonlocal tried
        tried += 1
        packed = kind in ("docx", "xlsx") and inside is not None
        check(f"damaged.{kind}", damaged_inside(whole, inside, how) if packed else damaged(whole, how))

    while time.monotonic() < end:
        attack()
    assert tried > 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < MEMORY


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_a_file_that_once_broke_a_stage_does_so_no_more(path: Path):
    check(path.name, path.read_bytes())
