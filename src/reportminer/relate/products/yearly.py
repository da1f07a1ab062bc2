"""A standard for each month, quarter, week or day against what a year or a named part of it comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import significant
from reportminer.relate.evidence.odds import rarely
from reportminer.relate.products.standards import Place, Reading, time_of

A_YEAR = {
    "学期": Decimal(2),
    "季": Decimal(4),
    "月": Decimal(12),
    "周": Decimal(52),
    "天": Decimal(365),
    "日": Decimal(365),
}
"""how many of each time make a year"""
_PARTS_OF_YEAR = {
    "月": (("前三季度", Decimal(9)), ("季度", Decimal(3)), ("半年", Decimal(6))),
    "季": (("半年", Decimal(2)),),
}
_MONTHS = re.compile(r"(?<![\d.])(\d{1,2})月?[-—~至到]+(\d{1,2})月")
_CHANCE, _SAID = 0.07, 0.2
"""the chance allowed of being one slip apart, the larger where the total is said to be that of the whole year"""
_WHOLE_YEAR = "全年"
_TELLING = 2


def times_said(view: View, total: Mention, per: Mention) -> Decimal | None:
    """How often a standard runs: in the months, quarter or half year that the text names, else in a year.

    None where the standard is for no such time, or for one that does not divide what the text names.
    """
    time = time_of(per)
    if time not in A_YEAR:
        return None
    for figure in (per, total):
        start = view.sentences[figure.sentence]
        months = _MONTHS.search(view.text, start, figure.start)
        if months is not None:
            run = int(months[2]) - int(months[1]) + 1
            return Decimal(run) if time == "月" and run > 1 else None
        for words, times in _PARTS_OF_YEAR.get(time, ()):
            if view.text.find(words, start, figure.start) >= 0:
                return times
    return A_YEAR[time]


def yearly_readings(view: View, place: Place) -> Iterator[Reading]:
    """A standard of a month or day over the time that the text names, for each of a number or for all together."""
    per = place.per
    if place.spans or time_of(per) not in A_YEAR:
        return
    for total in place.totals:
        times = times_said(view, total, per) if not time_of(total) else None
        if times is None:
            continue
        for count in place.counts:
            if count is not total:
                yield Reading(total, (per, count), times)
        if not place.counts and not place.outer:
            yield Reading(total, (per,), times)


def of_a_year(view: View, place: Place, cue: str) -> Relation | None:
    """全年门诊21900人次，日均60人次; 6名，每人每月1000元，全年7.2万元: where they agree, or miss by one slip."""
    per = place.per
    readings = [each for each in yearly_readings(view, place) if each.exact() and each.together(view.text)]
    for reading in readings:
        printed = significant(reading.total)
        alone = per.value * times if (times := reading.times) is not None and len(reading.factors) == 1 else None
        if reading.fits() and (alone is None or printed > _TELLING or (alone == reading.total.value and printed > 1)):
            return reading.relation(cue, "implied")
    for reading in readings:
        if len(reading.factors) < _TELLING or per.kind != "amount" or len(readings) > 1:
            continue
        if rarely(reading.chance(), _SAID if _WHOLE_YEAR in view.words_of(reading.total) else _CHANCE):
            return reading.relation(cue, "implied")
    return None
