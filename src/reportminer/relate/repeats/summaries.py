"""Figures of a sentence that sums a report up, told further up: 全年调解85件 … 以上支出30万元，即甲12万元、乙18万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reportminer.relate.base import ADDABLE
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import digits, meets, significant
from reportminer.relate.evidence.odds import apart, rarely
from reportminer.relate.evidence.slips import shifts
from reportminer.relate.keys import any_of, grams, says_at_end
from reportminer.relate.repeats.scope import ENDS, MYRIAD, STOPS, Scope, within_twice, words_behind

_SPACES = re.compile(r"\s*")
_LABELS = re.compile(r"\A\s*(?:\(?[\d一二三四五六七八九十]{1,3}[)、.]|[一二三四五六七八九十]是)?")
_YEAR = re.compile(r"\d{4}年")
_BEHIND, _HEAD = 16, 16
_TELLING = 2
"""digits by which a figure is known again where the names agree in part"""
_PLENTY = 5
"""digits by which it is known again without a name"""
_CHANCE = 0.0025
"""the chance allowed that two figures are one slip apart: three digits of which two change places"""
_SHORTLY = 4


def find_summed_up(scope: Scope, same: Mapping[int, Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of figures, later and earlier, of which the later stands in a sentence that sums up what was told.

    Such a sentence begins with 全年 or 以上, or stands in a section that is called 小结. The figure told further up has
    two characters of the name in its sentence and the same value; else it is the only one that a slip sets apart.
    """
    lead = re.compile("|".join(any_of(use, scope.lexicon).pattern for use in ("recap_lead", "recap_title")))
    faults = any_of("fault_title", scope.lexicon)
    led = {sentence for sentence in scope.view.by_sentence if _is_led(scope.view, sentence, lead)}
    titled = {
        id
        for id, title in scope.titles.items()
        # a section on what is amiss tells what was done once more before it says so
        if says_at_end(title.rstrip(), "recap_title", scope.lexicon) or faults.search(title)
    }
    left: list[Mention] = []
    told: dict[int, list[tuple[Mention, Mention]]] = {}
    for mention in scope.levels:
        if mention.sentence not in led and mention.section not in titled:
            continue
        if mention.bound != "exact":
            continue
        if mention.index not in same and mention.kind not in ADDABLE:
            continue
        if _is_ahead(scope, scope.view.sentences[mention.sentence], mention.start):
            continue
        if mention.index in same:
            told.setdefault(mention.sentence, []).append((mention, same[mention.index]))
            continue
        partner = _told_before(scope, mention, lead)
        if partner is not None:
            told.setdefault(mention.sentence, []).append((mention, partner))
            yield mention, partner
        else:
            left.append(mention)
    for mention in left:
        pairs = told.get(mention.sentence, ())
        partner = _beside(scope, mention, pairs) or _told_alongside(scope, mention, pairs)
        if partner is not None:
            yield mention, partner


def _is_led(view: View, sentence: int, lead: re.Pattern[str]) -> bool:
    """Whether a sentence begins, behind its label, with 全年 or 以上."""
    begin = _SPACES.match(view.text, view.after_label(view.sentences[sentence]))
    return begin is not None and lead.match(view.text, begin.end()) is not None


def _beside(scope: Scope, mention: Mention, told: Sequence[tuple[Mention, Mention]]) -> Mention | None:
    """The figure of one value shortly behind the one that the count before this one repeats: 甲440人、3.1万元."""
    view = scope.view
    if view.words_of(mention).strip(" 、"):
        return None
    counted = next((other for each, other in told if each.index == mention.index - 1), None)
    if counted is None:
        return None
    for other in view.mentions[counted.index + 1 : counted.index + 1 + _SHORTLY]:
        equal = other.index in scope.topics and other.value == mention.value and other.unit == mention.unit
        if equal and ";" not in view.text[counted.end : other.start] and _may_be_one(scope, mention, other):
            return other
    return None


def _told_alongside(scope: Scope, mention: Mention, told: Sequence[tuple[Mention, Mention]]) -> Mention | None:
    """The figure further up that one beside others told again repeats but for a slip that few digits alone don't tell.

    共78万元（送清凉9万元、送温暖62万元、助学7万元), and further up 送清凉 9万元, 送温暖 63万元, 助学 7万元.
    """
    home = scope.topic(mention).home
    beside = [pair for pair in told if pair[0].unit == mention.unit and scope.topic(pair[0]).home is home]
    pairs = grams(scope.view.words_of(mention))
    if home is None or not beside or not pairs or len(digits(mention)) < _TELLING:
        return None
    begin = min(pair[0].start for pair in beside)
    found = [
        other
        for other in scope.like(mention)
        if other.end < begin
        and other.sentence != mention.sentence
        and (shifts(mention.value, other.value) or (within_twice(mention, other) and _may_slip(mention, other)))
        and _may_be_one(scope, mention, other)
        and _is_of_one_whole(scope, home, other)
        and pairs & grams(_heads(scope, other))
    ]
    return found[0] if len(found) == 1 else None


def _is_of_one_whole(scope: Scope, home: Mention, other: Mention) -> bool:
    """Whether a figure is no part of another whole than `home`: those of two wholes may well differ."""
    theirs = scope.topic(other).home
    return theirs is None or meets(theirs, home)


def _heads(scope: Scope, mention: Mention) -> str:
    """The words that name the matter of a figure: those of its clause, and the first of its paragraph and sentence."""
    view = scope.view
    paragraph = view.text[view.paragraphs[mention.paragraph] : mention.start]
    sentence = view.text[view.sentences[mention.sentence] : mention.start]
    first = (STOPS.split(part.strip(), maxsplit=1)[0][-_HEAD:] for part in (_LABELS.sub("", paragraph), sentence))
    return " ".join((*first, view.words_of(mention)))


def _is_ahead(scope: Scope, start: int, end: int) -> bool:
    return any_of("ahead", scope.lexicon).search(scope.view.text, start, end) is not None


def _told_before(scope: Scope, mention: Mention, lead: re.Pattern[str]) -> Mention | None:
    """The figure further up that this one repeats, with or without a slip; None where names or digits don't tell."""
    view = scope.view
    if len(digits(mention)) < _TELLING or scope.topic(mention).twice:
        return None
    own = lead.sub(" ", view.text[mention.clause : mention.start])
    names = grams(own)
    pairs = names | grams(words_behind(view, mention))
    if not pairs:
        return None
    agreed: list[tuple[int, Mention]] = []
    slipped: list[Mention] = []
    size = len(digits(mention))
    rest = scope.is_of_the_rest(mention)
    # 小结: … sums up what its own paragraph told too
    here = _is_led(view, mention.sentence, any_of("recap_title", scope.lexicon))
    for other in scope.of_like_value(mention, slipped=not rest and significant(mention) > _TELLING):
        equal = other.value == mention.value
        if not equal and (rest or (within_twice(mention, other) and significant(other) <= _TELLING)):
            continue
        if not equal and abs(len(digits(other)) - size) > 1:
            continue
        if (other.paragraph == mention.paragraph and not here) or other.bound != "exact":
            continue
        if not _may_be_one(scope, mention, other):
            continue
        words = _around(scope, other)
        shared = sum(pair in words for pair in pairs)
        if shared and equal and (size > _TELLING or any(pair in words for pair in names)):
            agreed.append((shared, other))
        elif equal and size >= _PLENTY:
            agreed.append((0, other))
        elif shared and not equal and _is_slip(scope, mention, other):
            slipped.append(other)
    if agreed:
        return max(agreed, key=lambda each: each[0])[1]
    # what was told twice already is one figure
    return slipped[0] if len({each.value for each in slipped}) == 1 else None


def _is_slip(scope: Scope, one: Mention, other: Mention) -> bool:
    if one.index in scope.summed and other.index in scope.summed:
        return False
    if one.value in (other.value * MYRIAD, other.value / MYRIAD):
        return one.kind == "amount" and one.quantity.stated_unit != other.quantity.stated_unit
    if not within_twice(one, other) or min(significant(one), significant(other)) <= _TELLING:
        return False
    return rarely(apart(one, other), _CHANCE)


def _may_slip(one: Mention, other: Mention) -> bool:
    return apart(one, other) is not None


def _may_be_one(scope: Scope, one: Mention, other: Mention) -> bool:
    if (one.index, other.index) in scope.pairs or scope.topic(other).basis == "budget":
        return False
    one_time = scope.comparable(one, other) or _is_of_faults(scope, one, other)
    return one_time and not _is_ahead(scope, other.clause, other.start)


def _is_of_faults(scope: Scope, one: Mention, other: Mention) -> bool:
    """Whether only a title on what is amiss and what is next dates a figure: 问题和2022年打算."""
    if scope.topic(one).prior or scope.topic(other).prior or not scope.one_basis(one, other):
        return False
    start = scope.view.sentences[one.sentence]
    title = scope.titles.get(one.section, "")
    if any_of("fault_title", scope.lexicon).search(title) is None or _YEAR.search(scope.view.text, start, one.start):
        return False
    return _YEAR.search(title) is not None


def _around(scope: Scope, mention: Mention) -> str:
    """The words of the sentence of a figure up to it, those behind it, and the title above it."""
    view = scope.view
    before = view.text[view.sentences[mention.sentence] : mention.start]
    behind = words_behind(view, mention, _BEHIND, ENDS)
    return f"{' '.join(scope.titles_of(mention)[-1:])} {before} {behind}"
