"""CMP05: a heading promises figures and its section has none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.structure import told
from reportminer.check.wording import own_figures, sentence_at, words
from reportminer.lexicon import Lexicon
from reportminer.lexicon.entries import Requirement
from reportminer.model import Section

RULE = Rule(
    code="CMP05",
    name="promise-unkept",
    title="标题应有数据而正文没有",
    severity="warning",
    rationale="标题写明人员情况、结转结余、“三公”经费等，正文却没有相应的人数或金额。正文写明“无”或详见附表的不报。",
    message="标题“{title}”之下没有{name}。",
    passes=("一、人员情况\n年末实有在职人员24人。\n二、收支情况\n收入100万元，支出100万元。",),
    fails=("一、机构及人员情况\n我单位为正科级，内设三个股室。\n二、收支情况\n收入100万元，支出100万元。",),
    since="0.1",
)
_SHORT = 40
_PRINTED_TABLE = re.compile(r"(?:\||^)[ \t]*\d[\d,.]*[ \t]*\|", re.M)
"""a figure between the bars of a table that came as plain text"""
_DENIES = re.compile(r"[不未无]")


@lru_cache(maxsize=8)
def _promises(lexicon: Lexicon) -> tuple[tuple[Requirement, ...], re.Pattern[str]]:
    """What headings promise, and the words by which they do."""
    parts = tuple(part for entry in lexicon.templates for part in entry.required if part.place == "heading")
    return parts, re.compile("|".join(re.escape(word) for part in parts for word in part.any_of) or "(?!)")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at the title of the innermost section that makes the promise."""
    promises, spoken = _promises(case.lexicon)
    for section in case.analysis.sections:
        if not spoken.search(section.title):
            continue
        for part in promises:
            if not any(word in section.title for word in part.any_of) or _passed_on(case, section, part):
                continue
            if not _heads(case, section) or _kept(case, section, part):
                continue
            yield Problem(
                start=section.start,
                end=section.title_end,
                values={"title": told(section, 20), "name": part.name},
                spans=((section.title_end, section.end),),
                severity=part.severity,
            )


def _heads(case: Case, section: Section) -> bool:
    """Whether the title fills its line, denies nothing and heads no explanation of words."""
    line_end = case.plain.find("\n", section.title_end)
    rest = case.plain[section.title_end : line_end if line_end >= 0 else len(case.plain)].strip()
    if rest not in ("", "。", ":", ".") or len(section.title) > _SHORT or _DENIES.search(section.title):
        return False
    glossary = words(case.lexicon, "glossary_head")
    return not any(word in above.title for above in case.path_at(section.start) for word in glossary)


def _passed_on(case: Case, section: Section, part: Requirement) -> bool:
    """Whether a section below makes the same promise."""
    return any(
        any(word in child.title for word in part.any_of) or _passed_on(case, child, part)
        for child in case.children.get(section.id, ())
    )


def _kept(case: Case, section: Section, part: Requirement) -> bool:
    body = case.plain[section.title_end : section.end]
    cells = case.once(_cells)
    if not body.strip("。:;., \n") or bisect_left(cells, section.start) < bisect_left(cells, section.end):
        return True
    if _PRINTED_TABLE.search(body):
        return True
    kinds = part.kinds or ("amount",)
    start = end = -1
    for quantity in own_figures(case, section):
        if quantity.kind not in kinds or quantity.role == "per_unit":
            continue
        if not part.near or any(word in quantity.item for word in part.near):
            return True
        if start <= quantity.start < end:
            continue
        start, end = sentence_at(case.plain, quantity.start)
        sentence = case.plain[start:end]
        if any(word in sentence for word in part.near):
            return True
    return _says_nothing(case, body, part)


def _cells(case: Case) -> list[int]:
    return sorted(block.start for block in case.analysis.document.blocks if block.kind == "cell")


def _says_nothing(case: Case, body: str, part: Requirement) -> bool:
    """Whether the body says outright that there is none, or where the figures stand."""
    if part.id == "three_publics" and "无变化" in body:
        return False
    nothing = [word for word in words(case.lexicon, "nothing") if word != "持平"]
    return any(
        len(sentence) <= _SHORT
        and any(word in sentence for word in nothing)
        and (not part.near or any(word in sentence for word in part.near))
        for sentence in body.replace("\n", "。").split("。")
    )
