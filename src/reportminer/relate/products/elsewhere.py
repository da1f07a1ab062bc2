"""A standard and its number in one sentence, the total in another: 图书购置114万元; 购置图书38000册，每册30元."""

from __future__ import annotations

import re
from functools import cached_property

from reportminer.model import Relation
from reportminer.relate.base import backwards
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import significant
from reportminer.relate.evidence.odds import rarely
from reportminer.relate.keys import grams, overlap
from reportminer.relate.products.standards import Place, Reading, is_total, time_of
from reportminer.relate.products.yearly import times_said

_NAME, _SHORT = 3, 2
_WORD = 4
_TELLING = 2
_MONTH, _YEAR = "月", "年"
_BY_NAME = 0.05
"""the chance of a slip where a total in another sentence bears the name of the count"""
_BESIDE = 0.5
"""the same where it stands right beside them, in the sentence or paragraph before or after"""
_ABOVE = 6
_OPENS = re.compile(r"[(,、;]")
_TO = "为达到是约"
_REACH = 30
"""totals with two characters in common; what more share, as in a form letter, names none of them"""


class Named:
    """The levels of a report by unit and by what stands together in their names."""

    def __init__(self, view: View) -> None:
        self.view = view

    @cached_property
    def _groups(self) -> dict[tuple[str | None, str], list[Mention]]:
        groups: dict[tuple[str | None, str], list[Mention]] = {}
        for mention in self.view.mentions:
            if mention.role in ("level", "base"):
                for pair in grams(mention.item):
                    groups.setdefault((mention.unit, pair), []).append(mention)
        return {key: group for key, group in groups.items() if len(group) <= _REACH}

    def totals(self, per: Mention, *names: str) -> list[Mention]:
        """What can be the product of a standard and shares two characters of its name with one of `names`."""
        pairs = grams(" ".join(names))
        found = {each.index: each for pair in pairs for each in self._groups.get((per.unit, pair), ())}
        return [found[index] for index in sorted(found) if is_total(found[index], per)]


def elsewhere(named: Named, place: Place, cue: str) -> Relation | None:
    """The only total in another sentence that bears the name of the count or of the standard and agrees."""
    per = place.per
    if time_of(per) not in ("", _MONTH, _YEAR) or per.kind != "amount":
        return None
    if time_of(per) == _YEAR:
        above = _of_count_above(named.view, place)
        return above.relation(cue, "implied") if above is not None else None
    apart = all(each.sentence != per.sentence for each in place.totals)
    beside = [each for each in place.counts if abs(each.index - per.index) == 1 and each.sentence == per.sentence]
    if apart and len(beside) == 1 and len(set(beside[0].item)) >= _NAME:
        found = _of_count(named, place, beside[0])
        if found is not None:
            return found.relation(cue, "implied")
    found = _of_standard(named, place) or _of_count_above(named.view, place)
    return found.relation(cue, "implied") if found is not None else None


def _of_count(named: Named, place: Place, count: Mention) -> Reading | None:
    """The total named in the characters of the count."""
    per, name = place.per, count.item
    beside = [
        reading
        for each in named.totals(per, name)
        if each.index in (min(count.index, per.index) - 1, max(count.index, per.index) + 1)
        and overlap(each.item, name, _SHORT if significant(each) > _TELLING else _WORD)
        and (reading := Reading(each, (per, count))).exact()
        and abs(each.paragraph - per.paragraph) <= 1
    ]
    if len(beside) == 1 and not time_of(per) and significant(beside[0].total) >= _TELLING:
        chance = beside[0].chance() if overlap(beside[0].total.item, name, _WORD) else None
        if beside[0].hits() or (chance is not None and chance <= _BESIDE):
            return beside[0]
    monthly = time_of(per) == _MONTH
    readings = [
        Reading(each, (per, count), times_said(named.view, each, per) if monthly else None)
        for each in named.totals(per, name)
        if _bears(each.item, name, monthly)
    ]
    readings = [each for each in readings if each.exact() and significant(each.total) > _TELLING]
    if monthly:
        readings = [each for each in readings if each.fits()]
    if len(readings) != 1:
        return None
    return readings[0] if readings[0].fits() or rarely(readings[0].chance(), _BY_NAME) else None


def _bears(item: str, name: str, monthly: bool) -> bool:
    """Whether a total is named by the characters of a count, or of a month's standard by the end of its own name."""
    if monthly:
        return len(item) >= _WORD and item[-_WORD:] in name
    return set(name) <= set(item)


def _of_standard(named: Named, place: Place) -> Reading | None:
    """公务接待费2.47万元 … 接待31批次、247人次，人均接待费100元: what the standard, or the count, is a standard of."""
    per = place.per
    if time_of(per):
        return None
    name = _name_of(named.view, per)
    here = [each for each in place.counts if each.sentence == per.sentence and each.bound == "exact"]
    readings: list[Reading] = []
    for count in here:
        for total in named.totals(per, name, count.item):
            if total.sentence == per.sentence or not _is_named(total.item, name, count.item):
                continue
            reading = Reading(total, (per, count))
            if reading.exact() and significant(total) > _TELLING:
                readings.append(reading)
    fitting = [each for each in readings if each.fits()]
    if not fitting and len({each.total.value for each in readings}) == 1:
        # a slip is read only into what the standard names itself
        own = [each for each in readings if len(name) >= _NAME and name in each.total.item]
        slipped = [each for each in own if (chance := each.chance()) is not None and chance * len(here) <= _BY_NAME]
        return slipped[0] if len(slipped) == 1 else None
    return fitting[0] if len({each.total.value for each in fitting}) == 1 else None


def _of_count_above(view: View, place: Place) -> Reading | None:
    """采购图书2400册。 … 每册35元，图书购置费8.4万元: the last number before, of a standard right beside its total."""
    per = place.per
    totals = [each for each in place.totals if each.sentence == per.sentence and abs(each.index - per.index) == 1]
    if len(totals) != 1 or place.counts or time_of(per) == _MONTH:
        return None
    for count in backwards(view, per, _ABOVE):
        if per.paragraph - count.paragraph > 1:
            break
        if count.role == "level" and count.unit in place.words:
            reading = Reading(totals[0], (per, count))
            telling = reading.exact() and significant(totals[0]) >= _TELLING
            chance = reading.chance() if telling else None
            return reading if telling and (reading.hits() or (chance is not None and chance <= _BY_NAME)) else None
    return None


def _is_named(item: str, name: str, counted: str) -> bool:
    """Whether a total's item is that of the standard (接待费 in 公务接待费) or of the count (罐头 of 罐头发货)."""
    if len(name) >= _NAME and name in item:
        return True
    short, long = sorted((item, counted), key=len)
    return overlap(item, counted, _WORD) or (len(short) >= _SHORT and (long.startswith(short) or long.endswith(short)))


def _name_of(view: View, per: Mention) -> str:
    """The noun that stands between 人均 or 每辆 and the figure: 接待费 of 人均接待费90元."""
    marks = [mark for mark in per.marks if mark.meaning.startswith("product.per")]
    return _OPENS.split(view.text[marks[-1].end : per.start].strip())[0].rstrip(_TO) if marks else ""
