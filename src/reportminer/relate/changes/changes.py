"""Increases, decreases and their rates: which level they change, or part of a ratio, and what they are against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.changes.finder import Changed, Finder, leads
from reportminer.relate.changes.levels import cue_of, figures_before, leans
from reportminer.relate.changes.previous import ends_of
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import high, low
from reportminer.relate.evidence.growth import gives, grows, is_base, turned
from reportminer.relate.keys import any_of
from reportminer.relate.lists.listing import Listing
from reportminer.relate.shares.rows import compared_in_rows

_AGAIN = 4
_PAIR = 2
_EACH = re.compile("各[增减升降提]")
_COMPARED = re.compile(r"[,;、\s]*(?:相)?[较比与同]")
_BACK = 16
_NOTHING = re.compile(r"[,;。]\s*[无没未][一-鿿]")
_FURTHER = 30
_COLON = frozenset({":", "∶"})
_ORDER = "一二三"
_NAMED = re.compile(r"[一二三](?=[、和及与第一二三]*产)")


def find_changes(view: View, listings: Sequence[Listing]) -> tuple[list[Changed], list[Relation]]:
    """Every change that belongs to a level, and the relations of changes and rates."""
    relations: list[Relation] = []
    by_index: dict[int, Changed] = {}
    lists = {part.index: listing for listing in listings for part in listing.parts}
    percentages = [each for each in view.mentions if each.role == "rate" and each.kind == "percentage"]
    compared = {**_of_changes(view, percentages), **compared_in_rows(view, percentages, ("rate",))}
    real = any_of("real_terms", view.lexicon)
    finder = Finder(view, lists)
    for mention in view.mentions:
        if mention.role == "change":
            rate = _rate_of(view, mention)
            found = finder.changed(mention, rate) or again(view, mention, by_index)
            if found is None:
                continue
            found = _without_others(finder, found, by_index.values())
            by_index[mention.index] = found
            if found.current is not None and found.previous is not None:
                relations.append(draft("change", [mention], [found.current, found.previous], cue=cue_of(mention)))
        elif mention.role == "rate" and mention.kind == "percentage":
            relation = compared.get(mention.index) or finder.rate(mention, by_index)
            own = relation is not None and not _is_of_each(view, mention, by_index)
            if relation is not None and own and not _is_real(view, mention, relation, real):
                relations.append(relation)
        elif mention.kind == "percentage_point" and mention.role == "rate":
            points = list(_points(view, mention))
            # 下降4.87个百分点 right behind a change of an amount is meant as per cent
            meant = None if points or _rated(view, mention) is None else finder.rate(mention, by_index)
            relations.extend(points if meant is None else [meant])
    return list(by_index.values()), relations


def _of_changes(view: View, rates: Iterable[Mention]) -> dict[int, Relation]:
    """By its index, each rate of a row behind as many changes and levels: 86批、712人，分别减少12批、96人，下降….

    All of the row but one must be borne out.
    """
    found: dict[int, Relation] = {}
    for first in rates:
        place, length = first.row
        if place or length < _PAIR or first.index < _PAIR * length:
            continue
        begin = first.index - _PAIR * length
        rows = [view.mentions[begin + nth * length : begin + (nth + 1) * length] for nth in range(_PAIR + 1)]
        if len(rows[-1]) < length or rows[0][0].sentence != first.sentence:
            continue
        drafts = [
            each for each in zip(*rows[::-1], strict=True) if each[1].role == "change" and each[2].role == "level"
        ]
        same = len(drafts) == length and all(alike(change, level) for _, change, level in drafts)
        if same and sum(gives(*each) for each in drafts) >= length - 1:
            for rate, *pair in drafts:
                found[rate.index] = draft("rate", [rate], pair, form="change_current", cue=cue_of(first))
    return found


def _without_others(finder: Finder, found: Changed, told: Iterable[Changed]) -> Changed:
    """A change that does not lead from the level before to the one after it, without a level before of another one.

    told  the changes found so far
    Of another is what bears the change before it out (甲比上年的285万元增加38万元；乙增加17万元), and what is called
    otherwise than the last two levels of the change's own name, which do bear it out.
    """
    change, level, previous = found.change, found.current, found.previous
    if level is None or previous is None or any(leads(previous, each, level) for each in (change, turned(change))):
        return found
    if change.direction == "down" and change.value == previous.value and previous.index == change.index - 1:
        # 较上年9万元减9万元: nothing is left, and what is told before is of another
        return Changed(change, None, previous)
    if any(each.previous is previous and each.current and leads(previous, each.change, each.current) for each in told):
        return Changed(change, level, None, found.sure)
    return finder.both_named(change) or found


def _is_real(view: View, rate: Mention, relation: Relation, real: re.Pattern[str]) -> bool:
    """Whether a rate leaves out what prices did: 生产总值52.9亿元，比上年增加6.3亿元，增长12.1%."""
    near = {each.id: each for each in view.mentions[max(0, rate.index - _FURTHER) : rate.index + _AGAIN]}
    ends = [near[id] for id in relation.rhs if id in near]
    if len(ends) < _PAIR or not any(real.search(each.item) for each in ends):
        return False
    bears_out = {"change_current": gives, "change_previous": is_base}.get(relation.form, grows)
    return not bears_out(rate, *ends)


def _is_of_each(view: View, rate: Mention, changed: Mapping[int, Changed]) -> bool:
    """Whether a rate is of the half that each of two takes: 收入、支出总计60万元，各增加5万元，增长20%."""
    found = changed.get(rate.index - 1)
    if found is None or found.current is None or not _EACH.search(view.words_of(found.change)):
        return False
    level = found.current
    half = replace(level, value=level.value / 2, low=low(level) / 2, high=high(level) / 2)
    return not gives(rate, found.change, level) and gives(rate, found.change, half)


def again(view: View, change: Mention, changed: Mapping[int, Changed]) -> Changed | None:
    """较预算减少5万元；较上年减少3万元: a second comparison of the level that the change before it speaks of."""
    for before in backwards(view, change, _AGAIN):
        if change.sentence - before.sentence > 1 or before.paragraph != change.paragraph or before.role == "level":
            return None
        found = changed.get(before.index)
        if found is not None:
            # 死亡6人，增加3人；无受伤人员，同比减少4人: there is none of what stands between
            between = view.text[view.mentions[change.index - 1].end : change.words_start]
            compared = not _NOTHING.search(between) and _COMPARED.match(view.text, change.words_start, change.start)
            same = found.current is not None and alike(found.current, change)
            same = same and before.item == change.item
            return Changed(change, found.current, None, sure=False) if compared and same else None
    return None


def _rate_of(view: View, change: Mention) -> Mention | None:
    """The rate right beside a change."""
    for place in (change.index + change.row[1], change.index - 1):
        if 0 <= place < len(view.mentions):
            rate = view.mentions[place]
            if (
                rate.role == "rate"
                and rate.kind == "percentage"
                and rate.sentence == change.sentence
                and rate.row == change.row
            ):
                return rate
    return None


def _rated(view: View, points: Mention) -> Mention | None:
    """The change of an amount or a count right before percentage points."""
    before = view.mentions[points.index - 1] if points.index else None
    beside = before is not None and before.role == "change" and before.sentence == points.sentence
    return before if beside else None


def _points(view: View, change: Mention) -> Iterator[Relation]:
    """覆盖率96.5%，上年为92.0%，提高4.5个百分点."""
    ends = ends_of(view, change)
    if ends is not None and ends[0].kind == "percentage":
        yield draft("change", [change], ends, cue=cue_of(change))
        return
    ends = ends_in_ratios(view, change)
    if ends is not None:
        yield draft("change", [change], ends, cue=cue_of(change))
        return
    near = [
        each
        for each in figures_before(view, change)
        if each.kind == "percentage"
        and not in_ratio(view, each)
        and each.sentence == change.sentence
        and each.role != "rate"
    ]
    current = next((each for each in near if each.basis != "prior"), None)
    previous = next((each for each in near if each.basis == "prior"), None)
    if previous is not None and current is not None and previous.index < current.index:
        # 结案率比上年的50.68%下降5.2个百分点，调撤率为70%，上升6.7个百分点: last year's is of the one before
        used = any(each.role == "rate" for each in view.mentions[previous.index + 1 : current.index])
        previous = None if used else previous
    elif (
        previous is None and len(near) >= _PAIR and leans(view, near[0], change) and near[0].index - near[1].index == 1
    ):
        # 比例达86%、较年初的80%提升6个百分点
        previous, current = near[:_PAIR]
    if current is not None and previous is not None:
        yield draft("change", [change], [current, previous], cue=cue_of(change))


def in_ratio(view: View, figure: Mention) -> bool:
    """Whether a figure is one of those that colons join."""
    ends = view.text[figure.start - 1 : figure.start], view.text[figure.end : figure.end + 1]
    return not _COLON.isdisjoint(ends)


def ends_in_ratios(view: View, change: Mention) -> tuple[Mention, Mention] | None:
    """The parts after and before that a change in points is of, in the last two like ratios before it.

    None where the words do not say which part is meant.
    """
    rows: list[list[Mention]] = []
    for each in backwards(view, change, _BACK):
        if each.paragraph != change.paragraph or change.sentence - each.sentence > 1 or len(rows) > _PAIR:
            break
        if not in_ratio(view, each):
            continue
        joined = rows and each.end + 1 == rows[-1][0].start and view.text[each.end] in _COLON
        if joined:
            rows[-1].insert(0, each)
        else:
            rows.append([each])
    if len(rows) < _PAIR or len(rows[0]) != len(rows[1]):
        return None
    current, previous = rows[:_PAIR]
    place = _place(view, change)
    return (current[place], previous[place]) if place is not None and place < len(current) else None


def _place(view: View, change: Mention) -> int | None:
    """Which part the words before a change name, each of a row by its own: 一、三产分别提高0.9个和2.6个百分点."""
    nth, length = change.row
    first = view.mentions[change.index - nth]
    named = _NAMED.findall(view.text, max(first.clause, first.lead), first.start)
    return _ORDER.index(named[nth]) if len(named) == length else None
