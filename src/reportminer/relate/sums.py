"""Totals and their parts: lists that 其中, 包括, 由…组成 or a colon open, and totals that follow their parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from reportminer.model import Relation, Strength
from reportminer.relate.base import alike, draft, same_basis
from reportminer.relate.clauses import Mark, Mention, View
from reportminer.relate.closing import closes, exceeds, high, low, slips

_OPENERS = ("sum.parts", "sum.closed", "sum.mainly", "sum.respective", "sum.colon")
_NEAR = Decimal("0.01")
_OVERLAP = Decimal("0.05")
_BEYOND = Decimal("0.2")
_SHARE_STEP = Decimal("0.06")
_BREAK = re.compile(r"[;。\n]")
_INLINE_LABEL = re.compile(r"[。;:]\s*(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)、]|\.(?!\d))|[①-⑳])")
_LOOK_BACK = 12
_EVERYTHING = "以上述两三四五六七八九十几各项类者0123456789"
_TO_THE_LIST = " \n:;,。以下几个方面如项"
_SUM_OF = "金额为资达约近:"
_COMPACT = 18
_STRAY = Decimal("0.1")
_SHORTFALL = Decimal("0.02")


class Listing(Struct, frozen=True):
    """A total with the parts that the text lists under it.

    claimed   the text says that the parts are the whole
    opener    the cue that opened the list
    """

    whole: Mention
    parts: tuple[Mention, ...]
    opener: Mark
    claimed: bool
    relation: Relation | None


Official = Callable[[Mention, Sequence[Mention]], bool]
"""whether official accounts say that a total consists of exactly these parts"""


def find_listings(view: View, official: Official) -> list[Listing]:
    """Every list of parts that a cue opens, outer lists before the lists inside them."""
    listings: list[Listing] = []
    for mention in view.mentions:
        opener = _opener(view, mention)
        if opener is not None:
            listings.extend(_read_list(view, mention, opener, official))
    return listings


def _opener(view: View, mention: Mention) -> Mark | None:
    """The cue between this figure and the one before that opens a list."""
    mark = mention.mark(*_OPENERS)
    if mark is not None:
        return mark
    if not mention.index:
        return None
    before = view.mentions[mention.index - 1]
    if mention.lead == before.end:
        gap = view.text[mention.lead : mention.start]
        if gap.startswith(":") and gap.count("。") == 0:
            return Mark(mention.lead, mention.lead + 1, "sum.colon", ":")
    elif before.paragraph < mention.paragraph and view.labelled(mention.lead):
        for mark in view.marks_between(before.end, mention.lead):
            if mark.meaning in _OPENERS and not view.text[mark.end : mention.lead].strip(_TO_THE_LIST):
                return mark
    return None


def _read_list(view: View, first: Mention, opener: Mark, official: Official) -> Iterator[Listing]:
    members = _members(view, first, opener)
    if opener.meaning == "sum.parts" and members:
        more = _next_sentence(view, members)
        if more and _goes_on(view, first, opener, members, more):
            members += more
    columns: dict[tuple[str | None, str], list[Mention]] = {}
    for member in members:
        columns.setdefault((member.unit, member.basis), []).append(member)
    if len({basis for _, basis in columns}) == 2 and any(not basis for _, basis in columns):
        columns = {}
        for member in members:
            columns.setdefault((member.unit, ""), []).append(member)
    for parts in columns.values():
        candidates = _wholes(view, first, opener, parts[0])
        if not candidates:
            continue
        yield from _settle(view, candidates, parts, opener, official)


def _next_sentence(view: View, members: Sequence[Mention]) -> list[Mention]:
    """The levels of the sentence after the list, where that sentence opens no list and counts nothing up."""
    last = members[-1]
    more: list[Mention] = []
    for mention in view.mentions[last.index + 1 :]:
        if mention.sentence <= last.sentence:
            continue
        if mention.sentence > last.sentence + 1 or mention.paragraph != last.paragraph:
            break
        if mention.mark(*_OPENERS, "sum.after") is not None or mention.role not in ("level", "share"):
            return []
        if mention.group == last.group and mention.role == "level":
            more.append(mention)
    return more


def _goes_on(view: View, first: Mention, opener: Mark, members: list[Mention], more: list[Mention]) -> bool:
    """Whether the next sentence carries the list on: the same words before like figures, and it nears the total."""
    for unit in {mention.unit for mention in members}:
        column = [mention for mention in members if mention.unit == unit]
        added = [mention for mention in more if mention.unit == unit]
        wholes = _wholes(view, first, opener, column[0])
        if len(column) < 2 or not added or not wholes:
            continue
        if len({view.text[each.start - 2 : each.start] for each in (*column, *added)}) > 1:
            continue
        whole = wholes[0]
        if closes(whole.quantity, [part.quantity for part in column]) or exceeds(
            whole.quantity, [part.quantity for part in column]
        ):
            continue
        figures = [part.quantity for part in (*column, *added)]
        gap = whole.value - sum((part.value for part in figures), Decimal(0))
        if abs(gap) <= _SHORTFALL * whole.value or slips(whole.quantity, figures):
            return True
    return False


def _members(view: View, first: Mention, opener: Mark) -> list[Mention]:
    """The levels of the list that `first` begins, at its own depth.

    A list inside a list ends with the figure that closes it, else at the first semicolon.
    """
    members = list(_walk(view, first, opener))
    if len(members) < 2 or not _is_nested(view, first):
        return members
    wholes = _wholes(view, first, opener, first)
    closing = _closing_prefix(wholes[0], members) if wholes else None
    if closing is not None:
        return closing
    end = view.text.find(";", members[0].end, members[-1].start)
    return [member for member in members if end < 0 or member.start < end]


def _walk(view: View, first: Mention, opener: Mark) -> Iterator[Mention]:
    labelled = view.labelled(_after_cue(view, opener))
    reason = False
    resume = first.index
    seen: set[tuple[str | None, str]] = set()
    previous = first
    for mention in view.mentions[first.index :]:
        if mention.group != first.group:
            if first.group and not _inside(view, first.group, mention.group):
                return
            continue
        if mention is not first:
            if _leaves(view, first, mention, labelled) or _bare_total(view, mention):
                return
            if mention.paragraph != previous.paragraph or _INLINE_LABEL.search(view.text, previous.end, mention.start):
                seen.clear()
            inner = _opener(view, mention)
            if inner is not None and mention.index >= resume:
                inside = _members(view, mention, inner)
                resume = inside[-1].index + 1 if inside else mention.index + 1
        reason = _in_reason(view, mention, reason)
        previous = mention
        if mention.index < resume or reason or mention.role != "level":
            continue
        if labelled and (mention.unit, mention.basis) in seen:
            continue
        seen.add((mention.unit, mention.basis))
        yield mention


def _leaves(view: View, first: Mention, mention: Mention, labelled: bool) -> bool:
    """Whether the list that `first` begins has ended before `mention`: at its sentence, or at the last labelled line."""
    if labelled:
        return mention.paragraph != first.paragraph and not _labelled_paragraph(view, first, mention)
    return mention.sentence != first.sentence


def _in_reason(view: View, mention: Mention, before: bool) -> bool:
    """Whether a figure stands in words that explain another: from 主要原因 to the end of that part of the sentence."""
    breaks = [match.start() for match in _BREAK.finditer(view.text, mention.lead, mention.start)]
    mark = mention.mark("change.reason")
    if mark is not None:
        return not breaks or mark.start > breaks[-1]
    return before and not breaks


def _is_nested(view: View, first: Mention) -> bool:
    """Whether another list of the same sentence and depth is open where this one begins."""
    for mention in reversed(view.mentions[: first.index]):
        if mention.sentence != first.sentence:
            return False
        if mention.group == first.group and mention.mark("sum.parts", "sum.closed") is not None:
            return True
    return False


def _after_cue(view: View, opener: Mark) -> int:
    """Where the list proper begins: behind the cue and its colon."""
    place = opener.end
    while place < len(view.text) and view.text[place] in ": \n,":
        place += 1
    return place


def _labelled_paragraph(view: View, first: Mention, mention: Mention) -> bool:
    """Whether every paragraph from the one after `first` up to that of `mention` begins with a list label."""
    if mention.paragraph - first.paragraph > 30:
        return False
    for number in range(first.paragraph + 1, mention.paragraph + 1):
        start = view.paragraphs[number]
        if view.text[start : view.paragraph_end(start)].strip() and not view.labelled(start):
            return False
    return True


def _inside(view: View, outer: int, inner: int) -> bool:
    while inner:
        inner = view.parents[inner]
        if inner == outer:
            return True
    return False


def _wholes(view: View, first: Mention, opener: Mark, part: Mention) -> list[Mention]:
    """Figures before the cue that the list can divide, nearest first."""
    found: list[Mention] = []
    inside = first.group
    if inside and view.opens[inside] >= (view.mentions[first.index - 1].end if first.index else 0):
        inside = view.parents[inside]
    paragraph, sentence = view.paragraph_at(opener.start), view.sentence_at(opener.start)
    nearest: Mention | None = None
    for mention in reversed(view.mentions[max(0, first.index - _LOOK_BACK) : first.index]):
        if mention.group != inside and mention.group != first.group:
            continue
        if nearest is None:
            apart = paragraph - mention.paragraph
            if apart and (apart > 2 or not _starts_paragraph(view, opener)):
                break
            paragraph, sentence = mention.paragraph, min(sentence, mention.sentence + 1)
            nearest = mention
        if mention.paragraph != paragraph or sentence - mention.sentence > 3:
            break
        if found and mention.sentence != found[0].sentence:
            break
        if mention.role == "level" and alike(mention, part) and same_basis(mention, part):
            found.append(mention)
            if first.group != inside:
                break
    return found


def _starts_paragraph(view: View, opener: Mark) -> bool:
    """Whether the cue begins its paragraph, so that the total stands in the paragraph before."""
    return not view.text[view.paragraph_start(opener.start) : opener.start].strip(" :,")


def _settle(
    view: View, candidates: Sequence[Mention], parts: list[Mention], opener: Mark, official: Official
) -> Iterator[Listing]:
    """The total that fits best, and what the list then claims."""
    heads = _segment_heads(view, parts)
    for members in (parts, heads) if len(heads) < len(parts) else (parts,):
        for whole in candidates:
            chosen = _closing_prefix(whole, members)
            if chosen is not None:
                kind = "sum" if len(chosen) > 1 else "part_of"
                yield _listing(whole, chosen, opener, True, kind, "stated", complete=kind == "sum")
                return
    whole = candidates[0]
    parts = [part for part in heads if same_basis(whole, part)]
    if not parts:
        return
    kind, strength = _claim(view, whole, parts, opener, official)
    if kind == "overlap":
        for part in parts:
            yield _listing(whole, [part], opener, False, "part_of", strength, complete=False)
    elif kind:
        claimed = kind == "sum" and strength == "stated"
        yield _listing(whole, parts, opener, claimed, kind, strength, complete=claimed)


def _segment_heads(view: View, parts: Sequence[Mention]) -> list[Mention]:
    """The first part of each stretch between semicolons; all of them in a list without semicolons."""
    if len(parts) < 2 or ";" not in view.text[parts[0].end : parts[-1].start]:
        return list(parts)
    heads = [parts[0]]
    for before, part in pairwise(parts):
        if before.sentence != part.sentence or _BREAK.search(view.text, before.end, part.start):
            heads.append(part)
    return heads


def _claim(
    view: View, whole: Mention, parts: Sequence[Mention], opener: Mark, official: Official
) -> tuple[Literal["sum", "part_of", "overlap", ""], Strength]:
    """What a list that does not close claims; "overlap": each part lies in the whole, and parts share members."""
    figures = [part.quantity for part in parts]
    if len(parts) > 1:
        size = _by_size(whole, parts)
        if _stated_whole(view, whole, parts, opener, official):
            return "sum", "stated"
        if slips(whole.quantity, figures):
            return "sum", "implied"
        if size == "near" and opener.meaning != "sum.respective":
            return "sum", "implied"
        if size == "beyond":
            return ("sum" if opener.meaning == "sum.parts" else ""), "weak"
        if size == "overlap":
            fits = all(low(part) <= high(whole.quantity) for part in figures)
            return ("overlap" if fits and opener.meaning == "sum.parts" else ""), "stated"
    if opener.meaning in ("sum.respective", "sum.colon"):
        return "", "stated"
    if opener.meaning == "sum.mainly" and exceeds(whole.quantity, figures):
        return "", "stated"
    return "part_of", "stated"


def _stated_whole(view: View, whole: Mention, parts: Sequence[Mention], opener: Mark, official: Official) -> bool:
    """Whether the text says that the parts are the whole: 由…组成, 其他 as the last part, shares that make 100 %."""
    if opener.meaning == "sum.closed":
        return True
    if opener.meaning != "sum.parts" and opener.meaning != "sum.mainly":
        return False
    if opener.meaning == "sum.parts" and _residual(parts) or official(whole, parts):
        return True
    shares = [share_of(view, part) for part in parts]
    known = [share.value for share in shares if share is not None]
    return len(known) == len(parts) and abs(sum(known) - 100) <= len(known) * _SHARE_STEP


def share_of(view: View, part: Mention) -> Mention | None:
    """The share stated beside a part."""
    for mention in view.mentions[part.index + 1 : part.index + 4]:
        if mention.sentence != part.sentence or mention.role == "level":
            return None
        if mention.role == "share" and mention.group == part.group:
            return mention
    return None


def _listing(
    whole: Mention, parts: Sequence[Mention], opener: Mark, claimed: bool, kind: str, strength: Strength, *, complete: bool
) -> Listing:
    if kind == "sum":
        relation = draft("sum", [whole], parts, strength=strength, cue=opener.word, complete=complete)
    else:
        relation = draft("part_of", parts, [whole], strength=strength, cue=opener.word)
    return Listing(whole, tuple(parts), opener, claimed, relation)


def _closing_prefix(whole: Mention, parts: Sequence[Mention]) -> list[Mention] | None:
    """All parts when they close, else the longest beginning of at least two that does."""
    usable = [part for part in parts if same_basis(whole, part)]
    for count in range(len(usable), 0, -1):
        if count == 1 and len(usable) > 1:
            return None
        chosen = usable[:count]
        if closes(whole.quantity, [part.quantity for part in chosen]):
            return chosen
    return None


def _by_size(whole: Mention, parts: Sequence[Mention]) -> str:
    """What the sizes say: "near", "beyond" the whole by far, "overlap" (as heads do), or "below"."""
    total = sum((part.value for part in parts), Decimal(0))
    gap = whole.value - total
    if exceeds(whole.quantity, [part.quantity for part in parts]):
        if whole.quantity.kind != "amount":
            return "overlap" if -gap > _OVERLAP * whole.value else "near"
        return "beyond" if -gap > _BEYOND * whole.value else "near"
    if whole.value >= 1000 and abs(gap) <= _NEAR * whole.value and min(part.value for part in parts) > abs(gap):
        return "near"
    return "below"


def _residual(parts: Sequence[Mention]) -> bool:
    """Whether the last part is the rest (其他…), which makes the list whole."""
    last = parts[-1]
    return len(parts) > 1 and any(mark.meaning == "sum.rest" and mark.start >= last.clause for mark in last.marks)


def find_plain_lists(view: View) -> Iterator[Listing]:
    """A sentence that states one total and the next that is nothing but a list: no cue, so the sums must tell."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in view.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for number, mentions in by_sentence.items():
        parts = by_sentence.get(number + 1, [])
        whole = mentions[-1]
        if len(parts) < 2 or whole.paragraph != parts[0].paragraph or len(mentions) > 1:
            continue
        if not all(_is_item(view, part) and alike(part, whole) and same_basis(part, whole) for part in parts):
            continue
        figures = [part.quantity for part in parts]
        gap = abs(whole.value - sum((part.value for part in parts), Decimal(0)))
        sure = closes(whole.quantity, figures)
        if whole.role == "level" and (sure or slips(whole.quantity, figures) or gap <= _STRAY * whole.value):
            mark = Mark(whole.end, whole.end, "sum.plain", "")
            relation = draft("sum", [whole], parts, strength="implied", complete=sure)
            yield Listing(whole, tuple(parts), mark, sure, relation)


def _is_item(view: View, mention: Mention) -> bool:
    """Whether a figure is preceded by its name only."""
    name = view.text[mention.clause : mention.start].strip()
    return (
        mention.role == "level"
        and mention.quantity.kind == "amount"
        and not mention.group
        and 1 < len(name) <= _COMPACT
        and not any(mark.meaning != "sum.rest" and not mark.meaning.startswith("none") for mark in mention.marks)
    )


def _bare_total(view: View, mention: Mention) -> bool:
    """Whether 共计, 合计 … stands alone before the figure, so that it adds up what came before.

    The verb of the figures before may stand with it: 投入50万元…投入30万元…共计投入80万元.
    """
    mark = mention.mark("sum.after")
    if mark is None or mark.start < mention.clause:
        return False
    head = view.text[max(mention.clause, mention.lead) : mark.start].strip()
    tail = view.text[mark.end : mention.start].strip(_SUM_OF + " ")
    if head.strip(_EVERYTHING):
        return False
    if not tail:
        return True
    before = [each for each in view.mentions[max(0, mention.index - 4) : mention.index] if alike(each, mention)]
    return sum(tail in view.text[each.clause : each.start] for each in before) > 1


def find_totals_after(view: View) -> Iterator[Listing]:
    """Totals that add up the figures before them."""
    for mention in view.mentions:
        if mention.role == "level" and _bare_total(view, mention):
            mark = mention.mark("sum.after")
            assert mark is not None
            parts = _before(view, mention)
            chosen = _suffix(mention, parts)
            if chosen is not None:
                relation = draft("sum", [mention], chosen, cue=mark.word, complete=True)
                yield Listing(mention, tuple(chosen), mark, True, relation)


def _before(view: View, total: Mention) -> list[Mention]:
    """Like figures before the total, nearest first, down to another total."""
    found: list[Mention] = []
    for mention in reversed(view.mentions[max(0, total.index - 2 * _LOOK_BACK) : total.index]):
        if mention.paragraph != total.paragraph:
            break
        if mention.role != "level" or not alike(mention, total) or mention.group != total.group:
            continue
        if _bare_total(view, mention):
            break
        found.append(mention)
    return found


def _suffix(total: Mention, before: Sequence[Mention]) -> list[Mention] | None:
    """The figures just before the total that it adds up: those that close, else those that one slip would."""
    for test in (closes, slips):
        for count in range(2, len(before) + 1):
            chosen = list(reversed(before[:count]))
            if test(total.quantity, [part.quantity for part in chosen]):
                return chosen
    same = [mention for mention in before if mention.sentence == total.sentence]
    return list(reversed(same)) if len(same) > 1 else None
