"""What each figure is about: its key and stem, the basis and year that it has from its own words or from its list."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.relate.base import COUNTED
from reportminer.relate.clauses import Mention, View
from reportminer.relate.keys import any_of, is_generic, is_total, key_of, says, stem_of
from reportminer.relate.lists.listing import Listing
from reportminer.relate.lists.points import FULL_MARKS

_ITEM = "项)"
_YEAR = re.compile(r"\d{4}年")
_AFTER = re.compile(r"[一-鿿]{4,16}(?=[,;。、(\d])")
_COUNTED = re.compile(r"(?:(?![中的均已全都进实，])[一-鿿]){2,8}")
_TELLING = 4
_APART = 6
"""characters between points and what was scored of them"""
_WORDS = re.compile(r"[一-鿿]+\Z")
_TITLE_TAIL = re.compile(
    r"(?:决算|预算|执行|安排|使用)*(?:支出|收入)?(?:决算|预算|执行|安排|使用)*(?:总体|具体)?(?:情况)?(?:说明)?\Z"
)


BOTH_SIDES, SCORE = "收支总计", "得分"
"""keys of a total of income and expenditure in one, and of a total score, however they are worded"""
_OTHER_SCORE, _OWN = "他评总得分", "自评"


class Topic(Struct, frozen=True, gc=False):
    """What a figure is about.

    vague  the figure's own words say no more than 支出决算; the key is that of its sentence or line
    whole  it stands for a total: 合计, 收支总计, a total score
    dated  its own words name a year; prior: they name the year before
    home   the total that it is a part of, None for none
    noun   of a count, what stands right behind it: 问题 of 35项问题中
    full   of a count, the words before and behind it as one name: 惠及村庄 of 惠及12个村庄; "" for none
    twice  the figure beside it in its sentence has the same value: 应发32人，实发32人
    """

    key: str
    stem: str
    basis: str
    vague: bool
    whole: bool
    dated: bool
    prior: bool
    home: Mention | None
    noun: str
    full: str
    twice: bool


def topics_of(
    view: View,
    levels: Sequence[Mention],
    listings: Sequence[Listing],
    titles: Mapping[str | None, str],
) -> dict[int, Topic]:
    """The topic of each figure, by its index."""
    wholes = {part.index: listing.whole for listing in reversed(listings) for part in listing.parts}
    found: dict[int, Topic] = {}
    about, sentence = "", -1
    twice = _told_twice(view)
    for mention in levels:
        key = key_of(mention.item, view.lexicon)
        generic = is_generic(key, view.lexicon)
        if mention.sentence != sentence:
            sentence = mention.sentence
            about = _heading(view, mention)
        heads = view.text.endswith(_ITEM, 0, mention.start)
        vague = generic and mention.mark("basis.actual", "basis.budget") is not None
        if about and (heads or vague):
            key = about
        elif vague and mention.lead < mention.clause:
            key = _own_words(view, mention, key)
        elif not generic and mention.mark("sum.parts") is None:
            about = key
        own = view.words_of(mention)
        total = mention.mark("sum.after") if mention.marks else None
        whole = is_total(key, view.lexicon) or (total is not None and total.start >= mention.clause)
        above = mention.mark("above.all") if total is not None else None
        if above is not None and total is not None:
            key = view.text[above.end : total.start].strip() or key
        elif whole and is_total(key_of(own, view.lexicon), view.lexicon):
            key = _titled(titles.get(mention.section, ""), view.lexicon) or key
        if mention.kind == "score" and _is_whole_score(mention.item, view.lexicon) and not _is_of_points(view, mention):
            key, whole = (_OTHER_SCORE if _is_by_others(view, mention) else SCORE), True
        elif "总" in own and "收" in own and says(own, "grand_total", view.lexicon):
            key, whole = BOTH_SIDES, True
        found[mention.index] = _topic(view, mention, key, vague, whole, wholes, twice)
    return found


def _is_by_others(view: View, mention: Mention) -> bool:
    """Whether others gave a score in a report that tells its own besides: 第三方评价得分90分."""
    start = view.sentences[mention.sentence]
    by_others = any_of("scored_by_others", view.lexicon).search(view.text, start, mention.start) is not None
    return by_others and _OWN in view.text and _OWN not in mention.item


def _is_whole_score(item: str, lexicon: Lexicon) -> bool:
    """Whether a score is that of all criteria together: 综合得分95分, 绩效自评为95分."""
    alone = any_of("whole_score_alone", lexicon).fullmatch(item.rstrip("为是"))
    return alone is not None or says(item, "whole_score", lexicon)


def _is_of_points(view: View, mention: Mention) -> bool:
    """Whether the points of one criterion stand right before its score: 过程指标30分，自评29分."""
    points = view.mentions[mention.index - 1] if mention.index else mention
    beside = points.kind == "score" and 0 <= mention.start - points.end <= _APART
    return beside and mention.value <= points.value < FULL_MARKS


def _topic(
    view: View,
    mention: Mention,
    key: str,
    vague: bool,
    whole: bool,
    wholes: Mapping[int, Mention],
    twice: Container[int],
) -> Topic:
    words = view.words_of(mention)
    home, basis = wholes.get(mention.index), mention.basis
    stem = stem_of(key, view.lexicon)
    if mention.kind == "amount" and is_generic(key, view.lexicon):
        after = _AFTER.match(view.text, mention.end)
        purpose = stem_of(after[0], view.lexicon) if after is not None else ""
        stem = purpose if len(purpose) >= _TELLING else stem
    dated = _YEAR.search(words) is not None
    noun = _COUNTED.match(view.text, mention.end) if mention.kind in COUNTED else None
    named = noun[0] if noun is not None else ""
    led = _WORDS.search(words) if mention.kind in COUNTED else None
    full = (led[0] if led is not None else "") + named
    return Topic(
        key, stem, basis, vague, whole, dated, mention.basis == "prior", home, named, full, mention.index in twice
    )


def _told_twice(view: View) -> set[int]:
    """The places of figures that have the value of the one beside them in their sentence."""
    return {
        place
        for one, other in pairwise(view.mentions)
        if one.sentence == other.sentence and one.value == other.value
        for place in (one.index, other.index)
    }


def _own_words(view: View, mention: Mention, key: str) -> str:
    """The key of the words right before a figure, where they name it better than what stands further off."""
    words = _WORDS.search(view.text, mention.clause, mention.start)
    return key_of(words[0], view.lexicon) or key if words is not None else key


def _titled(title: str, lexicon: Lexicon) -> str:
    """The key of what a section is about, from its own title: 三公经费支出决算情况说明 gives 三公经费."""
    for own in reversed(title.split()):
        key = key_of(_TITLE_TAIL.sub("", own), lexicon)
        if not is_generic(key, lexicon):
            return key
    return ""


def _heading(view: View, mention: Mention) -> str:
    """The item that a labelled line names before its first full stop: 1.行政运行（项）。年初预算为5万元."""
    start = view.paragraph_start(mention.start)
    if not view.labelled(start):
        return ""
    head = view.text.find(_ITEM, start, mention.start)
    if head >= 0:
        return key_of(view.text[view.after_label(start) : head + len(_ITEM)], view.lexicon)
    if view.text.find("。", start, mention.start) < 0:
        return ""
    return key_of(view.text[view.after_label(start) : view.text.find("。", start)], view.lexicon)
