"""A figure is out by a power of ten that would close its relation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import arithmetic, reprinted, stated
from reportminer.intervals import printed_number
from reportminer.model import Change, Quantity, Relation

RULE = Rule(
    code="UNT01",
    name="unit-slip",
    title="单位写错",
    severity="error",
    rationale="把这个数字的单位换成同处其他数字的单位（差10的整数次方），算式就合上，多半漏写或错写了千、万、亿。",
    message="{item}{stated}单位疑有误，应为{meant}：{broken}，相差{difference}{also}",
    passes=("支出合计43.14万元，其中工资18.71万元、办公费18.04万元、补助6.39万元。",),
    fails=("支出合计4314.39千元，由工资福利1871.90千元、办公费1804.49千元和困难补助638.00元组成。",),
    since="0.1.0",
    judges=("sum", "part_of", "change", "rate", "share", "product", "equal", "balance"),
)

_TEN = 10
_EVIDENT = 3
"""so many digits that fit in another unit do so by no chance"""


def check(case: Case) -> Iterator[Problem | Lacking]:
    """Repairs whose likeliest explanation changes one unit, told once, on the first relation that it breaks."""
    told = set()
    for relation in case.relations(*RULE.judges, status="inconsistent"):
        change = _unit_change(case, relation)
        if change is None or change.quantity in told:
            continue
        told.add(change.quantity)
        figure = case.quantity(change.quantity)
        values = arithmetic(case, relation)
        yield Problem(
            start=figure.start,
            end=figure.end,
            values=values
            | {
                "item": figure.item if len(figure.item) < 18 else "",
                "stated": stated(figure),
                "meant": reprinted(change.to, figure),
                "broken": case.broken(relation),
                "also": _also(case, relation, change),
            },
            quantities=(figure.id, *(id for id in relation.lhs + relation.rhs if id != figure.id)),
            relation=relation.id,
            proven=relation.type != "equal" and figure.kind == "amount" and _significant(figure) >= _EVIDENT,
        )


def _also(case: Case, relation: Relation, unit: Change) -> str:
    """The rate that is wrong besides the unit, in words; "" where the unit alone settles it."""
    repair = case.repair(relation.id)
    others = [each for each in repair.explanations[0].changes if each is not unit] if repair is not None else []
    if len(others) != 1 or case.quantity(others[0].quantity).kind != "percentage":
        return ""
    rate = case.quantity(others[0].quantity)
    if not any({rate.id, unit.quantity} <= {*one.lhs, *one.rhs} for one in case.relations("rate", "share")):
        return ""
    return f"；改正后{stated(rate)}也不对，应为{reprinted(others[0].to, rate)}"


def _significant(figure: Quantity) -> int:
    digits = printed_number(figure)
    return len(str(digits).replace(".", "").strip("0")) if digits is not None else 0


def _is_near(case: Case, relation: Relation) -> bool:
    """Whether a part is above its whole by less than a unit makes: then anything smaller fits, of whatever unit."""
    if relation.type != "part_of" or not relation.computed:
        return False
    return sum((figure.value for figure in case.quantities(relation.lhs)), Decimal(0)) < _TEN * relation.computed


def _unit_change(case: Case, relation: Relation) -> Change | None:
    """The likeliest change of a unit: of a standard before its total, which is told in another unit than totals are."""
    repair = case.repair(relation.id)
    if repair is None or not repair.explanations or _is_near(case, relation):
        return None
    figures = case.figures_of(relation.id)
    units = [change for change in repair.explanations[0].changes if change.why == "unit" and change.quantity in figures]
    if units and relation.type == "product":
        others = [change for each in repair.explanations[1:] if len(each.changes) == 1 for change in each.changes]
        per = [change for change in others if change.why == "unit" and change.quantity == relation.rhs[0]]
        return (per or units)[0]
    return units[0] if units else None
