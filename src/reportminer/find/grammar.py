"""What the patterns say of figures, compiled once for each lexicon: one scanner, one tail, look-up tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.lexicon.entries import Entry, Modifier, Noise, Numeral, Unit
from reportminer.text import normalise

_DIGITS = "0123456789"
_OWN = "CNY"
_MINUS = "(?:(?<![减担肩抱胜自欠])负)"
"""负 as a sign, which is none in 减负20亿元"""
_SIGNS = "-+△▲负¥$R."
# A group that gives nothing back is written (?>(?:…)+), never (?:…)++, here and in patterns: Python before 3.11.5 loses
# its way in the latter for ever.
_SPACED = r"(?<=[\u4e00-\u9fff、])\d{1,3}(?>(?: \d{3})+)(?>(?:\.\d++)?)(?= ?[\u4e00-\u9fff])"
_SPACED_APART = r"(?<=[\u4e00-\u9fff] )\d{1,3}(?: \d{3})(?>(?:(?: \d{3})+(?:\.\d++)?|\.\d++))(?= ?[\u4e00-\u9fff])"
"""the same behind a space, where one group alone may be two figures: 工程 1 350万元"""
_MEASURE = r"(?:公[里顷斤]|[平立]方)[\u4e00-\u9fff,。;、]"
_PARTED = rf"(?<=[\u4e00-\u9fff])\d++(?>(?:,\d{{3}})*)\. (?:\d{{1,2}}+(?= ?[万亿%元])|\d++(?={_MEASURE}))"
_HEADLESS = r"(?<=[\u4e00-\u9fff])(?<![一二三四五六七八九十])\.\d++(?=[万亿]?元|%)"
"""decimals whose whole number was lost: 投资.52亿元"""
_NEIGHBOURS = "|".join(f"{digit}、(?={digit + 1})" for digit in range(2, 9))
_DIGIT_PAIR = rf"(?:(?<=[\u4e00-\u9fff])(?<![第前高初周])(?:{_NEIGHBOURS})(?=\d[\u4e00-\u9fff]))"
"""a digit that the next one follows across a comma, as in 3、4百人"""
DIGITAL = rf"(?:{_SPACED}|{_SPACED_APART}|{_PARTED}|{_HEADLESS}|\d++(?>(?:(?:,| ?\.{{1,3}})\d++){{0,8}}))"


class Form(Struct, frozen=True):
    """A printed unit: the entry it stands for, where that stands (file#id), and the base it is given in."""

    entry: Unit
    base: str
    factor: Decimal
    by: str


class Phrase(Struct, frozen=True):
    """A set phrase; `at` is where in it the sign stands that looks like a number."""

    words: str
    at: int
    entry: Noise


class Grammar(Struct, frozen=True):
    """The compiled patterns.

    scanner   finds what begins like a number: group "skip" for what is none, "part" for 几分之几, "cn" for Chinese
              numerals, "num" for digits
    tail      from the end of a number: groups "inside", "unit", "per"
    open_units  units that 余, 多 or 来 stands in (余月)
    foreign   the words of other currencies, which may stand before an amount too (港币50万元)
    held      up to a number, what was held or dealt with so many times: 举办招聘会
    """

    scanner: re.Pattern[str]
    skips: tuple[Noise, ...]
    tail: re.Pattern[str]
    units: dict[str, Form]
    digits: dict[str, int]
    multipliers: dict[str, int]
    scales: dict[str, int]
    some: frozenset[str]
    inside: frozenset[str]
    open_units: frozenset[str]
    halves: frozenset[str]
    before: dict[str, tuple[tuple[str, Modifier], ...]]
    after: re.Pattern[str]
    after_words: dict[str, Modifier]
    after_starts: frozenset[str]
    phrases: dict[str, tuple[Phrase, ...]]
    phrase_starts: frozenset[str]
    foreign: dict[str, Form]
    foreign_ends: frozenset[str]
    heads: tuple[tuple[str, Form], ...]
    head_words: tuple[str, ...]
    held: re.Pattern[str]


def place(entry: Entry) -> str:
    """Where an entry stands, as a quantity's `by` says it: file#id."""
    return f"{entry.file}#{entry.id}"


@lru_cache(maxsize=8)
def grammar(lexicon: Lexicon) -> Grammar:
    """`lexicon` compiled; kept for the lexicons in use."""
    signs = _signs(lexicon.numerals)
    inside = "".join(w for m in lexicon.modifiers if m.place == "inside" for w in m.words if len(w) == 1)
    skips = tuple(entry for entry in lexicon.noise if entry.regex and entry.kind != "residue")
    units = _units(lexicon.units)
    unit = alternation(_guarded(lexicon.units))
    slashed = [*units, *(word for entry in lexicon.units for word in entry.suffix_words)]
    per = alternation({word: word for word in slashed if len(word) <= 3 and word.isalpha()})
    slash = f"/(?:{per})(?:[·./](?:{per})|[年月日天])?"
    number = _number(signs, inside)
    starts = "".join(dict.fromkeys(_DIGITS + _SIGNS + signs["all"] + "".join(skip.starts for skip in skips)))
    skip = "|".join(f"(?:{entry.regex})" for entry in skips)
    scanner = re.compile(f"(?=[{re.escape(starts)}])(?:(?P<skip>{skip or '(?!)'})|{number})")
    foreign = {word: form for word, form in units.items() if form.entry.currency not in (None, _OWN)}
    after = {word: m for m in lexicon.modifiers if m.place == "after" for word in map(normalise, m.words)}
    phrases = _phrases(lexicon.noise, frozenset(_DIGITS + signs["all"]))
    return Grammar(
        scanner=scanner,
        skips=skips,
        tail=re.compile(rf"(?P<inside> *+[{inside}]?+) *+(?P<unit>{unit})(?P<per>{slash})?"),
        units=units,
        digits={word: int(n.value) for n in lexicon.numerals if n.place == "digit" for word in n.words},
        multipliers={word: int(n.value) for n in lexicon.numerals if n.place == "multiplier" for word in n.words},
        scales={word: int(n.value) for n in lexicon.numerals if n.place == "scale" for word in n.words},
        some=frozenset(word for n in lexicon.numerals if n.place == "some" for word in n.words),
        inside=frozenset(inside),
        open_units=frozenset(word for word in units if not set(inside).isdisjoint(word)),
        halves=frozenset(signs["half"]),
        before=_before(lexicon.modifiers),
        after=re.compile(rf" ?({alternation({word: re.escape(word) for word in after})})"),
        after_words=after,
        after_starts=frozenset(" ").union(word[0] for word in after),
        phrases=phrases,
        phrase_starts=frozenset(key[0] for key in phrases),
        foreign=foreign,
        foreign_ends=frozenset(word[-1] for word in foreign),
        heads=_heads(lexicon.units),
        head_words=tuple(head for unit in lexicon.units for head in unit.heads),
        held=_held(lexicon),
    )


def alternation(words: dict[str, str]) -> str:
    """A regex that takes the longest of `words`, each with the regex that it stands for, grouped by first sign."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        groups[word[0]].append(word)
    parts = []
    for first, members in groups.items():
        rest = "|".join(words[word].removeprefix(re.escape(first)) for word in members)
        parts.append(f"{re.escape(first)}(?:{rest})")
    return "|".join(parts) or "(?!)"


def _guarded(units: Iterable[Unit]) -> dict[str, str]:
    """Every unit word with a regex that keeps it from what must not follow."""
    guarded = {}
    for unit in units:
        words = [normalise(word) for word in unit.words]
        bound = [(word, taboo[len(word) :]) for taboo in unit.not_before for word in words if taboo.startswith(word)]
        general = [taboo for taboo in unit.not_before if not any(taboo.startswith(word) for word in words)]
        for word in words:
            taboos = [*general, *(rest for owner, rest in bound if owner == word and rest)]
            ban = f"(?!{'|'.join(map(re.escape, taboos))})" if taboos else ""
            letters = "(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else ""
            guarded[word] = re.escape(word) + letters + ban
    return guarded


def _units(units: Iterable[Unit]) -> dict[str, Form]:
    forms = {}
    for unit in units:
        for word in map(normalise, unit.words):
            forms[word] = Form(unit, unit.base or word, unit.factor, place(unit))
    return forms


def _held(lexicon: Lexicon) -> re.Pattern[str]:
    acts, numbered = (
        [re.escape(normalise(word)) for entry in lexicon.words if entry.use == use for word in entry.words]
        for use in ("held", "numbered_noun")
    )
    unlike = "".join(f"(?<!{word})" for word in numbered)
    return re.compile(rf"(?:{'|'.join(acts) or '(?!)'})了?[\u4e00-\u9fff]{{2,8}}{unlike} ?\Z")


def _heads(units: Iterable[Unit]) -> tuple[tuple[str, Form], ...]:
    found = [
        (head, Form(unit, unit.base or unit.words[0], unit.factor, place(unit)))
        for unit in units
        for head in unit.heads
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _signs(numerals: Iterable[Numeral]) -> dict[str, str]:
    entries = list(numerals)

    def of(place: str) -> list[str]:
        return [word for entry in entries if entry.place == place for word in entry.words]

    signs = {name: "".join(filter(_single, of(name))) for name in ("digit", "multiplier", "scale", "some")}
    signs["point"], signs["half"] = "".join(of("point")), "".join(of("half"))
    signs["over"] = alternation({word: re.escape(word) for word in of("over")})
    taboos = [(word, entry.not_before) for entry in entries for word in entry.words if entry.not_before]
    guard = "".join(f"(?!{word}[{''.join(not_before)}])" for word, not_before in taboos)
    befores = [(word, entry.not_after) for entry in entries for word in entry.words if entry.not_after]
    guard += "".join(f"(?!(?<=[{''.join(not_after)}]){word})" for word, not_after in befores)
    signs["guard"] = guard
    signs["pair"] = _pairs(entries, signs["multiplier"] + signs["scale"])
    signs["all"] = signs["digit"] + signs["multiplier"] + signs["scale"] + signs["some"] + signs["half"]
    return signs


def _pairs(numerals: Iterable[Numeral], steps: str) -> str:
    """The regex of a digit that the next one follows across a comma, as in 三、四百人."""
    words = {n.value: "".join(filter(_single, n.words)) for n in numerals if n.place == "digit"}
    neighbours = [
        f"[{words[value]}]、(?=[{words[value + 1]}]{f'[{steps}]' if value == 1 else '[^、]'})"
        for value in sorted(words)
        if value + 1 in words and value > 0
    ]
    return f"(?:(?<=[\u4e00-\u9fff])(?<![第前高初周])(?:{'|'.join(neighbours) or '(?!)'}))"


def _single(word: str) -> bool:
    return len(word) == 1


def _number(signs: dict[str, str], inside: str) -> str:
    """The regexes of 几分之几, of digits with their multipliers, and of Chinese numerals."""
    scale = f"(?:{signs['guard']}[{signs['multiplier']}{signs['scale']}])"
    cn = f"(?:{signs['guard']}[{signs['digit']}{signs['multiplier']}{signs['scale']}{signs['some']}])"
    point = f"(?:[{signs['point']}][{signs['digit']}]++)"
    scales = f"(?>{scale}+)"
    plain = f"(?>{cn}+)(?:{point}(?>{scale}*))?"
    tail = r"(?:零?\d{1,4}+(?![\d.,年月日]))?"
    more = rf"(?>(?:零?\d++(?>(?:\.\d++)?)[{inside}]?{scales})*)(?:[{inside}]{scales})?"
    chain = f"(?: ?[{inside}]?{scales}{more}{tail})?"
    part = f"(?:[百千万]|[{signs['digit']}{signs['multiplier']}]{{1,3}}|\\d++){signs['over']}(?:{plain}|{DIGITAL})"
    return (
        f"(?P<part>{part})"
        f"|(?P<num>(?:(?:[-+△▲]|{_MINUS})(?! ?[0-9]{{1,4}}[年月日]) ?)?(?:¥ ?|\\$ ?|RMB ?)?{_DIGIT_PAIR}?"
        f"{DIGITAL}{chain})"
        f"|(?P<cn>{_MINUS}?{signs['pair']}?{plain}(?:[{inside}]{scales})?|[{signs['half']}])"
    )


def _before(modifiers: Iterable[Modifier]) -> dict[str, tuple[tuple[str, Modifier], ...]]:
    found: dict[str, list[tuple[str, Modifier]]] = defaultdict(list)
    for modifier in modifiers:
        if modifier.place == "before":
            for word in map(normalise, modifier.words):
                found[word[-1]].append((word, modifier))
    return {last: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for last, pairs in found.items()}


def _phrases(noise: Iterable[Noise], signs: frozenset[str]) -> dict[str, tuple[Phrase, ...]]:
    """Set phrases by the two signs with which their number begins."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for entry in noise:
        for words in map(normalise, entry.words if entry.kind != "residue" else ()):
            previous = ""
            for at, sign in enumerate(words):
                if sign in signs and previous not in signs:
                    found[words[at : at + 2]].append(Phrase(words, at, entry))
                previous = sign if sign in signs else ""
    return {key: tuple(sorted(pairs, key=lambda phrase: -len(phrase.words))) for key, pairs in found.items()}
