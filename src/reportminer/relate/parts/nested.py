"""Subsets that grammar names without 其中: what was taken of what was sent, the parts of a list within a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportminer.lexicon import Lexicon
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.closing import high, low
from reportminer.relate.keys import any_of, key_of
from reportminer.relate.lists.listing import Listing

Pair = tuple[Mention, Mention]

_AND = ("、", "和", "及")
_FAR = 60
_NEXT = 14


def taken(view: View) -> Iterator[Pair]:
    """Counts of a clause that says what was taken of them: 报送信息70条，被市里采用6条、县里采用9条."""
    words = any_of("taken_of", view.lexicon)
    whole: Mention | None = None
    last: Mention | None = None
    for mention in view.mentions:
        if mention.kind != "count" or mention.role != "level":
            continue
        if whole is not None and whole.sentence != mention.sentence:
            whole = last = None
        if mention.mark("sum.parts") is not None:
            continue
        # 被甲采用4条、乙采用9条: what follows behind 、 is told in one breath
        goes_on = last is not None and mention.lead == last.end and view.text.startswith(_AND, mention.lead)
        if not goes_on and words.match(view.text, mention.clause, mention.start) is None:
            whole, last = mention, None
        elif (
            whole is not None
            and whole.unit == mention.unit
            and mention.start - whole.end <= _FAR
            and high(mention) <= low(whole)
        ):
            last = mention
            yield mention, whole


def same_parts(pairs: Sequence[Pair], listings: Sequence[Listing], lexicon: Lexicon) -> Iterator[Pair]:
    """The parts of a subset, each against the part of the same name of what it is a subset of.

    限额90万元，其中一般债务60万元 … 余额80万元，其中一般债务55万元. Where a part is more than it may be, that is said.
    """
    parts: dict[int, Sequence[Mention]] = {each.whole.index: each.parts for each in reversed(listings)}
    for subset, whole in pairs:
        mine, theirs = parts.get(subset.index), parts.get(whole.index)
        if not mine or not theirs or {each.index for each in mine} & {each.index for each in theirs}:
            continue
        named: dict[str, list[Mention]] = {}
        for part in theirs:
            named.setdefault(_name(part, lexicon), []).append(part)
        for part in mine:
            same = named.get(_name(part, lexicon), ())
            if len(same) == 1 and same[0].unit == part.unit:
                yield part, same[0]


def before_them(view: View, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The figures of the year before, each right behind its own: 立案20起，上年18起，其中现案15起，上年14起."""
    for part, whole in pairs:
        last = _year_before(view, part), _year_before(view, whole)
        if last[0] is not None and last[1] is not None and last[0].value <= last[1].value:
            yield last[0], last[1]


def _year_before(view: View, mention: Mention) -> Mention | None:
    following = view.mentions[mention.index + 1 : mention.index + 2]
    if not following or following[0].basis != "prior" or following[0].role != "level":
        return None
    near = following[0].start - mention.end <= _NEXT and following[0].sentence == mention.sentence
    return following[0] if near and following[0].unit == mention.unit else None


def _name(part: Mention, lexicon: Lexicon) -> str:
    return key_of(part.item, lexicon).removeprefix("分").removesuffix("学校")
