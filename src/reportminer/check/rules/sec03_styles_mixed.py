"""SEC03: sections of one level are numbered in different ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.structure import label_end, relabelled, runs, shape, widths
from reportminer.model import Section, Severity

RULE = Rule(
    code="SEC03",
    name="styles-mixed",
    title="同级编号样式不一致",
    severity="warning",
    rationale="同一层级的编号应只用一种写法。括号全半角不配对、（4）混在（三）（五）之间为提醒，只有全半角之别为提示。",
    message="同级编号样式不一致：{found}{advice}。",
    passes=("一、单位概况\n我单位为正科级。\n二、收支情况\n全年收支平衡。",),
    fails=("（一）单位概况\n我单位为正科级。\n（二）、收支情况\n全年收支平衡。\n（三）打算\n继续努力。",),
    since="0.1",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once for each run of siblings, at the label that differs, and at each label of a foreign style."""
    unpaired: set[str] = set()
    for run in runs(case):
        shapes = [shape(section.label) for section in run]
        if len(set(shapes)) > 1:
            yield _mixed(run, shapes)
        elif _unpaired(shapes[0]) and shapes[0] not in unpaired:
            unpaired.add(shapes[0])
            yield _one(run[0], f"“{run[0].label}”左右括号全角半角不配对", "")
    yield from _foreign(case)


def _mixed(run: Sequence[Section], shapes: Sequence[str]) -> Problem:
    common, times = Counter(look for look in shapes if look != "#" or {*shapes} == {"#"}).most_common(1)[0]
    odd = [section for section, look in zip(run, shapes, strict=True) if look != common]
    broken = [section for section, look in zip(run, shapes, strict=True) if _unpaired(look)]
    at = broken[0] if broken else odd[0]
    if not broken and (len(set(shapes)) > 2 or times * 2 <= len(shapes)):
        at = next(after for before, after in pairwise(run) if shape(before.label) != shape(after.label))
    only_width = len({widths(section.label) for section in run}) == 1
    severity: Severity = "note" if only_width and not broken and len(set(shapes)) < 3 else "warning"
    first_of = {look: section.label for section, look in reversed(list(zip(run, shapes, strict=True)))}
    found = "".join(f"“{first_of[look]}”" for look in dict.fromkeys(shapes))
    advice = "，左右括号全角半角不配对" if broken else f"，宜统一为“{relabelled(first_of[common], at.number or 1)}”"
    return Problem(
        start=at.start,
        end=label_end(at),
        values={"found": found, "advice": advice},
        spans=tuple((section.start, label_end(section)) for section in [*odd, *broken]),
        severity=severity,
    )


def _unpaired(look: str) -> bool:
    """Whether the brackets around the number are of two widths, or one is missing."""
    pair = "".join(char for char in look if char in "()（）")
    return pair not in ("", "()", "（）", ")", "）")


def _foreign(case: Case) -> Iterator[Problem]:
    """A label such as （4） between （三） and （五）, or after （三） as the last."""
    for children in case.children.values():
        numbered = [section for section in children if section.style and section.number and not section.inline]
        styles = Counter(section.style for section in numbered)
        for at, section in enumerate(numbered[1:], 1):
            before, after = numbered[at - 1], numbered[at + 1] if at + 1 < len(numbered) else None
            if styles[section.style] > 1 or section.style == before.style or section.number != (before.number or 0) + 1:
                continue
            if after is None or (after.style == before.style and after.number == (section.number or 0) + 1):
                expected = relabelled(before.label, section.number or 0)
                yield _one(section, f"“{section.label}”", f"，按前后编号应为“{expected}”")


def _one(section: Section, found: str, advice: str) -> Problem:
    return Problem(start=section.start, end=label_end(section), values={"found": found, "advice": advice})
