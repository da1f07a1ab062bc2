"""Totals that say how many figures they count up, or how: 两项296件; 两类作品合在一起有385幅; 三样加起来2370亩."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from reportminer.model import Strength
from reportminer.relate.base import alike, backwards, joined
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.keys import any_of
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.totals import is_of_others

_COUNTED = re.compile(r"[\s(]*(?:这|以上|上述|其余)?([两二三四五六七八九十2-9])([一-鿿]{1,2})")
_NUMERALS = "零一二三四五六七八九十"
NUMBERS = {char: place for place, char in enumerate(_NUMERALS)} | {"两": 2}
"""how many a numeral says"""
_STOPS = frozenset(",;。:(\n")
_AFTER = "sum.after"
_BACK = 24
_NEAR = 4
_PAIR = 2
_WORDS = 24
_TELLING = 3
_ODDS = Fraction(1, 4)


def find_tallies(view: View, taken: Container[int]) -> Iterator[Listing]:
    """Each figure whose clause counts the figures before it (两项) or puts them together (加起来), with these.

    taken  the totals whose parts are known already
    Where only their number is told, given where they add up or where one slip, hardly chance, keeps them from it.
    """
    classes, words = any_of("tally.class", view.lexicon), any_of("tally.word", view.lexicon)
    alls, totals = any_of("tally.all", view.lexicon), any_of("tally.total", view.lexicon)
    for total in view.mentions:
        if total.role != "level" or total.index in taken or not total.index or not total.value:
            continue
        begin = clause_of(view, total)
        if total.start - begin > _WORDS or total.start == begin:
            continue
        word = words.search(view.text, begin, total.start)
        number = _number(view, begin, total, classes)
        if word is None and number is None:
            counted = totals.search(view.text, begin, total.start) is not None
            if total.mark(_AFTER) is not None:
                continue
            if counted or alls.search(view.text, begin, total.start) is not None:
                yield from _plain(view, total, begin, counted=counted)
            continue
        parts = _parts(view, total, begin, number)
        if parts is None:
            continue
        sure = closes(total, parts)
        if not sure and is_of_others(view, total):
            continue
        mark = total.mark(_AFTER)
        # 三项合计 that counts up all but one of them
        short = mark is not None and number == len(parts) > _PAIR and _leaves_one_out(total, parts)
        if sure or short or near_miss(total, parts, _ODDS):
            strength: Strength = "stated" if sure or short or word is not None else "implied"
            cue = word[0] if word is not None else mark.word if mark is not None else ""
            opener = Mark(begin, total.start, _AFTER, cue)
            yield sum_of(total, parts, opener, strength=strength, sure=sure, claimed=True)


def _plain(view: View, total: Mention, begin: int, *, counted: bool) -> Iterator[Listing]:
    """A total that only 全年 or 达 tells, where it is just what the figures before it make; 总数 may be slipped."""
    parts = _parts(view, total, begin, None)
    if parts is None or parts[0].sentence != total.sentence:
        return
    told = max(significant(each) for each in (total, *parts))
    sure = _makes(total, parts) and told >= _TELLING
    if not sure and counted and all(joined(view, one, two) for one, two in pairwise(parts)):
        beside = parts[-1].index == total.index - 1 and parts[-1].index - parts[0].index == len(parts) - 1
        sure = beside and (_makes(total, parts) or (len(parts) > _PAIR and near_miss(total, parts, _ODDS)))
    if sure:
        opener = Mark(begin, total.start, _AFTER, "")
        yield sum_of(total, parts, opener, sure=_makes(total, parts), claimed=True)


def numbers_in(view: View, listings: Sequence[Listing]) -> set[str]:
    """The numbers (两项) in the clauses of totals, which count figures and no things that the text lists."""
    tallies = [each for each in listings if each.opener.meaning == _AFTER and each.opener.end == each.whole.start]
    before = [(each, view.mentions[each.whole.index - 1]) for each in tallies if each.whole.index]
    return {number.id for each, number in before if number.start >= each.opener.start}


def clause_of(view: View, total: Mention) -> int:
    """Where the clause of a total begins, the number of what it counts up (两项) in it."""
    before = view.mentions[total.index - 1]
    begin = total.words_start
    small = before.kind == "count" and _PAIR <= before.value <= len(NUMBERS) and begin == before.end
    if small and not _STOPS & set(view.text[before.end : total.start]):
        return before.words_start
    return begin


def _number(view: View, begin: int, total: Mention, classes: re.Pattern[str]) -> int | None:
    found = _COUNTED.match(view.text, begin, total.start)
    if found is None or classes.match(found[2]) is None:
        return None
    number = int(found[1]) if found[1].isdigit() else NUMBERS[found[1]]
    # 一档36人，二档99人，三档165人: the third of them, and not all three, also where each has a standard beside it
    before = view.words_of(next((each for each in backwards(view, total, _NEAR) if alike(each, total)), total))
    ordinals = (f"{number - 1}{found[2][0]}", f"{_NUMERALS[number - 1]}{found[2][0]}")
    return None if any(each in before for each in ordinals) else number


def _parts(view: View, total: Mention, begin: int, number: int | None) -> list[Mention] | None:
    """The figures before a total, as many as it says, or the fewest that make it, or all of its sentence."""
    first = view.sentence_at(begin) if view.text[view.sentences[total.sentence] : begin].strip() else total.sentence - 1
    found: list[Mention] = []
    for each in backwards(view, total, _BACK):
        if each.sentence < first or each.paragraph != total.paragraph:
            break
        if each.start < begin and each.role == "level" and each.group == total.group and alike(each, total):
            found.insert(0, each)
            if number is None and len(found) > 1 and _makes(total, found):
                return found
    if number is not None:
        return found[-number:] if len(found) >= number else None
    return found if len(found) > 1 else None


def _leaves_one_out(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a total is to the last of three digits or more what all the parts but one make."""
    rest = sum((part.value for part in parts), Decimal(0)) - total.value
    return significant(total) >= _TELLING and rest > 0 and any(part.value == rest for part in parts)


def _makes(total: Mention, parts: Sequence[Mention]) -> bool:
    return closes(total, parts)
