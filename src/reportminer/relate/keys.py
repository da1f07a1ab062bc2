"""What a figure measures, brought to one form, so that the same item is known again however it is worded."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.relate.clauses import Mention
from reportminer.text import normalise

_DOUBLED = re.compile(r"([一-鿿])\1")
_NOISE = re.compile(r"[\s“”\"'‘’《》()、,:·-]+|\d{4}年?度?(?:末|初)?|^[\d.]+")
_FUNDS = re.compile(r"一般公共预算|政府性基金|国有资本经营|财政拨款|社会保险基金|财政专户|上级补助")


class _Forms(Struct, frozen=True):
    before: re.Pattern[str]
    after: re.Pattern[str]
    generic: frozenset[str]
    aliases: dict[str, str]


@lru_cache(maxsize=8)
def forms(lexicon: Lexicon) -> _Forms:
    """Words that may stand before or after an item without changing it, and aliases of the catalogue."""
    before, after, generic = (_words(lexicon, f"item_{place}") for place in ("before", "after", "generic"))
    heads, tails = ("|".join(map(re.escape, words)) or "(?!)" for words in (before, after))
    bare = _Forms(re.compile(f"(?:{heads})+"), re.compile(f"(?:{tails})+\\Z"), frozenset(generic), {})
    aliases: dict[str, str] = {}
    for indicator in lexicon.indicators:
        if indicator.kind == "level":
            for name in (indicator.name, *indicator.aliases):
                aliases.setdefault(_bare(name, bare), _bare(indicator.name, bare))
    return replace(bare, aliases=aliases)


def _words(lexicon: Lexicon, relation: str) -> list[str]:
    """The words of one use, longest first."""
    return sorted(
        (word for cue in lexicon.cues if cue.relation == relation for word in cue.words), key=len, reverse=True
    )


def key_of(item: str, lexicon: Lexicon) -> str:
    """The one form of an item: 本年度财政拨款总收入 and 财政拨款收入合计 both give 财政拨款收入. "" for no item."""
    return _key(item, lexicon)


@lru_cache(maxsize=4096)
def _key(item: str, lexicon: Lexicon) -> str:
    found = forms(lexicon)
    plain = _bare(item, found)
    return found.aliases.get(plain, plain)


def _bare(item: str, found: _Forms) -> str:
    """The item without spaces, quotes, years, doubled characters, and words that do not change what it is."""
    plain = _DOUBLED.sub(r"\1", _NOISE.sub("", normalise(item)))
    head = found.before.match(plain)
    if head is not None and head.end() < len(plain):
        plain = plain[head.end() :]
    tail = found.after.search(plain)
    if tail is not None and tail.start() > 0:
        plain = plain[: tail.start()]
    return plain.replace("总收入", "收入").replace("总支出", "支出")


def is_generic(key: str, lexicon: Lexicon) -> bool:
    """Whether a key alone says too little to know the item again: 资金, 支出, 金额."""
    return len(key) < 3 or key in forms(lexicon).generic


def is_total(key: str, lexicon: Lexicon) -> bool:
    """Whether a key is no more than a word for a total: 合计, 总计."""
    return key in _total_words(lexicon)


@lru_cache(maxsize=8)
def _total_words(lexicon: Lexicon) -> frozenset[str]:
    found = (cue.words for cue in lexicon.cues if cue.relation == "sum" and cue.meaning == "after")
    return frozenset(word for words in found for word in words)


def funds(text: str) -> frozenset[str]:
    """The funds that a heading or item speaks of: 财政拨款, 一般公共预算, 政府性基金 …"""
    return frozenset(_FUNDS.findall(text))


def related(one: str, other: str) -> bool:
    """Whether one key is the other with words before it: 工会经费, 事业单位工会经费."""
    return bool(one) and bool(other) and (one.endswith(other) or other.endswith(one))


def scope(mention: Mention, titles: dict[str | None, str]) -> frozenset[str]:
    """The funds in whose part of the report a figure stands, or that its item names."""
    return funds(mention.quantity.item) | funds(titles.get(mention.quantity.section, ""))
