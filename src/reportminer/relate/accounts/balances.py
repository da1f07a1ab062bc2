"""Balances of income and expenditure: totals that must be equal, and what was there, came, went and is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product

from reportminer.lexicon import Lexicon
from reportminer.model import Relation, Section, Strength
from reportminer.relate.base import alike, draft, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence import odds
from reportminer.relate.evidence.closing import closes, meets, significant
from reportminer.relate.evidence.misses import balance_miss
from reportminer.relate.keys import funds, is_generic, key_of

_REACH = 40
_NEAR = 12
"""mentions over which the four figures of an account stretch that one slip keeps from balancing"""
_TRIED = 4
_TELLING = 3
_TOTALS, _ALONE, _BUDGETS, _ACCOUNT, _RARE = 0.3, 0.12, 2e-3, 0.05, 0.15
"""the chance of a slip allowed between two totals that are said to be totals, a total and the only income of its
paragraph, a budget of income and one of expenditure, the ends of an account, and its four figures"""
_CARRIED = "结转余和及"
"""what the name of all that is left is made of: 结转结余, 结转和结余"""
_FINAL = re.compile("决算数?为?\\Z")
_AROUND = " ,;、:"
_CUE = "收支平衡"
_EXTRAS = ("drawn", "allotted")
"""what is drawn from earlier savings, on the side of income, and what of the rest is allotted, on the other"""


def find_balances(view: View, sections: Sequence[Section], taken: Sequence[Relation]) -> Iterator[Relation]:
    """Income and expenditure that must be equal, and 年初结转 + 收入 = 支出 + 年末结转.

    收入总计 and the 支出总计 that follows it are said to be equal where they are or but for one slip, and where they
    stand side by side whatever they are; other figures only where they balance or where a slip is no chance.
    """
    words, told = _sides(view.lexicon), _told(view.lexicon)
    figures: list[tuple[Mention, str, str]] = []
    sides: dict[str, list[Mention]] = {}
    titles = {section.id: section.title or _next_line(view, section) for section in sections}
    for mention in view.mentions:
        if mention.role != "level" or mention.kind != "amount":
            continue
        first = view.mentions[mention.index - mention.row[0]]
        key = key_of(mention.item, view.lexicon)
        # the first figure of a section may leave its name to the title: 收入预算: 年初预算数为8万元
        title = titles.pop(mention.section, "") if mention.section else ""
        nameless = is_generic(key, view.lexicon) and key not in words["income"] and key not in words["outgoing"]
        if title and nameless and mention.basis == "budget":
            key = key_of(title, view.lexicon)
        said = view.words_of(mention)
        side = _side(mention, first, key, words, said if told.search(mention.item) is not None else "")
        figures.append((mention, said, side))
    opened = any(side == "opening" for _, _, side in figures)
    for mention, said, side in figures:
        if opened and (not side or (told.search(said) is None and not side.startswith(("income", "outgoing")))):
            side = _own_side(key_of(_FINAL.sub("", said.strip(_AROUND)), view.lexicon), words) or side or "other"
        sides.setdefault(side, []).append(mention)
    yield from _carried(sides, {part for relation in taken if relation.type == "sum" for part in relation.rhs})
    paired = [*_paired(view, sides)]
    paired += _whole(view, sides) if not paired else []
    yield from paired or _budgeted(sides)


def _next_line(view: View, section: Section) -> str:
    """The line below a label that stands alone in its own."""
    return view.text[section.title_end : section.end].lstrip().partition("\n")[0].strip()


@lru_cache(maxsize=8)
def _sides(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The words that tell the sides of an account apart, by side."""
    return {cue.meaning: cue.words for cue in lexicon.cues if cue.relation == "balance"}


@lru_cache(maxsize=8)
def _told(lexicon: Lexicon) -> re.Pattern[str]:
    """Any word by which an item tells its side, its key left aside."""
    names = {word for side, words in _sides(lexicon).items() if side not in ("income", "outgoing") for word in words}
    return re.compile("|".join(map(re.escape, names)) or "(?!)")


def _side(mention: Mention, first: Mention, key: str, words: Mapping[str, tuple[str, ...]], told: str) -> str:
    """Which side of the account a figure is (income, outgoing, opening, closing), and whether its grand total.

    A total by name (总计) is a sum of its side, and all that came or went (总收入, _whole) hardly less; one that only
    closes (_total) may be the budget of it. `first` is the figure that leads its row: 收入、支出总计分别为8万元、8万元.
    told: the words before it, which name its time too, where the item holds any of those that tell a side.
    """
    item = mention.item

    def says(side: str) -> bool:
        return bool(told) and any(word in item for word in words.get(side, ()))

    extra = next((side for side in _EXTRAS if says(side)), "")
    if extra:
        return extra
    if says("carried"):
        for side in ("opening", "closing"):
            if says(side) or any(word in told for word in words.get(side, ())):
                return side
        # 项目支出结转 is what is left of something
        plain = "" if item.strip(_CARRIED) else "left"
        return "opening" if mention.mark("sum.plus") is not None else plain
    whole = next((side for side in ("income", "outgoing") if says(f"{side}_whole")), None)
    if whole is not None:
        return f"{whole}_whole"
    total = first.mark("sum.after")
    named = total is not None and total.word in words.get("grand", ())
    grand = named or mention.basis == "budget" or says("grand")
    for side in ("income", "outgoing"):
        names = words.get(side, ())
        if key in names or (total is not None and grand and key.endswith(names)):
            return f"{side}_sum" if named and mention.basis != "budget" else f"{side}_total" if grand else side
    return ""


def _own_side(key: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """The side of a figure that its own words name and no more: 上年结转2万元，收入8万元，支出9万元."""
    return next((f"{side}_own" for side in ("income", "outgoing") if key in words.get(side, ())), "")


def _paired(view: View, sides: Mapping[str, Sequence[Mention]]) -> Iterator[Relation]:
    """Each total of expenditure with the total of income that it follows, or with the only income of its paragraph."""
    incomes = sides.get("income_sum", ())
    taken: set[int] = set()
    for outgoing in sides.get("outgoing_sum", ()):
        before = [each for each in incomes if 0 < outgoing.index - each.index <= _REACH and each.index not in taken]
        if before:
            taken.update(each.index for each in before)
            strength = _claim(view, before[-1], outgoing)
            if strength is not None:
                yield draft("balance", [before[-1]], [outgoing], strength=strength, cue=_CUE)
            continue
        names = _sides(view.lexicon).get("income", ())
        alone = [
            each
            for each in view.mentions[max(0, outgoing.index - _NEAR) : outgoing.index]
            if each.paragraph == outgoing.paragraph
            and each.role == "level"
            and alike(each, outgoing)
            and key_of(each.item, view.lexicon).endswith(names)
        ]
        if len(alone) == 1 and _comparable(alone[0], outgoing):
            same = meets(alone[0], outgoing) and significant(outgoing) >= _TELLING
            if same or _by_slip(alone[0], outgoing, _ALONE):
                yield draft("balance", alone, [outgoing], strength="implied", cue=_CUE)


def _whole(view: View, sides: Mapping[str, Sequence[Mention]]) -> Iterator[Relation]:
    """Each 总支出 with the last 总收入 before it, where they are equal or but for one slip, which is no chance."""
    incomes = sides.get("income_whole", ())
    for outgoing in sides.get("outgoing_whole", ()):
        before = [
            each
            for each in incomes
            if 0 < outgoing.index - each.index <= _REACH and (each.basis == "prior") == (outgoing.basis == "prior")
        ]
        if before and alike(before[-1], outgoing) and _comparable(before[-1], outgoing):
            same = meets(before[-1], outgoing) and significant(outgoing) >= _TELLING
            slip = outgoing.basis != "prior" and _by_slip(before[-1], outgoing, _ALONE)
            slip = slip and not _says_left(view, before[-1], outgoing, _NEAR)
            if same or slip:
                yield draft("balance", [before[-1]], [outgoing], strength="implied", cue=_CUE)


def _says_left(view: View, income: Mention, outgoing: Mention, reach: int) -> bool:
    """Whether what is left of the income is stated shortly behind the expenditure: 收支相抵，结余5亿元."""
    left = income.value - outgoing.value
    return bool(left) and any(each.value == left for each in view.mentions[outgoing.index + 1 : outgoing.index + reach])


def _claim(view: View, income: Mention, outgoing: Mention) -> Strength | None:
    """How surely two totals are said to be equal; None where they differ and something else may explain it."""
    if not _comparable(income, outgoing) or _says_left(view, income, outgoing, _TRIED):
        return None
    beside = outgoing.index == income.index + 1 and outgoing.sentence == income.sentence
    if beside and ";" not in view.text[income.end : outgoing.start]:
        return "stated"
    if meets(income, outgoing):
        return "implied"
    return "implied" if _by_slip(income, outgoing, _TOTALS) else None


def _comparable(income: Mention, outgoing: Mention) -> bool:
    mine, theirs = funds(income.item), funds(outgoing.item)
    one_fund = not (mine and theirs) or mine == theirs
    return one_fund and same_basis(income, outgoing) and income.period == outgoing.period


def _by_slip(income: Mention, outgoing: Mention, allowed: float) -> bool:
    return odds.rarely(odds.apart(income, outgoing), allowed)


def _budgeted(sides: Mapping[str, Sequence[Mention]]) -> Iterator[Relation]:
    """The first total or budget of income that one of expenditure equals, else one that a slip made differ."""
    incomes, outgoings = (
        sorted(
            [each for kind in ("sum", "total", "whole") for each in sides.get(f"{side}_{kind}", ())],
            key=lambda each: each.index,
        )[:_TRIED]
        for side in ("income", "outgoing")
    )
    pairs = [(one, other) for one, other in product(incomes, outgoings) if same_basis(one, other)]
    found = [pair for pair in pairs if closes(pair[0], [pair[1]])]
    found += [
        pair
        for pair in pairs
        if pair[0].period == pair[1].period
        and _by_slip(*pair, _BUDGETS)
        and odds.alongside(pair[0], pair[1]) < _ACCOUNT
    ]
    if found:
        one, two = sorted(found[0], key=lambda each: each.index)
        yield draft("balance", [one], [two], strength="implied", cue=_CUE)


def _carried(sides: Mapping[str, Sequence[Mention]], summed: set[str]) -> Iterator[Relation]:
    """年初结转 + 收入 = 支出 + 年末结转 where they add up, and no totals of both sides say so already.

    Of the accounts of several funds each is given once, where its four figures stand closest.
    """
    closest: dict[tuple[Decimal, ...], tuple[Mention, ...]] = {}
    extras: dict[int, list[list[Mention]]] = {}
    for opening in sides.get("opening", ()):
        near = [
            [
                each
                for kind in (side, f"{side}_whole", f"{side}_total", f"{side}_own")
                for each in sides.get(kind, ())
                if abs(each.index - opening.index) <= _REACH and same_basis(each, opening)
                if not kind.endswith("_total") or each.basis == "actual"
            ]
            for side in ("income", "outgoing", "closing")
        ]
        left = [each for each in sides.get("left", ()) if opening.value and 0 < each.index - opening.index <= _NEAR]
        came = [each for each in sides.get("other", ()) if _came(opening, each)]
        near[0] += came
        near[-1] += left
        nearest = (sorted(side, key=lambda each: _distance(each, opening, summed))[:_TRIED] for side in near)
        accounts = [(income, outgoing, closing) for income, outgoing, closing in product(*nearest)]
        own = [_beside(opening, sides.get(side, ())) for side in _EXTRAS]
        bare: list[list[Mention]] = [[], []]
        more = next((each for each in (own, bare) if any(_balances(opening, *one, *each) for one in accounts)), own)
        found = [each for each in accounts if _balances(opening, *each, *more)]
        if not found and not closest:
            loose = [*came, *left, *sides.get("income_own", ()), *sides.get("outgoing_own", ())]
            found = _slipped(opening, [each for each in accounts if not any(one in loose for one in each)], *more)
        if found:
            extras[opening.index] = more
            account = (opening, *found[0])
            values = tuple(each.value for each in account)
            closest[values] = min(closest.get(values, account), account, key=_spread)
    for opening, income, outgoing, closing in closest.values():
        if opening.id not in summed or closing.id not in summed:
            drawn, allotted = extras[opening.index]
            yield draft(
                "balance", [opening, income, *drawn], [outgoing, *allotted, closing], strength="implied", cue=_CUE
            )


def _came(opening: Mention, mention: Mention) -> bool:
    """Whether a figure may be what came on top of an opening one, whatever it is called: 上年结转2万元，到位8万元."""
    near = opening.value and 0 < mention.index - opening.index < _TRIED and mention.sentence == opening.sentence
    return bool(near) and same_basis(mention, opening) and significant(mention) >= _TELLING


def _beside(opening: Mention, figures: Sequence[Mention]) -> list[Mention]:
    """The nearest of these figures to an opening one, in its sentence."""
    near = [each for each in figures if each.sentence == opening.sentence and same_basis(each, opening)]
    return sorted(near, key=lambda each: abs(each.index - opening.index))[:1]


def _spread(account: Sequence[Mention]) -> int:
    places = [each.index for each in account]
    return max(places) - min(places)


def _distance(mention: Mention, opening: Mention, summed: set[str]) -> tuple[bool, bool, int]:
    """How far a figure is from the opening one: those of its sentence first, and parts of a sum behind the others."""
    apart = mention.sentence != opening.sentence
    return apart, apart and mention.id in summed, abs(mention.index - opening.index)


def _balances(
    opening: Mention,
    income: Mention,
    outgoing: Mention,
    closing: Mention,
    drawn: Sequence[Mention] = (),
    allotted: Sequence[Mention] = (),
) -> bool:
    came, went = [opening, income, *drawn], [outgoing, *allotted]
    figures = (*came, *went)
    return closes(closing, figures, [1] * len(came) + [-1] * len(went))


def _slipped(
    opening: Mention,
    accounts: Sequence[tuple[Mention, Mention, Mention]],
    drawn: Sequence[Mention],
    allotted: Sequence[Mention],
) -> list[tuple[Mention, Mention, Mention]]:
    """The account near by that one slip keeps from balancing, where that is not chance."""
    near = [
        each
        for each in accounts
        if max(abs(figure.index - opening.index) for figure in each) <= _NEAR
        and all(figure.value for figure in (opening, *each))
    ]
    best: list[tuple[float, int]] = []
    for number, (income, outgoing, closing) in enumerate(near):
        came, went = [opening, income, *drawn], [outgoing, *allotted, closing]
        chance = balance_miss(came, went)
        if chance is not None and chance * len(near) <= _RARE:
            best.append((chance, number))
    return [near[min(best)[1]]] if best else []
