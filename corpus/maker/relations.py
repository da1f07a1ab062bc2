"""The relations and findings of a source: read from its head, recomputed with exact intervals."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from maker.figures import Figure

_LINE = re.compile(
    r"(?P<type>[a-z_]+) (?P<strength>stated|implied|weak)(?P<broken>!)? (?P<claim>[^|]*)(?:\|(?P<cue>.*))?"
)
_FINDING = re.compile(
    r"(?P<severity>error|warning|note) (?P<type>[a-z_]+)(?P<marks>[^|]*)\|(?P<message>[^|]*)\|(?P<cause>.*)"
)
_TYPES = {"sum", "part_of", "change", "rate", "share", "partition", "product", "equal", "balance", "enumeration"}


@dataclass
class Relation:
    """A claim of the text; names are those of the source's figures."""

    type: str
    strength: str
    broken: bool
    claim: str
    cue: str
    lhs: list[str]
    rhs: list[str]


@dataclass
class Finding:
    """What an auditor is told; `place` names a bookmark, else the first figure is marked."""

    severity: str
    type: str
    names: list[str]
    place: str | None
    tag: str
    message: str
    cause: str


def read_relation(line: str) -> Relation:
    """The relation that a line such as `sum stated total = a + b | 其中` claims; `!` after the strength: it fails."""
    match = _LINE.fullmatch(line)
    if match is None or match["type"] not in _TYPES:
        raise ValueError(f"看不懂的关系：{line}")
    claim = match["claim"].strip()
    left, _, right = re.sub("<=", "=", claim).partition("=")
    lhs, rhs = _names(left), _names(right)
    return Relation(
        match["type"], match["strength"], bool(match["broken"]), claim, (match["cue"] or "").strip(), lhs, rhs
    )


def read_finding(line: str) -> Finding:
    """The finding that a line such as `error sum_mismatch a b @place judgement | message | cause` holds."""
    match = _FINDING.fullmatch(line)
    if match is None:
        raise ValueError(f"看不懂的发现：{line}")
    names, place, tag = [], None, "provable"
    for word in match["marks"].split():
        if word.startswith("@"):
            place = word[1:]
        elif word in {"provable", "template", "judgement"}:
            tag = word
        else:
            names.append(word)
    return Finding(
        match["severity"], match["type"], names, place, tag, match["message"].strip(), match["cause"].strip()
    )


def _names(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"[A-Za-z_]\w*", text)))


def judge(relation: Relation, figures: Mapping[str, Figure], members: int | None) -> tuple[bool, Fraction]:
    """Whether `relation` holds between the intervals of its figures, and by how much the printed values miss it.

    members  how many list members are marked, for an enumeration
    The miss of a part_of is the excess (0 when it holds), of a rate or share percentage points.
    """
    kind, claim = relation.type, relation.claim
    if kind == "enumeration":
        figure = figures[relation.lhs[0]]
        miss = figure.value - (members or 0)
        holds = figure.low <= (members or 0) <= figure.high
        return holds, abs(miss)
    left, right = re.sub("<=", "=", claim).split("=")
    if kind in {"rate", "share"}:
        right = f"({right}) * 100"
    low, high = _range(left, figures)
    below, above = _range(right, figures)
    values = {name: figure.value for name, figure in figures.items()}
    miss = _evaluate(left, values) - _evaluate(right, values)
    if kind == "part_of":
        return low <= above, max(miss, Fraction(0))
    return low <= above and below <= high, abs(miss)


def _range(text: str, figures: Mapping[str, Figure]) -> tuple[Fraction, Fraction]:
    """Smallest and largest value of an expression that is monotone in each of its figures."""
    names = _names(text)
    if "/" not in text:  # every figure once, with a sign: add the ends
        values = {name: figures[name].value for name in names}
        middle = _evaluate(text, values)
        low = high = middle
        if "*" not in text:
            for name in names:
                up = _evaluate(text, values | {name: figures[name].value + 1}) - middle
                ends = (
                    up * (figures[name].low - figures[name].value),
                    up * (figures[name].high - figures[name].value),
                )
                low, high = low + min(ends), high + max(ends)
            return low, high
    corners = itertools.product(*((figures[name].low, figures[name].high) for name in names))
    results = [_evaluate(text, dict(zip(names, corner, strict=True))) for corner in corners]
    return min(results), max(results)


def _evaluate(text: str, values: Mapping[str, Fraction]) -> Fraction:
    def walk(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            left, right = walk(node.left), walk(node.right)
            if isinstance(node.op, ast.Add):
                return left + right
            if isinstance(node.op, ast.Sub):
                return left - right
            if isinstance(node.op, ast.Mult):
                return left * right
            if isinstance(node.op, ast.Div):
                return left / right if right else Fraction(10**15)
        if isinstance(node, ast.Name):
            return values[node.id]
        if isinstance(node, ast.Constant):
            return Fraction(str(node.value))
        raise ValueError(f"看不懂的算式：{text}")

    return walk(ast.parse(text.strip(), mode="eval").body)
