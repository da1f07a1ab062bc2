"""Shares: 占…的X%, 占比, 完成预算的X%, 执行率, and percentages that divide a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import high, low, significant
from reportminer.relate.keys import funds, key_of, related
from reportminer.relate.sums import Listing, share_of

_HUNDRED = Decimal(100)
_LOOK_BACK = 30
_MISSED = Decimal(10)
_TAIL = 12
_NAME = re.compile(r"[比重例率]?(?:约|近|为|达|到|了)*(.*?)(?:的?(?:比例|比重|份额)?(?:为|是|达)?|的)[约近]?\s*\Z")


def find_shares(view: View, listings: Sequence[Listing], lexicon: Lexicon) -> Iterator[Relation]:
    """Every share of a stated part in a stated whole, every degree of completion, every ratio of two counts."""
    wholes: dict[int, Mention] = {}
    for listing in listings:
        for part in listing.parts:
            wholes[part.index] = listing.whole
    for mention in view.mentions:
        if mention.quantity.kind != "percentage":
            continue
        if mention.role == "share":
            relation = _share(view, mention, wholes, lexicon)
        elif mention.role == "done":
            relation = _done(view, mention) or _ratio(view, mention)
        elif mention.role == "ratio":
            relation = _ratio(view, mention)
        elif mention.role == "whole":
            relation = _of_the_last(view, mention)
        else:
            continue
        if relation is not None:
            yield relation
            yield from _contained(view, mention, relation)


def _contained(view: View, share: Mention, relation: Relation) -> Iterator[Relation]:
    """Counts whose ratio the text gives (185处，整改181处，整改率97.8%): the one lies in the other."""
    if share.role not in ("ratio", "done"):
        return
    by_id = {each.quantity.id: each for each in view.mentions[max(0, share.index - _LOOK_BACK) : share.index]}
    part, whole = (by_id.get(id) for id in relation.rhs)
    if (
        part is not None
        and whole is not None
        and part.quantity.kind not in ("amount", "score")
        and part.basis != "budget"
        and part.value <= whole.value
    ):
        yield draft("part_of", [part], [whole], strength="implied")


def _of_the_last(view: View, share: Mention) -> Relation | None:
    """占总额100万元的30%, 为预算38万元的90%: the whole stands right before the share."""
    place, length = share.row
    whole = view.mentions[share.index - 1 - place]
    mark = whole.mark("share.of", "share.done", "share.ratio")
    parts = [
        part
        for part in reversed(view.mentions[max(0, whole.index - 8) : whole.index])
        if part.sentence == share.sentence and part.group == whole.group and part.role == "level" and alike(part, whole)
    ]
    cue = mark.word if mark is not None else ""
    if length > 1:
        return draft("share", [share], [parts[length - 1 - place], whole], cue=cue) if len(parts) >= length else None
    for part in parts:
        if _fits(share, part, whole):
            return draft("share", [share], [part, whole], cue=cue)
    if not parts or any(each.mark("sum.parts") for each in parts):
        return None
    return draft("share", [share], [parts[0], whole], cue=cue)


def _ratio(view: View, ratio: Mention) -> Relation | None:
    """合格率98%: the two like figures before it whose ratio it is, else the only two of its sentence."""
    near = [
        each
        for each in reversed(view.mentions[max(0, ratio.index - 8) : ratio.index])
        if each.paragraph == ratio.paragraph and ratio.sentence - each.sentence <= 1 and each.role == "level"
    ]
    for place, part in enumerate(near):
        for whole in near[place + 1 :]:
            # what is done is named after what was planned, unless the later figure is the plan
            for one, two in ((whole, part),) if part.basis == "budget" else ((part, whole),):
                if alike(one, two) and one.value and _fits(ratio, one, two) and one.value != two.value:
                    return draft("share", [ratio], [one, two], strength="stated", cue="率")
    if near and significant(ratio.quantity) > 3:
        for whole in reversed(view.mentions[max(0, near[0].index - _LOOK_BACK) : near[0].index]):
            if whole.role == "level" and alike(near[0], whole) and near[0].value and _fits(ratio, near[0], whole):
                return draft("share", [ratio], [near[0], whole], cue="率")
    alone = [each for each in near if each.sentence == ratio.sentence]
    if len(alone) == 2 and alone[0].index == ratio.index - 1 and alone[1].index == ratio.index - 2:
        part, whole = alone
        if alike(part, whole) and part.quantity.kind != "amount" and 0 < part.value <= whole.value:
            return draft("share", [ratio], [part, whole], cue="率")
    return None


def _share(view: View, share: Mention, wholes: Mapping[int, Mention], lexicon: Lexicon) -> Relation | None:
    mark = view.mentions[share.index - share.row[0]].mark("share.of", "share.ratio")
    part = _part(share, view)
    if mark is not None and mark.start > share.clause and (part is None or part.end < share.clause):
        relation = _of_named(view, share, view.text[share.clause : mark.start], lexicon)
        if relation is not None:
            return relation
    if mark is None or part is None or mark.start < part.end:
        return None
    named = _NAME.fullmatch(view.text[mark.end : share.start].strip())
    name = key_of(named[1], lexicon) if named else ""
    candidates: list[Mention] = []
    parent = wholes.get(part.index)
    if parent is not None:
        candidates.append(parent)
    by_name: list[Mention] = []
    if name:
        by_name = list(_by_name(view, part, name, lexicon))
    elif part.value:
        by_name = list(_before(view, part))
    candidates.extend(by_name)
    for whole in candidates:
        if _fits(share, part, whole):
            return draft("share", [share], [part, whole], cue=mark.word)
    for whole in _named_after(view, share, part, name, lexicon) if name else ():
        if _fits(share, part, whole):
            return draft("share", [share], [part, whole], cue=mark.word)
    if name and _telling(share):
        for whole in reversed(view.mentions[max(0, part.index - _LOOK_BACK) : part.index]):
            if (
                whole.role == "level"
                and alike(whole, part)
                and whole.quantity.item.endswith(name[-2:])
                and part.value
                and _fits(share, part, whole)
            ):
                return draft("share", [share], [part, whole], cue=mark.word)
    if parent is not None and (not name or related(key_of(parent.quantity.item, lexicon), name)):
        return draft("share", [share], [part, parent], cue=mark.word)
    if name and by_name and by_name[0].sentence >= part.sentence - 1:
        return draft("share", [share], [part, by_name[0]], cue=mark.word)
    return None


def _of_named(view: View, share: Mention, name: str, lexicon: Lexicon) -> Relation | None:
    """农林水支出占83.29%: the figure of the item named before 占, in the figures of the sentence that it divides."""
    key = key_of(name, lexicon)
    if len(key) < 3:
        return None
    for part in reversed(view.mentions[max(0, share.index - 2 * _LOOK_BACK) : share.index]):
        if part.role == "level" and key_of(part.quantity.item, lexicon) == key:
            for whole in view.mentions[max(0, share.index - 12) : share.index]:
                if (
                    whole.role == "level"
                    and whole.paragraph == share.paragraph
                    and whole is not part
                    and alike(whole, part)
                    and whole.value >= part.value
                    and _fits(share, part, whole)
                ):
                    return draft("share", [share], [part, whole])
    return None


def _part(share: Mention, view: View) -> Mention | None:
    """The figure whose share is given: the nearest level before, in the same sentence."""
    around = view.parents[share.group]
    place, length = share.row
    if length > 1:
        levels = [
            each
            for each in view.mentions[max(0, share.index - 3 * length) : share.index]
            if each.sentence == share.sentence and each.role == "level" and each.group in (share.group, around)
        ]
        return levels[place - length] if len(levels) >= length else None
    for before in reversed(view.mentions[max(0, share.index - 6) : share.index]):
        if before.sentence != share.sentence:
            return None
        if before.group != share.group and before.group != around:
            continue
        if before.role == "level":
            return before
        if before.role in ("share", "done"):
            return None
    return None


def _before(view: View, part: Mention, reach: int = 1) -> Iterator[Mention]:
    """Larger like figures shortly before the part, at most `reach` sentences back."""
    for before in reversed(view.mentions[max(0, part.index - 8) : part.index]):
        if before.paragraph != part.paragraph or part.sentence - before.sentence > reach:
            return
        if before.role == "level" and alike(before, part) and before.value >= part.value:
            yield before


def _by_name(view: View, part: Mention, name: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Figures before the part whose item is the one named after 占, nearest first."""
    for before in reversed(view.mentions[max(0, part.index - _LOOK_BACK) : part.index]):
        if before.role == "level" and alike(before, part) and _names(before, name, lexicon):
            yield before


def _named_after(view: View, share: Mention, part: Mention, name: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Figures of the same paragraph after the share whose item is the one named."""
    for after in view.mentions[share.index + 1 : share.index + 9]:
        if (
            after.paragraph == share.paragraph
            and after.role == "level"
            and alike(after, part)
            and _names(after, name, lexicon)
        ):
            yield after


def _names(mention: Mention, name: str, lexicon: Lexicon) -> bool:
    key = key_of(mention.quantity.item, lexicon)
    return related(key, name) and (not funds(name) or bool(funds(name) & funds(mention.quantity.item)))


def _done(view: View, done: Mention) -> Relation | None:
    """完成预算的X%: the actual and the budgeted figure of the same sentence, or of the one before."""
    budgets: list[Mention] = []
    actuals: list[Mention] = []
    around = view.parents[done.group]
    for before in reversed(view.mentions[max(0, done.index - 10) : done.index]):
        if before.paragraph != done.paragraph or done.sentence - before.sentence > 1:
            break
        if (
            before.sentence != done.sentence
            and (budgets or actuals)
            and not (budgets and actuals)
            and done.sentence - before.sentence > 1
        ):
            break
        if before.role != "level" or before.group not in (done.group, around) or before.quantity.kind != "amount":
            continue
        if before.basis == "budget":
            budgets.append(before)
        elif before.basis != "prior":
            actuals.append(before)
    mark = done.mark("share.done")
    cue = mark.word if mark is not None else ""
    budgets = [budget for budget in budgets if not _between(budget, actuals)]
    for actual in actuals[:1]:
        for budget in budgets:
            if alike(actual, budget) and _fits(done, actual, budget):
                return draft("share", [done], [actual, budget], cue=cue)
    if not actuals:
        return _spread(view, done, budgets, cue)
    # nothing spent fits every budget: 0% says nothing of which one is meant
    for whole in _before(view, actuals[0], reach=2) if actuals[0].value else ():
        if whole.basis in ("", "budget") and _fits(done, actuals[0], whole):
            return draft("share", [done], [actuals[0], whole], cue=cue)
    if _telling(done):
        for whole in reversed(view.mentions[max(0, actuals[0].index - _LOOK_BACK) : actuals[0].index]):
            if (
                whole.role == "level"
                and whole.basis in ("", "budget")
                and alike(whole, actuals[0])
                and _fits(done, actuals[0], whole)
            ):
                return draft("share", [done], [actuals[0], whole], cue=cue)
    if len(budgets) == 1 and alike(actuals[0], budgets[0]):
        actual, budget = actuals[0], budgets[0]
        if actual.sentence == budget.sentence and budget.value:
            return draft("share", [done], [actual, budget], cue=cue)
    return None


def _spread(view: View, done: Mention, budgets: Sequence[Mention], cue: str) -> Relation | None:
    """预算为5240万元，决算数完成预算的97.39%: the actual figure stands further up."""
    if not _telling(done):
        return None
    for budget in budgets:
        for actual in reversed(view.mentions[max(0, budget.index - _LOOK_BACK) : budget.index]):
            if (
                actual.role == "level"
                and actual.basis in ("", "actual")
                and alike(actual, budget)
                and _fits(done, actual, budget)
            ):
                return draft("share", [done], [actual, budget], cue=cue)
    return None


def _telling(share: Mention) -> bool:
    """Whether a percentage is printed finely enough to tell its base by."""
    return significant(share.quantity) > 2


def _between(budget: Mention, actuals: Sequence[Mention]) -> bool:
    """Whether another actual figure stands between the budget and the nearest one: the budget is its own."""
    return any(budget.index < actual.index for actual in actuals[1:])


def _fits(share: Mention, part: Mention, whole: Mention) -> bool:
    """Whether the intervals of the share and of part ÷ whole meet."""
    least, most = low(whole.quantity), high(whole.quantity)
    if least <= 0 or low(part.quantity) < 0:
        return False
    return (
        low(part.quantity) / most * _HUNDRED <= high(share.quantity)
        and low(share.quantity) <= high(part.quantity) / least * _HUNDRED
    )


def find_partitions(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Percentages that divide a whole: parallel ones of one sentence that make 100, or those of a complete list."""
    used: set[int] = set()
    for listing in listings:
        if listing.relation is None or listing.relation.type != "sum" or not listing.claimed:
            continue
        shares = [share_of(view, part) for part in listing.parts]
        known = [share for share in shares if share is not None]
        if len(known) == len(shares) > 1 and listing.whole.unit != "%":
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


def _divides(view: View, run: Sequence[Mention]) -> bool:
    """Whether parallel percentages divide a whole: they make 100, or three or more of them miss it by little."""
    total = sum((each.value for each in run), Decimal(0))
    if len(run) < 2 or total == _HUNDRED:
        return len(run) > 1
    closed = (
        view.sentence_end(run[-1].end) - run[-1].end <= _TAIL and "等" not in view.text[run[-1].end : run[-1].end + 2]
    )
    return len(run) > 2 and abs(total - _HUNDRED) <= _MISSED and closed


def _parallel(view: View, one: Mention, other: Mention) -> bool:
    """Whether two percentages stand between the same words, or next to each other in a list."""
    between = view.text[one.end : other.start].strip()
    if between in ("、", ",", "和", "及", "与"):
        return True
    before = view.text[one.start - 1], view.text[other.start - 1]
    after = view.text[one.end : one.end + 2], view.text[other.end : other.end + 2]
    return before[0] == before[1] and (after[0] == after[1] or before[0] == "占")
