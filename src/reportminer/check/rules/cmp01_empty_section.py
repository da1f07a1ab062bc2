"""CMP01: a heading with nothing under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.structure import told
from reportminer.check.wording import alternation, front, words
from reportminer.lexicon import Lexicon
from reportminer.model import Section

RULE = Rule(
    code="CMP01",
    name="empty-section",
    title="标题下无内容",
    severity="warning",
    rationale="标题后紧接下一个标题或全文结束，应写的内容漏了。名为某某表、附件的标题不算；同级各项多数无内容时视为列举，不报。",
    message="“{title}”下无内容。",
    passes=("一、评价结论\n综合评价为良好。\n二、建议\n加强预算管理。",),
    fails=("一、评价结论\n二、建议\n加强预算管理，足额安排经费。\n三、其他说明\n没有其他需要说明的事项。",),
    since="0.1",
)
_FIGURE = re.compile(r"\d(?!\d*年)")
_LONGEST = 22
_LENGTH = 24
"""the text of a section that runs on from its title: （一）存在的问题。一是…"""


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at the title of a section without text or children when most of its siblings have some."""
    for children in case.children.values():
        titled = [section for section in children if _heads(case, section)]
        empty = [section for section in titled if _is_empty(case, section)]
        bare = {section.id for section in empty}
        full = [section for section in titled if section.id not in bare and not _attached(case, section)]
        if not empty or len(empty) > max(1, len(full)):
            continue
        if len(children) > 1 and not full and not _told_at_length(case, children, bare):
            continue
        for section in empty:
            yield Problem(
                start=section.start,
                end=section.title_end,
                values={"title": f"{section.label}{told(section, _LONGEST)}"},
            )


def _told_at_length(case: Case, children: Sequence[Section], bare: Set[str]) -> bool:
    """Whether every other section has text in the line of its title."""
    others = [section for section in children if section.id not in bare]
    return bool(others) and all(_end(case, section) - section.title_end >= _LENGTH for section in others)


def _heads(case: Case, section: Section) -> bool:
    """Whether the section is headed by a line of its own that is no sentence."""
    if not section.label or section.inline or not 2 <= section.title_end - section.title_start <= _LONGEST:
        return False
    line_end = case.plain.find("\n", section.title_end)
    rest = case.plain[section.title_end : line_end if line_end >= 0 else len(case.plain)]
    return rest.strip() in ("", ":") and not _FIGURE.search(section.title)


def _is_empty(case: Case, section: Section) -> bool:
    if section.id in case.children or _attached(case, section):
        return False
    return _blank(case.lexicon).fullmatch(case.plain, section.title_end, _end(case, section)) is not None


@lru_cache(maxsize=8)
def _blank(lexicon: Lexicon) -> re.Pattern[str]:
    """Nothing but marks, and fields of a form without an entry."""
    return re.compile(rf"(?:[\s。:;、.,]|(?:{alternation(lexicon, 'form_field')})[ \t]*:[ \t_]*(?=\s|\Z))*")


def _end(case: Case, section: Section) -> int:
    """Where the section ends, the signature and date of the report left out."""
    ends = front(case)
    marks = (span[0] for span in (ends.signature, ends.date) if span and section.title_end <= span[0] < section.end)
    return min((section.end, *marks))


def _attached(case: Case, section: Section) -> bool:
    """Whether the title names a table or an annex, which may be kept elsewhere."""
    return section.title.removesuffix(")").endswith(words(case.lexicon, "attachment_tail"))
