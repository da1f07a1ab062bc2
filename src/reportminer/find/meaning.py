"""What a figure means in its sentence: item, period, basis, role and direction."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from reportminer.find import items, roles
from reportminer.find.scan import Figure
from reportminer.find.vocabulary import Vocabulary, vocabulary
from reportminer.front import front_matter
from reportminer.lexicon import Lexicon
from reportminer.model import Analysis, Basis, Direction, Role, Section

_SENTENCE = re.compile(r"[。;!?\n]")
_LINE = re.compile("\n")
_FOLLOWS = re.compile(r" ?(?:、|和|及|与|,|以及|/|:) ?\Z")
_BRACKETS = re.compile("[()]")
_REACH = 240
_NOUN_ENDS = frozenset("率额费数量")
_NOUN = 3
"""characters of a noun whose first ones were taken for a verb (通过率)"""
_SHORT = 5
"""characters that `_FOLLOWS` matches at most, and one"""
_CHANGING = ("increase", "decrease", "rate", "share")
_RATES = frozenset({"percentage", "percentage_point"})
_JOINS = re.compile(r" ?(?:、|和|及|与|以及)[\u4e00-\u9fff]{2,3}")
_FIGURE = re.compile(r"\d")
_LISTED = re.compile(" ?、")
_MOVED = re.compile(r" ?[^,。;、:()\d]{0,6}?[到至为](?:了|(?:现在|目前|今年)的?)?(?:约|近)? ?")
"""what leads from one end of a change to the other: 5小时压到3小时"""
_BY = re.compile(" ?(?:多|少|高|低|快|慢|超)(?:了|出)?(?:约|近)? ?")
_UPON = re.compile(r" ?的?(?:基础|基数)上[^,。;、:()\d]{0,8}")
_TOTAL = "合计"
_LUMP = re.compile("([两三四五六七八九十2-9][项类样块档笔])(?: ?(?:合计|共计|总计|小计|共|计)){1,2}")
_EACH = re.compile("(?:按照?)?(?:(?:每(?:[^每]{1,2}|平方.|立方.|千瓦时)){1,2}|[人户亩生]均)")
_RIGHT = re.compile(r"[^,。;!?\n]{0,30}")
_WITH, _COMPARED = ("与", "同", "和"), re.compile(" ?相?[比较]")


class Meaning(Struct, frozen=True, gc=False):
    """What a figure measures, in the report's words, and how its sentence uses it."""

    item: str = ""
    period: int | None = None
    basis: Basis | None = None
    role: Role = "level"
    direction: Direction | None = None
    rated: bool = False
    """whether the figure is a percentage or given in points"""
    unit: str | None = None


class _Sentence(Struct):
    """What a sentence has said so far, for figures that say less."""

    start: int = -1
    item: str = ""
    period: int | None = None
    basis: Basis | None = None
    spread: list[str] = []
    used: int = 0
    stock: dict[str | None, str] = {}
    """by unit, what stood at its beginning (年初工会80家)"""
    outer: list[tuple[str, int | None, Basis | None]] = []
    """item, period and basis that brackets around the place interrupt, outermost first"""

    def step(self, gap: str, words: Vocabulary) -> None:
        """Takes in `gap`: a bracket that opens keeps the item, or what a list names; one that closes gives it back."""
        if "(" not in gap and ")" not in gap:
            return
        for bracket in _BRACKETS.finditer(gap):
            if bracket[0] == "(":
                named = items.named_before(items.last_clause(gap[: bracket.start()]), words) if gap[:1] == "、" else ""
                self.outer.append((named or self.item, self.period, self.basis))
            elif self.outer:
                item, period, basis = self.outer.pop()
                self.item, self.period, self.basis = item or self.item, period, basis

    def open(self, clause: str, unit: str | None, words: Vocabulary) -> None:
        """Keeps what `clause` says stood at the beginning (年初工会80家), for a later 年末 that names nothing."""
        stood = words.opening.search(clause)
        if stood is not None:
            sides = clause[stood.end() :], clause[: stood.start()]
            named = next(filter(None, (items.named_before(side, words) for side in sides)), "")
            self.stock[unit] = named or self.stock.get(unit, self.item)


def meanings(analysis: Analysis, figures: Sequence[Figure], lexicon: Lexicon) -> list[Meaning]:
    """The meaning of every figure, in their order.

    What a figure's own clause does not say it takes from its sentence, then from its paragraph, then from the titles of
    the sections that hold it; a period at last from the report.
    """
    if not figures:
        return []
    plain, words = analysis.plain, vocabulary(lexicon)
    year = front_matter(analysis, lexicon).year
    titles = _Titles(analysis, words, year)
    found: list[Meaning] = []
    ends = [match.end() for match in _SENTENCE.finditer(plain)]
    lines = [0, *(match.end() for match in _LINE.finditer(plain))]
    said = _Sentence()
    paragraph = _Sentence()
    previous_end = 0
    for index, figure in enumerate(figures):
        at = bisect_right(ends, figure.start) - 1
        start = ends[at] if at >= 0 else 0
        if start != said.start:
            said.step(plain[previous_end:start], words)
            line = lines[bisect_right(lines, figure.start) - 1]
            if line != paragraph.start:
                paragraph = _Sentence(line)
            else:
                among = plain.startswith(("其中", " 其中"), start) or plain[start - 1] == ";"
                paragraph = _Sentence(line, said.item, said.period or paragraph.period, said.basis if among else None)
            said = _Sentence(start, spread=[], outer=[], stock={})
        gap = plain[max(start, previous_end, figure.start - _REACH) : figure.start]
        said.step(gap, words)
        right = _RIGHT.match(plain, figure.end)
        before = found[-1] if index and previous_end >= start else None
        stretch = plain[max(start, figure.start - _REACH) : figure.start] if gap[:1] == ")" else ""
        lump = _LUMP.fullmatch(plain, figures[index - 1].start, figure.start) if before is not None else None
        gap = _without_among(gap, before, words)
        clause = _clause_of(gap, stretch)
        item, period, basis, role, direction = _meaning(
            _Place(figure, gap, clause, right[0] if right else "", before, said, paragraph, words, year)
        )
        if lump is not None and role == "level":
            item = said.item = lump[1] + _TOTAL
        titled = titles.said(figure.start)
        period = period or said.period or paragraph.period or titled[0] or year
        if figure.kind == "amount" and role not in ("rate", "share"):
            basis = basis or said.basis or paragraph.basis or titled[1]
        found.append(Meaning(item, period, basis, role, direction, figure.kind in _RATES, figure.unit))
        previous_end = figure.end
    return found


class _Place(Struct, gc=False):
    """A figure among its words, and what its sentence and its paragraph have said so far.

    gap     what stands between the figure before it, or the beginning of the sentence, and it
    clause  the last clause of the gap, one that a bracket interrupts taken together
    right   the words behind it; before: the meaning of the figure before it in its sentence
    """

    figure: Figure
    gap: str
    clause: str
    right: str
    before: Meaning | None
    said: _Sentence
    paragraph: _Sentence
    words: Vocabulary
    year: int | None

    @property
    def follows(self) -> bool:
        """Whether nothing but a word that joins stands between the figure before it and this one."""
        return self.before is not None and len(self.gap) < _SHORT and _FOLLOWS.fullmatch(self.gap) is not None


def _without_among(gap: str, before: Meaning | None, words: Vocabulary) -> str:
    """The gap behind what names those among whom a figure stands: 参训的300人中,农民… ."""
    if before is None:
        return gap
    if taken := words.among.match(gap):
        return gap[taken.end() :]
    among = items.among_at(gap, words)
    return gap[among + 1 :] if among < len(items.first_clause(gap)) else gap


def _clause_of(gap: str, stretch: str) -> str:
    """The last clause of a gap; with `stretch`, the whole sentence up to the figure, that around a closed bracket."""
    clause = items.joined(items.last_clause(gap))
    if not gap.startswith(")"):
        return clause
    whole = items.joined(items.last_clause(items.without_brackets(stretch)))
    return clause if _FIGURE.search(whole) else whole


def _meaning(place: _Place) -> tuple[str, int | None, Basis | None, Role, Direction | None]:
    """Item, period, basis, role and direction of a figure, with what its sentence has said kept in `place.said`."""
    gap, said, words = place.gap, place.said, place.words
    role, direction = _role(place)
    period = roles.year_of(gap.partition("占")[0] if role == "share" else gap, place.year)
    basis = roles.basis_of(gap, words) if role in ("level", "per_unit") else None
    if place.figure.kind != "amount" and basis in ("actual", "budget"):
        basis = None
    if role != "share" and basis != "prior":
        # 上年度(2018年)为5万元; 支出6万元: what is compared with dates nothing behind it
        said.period = period or said.period
    if basis in ("actual", "budget") and not place.clause.startswith(("占", "为", "比", "较")):
        said.basis = basis
    item = _one_of_several(place, role) or _as_before(place)
    if not item and role in _CHANGING:
        item = _item_of_change(place, role)
    elif not item:
        compared = said.item or (place.paragraph.item if place.figure.kind == "amount" else "")
        stated = _behind_comparison(place) if compared else None
        if stated is not None:
            return compared, roles.year_of(stated, place.year), roles.basis_of(stated, words), role, direction
        item = _item_of_level(place, role)
    return item or said.item or place.paragraph.item, period, basis, role, direction


def _role(place: _Place) -> tuple[Role, Direction | None]:
    """What a figure is in its sentence, by its own words, else as the figure that it follows in a list."""
    figure, before, gap = place.figure, place.before, place.gap
    lasts = figure.kind == "duration"
    role, direction = roles.role_of(place.clause or ("" if lasts else gap), place.right, figure, place.words)
    if before is None:
        return role, direction
    carries = before.role != "level" and (figure.kind in _RATES) == before.rated and place.follows
    if carries and not lasts and not place.right.startswith(("为", "是")):
        role, direction = before.role, before.direction
    if role == "level" and before.role == "share" and figure.kind == "percentage" and _LISTED.match(gap):
        role = "share"
    return role, direction


def _one_of_several(place: _Place, role: Role) -> str:
    """The next of the names that 分别 spreads over a row of figures; "" where none is left for this one."""
    gap, said = place.gap, place.said
    respective = "分别" in gap
    if respective:
        names = items.distributed(items.last_clause(gap[: gap.rfind("分别")]) + "分别", place.words)
        said.spread, said.used = names or said.spread, 0
    elif role == "share" and place.clause.startswith("占") and said.used == len(said.spread):
        said.used = 0
    if said.used < len(said.spread) and (respective or not said.used or place.follows or _JOINS.fullmatch(gap)):
        said.used += 1
        return said.spread[said.used - 1]
    if not (role == "level" and place.figure.kind == "percentage"):
        said.spread = []
    return ""


def _as_before(place: _Place) -> str:
    """The item of the figure before, where the words between say no more than what is given, or where it moved to."""
    figure, before, gap, said = place.figure, place.before, place.gap, place.said
    if before is None:
        return ""
    if before.role == "per_unit" and said.item and place.words.giving.fullmatch(gap.strip()):
        given = items.given_after(place.right, place.words) if figure.kind == "amount" else ""
        return given or said.item
    if _UPON.fullmatch(gap) or (before.unit == figure.unit and (_MOVED.fullmatch(gap) or _BY.fullmatch(gap))):
        said.item = before.item or said.item
        return said.item or place.paragraph.item
    return ""


def _item_of_change(place: _Place, role: Role) -> str:
    """What a change, a rate or a share is of: what its clause names beside the words for it, else what was said."""
    clause, before, said, words = place.clause, place.before, place.said, place.words
    rest = items.without_share(clause) if role == "share" else items.without_change(clause, words)
    item = words.scope.sub("", items.named_before(rest, words))
    if rest != clause and items.is_average(item):
        item = items.named_before(clause, words)
    if len(item) == 1 and item in _NOUN_ENDS and clause.endswith(item):
        item = clause[-_NOUN:]
    if len(item) > 1 and item not in words.generic and not words.manner.search(item):
        return item
    alone = _unchanged(place.gap, words) if role != "share" else ""
    kept = before.item if before is not None and before.role != "level" else ""
    return alone or (said.item or kept if role == "share" else kept or said.item)


def _item_of_level(place: _Place, role: Role) -> str:
    """What a level is of: the noun behind it, or what its clause names, or what was said where that says little."""
    figure, gap, clause, right = place.figure, place.gap, place.clause, place.right
    said, words = place.said, place.words
    noun = items.named_after(right, figure, words)
    item = noun if len(noun) > 1 else items.named_before(clause, words) or noun
    told = figure.kind == "amount" and role == "level" and figure.bound in ("exact", "about", "over")
    if told and not words.money.search(item):
        item = items.given_after(right, words, anything=words.bestowing.fullmatch(item) is not None) or item
    if figure.unit in said.stock and words.closing.fullmatch(clause.strip()):
        item = said.stock[figure.unit]
    elif item in words.generic and said.item and not clause.startswith("、"):
        item = said.item
    elif item and (words.basis_back.fullmatch(item[::-1]) or words.changed(item)):
        item = said.item or place.paragraph.item or item
    said.open(clause, figure.unit, words)
    if len(item) < 2 and gap:
        item = _earlier(items.without_brackets(gap), words) or (noun if noun in words.short else "")
    if said.item and right.startswith("的") and items.is_base(clause):
        return items.without_verb_of_share(item)
    if role == "per_unit" and _EACH.fullmatch(item):
        given = items.what_is_given(_earlier(gap, words), words)
        said.item = given if words.money.search(given) else said.item
    elif item:
        said.item = items.priced(item) if role == "per_unit" else item
    return item


def _behind_comparison(place: _Place) -> str | None:
    """What stands behind the word of comparison that a clause begins with (比年初预算): when and by which count.

    Or between the two words of one, where a figure stands there: 与2022年9万元相比.
    """
    bare, words = place.clause.strip(), place.words
    if bare.startswith(_WITH) and _COMPARED.match(place.right):
        dated = roles.year_of(bare[1:], place.year) or roles.basis_of(bare[1:], words)
        return bare[1:] if dated else None
    opened = words.compare.match(bare) if bare[:1] in words.compare_starts else None
    return bare[opened.end() :] if opened is not None and opened[1] else None


def _unchanged(gap: str, words: Vocabulary) -> str:
    """What the nearest clause of `gap`, which holds no figure, says has not changed: 培训费与预算持平，比上年增加."""
    for clause in reversed(gap.replace(";", ",").split(",")[:-1]):
        compared = words.compared(clause)
        if compared is not None and words.steady_back.match(clause.rstrip()[::-1]):
            name = items.named_before(items.joined(clause[: compared.start()]), words)
            if len(name) > 1:
                return name
    return ""


def _earlier(gap: str, words: Vocabulary) -> str:
    """The name in the nearest earlier clause of `gap` that has one."""
    rest = gap
    for _ in range(3):
        cut = max(rest.rfind(sign) for sign in ",:;(")
        if cut < 0:
            return ""
        rest = rest[:cut]
        name = items.named_before(items.last_clause(rest), words)
        if len(name) > 1 and not words.giving.fullmatch(name):
            return name
    return ""


class _Titles:
    """Period and basis that section titles name, for the figures below them."""

    def __init__(self, analysis: Analysis, words: Vocabulary, year: int | None) -> None:
        self.sections = sorted(analysis.sections, key=lambda section: section.start)
        self.starts = [section.start for section in self.sections]
        self.by_id = {section.id: section for section in self.sections}
        self.plain, self.words, self.year = analysis.plain, words, year
        self.kept: dict[str, tuple[int | None, Basis | None]] = {}
        self.last: tuple[int, int, tuple[int | None, Basis | None]] = (0, 0, (None, None))

    def said(self, offset: int) -> tuple[int | None, Basis | None]:
        """The period and the basis that the innermost titles naming one name."""
        start, end, said = self.last
        if not start <= offset < end:
            at = bisect_right(self.starts, offset)
            section = self._holding(offset, at - 1)
            said = self._said(section)
            following = self.starts[at] if at < len(self.starts) else len(self.plain)
            self.last = offset, following if section is None else min(section.end, following), said
        return said

    def _holding(self, offset: int, at: int) -> Section | None:
        section = self.sections[at] if at >= 0 else None
        while section is not None and offset >= section.end:
            section = self.by_id.get(section.parent or "")
        return section

    def _said(self, section: Section | None) -> tuple[int | None, Basis | None]:
        if section is None:
            return None, None
        if section.id not in self.kept:
            title = self.plain[section.title_start : section.title_end]
            above = self._said(self.by_id.get(section.parent or ""))
            if len(title) > 40:
                self.kept[section.id] = above
            else:
                own = roles.year_of(title, self.year), roles.basis_of(title, self.words)
                self.kept[section.id] = own[0] or above[0], own[1] or above[1]
        return self.kept[section.id]
