"""How long a whole `reportminer check` of one text file takes, from a cold start, beside a bare Python start.

    python benchmarks/cold.py [REPORT] [RUNS]

Without REPORT: the largest text of ../shared/seeds, else of corpus/. Prints wall and processor time: of the first check
ever, with neither byte code nor a kept lexicon (both in a folder of their own, made for the run), and the shortest of
RUNS (default 7) checks after it, as on a machine where the program is installed and has been used.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def spent(command: list[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Wall and processor time of `command` in milliseconds."""
    began, before = time.perf_counter(), os.times()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    wall, after = time.perf_counter() - began, os.times()
    if done.returncode > 1:
        sys.exit(f"{' '.join(command)}：{done.stderr.decode(errors='replace').strip()}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall * 1000, cpu * 1000


def shortest(command: list[str], environment: Mapping[str, str], runs: int) -> tuple[float, float]:
    """The shortest wall and the shortest processor time of the runs."""
    times = [spent(command, environment) for _ in range(runs)]
    return min(wall for wall, _ in times), min(cpu for _, cpu in times)


def largest() -> Path:
    """The largest text report at hand."""
    folder = ROOT.parent / "shared" / "seeds"
    return max((folder if folder.is_dir() else ROOT / "corpus").glob("*.txt"), key=lambda path: path.stat().st_size)


def main() -> None:
    """Measures and prints."""
    report = Path(sys.argv[1]) if len(sys.argv) > 1 else largest()
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    check = [sys.executable, "-m", "reportminer", "check", str(report)]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": folder, "XDG_CACHE_HOME": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        first = spent(check, environment)
        rows = {
            "python -c pass": shortest([sys.executable, "-c", "pass"], environment, runs),
            "reportminer check，第一次": first,
            "reportminer check，以后": shortest(check, environment, runs),
        }
    print(f"{report.name}：{report.stat().st_size}字节；{runs}次中最短\n")
    print("| 命令 | 毫秒 | 处理器毫秒 |\n|---|---|---|")
    for name, (wall, cpu) in rows.items():
        print(f"| {name} | {wall:.0f} | {cpu:.0f} |")


if __name__ == "__main__":
    main()
