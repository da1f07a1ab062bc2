"""What is left of one level without another, each told by its name: 资产9亿元，负债6亿元，净资产3亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from reportminer.model import Relation
from reportminer.relate.base import alike, backwards, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import closes, significant
from reportminer.relate.evidence.misses import balances, difference_miss
from reportminer.relate.evidence.odds import rarely
from reportminer.relate.keys import any_of, families

_BEFORE, _AFTER = 24, 5
_GAP = "为是达到约共计合:, 了"
_USE = "margin."
_SIDES = ("whole", "less", "rest")
_EACH = "每"
"""what is taken off for each of a kind (每低1分扣0.5分) is no rest"""
_YEARLY = re.compile(r"\d{4}年度?|[上下]半年|[一二三四]季度|[本当全今]年度?|决算|实际|完成")
_FAR = 80
_NEXT, _SOME = 1, 3
_TELLING = 3
_RARE = 0.1
_PAIR = 2
_ACCOUNT = ("account.opening", "account.in", "account.out")


class _Margin(Struct, frozen=True):
    """The words that end the names of the level, of what is taken from it and of what is left."""

    whole: re.Pattern[str]
    less: re.Pattern[str]
    rest: re.Pattern[str]


def find_margins(view: View) -> Iterator[Relation]:
    """Every difference of two levels that is told by its name, where it comes out or misses by one usual slip."""
    margins = families(_USE, "rest", _SIDES, view.lexicon)
    level, excess = any_of("settled.level", view.lexicon), any_of("settled.excess", view.lexicon)
    for word in margins.words.finditer(view.text):
        place = view.first_from(word.end())
        if place == len(view.mentions):
            return
        rest, margin = view.mentions[place], _Margin(*margins.by_word[word[0]])
        each = _EACH in view.text[rest.clause : word.start()]
        # 收支相抵,上半年结余 is what 收支相抵,结余 is
        gap = _YEARLY.sub("", view.text[word.end() : rest.start]).strip(_GAP)
        if each or not rest.value or (gap and f"{word[0]},{gap}" not in margins.by_word):
            continue
        whole, less = _ends_of(view, rest, margin)
        even = level.match(word[0]) is not None
        settled = even or excess.match(word[0]) is not None
        if whole is None or less is None:
            if settled and significant(rest) >= _TELLING - 1:
                yield from _settled(view, rest, margin, word[0])
            continue
        if settled and whole.value < less.value:
            # 支出超收入
            whole, less = less, whole
        left = closes(rest, [whole, less], (1, -1))
        near = all(abs(each.sentence - rest.sentence) <= _NEXT for each in (whole, less))
        ordered = whole.value > less.value or settled
        missed = not left and near and ordered and difference_miss(rest, whole, less) is not None
        if settled and near and not left and not missed and whole.sentence == less.sentence == rest.sentence:
            # 收入97万元，支出68万元，支出大于收入11万元: one digit wrong makes the smaller one larger
            whole, less = less, whole
            missed = difference_miss(rest, whole, less) is not None
        if left or (missed and not _is_told_again(view, rest, margin)):
            yield draft("change", [rest], [whole, less], cue=word[0])


def _ends_of(view: View, rest: Mention, margin: _Margin) -> tuple[Mention | None, Mention | None]:
    """The nearest level and the nearest figure to be taken from it, before what is left, else right behind it."""
    whole: Mention | None = None
    less: Mention | None = None
    behind = view.mentions[rest.index + 1 : rest.index + 1 + _AFTER]
    for each in (*backwards(view, rest, _BEFORE), *behind):
        if each.paragraph != rest.paragraph or abs(each.sentence - rest.sentence) > _SOME:
            continue
        if each.basis == "prior" or not alike(each, rest):
            continue
        name = view.words_of(each)
        if _ends_with(name, margin.rest):
            if each.index < rest.index:
                # another of the kind: what stands before it is its own
                whole, less = (None, None) if whole is None or less is None else (whole, less)
                break
            continue
        if less is None and _ends_with(name, margin.less):
            less = each
        elif whole is None and _ends_with(name, margin.whole):
            whole = each
    return whole, less


def _settled(view: View, rest: Mention, margin: _Margin, word: str) -> Iterator[Relation]:
    """收支相抵，结余5万元: of the last income and the last expenditure that the text tells by these names alone.

    Given where they leave so much, or miss it by one slip that chance hardly makes, or that stands right between them;
    so is what all that came and went in the sentence before leaves, where that is more than two figures.
    """
    came, went = _last_told(view, rest)
    if went and len(came) > 1 and balances(came, [*went, rest], _RARE):
        yield draft("balance", came, [*went, rest], strength="implied", cue=word)
        return
    income, outgoing = (
        next((each for each in _further_up(view, rest) if _is_called(view, each, totals, bare)), None)
        for totals, bare in (
            (margin.whole, any_of("account.in", view.lexicon)),
            (margin.less, any_of("account.out", view.lexicon)),
        )
    )
    if income is None or outgoing is None:
        income, outgoing = _of_one_body(view, rest)
    if income is None or outgoing is None:
        return
    larger, smaller = (income, outgoing) if income.value >= outgoing.value else (outgoing, income)
    if closes(rest, [larger, smaller], (1, -1)):
        yield draft("change", [rest], [larger, smaller], strength="implied", cue=word)
        return
    between = [each for each in _further_up(view, rest) if each.index >= min(income.index, outgoing.index)]
    rare = _RARE if len(between) > _PAIR or income.basis != outgoing.basis else 1.0
    if rarely(difference_miss(rest, larger, smaller), rare):
        yield draft("change", [rest], [larger, smaller], strength="implied", cue=word)


def _last_told(view: View, rest: Mention) -> tuple[list[Mention], list[Mention]]:
    """What came, what was left of last year among it, and what went, where the last sentence tells nothing else."""
    came: list[Mention] = []
    went: list[Mention] = []
    sides = [(any_of(use, view.lexicon), told) for use, told in zip(_ACCOUNT, (came, came, went), strict=True)]
    for each in _further_up(view, rest):
        if each.sentence != view.mentions[rest.index - 1].sentence:
            break
        told = next((told for words, told in sides if _ends_with(view.words_of(each), words)), None)
        if told is None:
            return [], []
        told.insert(0, each)
    return came, went


def _of_one_body(view: View, rest: Mention) -> tuple[Mention | None, Mention | None]:
    """The last income and expenditure whose names are one but for these words: 工会收入8万元 … 工会支出7万元."""
    found: tuple[dict[str, Mention], dict[str, Mention]] = ({}, {})
    sides = [(any_of(use, view.lexicon), told) for use, told in zip(_ACCOUNT[1:], found, strict=True)]
    for each in _further_up(view, rest):
        name = _YEARLY.sub("", view.words_of(each)).strip(_GAP)
        for words, told in sides:
            ends = [match for match in words.finditer(name) if match.end() == len(name)]
            if ends:
                told.setdefault(name[: ends[0].start()], each)
        for body in found[0].keys() & found[1].keys():
            return found[0][body], found[1][body]
    return None, None


def _further_up(view: View, rest: Mention) -> Iterator[Mention]:
    for each in backwards(view, rest, _FAR):
        if each.role in ("level", "base") and each.basis in ("", "actual") and alike(each, rest) and not each.group:
            yield each


def _is_called(view: View, mention: Mention, totals: re.Pattern[str], bare: re.Pattern[str]) -> bool:
    """Whether a figure is called a total of its side, or by the side and the year alone: 2021年支出8万元."""
    name = view.words_of(mention)
    if _ends_with(name, totals):
        return True
    return bare.fullmatch(_YEARLY.sub("", name).strip(_GAP) if name else mention.item) is not None


def _ends_with(name: str, words: re.Pattern[str]) -> bool:
    return any(not name[match.end() :].strip(_GAP) for match in words.finditer(name))


def _is_told_again(view: View, rest: Mention, margin: _Margin) -> bool:
    """Whether another figure of the kind stands behind in the paragraph: of several none need be all: 扣2分 … 扣2分."""
    for each in view.mentions[rest.index + 1 :]:
        if each.paragraph != rest.paragraph:
            return False
        if alike(each, rest) and _ends_with(view.words_of(each).rstrip(_GAP), margin.rest):
            return True
    return False
