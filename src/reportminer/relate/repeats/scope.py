"""What the search for items that are stated twice keeps in mind, and which statements may be compared at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportminer.lexicon import Lexicon
from reportminer.relate.base import ADDABLE
from reportminer.relate.clauses import Mention, View
from reportminer.relate.keys import any_of, funds, said, says_at_end
from reportminer.relate.lists.listing import Listing
from reportminer.relate.repeats.items import Topic, topics_of

REACH = 30
"""Mentions of one item, or of one value, with which a later one is compared; a form letter may hold thousands."""
MYRIAD = Decimal(10000)
"""what one unit of money is of the other: 元, 万元, 亿元"""
STOPS = re.compile(r"[,;:。、()\n]")
ENDS = re.compile(r"[;。\n]")
"""what ends a stretch of a sentence"""
_AFTER = 8
_TWICE = 2
_KIND = 2
"""characters at the end of a name that say what kind of thing it names (项目, 小学)"""
_HEAD = re.compile(r"([^,:;。\d\n]{2,40})[,:]")
_STOP = re.compile(r"[,;:、()]")
_KINDS = ADDABLE | {"score"}


class Scope:
    """The levels of a report with their topics, the pairs already joined, and the figures that sums bear out."""

    def __init__(self, view: View, listings: Sequence[Listing], titles: Mapping[str | None, str], lexicon: Lexicon):
        self.view, self.titles, self.lexicon = view, titles, lexicon
        self.levels = [each for each in view.mentions if _is_level(each)]
        self.topics = topics_of(view, self.levels, listings, titles)
        self._counts: dict[str, int] = {}
        self._by_value: dict[tuple[str, str | None], list[Mention]] = {}
        for mention in sorted(self.levels, key=_value):
            self.like(mention).append(mention)
        divided = {listing.whole.index for listing in listings if listing.is_sum}
        self.pairs = {
            pair
            for listing in listings
            for part in listing.parts
            # what stands below a total that others make up, and has its value, is the total told again
            if listing.is_sum or part.value != listing.whole.value or listing.whole.index not in divided
            for pair in ((part.index, listing.whole.index), (listing.whole.index, part.index))
        }
        self._ahead: dict[int, int] = {}
        self._looks_ahead = any_of("next_year", lexicon).search(view.text) is not None
        self.wholes = {listing.whole.index for listing in listings}
        self.parts: dict[int, list[int]] = {}
        for listing in listings:
            self.parts.setdefault(listing.whole.index, []).extend(part.index for part in listing.parts)
        self.summed = {
            each.index
            for listing in listings
            if listing.is_sum and _adds_up(listing)
            for each in (listing.whole, *listing.parts)
        }

    def topic(self, mention: Mention) -> Topic:
        """What a level is about."""
        return self.topics[mention.index]

    def like(self, mention: Mention) -> list[Mention]:
        """The levels of the kind and unit of a figure, in order of value."""
        return self._by_value.setdefault((mention.kind, mention.unit), [])

    def of_like_value(self, mention: Mention, *, slipped: bool = True) -> list[Mention]:
        """The like levels before a figure that have its value, in any unit, or if `slipped` one up to twice it."""
        like, value = self.like(mention), mention.value
        near = sorted((value / _TWICE, value * _TWICE)) if slipped else [value] * 2
        places: set[int] = set()
        for least, most in (near, [value * MYRIAD] * 2, [value / MYRIAD] * 2):
            begin = bisect_left(like, least, key=_value)
            places.update(range(begin, bisect_right(like, most, begin, key=_value)))
        return sorted((like[at] for at in places if like[at].index < mention.index), key=lambda each: each.index)

    def fund(self, mention: Mention) -> frozenset[str]:
        """The funds that a figure speaks of, by its item or else by the titles above it."""
        return funds(mention.item) or funds(self.titles.get(mention.section, ""))

    def one_basis(self, one: Mention, other: Mention) -> bool:
        """Whether two figures are both of the budget, both actual, or of the year before, as far as anyone says."""
        if self._looks_ahead and self._of_next_year(one) != self._of_next_year(other):
            return False
        mine, theirs = self.topic(one).basis, self.topic(other).basis
        bases = {mine, theirs} - {""}
        if len(bases) > 1 or (bases & {"budget", "prior"} and mine != theirs):
            unsaid = other if mine else one
            if len(bases) > 1 or unsaid.quantity.basis == "actual":
                return False
            return bases == {"budget"} and unsaid.quantity.basis in (None, "budget", "plan")
        return True

    def comparable(self, one: Mention, other: Mention) -> bool:
        """Whether two figures are of one period and basis, and neither of the year before."""
        prior = self.topic(one).prior or self.topic(other).prior
        return one.period == other.period and not prior and self.one_basis(one, other)

    def _of_next_year(self, mention: Mention) -> bool:
        """Whether the sentence of a figure speaks of the year to come before it does of the figure: 明年安排5万元."""
        if mention.sentence not in self._ahead:
            start = self.view.sentences[mention.sentence]
            end = self.view.sentence_end(start)
            found = any_of("next_year", self.lexicon).search(self.view.text, start, end)
            self._ahead[mention.sentence] = found.start() if found is not None else end
        return self._ahead[mention.sentence] < mention.start

    def of_two_things(self, one: Mention, other: Mention) -> bool:
        """Whether the titles above them, or the words that begin their sentences, name two things of one kind.

        甲小学项目，投入建设资金… and 乙小学项目，投入建设资金…; sections on 张家村 and 李家村; 全县 and 县本级.
        """
        if self._are_two(*(_subject(self.view, each) for each in (one, other))) or self._tier(one) != self._tier(other):
            return True
        paths = (self.titles_of(each) for each in (one, other))
        apart = next((pair for pair in zip(*paths, strict=False) if pair[0] != pair[1]), None)
        return apart is not None and all(says_at_end(title, "kind_of_thing", self.lexicon) for title in apart)

    def count(self, pair: str) -> int:
        """How often two characters stand together in the report."""
        if pair not in self._counts:
            self._counts[pair] = self.view.text.count(pair)
        return self._counts[pair]

    def titles_of(self, mention: Mention) -> list[str]:
        """The words of the titles above a figure, outermost first."""
        return self.titles.get(mention.section, "").split()

    def is_planned(self, mention: Mention) -> bool:
        """Whether a figure stands in a section of what is to be done next: 五、下半年打算."""
        return any(any_of("plans_title", self.lexicon).search(title) for title in self.titles_of(mention)[-1:])

    def is_of_the_rest(self, mention: Mention) -> bool:
        """Whether the clause of a figure tells what is still left, or only so much of it: 还有12户没有整改."""
        end = self.view.sentence_end(mention.end)
        stop = _STOP.search(self.view.text, mention.end, end)
        clause = self.view.text[mention.clause : stop.start() if stop is not None else end]
        return any_of("rest_word", self.lexicon).search(clause) is not None

    def _tier(self, mention: Mention) -> frozenset[str]:
        """The words for a tier of bodies in the sentence before a figure, or in its own name: 所属单位, 县级收入."""
        sentence = self.view.text[self.view.sentences[mention.sentence] : mention.start]
        own = mention.item + self.view.text[mention.clause : mention.start]
        return frozenset((*said(sentence, "tier", self.lexicon), *said(own, "level_of_government", self.lexicon)))

    def _are_two(self, mine: str, theirs: str) -> bool:
        if not mine or not theirs or mine == theirs:
            return False
        if len(mine) > _KIND < len(theirs) and mine[-_KIND:] == theirs[-_KIND:]:
            return True
        return all(says_at_end(each, "kind_of_thing", self.lexicon) for each in (mine, theirs))


def within_twice(one: Mention, other: Mention) -> bool:
    """Whether neither of two figures is twice the other or more."""
    return one.value < _TWICE * other.value < _TWICE * _TWICE * one.value


def words_behind(view: View, mention: Mention, reach: int = _AFTER, stops: re.Pattern[str] = STOPS) -> str:
    """The words right behind a figure, up to the next stop."""
    return stops.split(view.text[mention.end : mention.end + reach], maxsplit=1)[0]


def _value(mention: Mention) -> Decimal:
    return mention.value


def _subject(view: View, mention: Mention) -> str:
    """What the sentence of a figure, or its paragraph, names before its first comma or colon; "" for figures."""
    for start in (view.sentences[mention.sentence], view.paragraph_start(mention.start)):
        found = _HEAD.match(view.text, view.after_label(start), mention.start)
        if found is not None:
            return found[1].strip()
    return ""


def _is_level(mention: Mention) -> bool:
    if mention.kind == "percentage":
        return mention.role in ("done", "ratio", "other") and mention.bound == "exact"
    return mention.role in ("level", "base") and mention.kind in _KINDS


def _adds_up(listing: Listing) -> bool:
    return len(listing.parts) > 1 and sum(part.value for part in listing.parts) == listing.whole.value
