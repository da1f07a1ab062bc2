"""Writes analyses for people and for other systems: JSON Lines, CSV, Excel."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from reportminer.export.lines import coverage, lines
from reportminer.export.sinks import PASSED_OVER, Sink, open_folder, open_sink
from reportminer.export.tables import SEVERITIES, likeliest, section_path
from reportminer.model import Analysis


def export(analyses: Analysis | Iterable[Analysis], target: str | PathLike[str]) -> Path:
    """Writes `analyses` to `target` and returns its path.

    target  a .jsonl (one analysis record a line), a .csv (the table that it is named after: findings, figures, facts,
            reports; else findings), a .xlsx (a sheet a table), or a folder that gets all of them
    Raises `UsageError` for another suffix, `OSError` where nothing can be written.
    """
    path = Path(target)
    with open_sink(path) as sink:
        for analysis in [analyses] if isinstance(analyses, Analysis) else analyses:
            sink.add(analysis)
    return path


__all__ = [
    "PASSED_OVER",
    "SEVERITIES",
    "Sink",
    "coverage",
    "export",
    "likeliest",
    "lines",
    "open_folder",
    "open_sink",
    "section_path",
]
