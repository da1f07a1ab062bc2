"""Increases, decreases and their rates: which level they change, and what they are measured against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View, fillers
from reportminer.relate.closing import closes, high, low
from reportminer.relate.keys import key_of
from reportminer.relate.sums import Listing

_LEVELS = frozenset({"amount", "headcount", "household", "count", "measure"})
_FURTHER = 30
_YEAR = re.compile(r"\d{4}年度?")
_HAN = re.compile(r"[一-鿿]")


class Changed(Struct, frozen=True):
    """A change with the level after it and, where the text states it, the level before."""

    change: Mention
    current: Mention | None
    previous: Mention | None


def find_changes(view: View, lexicon: Lexicon) -> tuple[list[Changed], list[Relation]]:
    """Every change that belongs to a level, and the relations of changes and rates."""
    relations: list[Relation] = []
    by_index: dict[int, Changed] = {}
    finder = _Finder(view, fillers(lexicon), lexicon)
    for mention in view.mentions:
        if mention.role == "change":
            rate = _rate_of(view, mention)
            found = finder.changed(mention, rate)
            if found is None:
                continue
            by_index[mention.index] = found
            if found.current is not None and found.previous is not None:
                relations.append(draft("change", [mention], [found.current, found.previous], cue=_cue(mention)))
        elif mention.role == "rate" and mention.quantity.kind == "percentage":
            relation = finder.rate(mention, by_index)
            if relation is not None:
                relations.append(relation)
        elif mention.quantity.kind == "percentage_point" and mention.role == "rate":
            relations.extend(_points(view, mention))
    return list(by_index.values()), relations


def _rate_of(view: View, change: Mention) -> Mention | None:
    """The rate right beside a change."""
    for place in (change.index + change.row[1], change.index - 1):
        if 0 <= place < len(view.mentions):
            rate = view.mentions[place]
            if rate.role == "rate" and rate.quantity.kind == "percentage" and rate.sentence == change.sentence:
                if rate.row == change.row:
                    return rate
    return None


def _points(view: View, change: Mention) -> Iterator[Relation]:
    """覆盖率96.5%，上年为92.0%，提高4.5个百分点."""
    near = [
        each
        for each in _back(view, change)
        if each.quantity.kind == "percentage" and each.sentence == change.sentence and each.role != "rate"
    ]
    current = next((each for each in near if each.basis != "prior"), None)
    previous = next((each for each in near if each.basis == "prior"), None)
    if previous is None and len(near) == 2 and near[0].mark("change.up", "change.down"):
        current, previous = near
    if current is not None and previous is not None:
        yield draft("change", [change], [current, previous], cue=_cue(change))


def _fits(rate: Mention, change: Mention, current: Mention) -> bool:
    """Whether the change and the level after it give the rate, within their intervals."""
    sign = -1 if change.direction == "down" else 1
    pairs = ((low(change.quantity), high(current.quantity)), (high(change.quantity), low(current.quantity)))
    bounds = []
    for amount, level in pairs:
        base = level - sign * amount
        if base <= 0:
            return False
        bounds.append(amount / base * 100)
    return min(bounds) <= high(rate.quantity) and low(rate.quantity) <= max(bounds)


class _Finder:
    """Looks up the levels that changes and rates speak of."""

    def __init__(self, view: View, filler: re.Pattern[str], lexicon: Lexicon) -> None:
        self.view = view
        self.filler = filler
        self.lexicon = lexicon

    def changed(self, change: Mention, rate: Mention | None) -> Changed | None:
        """The change with the levels after and before it; None where neither is stated."""
        view = self.view
        current = _level(view, change, self.filler)
        previous = _previous(view, change, current)
        if previous is not None:
            for level in _levels_near(view, change):
                if level is not previous and closes(change.quantity, [level.quantity, previous.quantity], _signed(change)):
                    return Changed(change, level, previous)
        if rate is not None and (current is None or not _fits(rate, change, current)):
            better = next((each for each in _levels_near(view, change) if _fits(rate, change, each)), None)
            better = better or self._by_name(change, rate)
            if better is None and current is None or (current is not None and current.basis == "budget"):
                base = next((each for each in _levels_near(view, change) if _is_base(rate, change, each)), None)
                base = base or self._base_above(change, rate)
                if base is not None:
                    return Changed(change, _after_change(view, rate, change, base), base)
            current = better or current
        if current is None and previous is None:
            return None
        return Changed(change, current, previous)

    def _by_name(self, change: Mention, rate: Mention) -> Mention | None:
        """The level stated further up whose item the clause of the change names: 基本支出比上年增加5万元."""
        view = self.view
        mark = change.mark("change.up", "change.down")
        name = key_of(change.quantity.item, self.lexicon)
        if mark is None or len(name) < 3:
            return None
        for level in reversed(view.mentions[max(0, change.index - _FURTHER) : change.index]):
            if level.role == "level" and level.basis in ("", "actual") and alike(level, change):
                if key_of(level.quantity.item, self.lexicon) == name and _fits(rate, change, level):
                    return level
        return None

    def _base_above(self, change: Mention, rate: Mention) -> Mention | None:
        """The budget of the sentence before that a change adds to: 年初预算1860万元…。年中调增118.50万元，增长6.37%."""
        for level in reversed(self.view.mentions[max(0, change.index - 6) : change.index]):
            if level.paragraph != change.paragraph:
                return None
            if level.role == "level" and alike(level, change) and _is_base(rate, change, level):
                return level
        return None

    def rate(self, rate: Mention, changed: dict[int, Changed]) -> Relation | None:
        """The relation of a rate to the change beside it, else to the levels after and before."""
        view = self.view
        for mention in _back(view, rate):
            if mention.role == "level" or mention.sentence != rate.sentence:
                break
            if mention.role == "rate" and mention.mark("change.up", "change.down") and rate.row[1] == 1:
                break
            found = changed.get(mention.index)
            if mention.role == "change" and mention.row == rate.row:
                if found is None or _subject(view, rate, self.filler, mention.end):
                    return None
                return _relation(rate, found)
        after = _change_after(view, rate)
        if after is not None:
            found = self.changed(after, rate)
            return _relation(rate, found) if found is not None else None
        current = _level(view, rate, self.filler)
        if current is None:
            return None
        previous = _previous(view, rate, current) or _year_before(view, rate, current)
        if previous is None:
            return None
        if not _grows(rate, current, previous):
            near = (each for each in _levels_near(view, rate, previous) if each is not previous)
            current = next((each for each in near if _grows(rate, each, previous)), current)
        return draft("rate", [rate], [current, previous], form="current_previous", cue=_cue(rate))


def _is_base(rate: Mention, change: Mention, base: Mention) -> bool:
    """Whether the change is the rate of this level before it."""
    least, most = low(base.quantity), high(base.quantity)
    return least > 0 and (
        low(change.quantity) / most * 100 <= high(rate.quantity)
        and low(rate.quantity) <= high(change.quantity) / least * 100
    )


def _after_change(view: View, rate: Mention, change: Mention, base: Mention) -> Mention | None:
    """The level that the change leads to, where it follows the rate in the same sentence."""
    for level in view.mentions[rate.index + 1 : rate.index + 3]:
        if level.sentence == rate.sentence and level.role == "level" and alike(level, change):
            return level if closes(change.quantity, [level.quantity, base.quantity], _signed(change)) else None
    return None


def _signed(change: Mention) -> list[int]:
    return [-1, 1] if change.direction == "down" else [1, -1]


def _grows(rate: Mention, current: Mention, previous: Mention) -> bool:
    """Whether the two levels give the rate, within their intervals."""
    least, most = low(previous.quantity), high(previous.quantity)
    if least <= 0:
        return False
    bounds = [(low(current.quantity) / most - 1) * 100, (high(current.quantity) / least - 1) * 100]
    if rate.direction == "down":
        bounds = [-bounds[1], -bounds[0]]
    return bounds[0] <= high(rate.quantity) and low(rate.quantity) <= bounds[1]


def _levels_near(view: View, change: Mention, like: Mention | None = None) -> Iterator[Mention]:
    """Levels before the change in its sentence, or in the one before it where its own has none; nearest first."""
    sentence: int | None = None
    for before in _back(view, change):
        if before.role in ("level", "per") and alike(before, like or change) and before.basis != "prior":
            if sentence is not None and before.sentence != sentence:
                return
            sentence = before.sentence
            yield before


def _relation(rate: Mention, found: Changed) -> Relation | None:
    opposed = rate.direction is not None and rate.direction != found.change.direction
    if opposed and rate.mark("change.up", "change.down") and found.change.value:
        return None
    if found.current is not None:
        return draft("rate", [rate], [found.change, found.current], form="change_current", cue=_cue(rate))
    assert found.previous is not None
    return draft("rate", [rate], [found.change, found.previous], form="change_previous", cue=_cue(rate))


def _year_before(view: View, rate: Mention, current: Mention) -> Mention | None:
    """The figure of the same item one year earlier in the same sentence: 2021年支出100万元，2022年支出120万元."""
    for before in _back(view, rate):
        if before.index >= current.index or before.role != "level" or not alike(before, current):
            continue
        if before.sentence != current.sentence:
            return None
        one, two = before.quantity.period, current.quantity.period
        same = _YEAR.sub("", before.quantity.item) == _YEAR.sub("", current.quantity.item)
        return before if one is not None and two is not None and two - one == 1 and same else None
    return None


def _change_after(view: View, rate: Mention) -> Mention | None:
    """The change that follows its rate: 增长5%，增加3万元."""
    if rate.index + 1 < len(view.mentions):
        following = view.mentions[rate.index + 1]
        if following.role == "change" and following.sentence == rate.sentence and following.group == rate.group:
            between = view.text[rate.end : following.start]
            if len(between) <= 10 and not following.mark("change.against", "change.against_budget", "change.reason"):
                return following
    return None


def _back(view: View, mention: Mention) -> Iterator[Mention]:
    """The figures before, nearest first, of the same parenthesis or the text around it."""
    around = view.parents[mention.group]
    for before in reversed(view.mentions[max(0, mention.index - 12) : mention.index]):
        if before.paragraph != mention.paragraph or mention.sentence - before.sentence > 1:
            return
        if before.group == mention.group or mention.group and before.group == around:
            yield before


def _level(view: View, mention: Mention, filler: re.Pattern[str]) -> Mention | None:
    """The level that a change or rate speaks of; None where its clause has a subject of its own."""
    candidates: list[Mention] = []
    for before in _back(view, mention):
        if candidates and before.sentence != candidates[0].sentence:
            break
        if before.role not in ("level", "per") or before.quantity.kind not in _LEVELS or before.basis == "prior":
            continue
        if mention.role == "rate" or alike(before, mention):
            candidates.append(before)
    if not candidates or _reason_between(view, candidates[0], mention):
        return None
    nearest = candidates[0]
    if nearest.basis == "budget" and _against_budget(view, mention):
        return None
    place, length = mention.row
    if length > 1:
        return next((each for each in candidates if each.row == mention.row), None)
    words = view.text[max(mention.lead, nearest.end) : mention.start]
    subject = _subject(view, mention, filler, nearest.end)
    for level in candidates if nearest.row[1] == 1 else ():
        if level.sentence == mention.sentence and level is not nearest and level.group == nearest.group and not subject:
            continue
        name = level.quantity.item[-4:]
        if subject and (subject in level.quantity.item or subject in view.text[level.lead : level.start]):
            return level
        if not subject and name and name in words:
            return level
    return None if subject else nearest


def _reason_between(view: View, level: Mention, mention: Mention) -> bool:
    return any(mark.meaning == "change.reason" for mark in view.marks_between(level.end, mention.start))


def _subject(view: View, mention: Mention, filler: re.Pattern[str], since: int) -> str:
    """What is left of the words before the figure when connecting words are taken away."""
    start = max(mention.lead, since)
    text = view.text[start : mention.start]
    while (opened := text.find("(")) >= 0 and (closed := text.find(")", opened)) >= 0:
        text = text[:opened] + text[closed + 1 :]
    tail = max(text.rfind("。"), text.rfind(";"))
    rest = "".join(_HAN.findall(filler.sub("", text[tail + 1 :])))
    return rest if len(rest) > 1 else ""


def _against_budget(view: View, mention: Mention) -> bool:
    for mark in reversed(view.marks_between(view.sentences[mention.sentence], mention.start)):
        if mark.meaning == "change.against":
            return False
        if mark.meaning == "change.against_budget" or (mark.meaning == "change.saved" and mark.start >= mention.lead):
            return True
    return False


def _previous(view: View, mention: Mention, current: Mention | None) -> Mention | None:
    """The level before the change, where the same sentence states it."""
    wanted = "budget" if _against_budget(view, mention) else "prior"
    for before in _back(view, mention):
        if before.sentence != mention.sentence and (current is None or before.sentence != current.sentence):
            break
        if before.role != "level" or before is current or before.basis != wanted:
            continue
        if current is not None and not alike(before, current):
            continue
        return before
    return None


def find_change_sums(changed: Sequence[Changed], listings: Sequence[Listing]) -> Iterator[Relation]:
    """Changes of the parts that make up the change of the whole."""
    by_level = {}
    for found in changed:
        if found.current is not None:
            by_level.setdefault(found.current.index, found.change)
    for listing in listings:
        if listing.relation is None or listing.relation.type != "sum" or listing.whole.index not in by_level:
            continue
        whole = by_level[listing.whole.index]
        parts = [by_level[part.index] for part in listing.parts if part.index in by_level]
        if len(parts) < len(listing.parts) or len(parts) < 2:
            continue
        yield draft("sum", [whole], parts, strength="implied", factors=_signs(whole, parts), complete=True)


def _signs(whole: Mention, parts: Sequence[Mention]) -> list[int]:
    return [1 if part.direction == whole.direction else -1 for part in parts]


def find_reasons(view: View, changed: Sequence[Changed], sums: Sequence[Relation]) -> Iterator[Relation]:
    """Changes that follow another in its sentence, as its parts or its reasons, where they add up to it exactly."""
    ids = {relation.lhs[0] for relation in sums}
    summed = {found.change.index for found in changed if found.change.quantity.id in ids}
    for found in changed:
        parts: list[Mention] = []
        for mention in view.mentions[found.change.index + 1 : found.change.index + 16]:
            if mention.sentence != found.change.sentence:
                break
            if mention.role == "change" and alike(mention, found.change):
                parts.append(mention)
        if found.change.index in summed:
            continue
        for count in range(len(parts), 1, -1):
            signs = _signs(found.change, parts[:count])
            if closes(found.change.quantity, [part.quantity for part in parts[:count]], signs):
                yield draft("sum", [found.change], parts[:count], strength="implied", factors=signs, complete=True)
                break


def find_savings(view: View) -> Iterator[Relation]:
    """节约2.38万元, 结余73.80万元: what of one figure before it the other has not used, where it comes out exactly."""
    for mention in view.mentions:
        mark = mention.mark("saving.left")
        if mark is None or mark.start < mention.clause or mention.quantity.kind != "amount":
            continue
        if view.text[mention.clause : mark.start].strip() or len(view.text[mark.end : mention.start].strip()) > 3:
            continue
        near = [
            each
            for each in reversed(view.mentions[max(0, mention.index - 10) : mention.index])
            if each.role in ("level", "base") and alike(each, mention) and each.paragraph == mention.paragraph
        ]
        pair = next((pair for pair in _pairs(near) if _left(mention, *pair)), None)
        if pair is not None:
            yield draft("change", [mention], pair, cue=mark.word)


def _pairs(near: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Two figures each, nearest first, the larger first."""
    for place, one in enumerate(near):
        for other in near[place + 1 :]:
            if one.value != other.value:
                yield (one, other) if one.value > other.value else (other, one)


def _left(mention: Mention, larger: Mention, smaller: Mention) -> bool:
    return bool(mention.value) and closes(mention.quantity, [larger.quantity, smaller.quantity], [1, -1])


def _cue(mention: Mention) -> str:
    mark = mention.mark("change.up", "change.down")
    return mark.word if mark is not None else ""
