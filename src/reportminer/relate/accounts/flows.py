"""What comes and goes: 年初在册113人，新接收138人，解除124人，年末在册127人; 年初预算8万元，追加3万元，调整后10万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from reportminer.lexicon import Lexicon
from reportminer.model import Relation, Strength
from reportminer.relate.base import COUNTED, alike, draft
from reportminer.relate.changes.levels import AGAINST
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.misses import differs
from reportminer.relate.keys import any_of

_SIDES = ("opening", "in", "out", "closing")
_CLOSING = len(_SIDES) - 1
_IN, _OUT = 1, 2
_PAIR = 2
_OTHERWISE = (*AGAINST, "sum.parts")
"""what makes a change of another year's figure, or a part"""
_TO = ("为", "到", "至")
_APART = frozenset(":;。")
_REVIEW = (0, _OUT, _CLOSING)
_LEAST = 4
_MEMBERS = 12
_LEAD = " 、,:其中和及"
_BESIDE = " 、"
_ASIDE = 9
_LEFT, _RIGHT = (0, 1), (_OUT, _CLOSING)
_BUDGET = re.compile(r"(?:[) 为达是共计]|预算|数|总?额|资金|指标|收入|支出)*")
_FLOW = re.compile(r"0(?:1+2*|2+1*)3")
"""opening, what came and what went in either order, closing"""


class _Sides(Struct, frozen=True):
    """The words of each side of an account, and those of any."""

    each: Sequence[re.Pattern[str]]
    any: re.Pattern[str]


def find_flows(view: View) -> Iterator[Relation]:
    """Opening + came = went + closing, of neighbouring figures in one sentence: counts, and adjusted budgets.

    Of a review only what came in, what it took off and what was left: submitted - taken off = approved.
    """
    for run in _runs(view, _sides(view.lexicon, "flow"), COUNTED):
        left = [each for side, each in run if side < _OUT]
        yield draft("balance", left, [each for side, each in run if side >= _OUT], strength="implied")
    surplus = any_of("account.surplus", view.lexicon)
    for run in _runs(view, _sides(view.lexicon, "account"), frozenset({"amount"}), surplus):
        left, right = ([each for side, each in run if side in sides] for sides in (_LEFT, _RIGHT))
        yield draft("balance", left, right, strength="implied")
        rests = [each for side, each in run if side == _ASIDE]
        if len(left) == len(right) == len(rests) + 1 and differs(rests[0], left[1], right[0]):
            yield draft("change", rests, [left[1], right[0]], strength="implied")
    for run in _runs(view, _sides(view.lexicon, "budget"), frozenset({"amount"})):
        parts = [each for side, each in run if side < _CLOSING]
        factors = [-1 if side == _OUT else 1 for side, _ in run[:-1]]
        yield draft("sum", [run[-1][1]], parts, factors=factors, complete=True)
    yield from _adjusted(view, _sides(view.lexicon, "budget"))
    sides = _sides(view.lexicon, "review")
    for change, submitted, approved in _reviewed(view, sides):
        yield draft("change", [change], [approved, submitted])
        heads = (submitted, approved, change)
        named = [_members(view, each, heads, sides) for each in heads]
        for name, part in named[_OUT].items():
            if name in named[0] and name in named[1]:
                yield draft("change", [part], [named[1][name], named[0][name]], strength="implied")


def _adjusted(view: View, sides: _Sides) -> Iterator[Relation]:
    """What was added to a budget or cut off it, between the two budgets or right behind them, whatever the figures."""
    for change in view.mentions[1:]:
        if change.kind != "amount" or change.role not in ("level", "change") or change.mark(*_OTHERWISE) is not None:
            continue
        said = view.words_of(change) if _side(view, change, sides) in (_IN, _OUT) else ""
        if not said or sides.each[_CLOSING].search(said) or said.endswith(_TO):
            continue
        for first, last in ((change.index - 1, change.index + 1), (change.index - 2, change.index - 1)):
            pair = [view.mentions[place] for place in (first, last) if 0 <= place < len(view.mentions)]
            if len(pair) == _PAIR and _are_budgets(view, change, pair, sides):
                strength: Strength = "stated" if differs(change, *pair) else "implied"
                yield draft("change", [change], pair[::-1], strength=strength)
                break


def _are_budgets(view: View, change: Mention, pair: Sequence[Mention], sides: _Sides) -> bool:
    """Whether two figures are the budget before a change and after it, told in one run with it."""
    figures = sorted((change, *pair), key=lambda each: each.index)
    if any(not alike(each, change) or each.group != change.group for each in pair):
        return False
    if _APART & set(view.text[figures[0].end : figures[-1].start]) or change.sentence != pair[0].sentence:
        return False
    words = [view.text[each.lead : each.start] for each in pair]
    opened = sides.each[0].search(words[0]) is not None
    closed = next(sides.each[_CLOSING].finditer(words[1]), None)
    return opened and closed is not None and _BUDGET.fullmatch(words[1], closed.end()) is not None


def _reviewed(view: View, sides: _Sides) -> Iterator[tuple[Mention, Mention, Mention]]:
    """What a review took off: 送审投资5939万元，审定5841万元，核减98万元, three of a paragraph in any order.

    Or of neighbouring paragraphs, where each begins with one of them.
    """
    found: dict[int, Mention] = {}
    last = -1
    told: Mention | None = None
    for mention in view.mentions:
        if mention.kind != "amount" or mention.role not in ("level", "change") or mention.group:
            continue
        if mention.bound in ("at_least", "at_most"):
            # 核减500万元以上的项目: what is counted, not what was taken off
            continue
        side = _side(view, mention, sides)
        if found and last != mention.paragraph:
            heads = view.mentions[mention.index - 1].paragraph == last and side not in found and side >= 0
            if mention.paragraph - last > 1 or not heads:
                found = {}
        if side < 0 or (found and not alike(mention, next(iter(found.values())))):
            continue
        if told is not None and told.sentence == mention.sentence and ";" not in view.text[told.end : mention.start]:
            # 核减9万元，其中甲核减5万元，乙核减4万元: its parts begin no other review
            continue
        # the parts of a figure that is known already do not take its place
        found.setdefault(side, mention)
        last = mention.paragraph
        if len(found) == len(_REVIEW):
            yield found[_OUT], found[0], found[_CLOSING]
            found, told = {}, mention


def _members(view: View, head: Mention, heads: Sequence[Mention], sides: _Sides) -> dict[str, Mention]:
    """The like figures behind one head of a review up to the next, by their names without the words of a review."""
    members: dict[str, Mention] = {}
    for each in view.mentions[head.index + 1 : head.index + 1 + _MEMBERS]:
        ended = each.sentence != head.sentence or ";" in view.text[head.end : each.start]
        if ended or each in heads or not alike(each, head):
            break
        name = view.words_of(each)
        for words in sides.each:
            name = words.sub("", name)
        members.setdefault(name.strip(_LEAD), each)
    return members


def _runs(
    view: View, sides: _Sides, kinds: frozenset[str], aside: re.Pattern[str] | None = None
) -> Iterator[list[tuple[int, Mention]]]:
    """Every account: its figures with their sides, from the opening to the closing one; those `aside` are no part."""
    runs: dict[str | None, list[tuple[int, Mention]]] = {}
    for mention in view.mentions:
        if mention.kind not in kinds or mention.role not in ("level", "change"):
            continue
        run = runs.get(mention.unit, [])
        if run and aside is not None and aside.search(view.text, mention.words_start, mention.start):
            run.append((_ASIDE, mention))
            continue
        side = _side(view, _head(view, mention), sides)
        if side == 0:
            runs[mention.unit] = [(0, mention)]
            continue
        if not run or side < 0 or mention.sentence != run[0][1].sentence or not alike(mention, run[0][1]):
            runs.pop(mention.unit, None)
            continue
        run.append((side, mention))
        if side == _CLOSING:
            if len(run) >= _LEAST and _FLOW.fullmatch("".join(str(place) for place, _ in run if place != _ASIDE)):
                yield run
            del runs[mention.unit]


def _head(view: View, mention: Mention) -> Mention:
    """The first of figures that stand side by side, whose words are those of all: 新增58户168人."""
    while mention.index and not view.text[mention.lead : mention.start].strip(_BESIDE):
        before = view.mentions[mention.index - 1]
        if before.end != mention.lead or before.unit == mention.unit:
            break
        mention = before
    return mention


@lru_cache(maxsize=16)
def _sides(lexicon: Lexicon, family: str) -> _Sides:
    each = [any_of(f"{family}.{side}", lexicon) for side in _SIDES]
    return _Sides(each, re.compile("|".join(words.pattern for words in each)))


def _side(view: View, mention: Mention, sides: _Sides) -> int:
    """The place of the first side that the words before a figure in its clause name, -1 where they name none."""
    start, end = mention.words_start, mention.start
    if sides.any.search(view.text, start, end) is None:
        return -1
    return next(place for place, words in enumerate(sides.each) if words.search(view.text, start, end))
