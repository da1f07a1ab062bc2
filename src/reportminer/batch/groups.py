"""Which files go to a worker together: those that LibreOffice converts in one call, everything else alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportminer.read import is_converted

TOGETHER = 8
"""Files of one call; a call costs 1.5 s, a file in it 0.3 s."""

TOGETHER_BYTES = 32 << 20
"""Bytes of the files of one call, which are held together."""


def groups(reports: Sequence[Path], workers: int) -> Iterator[tuple[Path, ...]]:
    """The reports in their order, neighbours that need LibreOffice together, as far as no worker stands idle."""
    most = min(TOGETHER, -(-sum(map(is_converted, reports)) // workers))
    group: list[Path] = []
    size = 0
    for report in reports:
        together = is_converted(report)
        weight = _weight(report) if together else 0
        if group and (not together or len(group) >= most or size + weight > TOGETHER_BYTES):
            yield tuple(group)
            group, size = [], 0
        if together:
            group.append(report)
            size += weight
        else:
            yield (report,)
    if group:
        yield tuple(group)


def _weight(report: Path) -> int:
    try:
        return report.stat().st_size
    except OSError:
        return 0
