"""What `reportminer check` does once its arguments are known."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportminer.cli import CLEAN, FAILED, FOUND
from reportminer.cli.deadline import within
from reportminer.cli.style import paint, say_replaced
from reportminer.errors import LimitError, ReportminerError
from reportminer.export import lines
from reportminer.lexicon import Lexicon, load_lexicon
from reportminer.model import Analysis, Document
from reportminer.pipeline import analyse, examine
from reportminer.read import limits, read_all
from reportminer.read.apart import apart
from reportminer.read.build import clean
from reportminer.read.memory import held, spent


def check_files(
    files: Sequence[str | Path],
    as_json: bool = False,
    notes: bool = False,
    patterns: Sequence[Path] = (),
    seconds: float = limits.SECONDS_A_REPORT,
    megabytes: int = limits.MEGABYTES_A_REPORT,
) -> int:
    """Prints the findings of each file in their order; 0 clean, 1 errors found, 2 a file could not be read.

    seconds    what one file may take; the reports of an archive that are done by then are printed
    megabytes  what this process may hold in memory, where the system keeps to it
    """
    lexicon = load_lexicon(*patterns)
    say_replaced(lexicon)
    worst = CLEAN
    for file in files:
        for result in _results(Path(file), lexicon, as_json, seconds, megabytes):
            if isinstance(result, ReportminerError):
                print(f"reportminer: {result}", file=sys.stderr)
                worst = FAILED
                continue
            if as_json:
                sys.stdout.write(result.to_json().decode() + "\n")
            else:
                sys.stdout.writelines(f"{line}\n" for line in lines(result, notes, paint(sys.stdout)))
            if any(finding.severity == "error" for finding in result.findings):
                worst = max(worst, FOUND)
    return worst


def _results(
    file: Path, lexicon: Lexicon, complete: bool, seconds: float, megabytes: int
) -> Iterator[Analysis | ReportminerError]:
    """The analysis of each report in a file, or why there is none; what is done with one takes nothing off the limit.

    complete  with the record's own fields, else what the printed lines need
    """
    where = clean(str(file))
    late = LimitError(where, f"超过{seconds:g}秒还没有检查完，已停止。", "请用 --time-limit 放宽，或把文件拆小。")
    documents = read_all(file)
    work = analyse if complete else examine

    def step() -> Analysis | ReportminerError | None:
        try:
            document = next(documents, None)
            return work(document, lexicon) if isinstance(document, Document) else document
        except MemoryError:
            return spent(where)

    while True:
        began = time.monotonic()
        try:
            with held(megabytes), apart():
                result = within(seconds, late, step)
        except LimitError as error:
            yield error
            return
        if result is None:
            return
        seconds -= time.monotonic() - began
        yield result
