"""TXT08: a word in a form that is always wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.wording import ABOUT, alternation, cuts_around, sentence_at, told_once, words
from reportminer.lexicon import Lexicon
from reportminer.lexicon.cutter import glance
from reportminer.model import Span
from reportminer.text import sieve, sifted

RULE = Rule(
    code="TXT08",
    name="misused-word",
    title="常见错词",
    severity="note",
    rationale="“截止目前”“下拔资金”一类有定论的错词，见 patterns/words_checks.yaml。同一错词全文只报一条，各处都标出。",
    message="“{wrong}”应为“{right}”{more}。",
    passes=("截至目前，已补助职工20人次。", "报名截止日期为5月10日。"),
    fails=("截止目前，已补助职工20人次。", "截止2023年9月底，已补助职工20人次。"),
    since="0.1",
)
_DAY = r"[ \t]*(?:\d|"


class _Words(Struct, frozen=True):
    """What may stand where two characters begin: words that are right though a wrong one stands in them come first.

    begun   a sieve of those two characters
    wrong   each wrong word with the right one; dated: those that are wrong before `time` only
    """

    begun: tuple[bytes, ...]
    by_head: dict[str, tuple[str, ...]]
    wrong: dict[str, str]
    dated: frozenset[str]
    time: re.Pattern[str]


@lru_cache(maxsize=8)
def _wrong(lexicon: Lexicon) -> _Words:
    always, dated = (_pairs(words(lexicon, use)) for use in ("misused_word", "misused_before_time"))
    by_head: dict[str, tuple[str, ...]] = {}
    for word in (*words(lexicon, "misused_fine"), *sorted(always | dated, key=len, reverse=True)):
        by_head[word[:2]] = (*by_head.get(word[:2], ()), word)
    time = re.compile(rf"{_DAY}{alternation(lexicon, 'time_after_until')})")
    return _Words(sieve(by_head), by_head, always | dated, frozenset(dated), time)


def _pairs(words: Iterable[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words if "=" in word)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Speaks once for every such word, at its first place."""
    known, plain = _wrong(case.lexicon), case.plain
    places: dict[str, list[Span]] = {}
    end = 0
    for at in sifted(plain, known.begun):
        for word in known.by_head.get(plain[at : at + 2], ()) if at >= end else ():
            behind = at + len(word)
            if not plain.startswith(word, at) or (word in known.dated and not known.time.match(plain, behind)):
                continue
            if word in known.wrong:
                if _is_fine(case, at, behind):
                    continue
                places.setdefault(word, []).append((at, behind))
            end = behind
            break
    for wrong, spans in places.items():
        yield told_once(spans, wrong=wrong, right=known.wrong[wrong])


def _is_fine(case: Case, start: int, end: int) -> bool:
    """Whether a word begins or ends inside what looks wrong (攻坚、难度), or 又 takes it up: 既便民又利民."""
    pairs = (word.split("=", 1) for word in words(case.lexicon, "paired_word"))
    rest = case.plain[end : sentence_at(case.plain, end)[1]]
    if any(case.plain.startswith(first, start) and second in rest for first, second in pairs):
        return True
    cutter = glance(case.lexicon, [case.plain[max(0, start - ABOUT) : end + ABOUT]])
    return not {start, end} <= {*cuts_around(cutter, case.plain, start, end)}
