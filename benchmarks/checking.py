"""What relating, diagnosing and checking cost beside finding, and the whole beside JioNLP's money extraction alone.

    python benchmarks/checking.py [REPORT …]

Without reports: the largest text of ../shared/seeds, else of corpus/. One process, warm; the median of many runs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from msgspec.structs import replace

from reportminer.check import run_checks
from reportminer.diagnose import diagnose
from reportminer.find import find
from reportminer.model import Analysis
from reportminer.pipeline import packaged_lexicon
from reportminer.read import read
from reportminer.relate import relate
from reportminer.segment import plain_text, segment

ROOT = Path(__file__).resolve().parents[1]
RUNS = 30


def timed(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of a call in milliseconds, warm."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return median(times) * 1000


def measure(path: Path) -> None:
    """Prints the table of one report."""
    lexicon = packaged_lexicon()
    document = read(path)
    bare = Analysis(document, plain=plain_text(document, lexicon))
    cut = replace(bare, sections=segment(bare, lexicon))
    found = replace(cut, quantities=find(cut, lexicon))
    related = relate(found, lexicon)
    diagnosed = replace(related, repairs=diagnose(related))
    checked = run_checks(diagnosed, lexicon)
    times = {
        "plain": timed(lambda: plain_text(document, lexicon)),
        "segment": timed(lambda: segment(bare, lexicon)),
        "find": timed(lambda: find(cut, lexicon)),
        "relate": timed(lambda: relate(found, lexicon)),
        "diagnose": timed(lambda: diagnose(related)),
        "check": timed(lambda: run_checks(diagnosed, lexicon)),
    }
    counts = f"{len(document.text)}字，{len(found.quantities)}个数字，{len(related.relations)}个关系"
    print(f"{path.name}：{counts}，{len(checked.findings)}条问题\n")
    print("| 步骤 | 毫秒 | 与 find 之比 |\n|---|---|---|")
    for name, spent in times.items():
        print(f"| {name} | {spent:.2f} | {spent / times['find']:.2f} |")
    after = times["relate"] + times["diagnose"] + times["check"]
    whole = sum(times.values())
    print(f"| relate + diagnose + check | {after:.2f} | {after / times['find']:.2f} |")
    print(f"| 全部 | {whole:.2f} | {whole / times['find']:.2f} |")
    money = _money(document.text)
    if money is None:
        print("\n没有安装 jionlp，不作比较。")
    else:
        print(f"\njionlp extract_money：{money:.2f} 毫秒；全部为它的 {whole / money:.2f} 倍")


def _money(text: str) -> float | None:
    try:
        import jionlp
    except ImportError:
        return None
    return timed(lambda: jionlp.ner.extract_money(text), 10)


def largest() -> Path:
    """The largest text report at hand."""
    folder = ROOT.parent / "shared" / "seeds"
    return max((folder if folder.is_dir() else ROOT / "corpus").glob("*.txt"), key=lambda path: path.stat().st_size)


if __name__ == "__main__":
    for report in [Path(one) for one in sys.argv[1:]] or [largest()]:
        measure(report)
