"""What a list that does not add up still claims: that its parts are the whole, or lie in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from reportminer.model import Strength
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import exceeds, high, low, significant
from reportminer.relate.evidence.slips import slips, swapped
from reportminer.relate.lists.bare import by_size, crosses, ends, is_bare, leaves_rest, picks
from reportminer.relate.lists.listing import Listing, list_of
from reportminer.relate.lists.points import points_of
from reportminer.relate.lists.reading import is_rest, run_of

_NEAR = Decimal("0.01")
_OVERLAP = Decimal("0.05")
_RUN_OVER = Decimal("0.2")
_BEYOND = Decimal("0.2")
_SHARE_STEP = Decimal("0.06")
_PAIR = 2
_AROUND = " ,;:、"
_FULL = 100
_ZERO = Decimal(0)
_KINDS = Decimal("0.15")
_HALF = Decimal("0.5")
_ODD = Decimal("0.07")
_KIND = "none.kind."
_CLOSED = "none.kind.closed."

_COLUMN_ODDS = Fraction(1, 3)
_MONEY_ODDS, _ANY_ODDS = Fraction(1, 4), Fraction(1)
"""money is listed in part more often than people and things are"""

_ROW = re.compile(",(?:[一二三四五六七八九十]至[一二三四五六七八九十][一-鿿]{1,4})?")
_OF_AGE = re.compile(r"[,、和](?:\d{1,2}周?岁?[至到~—-]?){0,2}[^\d,;:。、]{1,12}")
"""what stands between the members of a run, ages among the names: 36至50岁"""
_COMPRISES = "包"
_INCLUDING = "含"
_PLAIN = ("sum.parts", "sum.include")
LISTS = (*_PLAIN, "sum.mainly", "sum.divided", "sum.colon", "sum.respective")

Kind = Literal["sum", "part_of", "overlap", ""]

Official = Callable[[Mention, Sequence[Mention]], bool]
"""whether official accounts say that a total consists of exactly these parts"""


def claim_of_list(
    view: View, whole: Mention, parts: Sequence[Mention], opener: Mark, official: Official
) -> tuple[Kind, Strength]:
    """What a list that does not close claims; "overlap": each part lies in the whole, and parts share members."""
    mild = opener.meaning in ("sum.respective", "sum.colon", "sum.divided")
    if len(parts) > 1:
        if opener.meaning == "sum.respective" and whole.mark("sum.after") and is_bare(view, whole, parts, opener):
            # 合计50万元，即甲20万元、乙40万元
            return "sum", "stated"
        if _stated_whole(view, whole, parts, opener, official) or _counted_up(view, whole, parts, opener):
            return "sum", "stated"
        if leaves_rest(view, whole, parts):
            return "part_of", "stated"
        gap = whole.value - sum((part.value for part in parts), _ZERO)
        sized = by_size(view, parts)
        far = opener.meaning == "sum.mainly" and gap > _BEYOND * whole.value
        if slips(whole, parts) and not sized and not far:
            beyond = whole.kind == "amount" and exceeds(whole, parts)
            return "sum", "stated" if beyond and not mild else "implied"
        divided = _divided(view, whole, parts)
        if divided:
            return "sum", divided
        # 授予中小企业620万元、小微企业310万元: what names pick out may overlap, be it money
        overlap = crosses(parts) or ((picks(parts) or sized) and exceeds(whole, parts))
        if not overlap and opener.meaning == "sum.parts" and _are_ranks(view, parts):
            return "part_of", "stated"
        size = "overlap" if overlap else _by_size(view, whole, parts)
        if size == "near" and not mild:
            return "sum", "implied"
        if size == "beyond":
            return ("sum" if opener.meaning in _PLAIN else ""), "weak"
        if size == "overlap":
            # only of the first does 其中 say that it lies in the whole, so much that it may be found to be too large
            told = parts[0].bound == "exact" and whole.kind != "score"
            fits = all(low(part) <= high(whole) for part in parts[told:])
            return ("overlap" if fits and opener.meaning in _PLAIN else ""), "stated"
    beyond = exceeds(whole, parts)
    # 联合会5家（包含企业97家）: what things comprise may be of another kind, and more
    comprised = len(parts) == 1 and _COMPRISES in opener.word and whole.kind != "amount"
    if mild or (beyond and (comprised or opener.meaning == "sum.mainly")):
        return "", "stated"
    return "part_of", "stated"


def _are_ranks(view: View, parts: Sequence[Mention]) -> bool:
    """Whether persons are told by ranks of one name, of which nobody has two: 其中正职3人，副职11人."""
    names = [view.words_of(part).strip(_AROUND).removeprefix("其中").strip(_AROUND) for part in parts]
    alike_named = all(len(name) == len(names[0]) > 1 and name[1:] == names[0][1:] for name in names)
    beside = all(one.index + 1 == other.index for one, other in pairwise(parts))
    return alike_named and beside and len(set(names)) == len(names) and parts[0].kind == "headcount"


def is_slipped(view: View, whole: Mention, parts: Sequence[Mention], opener: Mark) -> bool:
    """Whether a list is built as one that divides its total, and one slip explains why it does not add up to it."""
    # 访谈270人次，分别为45人次、90人次和135人次; 学生412人，一至三年级分别为…
    row = opener.meaning == "sum.respective" and _ROW.fullmatch(view.text, whole.end, opener.start) is not None
    row = row and parts[0].row == (0, len(parts))
    if opener.meaning not in LISTS or not (row or is_bare(view, whole, parts, opener)):
        return False
    few = 2 * sum(part.value for part in parts) < whole.value
    if opener.word.endswith(_INCLUDING) and few:
        # 41个(含甲3个、乙1个): what a whole includes need not be half of it
        return False
    # 论文64篇，其中甲刊4篇、乙刊19篇: chance alone makes small figures miss by a digit
    rare = _MONEY_ODDS if whole.kind == "amount" or few else _ANY_ODDS
    return near_miss(whole, parts, rare)


def _stated_whole(view: View, whole: Mention, parts: Sequence[Mention], opener: Mark, official: Official) -> bool:
    """Whether the parts are said to be the whole: 由…组成, 其他 as the last part, shares or points that make 100."""
    if opener.meaning == "sum.closed":
        return True
    if opener.meaning == "sum.divided":
        return is_rest(parts[-1])
    if opener.meaning not in ("sum.parts", "sum.include", "sum.mainly"):
        return False
    if (opener.meaning != "sum.mainly" and is_rest(parts[-1])) or official(whole, parts):
        return True
    if whole.kind == "score" and sum((each.value for each in points_of(view, parts)), _ZERO) == _FULL:
        return True
    shares = [share_of(view, part) for part in parts]
    return shares_whole(shares)


def _counted_up(view: View, whole: Mention, parts: Sequence[Mention], opener: Mark) -> bool:
    """Whether 共 before the whole and a colon lead to a bare list that makes more: 共9人：甲5人、乙2人、丙4人."""
    if opener.meaning != "sum.colon" or len(parts) <= _PAIR or whole.mark("sum.after") is None:
        return False
    return exceeds(whole, parts) and is_bare(view, whole, parts, opener)


def _divided(view: View, whole: Mention, parts: Sequence[Mention]) -> Strength | Literal[""]:
    """Whether counts in one run, which miss the whole by one digit, are kinds that divide it; "" where they are not.

    stated  the names are kinds known to leave nothing out, or kinds of one sort that make more than the whole
    """
    if whole.kind in ("amount", "score") or whole.bound != "exact":
        return ""
    if len(run_of(view, parts)) < len(parts) or any(part.bound != "exact" for part in parts):
        return ""
    gap = whole.value - sum((part.value for part in parts), _ZERO)
    one_digit = gap and len(gap.normalize().as_tuple().digits) == 1
    kind = kind_of(parts)
    if kind and len(parts) > 2 and any(swapped(part, part.value + gap) for part in parts):
        return "stated"
    if kind and gap < 0:
        return "stated"
    closed = kind.startswith(_CLOSED)
    if not one_digit or abs(gap) > (_HALF if closed else _KINDS if kind else _ODD) * whole.value:
        return ""
    if kind:
        return "stated" if closed else "implied"
    # two parts of free names seldom say that nothing else is in the whole
    return "implied" if len(parts) > 2 and gap > 0 else ""


def kind_of(parts: Sequence[Mention]) -> str:
    """The sort of kinds that the parts are named by, each a different one: 行政46人、参公71人; "" for free names."""
    named: dict[str, str] = {}
    for part in parts:
        mark = next((each for each in reversed(part.marks) if each.meaning.startswith(_KIND)), None)
        if mark is None or mark.start < part.clause:
            return ""
        named.setdefault(mark.word, mark.meaning)
    sorts = set(named.values())
    return sorts.pop() if len(sorts) == 1 and len(named) == len(parts) else ""


def shares_whole(shares: Sequence[Mention | None]) -> bool:
    """Whether every part has a share and the shares make 100 %, within what rounding allows."""
    total = sum((share.value for share in shares if share is not None), _ZERO)
    return None not in shares and len(shares) > 1 and abs(total - 100) <= len(shares) * _SHARE_STEP


def makes_shares(parts: Sequence[Mention], shares: Sequence[Mention | None], whole: Mention | None = None) -> bool:
    """Whether the shares, one at most left out, are those of the parts in a whole, or in what they make together."""
    base = whole.value if whole is not None else sum((part.value for part in parts), _ZERO)
    if len(parts) < 2 or None in shares or base <= 0:
        return False
    met = sum(
        abs(100 * part.value / base - share.value) <= _half(share)
        for part, share in zip(parts, shares, strict=True)
        if share is not None and share.value
    )
    return met >= max(1, len(parts) - 1)


def whole_by_shares(view: View, candidates: Sequence[Mention], parts: Sequence[Mention]) -> list[Mention]:
    """The totals that every share beside a part is of, where only some are: 余额52万元，年初48万元，甲类26万元占50%."""
    pairs = [(part, share) for part, share in pairs_of(view, parts) if share.value]
    found = [
        whole
        for whole in candidates
        if pairs
        and all(
            abs(100 * part.value - share.value * whole.value) <= _half(share) * whole.value for part, share in pairs
        )
    ]
    return found if len(found) < len(candidates) else []


def _half(share: Mention) -> Decimal:
    """Half a unit of the last printed digit, and a little for shares cut off instead of rounded."""
    return (share.step or Decimal(1)) * _SHARE_STEP * 10


def share_of(view: View, part: Mention) -> Mention | None:
    """The share stated beside a part."""
    for mention in view.mentions[part.index + 1 : part.index + 4]:
        if mention.sentence != part.sentence or mention.role == "level":
            return None
        if mention.role == "share" and mention.group == part.group and mention.row[1] == 1:
            return mention
    return None


def pairs_of(view: View, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """The levels among these figures that have a share beside them, with it."""
    found = [(each, share_of(view, each)) for each in mentions if each.role == "level"]
    return [(part, share) for part, share in found if share is not None]


def _by_size(view: View, whole: Mention, parts: Sequence[Mention]) -> str:
    """What the sizes say: "near", "beyond" the whole by far, "overlap" (as heads do), or "below"."""
    gap = whole.value - sum((part.value for part in parts), _ZERO)
    if exceeds(whole, parts):
        if whole.kind != "amount":
            allowed = _RUN_OVER if len(run_of(view, parts)) == len(parts) > 2 else _OVERLAP
            return "overlap" if -gap > allowed * whole.value else "near"
        return "beyond" if -gap > _BEYOND * whole.value else "near"
    if whole.value >= 1000 and abs(gap) <= _NEAR * whole.value and min(part.value for part in parts) > abs(gap):
        return "near"
    return "below"


def as_open_as_others(listings: Sequence[Listing]) -> Iterator[Listing]:
    """The lists; one that a slip keeps from its total need not be whole where two that begin alike leave out more.

    甲站收入90万元，其中水费60万元、补贴20万元；乙站…: neither tells all of the income.
    """
    left = Counter((each.parts[0].item, len(each.parts)) for each in listings if not each.is_sum)
    for each in listings:
        parts, slipped = each.parts, each.is_sum and not each.claimed and not each.adds_up()
        likewise = slipped and left[parts[0].item, len(parts)] >= _PAIR
        yield list_of(each.whole, parts, each.opener, "stated", "part_of") if likewise else each


def as_closed_as_others(listings: Sequence[Listing]) -> Iterator[Listing]:
    """The lists; one that a slip keeps from its total is whole where another column of its members adds up.

    245户98.6万元，其中甲156户46.8万元、乙89户51.3万元: whose households are all, so are the amounts
    """
    columns = {(each.opener.start, len(each.parts)) for each in listings if each.is_sum and _tells_all(each)}
    for each in listings:
        column = len(each.parts) > 1 and (each.opener.start, len(each.parts)) in columns
        open_still = not each.adds_up() and (not each.is_sum or each.relation.strength == "weak")
        if column and open_still and near_miss(each.whole, each.parts, _COLUMN_ODDS):
            yield list_of(each.whole, each.parts, each.opener, "implied", "sum")
        else:
            yield each


def _tells_all(listing: Listing) -> bool:
    """Whether a list adds up to a total of three digits or more, which chance would hardly bring."""
    return listing.adds_up() and significant(listing.whole) > _PAIR


def divided_twice(view: View, whole: Mention, parts: Sequence[Mention], opener: Mark) -> list[Listing]:
    """The two runs of a count, a semicolon between, where one makes it, or both the same: 其中教师6人、…；男3人、…."""
    cuts = [place for place, (one, two) in enumerate(pairwise(parts), start=1) if ";" in view.text[one.end : two.start]]
    if len(cuts) != 1 or whole.kind == "amount" or any(each.bound != "exact" for each in (whole, *parts)):
        return []
    runs = [parts[: cuts[0]], parts[cuts[0] :]]
    made = [sum((each.value for each in run), _ZERO) for run in runs]
    gaps = [view.text[one.end : two.start] for run in runs for one, two in pairwise(run)]
    if min(map(len, runs)) < _PAIR or any(map(picks, runs)) or not ends(view, parts[-1]):
        return []
    if any(_OF_AGE.fullmatch(gap) is None for gap in gaps) or made.count(whole.value) > 1:
        return []
    # 男160人、女100人；合格250人、优秀60人: two may be told of some only
    near = [len(run) > _PAIR and near_miss(whole, run) for run in runs]
    if made[0] != made[1] and not any(
        value == whole.value for value, miss in zip(made, near[::-1], strict=True) if miss
    ):
        return []
    return [
        list_of(whole, run, opener, "stated" if fits else "implied", "sum", claimed=fits)
        for run, fits in zip(runs, (value == whole.value for value in made), strict=True)
    ]
