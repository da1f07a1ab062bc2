"""A number of lots with so many each, and how many that makes: 18次，平均每次9人，共162人次; 9个组各配4个，共36个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.base import MEASURED, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import high, low
from reportminer.relate.evidence.misses import product_miss
from reportminer.relate.keys import any_of
from reportminer.relate.products.standards import TOTALS

_TIMES = "次"
_BACK = 8
_HEADS = frozenset("人名位")
_GIVEN = MEASURED | {"amount"}
_EACH = re.compile(r"(?:[一-鿿]{0,8}[,、(])?[按以]?(?P<mean>平均)?每(?P<of>[一-鿿]{1,2}?)[一-鿿]{0,4}?")
_TO_EACH = re.compile(r"[一-鿿]{0,12}?各(?P<to>[一-鿿]{0,5})")
_BRACKET = re.compile(r"\([^()]*\)")
_TOGETHER = re.compile(r"[,、]?[一-鿿]{0,10}")


def find_rounds(view: View) -> Iterator[Relation]:
    """Every number of things with as many for each right behind it, and right behind that the product of the two.

    Given where it comes out, or misses by one slip that is hardly chance; a mean is as coarse as it is printed.
    """
    gives = any_of("round.give", view.lexicon)
    for each in view.mentions[1:-1]:
        count, total = _outside(view, each), view.mentions[each.index + 1]
        if not (count.sentence == each.sentence == total.sentence and count.group == each.group == total.group):
            continue
        if count.kind not in MEASURED or each.kind not in _GIVEN or total.kind not in _GIVEN:
            continue
        if any(figure.bound != "exact" or figure.value <= 0 for figure in (count, each, total)):
            continue
        lead = _BRACKET.sub("", view.text[count.end : each.start].strip())
        told = _EACH.fullmatch(lead)
        to_each = None if told is not None else _TO_EACH.fullmatch(lead)
        if to_each is not None:
            given = to_each["to"] == "" or gives.match(to_each["to"]) is not None
            if not given or total.unit != each.unit or total.mark(*TOTALS) is None:
                continue
        elif (
            told is None
            or each.kind == "amount"
            or not (_is_for(told["of"], count.unit) or count.item.endswith(told["of"]))
            or not _makes(each, total)
        ):
            continue
        if not _TOGETHER.fullmatch(view.text, each.end, total.start) and not _named_then_sum(view, each, total):
            continue
        # 12个村各3万元、5个社区各5万元，共61万元: of several kinds of lots a total is of all
        alone = not any(
            other.unit == each.unit and other.sentence == each.sentence
            for other in view.mentions[max(0, count.index - _BACK) : count.index]
        )
        mean = told is not None and told["mean"] is not None
        if _fits(count, each, total, mean=mean) or (alone and _nearly(count, each, total)):
            yield draft("product", [total], [each, count], cue=lead[lead.rfind(",") + 1 :])


def _outside(view: View, each: Mention) -> Mention:
    """The figure before one, past those that brackets right behind it hold: 298批(政务187批、社会111批)，每批30人."""
    before = view.mentions[each.index - 1]
    if before.group in (0, each.group):
        return before
    return next((other for other in backwards(view, each, _BACK) if other.group == each.group), before)


def _is_for(word: str, unit: str | None) -> bool:
    """Whether 每 with this word is for each of what is counted so: 每批 of 31批次, 每人 of 85名."""
    if unit is None:
        return False
    if word[0] in _HEADS:
        return unit in _HEADS
    return unit.startswith(word) or word.startswith(unit)


def _makes(each: Mention, total: Mention) -> bool:
    """Whether so many each add up to a figure of this unit: 9人 each make 162人次, 2次 each 170人次."""
    one, other = each.unit or "", total.unit or ""
    if one in _HEADS:
        return other.removesuffix(_TIMES) in _HEADS
    return bool(one) and (one == other or (one == _TIMES and other.endswith(_TIMES)) or one + _TIMES == other)


def _named_then_sum(view: View, each: Mention, total: Mention) -> bool:
    """Whether nothing but the name of what each gets and a comma stand before the total: 5盏太阳能路灯，共60盏."""
    between = view.text[each.end : total.start]
    return ";" not in between and between.count(",") <= 1 and total.mark(*TOTALS) is not None


def _fits(count: Mention, each: Mention, total: Mention, *, mean: bool) -> bool:
    if mean and abs(total.value / count.value - each.value) < Decimal(1):
        return True
    least, most = low(count) * low(each), high(count) * high(each)
    return least <= high(total) and low(total) <= most


def _nearly(count: Mention, each: Mention, total: Mention) -> bool:
    return count.value != 1 and product_miss(total, [each, count]) is not None
