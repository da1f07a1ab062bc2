"""Counts taken up again by what was done with them: 新建基层工会40家 … 新建的40家工会均已登记."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportminer.model import Relation
from reportminer.relate.base import MEASURED, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits
from reportminer.relate.evidence.slips import like

_BACK = 12
_VERB = re.compile(r"([一-鿿]{2})的(?:这|上述)?\Z")
_NOUN = re.compile(r"[一-鿿]{2}")
_BEHIND = 8
_PAIR = 2
_TOWARDS = "对为向给"
_LEADS = "的这述" + _TOWARDS
_PARTS = "其中"
_AMONG = "中内里均都全已共占,。;、)"
"""what may stand behind a count without naming what is counted"""


def find_taken_up(view: View) -> Iterator[Relation]:
    """Each count behind a verb and 的, with the nearest one before that the verb and the noun behind it name.

    A count of three digits may stand behind 对 and before its noun alone: 对218名护林员. The values agree, or two
    neighbouring digits changed places, or one of three digits or more is wrong.
    """
    for mention in view.mentions:
        if view.text[mention.start - 1] not in _LEADS:
            continue
        if mention.quantity.kind not in MEASURED or mention.role != "level" or len(digits(mention.quantity)) < _PAIR:
            continue
        verb = _VERB.search(view.text, max(mention.lead, mention.start - 6), mention.start)
        if mention.quantity.bound != "exact" or _PARTS in view.words_of(mention):
            continue
        noun = _NOUN.match(view.text, mention.end)
        behind = noun[0] if noun is not None and noun[0][0] not in _AMONG else ""
        long = behind and len(digits(mention.quantity)) > _PAIR and view.text[mention.start - 1] in _TOWARDS
        if verb is None and not long:
            continue
        earlier = _named(view, mention, verb[1] if verb is not None else behind, behind)
        if earlier is not None:
            yield draft("equal", [mention], [earlier], strength="implied")


def _named(view: View, mention: Mention, verb: str, noun: str) -> Mention | None:
    """The nearest count before, of another sentence, that is called by the verb and the noun and may be the same."""
    near: Sequence[Mention] = view.mentions[max(0, mention.index - _BACK) : mention.index]
    for each in reversed(near):
        if mention.paragraph - each.paragraph > 1:
            return None
        if each.sentence == mention.sentence or each.unit != mention.unit or each.role != "level":
            continue
        stop = view.text.find(",", each.end, each.end + _BEHIND)
        name = view.words_of(each) + view.text[each.end : stop if stop >= 0 else each.end + _BEHIND].split("。")[0]
        if each.basis != mention.basis or each.quantity.period != mention.quantity.period:
            continue
        if verb not in name or (noun and noun not in view.text[view.sentences[each.sentence] : each.end + _BEHIND]):
            continue
        one, other = digits(mention.quantity), digits(each.quantity)
        exchanged = like(one, other) and len(one) == len(other) and (len(one) > _PAIR or sorted(one) == sorted(other))
        slipped = exchanged and each.quantity.bound == "exact"
        return each if each.value == mention.value or slipped else None
    return None
