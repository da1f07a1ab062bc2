"""Degrees of completion: 完成预算的X%, 执行率, 到位率, with the actual and the planned figure that they compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportminer.model import Relation, Strength
from reportminer.relate.base import akin, alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.keys import any_of, is_generic, key_of, related
from reportminer.relate.lists.reading import OPENERS
from reportminer.relate.shares.candidates import before
from reportminer.relate.shares.ratios import ended_list, exact_first, fine, fits, telling
from reportminer.relate.shares.unlike import is_beyond

_AROUND, _USED = " ,;、其中", "使用"
"""what was used of a budget is spent: 使用当年预算58万元"""
_LOOK_BACK = 30
_FAR = 60
_RARE = 0.1
_REMOTE = 0.033
_BOTH = 2
_HEAD = 2
_RATE = "率"
_DEGREES = ("share", "done", "ratio")
_IS = ("", "为", "是", "数", "数为", "金额", "金额为", "共")
_POSTS = {"个", "人"}
"""岗位1518个 are aimed at as 1320人"""

_Found = tuple[Mention, Mention, Strength]
"""what was done, what was planned, and how surely these are compared"""


def completion_of(view: View, done: Mention, wholes: Mapping[int, Mention]) -> Relation | None:
    """完成预算的X%: the actual and the budgeted figure of the same sentence, or of the one before."""
    if _tells_which(view, done):
        return None
    budgets, actuals = _figures(view, done, wholes)
    behind = _budget_behind(view, done)
    if behind is not None and actuals and _is_budget_of(done, actuals[0], behind, budgets):
        found: _Found | None = (actuals[0], behind, "stated")
    elif actuals:
        budgets = [budget for budget in budgets if not _between(view, done, budget, actuals)]
        found = _of_spent(view, done, actuals[0], budgets, wholes)
    else:
        found = _of_none_spent(view, done, budgets, wholes)
    if found is None:
        return None
    actual, budget, strength = found
    mark = done.mark("share.done")
    return draft("share", [done], [actual, budget], strength=strength, cue=mark.word if mark is not None else "")


def _tells_which(view: View, done: Mention) -> bool:
    """Whether a bounded degree tells which of a number are meant: 9个项目执行率低于50%."""
    before = view.mentions[done.index - 1] if done.index else done
    apart = view.text[before.end : done.start]
    return done.bound != "exact" and before.kind == "count" and before.sentence == done.sentence and "," not in apart


def _of_spent(
    view: View,
    done: Mention,
    actual: Mention,
    budgets: Sequence[Mention],
    wholes: Mapping[int, Mention],
) -> _Found | None:
    """What was spent, or the total of its list, and the budget for it, near by or further up."""
    for budget in budgets:
        if alike(actual, budget) and fits(done, actual, budget):
            return actual, budget, "stated"
    beside = _beside(actual, budgets)
    if beside is not None and share_miss(done, actual, beside) is not None:
        return actual, beside, "stated"
    # nothing spent fits every budget: 0% says nothing of which one is meant
    for whole in before(view, actual, reach=2) if actual.value else ():
        if whole.basis in ("", "budget") and fits(done, actual, whole):
            return actual, whole, "stated"
    missed = _missed(view, done, actual) or _named(view, done, actual)
    headed = _headed(view, done, actual)
    if headed is not None:
        return actual, headed, "stated" if fits(done, actual, headed) else "implied"
    found = _further_up(view, done, actual, wholes.get(actual.index), missed)
    if found is None and beside is not None:
        found = actual, beside, "stated"
    return found or (None if missed is None else (actual, missed, "implied"))


def _of_none_spent(
    view: View, done: Mention, budgets: Sequence[Mention], wholes: Mapping[int, Mention]
) -> _Found | None:
    """What is compared where no amount spent stands near: a count and its target, or figures further up."""
    target = _target(view, done)
    if target is not None:
        return (*target, "stated")
    found = _spread(view, done, budgets) or _planned_count(view, done, wholes)
    return (*found, "stated" if fits(done, *found) else "implied") if found is not None else None


def _further_up(
    view: View, done: Mention, actual: Mention, parent: Mention | None, missed: Mention | None
) -> _Found | None:
    """The figure further up that bears a telling degree out, of what was spent or of the total of its list.

    missed  the budget that one slip sets apart, surer than figures that are only about right
    """
    if not telling(done):
        return None
    above = exact_first([*backwards(view, actual, _LOOK_BACK)])
    for one in (actual, parent) if parent is not None and parent.index < done.index else (actual,):
        for whole in above:
            planned = whole.role == "level" and whole.basis in ("", "budget") and whole is not one
            sure = whole.bound == "exact" or missed is None
            if planned and sure and alike(whole, one) and one.value and fits(done, one, whole):
                return one, whole, "stated"
    return None


def _figures(view: View, done: Mention, wholes: Mapping[int, Mention]) -> tuple[list[Mention], list[Mention]]:
    """The budgets and the actual amounts of the sentence and the one before, nearest first; no lists nor rests."""
    ended, left = ended_list(view, done, wholes), any_of("unspent", view.lexicon)
    budgets: list[Mention] = []
    actuals: list[Mention] = []
    around = view.parents[done.group]
    for each in backwards(view, done, 10):
        if each.paragraph != done.paragraph or done.sentence - each.sentence > 1:
            break
        beside = each.role == "level" and each.group in (done.group, around)
        if each.index in ended or not beside or each.kind != "amount" or is_beyond(view, each):
            continue
        if not each.basis and each.index in wholes and wholes[each.index].basis == "budget":
            # 预算120万元，其中拨款100万元、自筹20万元，支出116万元，执行率97%: planned as their whole is
            continue
        if each.basis == "budget" and not view.words_of(each).strip(_AROUND).startswith(_USED):
            budgets.append(each)
        elif each.basis != "prior" and not left.search(view.text, each.words_start, each.start):
            actuals.append(each)
    return budgets, actuals


def _beside(actual: Mention, budgets: Sequence[Mention]) -> Mention | None:
    """The budget of the same sentence: the only one, or the one right before the actual figure."""
    if not budgets or not (len(budgets) == 1 or budgets[0].index == actual.index - 1):
        return None
    budget = budgets[0]
    return budget if alike(actual, budget) and actual.sentence == budget.sentence and budget.value else None


def _missed(view: View, done: Mention, actual: Mention) -> Mention | None:
    """The figure above of which the actual one would be the stated part but for one slip: a budget before others."""
    above = [
        each
        for each in backwards(view, actual, _LOOK_BACK)
        if each.role == "level" and each.basis in ("", "budget") and alike(each, actual) and each.bound == "exact"
    ]
    planned = [each for each in above if each.basis == "budget"]
    for rare, candidates in ((_RARE, planned), (_REMOTE, above)):
        for whole in candidates:
            chance = share_miss(done, actual, whole)
            if chance is not None and chance * len(candidates) < rare:
                return whole
    return None


def _named(view: View, done: Mention, actual: Mention) -> Mention | None:
    """The last figure of the same name further up, in the list of the budget: 人员经费 planned, 人员经费支出 spent."""
    name = key_of(actual.item, view.lexicon)
    if is_generic(name, view.lexicon):
        return None
    for whole in backwards(view, actual, _FAR):
        like = whole.role == "level" and whole.basis in ("", "budget") and alike(whole, actual)
        if like and related(key_of(whole.item, view.lexicon), name):
            return whole if _is_slip(done, actual, whole) else None
    return None


def _headed(view: View, done: Mention, actual: Mention) -> Mention | None:
    """The figure further up whose clause begins with the same words: 甲项目批复10万元 … 甲项目支出9万元，执行率90%."""
    if not fine(done) or not actual.value:
        return None
    words = _clause_of(view, actual)
    best, longest = None, _HEAD
    for whole in backwards(view, actual, _FAR):
        if whole.role != "level" or whole.basis not in ("", "budget") or not alike(whole, actual):
            continue
        size = _alike_for(words, _clause_of(view, whole))
        if size > longest:
            best, longest = whole, size
    if best is None or not (fits(done, actual, best) or _is_slip(done, actual, best)):
        return None
    return best


def _alike_for(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((place for place, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its), 0)


def _clause_of(view: View, mention: Mention) -> str:
    """The words of a clause before a figure, a number among them with it: 三批项目支出."""
    start = mention.clause
    before = view.mentions[mention.index - 1] if mention.index else mention
    if start == before.end:
        start = before.clause
    return view.text[view.after_label(start) : mention.start]


def _is_slip(done: Mention, actual: Mention, whole: Mention) -> bool:
    chance = share_miss(done, actual, whole)
    return chance is not None and chance < _RARE


def _target(view: View, done: Mention) -> tuple[Mention, Mention] | None:
    """新增岗位1518个，目标任务1320人，完成115%: what is aimed at stands between what was done and its degree.

    It may stand in brackets right behind what was done, 改造93户（省定任务88户），完成率105.7%, or behind the degree.
    """
    if not done.index or done.mark("share.done") is None or _has_own(view, done):
        return None
    behind = _budget_behind(view, done)
    if behind is not None and behind.group != done.group:
        actual, target, inside = view.mentions[done.index - 1], behind, True
    elif done.index >= _BOTH:
        actual, target = view.mentions[done.index - _BOTH : done.index]
        opens = view.opens[target.group]
        inside = target.group != actual.group == view.parents[target.group] and "," not in view.text[actual.end : opens]
    else:
        return None
    beside = actual.sentence == target.sentence == done.sentence and (inside or actual.group == target.group)
    planned = target.basis == "budget" and actual.basis in ("", "actual")
    if not (beside and planned and actual.role == target.role == "level" and actual.kind != "amount"):
        return None
    if is_beyond(view, target):
        return None
    alike_enough = akin(actual, target) or {actual.unit, target.unit} == _POSTS
    return (actual, target) if alike_enough and ";" not in view.text[actual.end : done.start] else None


def _has_own(view: View, done: Mention) -> bool:
    """Whether the word for the degree follows its plan without a comma, which it then divides: 完成任务12亩的20%."""
    return done.clause <= view.mentions[done.index - 1].start


def _planned_count(view: View, done: Mention, wholes: Mapping[int, Mention]) -> tuple[Mention, Mention] | None:
    """全年完成2.13万亩，为任务的101.4%: a count, and the plan further up that it completes."""
    ended = ended_list(view, done, wholes)
    count = view.mentions[done.index - 1 - len(ended)] if done.index > len(ended) else done
    if count.index and is_beyond(view, count):
        # 计划48公里，完成51公里，超额3公里，完成率106.3%: the difference is no outcome
        count = view.mentions[count.index - 1]
    if count.role != "level" or count.sentence != done.sentence or count.kind == "amount":
        return None
    plans = [
        each
        for each in backwards(view, count, _FAR)
        if each.role == "level" and each.basis == "budget" and alike(each, count) and each.bound == "exact"
    ]
    plan = next((each for each in plans if fits(done, count, each)), None)
    plan = plan or next((each for each in plans if share_miss(done, count, each) is not None), None)
    beside = plans[0] if plan is None and plans and plans[0].index == count.index - 1 else None
    if beside is not None and ((telling(done) and fits(done, beside, count)) or _is_told(view, beside, count, done)):
        plan = beside
    return (count, plan) if plan is not None else None


def _is_told(view: View, plan: Mention, count: Mention, done: Mention) -> bool:
    """计划20座，完成18座，完成率100%: whether the words alone hold what was done to the plan right before it."""
    between = plan.sentence == count.sentence and done.index == count.index + 1 and count.value and plan.value
    said = any_of("basis_actual", view.lexicon).search(view.text, count.clause, count.start)
    return bool(between and said) and ";" not in view.text[plan.end : done.start]


def _budget_behind(view: View, done: Mention) -> Mention | None:
    """The budget right behind a degree of completion: 完成预算81.89%（预算数17.50万元）, 完成预算的81.5%，预算8万元."""
    if done.index + 1 >= len(view.mentions):
        return None
    after = view.mentions[done.index + 1]
    if after.role != "level" or after.basis != "budget":
        return None
    if after.group != done.group:
        return after if view.opens[after.group] == done.end else None
    mark = after.mark("basis.budget")
    alone = mark is not None and view.text[done.end : mark.start] == "," and after.sentence == done.sentence
    return after if alone and mark is not None and view.text[mark.end : after.start] in _IS else None


def _is_budget_of(done: Mention, actual: Mention, behind: Mention, budgets: Sequence[Mention]) -> bool:
    """Whether a budget behind is what was spent of; outside brackets only where none before bears the degree out.

    年初预算150万元，支出120万元，完成年初预算的80%，调整预算200万元: of the 150.
    """
    told = behind.group == done.group and any(fits(done, actual, each) for each in budgets)
    return alike(actual, behind) and not told


def _spread(view: View, done: Mention, budgets: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """预算为5240万元，决算数完成预算的97.39%: the actual figure stands further up."""
    if not telling(done):
        return None
    for budget in budgets:
        for actual in _above(view, budget):
            if fits(done, actual, budget):
                return actual, budget
    for budget in budgets[:1]:
        for actual in _above(view, budget):
            chance = share_miss(done, actual, budget)
            if chance is not None and chance < _REMOTE:
                return actual, budget
    return None


def _above(view: View, budget: Mention) -> Iterator[Mention]:
    for actual in backwards(view, budget, _LOOK_BACK):
        if actual.role == "level" and actual.basis in ("", "actual") and alike(actual, budget):
            yield actual


def _between(view: View, done: Mention, budget: Mention, actuals: Sequence[Mention]) -> bool:
    """Whether another actual figure stands between the budget and the nearest one: the budget is its own.

    预算80万元，到位72万元，占90%，支出68万元，占预算的85%: not one that has its own degree told.
    A rate may be of either: 到位72万元，到位率90%，支出68万元，执行率95%.
    """
    others = [actual for actual in actuals[1:] if budget.index < actual.index]
    mark = done.mark("share.done")
    apart = mark is None or _RATE in mark.word
    apart = apart or ";" in view.text[budget.end : actuals[0].start] or budget.sentence != actuals[0].sentence
    listed = any(mark.meaning in OPENERS for mark in view.marks_between(budget.end, actuals[0].start))
    return any(apart or listed or view.mentions[each.index + 1].role not in _DEGREES for each in others)
