"""A command line in the tests' own process."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from cli_cases import Result

from reportminer.cli import main


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Runs `reportminer` with the given arguments."""

    def call(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["reportminer", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            main()
        said = capsys.readouterr()
        return Result(int(exit_.value.code or 0), said.out, said.err)

    return call
