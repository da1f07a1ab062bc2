"""Figures that come out of larger ones without the word 其中: those who passed, what was put right, posts filled."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.model import Relation
from reportminer.relate.base import COUNTED, SERVICES, draft
from reportminer.relate.clauses import Mention, View
from reportminer.relate.cues import trie
from reportminer.relate.evidence.closing import high, low
from reportminer.relate.keys import any_of, phrase, says_at_end
from reportminer.relate.lists.listing import Listing
from reportminer.relate.parts.nested import before_them, same_parts, taken

_NEAR = 10
_SPAN = 60
_REACH = 120
_LABEL = 40
_BARE = 2
_CLOSE = 4
_BACK = 10
_STAGED = COUNTED | {"amount", "measure"}
_STAGE = "stage."
_NOT = ("未", "没", "没有", "不")
_KEPT, _FAR = "_kept", "_far"
"""families whose later stages may count what the first did not, and such as stand far apart, each with its list"""
_OWN = ("case_kept", "rectify", "check")
"""families whose later stages name no subject of their own: 收到90件，受理86件, but not 监察大队受理86件"""
_PEOPLE, _POST = "人", "个"
_OF_POSTS = (_PEOPLE, _POST, "辆")
_DEBT = "debt"
_SAMPLE = "sample"
_OF_THOSE = re.compile(r".{3,}的有?\Z")
_TAKES = re.compile(r",?(?:[^,;。:、\d()\n]{2,12}占了?|(有)[^,;。:、\d()\n]{2,10}的)\Z")
"""what takes up some of those told before it, or names those of them that have something"""
_WITHIN = re.compile(r"[^,;。:、\d()\n]{0,12}?中(?![学央心小型等级高国医共外华])")
_HAVING, _STATE = re.compile(r"([^,;。:、\d()\n]{2,8}?)(?:中|里)?有"), re.compile("[未没只已还不尚仍][^余]")
"""what has some of its own in a state, and the state: not what has things of another name"""
_UNDONE = re.compile(r"[未没][^,;。:、\d()\n]{1,4}\Z")
"""what a stage has not reached, of which nothing comes out: 收回304份、未收回16份，满意291份"""
_ITS = re.compile(r"其(?![中他它余次])")


class _Words(Struct, frozen=True):
    """The words of stages as one pattern, and the families and stages of each word."""

    pattern: re.Pattern[str]
    stages: dict[str, list[tuple[str, int]]]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    stages: dict[str, list[tuple[str, int]]] = {}
    for entry in sorted(lexicon.words, key=lambda entry: entry.use):
        if entry.use.startswith(_STAGE):
            _, family, rank = entry.use.split(".")
            for word in entry.words:
                stages.setdefault(word, []).append((family, int(rank)))
    return _Words(re.compile(trie(stages) or "(?!)"), stages)


def find_subsets(view: View, listings: Sequence[Listing]) -> Iterator[Relation]:
    """Part and whole of neighbouring figures by what the words before them say, lists that a cue opens left out."""
    joined = {(part.index, listing.whole.index) for listing in listings for part in listing.parts}
    joined |= {(whole, part) for part, whole in joined}
    wholes = {listing.whole.index for listing in listings if len(listing.parts) > 1}
    pairs = [
        *_gained(view),
        *_staged(view, wholes),
        *_posts(view, {part.index: listing.whole for listing in listings for part in listing.parts}),
        *_within(view),
        *_among(view),
        *_taking(view),
    ]
    pairs += taken(view)
    pairs += same_parts(pairs, listings, view.lexicon)
    listed = [(part, listing.whole) for listing in listings for part in listing.parts]
    pairs += before_them(view, [*pairs, *listed])
    for part, whole in pairs:
        if (part.index, whole.index) not in joined:
            joined.add((part.index, whole.index))
            yield draft("part_of", [part], [whole], strength="implied")


_Pair = tuple[Mention, Mention]


def _gained(view: View) -> Iterator[_Pair]:
    """Neighbouring headcounts of one sentence where some take part and some of them gain something."""
    pool: Mention | None = None
    if not view.meanings.issuperset(("subset.pool", "subset.outcome")):
        return
    for mention in view.mentions:
        if mention.kind not in ("headcount", "count") or mention.role != "level":
            continue
        if pool is not None and (pool.sentence != mention.sentence or mention.start - pool.end > _SPAN):
            pool = None
        if (
            pool is not None
            and pool.basis != "budget"
            and mention.kind == "headcount"
            and mention.unit in (pool.unit, "人")
            and pool.unit != SERVICES
            and ";" not in view.text[pool.end : mention.start]
            and high(mention) <= low(pool)
            and mention.mark("sum.parts", "sum.after") is None
            and _beside(view, mention, "subset.outcome")
        ):
            yield mention, pool
        elif (mention.unit == "人" or _PEOPLE in mention.item) and _beside(view, mention, "subset.pool"):
            pool = mention


def _beside(view: View, mention: Mention, meaning: str) -> bool:
    """Whether a cue of this meaning stands in the figure's clause before it, or shortly after it."""
    if mention.mark(meaning) is not None:
        return True
    end = mention.end + _NEAR
    comma = view.text.find(",", mention.end, end)
    return any(mark.meaning == meaning for mark in view.marks_between(mention.end, comma if comma >= 0 else end))


def _label(view: View, mention: Mention) -> str:
    """The words before a figure that name it: those of its clause, up to the figure before.

    The second measure of two side by side (受灾8万户26万人) has those of the first.
    """
    while mention.index and mention.lead == mention.start and view.mentions[mention.index - 1].end == mention.start:
        mention = view.mentions[mention.index - 1]
    return view.text[max(mention.words_start, mention.start - _LABEL) : mention.start]


def _staged(view: View, wholes: Container[int]) -> Iterator[_Pair]:
    """Later stages of one matter against the nearest earlier one: sent, returned, satisfied."""
    words = _words(view.lexicon)
    last: dict[str, list[tuple[int, Mention]]] = {}
    for mention in view.mentions:
        if mention.role not in ("level", "base") or mention.kind not in _STAGED or mention.basis == "prior":
            continue
        label = _label(view, mention)
        if _SAMPLE not in last and words.pattern.search(label) is None:
            continue
        found = set(_stages(label, words))
        those = _OF_THOSE.match(label) is not None and mention.mark("sum.parts") is None
        if _SAMPLE in last and those and not any(family == _SAMPLE for family, _ in found):
            found.add((_SAMPLE, 1))
        for family in sorted({family for family, _ in found}):
            rank = max(each for name, each in found if name == family)
            earlier = last.setdefault(family, [])
            whole = _earlier(mention, rank, _of_its_kind(view, label, earlier, words, family), family)
            if whole is not None and family.endswith(_FAR) and not (mention.index in wholes and whole.index in wholes):
                whole = None
            if whole is not None and family != _DEBT and _has_own_whole(view, mention, whole):
                whole = None
            if whole is not None and (high(mention) <= low(whole) or not family.endswith(_KEPT)):
                yield mention, whole
            elif rank == 0 and family == _DEBT:
                yield from (
                    (each, mention) for before, each in earlier[-1:] if before and each.sentence == mention.sentence
                )
            if not _UNDONE.search(label):
                earlier.append((rank, mention))


def _has_own_whole(view: View, part: Mention, whole: Mention) -> bool:
    """Whether a part has one that it fits in right before it behind a semicolon, or in its sentence where it is larger.

    应受理73件，受理73件；应答复66件，答复65件
    """
    before = view.mentions[whole.index + 1 : part.index]
    beside = before[-1:]
    if beside and beside[0].lead <= (stop := view.text.rfind(";", whole.end, part.start)) and _likes(beside[0], part):
        return stop < beside[0].start
    if whole.sentence == part.sentence or part.value <= whole.value:
        return False
    return any(each.sentence == part.sentence and _likes(each, part) for each in before)


def _likes(whole: Mention, part: Mention) -> bool:
    """Whether a figure is large enough to be what a part of its unit lies in."""
    return whole.unit == part.unit and whole.value >= part.value and whole.role in ("level", "base")


def _of_its_kind(
    view: View, label: str, earlier: Sequence[tuple[int, Mention]], words: _Words, family: str
) -> Sequence[tuple[int, Mention]]:
    """Of limits of debt those of the same kind (专项债务余额: 专项债务限额), else the first, which is the whole."""
    if family != _DEBT or len(earlier) < 2:
        return earlier
    kind = _kind_before(label, words)
    same = [each for each in earlier if _kind_before(_label(view, each[1]), words) == kind]
    limits = [each for each in earlier if not each[0] and each[1].paragraph == earlier[-1][1].paragraph]
    return same if any(not rank for rank, _ in same) else limits[:1]


def _kind_before(label: str, words: _Words) -> str:
    """The two characters before the last word of a stage: what kind of thing it is a stage of."""
    starts = [match.start() for match in words.pattern.finditer(label)]
    return label[max(0, starts[-1] - 2) : starts[-1]] if starts else ""


def _stages(label: str, words: _Words) -> Iterator[tuple[str, int]]:
    """The families and stages that a label speaks of; what is not at a stage (未收回) is left out."""
    for match in words.pattern.finditer(label):
        if label[: match.start()].endswith(_NOT):
            continue
        for family, rank in words.stages[match[0]]:
            if not rank or family not in _OWN or match.start() <= _BARE:
                yield family, rank


def _earlier(mention: Mention, rank: int, earlier: Sequence[tuple[int, Mention]], family: str) -> Mention | None:
    """The nearest figure of an earlier stage that this one can be a part of."""
    for before, whole in reversed(earlier[-_BACK:]):
        near = whole.paragraph == mention.paragraph and mention.start - whole.end <= _REACH
        if not (near or family.endswith(_FAR)):
            return None
        if before < rank and whole.unit == mention.unit and whole.kind == mention.kind:
            return whole
    return None


def _posts(view: View, totals: Mapping[int, Mention]) -> Iterator[_Pair]:
    """Posts filled against posts established, each kind of post with its own.

    totals  by the place of each part of a list, its total: 编制9名，其中干部8名、工勤1名，实有9人 are held to all 9
    """
    established, filled, beyond, kinds, exceeded = (
        any_of(f"posts_{each}", view.lexicon) for each in ("fixed", "filled", "beyond", "kind", "exceeded")
    )
    fixed: list[tuple[str, Mention]] = []
    filling = -1
    for mention in view.mentions:
        if mention.kind not in COUNTED or mention.role != "level" or mention.unit not in _OF_POSTS:
            continue
        label = _label(view, mention)
        if mention.unit == _POST and not established.search(label[-_CLOSE:]):
            continue
        if beyond.search(label) or mention.basis == "prior":
            continue
        kind = next(reversed(kinds.findall(label)), "")
        beside = says_at_end(label, "posts_actual", view.lexicon)
        told = beside or filled.search(label) is not None
        if established.search(label) and (not told or says_at_end(label, "posts_fixed", view.lexicon)):
            holders = view.mentions[mention.index - 1] if mention.index else mention
            if mention.lead >= holders.end and view.text[holders.end : mention.start].strip() == f"({label}":
                # 公务员46人(编制50名): the posts of those right before the bracket
                yield holders, mention
                continue
            if fixed and mention.paragraph - fixed[-1][1].paragraph > 1:
                fixed.clear()
            fixed.append((kind, mention))
            filling = -1
            continue
        if told:
            filling = mention.sentence
        elif not kind or mention.sentence != filling:
            continue
        near = [each for each in fixed if mention.paragraph - each[1].paragraph <= 1 and _may_fill(mention, each[1])]
        same = [each for name, each in near if name == kind]
        if not same and not kind and (len(near) == 1 or (beside and near and near[-1][1].index == mention.index - 1)):
            same = [near[-1][1]]
        if same:
            whole = totals.get(same[-1].index) if not kind else None
            whole = whole if whole is not None and any(whole is each for _, each in near) else same[-1]
            # 编制68名，实有71人，超编3人: more than there are posts, and said to be
            if mention.value <= whole.value or not exceeded.search(view.text, mention.end, mention.end + _NEAR):
                yield mention, whole


def _may_fill(holder: Mention, post: Mention) -> bool:
    """Whether two counts are of posts and those who hold them: 编制66个, 在职60人; none of people and cars."""
    return post.unit == holder.unit or (post.unit == _POST and holder.unit == _PEOPLE)


def _among(view: View) -> Iterator[_Pair]:
    """救助23名，每名1万元，对象中老人9户: a clause that begins with those among whom, averages between left out."""
    among_them = phrase("[一-鿿]{0,3}{among_them}", view.lexicon)
    for part in view.mentions:
        if part.clause < part.lead or part.role != "level" or part.kind not in COUNTED or part.index < _BARE:
            continue
        among = among_them.match(view.text, part.clause, part.start)
        if among is None or says_at_end(among[0], "not_within", view.lexicon):
            continue
        whole = view.mentions[part.index - 1]
        while whole.index and whole.role == "per" and whole.sentence == part.sentence:
            whole = view.mentions[whole.index - 1]
        averaged = whole.index < part.index - 1 and whole.sentence == part.sentence and whole.role == "level"
        if averaged and whole.kind in COUNTED and part.value <= whole.value:
            yield part, whole


def _taking(view: View) -> Iterator[_Pair]:
    """改造食堂16家，共376万元，村小占了11家; 查了426户，有隐患的157户: of the nearest like figure of the sentence."""
    for part in view.mentions:
        if part.kind not in COUNTED or part.role != "level" or part.clause < part.lead:
            continue
        beside = _TAKES.match(view.text, part.clause, part.start)
        if beside is None:
            continue
        for whole in reversed(view.mentions[max(0, part.index - _CLOSE) : part.index]):
            if whole.sentence != part.sentence or (beside[1] and whole.index < part.index - 1):
                break
            if whole.unit == part.unit and whole.role == "level" and whole.group == part.group:
                if whole.value > part.value and whole.kind == part.kind:
                    yield part, whole
                break


def _within(view: View) -> Iterator[_Pair]:
    """14个所中，5个…; 64所，其…的17所; 54个站点有13个未达标: the words join the two figures."""
    for whole, part in zip(view.mentions, view.mentions[1:], strict=False):
        if (
            whole.sentence != part.sentence
            or whole.unit != part.unit
            or whole.kind not in COUNTED
            or whole.kind != part.kind
            or not whole.role == part.role == "level"
            or part.start - whole.end > _SPAN
        ):
            continue
        among = _WITHIN.match(view.text, whole.end, part.start)
        taken = among is not None and not says_at_end(among[0], "not_within", view.lexicon)
        its = part.clause > whole.end and _ITS.match(view.text, part.clause) is not None
        having = part.value < whole.value and _HAVING.fullmatch(view.text, whole.end, part.start)
        had = having and (_STATE.match(view.text, part.end) or view.text.startswith(having[1], part.end))
        if taken or had or (its and part.value <= whole.value):
            yield part, whole
