"""A standard times a number: 每户300元, 50户, 共15000元; 16人 at 每人每月2000元 for 12个月."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import high, low, significant
from reportminer.relate.sums import Listing

_COUNTS = frozenset({"headcount", "household", "count", "measure"})
_BACK = 10
_AHEAD = 6
_TELLING = 2
_EACH = "每"
_ROLES = ("level", "base", "per")
_TIMES = frozenset("年月天日")


def find_products(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """A total beside a standard per head and a number of heads, in one sentence or the one before."""
    listed = {part.index for listing in listings for part in listing.parts}
    for mention in view.mentions:
        if mention.role != "per" or mention.quantity.bound == "range":
            continue
        relation = _product(view, mention, listed)
        if relation is not None:
            yield relation


def _product(view: View, per: Mention, listed: Set[int]) -> Relation | None:
    near = [
        each
        for each in view.mentions[max(0, per.index - _BACK) : per.index + _AHEAD]
        if each.paragraph == per.paragraph and 0 <= per.sentence - each.sentence <= 1 and each.role in _ROLES
    ]
    words = _per_word(per)
    numbers = [
        each
        for each in near
        if each.role != "per" and each.quantity.kind in _COUNTS and each.value > 1 and each is not per
    ]
    counts = [each for each in numbers if each.unit in words]
    counts.sort(key=lambda each: abs(each.index - per.index))
    totals = [each for each in near if _is_total(each, per)]
    totals.sort(key=lambda each: (each.index < per.index, abs(each.index - per.index)))
    cue = view.text[per.clause : per.start][-8:]
    for total in totals:
        for count in counts:
            if count is not total and _fits(total, per, count):
                return draft("product", [total], [per, count], cue=cue)
    if per.quantity.kind == "amount":
        # any other count serves where the total is printed finely enough not to meet it by chance
        for total in totals:
            for count in sorted(numbers, key=lambda each: abs(each.index - per.index)):
                exact = count.quantity.bound == total.quantity.bound == per.quantity.bound == "exact"
                telling = significant(total.quantity) >= _TELLING or total.mark("sum.after") is not None
                if exact and telling and _fits(total, per, count):
                    return draft("product", [total], [per, count], cue=cue)
    return _beside(view, per, counts, numbers, totals, cue) or _alone(view, per, near, words, listed, cue)


def _is_total(total: Mention, per: Mention) -> bool:
    """Whether a figure can be the product: of the standard's unit; a standard itself only for each month or year."""
    if total.role == "per" and (total.index == per.index or not _has_time(total)):
        return False
    return total is not per and total.quantity.kind == per.quantity.kind and total.unit == per.unit


def _beside(
    view: View,
    per: Mention,
    counts: Sequence[Mention],
    numbers: Sequence[Mention],
    totals: Sequence[Mention],
    cue: str,
) -> Relation | None:
    """The product of figures that stand together and do not fit: 152座，每座3.5万元，共投入500万元."""
    if per.quantity.kind != "amount" or _has_time(per):
        return None
    here = [each for each in counts if each.sentence == per.sentence and each.quantity.bound == "exact"]
    following = [each for each in totals if per.index < each.index <= per.index + 2 and each.sentence == per.sentence]
    unnamed = per.mark("product.per")
    if not here and unnamed is not None and _EACH not in unnamed.word and per.index:
        # 单价 names no unit: the count right before it is meant
        before = view.mentions[per.index - 1]
        plain = before in numbers and before.sentence == per.sentence and before.quantity.bound == "exact"
        here = [before] if plain else []
    if len(here) != 1 or not following or per.quantity.bound != "exact":
        return None
    count, total = here[0], following[0]
    if any(mark.meaning == "change.reason" for mark in view.marks_between(count.end, total.start)):
        return None
    figures = sorted((count.index, per.index, total.index))
    if figures[-1] - figures[0] != 2 or ";" in view.text[min(count.end, per.end) : total.start]:
        return None
    sure = total.mark("sum.after") is not None or len(_sentence(view, per)) == len(figures)
    return draft("product", [total], [per, count], strength="stated" if sure else "implied", cue=cue)


def _alone(
    view: View, per: Mention, near: Sequence[Mention], words: Sequence[str], listed: Set[int], cue: str
) -> Relation | None:
    """The only count of the standard's unit and the only amount of a stretch of a sentence, list parts left out."""
    if per.quantity.kind != "amount" or _has_time(per) or per.quantity.bound != "exact":
        return None
    here = [
        each
        for each in near
        if each.sentence == per.sentence
        and each.index not in listed
        and each.quantity.bound == "exact"
        and ";" not in view.text[min(each.end, per.end) : max(each.start, per.start)]
    ]
    counts = [each for each in here if each.unit in words and each.value > 1]
    totals = [each for each in here if _is_total(each, per)]
    if len(counts) != 1 or len(totals) != 1 or totals[0].basis == "budget" or totals[0].value <= per.value:
        return None
    if abs(totals[0].index - per.index) > 1 or counts[0].index > per.index:
        return None
    return draft("product", totals, [per, counts[0]], strength="implied", cue=cue)


def _sentence(view: View, per: Mention) -> list[Mention]:
    around = view.mentions[max(0, per.index - _BACK) : per.index + _AHEAD]
    return [each for each in around if each.sentence == per.sentence]


def _has_time(per: Mention) -> bool:
    """Whether the standard holds for a month or a day, so that a number of these is wanted too."""
    words = [mark.word for mark in per.marks if mark.meaning.startswith("product.per")]
    return any(_TIMES & set(word) for word in words)


def _per_word(per: Mention) -> tuple[str, ...]:
    """The unit whose number the standard multiplies: 每户 → 户, 人均 → 人, 每辆 → 辆."""
    marks = [mark for mark in reversed(per.marks) if mark.meaning.startswith("product.per")]
    # 每生每年: the heads count, not the time
    marks.sort(key=lambda mark: mark.meaning == "product.per")
    if not marks:
        return ()
    mark = marks[0]
    unit = mark.meaning.removeprefix("product.per.") if mark.meaning != "product.per" else mark.word.split("每")[-1]
    return (unit, "名", "人次") if unit == "人" else (unit, unit[-1:])


def _fits(total: Mention, per: Mention, count: Mention) -> bool:
    least = low(per.quantity) * low(count.quantity)
    most = high(per.quantity) * high(count.quantity)
    return least <= high(total.quantity) and low(total.quantity) <= most
