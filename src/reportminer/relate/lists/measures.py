"""The members of one list as columns: by unit, by budget and what was spent of it, by points and what was scored."""

from __future__ import annotations

from collections.abc import Sequence

from reportminer.relate.clauses import Mention, View
from reportminer.relate.lists.listing import Listing
from reportminer.relate.lists.points import is_lost, is_scored


def columns_of(view: View, members: Sequence[Mention]) -> list[list[Mention]]:
    """The members by unit and basis; bases count only where each member has one, or each stretch a budget and another.

    餐费预算3万元，支出2万元；车费预算5万元，支出4万元 are two columns, and 0万元 in a stretch of its own is of both.
    """
    paired = _budgeted(view, [member for member in members if member.unit == members[0].unit]) if members else []
    if paired:
        others = [member for member in members if member.unit != members[0].unit]
        return [*paired, *columns_of(view, others)]
    columns: dict[tuple[str | None, str], list[Mention]] = {}
    bases = {member.basis for member in members}
    split = "" not in bases or len(bases) > 2
    for member in members:
        columns.setdefault((member.unit, member.basis if split else ""), []).append(member)
    return list(columns.values())


def _budgeted(view: View, members: Sequence[Mention]) -> list[list[Mention]]:
    """The budgets of a list and what was spent of them, where every stretch has one of each or is nothing."""
    if {member.basis for member in members} != {"", "budget"}:
        return []
    stretches: dict[int, list[Mention]] = {}
    for member in members:
        stretches.setdefault(view.text.rfind(";", members[0].start, member.start), []).append(member)
    pairs = [each for each in stretches.values() if [member.basis for member in each] == ["budget", ""]]
    nothing = [each[0] for each in stretches.values() if len(each) == 1 and not each[0].value and not each[0].basis]
    if len(pairs) < 2 or len(pairs) + len(nothing) < len(stretches):
        return []
    spent = sorted([*nothing, *(pair[1] for pair in pairs)], key=lambda each: each.index)
    return [spent, [pair[0] for pair in pairs]]


def of_one_sort(view: View, whole: Mention, parts: list[Mention]) -> list[Mention]:
    """Of points with what was scored of them those that are like the total: 产出得48分，其中数量20分得19分."""
    scored = [each for each in parts if is_scored(view, each)]
    if not scored or len(scored) == len(parts):
        return parts
    return scored if is_scored(view, whole) else [each for each in parts if each not in scored]


def mixes_scores(view: View, listing: Listing) -> bool:
    """Whether some of the parts are points to be had and others what was scored of them: 投入20分得19分.

    Scores that nothing calls a list do not make up one that is less than one of them.
    """
    parts = listing.parts
    bare = listing.opener.meaning == "sum.plain" and listing.whole.kind == "score"
    if bare and any(each.value > listing.whole.value for each in parts):
        return True
    scores = [each for each in parts if each.kind == "score"]
    scored = [is_scored(view, view.mentions[each.index - each.row[0]]) for each in scores]
    return any(scored) and not all(scored)


def named_columns(view: View, parts: Sequence[Mention]) -> list[list[Mention]]:
    """The parts by the word before them (分值15分，得分13分；…), or by place in the clause (投入20分得19分，…) or
    between semicolons (投入20分，得19分；…).
    """
    by_word: dict[str, list[Mention]] = {}
    parts = [part for part in parts if not is_lost(part)]
    for part in parts:
        by_word.setdefault(view.text[max(part.clause, part.start - 2) : part.start], []).append(part)
    for columns in (by_word, _by_place(view, parts, ",;"), _by_place(view, parts, ";")):
        if 1 < len(columns) < len(parts) and len({len(column) for column in columns.values()}) == 1:
            return [*columns.values()]
    return []


def _by_place(view: View, parts: Sequence[Mention], marks: str) -> dict[int, list[Mention]]:
    """The parts by their place in the stretches that punctuation marks separate."""
    columns: dict[int, list[Mention]] = {}
    stretch, place = -2, 0
    for part in parts:
        start = max(view.text.rfind(mark, 0, part.start) for mark in marks)
        stretch, place = (start, place + 1) if start == stretch else (start, 0)
        columns.setdefault(place, []).append(part)
    return columns
