"""Differences from a level told right before them: 完成1700亩，比计划1500亩多完成200亩; 3.4%，比目标4%低0.6个百分点."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft, joined
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.growth import grows
from reportminer.relate.evidence.misses import differs, grown_miss, may_differ, share_miss
from reportminer.relate.keys import any_of
from reportminer.relate.shares.ratios import fits
from reportminer.relate.shares.unlike import is_beyond

_BACK, _FAR = 6, 60
_BEHIND = 6
_PAIR = 2
_WORDY = 10
_DEGREES = frozenset({"done", "whole"})
_LESS, _STILL = frozenset("少欠短差缺"), ("尚", "还")
_LEADING = frozenset("比较距离")
_NOT_LEVELS = frozenset({"change", "per"})
_BEYOND = frozenset({"level", "change", "rate", "other"})
_POINTS = "percentage_point"


def find_gaps(view: View, known: Container[str]) -> Iterator[Relation]:
    """Every difference that a word of more or less joins to the level right before it, and the level that it is of.

    known  the differences that are told already
    Given where it comes out, or where one slip or the wrong word keeps it from doing so.
    """
    words, plans = any_of("gap.word", view.lexicon), any_of("gap.plan", view.lexicon)
    for gap in view.mentions[1:]:
        told = view.mentions[gap.index - 1]
        if is_beyond(view, gap):
            yield from _beyond(view, gap, known, plans)
            continue
        if view.text[gap.clause] in _LEADING and gap.clause >= told.end and gap.id not in known:
            planned = plans.search(view.text, gap.clause, gap.start)
            if planned is not None and words.search(view.text, planned.end(), gap.start):
                yield from _of_a_plan(view, gap, plans)
            continue
        if gap.sentence != told.sentence or gap.group != told.group or gap.start - told.end > _WORDY:
            continue
        led = view.text[told.clause] in _LEADING or view.text[told.clause : told.clause + 2].endswith("比")
        if not led or told.clause < told.lead or gap.id in known or not gap.value:
            continue
        word = words.search(view.text, told.end, gap.start)
        if word is None or "," in view.text[told.end : gap.start]:
            continue
        if gap.kind == "percentage":
            yield from _grown(view, gap, told, word[0])
            continue
        level = _level_of(view, gap, told)
        if level is not None and may_differ(gap, level, told):
            yield draft("change", [gap], [level, told], cue=word[0])


def _grown(view: View, rate: Mention, told: Mention, word: str) -> Iterator[Relation]:
    """单价27.97万元，比控制价30万元节约6.77%: by how much of the told level the like one right before it differs."""
    level = view.mentions[told.index - 1] if told.index else told
    beside = level.sentence == told.sentence and level.group == told.group and level.role in ("level", "per")
    if not (beside and alike(level, told)) or rate.role == "change" or told.value <= 0 or level.value <= 0:
        return
    if grows(rate, level, told) or grown_miss(rate, level, told) is not None:
        yield draft("rate", [rate], [level, told], form="current_previous", cue=word)


def _beyond(view: View, gap: Mention, known: Container[str], plans: re.Pattern[str]) -> Iterator[Relation]:
    """计划48.5公里，完成51.2公里，超额2.7公里: the two like levels right before it, where they differ by so much.

    The plan is the one that is called so, else the first; unless they differ so, but the other way round.
    """
    # 收入86万元，完成预算80万元的107.5%，超收6万元: the degree may stand between
    last = gap.index - (view.mentions[gap.index - 1].role in _DEGREES)
    pair = list(view.mentions[max(0, last - _PAIR) : last])
    if len(pair) < _PAIR or gap.id in known or gap.role not in _BEYOND or not gap.value:
        return
    if view.mentions[last].role == "whole":
        pair[0] = _compared_with(view, pair[1], view.mentions[last], gap) or pair[0]
    called = [each.basis == "budget" or bool(plans.search(view.words_of(each))) for each in pair]
    if not any(called) and view.words_of(gap).strip(" ,")[:1] in _STILL:
        # 自筹25万元，已安排8万元，尚差20万元: what lacks to all that is needed
        return
    # 政府性基金预算收入80万元，为预算90万元的88.9%，短收10万元: called so by its name alone
    later = pair[1].basis == "budget" != pair[0].basis if all(called) else called[1]
    plan, level = pair[::-1] if later else pair
    more = not _LESS & set(view.words_of(gap))
    if not any(called) and differs(gap, level, plan) and (level.value > plan.value) != more:
        plan, level = level, plan
    beside = plan.sentence == gap.sentence and plan.group == level.group == gap.group
    like = plan.role not in _NOT_LEVELS and level.role not in _NOT_LEVELS and plan.basis != "prior"
    if gap.kind == _POINTS:
        like = like and plan.kind == level.kind == "percentage"
    else:
        like = like and alike(plan, gap) and alike(level, gap)
    if beside and like and ";" not in view.text[pair[0].end : gap.start] and may_differ(gap, level, plan):
        yield draft("change", [gap], [level, plan])


def _compared_with(view: View, plan: Mention, degree: Mention, gap: Mention) -> Mention | None:
    """入库342万元，国税287万元、地税55万元，为计划320万元的106.9%，超收22万元: the figure that is so much more, 342."""
    for level in backwards(view, plan, _FAR):
        if level.sentence != plan.sentence:
            return None
        told = level.group == plan.group and level.role == "level" and alike(level, plan)
        if told and (fits(degree, level, plan) or (alike(gap, plan) and differs(gap, level, plan))):
            return level
    return None


def _of_a_plan(view: View, gap: Mention, plans: re.Pattern[str]) -> Iterator[Relation]:
    """比任务多完成76户: the level right before it, and the plan further up that is just so much less or more."""
    level = view.mentions[gap.index - 1]
    while level.index and level.role != "level" and level.sentence == gap.sentence:
        level = view.mentions[level.index - 1]
    if level.role != "level" or level.sentence != gap.sentence or not (alike(level, gap) and gap.value):
        return
    for plan in backwards(view, level, _FAR):
        if plan.role != "level" or not alike(plan, level) or abs(level.value - plan.value) != gap.value:
            continue
        if plans.search(view.text, plan.words_start, plan.end + _BEHIND):
            yield draft("change", [gap], [level, plan])
            return


def rates_behind(view: View, gaps: Iterable[Relation], known: Container[str]) -> Iterator[Relation]:
    """The percentage right behind a difference: how much of the earlier level it is, or to what degree that is met.

    known  the rates that are told already
    """
    by_id = {mention.id: mention for mention in view.mentions}
    for relation in gaps:
        change, level, told = (by_id[id] for id in (*relation.lhs, *relation.rhs))
        if change.index + 1 == len(view.mentions):
            continue
        rate = view.mentions[change.index + 1]
        beside = rate.sentence == change.sentence and rate.group == change.group and rate.start - change.end <= _WORDY
        if rate.kind != "percentage" or not beside or rate.id in known or not told.value:
            continue
        if rate.role == "done":
            if told.mark("change.against") is not None and not fits(rate, level, told):
                # 住院日8.6天，比上年9.1天缩短0.5天；床位使用率73.68%
                continue
            mark = rate.mark("share.done")
            yield draft("share", [rate], [level, told], cue=mark.word if mark is not None else "")
        elif rate.role != "ratio" and (_is_of(rate, change, told) or _is_of(rate, change, level)):
            # 决算462万元，预算377万元，超预算85万元，比预算增长22.5%: the plan stands in the place of the level
            planned = level.basis == rate.basis == "budget" != told.basis
            base = level if planned and fits(rate, change, level) else told
            yield draft("rate", [rate], [change, base], form="change_previous")


def _is_of(rate: Mention, change: Mention, base: Mention) -> bool:
    return fits(rate, change, base) or share_miss(rate, change, base) is not None


def _level_of(view: View, gap: Mention, told: Mention) -> Mention | None:
    """The figure before the two, of the kind that the told level is of, that differs by so much, else the nearest."""
    if (told.kind == "percentage") != (gap.kind == _POINTS):
        return None
    if gap.kind != _POINTS and not alike(gap, told):
        return None
    near: list[Mention] = []
    for level in backwards(view, told, _BACK):
        if level.sentence != gap.sentence:
            break
        like = level.role not in _NOT_LEVELS and level.basis != "prior" and alike(level, told) and level.value
        if like and differs(gap, level, told):
            return level
        # 1123人，其中甲386人、乙737人；较去年1058人多65人: behind a semicolon only what comes out
        if like and ";" not in view.text[level.end : told.start]:
            near.append(level)
    if len(near) > 1 and joined(view, near[1], near[0]) and not may_differ(gap, near[0], told):
        # 284项，国家级15项、省级91项，比上年276项多8项: of all of them, and not of the last part
        return near[-1]
    return next(iter(near), None)
