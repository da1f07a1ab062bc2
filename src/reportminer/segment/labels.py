"""Finds section labels: at the beginning of a line, and inside a paragraph where they form a sequence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from reportminer.lexicon import Label, Lexicon
from reportminer.model import Block, Span
from reportminer.segment.automatic import automatic
from reportminer.segment.marks import Mark, number_of
from reportminer.segment.sequences import in_sequence
from reportminer.text import matches

_INNER_RANK = 7
_BARE = "label_digit_bare"
_WIDE_GAP = re.compile(r" {2,}-?\d[\d,.]*(?: |\Z)")


@lru_cache(maxsize=8)
def residues(lexicon: Lexicon) -> re.Pattern[str] | None:
    """Matches the leftovers of file formats that `lexicon` names; none begins with a figure or common punctuation."""
    found = [entry.regex or _words(entry.words) for entry in lexicon.noise if entry.kind == "residue"]
    return re.compile(rf"(?=[\x20-\x7e])(?:{'|'.join(f'(?:{pattern})' for pattern in found)})") if found else None


def _words(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=8)
def line_label(lexicon: Lexicon) -> re.Pattern[str]:
    """Matches any label at the beginning of a line, save one that is a number alone."""
    return _any_of([label for label in lexicon.labels if label.id != _BARE])


@lru_cache(maxsize=8)
def inner_label(lexicon: Lexicon) -> re.Pattern[str]:
    """Matches the labels of low rank that mostly stand inside a paragraph: 一是, ①, （1）."""
    return _any_of([label for label in lexicon.labels if label.inline and label.rank >= _INNER_RANK])


def _any_of(labels: Sequence[Label]) -> re.Pattern[str]:
    return re.compile(_alternatives(labels))


def _alternatives(labels: Iterable[Label]) -> str:
    """A regex for any of the labels, without groups, which makes it quicker."""
    return "|".join(f"(?:{label.regex.replace('(?P<number>', '(?:')})" for label in labels) or "(?!)"


def _branch(label: Label, group: str) -> str:
    """The label's regex with its group `number` renamed so that it can stand in one alternation."""
    return label.regex.replace("(?P<number>", f"(?P<{group}>")


@lru_cache(maxsize=8)
def _scanner(lexicon: Lexicon) -> re.Pattern[str]:
    """One pass over a text finds every label: after a line break, after punctuation, or glued (① only)."""
    at_line, within = [], []
    for at, label in enumerate(lexicon.labels):
        at_line.append(f"(?P<l{at}>{_branch(label, f'ln{at}')})")
        if label.inline:
            within.append(f"(?P<i{at}>{_branch(label, f'in{at}')})")
    line = "|".join(at_line) or "(?!)"
    inside = "|".join(within) or "(?!)"
    return re.compile(rf"^[ \t]*(?:{line})|(?:(?<=[。;:,!?)”…、])[ \t]{{0,4}}|(?=[①-⑳㉑-㊿]))(?:{inside})", re.M)


@lru_cache(maxsize=8)
def _start(lexicon: Lexicon) -> re.Pattern[str]:
    """The character before a label, or a circled number."""
    line, inside = _alternatives(lexicon.labels), _alternatives(label for label in lexicon.labels if label.inline)
    after, circled = "[。;:,!?)”…、]", "[①-⑳㉑-㊿]"
    ways = rf"(?<=\n)(?=[ \t]*(?:{line}))|(?<={after})(?=[ \t]{{0,4}}(?:{inside}))|(?<={circled})()"
    # most characters are none of these: a pattern that begins with a class skips them quickly
    return re.compile(rf"[\n{after[1:-1]}{circled[1:-1]}](?:{ways})")


def _starts(plain: str, lexicon: Lexicon) -> Iterator[int]:
    """Where a label may begin: at a line, after punctuation, at a circled number."""
    yield 0
    for match in _start(lexicon).finditer(plain):
        yield match.start() if match.lastindex else match.end()


def find_marks(plain: str, blocks: Sequence[Block], hidden: Sequence[Span], lexicon: Lexicon) -> list[Mark]:
    """Every label of `plain` outside `hidden` that begins a line or takes part in a sequence, in text order.

    hidden  sorted spans that hold no sections
    """
    marks: list[Mark] = []
    block_starts = [block.start for block in blocks]
    hidden_starts = [start for start, _ in hidden]
    for match in matches(_scanner(lexicon), plain, _starts(plain, lexicon)):
        name = match.lastgroup or ""
        start = match.start(name)
        at = bisect_right(hidden_starts, start) - 1
        if at >= 0 and start < hidden[at][1]:
            continue
        line_start = name[0] == "l"
        if line_start and _is_row(plain, match.end()):
            continue
        number = match[("ln" if line_start else "in") + name[1:]]
        label = lexicon.labels[int(name[1:])]
        at = bisect_right(block_starts, start) - 1
        block = blocks[at] if at >= 0 and line_start else None
        marks.append(
            Mark(
                start,
                match.end(),
                label.style,
                match[name].strip().replace(number, "#", 1) if number else match[name].strip(),
                number_of(number) if number else None,
                label.rank,
                plain.rfind("\n", 0, start) + 1,
                line_start,
                hint=block.level if block else None,
            )
        )
    return in_sequence(plain, automatic(plain, blocks, marks))


def _is_row(plain: str, label_end: int) -> bool:
    """Whether the label begins the row of a table: its line has cells between tabs, or a figure after a wide gap."""
    line_end = plain.find("\n", label_end)
    rest = plain[label_end : line_end if line_end >= 0 else len(plain)].strip(" \t")
    return "\t" in rest or ("  " in rest and _WIDE_GAP.search(rest) is not None)
