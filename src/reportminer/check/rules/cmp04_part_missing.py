"""CMP04: a part that this kind of report must have is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import front, joined, sentence_at, words
from reportminer.lexicon.entries import Requirement
from reportminer.text import normalise

RULE = Rule(
    code="CMP04",
    name="part-missing",
    title="缺少应有内容",
    severity="note",
    rationale="按报告种类（patterns/templates）应写的内容在全文找不到，应有金额的找不到金额。缺三项以上或缺主要内容为提醒。",
    message="按“{kind}”应有而未见：{missing}。",
    passes=("某局2023年度工作总结\n一、主要成效\n全年工作顺利完成。",),
    fails=(
        "某局2023年度部门整体支出绩效自评报告\n一、主要工作\n（一）抓学习\n开展学习四次。\n（二）抓管理\n制度更加完善。",
    ),
    since="0.1",
)
_MANY = 3


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once, at the title, naming every part that is missing; a text without a title does not say what it is."""
    ends = front(case)
    template = ends.kind
    if template is None or not template.required or ends.title_span is None:
        return
    missing = [part for part in template.required if part.place == "text" and not _stands(case, part, ends.title_span)]
    if not missing:
        return
    grave = len(missing) >= _MANY or any(part.severity == "warning" for part in missing)
    start, end = ends.title_span
    yield Problem(
        start=start,
        end=end,
        values={"kind": template.name, "missing": joined([part.name for part in missing])},
        severity="warning" if grave else None,
    )


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(normalise(word)) for word in words))


def _stands(case: Case, part: Requirement, title: tuple[int, int] | None) -> bool:
    """Whether the part stands in the text after the title: its words, and in their sentence a figure where asked."""
    pattern = _any_of(part.any_of)
    begin = title[1] if title else 0
    if not part.figure:
        return pattern.search(case.plain, begin) is not None
    if any(block.kind == "cell" for block in case.analysis.document.blocks):
        return pattern.search(case.plain, begin) is not None
    kinds = part.kinds or ("amount",)
    for quantity in case.analysis.quantities:
        if quantity.kind in kinds and quantity.role != "per_unit" and quantity.start >= begin:
            start, _ = sentence_at(case.plain, quantity.start)
            if pattern.search(quantity.item) or pattern.search(case.plain, max(start, begin), quantity.end):
                return True
    nothing = words(case.lexicon, "nothing")
    for match in pattern.finditer(case.plain, begin):
        start, end = sentence_at(case.plain, match.start())
        if any(word in case.plain[start:end] for word in nothing[:-1]) and end - start < 40:
            return True
    return False
