"""Percentages that divide a whole: those of a complete list, of one base, or parallel in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import digits
from reportminer.relate.lists.claimed import makes_shares, pairs_of, share_of
from reportminer.relate.lists.listing import Listing

_HUNDRED = Decimal(100)
_MISSED = Decimal(10)
_TAIL = 12
_AFTER = 3
_TELLING = 3
_SEVERAL = 3
_EACH = "分别"
_REACH = 40
_DIVIDED = re.compile("按|[三四五六3456][个类档项种级期]")


def find_partitions(view: View, listings: Sequence[Listing], shares: Sequence[Relation]) -> Iterator[Relation]:
    """Percentages that divide a whole: parallel ones of one sentence that make 100, or those of a complete list.

    shares  the shares found; those of one base that make 100 divide it, wherever they stand
    """
    used: set[int] = set()
    based = {relation.lhs[0]: relation.rhs[1] for relation in shares if relation.type == "share"}
    for listing in listings:
        if not listing.is_sum or not listing.claimed:
            continue
        beside = [share for part in listing.parts if (share := share_of(view, part)) is not None or part.value]
        known = [share for share in beside if share is not None]
        bases = {based.get(share.quantity.id, listing.whole.quantity.id) for share in known}
        if listing.whole.quantity.id not in bases:
            # four of the largest items, each a share of all expenditure
            continue
        if len(known) == len(beside) > 1 and listing.whole.unit != "%":
            used.update(share.index for share in known)
            yield draft("partition", [], known, strength="implied", constant=_HUNDRED)
    for known in _of_one_base(view, shares):
        if not used.intersection(share.index for share in known):
            used.update(share.index for share in known)
            yield draft("partition", [], known, strength="implied", constant=_HUNDRED)
    for known in _of_parts(view):
        if not used.intersection(share.index for share in known):
            used.update(share.index for share in known)
            yield draft("partition", [], known, strength="implied", constant=_HUNDRED)
    run: list[Mention] = []
    for mention in (*view.mentions, None):
        if mention is not None and mention.quantity.kind != "percentage":
            continue
        if mention is None or (run and (mention.sentence != run[0].sentence or not _parallel(view, run[-1], mention))):
            if _divides(view, run):
                yield draft("partition", [], run, strength="implied", constant=_HUNDRED)
            run = []
        if mention is not None and mention.role in ("share", "other") and mention.index not in used:
            run.append(mention)


def _of_one_base(view: View, shares: Sequence[Relation]) -> Iterator[list[Mention]]:
    """Shares of different parts in one base that make 100 % exactly, and a share with the one of an unstated rest."""
    by_id = {mention.quantity.id: mention for mention in view.mentions}
    bases: dict[str, dict[str, Mention]] = {}
    for relation in shares:
        share = by_id[relation.lhs[0]]
        if relation.type == "share" and share.role == "share" and share.quantity.unit == "%":
            bases.setdefault(relation.rhs[1], {}).setdefault(relation.rhs[0], share)
    based = {share.index for parts in bases.values() for share in parts.values()}
    for parts in bases.values():
        known = list(parts.values())
        if len(known) > 1 and sum((share.value for share in known), Decimal(0)) == _HUNDRED:
            yield known
        elif len(known) == 1 and len(digits(known[0].quantity)) > _TELLING:
            for rest in view.mentions[known[0].index + 1 : known[0].index + _AFTER + 1]:
                alone = rest.role == "share" and rest.index not in based and rest.sentence == known[0].sentence
                if alone and rest.value + known[0].value == _HUNDRED:
                    yield [known[0], rest]


def _of_parts(view: View) -> Iterator[list[Mention]]:
    """Shares beside or behind the parts of one sentence, one at most wrong, that are those in what the parts make."""
    for mentions in view.by_sentence.values():
        shares = [each for each in mentions if each.role == "share"]
        if not shares:
            continue
        row = next((each.row[1] for each in shares if each.row[1] > 1), 0)
        if row:
            shares = [each for each in shares if each.row[1] == row]
            parts = [each for each in mentions if each.role == "level" and each.index < shares[0].index][-row:]
        else:
            pairs = pairs_of(view, mentions)
            parts, shares = [part for part, _ in pairs], [share for _, share in pairs]
        if len(parts) == len(shares) and all(alike(part, parts[0]) for part in parts) and makes_shares(parts, shares):
            yield shares


def _divides(view: View, run: Sequence[Mention]) -> bool:
    """Whether parallel percentages divide a whole: they make 100, or three or more miss it by little or one slip."""
    total = sum((each.value for each in run), Decimal(0))
    if len(run) < 2 or total == _HUNDRED:
        return len(run) > 1
    closed = (
        view.sentence_end(run[-1].end) - run[-1].end <= _TAIL and "等" not in view.text[run[-1].end : run[-1].end + 2]
    )
    following = view.mentions[run[-1].index + 1 : run[-1].index + 2]
    goes_on = any(each.sentence == run[-1].sentence and each.role == "level" for each in following)
    if len(run) < _SEVERAL or not closed or goes_on:
        return False
    if abs(total - _HUNDRED) <= _MISSED:
        return True
    before = view.text[max(view.sentences[run[0].sentence], run[0].start - _REACH) : run[0].start]
    if total < _HUNDRED and _DIVIDED.search(before) is None:
        # 选择前三项的分别占38%、27%、15%: below a hundred something may be left out
        return False
    shared = all(each.role == "share" for each in run) or _EACH in before
    return shared and near_miss(_HUNDRED, [each.quantity for each in run])


def _parallel(view: View, one: Mention, other: Mention) -> bool:
    """Whether two percentages stand between the same words, or next to each other in a list."""
    between = view.text[one.end : other.start].strip()
    if between in ("、", ",", "和", "及", "与"):
        return True
    before = view.text[one.start - 1], view.text[other.start - 1]
    after = view.text[one.end : one.end + 2], view.text[other.end : other.end + 2]
    return before[0] == before[1] and (after[0] == after[1] or before[0] == "占")
