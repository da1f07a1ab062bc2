"""Official identities between items that stand in different sentences, and balances of income and expenditure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from reportminer.lexicon import Identity, Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.closing import closes, exceeds, meets, slips
from reportminer.relate.keys import funds, key_of
from reportminer.relate.sums import Official

_REACH = 40


@lru_cache(maxsize=8)
def _identities(lexicon: Lexicon) -> tuple[tuple[Identity, frozenset[str], tuple[frozenset[str], ...]], ...]:
    names = {indicator.id: indicator.name for indicator in lexicon.indicators}

    def keys(word: str) -> frozenset[str]:
        return frozenset(key_of(name, lexicon) for name in names.get(word, word).split("|"))

    return tuple((each, keys(each.total), tuple(keys(part) for part in each.parts)) for each in lexicon.identities)


def find_identities(view: View, taken: Sequence[Relation], lexicon: Lexicon) -> Iterator[Relation]:
    """Totals whose official parts follow in the same part of the report, where no cue has joined them already."""
    summed = {relation.lhs[0] for relation in taken if relation.type == "sum" and relation.lhs}
    parted = {part for relation in taken if relation.type == "sum" for part in relation.rhs}
    by_key: dict[str, list[Mention]] = {}
    for mention in view.mentions:
        if mention.role == "level":
            by_key.setdefault(key_of(mention.quantity.item, lexicon), []).append(mention)
    for identity, totals, parts in _identities(lexicon):
        known = [each for key in totals for each in by_key.get(key, ()) if each.quantity.id in summed]
        for total in sorted((each for key in totals for each in by_key.get(key, ())), key=lambda each: each.index):
            if any(meets(each.quantity, total.quantity) for each in known):
                continue
            chosen = [_nearest(by_key, part, total, parted) for part in parts]
            found = [each for each in chosen if each is not None]
            if len(found) < len(parts):
                continue
            if len(found) == 1 or not identity.closed:
                if exceeds(total.quantity, [each.quantity for each in found]):
                    yield draft("part_of", found, [total], strength="implied", cue=identity.name)
                continue
            figures = [each.quantity for each in found]
            sure = closes(total.quantity, figures) or slips(total.quantity, figures)
            strength = "implied" if sure else "weak"
            yield draft("sum", [total], found, strength=strength, cue=identity.name, complete=sure)


def official_lists(lexicon: Lexicon) -> Official:
    """Whether official accounts divide a total into exactly the parts given."""
    known = [(totals, parts) for identity, totals, parts in _identities(lexicon) if identity.closed and len(parts) > 1]

    def official(whole: Mention, parts: Sequence[Mention]) -> bool:
        key = key_of(whole.quantity.item, lexicon)
        items = [key_of(part.quantity.item, lexicon) for part in parts]
        return any(
            len(wanted) == len(items)
            and any(key.endswith(total) for total in totals)
            and all(any(item in names for item in items) for names in wanted)
            for totals, wanted in known
        )

    return official


def _nearest(
    by_key: Mapping[str, list[Mention]], keys: frozenset[str], total: Mention, parted: set[str]
) -> Mention | None:
    """The first figure after the total with one of these keys that fits it."""
    best: Mention | None = None
    for key in keys:
        for mention in by_key.get(key, ()):
            if not 0 < mention.index - total.index <= _REACH or mention.quantity.id in parted:
                continue
            if not alike(mention, total) or not same_basis(mention, total):
                continue
            if mention.quantity.period != total.quantity.period and None not in (
                mention.quantity.period,
                total.quantity.period,
            ):
                continue
            if funds(mention.quantity.item) - funds(total.quantity.item):
                continue
            if best is None or mention.index < best.index:
                best = mention
    return best


def find_balances(view: View, lexicon: Lexicon) -> Iterator[Relation]:
    """Income and expenditure that must be equal, and 年初结转 + 收入 = 支出 + 年末结转 where they add up."""
    sides: dict[str, list[Mention]] = {}
    for mention in view.mentions:
        if mention.role != "level" or mention.quantity.kind != "amount":
            continue
        side = _side(mention, key_of(mention.quantity.item, lexicon))
        if side:
            sides.setdefault(side, []).append(mention)
    yield from _carried(sides)
    for income in sides.get("income_total", ())[:4]:
        for outgoing in sides.get("outgoing_total", ())[:4]:
            if same_basis(income, outgoing) and closes(income.quantity, [outgoing.quantity]):
                one, two = sorted((income, outgoing), key=lambda each: each.index)
                yield draft("balance", [one], [two], strength="implied", cue="收支平衡")
                return


def _side(mention: Mention, key: str) -> str:
    """Which side of the account a figure is: income, outgoing, opening or closing, and whether it is the grand total."""
    item = mention.quantity.item
    if "结转" in item or "结余" in item:
        if "年初" in item or "上年" in item:
            return "opening"
        return "closing" if "年末" in item or "结转下年" in item else ""
    total = mention.mark("sum.after")
    grand = (total is not None and total.word == "总计") or "总计" in item or "总预算" in item or mention.basis == "budget" or "预算" in item
    if key == "收入" or key == "财政拨款收入":
        return "income_total" if grand else "income"
    if key == "支出":
        return "outgoing_total" if grand else "outgoing"
    return ""


def _carried(sides: Mapping[str, Sequence[Mention]]) -> Iterator[Relation]:
    """年初结转 + 收入 = 支出 + 年末结转 where they add up."""
    for opening in sides.get("opening", ()):
        near = [
            [each for each in sides.get(side, ()) if abs(each.index - opening.index) <= _REACH and same_basis(each, opening)]
            for side in ("income", "outgoing", "closing")
        ]
        for income, outgoing, closing in product(*(side[:4] for side in near)):
            left = [opening.quantity, income.quantity, outgoing.quantity]
            if closes(closing.quantity, left, [1, 1, -1]):
                yield draft("balance", [opening, income], [outgoing, closing], strength="implied", cue="收支平衡")
                return
