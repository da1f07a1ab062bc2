"""How long a whole `reportminer check` of one text file takes, from a cold start, beside a bare Python start.

    python benchmarks/cold.py [REPORT] [RUNS]

Without REPORT the largest text in corpus/ is taken. Prints the median of RUNS (default 7) of each, and their ratio.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def median(command: list[str], runs: int) -> float:
    """Median wall time of `command` in milliseconds."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def main() -> None:
    """Measures and prints."""
    largest = max((ROOT / "corpus").glob("*.txt"), key=lambda path: path.stat().st_size)
    report = Path(sys.argv[1]) if len(sys.argv) > 1 else largest
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    bare = median([sys.executable, "-c", "pass"], runs)
    check = median([sys.executable, "-m", "reportminer", "check", str(report)], runs)
    print(f"{report.name}: {report.stat().st_size} 字节")
    print(f"python -c pass     {bare:7.0f} ms")
    print(f"reportminer check  {check:7.0f} ms   {check / bare:.1f} 倍")


if __name__ == "__main__":
    main()
