"""Which levels a change or a rate compares: the one that its words name, the one that it bears out, or nearly does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from reportminer.model import Relation, Strength
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.changes.levels import (
    OTHERS,
    apart,
    change_after,
    cue_of,
    figures_before,
    level_after,
    level_of,
    levels_near,
    reason_between,
    subject_of,
)
from reportminer.relate.changes.own_names import is_of_its_own, is_of_other_side, is_of_plan, is_this_years, told_behind
from reportminer.relate.changes.plans import on_other_terms, planned_growth
from reportminer.relate.changes.previous import ends_of, in_bracket_before, previous_after, previous_of, year_before
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes, digits
from reportminer.relate.evidence.growth import gives, grows, is_base, shrinks, signed, turned
from reportminer.relate.evidence.misses import difference_miss, growth_miss, share_miss
from reportminer.relate.keys import key_of
from reportminer.relate.lists.listing import Listing

_FURTHER = 30
_TELLING = 3
_RARE = 0.1
_NAMED = 2
_ON_TOP = "基础上"
_RATE = "率"
_COMPARED = re.compile(r"([一-鿿]{2,8}?)[比较]")
_IN_ALL = ("合计", "总计", "总额", "总数")
_LATER = re.compile(r"[整增减更动]后")


class Changed(Struct, frozen=True):
    """A change with the level after it and, where the text states it, the level before.

    sure  no other level of the sentence could be meant
    """

    change: Mention
    current: Mention | None
    previous: Mention | None
    sure: bool = True


class Finder:
    """Looks up the levels that changes and rates speak of."""

    def __init__(self, view: View, lists: Mapping[int, Listing]) -> None:
        self.view = view
        self.lists = lists

    def changed(self, change: Mention, rate: Mention | None) -> Changed | None:
        """The change with the levels after and before it; None where neither is stated."""
        view = self.view
        ends = ends_of(view, change) or in_bracket_before(view, change)
        if ends is not None and alike(ends[0], change):
            # 由9万元调整为15万元，主要由于：（1）甲调增4万元；（2）乙调增2万元: the reasons are of no level told
            reason = reason_between(view, ends[0], change) and not leads(ends[1], change, ends[0])
            return None if reason else Changed(change, *ends)
        current = self._after(change) or level_of(view, change)
        current = None if self._is_others(change, current) else current
        previous = previous_of(view, change, current)
        if previous is None and current is not None:
            previous = previous_after(view, change, current)
        if previous is not None and _ON_TOP in view.text[previous.end : change.start]:
            # what it comes to is told behind the change, if at all
            current = current if current is not None and current.sentence == change.sentence else None
        elif previous is not None:
            current = self._called(change, previous) or current
            whole = self._total_over(current)
            near = [*levels_near(view, change), *([whole] if whole is not None and alike(whole, change) else [])]
            led = next((each for each in near if leads(previous, change, each)), None)
            led = led or self._between(change, current, previous)
            if led is not None:
                return Changed(change, led, previous)
        if rate is not None and (current is None or not gives(rate, change, current)):
            found = self._by_rate(change, rate, current, previous)
            if found is not None:
                return found
            current = self._whole(change, current) or told_behind(view, change, rate)
        if current is None and previous is not None:
            current = self._risen(change, previous)
        if current is None and previous is None:
            return None
        if current is not None and previous is not None and not leads(previous, change, current):
            risen = self._risen(change, previous) if previous.index > change.index else None
            # 在册1746人。新增153人，减员141人，净增12人，去年底为1734人: not from the nearest to the one behind
            found = self.both_named(change) or Changed(change, risen or current, previous)
            own = found.current is current and is_of_its_own(self.view, previous, current)
            return Changed(change, None, previous) if own else found
        return Changed(change, current, previous)

    def both_named(self, change: Mention) -> Changed | None:
        """The last two levels above that go by the change's own name, where it leads from the one to the other.

        预算18万元，其中接待11万元、用车7万元。上年20万元，其中接待12万元、用车8万元。接待减少1万元
        """
        name = key_of(change.item, self.view.lexicon)
        if len(name) < _NAMED:
            return None
        levels = [each for each in backwards(self.view, change, _FURTHER) if each.paragraph == change.paragraph]
        levels = [each for each in levels if each.role == "level" and alike(each, change)]
        named = [each for each in levels if key_of(each.item, self.view.lexicon) == name][:2]
        pairs = [(one, other) for one in named for other in named if leads(one, change, other)]
        return Changed(change, pairs[0][1], pairs[0][0]) if pairs else None

    def _by_rate(
        self, change: Mention, rate: Mention, current: Mention | None, previous: Mention | None
    ) -> Changed | None:
        """The change with a level that its rate bears out, or would but for one slip, where the one found does not."""
        whole = self._total_over(current)
        if whole is not None and gives(rate, change, whole):
            return Changed(change, whole, previous)
        better = self._borne_out(change, rate, current)
        if (better is None and current is None) or (current is not None and _is_topped_up(change, current)):
            levels = (each for each in levels_near(self.view, change) if not self._is_later(each))
            base = next((each for each in levels if is_base(rate, change, each)), None)
            base = base or self._base_above(change, rate)
            if base is not None and current is None and is_this_years(change, base):
                return Changed(change, base, None)
            if base is not None:
                return Changed(change, level_after(self.view, rate, change, base), base)
        if better is not None:
            return Changed(change, better, previous)
        missed = self._missed(change, rate, current)
        if missed is not None:
            return Changed(change, missed, previous, sure=missed.paragraph == change.paragraph)
        if current is not None and self._trails(change, current):
            return Changed(change, whole, previous, sure=False)
        return None

    def _borne_out(self, change: Mention, rate: Mention, current: Mention | None) -> Mention | None:
        """A level that the rate of a change bears out: near it, further up in the paragraph, or by its name.

        A clause with a subject of its own speaks of another level, unless the rate is too fine to be chance.
        """
        near: Mention | None = None
        fine = len(digits(rate)) >= _TELLING
        if current is not None or fine or not subject_of(self.view, change):
            near = next((each for each in levels_near(self.view, change) if gives(rate, change, each)), None)
        return near or self._above(change, rate) or self._named(change, rate)

    def _total_over(self, current: Mention | None) -> Mention | None:
        """The total of the list that a level is part of."""
        listing = self.lists.get(current.index) if current is not None else None
        return listing.whole if listing is not None else None

    def _is_others(self, change: Mention, level: Mention | None) -> bool:
        """Whether a level, or the total of its list, is of another side than the clause of the change names."""
        levels = (level, self._total_over(level))
        return any(each is not None and is_of_other_side(self.view, each, change) for each in levels)

    def _called(self, change: Mention, previous: Mention) -> Mention | None:
        """The level that the first words of a comparison name: 金牌5枚、银牌9枚。金牌比上届的3枚增加2枚."""
        name = _COMPARED.match(self.view.text, previous.clause, previous.start)
        if name is None:
            return None
        if name[1].startswith(_IN_ALL):
            # 其中甲3万元、乙6万元。合计比上年减少1万元
            last = next((each for each in figures_before(self.view, previous) if each.index in self.lists), None)
            return self._total_over(last)
        for level in figures_before(self.view, previous):
            if level.role == "level" and alike(level, change) and level.item.endswith(name[1]):
                return level
        return None

    def _between(self, change: Mention, current: Mention | None, previous: Mention) -> Mention | None:
        """The level that would lead from the one before to the change but for one slip, the nearest first."""
        for level in (current, self._total_over(current), *levels_near(self.view, change)):
            if level is None or level is previous or not alike(level, previous):
                continue
            ends = (previous, level) if change.direction == "down" else (level, previous)
            opposed = closes(change, ends[::-1], (1, -1))
            chance = difference_miss(change, *ends)
            if opposed or (chance is not None and (level is current or chance < _RARE)):
                return level
        return None

    def _missed(self, change: Mention, rate: Mention, current: Mention | None) -> Mention | None:
        """The level that would give the rate but for one slip: the one named, the nearest, the total of its list."""
        named = None if current is not None and current.sentence == change.sentence else self._named(change)
        for level in (named, current, self._total_over(current)):
            if level is None or not alike(level, change):
                continue
            if growth_miss(rate, change, level) is not None or gives(rate, turned(change), level):
                return level
        return self._missed_near(change, rate) if current is None else None

    def _missed_near(self, change: Mention, rate: Mention) -> Mention | None:
        """The level near by, called otherwise, that would give a finely printed rate but for one slip."""
        if len(digits(rate)) < _TELLING:
            return None
        near = list(levels_near(self.view, change))
        found = [(chance, each) for each in near if (chance := growth_miss(rate, change, each)) is not None]
        chance, level = min(found, key=lambda each: each[0], default=(_RARE, None))
        return level if chance < _RARE else None

    def _further_up(self, place: Mention, change: Mention) -> Iterator[Mention]:
        """The levels before a figure, nearest first, that a change may be of."""
        for level in backwards(self.view, place, _FURTHER):
            if level.role == "level" and level.basis in ("", "actual") and alike(level, change):
                yield level

    def _named(self, change: Mention, rate: Mention | None = None) -> Mention | None:
        """The last level further up whose item the clause of the change names: 基本支出比上年增加5万元.

        rate  what it must give with the change
        """
        name = key_of(change.item, self.view.lexicon)
        if change.mark("change.up", "change.down") is None or len(name) < _TELLING:
            return None
        levels = self._further_up(change, change)
        named = (level for level in levels if key_of(level.item, self.view.lexicon) == name)
        return next((level for level in named if rate is None or gives(rate, change, level)), None)

    def _risen(self, change: Mention, previous: Mention) -> Mention | None:
        """The level further up that last year's figure and the change lead to: 上年为22.43万元，增加1.75万元."""
        if len(digits(previous)) <= _TELLING:
            return None
        return next((level for level in self._further_up(previous, change) if leads(previous, change, level)), None)

    def _above(self, change: Mention, rate: Mention) -> Mention | None:
        """The total further up in the paragraph that gives the rate, when the sentence begins with the comparison."""
        if len(digits(rate)) < _TELLING or (
            change.lead >= change.clause and change.mark("change.against", "change.compared") is None
        ):
            return None
        for level in backwards(self.view, change, 16):
            if level.paragraph != change.paragraph:
                return None
            if level.role == "level" and alike(level, change) and level.basis != "prior" and gives(rate, change, level):
                return level
        return None

    def _whole(self, change: Mention, current: Mention | None) -> Mention | None:
        """The total of the list that ends before a sentence which only compares: 其中…。与上年相比增加5万元."""
        if current is None or current.sentence == change.sentence:
            return current
        return self._total_over(current) or current

    def _trails(self, change: Mention, current: Mention) -> bool:
        """Whether a change behind the last part of a list may be the total's: no part before it has one of its own."""
        listing = self.lists.get(current.index)
        if listing is None or current is not listing.parts[-1] or current.sentence != change.sentence:
            return False
        between = self.view.mentions[listing.parts[0].index : current.index]
        return len(listing.parts) > 1 and not any(each.role in ("change", "rate") for each in between)

    def _is_later(self, level: Mention) -> bool:
        """Whether a level is called the one after the change, which it then does not start from: 调整后预算861万元."""
        return _LATER.search(self.view.text, level.words_start, level.start) is not None

    def _after(self, change: Mention) -> Mention | None:
        """The level right before a change that is called the one after it: 调整后预算861万元，比年初调减124万元."""
        level = self.view.mentions[change.index - 1] if change.index else change
        beside = level.sentence == change.sentence and level.group == change.group and level.role == "level"
        return level if beside and alike(level, change) and self._is_later(level) else None

    def _base_above(self, change: Mention, rate: Mention) -> Mention | None:
        """The budget of the sentence before that a change adds to: 年初预算1860万元…。年中调增118.50万元，增长6.37%."""
        missed = None
        for level in backwards(self.view, change, 6):
            if level.paragraph != change.paragraph:
                break
            if level.role != "level" or not alike(level, change) or self._is_later(level):
                continue
            if is_base(rate, change, level):
                return level
            planned = level.basis == "budget" and change.basis != "prior"
            if planned and level.index not in self.lists and missed is None:
                missed = level if share_miss(rate, change, level) is not None else None
        return missed

    def rate(self, rate: Mention, changed: dict[int, Changed]) -> Relation | None:
        """The relation of a rate to the change beside it, else to the levels after and before; none of an average."""
        view = self.view
        if rate.mark("change.average", OTHERS):
            return None
        for mention in figures_before(view, rate):
            if mention.role == "level" or mention.sentence != rate.sentence:
                break
            if mention.role == "rate" and mention.mark("change.up", "change.down") and rate.row[1] == 1:
                break
            found = changed.get(mention.index)
            if mention.role == "change" and mention.row == rate.row and not is_of_plan(view, mention, rate):
                if found is None or subject_of(view, rate, mention.end) or _is_cut_of(view, rate, found):
                    return None
                if apart(view, mention, rate):
                    break
                return _relation(rate, found)
        after = change_after(view, rate)
        if after is not None:
            found = self.changed(after, rate)
            return _relation(rate, found) if found is not None else None
        ends = ends_of(view, rate)
        if ends is not None and subject_of(view, rate, ends[0].end):
            ends = None
        ends = ends or in_bracket_before(view, rate)
        if ends is not None:
            return draft("rate", [rate], ends, form="current_previous", cue=cue_of(rate))
        current = level_of(view, rate)
        if current is None or self._is_others(rate, current):
            return None
        previous = previous_of(view, rate, current) or previous_after(view, rate, current)
        if previous is None and (dated := year_before(view, rate, current)) is not None:
            return draft("rate", [rate], [current, dated], form="current_previous", cue=cue_of(rate))
        if previous is None:
            return planned_growth(view, rate, current)
        return self._grown(rate, current, previous)

    def _grown(self, rate: Mention, current: Mention, previous: Mention) -> Relation | None:
        """The rate from the level before to the one after it that bears it out; of a list's end, to its total.

        One on comparable terms has another base, unless it comes out.
        """
        strength: Strength = "stated"
        if not grows(rate, current, previous):
            near = [each for each in levels_near(self.view, rate, previous) if each is not previous]
            listing = self.lists.get(current.index)
            if listing is not None and alike(listing.whole, previous):
                near.insert(0, listing.whole)
            better = next((each for each in near if grows(rate, each, previous)), None)
            better = better or next((each for each in (current, *near) if shrinks(rate, each, previous)), None)
            if better is None and current.basis == "budget" and previous.basis == "prior":
                better = _spent(self.view, rate, previous)
                strength = "stated" if better is not None and grows(rate, better, previous) else "implied"
            ended = listing is not None and len(listing.parts) > 1 and current.sentence == rate.sentence
            if better is None and listing is not None and ended:
                better, strength = listing.whole, "implied"
            if better is None and on_other_terms(self.view, rate.clause, rate):
                return None
            current = better or current
        return draft("rate", [rate], [current, previous], form="current_previous", strength=strength, cue=cue_of(rate))


def leads(previous: Mention, change: Mention, level: Mention) -> bool:
    """Whether a change leads from the level before it to another one."""
    figures = [level, previous]
    return level is not previous and closes(change, figures, signed(change))


def _spent(view: View, rate: Mention, previous: Mention) -> Mention | None:
    """What was spent, further up than the budget: 支出9万元。年初预算8万元，完成112%；与上年6万元相比，增长50%."""
    for before in figures_before(view, rate):
        if before.role == "level" and before.basis in ("", "actual") and alike(before, previous):
            return before
    return None


def _is_topped_up(change: Mention, budget: Mention) -> bool:
    """Whether a change may add to the budget before it, and is not against the year before: 同比, 比上年."""
    yearly = change.mark("change.against", "change.compared") is not None and change.index == budget.index + 1
    return budget.basis == "budget" and not (yearly and budget.sentence == change.sentence)


def _is_cut_of(view: View, rate: Mention, found: Changed) -> bool:
    """Whether a rate named by a cut is not of the level after it: 报审4.86亿元，核减0.27亿元，核减率5.5%."""
    mark = rate.mark("change.down", "change.up")
    named = mark is not None and view.text.startswith(_RATE, mark.end)
    return (
        named and found.previous is None and found.current is not None and not gives(rate, found.change, found.current)
    )


def _turned(rate: Mention, found: Changed) -> bool:
    """Whether the change and its level give the rate but for the direction of one of them."""
    if found.current is None:
        return False
    return gives(rate, found.change, found.current) or gives(rate, turned(found.change), found.current)


def _relation(rate: Mention, found: Changed) -> Relation | None:
    opposed = rate.direction is not None and rate.direction != found.change.direction
    if opposed and rate.mark("change.up", "change.down") and found.change.value and not _turned(rate, found):
        return None
    strength: Strength = "stated" if found.sure else "implied"
    given = found.current is not None and gives(rate, found.change, found.current)
    if found.current is not None and (given or found.previous is None):
        return draft(
            "rate", [rate], [found.change, found.current], form="change_current", strength=strength, cue=cue_of(rate)
        )
    assert found.previous is not None
    return draft("rate", [rate], [found.change, found.previous], form="change_previous", cue=cue_of(rate))
