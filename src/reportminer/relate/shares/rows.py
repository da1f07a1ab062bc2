"""Rows of shares behind the figures that they are of: 甲产业6亿元；乙产业9亿元。两类产业比重分别为40%和60%."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from reportminer.model import Relation
from reportminer.relate.base import alike, draft, joined
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.misses import share_miss
from reportminer.relate.shares.ratios import fits

_BACK = 24
_WHOLES = 4
_LEAST = 2
_PAIR = 2
_MOST = 6
_RESPECTIVE = "分别"
_LEVELS = frozenset({"level", "base", "per"})
_COMPARING = ("share.of", "share.done", "change.against", "change.compared", "change.against_budget")


def shares_of_pairs(view: View, percentages: Sequence[Mention]) -> Mapping[int, Relation]:
    """By its index, each share of a row behind as many pairs: 收结案75件、63件，83件、73件，结案率依次为84%、88%.

    One of three or more may be wrong; of two that 分别 joins, one that a slip explains.
    """
    found: dict[int, Relation] = {}
    for first in percentages:
        place, length = first.row
        if place or length < _LEAST or first.index < _PAIR * length:
            continue
        row = view.mentions[first.index : first.index + length]
        figures = view.mentions[first.index - _PAIR * length : first.index]
        like = all(each.role == "level" and alike(each, figures[0]) and each.value for each in figures)
        if len(row) < length or not like or figures[0].sentence != first.sentence:
            continue
        for part, whole in ((0, 1), (1, 0)):
            drafts = [
                (share, figures[_PAIR * number + part], figures[_PAIR * number + whole])
                for number, share in enumerate(row)
            ]
            missed = [each for each in drafts if not fits(*each)]
            slipped = length == _PAIR and len(missed) == 1 and share_miss(*missed[0]) is not None
            if length - len(missed) >= max(_LEAST, length - 1) or (slipped and _RESPECTIVE in view.words_of(first)):
                found.update((each[0].index, draft("share", [each[0]], each[1:])) for each in drafts)
                break
    return found


def compared_in_rows(view: View, percentages: Sequence[Mention], roles: Container[str]) -> Mapping[int, Relation]:
    """By its index, each percentage of a row behind as many figures and as many that these are compared with."""
    found: dict[int, Relation] = {}
    for first in percentages:
        if first.role not in roles or first.index in found:
            continue
        for each, *pair in _compared(view, first):
            if each.role == "rate":
                found[each.index] = draft("rate", [each], pair, form="current_previous")
            else:
                found[each.index] = draft("share", [each], pair)
    return found


def _compared(view: View, first: Mention) -> Iterator[tuple[Mention, Mention, Mention]]:
    """Each percentage of a row with its figure and its base: 46起、38万元，比上年40起、35万元增长15%、9%."""
    length = 1
    for each in view.mentions[first.index + 1 : first.index + _MOST]:
        if each.role != first.role or each.sentence != first.sentence or not joined(view, first, each):
            break
        length += 1
    start = first.index - _PAIR * length
    if length < _LEAST or start < 0:
        return
    parts, bases = view.mentions[start : start + length], view.mentions[start + length : first.index]
    if not joined(view, bases[0], bases[-1]) or joined(view, parts[-1], bases[0]):
        return
    led = bases[0].basis in ("prior", "budget") or bases[0].mark(*_COMPARING) is not None
    units = {each.unit for each in bases}
    if not led or (len(units) < length and _RESPECTIVE not in view.text[parts[-1].end : first.start]):
        return
    if ";" in view.text[parts[0].end : first.start]:
        return
    for one, other in zip(parts, bases, strict=True):
        beside = one.sentence == other.sentence == first.sentence and one.group == other.group == first.group
        if not beside or not alike(one, other) or not other.value or not {one.role, other.role} <= _LEVELS:
            return
    for each, one, other in zip(view.mentions[first.index : first.index + length], parts, bases, strict=True):
        # 建会28家，覆盖企业163家，会员1864人，分别完成任务25家、1800人的112%、103.56%: of the 28
        further = (level for level in view.by_sentence[first.sentence] if level.index < start and alike(level, one))
        yield each, one if fits(each, one, other) else next((x for x in further if fits(each, x, other)), one), other


def shares_in_rows(view: View, percentages: Sequence[Mention]) -> Mapping[int, Relation]:
    """By its index, each share of a row that stands in a sentence without levels: of the level at its place before it.

    The whole is one of the levels before those, of which all the shares bear it out, or all but one of three and more.
    """
    found: dict[int, Relation] = {}
    for first in percentages:
        place, length = first.row
        if place or length < _LEAST or first.mark("share.of") is None:
            continue
        row = view.mentions[first.index : first.index + length]
        levels = [
            each
            for each in view.mentions[max(0, first.index - _BACK) : first.index]
            if each.role == "level" and each.paragraph == first.paragraph
        ]
        parts = levels[-length:]
        if len(row) < length or len(parts) < length or parts[-1].sentence == first.sentence:
            continue
        if not all(alike(part, parts[0]) and part.value for part in parts):
            continue
        for whole in reversed(levels[max(0, len(levels) - length - _WHOLES) : -length]):
            fitting = sum(fits(share, part, whole) for share, part in zip(row, parts, strict=True))
            if fitting >= max(_LEAST, length - 1):
                for share, part in zip(row, parts, strict=True):
                    found[share.index] = draft("share", [share], [part, whole])
                break
    return found
