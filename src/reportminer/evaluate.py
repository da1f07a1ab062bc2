"""Predicted against gold: precision, recall and F1 for sections, figures, relations and findings, with the misses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from reportminer.errors import UsageError
from reportminer.model import Analysis, Finding, Quantity, Relation, Section, Span
from reportminer.pipeline import analyse

Gold = Mapping[str, Any]

FAMILIES: Mapping[str, frozenset[str]] = {
    "SUM": frozenset(
        {
            "sum_mismatch",
            "product_mismatch",
            "unit_slip",
            "part_exceeds_whole",
            "rate_mismatch",
            "direction",
            "conflict",
        }
    ),
    "CHG": frozenset({"rate_mismatch", "direction", "conflict", "sum_mismatch"}),
    "PCT": frozenset({"share_mismatch", "rate_mismatch", "sum_mismatch", "direction"}),
    "REF": frozenset(
        {
            "conflict",
            "unit_slip",
            "sum_mismatch",
            "product_mismatch",
            "share_mismatch",
            "rate_mismatch",
            "year_mismatch",
        }
    ),
    "UNT": frozenset({"unit_slip", "missing_value", "typo", "other", "conflict", "sum_mismatch", "rate_mismatch"}),
    "BAL": frozenset({"balance", "sum_mismatch", "conflict", "other", "part_exceeds_whole"}),
    "LST": frozenset({"enumeration", "sum_mismatch"}),
    "TAB": frozenset({"balance", "sum_mismatch", "share_mismatch", "rate_mismatch", "conflict", "part_exceeds_whole"}),
    "SEC": frozenset({"numbering", "empty_section"}),
    "CMP": frozenset({"missing_value", "empty_section", "other", "year_mismatch", "numbering"}),
    "TXT": frozenset({"typo", "duplicate_text", "other", "numbering", "missing_value"}),
}
"""Which gold types a finding of a family may stand for."""


class Score(Struct):
    """Counts of one kind of thing; `misses` are gold that was not found, `extras` what no gold confirms."""

    right: int = 0
    extras: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was found that gold confirms; 1 where nothing was found."""
        return self.right / total if (total := self.right + len(self.extras)) else 1.0

    @property
    def recall(self) -> float:
        """Share of gold that was found; 1 where gold has none."""
        return self.right / total if (total := self.right + len(self.misses)) else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: Score) -> None:
        """Counts `other` in."""
        self.right += other.right
        self.extras += other.extras
        self.misses += other.misses


class Evaluation(Struct):
    """Scores by name, and plain counts ("exact spans" of "figures") as right and total."""

    scores: dict[str, Score] = field(default_factory=dict)
    shares: dict[str, Counter[bool]] = field(default_factory=dict)

    def score(self, name: str) -> Score:
        """The score of this name, a new one if there is none."""
        return self.scores.setdefault(name, Score())

    def share(self, name: str, values: Iterable[bool]) -> None:
        """Counts `values` into the share of this name."""
        self.shares.setdefault(name, Counter()).update(values)

    def add(self, other: Evaluation) -> None:
        """Counts `other` in."""
        for name, score in other.scores.items():
            self.score(name).add(score)
        for name, counts in other.shares.items():
            self.shares.setdefault(name, Counter()).update(counts)


def evaluate_folder(folder: Path, reports: Path | None = None) -> Iterator[tuple[str, Evaluation]]:
    """The evaluation of every gold file in `folder`, by report name.

    reports  the folder of the reports; else `folder` itself, its parent, and the parent's `seeds` and `reports`
    Raises `UsageError` where there is no gold or a report is missing.
    """
    golds = sorted(folder.glob("*.json"))
    if not golds:
        raise UsageError(str(folder), "没有标注文件（*.json）。", "请给出放标注的文件夹。")
    for path in golds:
        gold = msgspec.json.decode(path.read_bytes())
        name = gold["document"]
        yield name, compare(analyse(_report(name, path, reports)), gold)


def _report(name: str, gold: Path, reports: Path | None) -> Path:
    near = gold.resolve().parent
    folders = [reports] if reports else [near, near.parent, near.parent / "seeds", near.parent / "reports"]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise UsageError(str(gold), f"找不到它标注的报告 {name}。", "请用 --reports 指出报告所在的文件夹。")


def compare(analysis: Analysis, gold: Gold) -> Evaluation:
    """The evaluation of one analysis against its gold."""
    place = aligner(gold.get("text") or analysis.document.text, analysis.document.text)
    result = Evaluation()
    result.scores["章节"] = _sections(analysis.sections, gold, place)
    partners = _figures(analysis, gold, place, result)
    _relations(analysis, gold, partners, result)
    _findings(analysis, gold, place, result)
    return result


def aligner(gold: str, text: str) -> Callable[[int], int]:
    """A function from an offset in `gold` to the offset in `text` where the same character stands.

    Both are compared without white space; where they differ otherwise, matching stretches are looked for.
    """
    if gold == text:
        return lambda offset: offset
    here = [index for index, char in enumerate(gold) if not char.isspace()]
    there = [index for index, char in enumerate(text) if not char.isspace()]
    bare, other = "".join(gold[index] for index in here), "".join(text[index] for index in there)
    if bare == other:
        pairs = list(zip(here, there, strict=True))
    else:
        from difflib import SequenceMatcher

        pairs = [
            (here[block.a + step], there[block.b + step])
            for block in SequenceMatcher(None, bare, other, autojunk=False).get_matching_blocks()
            for step in range(block.size)
        ]
    mapping = dict(pairs)
    known = sorted(mapping)

    def place(offset: int) -> int:
        from bisect import bisect_right

        if offset in mapping:
            return mapping[offset]
        index = bisect_right(known, offset) - 1
        return mapping[known[index]] + 1 if index >= 0 else 0

    return place


def _sections(sections: Sequence[Section], gold: Gold, place: Callable[[int], int]) -> Score:
    score = Score()
    found = {(section.start, section.label): section for section in sections if section.label}
    by_id = {section.id: section for section in sections}
    starts = {section["id"]: place(section["start"]) for section in gold["sections"]}
    labels = {section["id"]: section["label"] for section in gold["sections"]}
    matched = set()
    for section in gold["sections"]:
        key = (starts[section["id"]], section["label"])
        if not section["label"]:
            continue
        mine = found.get(key)
        line = f"{section['label']}{section['title'][:20]}"
        if mine is None:
            score.misses.append(f"{line}（没有找到）")
            continue
        matched.add(key)
        parent = by_id[mine.parent] if mine.parent else None
        expected = section["parent"]
        while expected and not labels[expected]:
            expected = next(s["parent"] for s in gold["sections"] if s["id"] == expected)
        while parent is not None and not parent.label:
            parent = by_id[parent.parent] if parent.parent else None
        if (parent.start if parent else None) == (starts[expected] if expected else None):
            score.right += 1
        else:
            score.misses.append(f"{line}（上级不同：{parent.label + parent.title[:12] if parent else '无'}）")
    score.extras += [f"{label}{section.title[:20]}" for (start, label), section in found.items()
                     if (start, label) not in matched]  # fmt: skip
    return score


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _figures(analysis: Analysis, gold: Gold, place: Callable[[int], int], result: Evaluation) -> dict[str, Quantity]:
    """Scores figures; returns gold id → the quantity that stands for it."""
    score = result.score("数字")
    partners: dict[str, Quantity] = {}
    free = sorted(analysis.quantities, key=lambda quantity: quantity.start)
    text = analysis.document.text
    for mark in gold["quantities"]:
        span = place(mark["start"]), place(mark["end"] - 1) + 1
        near = [quantity for quantity in free if _overlap((quantity.start, quantity.end), span)]
        mine = next((quantity for quantity in near if _same(quantity, mark)), None)
        if mine is not None:
            free.remove(mine)
            partners[mark["id"]] = mine
        elif mark.get("ambiguous"):
            for quantity in near:
                free.remove(quantity)
        if mark.get("ambiguous"):
            continue
        if mine is None:
            seen = "、".join(f"{quantity.text}={quantity.value}{quantity.unit}" for quantity in near) or "无"
            score.misses.append(f"{mark['text']} {mark['kind']} {mark['value']}（找到：{seen}）")
            continue
        score.right += 1
        result.share("位置全同", [(mine.start, mine.end) == span])
        result.share("项目相同或包含", [mark["item"] in mine.item])
        result.share("界限相同", [mine.bound == mark["bound"]])
        literal = mark["item"] in text
        if literal:
            result.share("项目相同或包含（原文有此项目名）", [mark["item"] in mine.item])
    score.extras += [f"{quantity.text} {quantity.kind} {_around(text, quantity)}" for quantity in free]
    return partners


def _around(text: str, quantity: Quantity) -> str:
    return "…" + text[max(0, quantity.start - 10) : quantity.end + 6].replace("\n", "⏎") + "…"


def _same(quantity: Quantity, mark: Mapping[str, Any]) -> bool:
    kinds = {mark["kind"], mark.get("kind_alt")}
    return quantity.value == Decimal(mark["value"]) and quantity.kind in kinds


_SUMS = ("sum", "change", "balance")
_PAIR = 2
_Key = tuple[str, frozenset[str], frozenset[str]]


def _keys(type_: str, lhs: Sequence[str], rhs: Sequence[str], same: Mapping[str, str] = {}) -> list[_Key]:
    """What a relation says, whatever its form: one key, or one for each part where several are each part of a whole.

    A rate is known by its own figure alone: it may be reckoned from the change or from the levels.
    same  the representative of figures that restate one another; not applied to equalities themselves
    """
    if type_ in ("equal", "balance") and len(lhs) == len(rhs) == 1:
        return [("equal", frozenset((*lhs, *rhs)), frozenset())]
    lhs, rhs = ([same.get(id, id) for id in side] for side in (lhs, rhs))
    if type_ == "part_of":
        return [(type_, frozenset((part,)), frozenset(rhs)) for part in lhs]
    return [(type_, frozenset(lhs), frozenset(() if type_ == "rate" else rhs))]


def _relations(analysis: Analysis, gold: Gold, partners: Mapping[str, Quantity], result: Evaluation) -> None:
    """Scores relations by type and the figures on both sides; equalities also count where transitively stated.

    A sum or share also stands for the parts that it has, and a sum is the same as the difference or the balance of
    its figures: what is left of 59 when 52 are taken makes 59 with them. Parts of nil add nothing to a sum. Figures
    that gold says restate one another stand for each other: a share is the same whether its base is taken from the
    overview or from the chapter.
    """
    score = result.score("关系")
    same = _classes(
        key for item in gold["relations"] if item["holds"] for key in _keys(item["type"], item["lhs"], item["rhs"])
    )
    names = {quantity.id: mark for mark, quantity in partners.items()}
    every = {key: item for item in gold["relations"] for key in _keys(item["type"], item["lhs"], item["rhs"], same)}
    own: dict[_Key, Relation] = {}
    for relation in analysis.relations:
        lhs, rhs = ([names.get(id, id + "?") for id in side] for side in (relation.lhs, relation.rhs))
        own.update((key, relation) for key in _keys(relation.type, lhs, rhs, same))
    parts_told, parts_meant = (_parts([*keys]) for keys in (own, every))
    nil = {mark["id"] for mark in gold["quantities"] if mark["value"] is not None and Decimal(mark["value"]) == 0}
    wanted = {_without(nil, key): item for key, item in every.items()}
    mine = {_without(nil, key): relation for key, relation in own.items()}
    told, meant = _classes(mine), _classes(wanted)
    sums_told, sums_meant = ({_one_sum(key) for key in keys} - {None} for keys in (mine, wanted))
    for key, item in wanted.items():
        if item["strength"] == "weak":
            continue
        if key in mine or _one_class(key, told) or key in parts_told or _one_sum(key) in sums_told:
            score.right += 1
        else:
            score.misses.append(f"{item['type']} {item['expression']}（{item['stated_by'][:40]}）")
        if key in mine:
            result.share("关系判断相同", [(mine[key].status != "inconsistent") == item["holds"]])
        if not item["holds"] and item["strength"] == "stated":
            flagged = key in mine and mine[key].status == "inconsistent"
            result.share("明示矛盾被指出", [flagged])
    for key, relation in mine.items():
        known = key in wanted or _one_class(key, meant) or key in parts_meant or _one_sum(key) in sums_meant
        if relation.strength != "weak" and not known:
            score.extras.append(f"{relation.type} {relation.expression} [{relation.status}]（{relation.cue}）")


def _without(nil: Set[str], key: _Key) -> _Key:
    """The same claim without what is nil on the right: a sum of one part and nothing else is an equality."""
    type_, lhs, rhs = key
    rest = rhs - nil
    if type_ != "sum" or not rest:
        return key
    return (type_, lhs, rest) if len(rest) > 1 else ("equal", lhs | rest, frozenset())


def _parts(keys: Sequence[_Key]) -> set[_Key]:
    """The part_of relations that the sums and the shares among `keys` imply."""
    found = {("part_of", frozenset((part,)), lhs) for type_, lhs, rhs in keys if type_ == "sum" for part in rhs}
    pairs = [rhs for type_, _, rhs in keys if type_ == "share" and len(rhs) == _PAIR]
    return found | {("part_of", frozenset((part,)), pair - {part}) for pair in pairs for part in pair}


def _one_sum(key: _Key) -> frozenset[str] | None:
    """The figures of a sum, difference or balance of three or more, whichever side they stand on; None for others."""
    figures = key[1] | key[2]
    several = len(figures) > _PAIR and not key[1] & key[2]
    return figures if several and key[0] in _SUMS else None


def _one_class(key: _Key, classes: Mapping[str, str]) -> bool:
    """Whether the figures that `key` equates are equal by a chain of equalities."""
    return key[0] == "equal" and len({classes.get(id, id) for id in key[1]}) == 1


def _classes(keys: Iterable[_Key]) -> dict[str, str]:
    """Each figure's representative under the transitive closure of the equalities among `keys`."""
    roots: dict[str, str] = {}

    def root(id: str) -> str:
        while roots.setdefault(id, id) != id:
            id = roots[id]
        return id

    for type_, pair, _ in keys:
        if type_ == "equal" and len(pair) == 2:
            one, other = sorted(pair)
            roots[root(one)] = root(other)
    return {id: root(id) for id in roots}


def _findings(analysis: Analysis, gold: Gold, place: Callable[[int], int], result: Evaluation) -> None:
    """Scores findings: a gold finding is met by one of a fitting family that marks an overlapping place."""
    marks = {mark["id"]: mark for mark in gold["quantities"]}
    confirmed: set[str] = set()
    for item in gold["findings"]:
        spots = [item, *item.get("also_at", ()), *(marks[id] for id in item["quantities"] if id in marks)]
        spans = [(place(spot["start"]), place(spot["end"] - 1) + 1) for spot in spots]
        met = [finding for finding in analysis.findings if _meets(finding, item["type"], spans)]
        confirmed.update(finding.id for finding in met)
        for name in ("问题", f"问题（{item['tag']}）"):
            score = result.score(name)
            if met:
                score.right += 1
            elif item["tag"] != "judgement" or name != "问题":
                score.misses.append(f"{item['severity']} {item['type']} {item['message'][:60]}")
    for finding in analysis.findings:
        if finding.id in confirmed:
            continue
        line = f"{finding.severity} {finding.code} {finding.message}"
        result.score("问题").extras.append(line)
        if finding.severity == "error":
            result.score("错误").extras.append(line)
    errors = [finding for finding in analysis.findings if finding.severity == "error" and finding.id in confirmed]
    result.score("错误").right += len(errors)


def _meets(finding: Finding, type_: str, spans: Sequence[Span]) -> bool:
    if type_ not in FAMILIES.get(finding.code[:3], frozenset()):
        return False
    marked = [(finding.start, finding.end), *finding.spans]
    return any(_overlap(one, other) for one in marked for other in spans)
