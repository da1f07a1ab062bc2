"""The same change stated twice: 比上年增加105.77万元 in the summary and again where its parts are told."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits, meets, significant
from reportminer.relate.evidence.slips import is_slip, shifts
from reportminer.relate.keys import is_generic, key_of, opposed, overlap, related

_PAIR, _PLAIN = 2, 3
_TELLING = 4
_SLIPPED = 5
_REACH = 24
_BUDGET = "change.against_budget"
_AFTER = 12
_CLOSE = 4
"""paragraphs within which what was cut is told again"""


def find_repeats(view: View) -> Iterator[Relation]:
    """One relation from each later change to the nearest before it that is the same; so for the rates behind them.

    Two changes are one where direction, unit and what they are measured against agree and the values do: four digits
    under one name, or anywhere close by. Under one name one usual slip in five digits sets them apart.
    """
    seen: list[Mention] = []
    for mention in view.mentions:
        if mention.role != "change" or mention.bound != "exact" or not mention.value:
            continue
        earlier = seen[: -_REACH - 1 : -1]
        same = next((each for each in earlier if _is_same(view, mention, each)), None)
        if same is None:
            same = next((each for each in earlier if _is_slipped(mention, each, view.lexicon)), None)
        seen.append(mention)
        if same is None:
            continue
        yield draft("equal", [mention], [same], strength="implied")
        if _has_level(view, mention, same):
            # the rates follow from what is told of one level already
            continue
        one, other = _rate_behind(view, mention), _rate_behind(view, same)
        if one is None or other is None or one.direction != other.direction:
            continue
        # the same amount may be cut from a part and from the whole: their rates differ
        if meets(one, other) or _is_named(mention, same, view.lexicon):
            yield draft("equal", [one], [other], strength="implied")


def _is_same(view: View, one: Mention, other: Mention) -> bool:
    if not _compares(one, other) or not meets(one, other):
        return False
    told = min(significant(one), significant(other))
    near = one.paragraph == other.paragraph and one.sentence - other.sentence <= 1
    if told >= _SLIPPED or (told >= _TELLING and near):
        return not opposed(one.item, other.item)
    if len(digits(one)) >= _TELLING and _is_named(one, other, view.lexicon):
        return True
    return len(digits(one)) >= _PLAIN and (_has_level(view, one, other) or _has_name(one, other, view.lexicon))


def _has_level(view: View, one: Mention, other: Mention) -> bool:
    """Whether two changes are told right behind levels of one value.

    收入合计72.10万元，减少7.84万元 … 支出合计72.10万元，减少7.84万元.
    """
    levels = [view.mentions[each.index - 1] for each in (one, other) if each.index]
    told = all(each.role == "level" and significant(each) >= _TELLING for each in levels)
    beside = (
        len(levels) == _PAIR and one.sentence - levels[0].sentence <= 1 and other.sentence - levels[1].sentence <= 1
    )
    return told and beside and alike(levels[0], levels[1]) and levels[0].value == levels[1].value


def _has_name(one: Mention, other: Mention, lexicon: Lexicon) -> bool:
    """Whether two changes go by the very same name, which says of what they are."""
    name = key_of(one.item, lexicon)
    named = name == key_of(other.item, lexicon) and not is_generic(name, lexicon)
    return named and one.period == other.period and one.sentence != other.sentence


def _is_slipped(one: Mention, other: Mention, lexicon: Lexicon) -> bool:
    if not _compares(one, other) or one.sentence == other.sentence or not _is_named(one, other, lexicon):
        return False
    if min(len(digits(one)), len(digits(other))) < _SLIPPED:
        return False
    return is_slip(one, other.value) or shifts(one.value, other.value)


def _compares(one: Mention, other: Mention) -> bool:
    """Whether two changes are of one unit, go one way, and are measured against the same."""
    budget = one.mark(_BUDGET) is None
    return alike(one, other) and one.direction == other.direction and budget == (other.mark(_BUDGET) is None)


def _is_named(one: Mention, other: Mention, lexicon: Lexicon) -> bool:
    left, right = key_of(one.item, lexicon), key_of(other.item, lexicon)
    if is_generic(left, lexicon) or is_generic(right, lexicon):
        return False
    return related(left, right) and one.period == other.period


def _rate_behind(view: View, change: Mention) -> Mention | None:
    """The rate right behind a change: 增加105.77万元，增长6.88%."""
    following = view.mentions[change.index + 1 : change.index + 2]
    if following and following[0].role == "rate" and following[0].sentence == change.sentence:
        rate = following[0]
        return rate if rate.start - change.end <= _AFTER and rate.kind == "percentage" else None
    return None


def find_named_again(view: View) -> Iterator[Relation]:
    """Reductions told again as what was wrong: 甲核减61.25万元、乙核减14.40万元 … 甲多计61.25万元，乙多计14.40万元.

    Two levels side by side, of which one has the value of one of two changes side by side, four digits, and the other
    has that of the other change or one slip away from it, under a name of which four characters are the same.
    """
    changes: dict[object, list[Mention]] = {}
    for mention in view.mentions:
        if mention.kind != "amount" or mention.bound != "exact":
            continue
        if mention.role == "change":
            changes.setdefault(mention.value, []).append(mention)
        elif mention.role == "level" and mention.value in changes and significant(mention) >= _TELLING:
            for change in changes[mention.value][-1:]:
                yield from _beside(view, mention, change)


def _beside(view: View, level: Mention, change: Mention) -> Iterator[Relation]:
    if level.sentence == change.sentence or level.paragraph - change.paragraph > _CLOSE:
        return
    for step in (-1, 1):
        places = level.index + step, change.index + step
        if min(places) < 0 or max(places) >= len(view.mentions):
            continue
        one, other = (view.mentions[place] for place in places)
        together = one.sentence == level.sentence and other.sentence == change.sentence
        if not (
            together and one.role == "level" and other.role == "change" and overlap(one.item, other.item, _TELLING)
        ):
            continue
        if meets(one, other) or shifts(one.value, other.value) or is_slip(one, other.value):
            pairs = sorted(((level, change), (one, other)), key=lambda pair: pair[0].index)
            yield from (draft("equal", [mine], [yours], strength="implied") for mine, yours in pairs)
