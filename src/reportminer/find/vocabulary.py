"""The words by which a sentence says what its figures mean, compiled once for each lexicon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from reportminer.find.grammar import alternation
from reportminer.lexicon import Lexicon
from reportminer.text import normalise


class Vocabulary(Struct, frozen=True):
    """Compiled words. Patterns named `…_back` read a text from its end: they match on the reversed text.

    lead       what may begin a clause and is no part of an item: conjunctions, time words, years
    manner     how a rate is reckoned (按可比价格计算, 扣除特殊因素后), which is no item
    scope      the same behind an item, which keeps its name (接待费同口径)
    degree     what is completed or reached to so many per cent, at the end of a text (完成全年目标的)
    verb       a light verb at the beginning of a clause
    whole      nouns that begin like what is left out before an item (累计结余, 因病)
    opening    the level before a movement (年初); closing: the one after it
    money      the end of a noun that an amount has behind it (500元救助金)
    short      nouns of one sign (村)
    heads      nouns of people, bodies and things (人员, 企业, 项目)
    attributed a verb that says of which kind the noun behind it is (参保人员)
    after_stop what right behind a figure begins another statement than its noun (6名每人…, 300件中…)
    among      what takes up the figure before it (300件里头办结…)
    inside     中 behind a noun that takes up the figure before it (87家单位中企业…), group 1
    giving     verbs that give what was named before its price (取暖费按每户90元发放)
    bestowing  these and verbs that buy, alone before an amount of what follows (采购2万元设备)
    link_back  what may stand between an item and its figure
    …_signs    a few signs of which each word has one, to pass over texts without them
    """

    basis_back: re.Pattern[str]
    generic: frozenset[str]
    lead: re.Pattern[str]
    manner: re.Pattern[str]
    scope: re.Pattern[str]
    verb: re.Pattern[str]
    link_back: re.Pattern[str]
    stop: re.Pattern[str]
    whole: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    money: re.Pattern[str]
    short: frozenset[str]
    heads: frozenset[str]
    attributed: re.Pattern[str]
    after_stop: re.Pattern[str]
    among: re.Pattern[str]
    inside: re.Pattern[str]
    giving: re.Pattern[str]
    bestowing: re.Pattern[str]
    up_back: re.Pattern[str]
    down_back: re.Pattern[str]
    unchanged_back: re.Pattern[str]
    steady_back: re.Pattern[str]
    change_ends: frozenset[str]
    compare: re.Pattern[str]
    compare_starts: frozenset[str]
    compare_signs: frozenset[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    share: re.Pattern[str]
    degree: re.Pattern[str]
    share_after: re.Pattern[str]
    per: re.Pattern[str]
    per_signs: frozenset[str]
    bases: re.Pattern[str]
    basis_signs: frozenset[str]
    basis_of: dict[str, str]
    names: frozenset[str]
    longest_name: int

    def compared(self, text: str) -> re.Match[str] | None:
        """The first word of comparison in `text`."""
        if self.compare_signs.isdisjoint(text):
            return None
        for match in self.compare.finditer(text):
            if match[1]:
                return match
        return None

    def changed(self, text: str) -> bool:
        """Whether `text` is nothing but a word of change (缩短, of 缩短到3小时)."""
        return text[-1:] in self.change_ends and bool(self.up.fullmatch(text) or self.down.fullmatch(text))


_YEAR = r"(?:19|20)\d\d ?年度?[初末底]?"
_SINCE = r"[从自]\d{1,4}[年月][^,。;:、]{0,6}?(?:起|开始|以来)"
_HEADS = ("item_people", "item_bare_noun")
_LABEL = (
    r"[①-⑳] ?|\d{1,2}[、.] ?|[一二三四五六七八九十]{1,2}、|\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|\d{1,2}月份?"
)


def _signs(words: Iterable[str]) -> frozenset[str]:
    """A few signs of which every word has one: a text without any of them holds none of the words."""
    left, found = set(words), set()
    while left:
        counts = Counter(sign for word in left for sign in set(word))
        sign = min(counts, key=lambda sign: (-counts[sign], sign))
        found.add(sign)
        left = {word for word in left if sign not in word}
    return frozenset(found)


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of `lexicon`; kept for the lexicons in use."""
    uses: dict[str, list[str]] = {}
    for entry in lexicon.words:
        uses.setdefault(entry.use, []).extend(map(normalise, entry.words))

    def any_of(*names: str) -> str:
        words = [word for name in names for word in uses.get(name, ())]
        return alternation({word: re.escape(word) for word in words})

    def back(*names: str) -> str:
        words = [word[::-1] for name in names for word in uses.get(name, ())]
        return alternation({word: re.escape(word) for word in words})

    bases = {
        word: name for name in ("none", "budget", "actual", "plan", "prior") for word in uses.get(f"basis_{name}", ())
    }
    heads = [word for name in _HEADS for word in uses.get(name, ())]
    names = frozenset(normalise(name) for entry in lexicon.indicators for name in (entry.name, *entry.aliases))
    return Vocabulary(
        basis_back=re.compile(back("item_basis")),
        generic=frozenset(uses.get("item_generic", ())),
        lead=re.compile(rf"(?:[ 、,:;)—-]|{_YEAR}|{_SINCE}|{_LABEL}|{any_of('item_lead', 'item_time')})"),
        manner=re.compile(rf"(?:{any_of('item_manner')})\Z"),
        scope=re.compile(rf"(?:{any_of('item_scope')})\Z"),
        verb=re.compile(any_of("item_verb")),
        link_back=re.compile(rf"(?:[ 、,:;—=]|{back('item_link')})+"),
        stop=re.compile(rf"[的了]|{any_of('item_stop')}"),
        whole=re.compile(any_of("item_whole")),
        opening=re.compile(any_of("item_opening")),
        closing=re.compile(rf"(?:{any_of('item_closing')})(?:[达有为已实共]|累计)*"),
        money=re.compile(rf"(?:{any_of('item_money', 'item_account')}|[费款金税])\Z"),
        short=frozenset(word for word in heads if len(word) == 1),
        heads=frozenset(heads),
        attributed=re.compile(rf"(?:(?:{any_of('item_attributive')})[\u4e00-\u9fff]{{0,6}}?)??(?:{any_of(*_HEADS)})"),
        after_stop=re.compile(rf"(?!{any_of('item_after_noun')})(?:{any_of('item_after_stop', 'item_among')})"),
        among=re.compile(rf"(?!{any_of('item_after_noun')})(?:{any_of('item_among')})"),
        inside=re.compile(rf"{any_of('item_with_among')}|(?<=[\u4e00-\u9fff])((?!{any_of('item_after_noun')})中)"),
        giving=re.compile(any_of("item_giving")),
        bestowing=re.compile(rf"(?:{any_of('item_giving', 'item_buying')})了?"),
        up_back=re.compile(rf" ?[了约为达]? ?(?:{back('change_up')})"),
        down_back=re.compile(rf" ?[了约为达]? ?(?:{back('change_down')})"),
        change_ends=frozenset("了约为达").union(
            word[-1] for name in ("change_up", "change_down", "change_none") for word in uses.get(name, ())
        ),
        unchanged_back=re.compile(rf" ?(?:{back('change_none')})"),
        steady_back=re.compile(rf" ?(?:{back('check_flat')})"),
        compare_signs=_signs(uses.get("compare", ())),
        compare_starts=frozenset(word[0] for word in uses.get("compare", ())),
        compare=re.compile(f"(?:{any_of('compare_none')})|({any_of('compare')})"),
        up=re.compile(any_of("change_up")),
        down=re.compile(any_of("change_down")),
        share=re.compile(any_of("share")),
        degree=re.compile(
            rf"(?:{any_of('degree_verb')})(?:[^,。;]{{0,14}}(?:{any_of('degree_of')})数?的?|[^,。;]{{1,14}}的) *\Z"
        ),
        share_after=re.compile(rf"[^,。;\d]{{0,6}}?(?:{any_of('share_after')})"),
        per=re.compile(any_of("per")),
        per_signs=_signs(uses.get("per", ())),
        basis_signs=_signs(bases),
        bases=re.compile(alternation({word: re.escape(word) for word in bases})),
        basis_of=bases,
        names=names,
        longest_name=min(24, max(map(len, names), default=0)),
    )
