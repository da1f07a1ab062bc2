"""TXT04: leftovers of a file format in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.lexicon import Lexicon
from reportminer.model import Span

RULE = Rule(
    code="TXT04",
    name="residue",
    title="残留的文档代码",
    severity="note",
    rationale="转换文档留下的书签、域代码（patterns/noise_residues.yaml），不是正文。全文只报一条，各处都标出。",
    message="残留文档代码“{text}”{more}。",
    passes=("一、下一步打算\n加强预算管理。",),
    fails=("[bookmark: _GoBack]一、下一步打算\n加强预算管理。",),
    since="0.1",
)
_SHOWN = 40
_SPACES = re.compile(r"  *")


@lru_cache(maxsize=8)
def _residue(lexicon: Lexicon) -> re.Pattern[str]:
    entries = [entry for entry in lexicon.noise if entry.kind == "residue" and not entry.id.endswith("_mark")]
    found = "|".join(f"(?:{entry.regex})" for entry in entries if entry.regex) or "(?!)"
    return re.compile(rf"(?=[\x20-\x7e])(?:{found})")


def _blanked(case: Case) -> Iterator[Span]:
    """The stretches that the plain text has blanked: spaces where something is printed."""
    text = case.text
    for match in _SPACES.finditer(case.plain):
        start, end = match.span()
        if not text[start:end].isspace():
            yield start, end


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once, at the first leftover."""
    residue = _residue(case.lexicon)
    found = [match.span() for blank in _blanked(case) for match in residue.finditer(case.text, *blank)]
    if found:
        start, end = found[0]
        yield Problem(
            start=start,
            end=end,
            values={"text": case.text[start:end][:_SHOWN], "more": f"等{len(found)}处" if len(found) > 1 else ""},
            spans=tuple(found),
        )
