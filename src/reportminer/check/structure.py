"""What the checks of numbering share: runs of numbered siblings, the look of a label, the label that should stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reportminer.check.base import Case
from reportminer.model import Section
from reportminer.text import normalise

_NUMERALS = "〇一二三四五六七八九"
_FIGURES = re.compile(r"\n\s*-?[\d,]+(?:\.\d+)?%?\s*(?:\n|\Z)")
_NUMBER = re.compile(
    r"[一二三四五六七八九十百]+|[0-9０-９]+(?=\D*$)|[①-⑳㉑-㊿⑴-⒛㈠-㈩㊀-㊉]|(?<![A-Za-z])[A-Za-z](?![A-Za-z])"
)


def runs(case: Case) -> Sequence[Sequence[Section]]:
    """Siblings of one way of numbering, two or more or one alone, in text order; restarts at 1 begin a new run."""
    return case.once(_runs)


def _runs(case: Case) -> Sequence[Sequence[Section]]:
    return tuple(_all_runs(case))


def _all_runs(case: Case) -> Iterator[list[Section]]:
    for children in case.children.values():
        open_runs: dict[str, list[Section]] = {}
        for section in children:
            if not section.style or section.number is None:
                continue
            key = section.style
            if key.startswith("dotted"):
                key += section.label.rpartition(".")[0]
            run = open_runs.get(key)
            if run is not None and section.number == 1 and (run[-1].number or 0) > 1:
                yield run
                run = None
            if run is None:
                run = open_runs[key] = []
            run.append(section)
        yield from open_runs.values()


@lru_cache(maxsize=4096)
def shape(label: str) -> str:
    """The label as printed with # for its number: （#）、"""
    return _NUMBER.sub("#", re.sub(r"\s", "", label), count=1)


def relabelled(label: str, number: int) -> str:
    """`label` with another number, in the same way of writing."""
    match = _NUMBER.search(label)
    if match is None:
        return str(number)
    old = match[0]
    if old[0] in "一二三四五六七八九十百":
        new = chinese(number)
    elif old.isdecimal():
        new = str(number) if old.isascii() else "".join(chr(ord(char) + 0xFEE0) for char in str(number))
    elif old.isascii():
        new = chr(ord("A" if old.isupper() else "a") + number - 1)
    else:
        first = next((first for first in "㊀㈠⒈⑴①" if first <= old and ord(old) - ord(first) < 20), "①")
        new = chr(ord(first) + number - 1)
    return label[: match.start()] + new + label[match.end() :]


def chinese(number: int) -> str:
    """A number below 100 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")


def told(section: Section, limit: int = 16) -> str:
    """The title, cut to a length that fits a message."""
    title = " ".join("".join(section.title.splitlines()).split())
    return title if len(title) <= limit else title[: limit - 1] + "…"


def label_end(section: Section) -> int:
    """Where the label ends."""
    return section.start + len(section.label)


@lru_cache(maxsize=4096)
def widths(label: str) -> str:
    """The label's shape without regard to full and half width."""
    return normalise(shape(label))


def fillers(case: Case, before: Section, after: Section) -> int:
    """Headings without a number, and labels of other styles, that stand between two siblings."""
    siblings = case.children[after.parent]
    between = siblings[siblings.index(before) + 1 : siblings.index(after)]
    return sum(not section.label or section.number == (before.number or 0) + 1 for section in between)


def in_table(case: Case, section: Section) -> bool:
    """Whether the lines after the title are bare figures, as where a table was flattened into lines."""
    line_end = case.plain.find("\n", section.title_end)
    return line_end >= 0 and _FIGURES.match(case.plain, line_end) is not None
