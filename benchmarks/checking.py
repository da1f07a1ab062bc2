"""What each stage of checking a report costs beside finding its figures, and beside JioNLP's extraction of money.

    python benchmarks/checking.py [REPORT …] [--rounds N] [--growth]

Without reports: the largest text of ../shared/seeds, else of corpus/. One process, warm; each stage and the peer take
turns in every round, and the shortest of N rounds (default 30) counts, since other work on the machine only adds to a
time. JioNLP is measured where it is installed (the extra `bench`). `record` is not part of checking and stands apart.
--growth also checks the report repeated ten and a hundred times over, in one round.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from reportminer.check import run_checks
from reportminer.diagnose import diagnose
from reportminer.find import find
from reportminer.model import Analysis, Document
from reportminer.pipeline import document_of, examine, packaged_lexicon
from reportminer.read import read
from reportminer.record import record
from reportminer.relate import relate
from reportminer.segment import plain_text, segment

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 30

Work = Callable[[], object]


def shortest(works: dict[str, Work], rounds: int) -> dict[str, float]:
    """The shortest time of each work in milliseconds; they take turns."""
    times = dict.fromkeys(works, float("inf"))
    for _ in range(rounds + 1):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            times[name] = min(times[name], (time.perf_counter() - began) * 1000)
    return times


def stages(document: Document) -> tuple[dict[str, Work], Analysis]:
    """Every stage as a call on what the stage before it made, and the report as checked."""
    lexicon = packaged_lexicon()
    bare = Analysis(document, plain=plain_text(document, lexicon))
    cut = replace(bare, sections=segment(bare, lexicon))
    found = replace(cut, quantities=find(cut, lexicon))
    related = relate(found, lexicon)
    diagnosed = replace(related, repairs=diagnose(related))
    checked = run_checks(diagnosed, lexicon)
    works: dict[str, Work] = {
        "plain_text": lambda: plain_text(document, lexicon),
        "segment": lambda: segment(bare, lexicon),
        "find": lambda: find(cut, lexicon),
        "relate": lambda: relate(found, lexicon),
        "diagnose": lambda: diagnose(related),
        "check": lambda: run_checks(diagnosed, lexicon),
        "record": lambda: record(checked, lexicon),
    }
    return works, checked


def measure(path: Path, rounds: int) -> None:
    """Prints the table of one report."""
    document = read(path)
    works, checked = stages(document)
    money = jionlp_money(document.text)
    times = shortest(works | ({"JioNLP": money} if money else {}), rounds)
    peer, apart = times.pop("JioNLP", None), times.pop("record")
    counts = f"{len(document.text)}字，{len(checked.quantities)}个数字，{len(checked.relations)}个关系"
    print(f"{path.name}：{counts}，{len(checked.findings)}条问题；{rounds}轮中最短\n")
    print("| 步骤 | 毫秒 | 与 find 之比 | 与 JioNLP 之比 |\n|---|---|---|---|")
    judging = times["relate"] + times["diagnose"] + times["check"]
    sums = {"relate + diagnose + check": judging, "plain_text … check": sum(times.values())}
    for name, spent in (times | sums | {"record（不计入）": apart}).items():
        beside = f"{spent / peer:.2f}" if peer else "–"
        print(f"| {name} | {spent:.2f} | {spent / times['find']:.2f} | {beside} |")
    if peer:
        print(f"| JioNLP extract_money | {peer:.2f} | {peer / times['find']:.2f} | 1.00 |")
    else:
        print("\n没有安装 jionlp，不作比较。")


def grow(path: Path) -> None:
    """Prints how long the report takes ten and a hundred times over, beside itself."""
    lexicon, text = packaged_lexicon(), read(path).text
    print("\n| 篇幅 | 毫秒 | 每份毫秒 |\n|---|---|---|")
    for times in (1, 10, 100):
        document = document_of((text + "\n") * times)
        spent = shortest({"all": lambda document=document: examine(document, lexicon)}, 1)["all"]
        print(f"| ×{times} | {spent:.0f} | {spent / times:.1f} |")


def jionlp_money(text: str) -> Work | None:
    """JioNLP's extraction of amounts of money from the text; None where it isn't installed."""
    try:
        import jionlp
    except ImportError:
        return None
    return lambda: jionlp.ner.extract_money(text)


def largest() -> Path:
    """The largest text report at hand."""
    folder = ROOT.parent / "shared" / "seeds"
    return max((folder if folder.is_dir() else ROOT / "corpus").glob("*.txt"), key=lambda path: path.stat().st_size)


def main(arguments: list[str]) -> None:
    """Measures the reports that were named."""
    growth = "--growth" in arguments
    rest = [one for one in arguments if one != "--growth"]
    rounds = ROUNDS
    if "--rounds" in rest:
        at = rest.index("--rounds")
        rounds = int(rest[at + 1])
        del rest[at : at + 2]
    for report in [Path(one) for one in rest] or [largest()]:
        measure(report, rounds)
        if growth:
            grow(report)


if __name__ == "__main__":
    main(sys.argv[1:])
