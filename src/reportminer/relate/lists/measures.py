"""The members of one list as columns: by unit, by budget and what was spent of it, by points and what was scored."""

from __future__ import annotations

from collections.abc import Sequence

from reportminer.relate.clauses import Mention, View
from reportminer.relate.lists.listing import Listing
from reportminer.relate.lists.reading import is_scored


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
    bare = listing.opener.meaning == "sum.plain" and listing.whole.quantity.kind == "score"
    if bare and any(each.value > listing.whole.value for each in parts):
        return True
    scores = [each for each in parts if each.quantity.kind == "score"]
    scored = [is_scored(view, view.mentions[each.index - each.row[0]]) for each in scores]
    return any(scored) and not all(scored)
