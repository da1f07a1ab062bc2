"""Lists that no cue opens: shares that make 100 %, and a total right before its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from reportminer.model import Strength
from reportminer.relate.base import alike, joined, same_basis
from reportminer.relate.clauses import Mention, View
from reportminer.relate.evidence.chance import chance, near_miss
from reportminer.relate.evidence.closing import closes, makes
from reportminer.relate.evidence.slips import slips
from reportminer.relate.keys import any_of
from reportminer.relate.lists.bare import in_bracket_of
from reportminer.relate.lists.bare_totals import is_bare_total
from reportminer.relate.lists.claimed import kind_of, makes_shares, pairs_of, shares_whole
from reportminer.relate.lists.heads import next_sentences
from reportminer.relate.lists.listing import Listing, sum_of
from reportminer.relate.lists.points import mixes_points
from reportminer.relate.lists.reading import opener_of, run_of
from reportminer.relate.lists.uncued import slipped_run

_IN = re.compile(",?(?:共|共分|分|分为|分成)")
_TOLD_ODDS = Fraction(1, 8)
_CLASS = "(类)"
_LACKING = frozenset("缺欠差")
_BANDS = ("at_least", "at_most", "range")
_STRAY_COUNT = Decimal("0.11")
_SHORT = 6
_LOOK_BACK = 40
_KINDS = 3
_ZERO = Decimal(0)


def find_plain_lists(view: View, listings: Sequence[Listing]) -> list[Listing]:
    """Every list without a cue; sums must tell, so that only those are given that add up or miss by one slip."""
    taken = {part.index for listing in listings for part in listing.parts}
    led = {listing.whole.index for listing in listings if listing.is_sum}
    found: list[Listing] = []
    found.extend(_share_lists(view, taken))
    taken.update(part.index for listing in found for part in listing.parts)
    found.extend(_following(view, taken, led))
    wholes = {listing.whole.index for listing in found}
    found.extend(_remainders(view, taken | led | wholes))
    found.extend(_graded(view, taken | led | wholes))
    found.extend(_per_head(view, taken | led | wholes))
    found.extend(next_sentences(view, taken | led))
    return found


def _listing(whole: Mention, parts: Sequence[Mention], strength: Strength, sure: bool, cue: str = "") -> Listing:
    return sum_of(whole, parts, strength=strength, cue=cue, sure=sure)


def _sum(parts: Sequence[Mention]) -> Decimal:
    return sum((part.value for part in parts), _ZERO)


def _share_lists(view: View, taken: set[int]) -> Iterator[Listing]:
    """Parts with shares that make 100 %: their total is the nearest figure before that they add up to."""
    for mentions in view.by_sentence.values():
        rows = [each.row[1] for each in mentions if each.role == "share"]
        row = next((size for size in rows if size > 1), 0) if rows else 0
        if row:
            yield from _row_list(view, mentions, row, taken)
            continue
        pairs = [pair for pair in pairs_of(view, mentions if rows else ()) if pair[0].index not in taken]
        parts, shares = [part for part, _ in pairs], [share for _, share in pairs]
        if len(parts) < 2 or not (shares_whole(shares) or makes_shares(parts, shares)):
            continue
        if not all(alike(part, parts[0]) for part in parts):
            continue
        whole = _whole_of(view, parts, shares)
        if whole is not None:
            yield _listing(whole, _with_nothing(mentions, parts), "stated", True, "占")


def _with_nothing(mentions: Sequence[Mention], parts: Sequence[Mention]) -> list[Mention]:
    """The parts and those beside them that are nothing, which have no share."""
    first, last = parts[0].index - 1, parts[-1].index + 1
    nothing = [
        each
        for each in mentions
        if first <= each.index <= last and each.role == "level" and not each.value and alike(each, parts[0])
    ]
    return sorted([*parts, *(each for each in nothing if each not in parts)], key=lambda each: each.index)


def _whole_of(view: View, parts: Sequence[Mention], shares: Sequence[Mention]) -> Mention | None:
    """The nearest figure before the parts that they add up to, else one that their shares fit or a slip explains."""
    before = [
        whole
        for whole in reversed(view.mentions[max(0, parts[0].index - _LOOK_BACK) : parts[0].index])
        if whole.role == "level" and alike(whole, parts[0]) and same_basis(whole, parts[0])
    ]
    closing = next((whole for whole in before if closes(whole, parts)), None)
    if closing is not None:
        return closing
    shared = next((whole for whole in before if makes_shares(parts, shares, whole)), None)
    if shared is not None:
        return shared
    greatest = max(part.value for part in parts)
    return next((each for each in before if each.value > greatest and slips(each, parts)), None)


def _row_list(view: View, mentions: Sequence[Mention], row: int, taken: set[int]) -> Iterator[Listing]:
    """甲5万元、乙6万元、丙7万元，分别占…: the parts before a row of shares that make 100 %, and their total."""
    shares = [each for each in mentions if each.role == "share" and each.row[1] == row]
    parts = [each for each in mentions if each.role == "level" and each.index < shares[0].index][-row:]
    if len(parts) < row or len(shares) != row or not shares_whole(shares) or parts[0].index in taken:
        return
    for whole in reversed(view.mentions[max(0, parts[0].index - _LOOK_BACK) : parts[0].index]):
        if whole.role == "level" and alike(whole, parts[0]) and closes(whole, parts):
            yield _listing(whole, parts, "stated", True, "占")
            return


def find_class_sums(view: View) -> Iterator[Listing]:
    """Labelled lines of one official class (一般公共服务支出（类）…（款）…（项）) make the figure of that class."""
    groups: dict[str, list[Mention]] = {}
    seen: set[int] = set()
    for mention in view.mentions:
        start = view.paragraphs[mention.paragraph]
        if mention.role != "level" or mention.basis != "actual" or mention.paragraph in seen:
            continue
        end = view.text.find(_CLASS, start, mention.start)
        if end > 0 and view.labelled(start):
            seen.add(mention.paragraph)
            groups.setdefault(view.text[view.after_label(start) : end].strip(), []).append(mention)
    for name, parts in groups.items():
        for whole in reversed(view.mentions[max(0, parts[0].index - _LOOK_BACK) : parts[0].index]):
            above = whole.paragraph < parts[0].paragraph
            if len(parts) > 1 and above and whole.role == "level" and whole.item.startswith(name):
                if closes(whole, parts) or slips(whole, parts):
                    yield _listing(whole, parts, "implied", closes(whole, parts))
                break


def _following(view: View, taken: set[int], led: set[int]) -> Iterator[Listing]:
    """A total with its parts right behind it in the same sentence: 机关干部81人，行政34人、事业41人、其他6人."""
    for mentions in view.by_sentence.values():
        levels = [each for each in mentions if each.role == "level" and not _is_band(view, each)]
        for place, whole in enumerate(levels):
            behind = levels[place + 1 :]
            bracket = bool(behind) and in_bracket_of(view, whole, behind[0])
            nested = whole.index in taken and not bracket
            if whole.index in led or (nested and not _is_head(view, whole)) or not whole.value:
                continue
            parts = _parts_behind(view, whole, behind[_says_how_many(view, whole) > 0 :], taken, bracket=bracket)
            if len(parts) < 2 or is_bare_total(view, whole):
                continue
            chosen = (
                _closing_run(view, whole, parts) or _told_run(view, whole, parts) or slipped_run(view, whole, parts)
            )
            if chosen is not None and not (place and _goes_on(view, levels[place - 1], whole, chosen)):
                taken.update(part.index for part in chosen)
                yield _listing(whole, chosen, "implied", closes(whole, chosen))


def _parts_behind(
    view: View, whole: Mention, levels: Sequence[Mention], taken: set[int], *, bracket: bool
) -> list[Mention]:
    """The levels that may be parts of the one right before them, up to the first that can't be."""
    parts: list[Mention] = []
    for part in levels:
        inside = bracket and part.group == (parts[0] if parts else part).group
        if parts and part.group != whole.group and _is_aside(view, part, parts[-1]):
            continue
        if parts and _is_second(part, parts[-1]):
            continue
        if (
            not (alike(part, whole) or _is_other_unit(view, whole, part))
            or not (inside or part.group == whole.group)
            or not same_basis(part, whole)
        ):
            break
        apart = ";" in view.text[whole.end : part.start] or (view.text[whole.end] == "、" and not bracket)
        if opener_of(view, part) is not None or (not parts and (apart or _holds_post(view, whole, part))):
            break
        before = parts[-1] if parts else whole
        if part.index in taken or part.mark("sum.after", "sum.stop") or not _is_next(view, before, part):
            break
        if mixes_points(view, whole, part) or (parts and view.words_of(part).strip(" ,")[:1] in _LACKING):
            break
        if _is_told_back(view, part, parts):
            break
        parts.append(part)
    return parts


def _holds_post(view: View, whole: Mention, part: Mention) -> bool:
    """Whether those who are there follow the posts: 编制20名，实有17人; but not 编制20名，空编3名，实有17人."""
    posts, filled = (any_of(use, view.lexicon) for use in ("posts_fixed", "posts_filled"))
    return posts.search(whole.item) is not None and filled.search(view.words_of(part)) is not None


def _goes_on(view: View, before: Mention, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether figures that do not add up go on a list already begun: 甲损坏37处，乙损坏19处，丙损坏16处，…."""
    ends = {view.words_of(each).rstrip()[-1:] for each in (before, whole, parts[0])}
    alone = before.index == whole.index - 1 and alike(before, whole) and before.group == whole.group
    return alone and len(ends) == 1 and not closes(whole, parts)


def _is_told_back(view: View, mention: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a figure is one of these once more, by its name: 在建4项，完工2项，在建的4项明年完工."""
    name = view.words_of(mention).strip(" ,").removesuffix("的")
    if not view.text.startswith("的", mention.start - 1) or not name:
        return False
    return any(each.value == mention.value and name in view.words_of(each) for each in parts)


def _is_head(view: View, whole: Mention) -> bool:
    """Whether a part of a list begins a stretch between semicolons, which may divide it: …；五保336人，集中110人，…."""
    before = view.text.rfind(";", view.sentences[whole.sentence], whole.start)
    return before >= 0 and not any(char in ",、。" for char in view.text[before + 1 : whole.start])


def _is_aside(view: View, mention: Mention, before: Mention) -> bool:
    """Whether a figure stands in the bracket right behind another: 集中30人（内含新进4人），分散20人."""
    return mention.group != before.group and view.opens[mention.group] == before.end


def _is_next(view: View, before: Mention, part: Mention) -> bool:
    """Whether nothing but brackets, the share, band and second measure of a part stands between two of a list."""
    between = view.mentions[before.index + 1 : part.index]
    counted = between[:1] if _says_how_many(view, before) else []
    return all(
        each in counted
        or each.role == "share"
        or _is_band(view, each)
        or _is_aside(view, each, before)
        or _is_second(each, before)
        for each in between
    )


def _is_band(view: View, mention: Mention) -> bool:
    """Whether a figure says which things the next one counts: 50户以上9个, 5000万元至1亿元的53个."""
    behind = view.mentions[mention.index + 1 : mention.index + 2]
    gap = view.text[mention.quantity.end : behind[0].start] if behind else "。"
    return mention.bound in _BANDS and gap in ("", "的")


def _is_second(mention: Mention, before: Mention) -> bool:
    """Whether a figure is the second measure of one: 8期412人."""
    return mention.start == before.quantity.end and mention.unit != before.unit


def _is_other_unit(view: View, whole: Mention, part: Mention) -> bool:
    """Whether a part is counted in the second unit of a total: 运力734辆(艘)，客车642辆、客船92艘."""
    return bool(part.unit) and view.text.startswith(f"({part.unit})", whole.end)


def _says_how_many(view: View, whole: Mention) -> int:
    """How many parts a total is said to have right behind it: 5万元，分两批，首批3万元，次批2万元; 0 where not."""
    if whole.index + 1 == len(view.mentions):
        return 0
    number = view.mentions[whole.index + 1]
    told = number.kind == "count" and _IN.fullmatch(view.text, whole.end, number.start)
    return int(number.value) if told else 0


def _told_run(view: View, whole: Mention, parts: list[Mention]) -> list[Mention] | None:
    """The parts that are as many as their total says and miss it by one slip."""
    if len(parts) < 2 or _says_how_many(view, whole) != len(parts):
        return None
    return parts if near_miss(whole, parts, _TOLD_ODDS) else None


def _closing_run(view: View, whole: Mention, parts: Sequence[Mention]) -> list[Mention] | None:
    """The first parts that add up to the whole; a whole run that a slip keeps from it where fewer make it by chance."""
    for count in range(len(parts), 1, -1):
        chosen = list(parts[:count])
        if count < len(parts) and whole.kind == "score" and _sum(chosen) != whole.value:
            continue
        if makes(whole, chosen):
            run = run_of(view, parts) if whole.kind != "amount" else []
            # 12个，优8个、良4个、中1个: the first of one run make it by chance, where a slip keeps all from it
            listed = len(run) > count and view.text.startswith("、", chosen[-1].end)
            return run if listed and near_miss(whole, run) else chosen
    if len(parts) > 2 and _is_divided(view, whole, parts):
        return list(parts)
    return None


def _remainders(view: View, used: set[int]) -> Iterator[Listing]:
    """What is left of a figure (其余3家) with what was said of it before: 36家，已完成33家，其余3家."""
    for mentions in view.by_sentence.values():
        for rest in mentions:
            if rest.role != "level" or not rest.marks or not _is_left(rest) or rest.index in used:
                continue
            before = [
                each
                for each in mentions[: mentions.index(rest)]
                if each.role == "level" and each.group == rest.group and alike(each, rest) and same_basis(each, rest)
            ]
            if any(each.index in used for each in before):
                continue
            readings = [(before[place], [*before[place + 1 :], rest]) for place in range(len(before) - 1)]
            sure = [each for each in readings if closes(each[0], each[1])]
            readings = sure or [each for each in readings if _may_divide(view, *each)]
            for whole, parts in readings[:1]:
                yield _listing(whole, parts, "implied", bool(sure))


def _may_divide(view: View, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether one slip keeps parts from their whole: not 自筹2亿元，占30%，贷款5亿元，其余1亿元."""
    own = view.mentions[whole.index + 1]
    apart = own.role == "share" and own.sentence == whole.sentence
    larger = whole.value > max(part.value for part in parts)
    return larger and not apart and chance(whole, parts) is not None


def _graded(view: View, used: set[int]) -> Iterator[Listing]:
    """Kinds that divide a figure further up in the sentence: 评价27个项目，涉及资金8万元，“优”的22个、“良”的5个."""
    for mentions in view.by_sentence.values():
        for place, first in enumerate(mentions):
            if not first.marks or first.index in used or not kind_of([first]):
                continue
            run = run_of(view, mentions[place:])
            if len(run) < 2 or not kind_of(run) or not all(alike(each, first) for each in run):
                continue
            before = [each for each in mentions[:place] if each.role == "level" and alike(each, first)]
            if not before or before[-1].index == first.index - 1 or before[-1].index in used:
                continue
            whole = before[-1]
            sure = closes(whole, run)
            if same_basis(whole, first) and (sure or chance(whole, run) is not None):
                yield _listing(whole, run, "implied", sure)


def _per_head(view: View, used: set[int]) -> Iterator[Listing]:
    """What each has, by where it comes from: 人均收入43000元，其中工资收入25000元、经营收入6000元、其他12000元."""
    for mentions in view.by_sentence.values():
        for place, whole in enumerate(mentions):
            if whole.role != "per" or whole.kind != "amount" or whole.index in used:
                continue
            parts = [
                each
                for each in mentions[place + 1 :]
                if each.role in ("level", "per") and each.group == whole.group and same_basis(each, whole)
            ]
            opener = opener_of(view, parts[0]) if parts else None
            if opener is None or opener.meaning != "sum.parts" or not all(alike(each, whole) for each in parts):
                continue
            cut = next((at for at, each in enumerate(parts) if ";" in view.text[whole.end : each.start]), len(parts))
            run = parts[:cut] if cut > 1 else parts
            # of town and country each has an income of its own, which make none together
            if len(run) < _KINDS or any(part.index in used or kind_of([part]) for part in run):
                continue
            sure = closes(whole, run)
            if sure or near_miss(whole, run, _TOLD_ODDS):
                yield _listing(whole, run, "implied", sure, opener.word)


def _is_left(part: Mention) -> bool:
    """Whether a part is called what is left of its whole: 36家，已完成33家，其余3家."""
    return any(mark.word == "其余" and mark.meaning == "sum.rest" and mark.start >= part.clause for mark in part.marks)


def _is_divided(view: View, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether counts in one run right behind a total miss it by one digit: 97人，甲31人、乙48人、丙8人."""
    if whole.kind in ("amount", "score") or any(each.bound != "exact" for each in (whole, *parts)):
        return False
    if not all(joined(view, one, two) for one, two in pairwise(parts)) or joined(view, whole, parts[0]):
        return False
    gap = abs(whole.value - _sum(parts))
    names = [view.words_of(part).strip("、 ") for part in parts]
    one_digit = len(gap.normalize().as_tuple().digits) == 1
    return one_digit and gap <= _STRAY_COUNT * whole.value and all(1 < len(name) <= _SHORT for name in names)
