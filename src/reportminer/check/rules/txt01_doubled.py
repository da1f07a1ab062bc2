"""TXT01: a character, a word or a punctuation mark that stands twice by a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import alternation
from reportminer.lexicon import Lexicon

RULE = Rule(
    code="TXT01",
    name="doubled",
    title="重复的字词或标点",
    severity="note",
    rationale="“收入入”“市市”一类叠字、引号内外重复的词、连写两遍的短语和标点。可成词的叠字（市市场、县县城）不报。",
    message="重复的字词或标点：{text}。",
    passes=("全市市场主体增加，常常深入基层，工作人员一项项落实。",),
    fails=("全年总收入入100万元。", "评选“劳模岗”劳模岗3个。", "工作完成较好，，成效明显。"),
    since="0.1",
)


@lru_cache(maxsize=8)
def _doubled(lexicon: Lexicon) -> re.Pattern[str]:
    seconds = alternation(lexicon, "doubled_word")
    char = alternation(lexicon, "doubled_character")
    return re.compile(
        rf"(?P<char>(?<![一每条])(?P<c>{char})(?!{seconds})(?P=c)(?!{char}{{2}}))"
        r"|(?P<quoted>“(?P<q>[\u4e00-\u9fff]{2,10})”(?P=q))"
        r"|(?P<phrase>(?P<p>[\u4e00-\u9fff]{4,8})(?P=p))"
        r"|(?P<mark>(?P<m>[,。、;:])[ \t]*(?P=m)|[,、][。;]|。[,、;](?!\d))"
    )


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks at every doubling."""
    fine = re.compile(alternation(case.lexicon, "doubled_fine"))
    for match in _doubled(case.lexicon).finditer(case.plain):
        start, end = match.span()
        if (match.lastgroup == "char" or match["char"]) and (
            _is_word(case.plain, start, case.lexicon)
            or (fine.match(case.plain, start) and case.plain[start - 1 : start] in "一每、, \n")
        ):
            continue
        yield Problem(start=start, end=end, values={"text": case.text[start:end]})


@lru_cache(maxsize=8)
def _seconds(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(alternation(lexicon, "doubled_word"))


def _is_word(plain: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the second of the two characters begins a word."""
    return _seconds(lexicon).match(plain, start + 1) is not None
