"""Which files go to a worker together: those that LibreOffice converts in one call, everything else alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportminer.read import is_converted, limits


def groups(reports: Sequence[Path], workers: int) -> Iterator[tuple[Path, ...]]:
    """The reports in their order, neighbours that need LibreOffice together, as far as no worker stands idle."""
    most = min(limits.FILES_A_CALL, -(-sum(map(is_converted, reports)) // workers))
    group: list[Path] = []
    size = 0
    for report in reports:
        together = is_converted(report)
        weight = _weight(report) if together else 0
        if group and (not together or len(group) >= most or size + weight > limits.BYTES_A_CALL):
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
