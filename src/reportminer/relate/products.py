"""A standard times a number: 每户300元, 50户, 共15000元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportminer.model import Relation
from reportminer.relate.base import draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import high, low

_HEADS = {"人": ("人", "名", "位", "生", "人均"), "户": ("户",)}
_EACH = re.compile(r"[每人户均].{0,12}\Z")


def find_products(view: View) -> Iterator[Relation]:
    """A total beside a standard per head and a number of heads, all in one sentence, where nothing else could be meant."""
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
    """The units whose number the standard multiplies: 每户 → 户, 每人 → 人."""
    mark = per.mark("product.per")
    word = mark.word if mark is not None else view.text[max(per.clause, per.lead) : per.start]
    found = [unit for unit, signs in _HEADS.items() if any(sign in word for sign in signs)]
    return tuple(found) or ((word[1:],) if word.startswith("每") else ())


def _fits(total: Mention, per: Mention, count: Mention) -> bool:
    least = low(per.quantity) * low(count.quantity)
    most = high(per.quantity) * high(count.quantity)
    return least <= high(total.quantity) and low(total.quantity) <= most
