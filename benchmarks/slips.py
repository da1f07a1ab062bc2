"""Plants slips in every relation of annotated reports and counts how many are caught and rightly named.

    python benchmarks/slips.py [FOLDER OF GOLD …]

Without folders: corpus/gold, and ../shared/gold where it exists. A slip that leaves its relation within rounding can't
be seen by anyone and is not planted. Also counts the errors on the untouched reports that their gold does not know.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from msgspec.structs import replace

from reportminer.evaluate import aligner
from reportminer.model import Analysis, Document, Quantity, Relation
from reportminer.pipeline import analyse
from reportminer.read import read
from reportminer.relate.evaluate import evaluate

ROOT = Path(__file__).resolve().parents[1]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
UNITS = {"万元": "元", "千元": "元", "亿元": "万元", "元": "万元"}
DIRECTIONS = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "上升": "下降",
    "提高": "降低",
    "降低": "提高",
}
TRIES = 6


def digit(text: str, random: Random) -> str | None:
    """One digit of the number replaced."""
    return _in_number(text, lambda number: _replaced(number, random))


def transposition(text: str, random: Random) -> str | None:
    """Two neighbouring digits exchanged."""
    return _in_number(text, lambda number: _exchanged(number, random))


def unit(text: str, random: Random) -> str | None:
    """万 or 千 lost or put in."""
    for word, other in UNITS.items():
        if text.endswith(word):
            return text[: -len(word)] + other
    return None


def decimal_point(text: str, random: Random) -> str | None:
    """The decimal point moved by one place."""
    match = re.search(r"(\d+)\.(\d+)", text)
    if match is None:
        return None
    whole, places = match[1], match[2]
    moved = [f"{whole}{places[0]}.{places[1:]}".rstrip(".")]
    if len(whole) > 1:
        moved.append(f"{whole[:-1]}.{whole[-1]}{places}")
    return text[: match.start()] + random.choice(moved) + text[match.end() :]


def dropped_digit(text: str, random: Random) -> str | None:
    """One digit before the decimal point lost."""
    return _in_number(text, lambda number: _shortened(number, random))


def sign(text: str, random: Random) -> str | None:
    """A minus put before the number."""
    match = NUMBER.search(text)
    return text[: match.start()] + "-" + text[match.start() :] if match else None


KINDS: Mapping[str, Callable[[str, Random], str | None]] = {
    "数字": digit,
    "换位": transposition,
    "单位": unit,
    "小数点": decimal_point,
    "漏位": dropped_digit,
    "正负号": sign,
}
DIRECTION = "方向词"


def _in_number(text: str, change: Callable[[str], str | None]) -> str | None:
    match = NUMBER.search(text)
    changed = change(match[0]) if match else None
    return text[: match.start()] + changed + text[match.end() :] if match and changed else None


def _replaced(number: str, random: Random) -> str:
    places = [place for place, char in enumerate(number) if char.isdigit()]
    place = random.choice(places)
    choices = [char for char in "0123456789" if char != number[place] and not (place == 0 and char == "0")]
    return number[:place] + random.choice(choices) + number[place + 1 :]


def _exchanged(number: str, random: Random) -> str | None:
    places = [place for place, char in enumerate(number) if char.isdigit()]
    pairs = [
        (one, other)
        for one, other in pairwise(places)
        if number[one] != number[other] and not (one == 0 and number[other] == "0")
    ]
    if not pairs:
        return None
    one, other = random.choice(pairs)
    chars = list(number)
    chars[one], chars[other] = chars[other], chars[one]
    return "".join(chars)


def _shortened(number: str, random: Random) -> str | None:
    whole = number.partition(".")[0]
    places = [place for place, char in enumerate(whole) if char.isdigit()]
    if len(places) < 2:
        return None
    place = random.choice(places)
    shorter = number[:place] + number[place + 1 :]
    return shorter if shorter[0] not in "0,." else None


class Planter:
    """One annotated report: the untouched analysis, and slips planted in the relations of its gold."""

    def __init__(self, gold: Mapping[str, Any], document: Document) -> None:
        self.document = document
        self.untouched = analyse(document)
        self.known = {finding.fingerprint for finding in self.untouched.findings}
        place = aligner(gold.get("text") or document.text, document.text)
        by_start = {quantity.core_start: quantity for quantity in self.untouched.quantities}
        self.figures: dict[str, Quantity | None] = {}
        for figure in gold["quantities"]:
            self.figures[figure["id"]] = by_start.get(place(figure.get("core_start", figure["start"])))
        self.relations = [one for one in gold["relations"] if one.get("holds", one.get("status") != "inconsistent")]
        self.faults = [
            (place(one["start"]), place(one["end"])) for one in gold["findings"] if one.get("start") is not None
        ]
        self.fault_figures = {id for one in gold["findings"] for id in one.get("quantities", ())}

    def false_errors(self) -> list[str]:
        """Errors on the untouched report that no finding of its gold overlaps."""
        spans = list(self.faults)
        spans += [(figure.start, figure.end) for id in self.fault_figures if (figure := self.figures.get(id))]
        return [
            finding.message
            for finding in self.untouched.findings
            if finding.severity == "error"
            and not any(start < end2 and start2 < end for start, end in finding.spans for start2, end2 in spans)
        ]

    def plants(self, random: Random) -> Iterator[tuple[str, Quantity, Document, str]]:
        """A kind of slip, the figure it hits, the report with it, and a note for the listing of misses."""
        for relation in self.relations:
            if relation.get("strength") == "weak":
                continue
            ids = [id for id in (*relation["lhs"], *relation["rhs"]) if self.figures.get(id) is not None]
            if not ids:
                continue
            for kind, change in KINDS.items():
                for _ in range(TRIES):
                    figure = self.figures[random.choice(ids)]
                    assert figure is not None
                    text = self.document.text[figure.core_start : figure.core_end]
                    slipped = change(text, random)
                    if slipped is None or slipped == text or not self._breaks(relation, figure, slipped):
                        continue
                    kin = f"{relation['type']} {relation.get('strength')} {relation.get('expression', '')}"
                    note = f"{text} → {slipped}（{kin}）"
                    yield kind, figure, edited(self.document, figure.core_start, figure.core_end, slipped), note
                    break
            if relation["type"] in ("rate", "change"):
                yield from self._turned(relation)

    def _turned(self, relation: Mapping[str, Any]) -> Iterator[tuple[str, Quantity, Document, str]]:
        for id in (*relation["lhs"], *relation["rhs"]):
            figure = self.figures.get(id)
            if figure is None:
                continue
            start = max(0, figure.start - 4)
            before = self.document.text[start : figure.start]
            word = next((one for one in DIRECTIONS if before.rstrip("约了").endswith(one)), None)
            if word is not None:
                at = start + before.rfind(word)
                note = f"{word}{figure.text} → {DIRECTIONS[word]}"
                yield DIRECTION, figure, edited(self.document, at, at + 2, DIRECTIONS[word]), note
                return

    def _breaks(self, gold: Mapping[str, Any], figure: Quantity, slipped: str) -> bool:
        """Whether the relation can be seen to fail with the figure printed this way."""
        value, step = printed_value(slipped, figure)
        if value is None or value == figure.value:
            return False
        half = step / 2 if step is not None else Decimal(0)
        wrong = replace(figure, value=value, low=value - half, high=value + half, step=step, text=slipped)
        if figure.bound != "exact":
            return False
        figures = {one.id: one for one in self.untouched.quantities} | {figure.id: wrong}
        known = {id: one.id for id, one in self.figures.items() if one is not None}
        if any(id not in known for id in (*gold["lhs"], *gold["rhs"])):
            return False
        relation = Relation(
            "r",
            gold["type"],
            tuple(known[id] for id in gold["lhs"]),
            tuple(known[id] for id in gold["rhs"]),
            form=gold.get("form") or _form(gold),
            factors=tuple(Decimal(str(one)) for one in gold.get("factors") or ()),
            constant=Decimal(gold["constant"]) if gold.get("constant") else None,
        )
        before = {one.id: one for one in self.untouched.quantities}
        if gold["type"] == "enumeration":
            return True
        if evaluate(relation, before).status not in ("consistent", "rounding"):
            return False
        after = evaluate(relation, figures)
        return after.status == "inconsistent" and not after.truncated


def _form(gold: Mapping[str, Any]) -> str:
    return "change_current" if "(" in gold.get("expression", "(") else "change_previous"


def printed_value(text: str, figure: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """The value of a figure printed as `text` and the worth of its last digit, in base units."""
    match = re.search(r"-?\d[\d,]*(?:\.\d+)?", text)
    old = NUMBER.search(figure.text)
    if match is None or old is None or not figure.value:
        return None, None
    number = Decimal(match[0].replace(",", ""))
    factor = figure.value / Decimal(old[0].replace(",", ""))
    scales = {"亿元": 10**8, "万元": 10**4, "千元": 10**3, "元": 1}
    # a table's cell bears no unit: its slip keeps the scale of the column
    if figure.unit == "元" and text.endswith("元"):
        factor = Decimal(next((scale for word, scale in scales.items() if text.endswith(word)), 1))
        factor *= 10**4 if re.search(r"\d[余多]?万[余多]?元$", text) and not text.endswith("万元") else 1
    places = -number.as_tuple().exponent if isinstance(number.as_tuple().exponent, int) else 0
    return number * factor, None if figure.step is None else factor / Decimal(10) ** places


def edited(document: Document, start: int, end: int, text: str) -> Document:
    """The document with `text` in the place of a stretch, its blocks and pages moved along."""
    shift = len(text) - (end - start)

    def moved(offset: int) -> int:
        return offset + shift if offset >= end else offset

    return replace(
        document,
        text=document.text[:start] + text + document.text[end:],
        blocks=tuple(replace(one, start=moved(one.start), end=moved(one.end)) for one in document.blocks),
        page_starts=tuple(map(moved, document.page_starts)),
    )


def judged(analysis: Analysis, known: set[str], figure: Quantity, kind: str) -> tuple[bool, bool, bool]:
    """Whether a new error or warning touches the figure, and whether its first, or any, explanation mends it."""
    at = range(figure.core_start - 1, figure.core_start + 2)
    hit = [one.id for one in analysis.quantities if one.core_start in at or one.start in at]
    caught = first = named = False
    for finding in analysis.findings:
        if finding.severity == "note" or finding.fingerprint in known:
            continue
        touches = set(hit) & set(finding.quantities)
        if not touches and not any(start <= figure.start < end + 2 for start, end in finding.spans):
            continue
        caught = True
        for number, explanation in enumerate(finding.explanations):
            right = any(
                (change.quantity in hit and change.to == figure.value) or (kind == DIRECTION and change.why == "sign")
                for change in explanation.changes
            )
            named = named or right
            first = first or (right and number == 0)
        if kind == DIRECTION and finding.code == "CHG06":
            first = named = True
    return caught, first, named


def golds(folders: list[Path]) -> Iterator[tuple[Path, Path]]:
    """Every gold file with its report."""
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            name = json.loads(path.read_text(encoding="utf-8"))["document"]
            near = path.resolve().parent
            for home in (near, near.parent, near.parent / "seeds", near.parent / "reports"):
                if (home / name).is_file():
                    yield path, home / name
                    break


def main(arguments: list[str]) -> None:
    """Prints the table, the misses with -v, and the errors on untouched reports."""
    verbose = "-v" in arguments
    folders = [Path(one) for one in arguments if one != "-v"] or [
        folder for folder in (ROOT / "corpus" / "gold", ROOT.parent / "shared" / "gold") if folder.is_dir()
    ]
    counts: dict[str, Counter[str]] = {}
    false, reports, began = [], 0, time.perf_counter()
    for path, report in golds(folders):
        planter = Planter(json.loads(path.read_text(encoding="utf-8")), read(report))
        reports += 1
        false += [f"{report.name}: {message}" for message in planter.false_errors()]
        for kind, figure, document, note in planter.plants(Random(report.name)):
            caught, first, named = judged(analyse(document), planter.known, figure, kind)
            count = counts.setdefault(kind, Counter())
            count.update({"planted": 1, "caught": caught, "first": first, "named": named})
            if verbose and not named:
                print(f"{report.name} {kind} {'未指明' if caught else '漏掉'} {note}", file=sys.stderr)
    _print(counts)
    print(f"未改动的{reports}份报告上，标注之外的错误：{len(false)}")
    for line in false:
        print(f"  {line}")
    print(f"{time.perf_counter() - began:.1f} s")


def _print(counts: Mapping[str, Counter[str]]) -> None:
    print("| 笔误 | 埋下 | 发现 | 首选即是 | 列出 |\n|---|---|---|---|---|")
    total = sum(counts.values(), Counter())
    for kind, count in [*counts.items(), ("合计", total)]:
        planted = count["planted"] or 1
        shares = " | ".join(f"{count[key]}（{count[key] / planted:.1%}）" for key in ("caught", "first", "named"))
        print(f"| {kind} | {count['planted']} | {shares} |")


if __name__ == "__main__":
    main(sys.argv[1:])
