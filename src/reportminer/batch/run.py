"""Many files at once: worker processes with a time limit each, results written in the order of the files."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TimedOut
from pathlib import Path

from msgspec import Struct
from pebble import ProcessExpired, ProcessFuture, ProcessPool

from reportminer.batch.collect import Collection, collect
from reportminer.batch.groups import groups
from reportminer.batch.work import Failure, work_group
from reportminer.errors import UsageError
from reportminer.export import PASSED_OVER, open_folder
from reportminer.model import Analysis
from reportminer.read import limits, supported
from reportminer.read.build import clean
from reportminer.read.memory import hold

TIME_LIMIT = limits.SECONDS_A_REPORT
"""seconds that one file may take"""

FILES = (".xlsx", ".csv", ".jsonl")


class Summary(Struct):
    """What a run came to. `counts` holds the findings by severity."""

    reports: int = 0
    figures: int = 0
    counts: dict[str, int] = {}
    failures: list[Failure] = []
    skipped: tuple[tuple[Path, str], ...] = ()
    unchecked: int = 0


Progress = Callable[[str, int, int], None]
Pending = ProcessFuture[list[list[Analysis | Failure]]]
Files = tuple[Path, ...]


def run(
    paths: Iterable[str | os.PathLike[str]],
    out: Path,
    patterns: tuple[str, ...] = (),
    workers: int | None = None,
    time_limit: float = TIME_LIMIT,
    progress: Progress | None = None,
    memory_limit: int = limits.MEGABYTES_A_REPORT,
) -> Summary:
    """Analyses the reports among `paths` and writes all exports into the folder `out`.

    patterns      folders whose entries are added to the embedded patterns or replace them
    workers       processes, else one a core; no more than there are files
    time_limit    seconds a file; one that takes longer is a failure, its worker is killed
    progress      called with a file's path, how many are done, how many there are
    memory_limit  megabytes a worker, where the system keeps to it; a file that needs more is a failure

    A report that can't be read, breaks its worker or takes too long is a `Failure` and stops nothing.
    Raises `UsageError` where there is nothing to read or `out` names a file, `PatternError` for broken patterns,
    `OSError` for `out`.
    """
    if out.suffix.lower() in FILES:
        raise UsageError(str(out), "这里要写文件夹名，不是文件名。", f"请去掉后缀{out.suffix}。")
    collection = collect(paths, supported(), leave=out)
    summary = Summary(counts={"error": 0, "warning": 0, "note": 0}, failures=[], skipped=collection.skipped)
    with open_folder(out) as sink:
        for number, (path, results) in enumerate(_results(collection, patterns, workers, time_limit, memory_limit), 1):
            for result in results:
                if isinstance(result, Failure):
                    summary.failures.append(result)
                    sink.fail(result.path, result.problem)
                else:
                    _count(summary, result)
                    sink.add(result)
            if progress:
                progress(str(path), number, len(collection.reports))
        for path, reason in collection.skipped:
            sink.fail(clean(str(path)), reason, PASSED_OVER)
    return summary


def _count(summary: Summary, analysis: Analysis) -> None:
    summary.reports += 1
    summary.figures += analysis.coverage.quantities
    summary.unchecked += analysis.coverage.unchecked
    for finding in analysis.findings:
        summary.counts[finding.severity] += 1


def _results(
    collection: Collection, patterns: tuple[str, ...], workers: int | None, time_limit: float, memory_limit: int
) -> Iterator[tuple[Path, list[Analysis | Failure]]]:
    """The results of each file in order; only a few files a worker are under way at once."""
    size = max(1, min(workers or os.cpu_count() or 1, len(collection.reports)))
    waiting: deque[tuple[Files, Pending]] = deque()
    with ProcessPool(max_workers=size, initializer=hold, initargs=[memory_limit]) as pool:

        def begin(files: Files) -> Pending:
            names = list(map(str, files))
            return pool.schedule(work_group, args=[names, patterns], timeout=time_limit * len(files))

        try:
            for files in groups(collection.reports, size):
                waiting.append((files, begin(files)))
                if len(waiting) >= 3 * size:
                    yield from _result(*waiting.popleft(), time_limit, begin)
            while waiting:
                yield from _result(*waiting.popleft(), time_limit, begin)
        finally:
            for _, future in waiting:
                future.cancel()  # type: ignore[no-untyped-call]


def _result(
    files: Files, future: Pending, limit: float, begin: Callable[[Files], Pending]
) -> Iterator[tuple[Path, list[Analysis | Failure]]]:
    """The results of the files; those of a group that ended badly one by one."""
    try:
        yield from zip(files, future.result(), strict=True)
        return
    except TimedOut:
        code = "timeout"
        problem = f"超过{limit:g}秒还没有读完，已停止。请用 --time-limit 放宽，或把文件拆小。"
    except ProcessExpired as error:
        code = "crash"
        problem = f"读取进程意外终止（代码 {error.exitcode}）。文件可能已损坏，或内存不足。"
    if len(files) == 1:
        yield files[0], [Failure(str(files[0]), code, problem)]
        return
    for file in files:
        yield from _result((file,), begin((file,)), limit, begin)
