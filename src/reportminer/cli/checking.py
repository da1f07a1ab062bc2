"""What `reportminer check` does once its arguments are known."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from reportminer.cli.style import paint, say_replaced
from reportminer.errors import ReportminerError
from reportminer.export import lines
from reportminer.lexicon import load_lexicon
from reportminer.pipeline import analyse, examine
from reportminer.read import read_all


def check_files(
    files: Sequence[str | Path], as_json: bool = False, notes: bool = False, patterns: Sequence[Path] = ()
) -> int:
    """Prints the findings of each file in their order; 0 clean, 1 errors found, 2 a file could not be read."""
    lexicon = load_lexicon(*patterns)
    say_replaced(lexicon)
    worst = 0
    for document in (document for file in files for document in read_all(Path(file))):
        if isinstance(document, ReportminerError):
            print(f"reportminer: {document}", file=sys.stderr)
            worst = 2
            continue
        if as_json:
            analysis = analyse(document, lexicon)
            sys.stdout.write(analysis.to_json().decode() + "\n")
        else:
            analysis = examine(document, lexicon)
            sys.stdout.writelines(f"{line}\n" for line in lines(analysis, notes, paint(sys.stdout)))
        worst = max(worst, int(any(finding.severity == "error" for finding in analysis.findings)))
    return worst
