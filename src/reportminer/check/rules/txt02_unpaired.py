"""TXT02: a bracket or quotation mark without its partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.model import Span

RULE = Rule(
    code="TXT02",
    name="unpaired",
    title="括号引号不配对",
    severity="note",
    rationale="括号、引号、书名号缺一半或方向写反，引文和附注的范围不明。逐段配对，编号里的半个括号不算。",
    message="{what}：“{text}”。",
    passes=("纳入管理的“三公”经费（含公务接待费）逐年下降，见《经费管理办法》。",),
    fails=("纳入管理的“三公“经费逐年下降。", "机关运行经费（含公务接待费逐年下降。\n其他经费持平。"),
    since="0.1",
)
_PAIRS = {")": "(", "》": "《", "】": "【", "〕": "〔", "]": "[", "”": "“", "’": "‘", "〉": "〈"}
_WIDTHS = re.compile(r"（[^（）()\n]{1,60}\)|\([^（）()\n]{1,60}）")
_MARKS = re.compile(r"[()《》【】〔〕\[\]“”‘’〈〉]")
_MARKS_AND_ENDS = re.compile(r"[()《》【】〔〕\[\]“”‘’〈〉\n]")
_OPENERS = frozenset(_PAIRS.values())
_COUPLES = tuple(opener + closer for closer, opener in _PAIRS.items())
_DEEPEST = 40
"""how deeply marks are looked at one inside another"""
_NAMES = {
    "(": "括号",
    "《": "书名号",
    "【": "方括号",
    "〔": "六角括号",
    "[": "方括号",
    "“": "引号",
    "‘": "引号",
    "〈": "书名号",
}


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at each mark whose partner is missing in its paragraph and the next."""
    yield from _mixed(case)
    spans = [(section.start, section.start + len(section.label)) for section in case.analysis.sections]
    lines = _unpaired_lines(case.plain, spans)
    if not lines:
        return
    labels = {offset for start, end in spans for offset in range(start, end)}
    stack: list[tuple[str, int, int]] = []
    for paragraph, start, end in lines:
        left = sum(paragraph - opened[2] > 1 for opened in stack)
        for opened in stack[:left]:
            yield _problem(case, opened[1], f"{_NAMES[opened[0]]}缺右半")
        del stack[:left]
        for match in _MARKS.finditer(case.plain, start, end):
            if match.start() not in labels:
                yield from _taken(case, match, paragraph, stack)
    for opened in stack:
        yield _problem(case, opened[1], f"{_NAMES[opened[0]]}缺右半")


def _taken(case: Case, match: re.Match[str], paragraph: int, stack: list[tuple[str, int, int]]) -> Iterator[Problem]:
    """Puts an opening mark on the stack or takes the partner of a closing one from it; the problems that shows."""
    at, char = match.start(), match[0]
    if char in _OPENERS:
        if char in "“‘" and stack and stack[-1][0] == char and paragraph == stack[-1][2]:
            stack.pop()
            yield _problem(case, at, "右引号误作左引号")
            return
        stack.append((char, at, paragraph))
        return
    want = _PAIRS[char]
    if stack and stack[-1][0] == want:
        stack.pop()
        return
    near = range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEPEST), -1)
    held = next((index for index in near if stack[index][0] == want), None)
    if held is not None:
        for opened in stack[held + 1 :]:
            yield _problem(case, opened[1], f"{_NAMES[opened[0]]}缺右半")
        del stack[held:]
    elif char != "’" and not _numbering(case.plain, at):
        yield _problem(case, at, f"{_NAMES[want]}缺左半")


def _unpaired_lines(plain: str, labels: Sequence[Span]) -> list[tuple[int, int, int]]:
    """Number, start and end of the paragraphs whose marks, half-width, don't pair up with or without their labels."""
    known: dict[str, bool] = {}
    odd = [start for start, end in labels if not _are_paired("".join(_MARKS.findall(plain, start, end)), known)]
    found = []
    at = 0
    for number, marks in enumerate("".join(_MARKS_AND_ENDS.findall(plain)).split("\n")):
        end = plain.find("\n", at)
        end = len(plain) if end < 0 else end
        if not _are_paired(marks, known) or any(at <= start < end for start in odd):
            found.append((number, at, end))
        at = end + 1
    return found


def _are_paired(marks: str, known: dict[str, bool]) -> bool:
    """Whether the marks of a paragraph pair up."""
    paired = known.get(marks)
    if paired is None:
        rest, before = marks, ""
        for _ in range(_DEEPEST):
            if rest == before or "““" in rest or "‘‘" in rest:
                break
            before = rest
            for pair in _COUPLES:
                rest = rest.replace(pair, "")
        paired = known[marks] = not rest
    return paired


def _mixed(case: Case) -> Iterator[Problem]:
    """One problem for all pairs of which one bracket is full-width and the other half-width, labels left out."""
    text = case.text
    if not (("(" in text and "）" in text) or (")" in text and "（" in text)):
        return
    starts = {section.start for section in case.analysis.sections}
    found = [match.span() for match in _WIDTHS.finditer(text) if match.start() not in starts]
    if found:
        start, end = found[0]
        more = f"等{len(found)}处" if len(found) > 1 else ""
        shown = " ".join(case.text[start:end].split())
        values = {
            "what": f"括号一半全角一半半角{more}",
            "text": shown if len(shown) < 24 else shown[:10] + "…" + shown[-10:],
        }
        yield Problem(start=start, end=end, values=values, spans=tuple(found))


def _numbering(plain: str, at: int) -> bool:
    """Whether a closing bracket is part of a number such as 1） or a）."""
    before = plain[max(0, at - 3) : at].strip()
    return (plain[at] == ")" and before[-1:].isalnum() and not "\u4e00" <= before[-1:] <= "\u9fff") or (
        plain[at] == ")" and before[-1:] in "一二三四五六七八九十①②③"
    )


def _problem(case: Case, at: int, what: str) -> Problem:
    start = max(case.plain.rfind("\n", 0, at) + 1, at - 6)
    end = case.plain.find("\n", at)
    shown = case.text[start : min(at + 7, end if end >= 0 else len(case.text))]
    return Problem(start=at, end=at + 1, values={"what": what, "text": " ".join(shown.split())})
