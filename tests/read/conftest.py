"""Shared by the tests of the readers: bytes in, report out, through a file as a user would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportminer.errors import ReportminerError
from reportminer.model import Document
from reportminer.read import read


@pytest.fixture
def read_bytes(tmp_path: Path) -> Callable[[bytes, str], Document]:
    """Read bytes as a file of the given name."""

    def reader(data: bytes, name: str) -> Document:
        path = tmp_path / name
        path.write_bytes(data)
        return read(path)

    return reader


@pytest.fixture
def complaint(tmp_path: Path) -> Callable[[bytes, str], tuple[str, str]]:
    """The kind of error and its line, without the folder, that reading bytes as a file of the given name ends in."""

    def reader(data: bytes, name: str) -> tuple[str, str]:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(ReportminerError) as raised:
            read(path)
        return type(raised.value).__name__, str(raised.value).replace(f"{tmp_path}/", "")

    return reader
