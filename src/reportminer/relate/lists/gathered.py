"""Totals whose own clause names their parts one after the other: 五保、低保合计14户; 教育和农林水两大块9万元."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from reportminer.lexicon import Lexicon
from reportminer.relate.base import alike, backwards, joined
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import adds_up
from reportminer.relate.evidence.closing import closes
from reportminer.relate.keys import any_of
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.tallies import NUMBERS, clause_of

_AFTER = "sum.after"
_BACK = 30
_LONGEST = 60
_NOUN = re.compile("[一-鿿]{1,10}")
_AND = re.compile("[、和及与]")
_ODDS, _EVERY = Fraction(1, 4), Fraction(1, 2)


def find_gathered(view: View, taken: Container[int], lexicon: Lexicon) -> Iterator[Listing]:
    """Each figure whose clause names two figures before it or more and counts them up, with these.

    taken  the totals whose parts are known already
    Every name must be that of one like figure of the paragraph; given where they add up or but for one slip. Or what
    is told of all of them makes it one: 甲镇12家、乙镇15家，27家单位均建立台账.
    """
    pattern, every = _gathering(lexicon), any_of("refer_all_named", lexicon)
    for total in view.mentions:
        if total.role != "level" or total.index in taken or not total.index or not total.value:
            continue
        begin = clause_of(view, total)
        if total.start == begin:
            yield from _taken_up(view, total, every)
            continue
        if total.start - begin > _LONGEST or _AND.search(view.text, begin, total.start) is None:
            continue
        found = pattern.fullmatch(view.text, begin, total.start)
        if found is None or not (found[2] or found[3]):
            continue
        names = _AND.split(found[1])
        if found[2] and NUMBERS[found[2]] != len(names):
            continue
        parts = _named(view, total, names, begin)
        figures = [part.quantity for part in parts]
        if len(parts) == len(names) and adds_up(total.quantity, figures, _ODDS):
            mark = Mark(begin, total.start, _AFTER, found[3] or "")
            sure = closes(total.quantity, figures)
            yield sum_of(total, parts, mark, strength="stated" if sure else "implied", sure=sure, claimed=True)


def _taken_up(view: View, total: Mention, every: re.Pattern[str]) -> Iterator[Listing]:
    """A figure that begins the clause behind a run, of all of which something is told."""
    noun = _NOUN.match(view.text, total.end)
    if noun is None or every.search(view.text, total.end, noun.end()) is None:
        return
    parts: list[Mention] = []
    for each in backwards(view, total, _BACK):
        if parts and each.sentence == total.sentence and closes(each.quantity, [part.quantity for part in parts]):
            # 重复129人，甲类86人、乙类43人，129人均已停发: it takes up that total
            return
        if each.sentence != total.sentence or each.role != "level" or not alike(each, total):
            break
        if parts and not joined(view, each, parts[-1]):
            break
        parts.append(each)
    figures = [part.quantity for part in parts]
    if len(parts) > 1 and adds_up(total.quantity, figures, _EVERY):
        sure = closes(total.quantity, figures)
        yield sum_of(total, parts[::-1], Mark(total.start, total.start, _AFTER, ""), sure=sure, claimed=True)


@lru_cache(maxsize=8)
def _gathering(lexicon: Lexicon) -> re.Pattern[str]:
    """Names, how many they are, a word that counts them up; the number or the word may be missing."""
    uses = ("tally.class", "tally.sum", "tally.word")
    classes, sums, words = (any_of(use, lexicon).pattern for use in uses)
    return re.compile(
        rf"[\s,]*((?:[一-鿿“”]{{2,10}}?[、和及与])+[一-鿿“”]{{2,10}}?)(?:([两二三四五六七八九])大?(?:{classes}))?"
        rf"({sums}|{words})?[为达约有]?\s*"
    )


def _named(view: View, total: Mention, names: Sequence[str], begin: int) -> list[Mention]:
    """The figures that the names are of, in text order; fewer where a name is of none or of several of one sentence."""
    near = [
        each
        for each in backwards(view, total, _BACK)
        if each.paragraph == total.paragraph and each.start < begin and each.role == "level" and alike(each, total)
    ]
    found: dict[int, Mention] = {}
    for name in names:
        called = [each for each in near if is_short_for(name.strip("“”"), each.quantity.item)]
        if called and not any(other.sentence == called[0].sentence for other in called[1:]):
            found[called[0].index] = called[0]
    return [found[place] for place in sorted(found)]


def is_short_for(name: str, item: str) -> bool:
    """Whether a name is in an item's, or is made of its characters from the first one on: 社保, 社会保障和就业."""
    if name in item:
        return True
    rest = iter(item)
    return item.startswith(name[:1]) and all(char in rest for char in name)
