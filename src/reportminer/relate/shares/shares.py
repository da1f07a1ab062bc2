"""Shares: 占…的X%, 占比, 完成预算的X%, 执行率, and percentages that divide a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.keys import any_of, key_of, overlap, says_at_end, stem_of
from reportminer.relate.lists.listing import Listing
from reportminer.relate.shares.bases import (
    Base,
    base_of,
    base_of_growth,
    base_of_named,
    base_of_row,
    has_subject,
    name_of_base,
    part_named,
    part_of_share,
)
from reportminer.relate.shares.candidates import is_missed, measured, named_here, of_money
from reportminer.relate.shares.completion import completion_of
from reportminer.relate.shares.denied import figures_of, is_denied, mark_of
from reportminer.relate.shares.named_rates import is_of_others, of_all_done, rated
from reportminer.relate.shares.ratios import fits, proved, ratio_of, reckoned_of, telling
from reportminer.relate.shares.rows import compared_in_rows, shares_in_rows, shares_of_pairs
from reportminer.relate.shares.siblings import Claimed, with_siblings

_LOOK_BACK = 30
_FAR = 60
_SPACE = " ,、和"
_BESIDE = ("", ",", "、", "共")
_PAIR = 2
_WHOLLY = 100
_TAKEN_UP, _NAMED = 2.0, 0.25
"""how often chance may bring a share as near as a slip would: of what 该项 takes up any, of what shares a word"""
_AGE = "岁"
"""60岁以上老人占14.7%: ages say who is meant"""

_DEGREES = frozenset({"share", "done", "whole"})

_NAMED_BY = ("ratio", "done", "other", "rate")
"""roles of percentages that a word such as 结案率 or 追加幅度 may name"""


def find_shares(view: View, listings: Sequence[Listing], savings: Sequence[Relation]) -> Iterator[Relation]:
    """Every share of a stated part in a stated whole, every degree of completion, every ratio of two counts.

    savings  what is left of one figure when another is used: that figure is then the base of the rate beside them
    """
    used = {relation.rhs[1]: relation for relation in savings}
    wholes: dict[int, Mention] = {}
    for listing in listings:
        for part in listing.parts:
            wholes[part.index] = listing.whole
    percentages = [mention for mention in view.mentions if mention.kind == "percentage"]
    rows = {
        **shares_in_rows(view, percentages),
        **compared_in_rows(view, percentages, _DEGREES),
        **shares_of_pairs(view, percentages),
    }
    yield from rows.values()
    percentages = [mention for mention in percentages if mention.index not in rows]
    claims = [_claimed(view, mention, wholes) for mention in percentages if mention.role == "share"]
    bases = {claim.share.index: claim for claim in with_siblings(view, claims, wholes)}
    for mention in percentages:
        by_word = mention.role in _NAMED_BY or (mention.role == "share" and mark_of(view, mention) is None)
        relation: Relation | None = rated(view, mention) if by_word else None
        if relation is not None and (relation.type == "rate" or len(relation.rhs) > _PAIR):
            yield relation
            continue
        if relation is not None:
            pass
        elif mention.role == "share":
            relation = _share(view, bases[mention.index])
        elif mention.role == "done":
            relation = completion_of(view, mention, wholes) or ratio_of(view, mention, wholes)
            if relation is None or relation.strength == "implied":
                relation = proved(view, mention, used) or relation
        elif mention.role == "ratio":
            reckoned = reckoned_of(view, mention, wholes)
            if reckoned is not None:
                # those counted need not be among those reckoned with
                yield reckoned
                continue
            relation = ratio_of(view, mention, wholes) or proved(view, mention, used)
            relation = None if relation is not None and is_of_others(view, mention, relation) else relation
        elif mention.role == "whole":
            relation = _of_the_last(view, mention, wholes)
        if relation is not None and not is_denied(view, mention, relation):
            told = of_all_done(view, mention, relation)
            yield told
            if told is not relation:
                continue
            yield from _contained(view, mention, relation, wholes)


def _contained(view: View, share: Mention, relation: Relation, wholes: Mapping[int, Mention]) -> Iterator[Relation]:
    """Counts whose ratio the text gives (185处，整改181处，整改率97.8%): the one lies in the other.

    So does a figure that no list divides in the total of which it has a share: 民生支出33亿元，占支出的82%.
    """
    if share.role not in ("ratio", "done", "share"):
        return
    part, whole = figures_of(view, share, relation)
    if (
        part is not None
        and whole is not None
        and (
            part.kind not in ("amount", "score")
            if share.role != "share"
            else part.index not in wholes and part.paragraph == whole.paragraph
        )
        and "budget" not in (part.basis, whole.basis)
        and 0 < part.value < whole.value
    ):
        yield draft("part_of", [part], [whole], strength="implied")


def _claimed(view: View, share: Mention, wholes: Mapping[int, Mention]) -> Claimed:
    """What the words before a share claim it to be of."""
    mark = mark_of(view, share)
    part = part_of_share(share, view)
    if mark is not None and says_at_end(view.text[share.clause : mark.start], "share_of_growth", view.lexicon):
        return Claimed(share, "", None, base_of_growth(view, share, view.text[share.clause : mark.start]))
    beside = None if mark is None else measured(view, share, view.text[share.clause : mark.start].strip(_SPACE))
    if mark is not None and beside is not None:
        said = name_of_base(view, mark.end, share)
        return Claimed(share, said, beside, base_of(view, share, beside, said, wholes))
    if mark is not None and mark.start > share.clause and (part is None or part.end < share.clause):
        base = _base_named(view, share, mark, wholes)
        meant = Claimed(share, "", base.part, base) if base is not None else _meant(view, share, mark, wholes)
        if meant is not None:
            return meant
    if mark is not None and part is None and share.row[1] > _PAIR:
        listed = base_of_row(view, share, wholes)
        return Claimed(share, "", None if listed is None else listed.part, listed)
    if mark is None and part is not None:
        return Claimed(share, "", None, _of_the_two(view, share, part))
    if mark is None or part is None or mark.start < part.end or part.unit == _AGE:
        return Claimed(share, "", None, None)
    if share.row[1] == 1 and share.clause > part.end and has_subject(view, share.clause, mark.start):
        subject = view.text[share.clause : mark.start]
        base = _base_named(view, share, mark, wholes)
        again = part_named(view, share, subject) if base is None else None
        said = name_of_base(view, mark.end, share)
        if again is None or not said:
            return Claimed(share, "", None, base)
        # 合同金额258亿元，合同总金额占采购规模的74%: named once more before its share
        base = base_of(view, share, again, said, wholes)
        return Claimed(share, said, again, base if base is not None and base.fitted else None)
    said = name_of_base(view, mark.end, view.mentions[share.index - share.row[0]])
    part = _of_unit(view, part, said)
    base = base_of(view, share, part, said, wholes)
    total = wholes.get(part.index)
    if said and total is not None and total.sentence == part.sentence and (base is None or not base.fitted):
        # 发放141万元，第一次63万元，第二次78万元，占到位资金的57%: the total is meant, not its last part
        of_all = base_of(view, share, total, said, wholes)
        last = part.index == share.index - 1 and total.index < part.index
        if of_all is not None and (of_all.fitted or (base is None and last)):
            return Claimed(share, said, total, of_all)
    if share.row[1] > 1 and (base is None or not base.fitted):
        # 伤8人，损失3万元，分别占总数的…: each of what is told in the same words
        same = next((each for each in _in_same_words(view, part) if fits(share, part, each)), None)
        if same is not None:
            # its base is no other measure's
            return Claimed(share, view.words_of(part).strip(_SPACE) + said, part, Base(part, same, fitted=True))
    if base is not None and not base.fitted and not said and _is_shared(view, base.whole):
        base = None
    return Claimed(share, said, part, base)


def _is_shared(view: View, whole: Mention) -> bool:
    """Whether a whole has a share of its own, as its parts may: 老人85万人，占总人口15%，其中市区24万人，占16%."""
    share = view.mentions[whole.index + 1] if whole.index + 1 < len(view.mentions) else whole
    mark = mark_of(view, share) if share.role == "share" and share.sentence == whole.sentence else None
    return mark is not None and bool(name_of_base(view, mark.end, share))


def _meant(view: View, share: Mention, mark: Mark, wholes: Mapping[int, Mention]) -> Claimed | None:
    """The share of what its subject takes up: 培训费85万元，…。该项支出占…, or a word of it, 接受捐赠9万元，捐款占….

    Given where the named base bears it out, or would but for one slip.
    """
    subject, said = view.text[share.clause : mark.start].strip(_SPACE), name_of_base(view, mark.end, share)
    back = any_of("refer_back", view.lexicon).match(subject) is not None
    stem = stem_of(key_of(subject, view.lexicon), view.lexicon)
    if not said or share.row[1] > 1 or not (back or len(stem) >= _PAIR):
        return None
    missed: Claimed | None = None
    for part in _heads_before(view, share, wholes):
        if not back and not overlap(stem, part.item):
            continue
        base = base_of(view, share, part, said, wholes)
        if base is not None and base.fitted:
            return Claimed(share, said, part, base)
        if missed is None and base is not None and is_missed(share, part, base.whole, _TAKEN_UP if back else _NAMED):
            missed = Claimed(share, said, part, replace(base, strength="implied"))
    return missed


def _heads_before(view: View, share: Mention, wholes: Mapping[int, Mention]) -> Iterator[Mention]:
    """The figures of the sentence of a share and of the one before it, nearest first, totals for their parts."""
    told: set[int] = set()
    for each in backwards(view, share, _LOOK_BACK):
        if each.paragraph != share.paragraph or share.sentence - each.sentence > 1:
            return
        whole = wholes.get(each.index, each)
        head = whole if whole.paragraph == share.paragraph else each
        if each.role == "level" and head.index not in told:
            told.add(head.index)
            yield head


def _base_named(view: View, share: Mention, mark: Mark, wholes: Mapping[int, Mention]) -> Base | None:
    """The figure that the words before 占 name in what it is a share of, in money where the base is named as money."""
    base = base_of_named(view, share, view.text[share.clause : mark.start], wholes)
    said = name_of_base(view, mark.end, share)
    money = of_money(view, base.part, said) if base is not None else None
    return base if money is None else base_of(view, share, money, said, wholes)


def _of_unit(view: View, part: Mention, said: str) -> Mention:
    """The figure of the unit that a base is named by, beside the part: 老人83户、122人，占低保户的38%."""
    beside = view.mentions[part.index - 1] if part.index else part
    told = beside.role == "level" and beside.sentence == part.sentence and beside.group == part.group
    named = beside.unit is not None and said.endswith(beside.unit) and not said.endswith(part.unit or beside.unit)
    together = view.text[beside.end : part.start].strip() in _BESIDE
    return beside if told and named and together else part


def _in_same_words(view: View, part: Mention) -> Iterator[Mention]:
    """Larger like figures further up in the section that the words of the part lead to, nearest first."""
    words = view.words_of(part).strip(_SPACE)
    for each in reversed(view.mentions[max(0, part.index - _FAR) : part.index]) if words else ():
        like = each.role == "level" and alike(each, part) and each.value > part.value
        if like and view.words_of(each).strip(_SPACE) == words:
            yield each


def _of_the_two(view: View, share: Mention, part: Mention) -> Base | None:
    """The two like figures right before a ratio that bear it out: 合同价97元，已付78元，付款比例80%."""
    if part.index != share.index - 1 or not part.index or not part.value:
        return None
    whole = view.mentions[part.index - 1]
    beside = whole.sentence == share.sentence and whole.group == share.group == part.group and whole.role == "level"
    beside = beside and ";" not in view.text[whole.end : share.start] and alike(part, whole)
    return Base(part, whole, fitted=True) if beside and fits(share, part, whole) else None


def _share(view: View, claim: Claimed) -> Relation | None:
    base = claim.base
    if base is None:
        return None
    mark = mark_of(view, claim.share)
    cue = mark.word if mark is not None and mark.start >= base.part.end and claim.part is base.part else ""
    return draft("share", [claim.share], [base.part, base.whole], strength=base.strength, cue=cue)


def _of_the_last(view: View, share: Mention, wholes: Mapping[int, Mention]) -> Relation | None:
    """占总额100万元的30%, 为预算38万元的90%: the whole stands right before the share."""
    place, length = share.row
    whole = view.mentions[share.index - 1 - place]
    mark = whole.mark("share.of", "share.done", "share.ratio")
    parts = [
        part
        for part in backwards(view, whole, 8)
        if part.sentence == share.sentence and part.group == whole.group and part.role == "level" and alike(part, whole)
    ]
    cue = mark.word if mark is not None else ""
    if length > 1:
        return draft("share", [share], [parts[length - 1 - place], whole], cue=cue) if len(parts) >= length else None
    for part in parts:
        if fits(share, part, whole):
            return draft("share", [share], [part, whole], cue=cue)
    if mark is not None and (named := named_here(view, whole, view.text[whole.clause : mark.start])) is not None:
        missed = share_miss(share, named, whole) is not None or fits(share, named, whole)
        return draft("share", [share], [named, whole], cue=cue) if missed else None
    # 支出8万元，占41%，完成预算10万元的80%: a share of its own may stand between
    own = all(each.role == "share" for part in parts[:1] for each in view.mentions[part.index + 1 : whole.index])
    led = whole.clause if mark is None else mark.start
    beside = bool(parts) and own and not view.text[view.mentions[whole.index - 1].end : led].strip(" ,")
    listed = wholes.get(parts[0].index) if parts else None
    for used in (*parts[:1], listed) if beside else ():
        if used is not None and alike(used, whole) and share_miss(share, used, whole) is not None:
            return draft("share", [share], [used, whole], cue=cue)
    if telling(share):
        for part in backwards(view, whole, _LOOK_BACK):
            like = part.role == "level" and part.basis in ("", "actual") and alike(part, whole) and part.value
            if like and fits(share, part, whole):
                return draft("share", [share], [part, whole], cue=cue)
    if not parts or mark is None or any(each.mark("sum.parts") for each in parts):
        return None
    exceeded = mark.meaning == "share.done" and parts[0].value > whole.value and share.value < _WHOLLY
    if exceeded and not fits(share, whole, parts[0]):
        # 收割小麦380亩，油菜完成计划120亩的80%: what is more is of something else, unless it was divided the wrong way
        return None
    return draft("share", [share], [parts[0], whole], cue=cue)
