"""A standard times a number: 每户300元, 50户, 共15000元."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import high, low


def find_products(view: View) -> Iterator[Relation]:
    """A total beside a standard per head and a number of heads, all in one sentence, where nothing else fits."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in view.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for mention in view.mentions:
        if mention.role != "per" or mention.quantity.kind != "amount":
            continue
        words = _per_word(view, mention)
        near = [*by_sentence.get(mention.sentence - 1, []), *by_sentence[mention.sentence]]
        counts = [each for each in near if each.role == "level" and each.unit in words and each.value > 1]
        totals = [each for each in near if each.role == "level" and each.quantity.kind == "amount"]
        if mention.quantity.bound != "exact":
            counts = []
        counts = [each for each in counts if each.quantity.bound == "exact"]
        fitting = [(total, count) for total in totals for count in counts if _fits(total, mention, count)]
        if not fitting and mention.quantity.kind == "amount":
            heads = [
                each
                for each in near
                if each.quantity.bound == mention.quantity.bound == "exact"
                and each.quantity.kind in ("headcount", "household")
                and each.role == "level"
            ]
            fitting = [(total, heads[0]) for total in totals if len(heads) == 1 and _fits(total, mention, heads[0])]
        near = by_sentence[mention.sentence]
        counts = [each for each in counts if each in near]
        totals = [each for each in totals if each in near]
        if not fitting and len(counts) == len(totals) == 1 and len(near) == 3:
            fitting = [(totals[0], counts[0])]
        if fitting:
            total, count = fitting[0]
            yield draft("product", [total], [mention, count], cue=view.text[mention.clause : mention.start][-8:])


def _per_word(view: View, per: Mention) -> tuple[str, ...]:
    """The unit whose number the standard multiplies: 每户 → 户, 人均 → 人, 每辆 → 辆."""
    marks = [mark for mark in reversed(per.marks) if mark.meaning.startswith("product.per")]
    # 每生每年: the heads count, not the time
    marks.sort(key=lambda mark: mark.meaning == "product.per")
    return tuple(
        mark.meaning.removeprefix("product.per.") if mark.meaning != "product.per" else mark.word[-1]
        for mark in marks[:1]
    )


def _fits(total: Mention, per: Mention, count: Mention) -> bool:
    least = low(per.quantity) * low(count.quantity)
    most = high(per.quantity) * high(count.quantity)
    return least <= high(total.quantity) and low(total.quantity) <= most
