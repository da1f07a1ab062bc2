"""Amounts of one month, day or year times a number of these: 月发5万元，全年12个月共60万元; 日均8吨，365天共2920吨."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from msgspec import Struct

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import high, low, significant
from reportminer.relate.evidence.misses import product_miss
from reportminer.relate.products.standards import counted

_TIMES = {"月": "月", "天": "天日", "日": "天日", "年": "年"}
_ROLES = ("level", "base", "per")
_BACK = 4
_TELLING = 3
_RARE = 0.1
_WORDS = 10
_RECKONED = re.compile(r"[(,、](?:全年)?[按以]")


class _Claim(Struct, frozen=True):
    """An amount for one unit of time, how many units, and what they come to."""

    rate: Mention
    span: Mention
    total: Mention

    def fits(self) -> bool:
        count, rate = self.span.value, self.rate
        # a rate of one or two digits is meant as it is printed
        told = significant(rate) >= _TELLING
        least, most = (low(rate), high(rate)) if told else (rate.value, rate.value)
        return least * count <= high(self.total) and low(self.total) <= most * count


def find_spans(view: View, known: Container[str] = ()) -> Iterator[Relation]:
    """The amount of each month or day, the number of months or days right behind it, and the figure behind that.

    known  the totals that a product gives already
    Given where the product comes out, or where one slip that is hardly chance keeps it from coming out.
    """
    for span in view.mentions:
        if span.kind != "duration" or span.value <= 1 or span.bound != "exact":
            continue
        claim = _claim(view, span)
        if claim is None or claim.total.id in known:
            continue
        if not claim.fits():
            chance = product_miss(claim.total, [claim.rate, counted(span)])
            if chance is None or chance > _RARE:
                continue
        yield draft("product", [claim.total], [claim.rate, span], strength="implied")


def _claim(view: View, span: Mention) -> _Claim | None:
    behind = _behind_total(view, span)
    if behind is not None:
        return behind
    following = view.mentions[span.index + 1 : span.index + 2]
    if not following or following[0].sentence != span.sentence or following[0].role not in _ROLES:
        return None
    total, times = following[0], _TIMES.get((span.unit or "")[-1:], "")
    if not times or ";" in view.text[span.end : total.start]:
        return None
    for rate in backwards(view, span, _BACK):
        if rate.sentence != span.sentence:
            break
        name = view.text[max(rate.lead, rate.clause, rate.start - _WORDS) : rate.start]
        if rate.role in _ROLES and alike(rate, total):
            timed = any(time in name for time in times) and not any(char.isdigit() for char in name)
            exact = rate.bound == total.bound == "exact"
            return _Claim(rate, span, total) if timed and exact else None
    return None


def _behind_total(view: View, span: Mention) -> _Claim | None:
    """What a total in front comes to in each of them: 全年转运60390吨，日均165.0吨（按366天）."""
    total, rate = view.mentions[max(0, span.index - 2)], view.mentions[max(0, span.index - 1)]
    times = _TIMES.get((span.unit or "")[-1:], "")
    if span.index < 2 or not times or not (total.sentence == rate.sentence == span.sentence) or not alike(rate, total):
        return None
    timed = any(f"{time}均" in view.text[rate.clause : rate.start] for time in times)
    exact = rate.bound == total.bound == "exact"
    told = _RECKONED.fullmatch(view.text, rate.end, span.start) is not None and total.value > rate.value
    return _Claim(rate, span, total) if timed and exact and told else None
