"""Official identities between items that stand in different sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import lru_cache, partial
from itertools import product

from msgspec import Struct

from reportminer.lexicon import Identity, Lexicon
from reportminer.model import Relation
from reportminer.relate.base import alike, draft, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import near_miss
from reportminer.relate.evidence.closing import closes, digits, exceeds, meets
from reportminer.relate.evidence.slips import slips
from reportminer.relate.keys import funds, key_of, keys_of
from reportminer.relate.lists.claimed import Official

_REACH = 40
_NEAR = 16
"""mentions behind a total among which its parts are surely meant, though a slip keeps them from it"""
_TELLING = 3
_TRIED = 4
_PAIR = 2


class _Account(Struct, frozen=True):
    """An identity with the keys that its total and each of its parts go by."""

    identity: Identity
    totals: frozenset[str]
    parts: tuple[frozenset[str], ...]
    optional: tuple[frozenset[str], ...]


_Told = tuple[Decimal, frozenset[Decimal]]
"""the value of a total and those of its parts"""

_Stated = tuple[_Account, Mention, bool]
"""An account, its total as stated, and whether the parts of that total are known."""


@lru_cache(maxsize=8)
def _identities(lexicon: Lexicon) -> tuple[_Account, ...]:
    keys = partial(keys_of, lexicon=lexicon)
    return tuple(
        _Account(each, keys(each.total), tuple(map(keys, each.parts)), tuple(map(keys, each.optional)))
        for each in lexicon.identities
    )


def find_identities(view: View, taken: Sequence[Relation]) -> Iterator[Relation]:
    """Totals whose official parts stand in the same part of the report, where no cue has joined them already."""
    balanced: dict[Decimal, list[_Stated]] = {}
    summed: dict[str, set[str]] = {}
    for known in taken:
        if known.type == "sum":
            summed.setdefault(known.lhs[0], set()).update(known.rhs)
    parted = {part for parts in summed.values() for part in parts}
    by_key: dict[str, list[Mention]] = {}
    for mention in view.mentions:
        if mention.role == "level" and mention.kind in ("amount", "headcount"):
            by_key.setdefault(key_of(mention.item, view.lexicon), []).append(mention)
    values = {mention.id: mention.value for mention in view.mentions}
    told = {
        (values[each.lhs[0]], frozenset(values[part] for part in each.rhs if values[part]))
        for each in taken
        if each.type == "sum"
    }
    for account in _identities(view.lexicon):
        totals = sorted((each for key in account.totals for each in by_key.get(key, ())), key=_place)
        if not totals:
            continue
        members = {each.id for part in account.parts for key in part for each in by_key.get(key, ())}
        joined = account.identity.closed and not account.optional
        done = [each for each in totals if joined and members & summed.get(each.id, set())]
        for total in totals:
            if any(meets(each, total) for each in done):
                continue
            relation = _claim(account, total, by_key, parted, told)
            if relation is not None:
                done.append(total)
                yield relation
            if account.optional:
                balanced.setdefault(total.value, []).append(
                    (account, total, relation is not None or total.id in summed)
                )
    yield from _one_sided(balanced.values(), by_key)


def _one_sided(totals: Iterable[Sequence[_Stated]], by_key: Mapping[str, list[Mention]]) -> Iterator[Relation]:
    """A total that one side of the accounts makes, as 收入总计, and the other, stated as surely, does not."""
    for stated in totals:
        closed = {account.identity.id for account, _, parts in stated if parts}
        missing = [(account, total) for account, total, _ in stated if account.identity.id not in closed]
        if not closed or not missing:
            continue
        account, total = missing[0]
        if funds(total.item):
            # what was carried over may be of other funds too
            continue
        found = [_nearest(by_key, part, total, set(), both=True) for part in (*account.parts, *account.optional)]
        alone = all(sum(len(by_key.get(key, ())) for key in part) == 1 for part in account.parts[1:])
        if all(found[: len(account.parts)]) and alone:
            members = sorted([each for each in found if each is not None], key=_place)
            if total.value < max(each.value for each in members) and not slips(total, members):
                # 支出476万元 of one fund, 本年支出652万元 of all
                continue
            yield draft("sum", [total], members, strength="implied", cue=account.identity.name, complete=True)
            return


def _place(mention: Mention) -> int:
    return mention.index


def _claim(
    account: _Account, total: Mention, by_key: Mapping[str, list[Mention]], parted: set[str], told: Set[_Told]
) -> Relation | None:
    """What an identity says of one total; None where its parts are not stated, or may be another's."""
    if not account.identity.closed:
        return _beyond(account, total, by_key)
    if account.optional:
        return _with_optional(account, total, by_key)
    if len(account.parts) > 1:
        return _sum(account, total, by_key, parted, told)
    same = _nearest(by_key, account.parts[0], total, parted)
    if same is None or not meets(same, total):
        return None
    return draft("equal", [same], [total], strength="implied", cue=account.identity.name)


def _sum(
    account: _Account, total: Mention, by_key: Mapping[str, list[Mention]], parted: set[str], told: Set[_Told]
) -> Relation | None:
    """A total and the parts of it behind it, or those further off that make it up."""
    name, count = account.identity.name, len(account.parts)
    chosen = (_nearest(by_key, part, total, parted) for part in account.parts)
    found = [each for each in chosen if each is not None]
    if not _close(total, found, count):
        exact = _exact(account, total, by_key)
        if exact is not None and (total.value, frozenset(each.value for each in exact)) not in told:
            return draft("sum", [total], exact, strength="implied", cue=name, complete=True)
    if len(found) < count:
        found = _before(account, total, by_key, parted)
        return draft("sum", [total], found, strength="implied", cue=name, complete=True) if found else None
    beside = all(0 < each.index - total.index <= _NEAR and each.basis == total.basis for each in found)
    sure = closes(total, found) or slips(total, found) or (beside and near_miss(total, found))
    if not sure and total.basis == "budget" and any(each.basis != "budget" for each in found):
        return None
    return draft("sum", [total], found, strength="implied" if sure else "weak", cue=name, complete=sure)


def _before(account: _Account, total: Mention, by_key: Mapping[str, list[Mention]], parted: Set[str]) -> list[Mention]:
    """All parts of a total that counts them up behind, each told once in its paragraph, whatever the figures."""
    if total.mark("sum.after") is None or total.id in parted:
        return []
    told = [
        [
            each
            for key in part
            for each in _around(by_key.get(key, ()), total)
            if each.paragraph == total.paragraph and each.index < total.index and each.basis == total.basis
        ]
        for part in account.parts
    ]
    once = all(len(each) == 1 and alike(each[0], total) and each[0].id not in parted for each in told)
    found = sorted((each for part in told for each in part), key=_place) if once else []
    return found if found and total.sentence - found[0].sentence <= _TRIED else []


def _with_optional(account: _Account, total: Mention, by_key: Mapping[str, list[Mention]]) -> Relation | None:
    """A total that its parts make up with what else may belong to it, or without."""
    parts = [_nearest(by_key, part, total, set(), both=True) for part in account.parts]
    extra = [_nearest(by_key, part, total, set(), both=True) for part in account.optional]
    found = [each for each in parts if each is not None]
    if len(found) < len(parts):
        return None
    for more in ([each for each in extra if each is not None], []):
        members = sorted([*found, *more], key=_place)
        if len(members) > 1 and closes(total, members):
            return draft("sum", [total], members, strength="implied", cue=account.identity.name, complete=True)
    return None


def _close(total: Mention, parts: Sequence[Mention], count: int) -> bool:
    return len(parts) == count and closes(total, parts)


def _exact(account: _Account, total: Mention, by_key: Mapping[str, list[Mention]]) -> Sequence[Mention] | None:
    """The parts of a total by their names, before or behind it and whatever lists they stand in, that make it up.

    What there was none of (因公出国费) may go unsaid, where two parts or more are told.
    """
    if len(digits(total)) < _TELLING:
        return None
    near = [
        sorted(
            (
                each
                for key in part
                for each in _around(by_key.get(key, ()), total)
                if alike(each, total) and same_basis(each, total) and _same_year(each, total) and each is not total
            ),
            key=lambda each: abs(each.index - total.index),
        )[:_TRIED]
        for part in account.parts
    ]
    near = [each for each in near if each]
    if len(near) < _PAIR:
        return None
    found = (parts for parts in product(*near) if _close(total, parts, len(parts)) and min(e.value for e in parts))
    return next((sorted(parts, key=_place) for parts in found), None)


def official_lists(lexicon: Lexicon) -> Official:
    """Whether official accounts divide a total into exactly the parts given."""
    known = [
        (account.totals, account.parts)
        for account in _identities(lexicon)
        if account.identity.closed and len(account.parts) > 1 and not account.optional
    ]

    def official(whole: Mention, parts: Sequence[Mention]) -> bool:
        key = key_of(whole.item, lexicon)
        items = [key_of(part.item, lexicon) for part in parts]
        return any(
            len(wanted) == len(items)
            and any(key.endswith(total) for total in totals)
            and all(any(item in names for item in items) for names in wanted)
            for totals, wanted in known
        )

    return official


def _beyond(account: _Account, total: Mention, by_key: Mapping[str, list[Mention]]) -> Relation | None:
    """A part of the total that is more than the whole of it; nothing is said of one that is not."""
    for names in account.parts:
        for key, mentions in by_key.items():
            if not any(name in key for name in names):
                continue
            for part in _around(mentions, total):
                near = part.index > total.index and same_basis(part, total) and _same_year(part, total)
                if near and alike(part, total) and exceeds(total, [part]):
                    return draft("part_of", [part], [total], strength="implied", cue=account.identity.name)
    return None


def _around(mentions: Sequence[Mention], total: Mention) -> Sequence[Mention]:
    """Those of the mentions, which stand in the order of the text, that are near enough to `total`."""
    first = bisect_left(mentions, total.index - _REACH, key=lambda mention: mention.index)
    return mentions[first : bisect_right(mentions, total.index + _REACH, key=lambda mention: mention.index)]


def _nearest(
    by_key: Mapping[str, list[Mention]], keys: frozenset[str], total: Mention, parted: set[str], *, both: bool = False
) -> Mention | None:
    """The nearest figure after the total (or, where `both`, before it) with one of these keys that fits it."""
    best: Mention | None = None
    for key in keys:
        if key not in by_key:
            continue
        own = funds(key) | funds(total.item)
        for mention in _around(by_key[key], total):
            distance = mention.index - total.index
            if not distance or (distance < 0 and not both) or mention.id in parted:
                continue
            if not alike(mention, total) or not same_basis(mention, total) or not _same_year(mention, total):
                continue
            if funds(mention.item) - own:
                continue
            if best is None or abs(distance) < abs(best.index - total.index):
                best = mention
    return best


def _same_year(one: Mention, other: Mention) -> bool:
    years = {one.period, other.period} - {None}
    return len(years) < 2
