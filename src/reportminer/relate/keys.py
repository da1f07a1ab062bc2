"""What a figure measures, brought to one form, so that the same item is known again however it is worded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from reportminer.lexicon import Lexicon
from reportminer.relate.cues import trie
from reportminer.text import normalise

_DOUBLED = re.compile(r"([一-鿿])\1")
_NOISE = re.compile(r"[\s“”\"'‘’《》()、,:·-]+|\d{4}年?度?(?:末|初)?|^[\d.]+")
_HAN = re.compile(r"[一-鿿]+")
_RANK = re.compile(r"\([类款项]\)?\Z")
_BODY = re.compile(r"[局会院委办处心馆站所校府厅部队社]")
_USE = re.compile(r"\{([a-z_][a-z_.]*)\}")
_NAME = 3
_TELLING = 4
_OTHERWISE = "非不未无进"
"""characters that make another word of the one behind them: 非税收入, 进出口"""
_AMONG = re.compile(r"\A其中[:：,，、\s]*")
_FUNDS = re.compile(r"一般公共预算|政府性基金|国有资本经营|(?<!非)财政拨款|社会保险基金|财政专户|上级补助")


class _Forms(Struct, frozen=True):
    before: re.Pattern[str]
    after: re.Pattern[str]
    generic: frozenset[str]
    aliases: dict[str, str]


@lru_cache(maxsize=8)
def forms(lexicon: Lexicon) -> _Forms:
    """Words that may stand before or after an item without changing it, and aliases of the catalogue."""
    before, after, generic = (_words(lexicon, f"item_{place}") for place in ("before", "after", "generic"))
    heads, tails = (trie(words) or "(?!)" for words in (before, after))
    bare = _Forms(re.compile(f"(?:{heads})+"), re.compile(f"(?:{tails})+\\Z"), frozenset(generic), {})
    aliases: dict[str, str] = {}
    for indicator in lexicon.indicators:
        if indicator.kind == "level":
            for name in (indicator.name, *indicator.aliases):
                aliases.setdefault(_bare(name, bare), _bare(indicator.name, bare))
    return replace(bare, aliases=aliases)


def _words(lexicon: Lexicon, relation: str) -> list[str]:
    return [word for cue in lexicon.cues if cue.relation == relation for word in cue.words]


@lru_cache(maxsize=4096)
def key_of(item: str, lexicon: Lexicon) -> str:
    """The one form of an item: 本年度财政拨款总收入 and 财政拨款收入合计 both give 财政拨款收入. "" for no item."""
    found = forms(lexicon)
    plain = _bare(item, found)
    return found.aliases.get(plain, plain)


@lru_cache(maxsize=4096)
def without_body(key: str, lexicon: Lexicon) -> str:
    """A key without the body before a catalogued item, 某局机关运行经费; figures of two bodies may well differ."""
    aliases = forms(lexicon).aliases
    for body in _BODY.finditer(key, 1, len(key) - _NAME):
        if key[body.end() :] in aliases:
            return aliases[key[body.end() :]]
    return key


def _bare(item: str, found: _Forms) -> str:
    """The item without spaces, quotes, years, doubled characters, and words that do not change what it is."""
    plain = _RANK.sub("", _AMONG.sub("", normalise(item)))
    plain = _DOUBLED.sub(r"\1", _NOISE.sub("", plain)).replace("总金额", "金额")
    head = found.before.match(plain)
    if head is not None and head.end() < len(plain):
        plain = plain[head.end() :]
    tail = found.after.search(plain)
    if tail is not None and tail.start() > 0:
        plain = plain[: tail.start()]
    return plain.replace("总收入", "收入").replace("总支出", "支出")


@lru_cache(maxsize=8)
def _stem_words(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    leads, tails = (_either(lexicon, use) for use in ("stem_lead", "stem_tail"))
    return re.compile(f"(?:{leads})+"), re.compile(f"(?:{tails})+\\Z")


def _either(lexicon: Lexicon, use: str) -> str:
    return trie(word for entry in lexicon.words if entry.use == use for word in entry.words) or "(?!)"


@lru_cache(maxsize=4096)
def stem_of(key: str, lexicon: Lexicon) -> str:
    """A key without verbs before it and common nouns behind it: 发放困难职工帮扶资金 gives 困难职工帮扶."""
    leads, tails = _stem_words(lexicon)
    lead = leads.match(key)
    bare = key[lead.end() :] if lead is not None and lead.end() < len(key) else key
    tail = tails.search(bare)
    return bare[: tail.start()] if tail is not None and tail.start() else bare


def says(item: str, use: str, lexicon: Lexicon) -> bool:
    """Whether a word of one use stands in an item, quotes and 、 left out."""
    return any_of(use, lexicon).search(_NOISE.sub("", normalise(item))) is not None


def said(text: str, use: str, lexicon: Lexicon) -> list[str]:
    """The words of one use that stand in a text."""
    return any_of(use, lexicon).findall(text)


def says_at_end(text: str, use: str, lexicon: Lexicon) -> bool:
    """Whether a text ends with a word of one use."""
    return text.endswith(_endings(use, lexicon))


@lru_cache(maxsize=512)
def _endings(use: str, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(word for entry in lexicon.words if entry.use == use for word in entry.words)


@lru_cache(maxsize=512)
def any_of(use: str, lexicon: Lexicon) -> re.Pattern[str]:
    """Any word of one use, longest first; matches nothing where there is none."""
    return re.compile(_either(lexicon, use))


@lru_cache(maxsize=512)
def phrase(form: str, lexicon: Lexicon) -> re.Pattern[str]:
    """An expression in which {use} stands for any word of that use: 已[^,、]{0,2}{paid.word}."""
    return re.compile(_USE.sub(lambda use: f"(?:{_either(lexicon, use[1])})", form))


class Families(Struct, frozen=True):
    """The words that tell any family of uses, as one pattern, and for each of them the words of its family's sides."""

    words: re.Pattern[str]
    by_word: Mapping[str, tuple[re.Pattern[str], ...]]


@lru_cache(maxsize=32)
def families(prefix: str, told: str, sides: tuple[str, ...], lexicon: Lexicon) -> Families:
    """The families of uses that begin with `prefix` (margin.score), told by the words of one side, with `sides`."""
    by_word: dict[str, tuple[re.Pattern[str], ...]] = {}
    for entry in lexicon.words:
        family, _, side = entry.use.rpartition(".")
        if side == told and entry.use.startswith(prefix):
            patterns = tuple(any_of(f"{family}.{each}", lexicon) for each in sides)
            by_word.update(dict.fromkeys(entry.words, patterns))
    return Families(re.compile(trie(by_word) or "(?!)"), by_word)


def is_known(key: str, lexicon: Lexicon) -> bool:
    """Whether a key is that of an item of the catalogue."""
    return key in _names(lexicon)


@lru_cache(maxsize=8)
def _names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(forms(lexicon).aliases.values())


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


def keys_of(word: str, lexicon: Lexicon) -> frozenset[str]:
    """The keys that a term of an identity goes by: an item of the catalogue by its id, or names with | between."""
    return frozenset(key_of(name, lexicon) for name in _catalogue(lexicon).get(word, word).split("|"))


@lru_cache(maxsize=8)
def _catalogue(lexicon: Lexicon) -> dict[str, str]:
    return {indicator.id: indicator.name for indicator in lexicon.indicators}


@lru_cache(maxsize=8)
def _twins(lexicon: Lexicon) -> dict[frozenset[str], str]:
    """The names of the identities that equate two items, by the keys of both: 机关运行经费 is 公用经费."""
    return {
        frozenset((total, part)): each.name
        for each in lexicon.identities
        if each.closed and len(each.parts) == 1 and not each.optional
        for total in keys_of(each.total, lexicon)
        for part in keys_of(each.parts[0], lexicon)
    }


def twin(one: str, other: str, lexicon: Lexicon) -> str | None:
    """The identity by which two keys are one, "" where they are one but for the body named; None where they are not."""
    left, right = without_body(one, lexicon), without_body(other, lexicon)
    return "" if left == right else _twins(lexicon).get(frozenset((left, right)))


def opposed(one: str, other: str) -> bool:
    """Whether one item is income and the other expenditure."""
    return one != other and (("收" in one and "支" in other) or ("支" in one and "收" in other))


def related(one: str, other: str) -> bool:
    """Whether one key is the other with words before it: 工会经费, 事业单位工会经费; never 进出口额, 出口额."""
    short, long = sorted((one, other), key=len)
    return bool(short) and long.endswith(short) and not long[: -len(short)].endswith(tuple(_OTHERWISE))


def holds(words: str, name: str) -> bool:
    """Whether a name stands in a text as a word of its own: 出口额 in 全年出口额, never in 进出口额."""
    place = words.find(name)
    return place >= 0 and (not place or words[place - 1] not in _OTHERWISE)


def is_within(short: str, long: str) -> bool:
    """Whether the characters of the short name stand in this order in the long one: 基金收入, 政府性基金预算收入."""
    rest = iter(long)
    return len(short) >= _TELLING and all(char in rest for char in short)


def overlap(one: str, other: str, size: int = 2) -> bool:
    """Whether `size` characters that stand together in one name stand together in the other too."""
    return any(one[place : place + size] in other for place in range(len(one) - size + 1))


def grams(text: str) -> frozenset[str]:
    """Every two Chinese characters that stand together in a text."""
    words = _HAN.findall(text)
    return frozenset(word[place : place + 2] for word in words for place in range(len(word) - 1))
