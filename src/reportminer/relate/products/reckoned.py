"""Figures reckoned from others: 按11450人次、平均8.6天算，占用98470床日; 合同386.5万元，首付30%即115.95万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from reportminer.model import Relation
from reportminer.relate.base import COUNTED, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import high, low, significant
from reportminer.relate.evidence.misses import product_miss
from reportminer.relate.evidence.odds import rarely
from reportminer.relate.keys import any_of, phrase
from reportminer.relate.products.standards import counted, time_of, words_of
from reportminer.relate.products.yearly import A_YEAR

_BY = re.compile(r"[按以][^,;。]*\Z")
_AND = re.compile(r"[、,和×乘以及与]{1,2}[^,;。、\d]{0,10}")
_RECKONED = re.compile(r"[^,;。、\d]{0,5}?[算计],?[^,;。、\d]{0,8}")
_SIZED = re.compile(r"的?(?![宽高深厚长粗直径])[一-鿿]{1,6}")
_TOGETHER = re.compile(r"[,、(]?[一-鿿]{0,7}?[合共计][一-鿿]{0,4}")
_SAME = r"[(,、]{reckon.same}?(?:每[一-鿿]{1,4}|[月年日]均?)[一-鿿]{0,4}"
_RESPECTIVE = re.compile("分别[为是]?")
_PORTION = re.compile(r"(?!以[上下内]|[个的]?百分)[^,;。、:()\d]{0,12}?(?:,[即计共合]计?)?[^,;。、:()\d]{0,4}")
"""between a percentage and the amount that it makes: 按合同价的95%支付476.7万元, 首付30%即115.9万元"""
_HUNDREDTH = Decimal("0.01")
_TOLD_SO = re.compile("[按即]")
_PAIR = 2
_YEAR = "年"
_BACK, _FAR, _FURTHEST = 4, 12, 60
_FINE = 5
"""digits of a portion that tell what it is of wherever that stands"""
_TOLD = 3
_WIDE = 60
_RARE = 0.07
_OF_YEAR = {time: A_YEAR[time] for time in ("月", "季", "学期")}
"""so many of a year; its days may be those of work or of school"""
_DAYS = re.compile(r",?[^,;。、\d]{0,4}[按以]")


def find_reckoned(view: View) -> Iterator[Relation]:
    """What two figures before make, where it comes out or one slip that is hardly chance keeps it from coming out."""
    for first, second, third in zip(view.mentions, view.mentions[1:], view.mentions[2:], strict=False):
        if third.start - first.end > _WIDE or first.sentence != third.sentence:
            continue
        if any(each.bound != "exact" for each in (first, second, third)):
            continue
        if (_reckons(view, first, second, third) or _sizes(view, first, second, third)) and _makes(
            third, first, second
        ):
            yield draft("product", [third], [second, first], strength="implied")
    for first, second in pairwise(view.mentions):
        whole = _whole_of(view, first, second)
        if whole is not None:
            yield draft("product", [second], [whole, first], constant=_HUNDREDTH, strength="implied")
        yearly = _by_days(view, first, second)
        if yearly is not None:
            yield draft("product", [yearly], [first, second], strength="implied")
        times = _times(view, first, second)
        if times is None or first.bound != "exact" or second.bound != "exact":
            continue
        long, short = sorted((first, second), key=lambda each: -each.value)
        if _makes(long, short, times=times):
            yield draft("product", [long], [short], constant=times, strength="implied")


def _reckons(view: View, first: Mention, second: Mention, third: Mention) -> bool:
    """按出院11450人次、平均住院日8.6天算，占用床日98470床日."""
    text = view.text
    return (
        _RECKONED.fullmatch(text, second.end, third.start) is not None
        and _AND.fullmatch(text, first.end, second.start) is not None
        and _BY.search(text, first.clause, first.start) is not None
        and significant(third) >= _TOLD
    )


def _sizes(view: View, first: Mention, second: Mention, third: Mention) -> bool:
    """So many of one size and what they come to: 新建400立方米水池2个，合800立方米."""
    if first.kind != "measure" or second.kind not in COUNTED or first.unit != third.unit:
        return False
    return (
        second.value > 1
        and _SIZED.fullmatch(view.text, first.end, second.start) is not None
        and _TOGETHER.fullmatch(view.text, second.end, third.start) is not None
    )


def _is_portion(view: View, amount: Mention) -> bool:
    """Whether an amount is what a percentage makes, and none that the next is of: 公积金10%即8万元，公益金5%即4万元."""
    before = view.mentions[amount.index - 1] if amount.index else amount
    told = _PORTION.fullmatch(view.text, before.end, amount.start) is not None
    return told and before.kind == "percentage" and before.sentence == amount.sentence


def _whole_of(view: View, percent: Mention, portion: Mention) -> Mention | None:
    """The amount further up of which a percentage makes the one right behind it, be it but for a slip.

    合同386.5万元按30%首付115.95万元，到货付60%即231.9万元
    """
    if percent.kind != "percentage" or portion.kind != "amount" or percent.role not in ("share", "other"):
        return None
    beside = percent.sentence == portion.sentence and percent.group == portion.group and portion.role == "level"
    if not beside or not percent.bound == portion.bound == "exact":
        return None
    if any_of("reckon.rate", view.lexicon).search(view.text, percent.clause, percent.start) or not _PORTION.fullmatch(
        view.text, percent.end, portion.start
    ):
        return None
    near = [
        each
        for each in backwards(view, percent, _FAR if significant(portion) < _FINE else _FURTHEST)
        if (each.paragraph == percent.paragraph or significant(portion) >= _FINE)
        and each.role in ("level", "base")
        and each.kind == "amount"
    ]
    for whole in near:
        told = significant(portion) >= _TOLD or whole.index == percent.index - 1
        if told and whole.value > portion.value and _makes(portion, whole, percent, times=_HUNDREDTH, rare=0):
            return whole
    if not _TOLD_SO.search(view.text, percent.clause, portion.start):
        return None
    # 返还862万元，其中大户按30%返还186万元，小户按90%返还676万元: of what each part has paid
    here = [
        each
        for each in near[:_BACK]
        if each.sentence == percent.sentence
        and not _is_portion(view, each)
        and all(mark.meaning != "sum.parts" for mark in view.marks_between(each.end, percent.start))
    ]
    return next((each for each in here if _makes(portion, each, counted(percent), times=_HUNDREDTH)), None)


def _by_days(view: View, daily: Mention, days: Mention) -> Mention | None:
    """What a standard of a day makes in a year: 每生每年1000元…每生每天5元，全年按200天计."""
    if daily.role != "per" or days.kind != "duration" or time_of(daily) not in ("天", "日"):
        return None
    if _DAYS.fullmatch(view.text, daily.end, days.start) is None:
        return None
    for year in backwards(view, daily, _BACK):
        if year.role == "per" and year.unit == daily.unit and time_of(year) == _YEAR and _makes(year, daily, days):
            return year
    return None


def _times(view: View, first: Mention, second: Mention) -> Decimal | None:
    """How often the standard for the shorter time goes into that for a year: 每人每年1560元（即每月130元）."""
    if first.role != "per" or second.role != "per" or first.unit != second.unit or first.sentence != second.sentence:
        return None
    if phrase(_SAME, view.lexicon).fullmatch(view.text, first.end, second.start) is None:
        return None
    one, other = time_of(first), time_of(second)
    if _YEAR not in (one, other):
        return None
    short = other if one == _YEAR else one
    return _OF_YEAR.get(short)


def _makes(total: Mention, *factors: Mention, times: Decimal = Decimal(1), rare: float = _RARE) -> bool:
    least = most = times
    for factor in factors:
        # a figure of one or two digits is meant as it is printed
        told = significant(factor) >= _TOLD or factor.step != 1
        least *= low(factor) if told else factor.value
        most *= high(factor) if told else factor.value
    meets = least <= high(total) and low(total) <= most
    return meets or rarely(product_miss(total, factors, times), rare)


def find_respective(view: View) -> Iterator[Relation]:
    """Standards with their numbers, and further on what each makes: 6户、每户3万元，9户、每户1万元，分别为18、9万元.

    Given where one of them comes out at least; the others then are claimed too.
    """
    for mention in view.mentions:
        place, size = mention.row
        if place or size < _PAIR or _RESPECTIVE.search(view.text, mention.lead, mention.start) is None:
            continue
        before = [each for each in view.by_sentence[mention.sentence] if each.index < mention.index]
        pairs = [
            (count, per)
            for count, per in pairwise(before)
            if per.role == "per" and per.unit == mention.unit and count.unit in words_of(per)
        ]
        totals = view.mentions[mention.index : mention.index + size]
        if len(pairs) != size:
            continue
        if any(_makes(total, per, count) for total, (count, per) in zip(totals, pairs, strict=True)):
            for total, (count, per) in zip(totals, pairs, strict=True):
                yield draft("product", [total], [per, count], cue="分别")
