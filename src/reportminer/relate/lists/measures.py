"""The members of one list as columns: by unit, and by budget and what was spent of it."""

from __future__ import annotations

from collections.abc import Sequence

from reportminer.relate.clauses import Mention, View


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
