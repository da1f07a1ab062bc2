"""Shares: 占…的X%, 占比, 完成预算的X%, 执行率, and percentages that divide a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.cues import fillers
from reportminer.relate.keys import funds, key_of, related
from reportminer.relate.ratios import exact_first, fits, proved, ratio_of, telling
from reportminer.relate.sums import Listing

_HUNDRED = Decimal(100)
_LOOK_BACK = 30
_HAN = re.compile(r"[一-鿿]")
_NAME = re.compile(r"[比重例率]?(?:约|近|为|达|到|了)*(.*?)(?:的?(?:比例|比重|份额)?(?:为|是|达)?|的)[约近]?\s*\Z")


def find_shares(
    view: View, listings: Sequence[Listing], savings: Sequence[Relation], lexicon: Lexicon
) -> Iterator[Relation]:
    """Every share of a stated part in a stated whole, every degree of completion, every ratio of two counts.

    savings  what is left of one figure when another is used: that figure is then the base of the rate beside them
    """
    used = {relation.rhs[1]: relation for relation in savings}
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
            relation = _done(view, mention, wholes) or ratio_of(view, mention, wholes)
            relation = relation or proved(view, mention, used)
        elif mention.role == "ratio":
            relation = ratio_of(view, mention, wholes) or proved(view, mention, used)
        elif mention.role == "whole":
            relation = _of_the_last(view, mention, wholes)
        else:
            continue
        if relation is not None:
            yield relation
            yield from _contained(view, mention, relation, wholes)


def _contained(view: View, share: Mention, relation: Relation, wholes: Mapping[int, Mention]) -> Iterator[Relation]:
    """Counts whose ratio the text gives (185处，整改181处，整改率97.8%): the one lies in the other.

    So does a figure that no list divides in the total of which it has a share: 民生支出33亿元，占支出的82%.
    """
    if share.role not in ("ratio", "done", "share"):
        return
    by_id = {each.quantity.id: each for each in view.mentions[max(0, share.index - _LOOK_BACK) : share.index]}
    part, whole = (by_id.get(id) for id in relation.rhs)
    if (
        part is not None
        and whole is not None
        and (
            part.quantity.kind not in ("amount", "score")
            if share.role != "share"
            else part.index not in wholes and part.paragraph == whole.paragraph
        )
        and part.basis != "budget"
        and 0 < part.value < whole.value
    ):
        yield draft("part_of", [part], [whole], strength="implied")


def _of_the_last(view: View, share: Mention, wholes: Mapping[int, Mention]) -> Relation | None:
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
        if fits(share, part, whole):
            return draft("share", [share], [part, whole], cue=cue)
    if telling(share):
        for part in reversed(view.mentions[max(0, whole.index - _LOOK_BACK) : whole.index]):
            like = part.role == "level" and part.basis in ("", "actual") and alike(part, whole) and part.value
            if like and fits(share, part, whole):
                return draft("share", [share], [part, whole], cue=cue)
    beside = parts and mark is not None and mark.meaning == "share.of" and parts[0].index == whole.index - 1
    if beside and mark is not None and not view.text[parts[0].end : mark.start].strip(" ,"):
        return draft("share", [share], [parts[0], whole], cue=cue)
    listed = wholes.get(parts[0].index) if parts else None
    if listed is not None and listed.sentence == share.sentence and alike(listed, whole):
        return draft("share", [share], [listed, whole], cue=cue)
    if not parts or any(each.mark("sum.parts") for each in parts):
        return None
    return draft("share", [share], [parts[0], whole], cue=cue)


def _share(view: View, share: Mention, wholes: Mapping[int, Mention], lexicon: Lexicon) -> Relation | None:
    mark = view.mentions[share.index - share.row[0]].mark("share.of", "share.ratio")
    part = _part(share, view)
    if mark is not None and mark.start > share.clause and (part is None or part.end < share.clause):
        relation = _of_named(view, share, view.text[share.clause : mark.start], lexicon, wholes)
        if relation is not None:
            return relation
    if mark is None or part is None or mark.start < part.end:
        return None
    if share.row[1] == 1 and share.clause > part.end and _subject(view, share.clause, mark.start, lexicon):
        return _of_named(view, share, view.text[share.clause : mark.start], lexicon, wholes)
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
        if fits(share, part, whole):
            return draft("share", [share], [part, whole], cue=mark.word)
    for whole in _named_after(view, share, part, name, lexicon) if name else ():
        if fits(share, part, whole):
            return draft("share", [share], [part, whole], cue=mark.word)
    if name and telling(share):
        for whole in reversed(view.mentions[max(0, part.index - _LOOK_BACK) : part.index]):
            if (
                whole.role == "level"
                and alike(whole, part)
                and whole.quantity.item.endswith(name[-2:])
                and part.value
                and fits(share, part, whole)
            ):
                return draft("share", [share], [part, whole], cue=mark.word)
    if not name and telling(share) and part.value:
        # 占比 without a base: of the like figure further up that bears it out, before of the list around it
        for whole in reversed(view.mentions[max(0, part.index - _LOOK_BACK) : part.index]):
            if (
                whole.role == "level"
                and whole.paragraph == part.paragraph
                and alike(whole, part)
                and whole.quantity.item.endswith(part.quantity.item[-2:])
                and fits(share, part, whole)
            ):
                return draft("share", [share], [part, whole], cue=mark.word)
    if parent is not None and (not name or related(key_of(parent.quantity.item, lexicon), name)):
        return draft("share", [share], [part, parent], cue=mark.word)
    if parent is not None and by_name and by_name[0].value == parent.value:
        # the base that is named is the total of the list under another name
        return draft("share", [share], [part, parent], cue=mark.word)
    alone = by_name and by_name[0].paragraph == part.paragraph and len({each.value for each in by_name}) == 1
    if name and by_name and (by_name[0].sentence >= part.sentence - 1 or alone):
        return draft("share", [share], [part, by_name[0]], cue=mark.word)
    return None


def _subject(view: View, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words before 占 name a part of their own, which the figure before them does not measure."""
    return len("".join(_HAN.findall(fillers(lexicon).sub("", view.text[start:end])))) > 1


def _of_named(
    view: View, share: Mention, name: str, lexicon: Lexicon, wholes: Mapping[int, Mention]
) -> Relation | None:
    """农林水支出占83.29%: the figure of the item named before 占, in the figures of the sentence that it divides."""
    key = key_of(name, lexicon)
    if len(key) < 2:
        return None
    for part in reversed(view.mentions[max(0, share.index - 2 * _LOOK_BACK) : share.index]):
        if part.role != "level" or not _is_named(view, share, part, key, lexicon):
            continue
        parent = wholes.get(part.index)
        if parent is not None and parent.sentence == share.sentence and alike(parent, part):
            return draft("share", [share], [part, parent])
        for whole in view.mentions[max(0, share.index - 12) : share.index]:
            if (
                whole.role == "level"
                and whole.paragraph == share.paragraph
                and whole is not part
                and alike(whole, part)
                and whole.value >= part.value
                and fits(share, part, whole)
            ):
                return draft("share", [share], [part, whole])
    return None


def _is_named(view: View, share: Mention, part: Mention, key: str, lexicon: Lexicon) -> bool:
    """Whether a figure is the one of this name: by its item, or in the share's own sentence by the words before it."""
    if part.sentence == share.sentence and view.text[part.clause : part.start].endswith(key):
        return True
    return len(key) > 2 and key_of(part.quantity.item, lexicon) == key


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
    found = []
    for before in reversed(view.mentions[max(0, part.index - 8) : part.index]):
        if before.paragraph != part.paragraph or part.sentence - before.sentence > reach:
            break
        if before.role == "level" and alike(before, part) and before.value >= part.value:
            found.append(before)
    yield from exact_first(found)


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


def _done(view: View, done: Mention, wholes: Mapping[int, Mention]) -> Relation | None:
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
    behind = _budget_behind(view, done)
    if behind is not None and actuals and alike(actuals[0], behind):
        return draft("share", [done], [actuals[0], behind], cue=cue)
    budgets = [budget for budget in budgets if not _between(budget, actuals)]
    for actual in actuals[:1]:
        for budget in budgets:
            if alike(actual, budget) and fits(done, actual, budget):
                return draft("share", [done], [actual, budget], cue=cue)
    if not actuals:
        return _spread(view, done, budgets, cue)
    # nothing spent fits every budget: 0% says nothing of which one is meant
    for whole in _before(view, actuals[0], reach=2) if actuals[0].value else ():
        if whole.basis in ("", "budget") and fits(done, actuals[0], whole):
            return draft("share", [done], [actuals[0], whole], cue=cue)
    if telling(done):
        above = view.mentions[max(0, actuals[0].index - _LOOK_BACK) : actuals[0].index]
        parent = wholes.get(actuals[0].index)
        for actual in (actuals[0], parent) if parent is not None else actuals[:1]:
            for whole in exact_first(above[::-1]):
                if (
                    whole.role == "level"
                    and whole.basis in ("", "budget")
                    and whole is not actual
                    and alike(whole, actual)
                    and actual.value
                    and fits(done, actual, whole)
                ):
                    return draft("share", [done], [actual, whole], cue=cue)
    beside = bool(budgets) and budgets[0].index == actuals[0].index - 1
    if (len(budgets) == 1 or beside) and alike(actuals[0], budgets[0]):
        actual, budget = actuals[0], budgets[0]
        if actual.sentence == budget.sentence and budget.value:
            return draft("share", [done], [actual, budget], cue=cue)
    return None


def _budget_behind(view: View, done: Mention) -> Mention | None:
    """The budget in brackets right behind a degree of completion: 完成预算81.89%（预算数17.50万元）."""
    if done.index + 1 >= len(view.mentions):
        return None
    after = view.mentions[done.index + 1]
    opened = after.group != done.group and view.opens[after.group] == done.end
    return after if opened and after.role == "level" and after.basis == "budget" else None


def _spread(view: View, done: Mention, budgets: Sequence[Mention], cue: str) -> Relation | None:
    """预算为5240万元，决算数完成预算的97.39%: the actual figure stands further up."""
    if not telling(done):
        return None
    for budget in budgets:
        for actual in reversed(view.mentions[max(0, budget.index - _LOOK_BACK) : budget.index]):
            if (
                actual.role == "level"
                and actual.basis in ("", "actual")
                and alike(actual, budget)
                and fits(done, actual, budget)
            ):
                return draft("share", [done], [actual, budget], cue=cue)
    return None


def _between(budget: Mention, actuals: Sequence[Mention]) -> bool:
    """Whether another actual figure stands between the budget and the nearest one: the budget is its own."""
    return any(budget.index < actual.index for actual in actuals[1:])
