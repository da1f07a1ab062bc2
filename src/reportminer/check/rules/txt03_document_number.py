"""TXT03: the year of a document number stands in other brackets than 〔〕."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import words
from reportminer.lexicon import Lexicon

RULE = Rule(
    code="TXT03",
    name="document-number",
    title="发文字号括号不规范",
    severity="note",
    rationale="《党政机关公文格式》（GB/T 9704）规定发文字号的年份用六角括号〔〕。用错的全文只报一条，漏了的逐处报。",
    message="发文字号年份应用六角括号“〔{year}〕”，文中写“{text}”{more}。",
    passes=("根据某财预〔2023〕8号文件安排资金。", "某街2023号的门店已经搬迁。"),
    fails=("根据某财预[2023]8号、某财预【2023】9号文件安排资金。", "根据某财预20238号文件安排资金。"),
    since="0.1",
)
_NUMBER = re.compile(r"[\[【(](?<=[\u4e00-\u9fff].)\s?((?:19|20)\d\d)\s?[\]】)]\s?\d{1,4}号")


@lru_cache(maxsize=8)
def _bare(lexicon: Lexicon) -> re.Pattern[str]:
    """A number whose brackets are lost: behind the letter of an office a year and a number run together."""
    marks = "".join(words(lexicon, "document_mark"))
    return re.compile(rf"[12](?<=[{marks}].)(?:(?<=1)9|(?<=2)0)\d\d[1-9]\d{{0,2}}号")


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once at the first place of other brackets, and at each number without brackets."""
    found = list(_NUMBER.finditer(case.plain))
    if found:
        yield Problem(
            start=found[0].start(),
            end=found[0].end(),
            values={
                "year": found[0][1],
                "text": case.text[found[0].start() : found[0].end()],
                "more": f"等{len(found)}处" if len(found) > 1 else "",
            },
            spans=tuple(match.span() for match in found),
        )
    for match in _bare(case.lexicon).finditer(case.plain):
        year, number = match[0][:4], match[0][4:]
        values = {"year": year, "text": match[0], "more": f"，疑为“〔{year}〕{number}”"}
        yield Problem(start=match.start(), end=match.end(), values=values)
