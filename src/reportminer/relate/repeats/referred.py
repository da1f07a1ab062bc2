"""Figures that take up one told before: 这50家中…, 审结的38件刑事案件…, 203户里头…, 按学生982人计."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from reportminer.relate.base import ADDABLE, COUNTED
from reportminer.relate.clauses import Mention
from reportminer.relate.evidence.closing import digits, significant
from reportminer.relate.evidence.odds import apart
from reportminer.relate.keys import any_of, grams, says_at_end
from reportminer.relate.repeats.scope import ENDS, REACH, Scope, within_twice, words_behind

_OUT_OF = re.compile(r"[一-鿿]{0,6}?(?:(?<![其集])中(?![学央心小型等级高国医共外华专介])|里(?![程面弄])|之内)")
_NOUN = re.compile("[一-鿿]*")
_AGAIN = re.compile(r"[一-鿿]")
_ON_TOP = re.compile(r"的?基础上")
_UPON = re.compile(r"(?:^|[一-鿿])在(?!建)")
_OF, _SEMICOLON, _COMMA = "的", ";", ","
_NAMED = re.compile(r"[一-鿿]{2,8}\Z")
_LIST = "、"
_AFTER, _AROUND = 8, 16
_PAIR, _PLAIN, _TELLING = 2, 3, 4
_BESIDE = 3
_MOST = 2 * REACH
"""figures of like value, nearest first, among which the one taken up is looked for"""
_CHANCE, _EXCHANGED = 0.0025, 0.0112
"""the chance allowed of being one slip apart: of three digits two change places, and of two where the names tell"""
_BASE, _POINTED = 0.05, 0.2
"""the chance allowed for a base under the name of the level, and where only one figure can be the one pointed at"""


class _Form(Struct, frozen=True):
    """How a figure takes up another.

    sure   no new count is worded so; pairs: of the characters that name it
    done   what was done with the things counted: 审结 of 审结的38件
    back   a word points at it: 这50家, 以上50家, 基数仍为50家
    named  nothing but its name and what is told out of it takes it up: 孤儿86名中, so the earlier one has that name
    prior  it is that of last year, on top of which something is planned, and so of the report's own year
    base   a share is taken of it: 占学生412人的5%
    total  it ends a list of parts: 甲64人、乙103人，合计167人
    every  something is told of all that it counts: 89个项目全部开工
    """

    sure: bool
    pairs: frozenset[str]
    done: str = ""
    back: bool = False
    named: bool = False
    prior: bool = False
    base: bool = False
    total: bool = False
    every: bool = False


def find_referred(scope: Scope, same: Mapping[int, Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of figures, later and earlier, of which the later is worded as one that the reader knows already.

    The earlier one has its value and unit, and what names it where the wording leaves room for a new figure; where
    no figure has its value, it is the only one that is named alike and that a slip, hardly chance, sets apart.
    """
    wording = _Wording(scope)
    lasts: dict[tuple[str, str | None], tuple[Mention, ...]] = {}
    for mention in scope.levels:
        key = (mention.kind, mention.unit)
        last = lasts.get(key, ())
        lasts[key] = (*last[-1:], mention)
        if mention.index in same or mention.kind not in ADDABLE or mention.bound != "exact":
            continue
        form = wording.form_of(mention) if mention.value else None
        partner = _told_before(scope, mention, form, last) if form is not None else None
        if partner is not None:
            yield mention, partner


class _Wording:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        uses = ("refer_carried", "refer_reckoned", "recap_lead", "refer_above", "refer_all", "refer_all_named")
        words = (any_of(use, scope.lexicon) for use in uses)
        self.carried, self.reckoned, self.term, self.above, self.all, self.every = words

    def form_of(self, mention: Mention) -> _Form | None:
        """How the words beside a figure take up another one; None where they don't."""
        view = self.scope.view
        own = view.words_of(mention).strip()
        if own.endswith(_LIST) or not self._leads_on(mention, own):
            return None
        beside = mention.index > 0 and view.mentions[mention.index - 1].end == mention.start
        if not own and (beside or view.text[mention.start - 1 : mention.start] == _LIST):
            return None
        behind = view.text[mention.end : mention.end + _AFTER]
        if _ON_TOP.match(behind) is not None and (mention.basis == "prior" or _UPON.search(own) is not None):
            return _Form(True, frozenset() if mention.basis == "prior" else grams(own), prior=True)
        if mention.basis == "prior":
            return None
        counted = mention.kind in COUNTED
        if counted and mention.index in self.scope.summed and mention.mark("sum.after") is not None:
            return _Form(False, frozenset(), total=True)
        if says_at_end(own, "refer_reached", self.scope.lexicon):
            pairs = grams(_stretch(self.scope, mention))
            return _Form(False, frozenset(pairs)) if len(digits(mention)) >= _PLAIN else None
        carried = self.carried.match(own)
        done = own[:-1][-_PAIR:] if own.endswith(_OF) and len(own) > _PAIR else ""
        plain = not own or bool(done) or (carried is not None and carried.end() == len(own))
        back, term = says_at_end(own, "refer_back", self.scope.lexicon), self.term.fullmatch(own) is not None
        back = back or self.above.fullmatch(own) is not None or says_at_end(own, "refer_base", self.scope.lexicon)
        noun = _NOUN.match(behind)
        every = noun is not None and self.every.search(behind, 0, noun.end()) is not None
        told = plain and carried is None and (every or self.all.match(behind) is not None)
        by = carried is not None or says_at_end(own, "refer_carried", self.scope.lexicon)
        named = _NAMED.search(own)
        if named is not None and not (plain or back or term or by) and _OUT_OF.match(behind) is not None:
            # 孤儿86名中
            return _Form(False, grams(named[0]), named=True)
        if named is not None and mention.role == "base" and counted and not (plain or back or term or mention.basis):
            return _Form(False, grams(named[0]), base=True)
        if not (plain or back or term or by):
            return None
        behind = words_behind(view, mention)
        sure = back or (by and (len(digits(mention)) >= _TELLING or self.reckoned.match(behind) is not None))
        sure = sure or told or ((plain or term) and _OUT_OF.match(behind) is not None)
        if sure or (plain and (own or _AGAIN.match(behind) is not None)):
            return _Form(sure, grams(f"{own} {behind}"), done, back, every=told)
        return None

    def _leads_on(self, mention: Mention, own: str) -> bool:
        """Whether a figure stands in no run, or begins a clause of its own behind one: 甲9人、乙8人,17人已到岗."""
        if mention.row[1] == 1:
            return True
        text = self.scope.view.text
        return not own and text[mention.start - 1] == _COMMA and _AGAIN.match(text, mention.end) is not None


def _told_before(scope: Scope, mention: Mention, form: _Form, last: Sequence[Mention]) -> Mention | None:
    """The figure before it that this one takes up.

    last  the two figures of its unit right before it
    """
    slipped: list[Mention] = []
    found: list[tuple[int, Mention]] = []
    equal = False
    only = last[-1] if last and (len(last) == 1 or last[-2].sentence < last[-1].sentence) else None
    for other in reversed(scope.of_like_value(mention)[-_MOST:]):
        if other.value == mention.value:
            equal = equal or len(digits(other)) > _PAIR or bool(form.pairs & _around(scope, other))
            if _may_be_one(scope, mention, other, form) and _tells(scope, form, mention, other):
                found.append((len(form.pairs & grams(_stretch(scope, other))), other))
        elif _is_slip(scope, form, mention, other, other is only) and _may_be_one(scope, mention, other, form):
            slipped.append(other)
    if found:
        return max(found, key=lambda each: each[0])[1]
    return slipped[0] if len({each.value for each in slipped}) == 1 else None


def _tells(scope: Scope, form: _Form, one: Mention, other: Mention) -> bool:
    """Whether the wording, the names and the digits tell that two figures of one value are one."""
    told = len(digits(one))
    named = bool(form.pairs & _around(scope, other))
    near = one.paragraph == other.paragraph
    if form.prior:
        return told >= _TELLING
    if form.base:
        return False
    if form.total:
        return told >= _PLAIN and one.sentence == other.sentence
    if form.named:
        return bool(form.pairs & grams(scope.view.words_of(other)))
    if told == 1:
        named = named or _have_one_noun(scope, one, other)
        return form.sure and near and one.index - other.index <= _BESIDE and named
    if form.sure:
        return told >= _PLAIN or near or named
    if named or (told >= _PLAIN and set(form.done) & set(_stretch(scope, other))):
        return True
    return near and told >= (_PLAIN if one.index - other.index <= _BESIDE else _TELLING)


def _is_slip(scope: Scope, form: _Form, one: Mention, other: Mention, alone: bool) -> bool:
    """Whether one slip sets a figure apart from the one it takes up; `alone`: no other of its unit is told so near."""
    if other.bound != "exact" or not within_twice(one, other):
        return False
    told = min(significant(one), significant(other))
    if told < _PAIR or form.total or (one.index in scope.summed and other.index in scope.summed):
        return False
    chance = apart(one, other)
    if chance is None:
        return False
    near = one.sentence - other.sentence <= 1 and one.paragraph == other.paragraph
    pointed = form.back or (form.every and bool(form.pairs & _around(scope, other)))
    if form.sure and near and chance <= (_POINTED if alone and pointed else _EXCHANGED):
        return True
    if form.base and chance <= _BASE and form.pairs & grams(scope.view.words_of(other)):
        return True
    if chance > (_EXCHANGED if told == _PAIR else _CHANCE):
        return False
    beside = form.sure or (not scope.view.words_of(one).strip() and one.index == other.index + 1)
    if beside and one.sentence - other.sentence <= 1 and one.index == other.index + 1 and told >= _TELLING:
        return True
    return len(form.pairs & _around(scope, other)) >= (_PAIR if told == _PAIR else 1)


def _have_one_noun(scope: Scope, one: Mention, other: Mention) -> bool:
    """Whether the names behind two figures begin alike: 6个村, 六个村."""
    text = scope.view.text
    return one.unit == other.unit and text[one.end] == text[other.end] and _AGAIN.match(text, one.end) is not None


def _may_be_one(scope: Scope, one: Mention, other: Mention, form: _Form) -> bool:
    mine, theirs = scope.topic(one), scope.topic(other)
    if form.prior:
        return not theirs.prior and theirs.basis != "budget" and one.sentence != other.sentence
    if mine.prior or theirs.prior or not scope.one_basis(one, other) or (one.index, other.index) in scope.pairs:
        return False
    if one.period != other.period and (mine.dated or theirs.dated):
        return False
    return other.role != "per" and one.start > other.end


def _stretch(scope: Scope, mention: Mention) -> str:
    """The words of the stretch of a sentence that a figure stands in, up to it, and those right behind it."""
    text = scope.view.text
    begin = scope.view.sentences[mention.sentence]
    start = max(begin, text.rfind(_SEMICOLON, begin, mention.start) + 1)
    return f"{text[start : mention.start]} {words_behind(scope.view, mention, _AROUND, ENDS)}"


def _around(scope: Scope, mention: Mention) -> frozenset[str]:
    """The pairs of characters in the sentence of a figure up to it, and shortly behind it."""
    view = scope.view
    return grams(f"{view.text[view.sentences[mention.sentence] : mention.start]} {_stretch(scope, mention)}")
