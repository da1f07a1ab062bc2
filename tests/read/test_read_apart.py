"""A reader that ends its process costs one report: its child dies, and a typed error says so."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from pdf_pages import Pages

from reportminer.errors import LimitError, UnreadableError
from reportminer.model import Document
from reportminer.read import pdf
from reportminer.read.apart import apart, read_apart
from reportminer.read.source import Source

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="read in the same process")


def source(data: bytes) -> Source:
    return Source("报告.pdf", data, "application/pdf")


def drawn() -> bytes:
    pages = Pages()
    pages.line("全年支出120.50万元。")
    return pages.data()


def dying(source: Source) -> Document:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def starving(source: Source) -> Document:
    raise MemoryError


def test_a_report_read_apart_is_the_same_report():
    data = drawn()
    with apart():
        assert pdf.read(source(data)) == pdf._opened(source(data))


def test_an_error_of_the_child_is_raised_as_it_is():
    with apart(), pytest.raises(UnreadableError, match=r"^报告\.pdf: PDF已损坏或不完整，打不开。"):
        pdf.read(source(b"%PDF-1.4"))


def test_want_of_memory_in_the_child_is_want_of_memory():
    with apart(), pytest.raises(MemoryError):
        read_apart(starving, source(b""))


def test_a_child_that_is_killed_is_a_limit_error():
    with apart(), pytest.raises(LimitError, match=r"^报告\.pdf: 读取时内存不够，或读取程序意外终止。"):
        read_apart(dying, source(b""))


def test_nothing_is_read_apart_unless_asked():
    def where(source: Source) -> Document:
        raise UnreadableError(str(os.getpid()), "", "")

    with pytest.raises(UnreadableError, match=f"^{os.getpid()}:"):
        read_apart(where, source(b""))
    with apart(), pytest.raises(UnreadableError, match=r"^\d+:") as raised:
        read_apart(where, source(b""))
    assert raised.value.where != str(os.getpid())
