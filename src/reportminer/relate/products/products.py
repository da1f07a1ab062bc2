"""A standard times a number: 每户300元, 50户, 共15000元; 16人 at 每人每月2000元 for 12个月."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from operator import attrgetter

from reportminer.model import Relation, Strength
from reportminer.relate.base import alike, joined
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import significant
from reportminer.relate.lists.listing import Listing
from reportminer.relate.products.elsewhere import Named, elsewhere
from reportminer.relate.products.means import means_of
from reportminer.relate.products.standards import (
    BACK,
    TOTALS,
    Place,
    Reading,
    around,
    is_mean,
    is_monthly,
    is_of_time,
    is_standard,
    is_total,
    readings_of,
    time_of,
)
from reportminer.relate.products.yearly import of_a_year, yearly_readings

_TELLING = 2
_EACH = "每"
_BY, _RESPECTIVE = "按", "分别"
_CHANCE = 0.35
"""how likely it may be that a slip is read into figures that stand together"""
_PART = 3
"""how many times likelier chance is where the number is one of a list"""
_NAMED = 0.5
_YEAR = "年"
_SETTLED = re.compile(r"按照?实际[^,;。]{1,12}(?:结算|核算|计算|计发|发放|拨付|支付)")
"""what a total beside a standard is reckoned on instead: 人均1.5万元，按实际月数结算"""


def find_products(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """A total beside a standard per head and a number of heads, in one sentence or the one before."""
    listed = {part.index: number for number, listing in enumerate(listings) for part in listing.parts}
    levels = Named(view)
    for mention in view.mentions:
        if not is_standard(mention) or view.text.startswith("/", mention.end):
            # 586元/千千瓦时: of a unit that is not read
            continue
        place = around(view, mention)
        cue = view.text[mention.clause : mention.start][-8:]
        relation = _product(levels, place, listed, cue)
        if relation is not None:
            yield relation


def _product(levels: Named, place: Place, listed: Mapping[int, int], cue: str) -> Relation | None:
    """What the words claim, where it agrees or one slip explains why not; else what agrees; else what a slip breaks."""
    view = levels.view
    for reading in _in_order(view, place):
        return reading.relation(cue)
    claimed = _claimed(view, place, listed)
    before = {place.per.index - 2, place.per.index - 1}
    # 42人126万元，每人3万元，下一项61人440万元
    first = [each for each in readings_of(place) if {each.total.index, *(f.index for f in each.factors[1:])} == before]
    named = [each for each, _ in claimed]
    for reading in (*first, *named):
        if reading.hits():
            return reading.relation(cue)
    for reading in (*first, *named):
        if reading.fits():
            return reading.relation(cue)
    if _is_one_of_several(view, place) or _SETTLED.search(view.text, place.per.end, view.sentence_end(place.per.end)):
        return _fitting(view, place, cue) or elsewhere(levels, place, cue)
    borne = next((each for each in readings_of(place) if each.together(view.text) and each.fits()), None)
    of_all = _is_of_all(place)
    claimed = [] if of_all else claimed
    for reading, strength in claimed:
        if reading.chance() is not None:
            # 64人，家属32人自费，支出25.6万元，人均4000元: of the 64
            told = borne is not None and (strength == "implied" or borne.hits())
            return borne.relation(cue) if borne is not None and told else reading.relation(cue, strength)
    relation = _fitting(view, place, cue) or (None if of_all else _slipped(view, place, listed, cue))
    if relation is not None:
        return relation
    for reading, strength in claimed:
        if strength == "stated":
            return reading.relation(cue)
    if place.spans or place.outer:
        return None
    return _alone(view, place, listed, cue) or elsewhere(levels, place, cue)


def _is_one_of_several(view: View, place: Place) -> bool:
    """Whether another standard stands before this one, no total between: 35台，单价4800元，12台，单价2100元，合计…"""
    per = place.per
    before = view.mentions[max(0, per.index - BACK) : per.index]
    others = [each for each in before if each.sentence == per.sentence and each.role == "per" and each.unit == per.unit]
    others = [each for each in others if each not in place.totals]
    return bool(others) and not any(others[-1].index < each.index < per.index for each in place.totals)


def _is_of_all(place: Place) -> bool:
    """Whether a standard is of several numbers together: 新建26座，改建18座，投资352万元，平均每座8万元."""
    per, here = place.per, [each for each in place.counts if each.sentence == place.per.sentence]
    whole = [each for each in here if each.group == per.group and each.index < per.index and each.bound == "exact"]
    made = sum((each.value for each in whole), Decimal(0)) * per.value
    return len(whole) > 1 and any(abs(made - each.value) * 2 <= (each.step or 1) for each in place.totals)


def _fitting(view: View, place: Place, cue: str) -> Relation | None:
    """The first reading whose figures agree, as they are printed or at least within their rounding."""
    fitting = [reading for reading in readings_of(place) if reading.fits()]
    for reading in (*(each for each in fitting if each.hits()), *fitting):
        return reading.relation(cue)
    if place.per.kind == "amount":
        # any other count serves where the total is printed finely enough not to meet it by chance
        for total, count in product(place.totals, place.numbers):
            reading = Reading(total, (place.per, count))
            telling = significant(total) >= _TELLING or total.mark(*TOTALS) is not None
            if count is not total and reading.exact() and telling and reading.fits():
                return reading.relation(cue)
        for reading in yearly_readings(view, place):
            if reading.exact() and significant(reading.total) > _TELLING and reading.fits():
                return reading.relation(cue, "implied")
    return of_a_year(view, place, cue)


def _claimed(view: View, place: Place, listed: Mapping[int, int]) -> list[tuple[Reading, Strength]]:
    """What the words claim of figures that follow each other, and how surely, whatever their values."""
    found: list[tuple[Reading, Strength]] = [(each, "stated") for each in _bracketed(view, place)]
    if place.spans or place.outer:
        for reading in readings_of(place):
            figures = sorted(each.index for each in (reading.total, *reading.factors))
            row = figures[-1] == reading.total.index and _are_a_row(view, figures)
            if row and len(reading.factors) > _TELLING and reading.exact() and reading.together(view.text):
                sure = reading.total.mark(*TOTALS) is not None
                found.append((reading, "stated" if sure else "implied"))
        return found if place.spans else [*found, *means_of(view, place, listed)]
    found.extend(each for each in _beside(view, place) if not _is_of_some(place, each[0], listed))
    found.extend((each, "implied") for each in _behind(view, place))
    found.extend(means_of(view, place, listed))
    found.extend((each, "implied") for each in _yields(view, place))
    return found


def _bracketed(view: View, place: Place) -> Iterator[Reading]:
    """The figure right before a parenthesis that holds a standard and a number only: 64万元（640户，每户1000元）."""
    per = place.per
    for count in place.counts:
        first, last = sorted((count.index, per.index))
        if not first or not per.group or count.group != per.group or last - first != 1:
            continue
        total = view.mentions[first - 1]
        after = view.mentions[last + 1] if last + 1 < len(view.mentions) else None
        alone = total.group != per.group and (after is None or after.group != per.group)
        if alone and total in place.totals and view.text.startswith("(", total.end):
            reading = Reading(total, (per, count))
            if reading.exact() and not is_monthly(view, reading):
                yield reading


def _in_order(view: View, place: Place) -> Iterator[Reading]:
    """As many numbers, standards and totals one run behind the other: 甲9人、乙20人，分别按1元和5元，计9元和100元."""
    per, (at, size) = place.per, place.per.row
    first = per.index - at
    if size < _TELLING or first < size:
        return
    runs = [view.mentions[start : start + size] for start in (first - size, first, first + size)]
    told = all(len(run) == size and joined(view, run[0], run[-1]) for run in runs)
    if told and runs[0][0].sentence == runs[-1][-1].sentence and _RESPECTIVE in view.text[runs[0][-1].end : per.start]:
        count, _, total = (run[at] for run in runs)
        reading = Reading(total, (per, count))
        if count in place.numbers and total in place.totals and reading.exact():
            yield reading


def _behind(view: View, place: Place) -> Iterator[Reading]:
    """A standard that says nothing but for whom, right behind its number and total: 给25名学生发5万元，每人2000元."""
    per = place.per
    mark = per.mark(*(each.meaning for each in per.marks if each.meaning.startswith("product.per.")))
    if per.index < _TELLING or mark is None or mark.end != per.start or view.text[mark.start - 1] not in ",(":
        return
    count, total = view.mentions[per.index - 2 : per.index]
    told = count in place.counts and total in place.totals and count.sentence == per.sentence
    told = told and not time_of(per) and not {",", ";"} & set(view.text[count.end : total.start])
    reading = Reading(total, (per, count))
    if told and reading.exact() and not is_monthly(view, reading):
        yield reading


def _yields(view: View, place: Place) -> Iterator[Reading]:
    """A yield in 公斤 beside a crop in 吨, of the last area before: 27.8万亩，少0.5万亩，单产420公斤，总产11.68万吨."""
    per = place.per
    crops = [each for each in place.totals if each.unit != per.unit and each.sentence == per.sentence]
    crops = [each for each in crops if abs(each.index - per.index) == 1]
    areas = [each for each in place.counts if each.index < per.index and each.sentence == per.sentence]
    if crops and areas:
        reading = Reading(crops[0], (per, areas[0]))
        if reading.exact() and reading.together(view.text):
            yield reading


def _slipped(view: View, place: Place, listed: Mapping[int, int], cue: str) -> Relation | None:
    """The reading that one slip in one figure keeps from closing, where that is not chance."""
    readings = [*readings_of(place)]
    if place.per.kind == "amount" and not place.counts and not place.outer:
        readings += [Reading(total, (place.per, count)) for total, count in product(place.totals, place.numbers)]
    tiers: dict[int, list[Reading]] = {}
    counted = [each for each in place.counts if each.sentence == place.per.sentence]
    whole = any(each.index not in listed for each in counted)
    for reading in readings:
        if whole and any(each in counted and each.index in listed for each in reading.factors):
            # 126名，其中视力3名、听力12名，人均1.5万元: of all of them, not of some
            continue
        single = len(reading.factors) == _TELLING
        if single and (place.spans or is_monthly(view, reading) or is_mean(reading)):
            continue
        if reading.exact() and not reading.passes_over(place.counts) and not _is_of_a_run(view, reading, place.counts):
            tiers.setdefault(reading.doubt(view.text), []).append(reading)
    for doubt, rivals in sorted(tiers.items()):
        parts = [any(each.index in listed for each in reading.factors) for reading in rivals]
        trials = max(1, parts.count(False)) * doubt
        found = [
            (chance * trials * (_PART if part else 1) * (_NAMED if reading.shares_name() else 1), number)
            for number, (reading, part) in enumerate(zip(rivals, parts, strict=True))
            if (chance := reading.chance()) is not None
        ]
        if found and min(found)[0] < _CHANCE:
            return rivals[min(found)[1]].relation(cue, "implied")
    return None


def _is_of_a_run(view: View, reading: Reading, counts: Sequence[Mention]) -> bool:
    """Whether the number is one of several that 、 joins, of which a total may count all: 春季158人、秋季154人."""
    for one, other in combinations(sorted(counts, key=attrgetter("index")), 2):
        if (one in reading.factors or other in reading.factors) and alike(one, other) and joined(view, one, other):
            return True
    return False


def _beside(view: View, place: Place) -> Iterator[tuple[Reading, Strength]]:
    """Figures that stand together, the total last: 152座，每座3.5万元，共投入500万元."""
    per, numbers = place.per, place.numbers
    following = [
        each for each in place.totals if per.index < each.index <= per.index + 2 and each.sentence == per.sentence
    ]
    reckoned = any(view.text[mark.start - 1] == _BY for mark in per.marks if mark.meaning.startswith("product.per."))
    if not following or (per.kind != "amount" and not reckoned):
        return
    # 每人每年300元，发放1.2万元: what a report tells is of a year
    time = time_of(per)
    yearly = (time, time_of(following[0])) == (_YEAR, "")
    if time != time_of(following[0]) and not yearly and not is_of_time(view, following[0], time):
        return
    total = following[0]
    summed = total.mark(*TOTALS) is not None
    here = [each for each in place.counts if each.sentence == per.sentence and each.bound == "exact"]
    # 7500户(种植4860户、养殖2640户)，每户2000元: what brackets tell of is part of it
    here = [each for each in here if each.group == per.group] or here
    between = [each for each in here if per.index < each.index < following[0].index]
    beside = [
        each for each in here if each.index < per.index and _are_a_row(view, (each.index, per.index, total.index))
    ]
    here = between or beside or here
    named, unnamed = len(here) == 1, per.mark("product.per")
    before = view.mentions[per.index - 1] if per.index else per
    plain = before in numbers and before.sentence == per.sentence and before.bound == "exact"
    if between and before in place.counts and "," not in view.text[before.end : per.start]:
        # 甲类58名、每人5000元，乙类74名，共10.6万元: the standard is of the first
        return
    if plain and not here and unnamed is not None and _EACH not in unnamed.word:
        # 单价 names no unit: the count right before it is meant
        here, named = [before], True
    elif plain and not here and time and place.words[0] == time and total.index == per.index + 1:
        # 84人，按每月900元月发7.56万元: so many of them each month
        here = [before]
    elif plain and not named and summed and total.index == per.index + 1:
        here = [before]
    if len(here) != 1 or per.bound != "exact":
        return
    count = here[0]
    figures = sorted((count.index, per.index, total.index))
    reasoned = any(mark.meaning == "change.reason" for mark in view.marks_between(count.end, total.start))
    apart = reasoned or ";" in view.text[min(count.end, per.end) : total.start]
    if _are_a_row(view, figures) and not apart:
        yield Reading(total, (per, count)), "stated" if named and summed else "implied"


def _are_a_row(view: View, figures: Sequence[int]) -> bool:
    """Whether figures follow each other, but for what brackets behind one of them tell."""
    group = view.mentions[figures[0]].group
    between = set(range(figures[0], figures[-1])) - {*figures}
    return all(view.parents[view.mentions[each].group] == group != view.mentions[each].group for each in between)


def _is_of_some(place: Place, reading: Reading, listed: Mapping[int, int]) -> bool:
    """Whether the number ends a list of numbers whose total stands before: 3辆，其中公务2辆、特种1辆，每辆2万元."""
    last = reading.factors[1].index
    here = {each.index for each in place.counts if each.sentence == place.per.sentence}
    run = last - 1 in here and last in listed and listed.get(last - 1) == listed[last]
    return run and not here <= listed.keys()


def _alone(view: View, place: Place, listed: Mapping[int, int], cue: str) -> Relation | None:
    """The only count of the standard's unit and the only amount of a stretch of a sentence, list parts left out."""
    per = place.per
    if per.kind != "amount" or time_of(per) or per.bound != "exact":
        return None
    here = [
        each
        for each in place.near
        if each.sentence == per.sentence
        and each.index not in listed
        and each.bound == "exact"
        and ";" not in view.text[min(each.end, per.end) : max(each.start, per.start)]
    ]
    counts = [each for each in here if each.unit in place.words and each.value > 1]
    totals = [each for each in here if is_total(each, per)]
    if len(counts) != 1 or len(totals) != 1 or totals[0].basis == "budget" or totals[0].value <= per.value:
        return None
    if abs(totals[0].index - per.index) > 1 or counts[0].index > per.index:
        return None
    if totals[0].index < per.index and per.mark("sum.parts") is not None:
        # 利润2万元，其中每户700元，其余留用: the total before holds more than the product
        return None
    reading = Reading(totals[0], (per, counts[0]))
    return reading.relation(cue, "implied") if reading.chance() is not None else None
