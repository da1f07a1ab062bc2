"""Two statements of one item that one slip made differ: how much names and digits must tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from reportminer.relate.base import ADDABLE, COUNTED, MEASURED, alike
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits, meets, significant
from reportminer.relate.evidence.odds import alongside, apart
from reportminer.relate.evidence.slips import swapped
from reportminer.relate.keys import is_generic, is_known, is_within, opposed, overlap, related, says, twin
from reportminer.relate.repeats.alike import telling
from reportminer.relate.repeats.items import Topic
from reportminer.relate.repeats.matching import is_counted_again, is_double
from reportminer.relate.repeats.scope import REACH, Scope, words_behind
from reportminer.relate.shares.ratios import fits

_TELLING = 4
_BOUNDS = frozenset({"exact", "about"})
_PEOPLE = ("headcount", "household")
_RATES = ("percentage",)
_PART_OF_YEAR = re.compile(r"[一二三四]季度|[上下]半年|\d{1,2}月")
_TITLE = 40
"""characters within which a report's title stands"""
_CLOSE = Decimal("0.02")
"""within what share of each other two statements of the total of a whole body are taken for one"""

# By how likely chance would put two figures one slip apart, the more surely the names are of one item the likelier.
_PARALLEL, _KNOWN, _ROUNDLY, _NAMED = 0.3, 0.25, 0.12, 0.05
_NEARLY = 0.01
_EXCHANGED = 0.0112
"""room for two digits that change places, in counts of a name of its own that has no third value"""
_TAKEN_UP = ((4e-4, 4.0), (3e-3, 8.0), (2e-2, 16.0))
"""how telling the words must be that two figures share whose digits change places, by how likely chance does that"""
_MISTYPED = ((4e-4, 8.0), (5e-3, 16.0))
"""the same where one digit is another"""
_PAIR = 2
_OTHERWISE = 5e-4
_GENERIC, _VAGUE, _UNNAMED = 1e-3, 2e-4, 1e-5
_ALONGSIDE = 0.01
"""the chance allowed that totals that differ a little for good reason, as all funds and one do, differ as by a slip"""
_RELATED = 3
"""how many times less chance is allowed where the names of parallel parts are not the same"""
_RATE = 10
"""points that rates of one name seldom differ by, and how many times likelier it is that two digits of them agree"""
_SEVERAL = 2
_VALUES = 3
"""values of one name; of more, each is likely to be another thing's"""
_CENT = 100


class Slipped:
    """The levels by what a slip leaves of their digits, so that the statement that one differs from is found."""

    def __init__(self, scope: Scope, agreed: Mapping[int, Sequence[Mention]]) -> None:
        self.scope, self.agreed = scope, agreed
        self._near: dict[int, list[Mention]] = {}
        self._values: dict[object, set[Decimal]] = {}
        self._paragraphs: dict[int, set[Decimal]] = {}
        self._printed = {each.value for each in scope.view.mentions if each.kind == "amount"}
        named: dict[object, list[Mention]] = {}
        printed: dict[str, list[Mention]] = {}
        for mention in scope.levels:
            topic = scope.topic(mention)
            named.setdefault((_digits_of(mention), mention.unit), []).append(mention)
            if not topic.key:
                continue
            self._values.setdefault((topic.key, mention.unit, topic.basis), set()).add(mention.value)
            self._paragraphs.setdefault(mention.paragraph, set()).add(mention.value)
            told = bool(topic.noun) or mention.index in scope.summed
            names = {(topic.key, mention.unit), (topic.stem, mention.unit)}
            for key in names:
                named.setdefault(key, []).append(mention)
            if _leaves_traces(mention, _TELLING - 1 if told else _TELLING):
                printed.setdefault(str(abs(int(mention.value * _CENT))), []).append(mention)
        traced: dict[str, list[str]] = {}
        for text in printed:
            for trace in _traces(text):
                traced.setdefault(trace, []).append(text)
        alike = (chain.from_iterable(map(printed.__getitem__, texts)) for texts in traced.values())
        for group in (*named.values(), *map(list, alike)):
            # what has more statements than a reader would compare, as in a form letter, is no one item
            for mention in group if 1 < len(group) <= REACH else ():
                self._near.setdefault(mention.index, []).extend(group)

    def partner(self, mention: Mention) -> Mention | None:
        """The statement that `mention` would repeat but for a slip; None where names and digits do not tell."""
        best: Mention | None = None
        least = (0, 0.0)
        for other in self._candidates(mention):
            chance = self._chance(mention, other)
            if chance is None:
                continue
            # a statement that others bear out is likelier the one meant
            rank = (-int(other.index in self.agreed), chance)
            if best is None or rank < least:
                best, least = other, rank
        return best

    def _candidates(self, mention: Mention) -> list[Mention]:
        """Other statements under the name or stem of `mention`, those a slip away, and the parts of parallel lists."""
        found = {each.index: each for each in (*self._near.get(mention.index, ()), *self._parallel_parts(mention))}
        found.pop(mention.index, None)
        return [found[index] for index in sorted(found)]

    def _parallel_parts(self, mention: Mention) -> Iterator[Mention]:
        """The parts of totals that agree with the total of `mention`, or have a part in common with it."""
        scope, home = self.scope, self.scope.topic(mention).home
        if home is None:
            return
        homes = [each.index for each in self.agreed.get(home.index, ())]
        for part in scope.parts.get(home.index, ()):
            above = (scope.topics[each.index].home for each in self.agreed.get(part, ()))
            homes += [each.index for each in above if each is not None]
        for whole in dict.fromkeys(homes):
            parts = (scope.view.mentions[index] for index in scope.parts.get(whole, ()) if index in scope.topics)
            yield from (each for each in parts if each.unit == mention.unit)

    def _chance(self, one: Mention, other: Mention) -> float | None:
        """How likely the two differ as they do by chance, None where that is too likely for their names."""
        if not self._may_be_one(one, other):
            return None
        chance = apart(one, other)
        if chance is None:
            fine = min(len(digits(one)), len(digits(other))) > _TELLING
            return 1.0 if fine and self._is_body(one, other) and _near(one, other) else None
        keys = [self.scope.topic(each).key for each in (one, other)]
        allowed = self._allowed(one, other) if all(keys) else 0.0
        taken_up = self._is_taken_up(one, other, chance)
        if chance > allowed and not taken_up:
            return None
        if self.scope.of_two_things(one, other) or _of_two_parts(self.scope.view, one, other):
            return None
        told = min(len(digits(one)), len(digits(other)))
        if told < _TELLING and not taken_up and self.scope.is_planned(one) != self.scope.is_planned(other):
            return None
        doubtful = one.kind == "amount" and allowed <= _NEARLY
        if doubtful and (self._is_explained(one, other) or alongside(one, other) > _ALONGSIDE):
            return None
        return chance

    def _is_taken_up(self, one: Mention, other: Mention, chance: float) -> bool:
        """Whether a digit is another, or two change places, and both figures stand with words that are seldom used.

        Of what is planned something must be said behind the figure, as of what is known: 稳定362名瞭望员队伍.
        """
        scope = self.scope
        if one.kind not in ADDABLE or len(digits(one)) != len(digits(other)):
            return False
        allowed = _TAKEN_UP if swapped(one, other.value) else _MISTYPED
        enough = next((enough for most, enough in allowed if chance <= most), None)
        if enough is None or any(map(scope.is_of_the_rest, (one, other))):
            return False
        known = all(words_behind(scope.view, each) for each in (one, other) if scope.is_planned(each))
        return known and telling(scope, one, other) >= enough

    def _is_explained(self, one: Mention, other: Mention) -> bool:
        """Whether the report states by how much they differ: near by, or anywhere where one digit is all of it."""
        gap = abs(one.value - other.value)
        if len(str(int(gap * _CENT)).rstrip("0")) == 1 and gap in self._printed:
            return True
        return any(gap in self._paragraphs.get(each.paragraph, ()) for each in (one, other))

    def _may_be_one(self, one: Mention, other: Mention) -> bool:
        scope = self.scope
        mine, theirs = scope.topic(one), scope.topic(other)
        if (
            one.kind != other.kind
            or one.unit != other.unit
            or "exact" not in (bounds := (one.bound, other.bound))
            or not _BOUNDS.issuperset(bounds)
            or meets(one, other)
            or any(each.sentence == one.sentence for each in (other, *self.agreed.get(other.index, ())))
            or ((one.index, other.index) in scope.pairs and mine.key != theirs.key)
            or (mine.basis or "actual") != (theirs.basis or "actual")
            or not scope.comparable(one, other)
            or (opposed(mine.key, theirs.key) and not is_double(mine, theirs))
            or (one.index in scope.summed and other.index in scope.summed)
            or (_has_share(scope.view, one) and _has_share(scope.view, other))
            or (_is_reckoned(scope.view, one) and _is_reckoned(scope.view, other))
        ):
            return False
        return mine.home is None or theirs.home is None or self._are_parallel(one, other)

    def _are_parallel(self, one: Mention, other: Mention) -> bool:
        """Whether both are parts of one total, or of two that have another part in common."""
        mine, theirs = self.scope.topic(one).home, self.scope.topic(other).home
        if mine is None or theirs is None:
            return False
        if meets(mine, theirs):
            return True
        parts = self.scope.parts.get(theirs.index, ())
        common = any(
            stated.index in parts
            for part in self.scope.parts.get(mine.index, ())
            for stated in self.agreed.get(part, ())
            if part not in (one.index, other.index)
        )
        return common and not self._differ_often(mine, theirs)

    def _differ_often(self, mine: Mention, theirs: Mention) -> bool:
        """Whether several parts of two totals are named alike and differ: what was asked for and what was spent."""
        topics, at = self.scope.topics, self.scope.view.mentions
        named = {topics[part].key: part for part in self.scope.parts.get(mine.index, ()) if part in topics}
        pairs = (
            (named[topics[part].key], part)
            for part in self.scope.parts.get(theirs.index, ())
            if part in topics and topics[part].key in named
        )
        return sum(not meets(at[one], at[other]) for one, other in pairs) >= _SEVERAL

    def _allowed(self, one: Mention, other: Mention) -> float:
        """The chance that names as these leave room for."""
        scope, kind = self.scope, one.kind
        mine, theirs = scope.topic(one), scope.topic(other)
        same = mine.key == theirs.key
        if kind == "score":
            whole = all(each.whole or at.index in scope.wholes for each, at in ((mine, one), (theirs, other)))
            return 1.0 if same and whole else 0.0
        generic = is_generic(mine.key, scope.lexicon) or is_generic(theirs.key, scope.lexicon)
        if kind in _RATES:
            few = len(self._values.get((mine.key, one.unit, mine.basis), ())) < _VALUES
            far = abs(one.value - other.value) >= _RATE
            return (_NAMED if far else _NAMED / _RATE**2) if same and few and not generic else 0.0
        stemmed = mine.stem == theirs.stem and len(mine.stem) >= _TELLING
        # 预算安排 of each of many lines
        often = is_generic(mine.key, scope.lexicon) and self._is_of_many(one)
        if (same and not generic) or (stemmed and not often):
            return self._named_alike(one, other) if self._one_fund(one, other) else _OTHERWISE
        if self._is_body(one, other):
            return _NAMED if scope.fund(one) == scope.fund(other) else _OTHERWISE
        if kind in COUNTED:
            told = min(len(digits(one)), len(digits(other)))
            if told >= _TELLING and not generic and _is_counted_alike(mine, theirs):
                return _NEARLY
            borne = told >= _TELLING - 1 and self._is_borne_out(one, other)
            return _NEARLY if borne and (_is_told_of(mine, theirs) or _is_told_of(theirs, mine)) else 0.0
        if not generic and self._nearly_alike(one, other):
            if self._are_parallel(one, other):
                return _PARALLEL / _RELATED
            official = twin(mine.key, theirs.key, scope.lexicon)
            return _NEARLY if official or self._one_fund(one, other) else _OTHERWISE
        if same:
            return _GENERIC if mine.home is theirs.home is None else _VAGUE
        if generic or mine.vague or theirs.vague or mine.whole or theirs.whole:
            return _VAGUE
        known = is_known(mine.key, scope.lexicon) and is_known(theirs.key, scope.lexicon)
        return 0.0 if known else _UNNAMED

    def _named_alike(self, one: Mention, other: Mention) -> float:
        mine, theirs = self.scope.topic(one), self.scope.topic(other)
        kind = one.kind
        if self._are_parallel(one, other):
            return _PARALLEL
        if self._is_of_many(one):
            plain = self._is_body(one, other) and "" in (mine.basis, theirs.basis)
            return _NAMED if plain and kind == "amount" else _NEARLY
        known = mine.key == theirs.key and is_known(mine.key, self.scope.lexicon)
        if known and (kind == "amount" or (kind in _PEOPLE and self._is_borne_out(one, other))):
            return _KNOWN
        if min(len(digits(one)), len(digits(other))) >= _TELLING:
            return _ROUNDLY
        if kind == "amount":
            return _NAMED
        if mine.full == theirs.full and len(mine.full) > _TELLING and one.paragraph != other.paragraph:
            return _KNOWN
        values = self._values.get((mine.key, one.unit, mine.basis), ())
        return _EXCHANGED if mine.key == theirs.key and len(mine.key) >= _TELLING and len(values) == _PAIR else _NEARLY

    def _is_of_many(self, one: Mention) -> bool:
        """Whether the report has many figures of one name."""
        topic = self.scope.topic(one)
        return len(self._values.get((topic.key, one.unit, topic.basis), ())) > _VALUES

    def _is_borne_out(self, one: Mention, other: Mention) -> bool:
        """Whether neither is a part of a whole, and the parts of one add up or other statements agree with it."""
        wholes = all(self.scope.topic(each).home is None for each in (one, other))
        return wholes and any(each.index in self.scope.summed or each.index in self.agreed for each in (one, other))

    def _nearly_alike(self, one: Mention, other: Mention) -> bool:
        """Whether the names are of one item by another name: longer or shorter, or by an identity."""
        mine, theirs = self.scope.topic(one), self.scope.topic(other)
        short, long = sorted((mine.key, theirs.key), key=len)
        if len(short) >= _TELLING and (related(short, long) or is_within(short, long)):
            return True
        return twin(mine.key, theirs.key, self.scope.lexicon) is not None

    def _one_fund(self, one: Mention, other: Mention) -> bool:
        """Whether two figures speak of the same funds; of one that names none, where the item is not catalogued."""
        scope = self.scope
        mine, theirs = scope.fund(one), scope.fund(other)
        keys = (scope.topic(one).key, scope.topic(other).key)
        return mine == theirs or (not (mine and theirs) and not any(is_known(key, scope.lexicon) for key in keys))

    def _is_body(self, one: Mention, other: Mention) -> bool:
        """Whether both are worded as the one total of a whole body, 总支出, in digits enough to tell."""
        item = one.item
        told = min(len(digits(one)), len(digits(other))) > 2
        return told and item == other.item and says(item, "body_total", self.scope.lexicon)


def _leaves_traces(mention: Mention, least: int) -> bool:
    """Whether enough of a figure is left when a digit slips; `least` is how many digits a count must have."""
    told = mention.kind == "amount" or (mention.kind in MEASURED and len(digits(mention)) >= least)
    return told and significant(mention) >= _TELLING - 1


def _is_reckoned(view: View, mention: Mention) -> bool:
    """Whether a figure is what a standard comes to: 每名2000元，计1.6万元."""
    return mention.item.startswith("每") and view.text.endswith("计", 0, mention.start)


def _digits_of(mention: Mention) -> str:
    """The digits of a figure whatever their order."""
    return "".join(sorted(digits(mention)))


def _traces(text: str) -> set[str]:
    """What is left of the digits of a figure when one of them slips, and what two slips of that kind share."""
    bare = text.rstrip("0")
    # a digit mistyped, lost or exchanged with its neighbour: without one digit each, the two are the same
    return {bare, text, *(text[:place] + text[place + 1 :] for place in range(len(bare)))}


def _is_counted_alike(mine: Topic, theirs: Topic) -> bool:
    """Whether two counts are named by one noun: one name ends the other, or one counts what stands behind the other."""
    short = min(len(mine.key), len(theirs.key))
    return short >= _TELLING and (
        related(mine.key, theirs.key) or is_counted_again(mine, theirs) or is_counted_again(theirs, mine)
    )


def _is_told_of(mine: Topic, theirs: Topic) -> bool:
    """Whether a count says behind it what the other counts, and before it with the same words what was done with it."""
    return is_counted_again(mine, theirs) and overlap(theirs.key, mine.full, _TELLING)


def _near(one: Mention, other: Mention) -> bool:
    return abs(one.value - other.value) <= _CLOSE * max(abs(one.value), abs(other.value))


def _of_two_parts(view: View, one: Mention, other: Mention) -> bool:
    """Whether the words before them speak of different parts of the year: 一季度, 二季度."""
    mine, theirs = (
        _PART_OF_YEAR.findall(view.text, view.sentences[each.sentence], each.start) for each in (one, other)
    )
    # a report on the first quarter need not say so each time
    whole = _PART_OF_YEAR.findall(view.text, 0, _TITLE)[-1:] if bool(mine) != bool(theirs) else []
    return (mine[-1:] or whole) != (theirs[-1:] or whole)


def _has_share(view: View, base: Mention) -> bool:
    """Whether a share printed right behind a figure is one of it: 完成6.3亿元，占计划8亿元的78.75%."""
    share = view.mentions[base.index + 1] if base.index + 1 < len(view.mentions) else base
    if share.role != "whole" or not base.index:
        return False
    part = view.mentions[base.index - 1]
    return part.sentence == base.sentence and part.role == "level" and alike(part, base) and fits(share, part, base)
