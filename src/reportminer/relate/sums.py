"""Totals and their parts: lists that 其中, 包括, 由…组成 or a colon open, and totals that follow their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from reportminer.model import Quantity, Relation, Strength
from reportminer.relate.base import alike, draft, same_basis
from reportminer.relate.claimed import Kind, Official, claim_of_list, share_of
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.closing import closes, digits, exceeds, high, low, slips
from reportminer.relate.lists import (
    OPENERS,
    closing_prefix,
    is_bare_total,
    joined,
    members_of,
    named_columns,
    opener_of,
    run_of,
    segment_heads,
    total_members,
    until_rest,
    whole_after,
    wholes_of,
)

_INLINE = ("sum.parts", "sum.include")
_SHORTFALL = Decimal("0.02")
_LOOK_BACK = 24
_NAME = 4
_NAMED = re.compile(r"[一-鿿“”()]{4,20}")
_ZERO = Decimal(0)


class Listing(Struct, frozen=True):
    """A total with the parts that the text lists under it.

    claimed   the text says that the parts are the whole, or they add up to it
    opener    the cue that opened the list
    """

    whole: Mention
    parts: tuple[Mention, ...]
    opener: Mark
    claimed: bool
    relation: Relation | None


def find_listings(view: View, official: Official) -> list[Listing]:
    """Every list of parts that a cue opens, outer lists before the lists inside them."""
    listings: list[Listing] = []
    for mention in view.mentions:
        opener = opener_of(view, mention)
        if opener is not None:
            listings.extend(_read_list(view, mention, opener, official))
    return listings


def _read_list(view: View, first: Mention, opener: Mark, official: Official) -> Iterator[Listing]:
    members = members_of(view, first, opener)
    if opener.meaning == "sum.parts" and members:
        more = _next_sentence(view, members)
        if more and _goes_on(view, first, opener, members, more):
            members += more
    columns = _columns(members)
    home: Mention | None = None
    for parts in columns:
        if home is not None and ";" in view.text[first.end : parts[0].start] and opener.meaning in _INLINE:
            continue
        after = whole_after(view, parts) if opener.meaning == "sum.closed" else None
        candidates = [after] if after is not None else wholes_of(view, first, opener, parts[0])
        if opener.meaning == "sum.closed" and after is None:
            candidates = [each for each in candidates if each.sentence == first.sentence]
        figures = [part.quantity for part in parts]
        closed = any(closes(each.quantity, figures) for each in candidates)
        named = _named(view, opener, parts) if after is None and not closed else []
        candidates = named if named and opener.meaning == "sum.divided" else candidates or named
        if parts[0] is not first and home is not None:
            candidates = [each for each in candidates if each.sentence == home.sentence]
        if not candidates:
            continue
        if named and closes(named[0].quantity, figures):
            candidates = named
        home = home or candidates[0]
        yield from _settle(view, candidates, parts, opener, official)


def _named(view: View, opener: Mark, parts: Sequence[Mention]) -> list[Mention]:
    """The total further up that the words before the cue name: 项目支出由甲5万元、乙6万元组成.

    Those right before it, or those that its sentence begins with: 基本支出比上年增加5万元，包括甲5万元、乙6万元.
    """
    names = []
    sentence = view.sentences[view.sentence_at(opener.start)]
    for start in (max(view.text.rfind(end, 0, opener.start) for end in ",;。\n、.") + 1, view.after_label(sentence)):
        head = view.text[start : opener.start]
        found = _NAMED.match(head, len(head) - len(head.lstrip()))
        names.extend([found[0]] if found is not None else [])
    for name in names:
        for whole in reversed(view.mentions[max(0, parts[0].index - _LOOK_BACK) : parts[0].index]):
            if whole.role != "level" or not alike(whole, parts[0]) or len(whole.quantity.item) < _NAME:
                continue
            key = whole.quantity.item[-_NAME:] if not name.endswith(whole.quantity.item) else name[-_NAME:]
            if name.startswith(whole.quantity.item) or (name.startswith(key) and whole.quantity.item.endswith(key)):
                return [whole] if same_basis(whole, parts[0]) else []
            if whole.quantity.item.endswith(name):
                return [whole] if same_basis(whole, parts[0]) else []
    return []


def _columns(members: Sequence[Mention]) -> list[list[Mention]]:
    """The members by unit and basis; bases count only where each member has one."""
    columns: dict[tuple[str | None, str], list[Mention]] = {}
    bases = {member.basis for member in members}
    split = "" not in bases or len(bases) > 2
    for member in members:
        columns.setdefault((member.unit, member.basis if split else ""), []).append(member)
    return list(columns.values())


def _next_sentence(view: View, members: Sequence[Mention]) -> list[Mention]:
    """The levels of the sentence after the list, where that sentence opens no list and counts nothing up."""
    last = members[-1]
    more: list[Mention] = []
    for mention in view.mentions[last.index + 1 :]:
        if mention.sentence <= last.sentence:
            continue
        if mention.sentence > last.sentence + 1 or mention.paragraph != last.paragraph:
            break
        if mention.mark(*OPENERS, "sum.after") is not None or mention.role not in ("level", "share"):
            return []
        if mention.group == last.group and mention.role == "level":
            more.append(mention)
    return more


def _goes_on(view: View, first: Mention, opener: Mark, members: list[Mention], more: list[Mention]) -> bool:
    """Whether the next sentence carries the list on: the same words before like figures, and it nears the total."""
    for unit in {mention.unit for mention in members}:
        column = [mention for mention in members if mention.unit == unit]
        added = [mention for mention in more if mention.unit == unit]
        wholes = wholes_of(view, first, opener, column[0])
        if len(column) < 2 or not added or not wholes:
            continue
        if len({view.text[each.start - 2 : each.start] for each in (*column, *added)}) > 1:
            continue
        whole = wholes[0].quantity
        figures = [part.quantity for part in column]
        if closes(whole, figures) or exceeds(whole, figures):
            continue
        figures += [part.quantity for part in added]
        gap = whole.value - sum((part.value for part in figures), _ZERO)
        if abs(gap) <= _SHORTFALL * whole.value or slips(whole, figures):
            return True
    return False


def _settle(
    view: View, candidates: Sequence[Mention], parts: list[Mention], opener: Mark, official: Official
) -> Iterator[Listing]:
    """The total and the reading of the list that fit best, and what the list then claims."""
    chosen = _closing(view, candidates, parts)
    if chosen is not None:
        whole, fitting = chosen
        kind: Kind = "sum" if len(fitting) > 1 else "part_of"
        yield _listing(whole, fitting, opener, "stated", kind, complete=kind == "sum", claimed=True)
        yield from _leftovers(view, whole, fitting, parts, opener)
        return
    columns = named_columns(view, parts)
    for column in columns:
        fitting_column = _closing(view, candidates, column)
        if fitting_column is not None:
            yield _listing(*fitting_column, opener, "stated", "sum", complete=True, claimed=True)
    if columns:
        return
    # a figure that comes again among the parts is one of them restated, and not their total
    values = {part.value for part in parts if part.value} if len(parts) > 1 else set()
    candidates = [each for each in candidates if each.value not in values]
    if not candidates:
        return
    whole = _home(view, candidates, parts)
    members = [
        part for part in segment_heads(view, parts) if part.basis == whole.basis or "" in (part.basis, whole.basis)
    ]
    fitting = until_rest(run_of(view, _first_stretch(view, members, opener)))
    if not fitting:
        return
    kind, strength = claim_of_list(view, whole, fitting, opener, official)
    if kind == "overlap":
        for part in fitting:
            yield _listing(whole, [part], opener, strength, "part_of", complete=False)
    elif kind:
        claimed = kind == "sum" and strength == "stated"
        yield _listing(whole, fitting, opener, strength, kind, complete=claimed, claimed=claimed)
    if kind:
        yield from _leftovers(view, whole, fitting, parts, opener)


def _home(view: View, candidates: Sequence[Mention], parts: Sequence[Mention]) -> Mention:
    """The total meant: the nearest figure, unless that closes a run of parts itself and is too small."""
    nearest = candidates[0]
    if nearest.mark("saving.left") is not None and exceeds(nearest.quantity, [parts[0].quantity]):
        return next((each for each in candidates[1:] if not exceeds(each.quantity, [parts[0].quantity])), nearest)
    if len(candidates) < 3 or not exceeds(nearest.quantity, [parts[0].quantity]):
        return nearest
    for before, each in pairwise(candidates):
        if not joined(view, each, before):
            return before if before is nearest or exceeds(each.quantity, [parts[0].quantity]) else each
    return nearest


def _first_stretch(view: View, parts: list[Mention], opener: Mark) -> list[Mention]:
    """The parts before the first semicolon of a list with neither colon nor shares: 其中甲5万元；另一事项6万元."""
    if not parts or view.text.startswith(":", opener.end) or share_of(view, parts[0]) is not None:
        return parts
    end = view.text.find(";", parts[0].end, parts[-1].start)
    return [part for part in parts if end < 0 or part.start < end]


def _closing(view: View, candidates: Sequence[Mention], parts: list[Mention]) -> tuple[Mention, list[Mention]] | None:
    """A total and a reading of the list that add up."""
    readings = [parts]
    for reading in (segment_heads(view, parts), run_of(view, parts), until_rest(parts)):
        if reading not in readings:
            readings.append(reading)
    for reading in readings:
        figures = [part.quantity for part in reading]
        for whole in candidates:
            if all(same_basis(whole, part) for part in reading) and closes(whole.quantity, figures):
                return whole, reading
    for reading in readings:
        for whole in candidates:
            chosen = closing_prefix(whole, reading)
            if chosen is not None and not (len(chosen) < len(reading) and _is_one_of(whole, chosen)):
                return whole, chosen
    return None


def _is_one_of(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether one part is all of the whole and the others are nothing, which adds up without being a list of it."""
    return len(parts) > 1 and any(part.value == whole.value for part in parts)


def _leftovers(
    view: View, whole: Mention, chosen: Sequence[Mention], parts: Sequence[Mention], opener: Mark
) -> Iterator[Listing]:
    """Heads counted behind the list in the same stretch: each lies in the whole, 成功调处238件."""
    if whole.quantity.kind in ("amount", "score"):
        return
    end = chosen[-1].end
    for part in parts:
        if part.basis == "prior" or part.mark("change.up", "change.down", "change.against", "change.compared"):
            continue
        if (
            part.start > end
            and part not in chosen
            and high(part.quantity) <= low(whole.quantity)
            and ";" not in view.text[end : part.start]
            and part.sentence == chosen[-1].sentence
            and part.value
        ):
            yield _listing(whole, [part], opener, "implied", "part_of", complete=False)


def _listing(
    whole: Mention,
    parts: Sequence[Mention],
    opener: Mark,
    strength: Strength,
    kind: Kind,
    *,
    complete: bool,
    claimed: bool = False,
) -> Listing:
    if kind == "sum":
        relation = draft("sum", [whole], parts, strength=strength, cue=opener.word, complete=complete)
    else:
        relation = draft("part_of", parts, [whole], strength=strength, cue=opener.word)
    return Listing(whole, tuple(parts), opener, claimed, relation)


def find_totals_after(view: View, listings: Sequence[Listing], taken: Set[int] = frozenset()) -> Iterator[Listing]:
    """Totals that add up the figures before them; parts of a figure that is itself among them are left out.

    taken  the totals whose parts are known already
    """
    whole_of = {part.index: listing.whole.index for listing in listings for part in listing.parts}
    for mention in view.mentions:
        mark = mention.mark("sum.after")
        if mark is None or mention.index in taken or mention.role != "level" or mention.mark("sum.composed"):
            continue
        strength: Strength = "stated"
        if not is_bare_total(view, mention):
            chosen = _whole_account(view, mention)
        else:
            before, named = _before(view, mention, mark)
            places = {each.index for each in before}
            tops = [each for each in before if whole_of.get(each.index) not in places]
            chosen = _suffix(mention, tops) or (_suffix(mention, before) if len(tops) < len(before) else None)
            if named and chosen is not None and not closes(mention.quantity, [part.quantity for part in chosen]):
                every = _whole_account(view, mention)
                unclear = len(_account(view, mention)) > len(chosen)
                slipped = slips(mention.quantity, _figures(chosen))
                # an account by several names may leave something out
                strength = "stated" if every or slipped else "implied"
                chosen = every or (None if unclear and not slipped else chosen)
        if chosen is not None:
            relation = draft("sum", [mention], chosen, strength=strength, cue=mark.word, complete=strength == "stated")
            yield Listing(mention, tuple(chosen), mark, True, relation)


def _figures(mentions: Sequence[Mention]) -> list[Quantity]:
    return [mention.quantity for mention in mentions]


def _account(view: View, total: Mention) -> list[Mention]:
    """The like levels of the sentence before a total, whatever they are called, from the last semicolon on."""
    found: list[Mention] = []
    # a total in a stretch of its own counts up what the stretches before it made
    across = view.text.endswith(";", 0, total.clause)
    for mention in reversed(view.mentions[max(0, total.index - _LOOK_BACK) : total.index]):
        end = found[-1].start if found else total.start
        if mention.sentence != total.sentence or (not across and ";" in view.text[mention.end : end]):
            break
        if mention.role == "level" and alike(mention, total) and mention.group == total.group:
            found.append(mention)
    return found[::-1]


def _whole_account(view: View, total: Mention) -> list[Mention] | None:
    """Those figures where all of them make the total exactly: 支出1150万元，调出资金2000万元，支出总计3150万元."""
    members = _account(view, total)
    telling = len(digits(total.quantity).strip("0")) > 1
    return members if len(members) > 1 and telling and closes(total.quantity, _figures(members)) else None


def _before(view: View, total: Mention, mark: Mark) -> tuple[list[Mention], bool]:
    """Like figures before the total, nearest first, down to another total; whether only those of one name."""
    word = view.text[max(total.clause, total.lead) : mark.start].strip() if mark.start > total.clause else ""
    named = total_members(view, total, word) if len(word) > 1 else []
    found: list[Mention] = []
    all_above = total.mark("above.all") is not None
    for mention in reversed(view.mentions[max(0, total.index - _LOOK_BACK) : total.index]):
        if mention.paragraph != total.paragraph:
            start = view.paragraphs[mention.paragraph]
            if not all_above or not view.labelled(start):
                break
            if any(
                each.paragraph == mention.paragraph and alike(each, total)
                for each in view.mentions[max(0, mention.index - 8) : mention.index]
            ):
                continue
        if mention.role != "level" or not alike(mention, total) or mention.group != total.group:
            continue
        if is_bare_total(view, mention) and not named:
            break
        if not named or mention in named:
            found.append(mention)
    return found, bool(named)


def _suffix(total: Mention, before: Sequence[Mention]) -> list[Mention] | None:
    """The figures just before the total that it adds up: those that close, else those that one slip would."""
    for test in (closes, slips):
        for count in range(2, len(before) + 1):
            chosen = list(reversed(before[:count]))
            figures = [part.quantity for part in chosen]
            if test(total.quantity, figures) or (test is slips and slips(total.quantity, figures, least=2)):
                return chosen
    same = [mention for mention in before if mention.sentence == total.sentence]
    return list(reversed(same)) if len(same) > 1 else None
