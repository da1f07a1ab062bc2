"""A mean beside its total and the number that it is of: 开展检查36次，共3个基地，平均每个基地12次."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportminer.model import Strength
from reportminer.relate.clauses import Mention, View
from reportminer.relate.products.standards import (
    TOTALS,
    Place,
    Reading,
    is_mean,
    is_monthly,
    is_standard,
    time_of,
    words_of,
)

_LIST = 6
_MEAN = "均"


def means_of(view: View, place: Place, listed: Mapping[int, int]) -> Iterator[tuple[Reading, Strength]]:
    """A mean behind its total and number: 开展检查36次，共3个基地，平均每个基地12次; surely where it names nothing.

    Or before them, where they are told together: 馆均藏书0.3万册，9个分馆共藏书2.7万册; or of the only ones.
    """
    per = place.per
    mark = per.mark(*(each.meaning for each in per.marks if each.meaning.startswith("product.per")))
    if mark is None or _MEAN not in view.text[max(0, mark.start - 2) : mark.end] or time_of(per):
        return
    nearest = view.mentions[per.index - 1]
    # 受益9840户，31500人(户均3.2人): alone in its brackets it is of what stands before them
    alone = per.group and nearest.group != per.group and view.text.startswith("(", nearest.end)
    group = nearest.group if alone else per.group
    near = view.mentions[max(0, per.index - _LIST) : per.index]
    # 3批共96人，每批32人，支出28.8万元，人均3000元: another mean between is neither
    before = [each for each in near if each.group == group and each.role != "per"][-2:]
    reading = _of_pair(view, place, before) or _of_bracket(view, place)
    others = [each for each in place.totals if each.index < per.index and each.sentence == per.sentence]
    bare = per.kind == "amount" and mark.end == per.start and len(others) == 1
    only = _of_only(place, others[0], listed) if bare and per.mark("sum.parts") is None else None
    told_of = next((each for each in (reading, only) if each is not None and each.fits()), None)
    if only is not None and reading is not None and others[0].index > reading.factors[1].index in listed:
        # 86名，其中特困12名、意外74名；发放18万元，人均2000元: of all of them
        reading = None
    reading = told_of or reading or only
    if reading is not None:
        yield reading, "stated" if bare and reading is not only else "implied"
        return
    behind = view.mentions[per.index + 1 : per.index + 3]
    reading = _of_pair(view, place, [each for each in behind if each.sentence == per.sentence])
    if reading is not None and reading.total.mark(*TOTALS) is not None:
        yield reading, "implied"


def _of_only(place: Place, total: Mention, listed: Mapping[int, int]) -> Reading | None:
    """A total and the only number of a sentence that is none of a list's, else the one right behind the mean."""
    at = place.per.index
    told = [each for each in place.counts if each.sentence == place.per.sentence]
    here = [each for each in told if each.index not in listed or each.index == at - 1]
    counts = [each for each in here if each.index < at] or [each for each in here if each.index == at + 1]
    reading = Reading(total, (place.per, counts[0])) if len(counts) == 1 and counts[0] is not total else None
    return reading if reading is not None and reading.exact() else None


def _of_bracket(view: View, place: Place) -> Reading | None:
    """The figure right before a mean, and the number in brackets behind it: 27.5万元，人均1.2万元(在职23人)."""
    per = place.per
    total = view.mentions[per.index - 1]
    inside = [each for each in view.mentions[per.index + 1 : per.index + 3] if view.opens[each.group] == per.end]
    if len(inside) != 1 or inside[0] not in place.counts or total not in place.totals or total.sentence != per.sentence:
        return None
    reading = Reading(total, (per, inside[0]))
    return reading if reading.exact() and not is_mean(reading) and not is_monthly(view, reading) else None


def _of_pair(view: View, place: Place, pair: Sequence[Mention]) -> Reading | None:
    """A total and a number among two figures, which a mean beside them is told of."""
    counts, totals = ([each for each in pair if each in kept] for kept in (place.counts, place.totals))
    if len(counts) != 1 or totals == counts or not totals:
        return None
    reading = Reading(next(each for each in totals if each is not counts[0]), (place.per, counts[0]))
    # 240人，人均500元，其中特困补助6万元，人均800元: those have their own mean
    own = any(
        words_of(each) == place.words for each in view.mentions[pair[0].index : pair[-1].index] if is_standard(each)
    )
    return reading if reading.exact() and reading.together(view.text) and not (own or is_mean(reading)) else None
