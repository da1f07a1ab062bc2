"""The edges of a list: the total or the change that it divides, and what is no part of it: carried over, paid since."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reportminer.relate.base import alike, joined
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import chance
from reportminer.relate.evidence.closing import closes, exceeds, high, low, significant
from reportminer.relate.evidence.growth import is_base
from reportminer.relate.keys import any_of, grams, phrase
from reportminer.relate.lists.bare_totals import is_bare_total
from reportminer.relate.lists.reading import OPENERS

_PAIR = 2
_LOOK_BACK = 24
_RUN = 3
_TOTAL = "总"
_SPENT = "支"
_YEAR = "年"
_OVER = frozenset("转余")
_POSTS = "编"
_PAID = "已[^,、]{0,2}{paid.word}"
_BARELY_SPENT = "[ ,]*(?:{item_time})?(?:实际|累计|总|共|已)*{paid.whole}(?:数|资金|金额|总额)*(?:共计?|[为达])?"
_RUN_IN = re.compile(r"[^,、;:。\d()和及与]+")
"""what joins a figure to one of its own, and not to the next member of its list: 30万元支出5万元"""


def change_before(view: View, parts: Sequence[Mention]) -> Mention | None:
    """The change right before a list that its parts make up: 审减6万元，其中甲2万元、乙4万元; its rate may follow."""
    if len(parts) < _PAIR or not parts[0].index:
        return None
    before = view.mentions[parts[0].index - 1]
    if before.role == "rate" and before.index:
        before = view.mentions[before.index - 1]
    beside = before.role == "change" and before.group == parts[0].group and before.sentence == parts[0].sentence
    return before if beside and alike(before, parts[0]) and closes(before, parts) else None


def without_carried(view: View, whole: Mention, parts: Sequence[Mention]) -> list[Mention]:
    """The parts but for a last one that goes over to the next year, unless the total counts up all there was.

    本年支出合计8万元，其中：甲5万元；乙3万元；年末结转1万元.
    """
    last = parts[-1]
    words = set(view.words_of(last))
    carried = _YEAR in words and bool(words & _OVER) and ";" in view.text[last.lead : last.start]
    return list(parts[:-1] if carried and len(parts) > 1 and _TOTAL not in view.words_of(whole) else parts)


def without_left(view: View, candidates: Sequence[Mention], parts: list[Mention]) -> list[Mention]:
    """The parts of what was spent but for a last one that is left of all there was.

    支出8万元，其中甲5万元，乙3万元，结余2万元.
    """
    if not candidates or len(parts) < _PAIR or parts[-1].mark("saving.left") is None:
        return parts
    spent = _SPENT in view.words_of(candidates[0]) and closes(candidates[0], parts[:-1])
    return parts[:-1] if spent else parts


def without_posts(candidates: list[Mention], parts: Sequence[Mention]) -> list[Mention]:
    """The totals but for posts further up than those who hold them: 编制22人，在职21人，其中馆员4人…."""
    if any(_POSTS in each.item for each in (*candidates[:1], *parts)):
        return candidates
    return [each for each in candidates if _POSTS not in each.item]


def without_holders(view: View, candidates: Sequence[Mention], parts: list[Mention]) -> list[Mention]:
    """The posts of a list up to those who hold them: 编制96名，其中行政编制42名、事业编制54名，年末在职91人."""
    if not candidates or not (_POSTS in candidates[0].item or _POSTS in view.words_of(candidates[0])):
        return parts
    held = [any_of("posts_filled", view.lexicon).search(view.words_of(part)) is not None for part in parts]
    return parts[: held.index(True)] if True in held[1:] and not held[0] else parts


def without_retired(view: View, candidates: Sequence[Mention], parts: list[Mention]) -> list[Mention]:
    """Those who serve, without the retired whom the list goes on with: 在职62人，其中馆员40人，工人22人，退休28人."""
    if not candidates or parts[0].kind != "headcount":
        return parts
    retired = [any_of("staff.retired", view.lexicon).search(view.words_of(part)) is not None for part in parts]
    if retired[0] or True not in retired:
        return parts
    cut = parts[: retired.index(True)]
    serving = any_of("staff.serving", view.lexicon).search(view.words_of(candidates[0])) is not None
    return cut if serving or (len(cut) > 1 and any(closes(each, cut) for each in candidates)) else parts


def without_paid(view: View, whole: Mention, parts: Sequence[Mention]) -> list[Mention]:
    """The parts but for what has been paid of the whole: 资金107万元，其中管理费1万元，目前资金已拨付106万元.

    What was spent of it, with no name of its own, ends its list: 预算107万元，其中拨款100万元，自筹7万元，支出98万元.
    """
    if parts[0].kind != "amount" or any_of("paid.stage", view.lexicon).search(view.words_of(parts[0])):
        return list(parts)
    bare = phrase(_BARELY_SPENT, view.lexicon)
    spent = [bare.fullmatch(view.words_of(part)) is not None for part in parts]
    in_one = ";" not in view.text[parts[0].start : parts[-1].start]
    if True in spent[1:] and not spent[0] and in_one and _SPENT not in view.words_of(whole):
        parts = parts[: spent.index(True)]
    return [part for part in parts if not phrase(_PAID, view.lexicon).search(view.words_of(part))]


def home_of(view: View, candidates: Sequence[Mention], parts: Sequence[Mention]) -> Mention:
    """The total meant: the nearest figure, unless that closes a run of parts itself and is too small.

    务工152户、分红274户，其中增收的318户: too large for the last, it is of those that make up the figure before them.
    """
    nearest = candidates[0]
    if nearest.mark("saving.left") is not None and exceeds(nearest, [parts[0]]):
        return next((each for each in candidates[1:] if not exceeds(each, [parts[0]])), nearest)
    if not exceeds(nearest, [parts[0]]):
        return nearest
    larger = _larger(view, candidates, parts[0])
    if larger is not None or len(candidates) < _RUN:
        return larger or nearest
    for before, each in pairwise(candidates):
        if not joined(view, each, before):
            return before if before is nearest or exceeds(each, [parts[0]]) else each
    return nearest


def heads_of(view: View, whole: Mention, part: Mention) -> list[Mention]:
    """The run that a part too large for its last figure alone is of: 培训农民1000人、工人270人，其中妇女390人."""
    heads = [whole]
    if not exceeds(whole, [part]):
        return heads
    for before in reversed(view.mentions[max(0, whole.index - _LOOK_BACK) : whole.index]):
        if before.role != "level" or not alike(before, whole) or not joined(view, before, heads[0]):
            break
        heads.insert(0, before)
    # members of a list of their own: the inner 其中 is of the last of them
    return heads if heads[0].mark(*OPENERS) is None else [whole]


def _larger(view: View, candidates: Sequence[Mention], part: Mention) -> Mention | None:
    """The total that a part too large for the nearest figure is plainly of, None where none is.

    That right before it, whatever its basis; that which the figures behind it make (走访52户，城区20户，镇区32户，其中
    困难户40户); that of which the nearest is a later stage, as the part has one of its own (合计90万元，已支出20万元，
    其中甲30万元支出5万元).
    """
    fitting = [each for each in candidates if not exceeds(each, [part])]
    here = [each for each in fitting if each.sentence == part.sentence]
    beside = max(candidates, key=lambda each: each.start)
    if beside in here:
        return beside
    for place, each in enumerate(candidates):
        behind = candidates[:place]
        if each in fitting and len(behind) >= _PAIR and closes(each, behind):
            return each
    own = view.mentions[part.index + 1 : part.index + _PAIR]
    staged = own and alike(own[0], part) and own[0].value <= part.value
    staged = staged and _RUN_IN.fullmatch(view.text, part.end, own[0].start) is not None
    return here[0] if staged and here and here[0] in candidates[1:_PAIR] else None


def whole_after(view: View, members: Sequence[Mention]) -> Mention | None:
    """The total that follows a list which 由…组成 closes: 由甲5万元、乙6万元组成，总计11万元."""
    following = members[-1].index + 1
    if following < len(view.mentions):
        mention = view.mentions[following]
        if mention.sentence == members[-1].sentence and mention.mark("sum.composed") and is_bare_total(view, mention):
            return mention
    return None


def is_beside(view: View, whole: Mention, rest: Mention) -> bool:
    """Whether a figure is what a larger total has beside this one: 编制9名，在岗8人，其中甲5人、乙3人，缺编1名."""
    larger = view.mentions[max(0, whole.index - _LOOK_BACK) : whole.index]
    return any(each.value == whole.value + rest.value and alike(each, whole) for each in larger)


def is_itself(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the one part is the total stated once more: 收、支总计8万元。其中：收入总计8万元."""
    return len(parts) == 1 and parts[0].value == whole.value and parts[0].mark("sum.after") is not None


def is_of_another(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether several parts are each more than the total, and no slip in it explains that."""
    larger = [part for part in parts if low(part) > high(whole)]
    return len(larger) > 1 and chance(whole, parts) is None


def is_of_another_measure(view: View, first: Mention, candidates: Sequence[Mention]) -> bool:
    """Whether no total of its sentence is like the first figure of a list, and another figure stands right before it.

    救助96人。报销8万元，其中1万元以上的有5人: the list is of what was paid, its people are told of nothing further up.
    """
    before = view.mentions[first.index - 1] if first.index else first
    beside = before.sentence == first.sentence and before.group in (first.group, view.parents[first.group])
    return bool(candidates) and candidates[0].sentence != first.sentence and beside


def named_like(view: View, candidates: Sequence[Mention], part: Mention) -> Mention | None:
    """The total that shares most of a part's words: 受理900件，审结700件，其中受理上诉80件，审结60件."""
    own = grams(view.words_of(part))
    shared = [(len(own & grams(view.words_of(each))), each) for each in candidates]
    most = max(count for count, _ in shared)
    found = [each for count, each in shared if count == most]
    return found[0] if len(found) == 1 and found[0].value >= part.value else None


def is_told_again(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the part that is all of the whole is the same item once more: 接待费8万元。1.用车费0。2.接待费8万元."""
    if len([part for part in parts if part.value]) > 1:
        return False
    same = (part.item for part in parts if part.value == whole.value)
    return any(item and (item in whole.item or whole.item in item) for item in same)


def own_parts(view: View, whole: Mention, parts: Sequence[Mention]) -> list[Mention]:
    """The parts up to one that is told of the part before it, or is what came of the whole in the end.

    其中新增7138人，新增中农民工226人; 任务7万亩，其中甲2万亩；实际完成8万亩; 300人，其中党员30人，就业285人，就业率95%
    """
    for place, (one, part) in enumerate(pairwise(parts), start=1):
        name = one.item
        inner = bool(name) and view.words_of(part).lstrip(" ,;、").startswith(name + "中")
        in_all = part.basis == "actual" and not (one.basis or whole.basis) and part.value > whole.value
        if inner or in_all or (exceeds(whole, parts) and _is_rated(view, whole, part)):
            return list(parts[:place])
    return list(parts)


def _is_rated(view: View, whole: Mention, part: Mention) -> bool:
    """Whether a rate by a name of its own right behind a part is its share of the whole: 就业1987人，就业率92.6%."""
    rate = view.mentions[part.index + 1] if part.index + 1 < len(view.mentions) else part
    return rate.role == "ratio" and rate.sentence == part.sentence and is_base(rate, part, whole)


def are_nested(view: View, parts: Sequence[Mention]) -> bool:
    """Whether each part is those above a higher limit than the one before it: 10万元以上的200家，50万元以上的39家."""
    limits = [view.mentions[part.index - 1] for part in parts if part.index]
    if len(parts) < _PAIR or len(limits) < len(parts) or any(each.bound != "at_least" for each in limits):
        return False
    told = (view.text[limit.quantity.end : part.start] in ("", "的") for limit, part in zip(limits, parts, strict=True))
    higher = all(one.value < two.value and one.unit == two.unit for one, two in pairwise(limits))
    return higher and all(told) and all(one.value > two.value for one, two in pairwise(parts))


def is_cut(view: View, whole: Mention, chosen: Sequence[Mention], parts: Sequence[Mention]) -> bool:
    """Whether a list surely ends where it adds up, though figures like its own go on behind a comma.

    接收126.8万元，其中现金85.3万元，物资41.5万元，发放物资38.6万元.
    """
    following = next((each for each in parts if each.start >= chosen[-1].end), None)
    exact = whole.value == sum(each.value for each in chosen)
    fine = whole.kind == "amount" and significant(whole) > _PAIR
    return fine and exact and following is not None and not joined(view, chosen[-1], following)
