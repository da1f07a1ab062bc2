"""A standard, the figures around it, and what they may claim together: a total, a number, months, lots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct, structs

from reportminer.model import Relation, Strength
from reportminer.relate.base import MEASURED, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import high, low, significant
from reportminer.relate.evidence.misses import product_miss
from reportminer.relate.keys import overlap

BACK = 10
TOTALS = ("sum.after", "product.total")
"""what leads to a total that a standard comes to: 共, 计"""
_AHEAD = 6
_ROLES = ("level", "base", "per")
_GAINED = (*_ROLES, "change")
_TIMES = ("学期", "月", "季", "天", "日", "周", "年")
_WORKED = "工日"
"""what somebody worked, which is counted as heads are"""
_OF_EACH = re.compile("[/·.每]")
_HEADS = ("人", "名", "人次")
_TIMES_OF = (*_TIMES, "季度")
_SPANS = {"月": ("月", "个月"), "天": ("天", "日"), "日": ("天", "日"), "年": ("年",)}
_MEANS = "均价"
"""what makes a unit a standard: 处均, 吨价"""
_OF_ONE = {"学期": re.compile("[春秋]季|学期"), "月": re.compile("(?:(?<![个\\d])|(?<=[一每]个))月(?=[发支补需计])")}
_THINGS = {"个", "家", "所", "座", "处"}
_COUNTED = re.compile("[\u4e00-\u9fff]{0,5}")
"""units of what has a name of its own behind them, and that name"""
_IN_TONS = {"公斤": Decimal("0.001"), "千克": Decimal("0.001"), "斤": Decimal("0.0005")}
"""what a yield is told in, where the whole crop is told in 吨"""
_TON = "吨"
_PAIR = 2
_LEFT = "余剩"
_WIDTH = 6
"""mentions over which a standard, its number and its total stretch where they stand together"""
_NEXT, _FAR = 4, 15
"""how many times likelier chance is where the number stands in the sentence before, or anywhere"""
_ROUND = 10
"""a standard that is a multiple of this has no digits left out"""
_ROUNDED = Decimal("0.2")
"""by how much of it a total may differ from the product that it is the rounding of"""
_OFF = Decimal("0.05")
"""by how much a mean of things, which is rounded, must differ to be wrong"""


class Reading(Struct, frozen=True):
    """A total and the factors that would make it, the standard first."""

    total: Mention
    factors: tuple[Mention, ...]
    times: Decimal | None = None

    def constant(self) -> Decimal | None:
        """What the product of the factors is multiplied by: times, and what the standard's unit is of the total's."""
        per = self.factors[0]
        if per.unit == self.total.unit or per.unit is None:
            return self.times
        return (self.times or Decimal(1)) * _IN_TONS.get(per.unit, Decimal(1))

    def fits(self) -> bool:
        """Whether the intervals of the total and of the product meet; a number of one proves nothing, nor does 1万元
        that stands for anything from 5000元 on."""
        if any(each.value == 1 for each in self.factors[1:]):
            return False
        least = most = nominal = self.constant() or Decimal(1)
        for factor in self.factors:
            nominal *= factor.value
            least *= low(factor)
            most *= high(factor)
        if abs(nominal - self.total.value) > _ROUNDED * self.total.value:
            return False
        return least <= high(self.total) and low(self.total) <= most

    def hits(self) -> bool:
        """Whether the figures as they are printed make the total as it is printed."""
        nominal = self.constant() or Decimal(1)
        for factor in self.factors:
            nominal *= factor.value
        return self.fits() and low(self.total) <= nominal <= high(self.total)

    def exact(self) -> bool:
        """Whether every figure is printed without 约, 以上 and the like."""
        return all(each.bound == "exact" for each in (self.total, *self.factors))

    def together(self, text: str) -> bool:
        """Whether all stand in one sentence, near each other and with no semicolon between."""
        figures = sorted((self.total, *self.factors), key=lambda each: each.index)
        near = figures[-1].index - figures[0].index < max(_WIDTH, len(figures) + 1)
        one = figures[0].sentence == figures[-1].sentence
        return near and one and ";" not in text[figures[0].end : figures[-1].start]

    def chance(self) -> float | None:
        """How likely it is that figures of other things miss the product by one slip as these do; None for no slip."""
        per, *others = self.factors
        # 每人1万元 is no standard of anything between 5000元 and 15000元
        loose = _is_odd(per.value) or (per.step != 1 and significant(per) > 1)
        standard = per if loose else counted(per)
        return product_miss(self.total, [standard, *others], self.constant() or Decimal(1))

    def doubt(self, text: str) -> int:
        """By how many times chance grows with the distance of the figures."""
        if self.together(text):
            return 1
        return _NEXT if self.total.sentence == self.factors[0].sentence else _FAR

    def shares_name(self) -> bool:
        """Whether the standard and the total have a word in common: 人均接待费用, 公务接待费."""
        one, other = self.factors[0].item, self.total.item
        return overlap(one, other)

    def passes_over(self, counts: Sequence[Mention]) -> bool:
        """Whether another count stands between the total with its number and the standard, which is then for that."""
        per, *others = self.factors
        last = max(each.index for each in (self.total, *others))
        return any(last < count.index < per.index for count in counts)

    def relation(self, cue: str, strength: Strength = "stated") -> Relation:
        """The relation that it claims."""
        return draft("product", [self.total], self.factors, cue=cue, constant=self.constant(), strength=strength)


class Place(Struct, frozen=True):
    """A standard with the figures around it: those of its unit (totals), and counts.

    counts   those of the unit that the standard is for, nearest first; numbers: all of them
    spans    months or days in its sentence, where the standard is for one month or day
    outer    where the counts are themselves of each lot (每期50人), the numbers of lots
    """

    per: Mention
    near: list[Mention]
    words: tuple[str, ...]
    numbers: list[Mention]
    counts: list[Mention]
    totals: list[Mention]
    spans: list[Mention]
    outer: dict[int, list[Mention]]


def is_standard(mention: Mention) -> bool:
    """Whether a figure is one for each of a number, or what each of them gained: 户均2400元, 户均增收2400元."""
    if mention.role == "per":
        return mention.bound != "range"
    if mention.role != "change" or len(mention.marks) < _PAIR:
        return False
    each, gained = mention.marks[-2:]
    each_of = each.meaning.startswith("product.per.") and gained.meaning.startswith("change.")
    return each_of and each.end == gained.start and mention.bound == "exact"


def around(view: View, per: Mention) -> Place:
    """The figures around a standard that it may be reckoned with."""
    roles = _GAINED if per.role == "change" else _ROLES
    near = [
        each
        for each in view.mentions[max(0, per.index - BACK) : per.index + _AHEAD]
        if each.paragraph == per.paragraph
        and 0 <= per.sentence - each.sentence <= 1
        and (each.role in roles or each.kind == "duration")
    ]
    words = words_of(per)
    figures = [each for each in near if each.kind in MEASURED and each.value > 0 and each is not per]
    figures.sort(key=lambda each: abs(each.index - per.index))
    numbers = [each for each in figures if each.role != "per"]
    # 每村1万元(14个村，余2万元): what is left over is no product
    totals = [each for each in near if is_total(each, per) and view.text[each.start - 1] not in _LEFT]
    totals.sort(key=lambda each: (each.index < per.index, abs(each.index - per.index)))
    wanted = _SPANS.get(time_of(per), ())
    lots = [each for each in figures if each.role == "per" and each.unit in words and each.sentence == per.sentence]
    return Place(
        per,
        near,
        words,
        numbers,
        [
            each
            for each in numbers
            if each.unit in words or _is_named(view, each, words) or (not words and _is_beside(each, per))
        ],
        totals,
        [counted(each) for each in near if each.kind == "duration" and each.unit in wanted],
        {lot.index: [each for each in numbers if each.unit in words_of(lot)] for lot in lots},
    )


def _is_beside(count: Mention, per: Mention) -> bool:
    """Whether a number stands right before a standard that is of a time alone: 19人按400元/月."""
    return bool(time_of(per)) and count.index == per.index - 1 and count.sentence == per.sentence


def _is_named(view: View, count: Mention, words: Sequence[str]) -> bool:
    """Whether a number counts what a standard is for by its name: 馆均 of 9个分馆, 每村 of 12个村."""
    noun = words[0] if words else ""
    named = _COUNTED.match(view.text, count.end)
    return named is not None and count.unit in _THINGS and noun not in _TIMES_OF and noun[-1:] in named[0]


def _is_odd(value: Decimal) -> bool:
    """Whether a value has more than whole tens; of any size, where a remainder must not exceed the precision."""
    tens = (value / _ROUND).to_integral_value()
    return tens * _ROUND != value


def counted(span: Mention) -> Mention:
    """A number of months or days, which is exact in a product."""
    return structs.replace(span, low=span.value, high=span.value)


def readings_of(place: Place) -> Iterator[Reading]:
    """What may be claimed of the standard, most likely first."""
    for total in place.totals:
        for count in place.counts:
            if count is total or (total.role == "per" and count.unit in words_of(total)):
                # 甲8人每人每月50元、乙6人每人每月100元: no standard for each of them is that of several
                continue
            for span in place.spans:
                yield Reading(total, (place.per, count, span))
            yield Reading(total, (place.per, count))
        for lot in place.near:
            for count in place.outer.get(lot.index, ()):
                if count is not total and lot is not total:
                    yield Reading(total, (place.per, lot, count))


def is_monthly(view: View, reading: Reading) -> bool:
    """Whether a standard for one month or day is held against a total for longer."""
    time = time_of(reading.factors[0])
    return time not in ("", "年") and not is_of_time(view, reading.total, time)


def is_of_time(view: View, total: Mention, time: str) -> bool:
    """Whether a total is of one month, term or the like: 月发8.74万元, 一个月发0.5万元, 春季发放0.7万元."""
    words = view.text[max(total.clause, total.lead) : total.start]
    return time_of(total) == time or _OF_ONE.get(time, re.compile("(?!)")).search(words) is not None


def is_mean(reading: Reading) -> bool:
    """Whether a mean of things, which is rounded, differs too little to be wrong."""
    per, count = reading.factors
    if per.kind not in MEASURED or reading.constant() is not None:
        # a yield in 公斤 is printed as finely as the crop in 吨
        return False
    mean = reading.total.value / count.value
    whole = per.value == per.value.to_integral_value()
    return abs(mean - per.value) <= max(Decimal(1) if whole else Decimal(0), _OFF * mean)


def is_total(total: Mention, per: Mention) -> bool:
    """Whether a figure can be the product: of the standard's unit; a standard itself only for each month or year.

    每人每月950元 is none of another 每人每月950元.
    """
    if total.role == "per" and (not time_of(total) or set(words_of(total)) & set(words_of(per))):
        return False
    one = total.unit == per.unit or (total.unit == _TON and per.unit in _IN_TONS)
    return total is not per and total.kind == per.kind and one


def time_of(mention: Mention) -> str:
    """The time that a figure holds for, 月 of 每人每月, so that a number of these is wanted too; "" for none."""
    words = "".join(mark.word for mark in mention.marks if mark.meaning.startswith("product.per")).replace(_WORKED, "")
    words += mention.text.partition("/")[2]
    return next((time for time in _TIMES if time in words), "")


def words_of(per: Mention) -> tuple[str, ...]:
    """The unit whose number the standard multiplies: 每户 → 户, 人均 → 人, 每辆 → 辆."""
    marks = [mark for mark in reversed(per.marks) if mark.meaning.startswith("product.per")]
    # 每生每年: the heads count, not the time
    marks.sort(key=lambda mark: (mark.meaning == "product.per") + mark.word.endswith(_TIMES_OF))
    if not marks:
        # 800元/人·月
        of = next((each for each in _OF_EACH.split(per.text)[1:] if each and each not in _TIMES_OF), "")
        return _HEADS if of in _HEADS else (of,) if of else ()
    mark = marks[0]
    named = mark.word.split("每")[-1].rstrip(_MEANS)
    unit = mark.meaning.removeprefix("product.per.") if mark.meaning != "product.per" else named
    return _HEADS if unit == _HEADS[0] else (unit, unit[-1:])
