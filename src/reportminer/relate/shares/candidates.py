"""Figures that a share may be of: larger ones shortly before its part, and those that bear the name of its base."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportminer.lexicon import Lexicon
from reportminer.relate.base import alike, backwards
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.keys import funds, holds, key_of, related, stem_of
from reportminer.relate.shares.ratios import exact_first, fits, telling

RARE = 0.05
"""how often chance may bring a share as near as one slip would, for it to be taken for that slip"""

_LOOK_BACK = 30
_FAR = 60
_NOUN = 2
_FINE = 4
_SCALES = (10**3, 10**4, 10**8)
_CLOSE = Decimal("0.5")
_ABSURD = 1000
"""how many times too small a part may be for its share, for what keeps them apart to be a slip"""
_HAN = re.compile(r"[一-鿿]")
_EVERY = re.compile("[全共]")
_THIS_YEAR = re.compile(r"\A(?:本年度?|全年|当年)")
_MEASURE = re.compile(r"(?:其中)?(?:([户人件家个起宗笔台辆项])数|金额)")
_NEAR = 6
_LINKS = " ,、和;其中"
_MONEY = ("总额", "金额", "资金")
_ALL = re.compile(r"(.*?)(?:总数|总量|总额|总值|总人数|总户数|总)\Z|(..+?)[数额量]\Z")


def han(text: str) -> str:
    """The Chinese characters of a text."""
    return "".join(_HAN.findall(text))


def without_year(said: str) -> str:
    """The name of a base without the words for this year: 本年支出, 支出."""
    return _THIS_YEAR.sub("", said)


def counted_by(said: str) -> str | None:
    """What a base called a number or a total counts: 登记 of 登记总数, "" of 总数; None where it is called neither."""
    found = _ALL.match(said)
    return None if found is None else found[1] or found[2] or ""


def before(view: View, part: Mention, reach: int = 1) -> Iterator[Mention]:
    """Larger like figures shortly before the part, at most `reach` sentences back."""
    found = []
    for each in backwards(view, part, 8):
        if each.paragraph != part.paragraph or part.sentence - each.sentence > reach:
            break
        if each.role == "level" and alike(each, part) and each.value >= part.value:
            found.append(each)
    yield from exact_first(found)


def named_before(view: View, part: Mention, name: str, far: int = _LOOK_BACK) -> list[Mention]:
    """Figures before the part whose item is the one named after 占, nearest first; never last year's."""
    return [
        each
        for each in backwards(view, part, far)
        if each.role in ("level", "base")
        and alike(each, part)
        and each.basis != "prior"
        and _names(each, name, view.lexicon)
    ]


def measured(view: View, share: Mention, subject: str) -> Mention | None:
    """The last figure of the measure that is named before 占: 小微企业286户1.2亿元，户数占87.7%，金额占39.2%."""
    named = _MEASURE.fullmatch(subject)
    if named is None or share.row[1] > 1:
        return None
    for each in backwards(view, share, _NEAR):
        if each.sentence != share.sentence:
            return None
        counted = each.unit == named[1] or (named[1] == "人" and each.kind == "headcount")
        if each.role == "level" and (counted if named[1] else each.kind == "amount"):
            return each
    return None


def of_money(view: View, part: Mention, said: str) -> Mention | None:
    """The amount right behind a count where the base is one of money: 集中采购6次86.5万元，…，集中采购占总额的49%."""
    beside = view.mentions[part.index + 1]
    counted = part.kind not in ("amount", "score") and beside.kind == "amount" and beside.role == "level"
    return beside if counted and part.end == beside.start and said.endswith(_MONEY) else None


def named_here(view: View, whole: Mention, name: str) -> Mention | None:
    """The figure of the sentence whose words end with a name: 占项目支出12万元的40%；项目支出占总支出23万元的52%."""
    name = name.strip(_LINKS)
    before = (each for each in backwards(view, whole, _NEAR) if each.sentence == whole.sentence)
    called = (each for each in before if each.role in ("level", "base") and alike(each, whole))
    return next((each for each in called if view.words_of(each).endswith(name)), None) if len(name) >= _NOUN else None


def named_after(view: View, share: Mention, part: Mention, name: str) -> Iterator[Mention]:
    """Figures of the same paragraph after the share whose item is the one named."""
    for after in view.mentions[share.index + 1 : share.index + 9]:
        if (
            after.paragraph == share.paragraph
            and after.role == "level"
            and alike(after, part)
            and _names(after, name, view.lexicon)
        ):
            yield after


def _names(mention: Mention, name: str, lexicon: Lexicon) -> bool:
    key = key_of(mention.item, lexicon)
    return (related(key, name) or key == (counted_by(name) or name)) and (
        not funds(name) or bool(funds(name) & funds(mention.item))
    )


def is_missed(share: Mention, part: Mention, whole: Mention, rare: float) -> bool:
    """Whether one slip explains why the three do not agree, and chance seldom would."""
    chance = share_miss(share, part, whole)
    return chance is not None and chance < rare


def is_absurd(share: Mention, parts: Sequence[Mention], whole: Mention) -> bool:
    """Whether parts are thousands of times too small for their share of a whole, and no slip of a unit makes them so.

    The share is then of something else.
    """
    made = sum((part.value for part in parts), Decimal(0))
    due = share.value * whole.value / 100
    near = any(abs(made * scale - due) <= _CLOSE * due for scale in _SCALES)
    return bool(made) and made * _ABSURD < due and not near


def in_bracket(view: View, share: Mention, part: Mention, said: str) -> Mention | None:
    """占老年人口总数的71.3%（老年人口9万人）: the base that the bracket right behind a share tells, by its name."""
    for whole in view.mentions[share.index + 1 : share.index + 2]:
        if whole.role != "level" or view.opens[whole.group] != share.end or not alike(whole, part):
            continue
        closed = view.text.find(")", whole.end)
        words = han(view.words_of(whole)) or han(view.text[whole.end : closed])
        if _EVERY.match(words):
            words = han(view.text[whole.end : closed])
        named = len(words) >= _NOUN and (words in said or said in words)
        if named and (fits(share, part, whole) or share_miss(share, part, whole) is not None):
            return whole
    return None


def worded_before(view: View, share: Mention, part: Mention, said: str) -> Iterator[Mention]:
    """占到位资金的95.2%, 占贫困户总数的62%: larger figures further up whose words hold the base's, nearest first."""
    counted = counted_by(said)
    plain = without_year(said) if counted is None else counted
    words = stem_of(plain.removesuffix(part.unit or "") or plain, view.lexicon)
    if len(words) < _NOUN or (len(words) == _NOUN and not telling(share)) or not part.value:
        return
    # 下达资金, 下达种粮补助资金
    parted = re.compile(rf"{re.escape(words[:_NOUN])}[一-鿿]{{1,6}}{re.escape(words[_NOUN:])}\Z")
    for whole in backwards(view, part, _FAR):
        like = whole.role == "level" and whole.basis != "prior" and alike(whole, part) and whole.value > part.value
        near = whole.paragraph == part.paragraph or telling(share)
        told = view.words_of(whole)
        begun = len(words) >= _FINE and told.endswith(words[:-_NOUN])
        if like and near and (holds(told, words) or begun or (len(words) == _FINE and parted.search(told))):
            yield whole
