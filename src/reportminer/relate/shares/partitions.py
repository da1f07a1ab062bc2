"""Percentages that divide a whole: those of a complete list, of one base, parallel in a sentence, or a ratio."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import chance, near_miss
from reportminer.relate.evidence.closing import digits
from reportminer.relate.keys import any_of, phrase
from reportminer.relate.lists.claimed import kind_of, makes_shares, pairs_of, share_of
from reportminer.relate.lists.listing import Listing
from reportminer.relate.shares.ratios import fits, telling

_HUNDRED = Decimal(100)
_MISSED = Decimal(10)
_TAIL = 12
_AFTER = 3
_TELLING = 3
_SEVERAL = 3
_BEGUN = 2
_EACH = "分别"
_REACH = 40
_RATE = re.compile(r"([一-鿿]{2,6}率)[为达到是约]*\Z")
_NOT = "不未非无"
_DIVIDED = re.compile("按|[三四五六3456][个类档项种级期]")
_PAIR = 2
_CLOSED = "none.kind.closed"
_OFF = 1
"""by how many points parts may miss the hundred and still be meant to make it, whatever the slip"""
_COLON = ":"
_BREAKS, _DIVIDING = frozenset(",、;"), frozenset("来为是用由属")
"""what stands before all percentages of a row but the first, and behind each"""
_APART = 3
"""paragraphs between a list and a ratio printed so finely that it tells of which list it is"""


def find_partitions(view: View, listings: Sequence[Listing], shares: Sequence[Relation]) -> Iterator[Relation]:
    """Percentages that divide a whole: parallel ones of one sentence that make 100, or those of a complete list.

    shares  the shares found; those of one base that make 100 divide it, wherever they stand
    """
    used: set[int] = set()
    found = chain(
        _of_lists(view, listings, shares),
        _of_one_base(view, shares),
        _of_parts(view),
        _bracketed(view),
        _in_rows(view, used),
        _of_sentence(view),
        _borne(view),
    )
    for known in found:
        if used.isdisjoint(share.index for share in known):
            used.update(share.index for share in known)
            yield draft("partition", [], known, strength="implied", constant=_HUNDRED)


def _of_lists(view: View, listings: Sequence[Listing], shares: Sequence[Relation]) -> Iterator[list[Mention]]:
    """The shares beside all parts of a list that adds up or says so, in its total or in no base that is named."""
    based = {relation.lhs[0]: relation.rhs[1] for relation in shares if relation.type == "share"}
    for listing in listings:
        if not listing.is_sum or not listing.claimed:
            continue
        beside = [share for part in listing.parts if (share := share_of(view, part)) is not None or part.value]
        known = [share for share in beside if share is not None]
        bases = {based.get(share.id, listing.whole.id) for share in known}
        own = any(_of_its_own(view, part) for part in listing.parts)
        if own or bases != {listing.whole.id} or _named_apart(view, known):
            # four of the largest items, each a share of all expenditure, or each of the plan of its own
            continue
        # 分配率70.7%、99.9%、100%: where two make more than all of it, they are no shares of one whole
        rest = sorted(share.value for share in known)[:-1]
        if len(known) == len(beside) > 1 and listing.whole.unit != "%" and sum(rest) <= _HUNDRED:
            yield known


def _in_rows(view: View, used: Container[int]) -> Iterator[list[Mention]]:
    """Percentages that are parallel in a sentence and divide a whole, but for those that do so already."""
    run: list[Mention] = []
    for mention in (*view.mentions, None):
        if mention is not None and mention.kind != "percentage":
            continue
        if mention is None or (run and (mention.sentence != run[0].sentence or not _parallel(view, run[-1], mention))):
            if _divides(view, run):
                yield run
            run = []
        if mention is not None and mention.role in ("share", "other") and mention.index not in used:
            run.append(mention)


def find_divided(view: View, listings: Sequence[Listing], shares: Sequence[Relation]) -> Iterator[Relation]:
    """Parts that no list has, and whose shares in one whole make 100 % wherever they stand: they add up to it.

    其中集中采购60万元，占采购预算的75%，主要原因是…。分散采购20万元，占采购预算的25%
    """
    by_id = {mention.id: mention for mention in view.mentions}
    made = {each.lhs[0]: each.rhs for each in shares}
    listed = {part.id for each in listings if each.is_sum for part in each.parts}
    for known in _of_one_base(view, shares):
        if not all(share.id in made for share in known):
            continue
        parts = [by_id[made[share.id][0]] for share in known]
        whole = by_id[made[known[0].id][1]]
        apart = listed.isdisjoint(part.id for part in parts) and all(alike(part, whole) for part in parts)
        missed = sum(not fits(share, part, whole) for share, part in zip(known, parts, strict=True))
        if apart and whole.id not in {part.id for part in parts} and missed <= (len(known) > _PAIR):
            yield draft("sum", [whole], parts, strength="implied", complete=True)


def _named_apart(view: View, shares: Sequence[Mention]) -> bool:
    """Whether shares are said to be of several bases: 其中收入占总收入的63%，支出占总支出的39%."""
    marks = ((share.mark("share.of"), share) for share in shares)
    named = {view.text[mark.end : share.start].strip()[:_BEGUN] for mark, share in marks if mark is not None}
    return len(named - {""}) > 1


def _of_its_own(view: View, part: Mention) -> bool:
    """Whether the share of a part is in all there is of its own kind: 火灾60起、占全区火灾的82%."""
    share = share_of(view, part)
    mark = share.mark("share.of") if share is not None and part.item else None
    return share is not None and mark is not None and part.item in view.text[mark.end : share.start]


def _of_one_base(view: View, shares: Sequence[Relation]) -> Iterator[list[Mention]]:
    """Shares of different parts in one base that make 100 % exactly, and a share with the one of an unstated rest."""
    by_id = {mention.id: mention for mention in view.mentions}
    bases: dict[str, dict[str, Mention]] = {}
    for relation in shares:
        share = by_id[relation.lhs[0]]
        if relation.type == "share" and share.role in ("share", "ratio") and share.unit == "%":
            bases.setdefault(relation.rhs[1], {}).setdefault(relation.rhs[0], share)
    based = {share.index for parts in bases.values() for share in parts.values()}
    for parts in bases.values():
        known = list(parts.values())
        ratios = sum(share.role == "ratio" for share in known)
        made = len(known) > 1 and sum((share.value for share in known), Decimal(0)) == _HUNDRED
        if made and (not ratios or (ratios == len(known) == 2 and _are_opposites(view, *known))):
            yield known
        elif len(known) == 1 and not ratios and len(digits(known[0])) > _TELLING:
            for rest in view.mentions[known[0].index + 1 : known[0].index + _AFTER + 1]:
                alone = rest.role == "share" and rest.index not in based and rest.sentence == known[0].sentence
                if alone and rest.value + known[0].value == _HUNDRED:
                    yield [known[0], rest]


def _are_opposites(view: View, one: Mention, other: Mention) -> bool:
    """Whether two rates are called by one word, once with a word of not: 合格率98%, 不合格率2%."""
    names = sorted((_rate_word(view, each) for each in (one, other)), key=len)
    return bool(names[0]) and names[1][1:] == names[0] and names[1][0] in _NOT


def _rate_word(view: View, rate: Mention) -> str:
    found = _RATE.search(view.words_of(rate))
    return found[1] if found is not None else ""


def _bracketed(view: View) -> Iterator[list[Mention]]:
    """Percentages alone in brackets behind the parts of one sentence that are their shares, one at most wrong.

    甲96人（48%）、乙60人（30%）、丙44人（22%）
    """
    run: list[tuple[Mention, Mention]] = []
    alone = [
        mention
        for mention in view.mentions[1:]
        if mention.kind == "percentage"
        and view.text[mention.start - 1] == "("
        and view.text.startswith(")", mention.end)
    ]
    for share in (*alone, None):
        part = view.mentions[share.index - 1] if share is not None else None
        if share is not None and part is not None and part.role == "level" and part.end == share.start - 1:
            if not run or part.index == run[-1][1].index + 1:
                run.append((part, share))
                continue
        else:
            part = None
        shares = [each for _, each in run]
        if makes_shares([each for each, _ in run], shares):
            yield shares
        run = [(part, share)] if share is not None and part is not None else []


def _of_sentence(view: View) -> Iterator[list[Mention]]:
    """All shares of a sentence, three or more, where they make 100 % to the last of their decimals."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in view.mentions:
        if mention.role == "share" and mention.kind == "percentage":
            by_sentence.setdefault(mention.sentence, []).append(mention)
    for shares in by_sentence.values():
        fine = max(len(digits(each)) for each in shares) >= _TELLING
        if fine and len(shares) >= _SEVERAL and sum((each.value for each in shares), Decimal(0)) == _HUNDRED:
            yield shares


def _borne(view: View) -> Iterator[list[Mention]]:
    """What each of several bears of one cost: 省级承担50%，市级承担30%，县级承担20%; or gets of it: 甲类按60%分配.

    Two make 100 exactly; more may miss it by one slip.
    """
    said = phrase("{share.borne}[的为约占]*\\Z", view.lexicon)
    given = phrase("(?:的比例)?{share.allotted}", view.lexicon)
    runs: list[list[Mention]] = [[]]
    for mention in view.mentions:
        if runs[-1] and mention.kind == "amount" and mention.role == "per":
            # 甲类按60%分配，每户500元
            continue
        borne = mention.kind == "percentage" and mention.bound == "exact"
        borne = borne and bool(
            said.search(view.text, mention.words_start, mention.start) or given.match(view.text, mention.end)
        )
        if not (borne and runs[-1] and _goes_on(view, runs[-1][-1], mention)):
            runs.append([])
        if borne:
            runs[-1].append(mention)
    for run in runs:
        missed = abs(sum((each.value for each in run), Decimal(0)) - _HUNDRED)
        if len(run) > 1 and (not missed or (len(run) >= _SEVERAL and missed <= _MISSED)):
            yield run


def _goes_on(view: View, one: Mention, other: Mention) -> bool:
    """Whether two percentages stand next to each other in one clause or list, and none is of the rest."""
    between = view.text[one.end : other.start]
    near = other.index - one.index <= _BEGUN
    beside = near and one.sentence == other.sentence and one.group == other.group
    return beside and ";" not in between and any_of("share.rest", view.lexicon).search(between) is None


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
        like = len(parts) == len(shares) and all(alike(part, parts[0]) for part in parts)
        if like and not _named_apart(view, shares) and makes_shares(parts, shares):
            yield shares


def _divides(view: View, run: Sequence[Mention]) -> bool:
    """Whether parallel percentages divide a whole: they make 100, or three or more miss it by little or one slip."""
    total = sum((each.value for each in run), Decimal(0))
    if len(run) < 2 or total == _HUNDRED:
        return len(run) > 1
    if len(run) == _PAIR and kind_of(run).startswith(_CLOSED) and not _named_apart(view, run):
        # 基本支出占71.4%，项目支出占38.6%: the only two there are
        return all(each.role == "share" for each in run) and near_miss(_HUNDRED, run)
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
    return shared and near_miss(_HUNDRED, run)


def _parallel(view: View, one: Mention, other: Mention) -> bool:
    """Whether two percentages stand between the same words, next to each other in a list, or begin what divides.

    学员35%来自乡镇，25%来自县直，40%来自企业
    """
    between = view.text[one.end : other.start].strip()
    if between in ("、", ",", "和", "及", "与"):
        return True
    if between[-1:] in _BREAKS and between[:1] in _DIVIDING and view.text.startswith(between[0], other.end):
        return not _BREAKS & set(between[:-1])
    before = view.text[one.start - 1], view.text[other.start - 1]
    after = view.text[one.end : one.end + 2], view.text[other.end : other.end + 2]
    shares = (
        before[0] == "占" or view.text[one.start - 2 : one.start] == view.text[other.start - 2 : other.start] == "占比"
    )
    return before[0] == before[1] and (after[0] == after[1] or shares)


def find_compositions(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Each ratio of hundredths as parts of 100, and as the shares of the list near by that bears it out."""
    for run in _runs(view):
        total = sum((each.value for each in run), Decimal(0))
        if abs(total - _HUNDRED) > _OFF and chance(_HUNDRED, run) is None:
            continue
        yield draft("partition", [], run, constant=_HUNDRED, complete=True, cue=_COLON)
        for listing in listings:
            apart = run[0].paragraph - listing.whole.paragraph
            near = not apart or (0 < apart <= _APART and len(run) > _PAIR and all(map(telling, run)))
            if len(listing.parts) == len(run) and near and _of(run, listing):
                for share, part in zip(run, listing.parts, strict=True):
                    yield draft("share", [share], [part, listing.whole], cue=_COLON)
                break


def _runs(view: View) -> Iterator[list[Mention]]:
    """The percentages that colons join, two or more."""
    run: list[Mention] = []
    for mention in (*view.mentions, None):
        if run and mention is not None and view.text[run[-1].end : mention.start].strip() == _COLON:
            run.append(mention)
            continue
        if len(run) >= _PAIR:
            yield run
        run = [mention] if mention is not None and mention.kind == "percentage" else []


def _of(run: Sequence[Mention], listing: Listing) -> bool:
    """Whether the parts of a ratio are the shares of a list, one of three or more perhaps wrong."""
    met = sum(fits(share, part, listing.whole) for share, part in zip(run, listing.parts, strict=True))
    return met >= (len(run) if len(run) == _PAIR else len(run) - 1)
