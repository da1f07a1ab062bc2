"""TXT04: leftovers of a file format in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.lexicon import Lexicon

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


@lru_cache(maxsize=8)
def _residue(lexicon: Lexicon) -> re.Pattern[str]:
    entries = [entry for entry in lexicon.noise if entry.kind == "residue" and not entry.id.endswith("_mark")]
    found = "|".join(f"(?:{entry.regex})" for entry in entries if entry.regex) or "(?!)"
    return re.compile(rf"(?=[\x20-\x7e])(?:{found})")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once, at the first leftover."""
    if len("".join(case.text.split())) == len("".join(case.plain.split())):
        return  # nothing was blanked
    found = [match.span() for match in _residue(case.lexicon).finditer(case.text)]
    if found:
        start, end = found[0]
        yield Problem(
            start=start,
            end=end,
            values={"text": case.text[start:end][:_SHOWN], "more": f"等{len(found)}处" if len(found) > 1 else ""},
            spans=tuple(found),
        )
