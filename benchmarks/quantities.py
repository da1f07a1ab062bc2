"""How long finding figures takes beside the libraries that find some of them, with their hits, all in one run.

Run: python benchmarks/quantities.py [FILE.txt …]; it needs the extra `bench` (JioNLP, Recognizers-Text, cn2an); a peer
that is not installed is skipped and named. Without files it reads the corpus, and real reports beside the checkout
where there are any. Each text is read alone, then all texts repeated to a megabyte; the slow peers get the beginning of
that megabyte only, and their speed is per character. Our time is the whole stage: units, bounds, items, roles, periods.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from reportminer.find import find
from reportminer.model import Analysis
from reportminer.pipeline import document_of, packaged_lexicon
from reportminer.read import read
from reportminer.segment import plain_text, segment

ROOT = Path(__file__).resolve().parents[1]
MEGABYTE = 1_000_000
SLOW_BYTES = 60_000
ROUNDS = 3

Finder = Callable[[str], int]


def ours(text: str) -> Callable[[], int]:
    """The find stage alone: sections and the plain text are made before."""
    lexicon = packaged_lexicon()
    document = document_of(text)
    analysis = Analysis(document, plain=plain_text(document, lexicon))
    analysis = replace(analysis, sections=segment(analysis, lexicon))
    return lambda: len(find(analysis, lexicon))


def jionlp_money() -> Finder:
    import jionlp

    return lambda text: len(jionlp.ner.extract_money(text) or ())


def recognizers() -> Finder:
    from recognizers_number import Culture, recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    functions = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)
    return lambda text: sum(len(function(text, Culture.Chinese)) for function in functions)


def cn2an_transform() -> Finder:
    import cn2an

    def run(text: str) -> int:
        changed = cn2an.transform(text, "cn2an")
        return sum(before != after for before, after in zip(text.splitlines(), changed.splitlines(), strict=False))

    return run


PEERS: dict[str, tuple[Callable[[], Finder], bool]] = {
    "JioNLP extract_money": (jionlp_money, False),
    "Recognizers-Text (4 functions)": (recognizers, True),
    "cn2an transform (lines changed)": (cn2an_transform, True),
}


def peers() -> Iterator[tuple[str, Finder, bool]]:
    """The peers that are installed, each with its finder and whether it is slow; the others are named on stderr."""
    for name, (load, slow) in PEERS.items():
        try:
            yield name, load(), slow
        except ImportError as error:
            print(f"{name}: not installed ({error}); pip install reportminer[bench]", file=sys.stderr)


def best(work: Callable[[], int], rounds: int) -> tuple[float, int]:
    """The shortest of the rounds in milliseconds, after one to warm up, and the hits."""
    hits = work() if rounds > 1 else 0
    shortest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        hits = work()
        shortest = min(shortest, (time.perf_counter() - start) * 1000)
    return shortest, hits


def texts(arguments: list[str]) -> list[tuple[str, str]]:
    paths = [Path(argument) for argument in arguments]
    if not paths:
        paths = sorted((ROOT / ".." / "shared" / "seeds").glob("*.txt")) + sorted((ROOT / "corpus").glob("*.txt"))
    return [(path.name, read(path).text) for path in paths]


def report(name: str, size: int, milliseconds: float, hits: int, own: float) -> None:
    """One line: tool, time, characters a second, hits, and how many times our time per character it takes."""
    per_character = milliseconds / size
    speed, times = size / milliseconds / 1000, per_character / own
    print(f"  {name:34}{milliseconds:10.2f} ms{speed:9.2f} M char/s{hits:8} hits{times:8.1f} x")


def main() -> None:
    found = list(peers())
    reports = texts(sys.argv[1:])
    for name, text in reports:
        print(f"{name}: {len(text)} characters")
        milliseconds, hits = best(ours(text), ROUNDS)
        own = milliseconds / len(text)
        report("reportminer find", len(text), milliseconds, hits, own)
        for peer, run, slow in found:
            if not slow or len(reports) <= 4 or name == reports[0][0]:
                report(peer, len(text), *best(lambda run=run, text=text: run(text), 1 if slow else ROUNDS), own)
    whole = "\n".join(text for _, text in reports)
    whole = (whole + "\n") * (MEGABYTE // len(whole.encode()) + 1)
    whole = whole.encode()[:MEGABYTE].decode(errors="ignore")
    print(f"one megabyte: {len(whole)} characters")
    milliseconds, hits = best(ours(whole), 1)
    own = milliseconds / len(whole)
    report("reportminer find", len(whole), milliseconds, hits, own)
    for peer, run, slow in found:
        part = whole.encode()[:SLOW_BYTES].decode(errors="ignore") if slow else whole
        report(peer, len(part), *best(lambda run=run, part=part: run(part), 1), own)
    once = reports[0][1]
    short, _ = best(ours(once), 2 * ROUNDS)
    long, _ = best(ours(f"{once}\n" * 100), ROUNDS)
    print(f"100 times the text takes {long / short:.0f} times the time")


if __name__ == "__main__":
    main()
