"""TXT01: a character, a word or a punctuation mark that stands twice by a slip."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import ABOUT, alternation, cuts_around, stretch_around, told_once, words
from reportminer.lexicon import Lexicon
from reportminer.lexicon.cutter import Cutter, glance
from reportminer.model import Span
from reportminer.text import matches, repeated, twins

RULE = Rule(
    code="TXT01",
    name="doubled",
    title="重复的字词或标点",
    severity="note",
    rationale="“收入入”“市市”一类叠字、引号内外重复的词、连写两遍的词、短语和标点。可成词的叠字（市市场、县县城）不报。同样的重复全文只报一条，各处都标出。",
    message="重复的字词或标点：{text}{more}。",
    passes=("全市市场主体增加，常常深入基层，工作人员一项项落实。",),
    fails=(
        "全年总收入入100万元。",
        "各类机构构逐一登记。",
        "组织职工职工参赛。",
        "评选“劳模岗”劳模岗3个。",
        "工作完成较好，，成效明显。",
    ),
    since="0.1",
)


_MARKS = re.compile(r"[,。、;:](?=[ \t]*[,。、;:])")
_UNITS = re.compile(r"%(?=%)")
_QUOTED = re.compile(r"“(?=([\u4e00-\u9fff]{2,10})”\1)")
_PHRASE = re.compile(r"(?=([\u4e00-\u9fff]{2,8})\1)")
_NUMERALS, _BREAKS = "一二三四五六七八九十", "、 \n"
_COMMON = 100_000
"""how often the dictionary counts a character that goes with any other: 中, 大, 是"""
_TWICE = re.compile(r"(?P<before>[\u4e00-\u9fff]{2})(?P<c>[\u4e00-\u9fff])(?P=c)(?P<after>[\u4e00-\u9fff])")


@lru_cache(maxsize=8)
def _doubled(lexicon: Lexicon) -> re.Pattern[str]:
    seconds = alternation(lexicon, "doubled_word")
    char = alternation(lexicon, "doubled_character")
    tail = alternation(lexicon, "doubled_pair_tail")
    return re.compile(
        rf"(?P<char>(?<![一每条])(?P<c>{char})(?!{seconds})(?P=c)(?!{char}{{2}}))"
        r"|(?P<quoted>“(?P<q>[\u4e00-\u9fff]{2,10})”(?P=q))"
        rf"|(?P<word>(?![一每])(?P<w>[\u4e00-\u9fff]{{2,3}})(?<!每)(?P=w)(?!{tail}))"
        r"|(?P<phrase>(?P<p>[\u4e00-\u9fff]{4,8})(?P=p))"
        r"|(?P<unit>(?<=\d)(?P<u>[万亿%年])(?P=u)(?![底初中末度均报检限终内]))"
        r"|(?P<mark>(?P<m>[,。、;:])[ \t]*(?P=m)|[,、][。;]|。[,、;](?!\d))"
    )


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once for everything that stands twice, at its first place."""
    places: dict[str, list[Span]] = {}
    for start, end in sorted(_doublings(case)):
        places.setdefault(case.text[start:end], []).append((start, end))
    for text, spans in places.items():
        yield told_once(spans, text=text)


def _doublings(case: Case) -> Iterator[Span]:
    """Every doubling: of a known slip, of what the same words elsewhere have once, of a character left over."""
    fine = re.compile(alternation(case.lexicon, "doubled_fine"))
    pairs = [at for at in twins(case.plain) if "\u4e00" <= case.plain[at] <= "\u9fff"]
    found = list(matches(_doubled(case.lexicon), case.plain, sorted({*pairs, *_others(case.plain)})))
    wanted = [
        *(match.span() for match in found if match["word"]),
        *((at, at + 2) for at in pairs if _may_be_odd(case, at)),
    ]
    cutter = glance(case.lexicon, [case.plain[max(0, start - ABOUT) : end + ABOUT] for start, end in wanted])
    told: set[int] = set()
    for match in found:
        start, end = match.span()
        word = fine.match(case.plain, start) and case.plain[start - 1 : start] in "一每、, \n"
        if match["char"] and (word or _seconds(case.lexicon).match(case.plain, start + 1)):
            continue
        if match["word"] and not _is_word(case, cutter, start, match.end("w"), end):
            continue
        told.add(start)
        yield start, end
    once = _once(case.plain, pairs)
    for start in pairs:
        if start not in told and (start in once or (start - 1 not in told and _is_odd(case, cutter, start))):
            told.add(start)
            yield start, start + 2


def _once(plain: str, pairs: Iterable[int]) -> set[int]:
    """Which two equal characters stand among words that the text has more often with one."""
    usual: dict[str, bool] = {}
    found = set()
    for match in matches(_TWICE, plain, [pair - 2 for pair in pairs if pair > 1]):
        once = match["before"] + match["c"] + match["after"]
        if once not in usual:
            usual[once] = once in plain and plain.count(once) > plain.count(match[0])
        if usual[once]:
            found.add(match.start("c"))
    return found


def _is_word(case: Case, cutter: Cutter, start: int, middle: int, end: int) -> bool:
    """Whether what stands twice is a word both times, not the tail of one (民办园、办园情况) nor a common 研究研究.

    A title and the text behind it may share a word. The second may begin a longer one.
    """
    plain, word = case.plain, case.plain[start:middle]
    if word in words(case.lexicon, "doubled_at_will") or any(one.title_end == middle for one in case.analysis.sections):
        return False
    # 主要是主要是: two words, twice
    ends = cuts_around(cutter, plain, start, end)
    return {start, middle} <= {*ends}


def _may_be_odd(case: Case, at: int) -> bool:
    """Whether two equal characters stand among others, and neither count things nor end what is said."""
    plain = case.plain
    return plain[at] not in _NUMERALS and plain[at + 2 : at + 3] not in _BREAKS and plain[at - 1 : at].isalpha()


def _is_odd(case: Case, cutter: Cutter, at: int) -> bool:
    """Whether no word holds one of two equal characters, which is none that goes with any other.

    The second is left over behind a word that ends with the first (机构、构、登记), or the first stands inside
    a word of the dictionary (信息、系、系统). What stands alone beside it may be a word with it that is not in the
    dictionary (耕地、地、力), and so may what stands behind a break. A preposition stands twice where both do so alone.
    """
    plain, double = case.plain, case.plain[at]
    common = cutter.frequency(double) > _COMMON
    if not _may_be_odd(case, at) or (common and double not in words(case.lexicon, "doubled_preposition")):
        return False
    stretch, led = stretch_around(plain, at, at)
    if not led:
        return False
    cut = [*cutter(stretch), "", ""]
    if common:
        starts = [*accumulate(map(len, cut), initial=0)]
        return led in starts and cut[starts.index(led)] == cut[starts.index(led) + 1] == double
    place = 0
    for at_word, word in enumerate(cut):
        if word == double and place == led + 1:
            return len(cut[at_word - 1]) > 1 != len(cut[at_word + 1])
        if word == double and place == led:
            after = cut[at_word + 1]
            return after != double == after[:1] and cutter.frequency(cut[at_word - 1] + after) > 0
        place += len(word)
    return False


def _others(plain: str) -> Iterator[int]:
    """Where a doubling of more than one character, or of a mark, may begin."""
    for pattern in (_MARKS, _QUOTED, _UNITS):
        yield from (match.start() for match in pattern.finditer(plain))
    for start, end in repeated(plain, range(2, 9)):
        yield from (match.start() for match in _PHRASE.finditer(plain, start, end))


@lru_cache(maxsize=8)
def _seconds(lexicon: Lexicon) -> re.Pattern[str]:
    """Matches a word that the second of two equal characters may begin."""
    return re.compile(alternation(lexicon, "doubled_word"))
