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
        near = by_sentence[mention.sentence]
        counts = [each for each in near if each.role == "level" and each.unit in words and each.value > 1]
        totals = [each for each in near if each.role == "level" and each.quantity.kind == "amount"]
        fitting = [(total, count) for total in totals for count in counts if _fits(total, mention, count)]
        if not fitting and len(counts) == len(totals) == 1 and len(near) == 3:
            fitting = [(totals[0], counts[0])]
        if fitting:
            total, count = fitting[0]
            yield draft("product", [total], [mention, count], cue=view.text[mention.clause : mention.start][-8:])


def _per_word(view: View, per: Mention) -> tuple[str, ...]:
    """The unit whose number the standard multiplies: 每户 → 户, 人均 → 人, 每辆 → 辆."""
    for mark in reversed(per.marks):
        if mark.meaning.startswith("product.per"):
            return (mark.meaning.removeprefix("product.per.") if mark.meaning.count(".") > 1 else mark.word[-1],)
    return ()


def _fits(total: Mention, per: Mention, count: Mention) -> bool:
    least = low(per.quantity) * low(count.quantity)
    most = high(per.quantity) * high(count.quantity)
    return least <= high(total.quantity) and low(total.quantity) <= most
