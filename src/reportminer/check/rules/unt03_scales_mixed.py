"""Amounts of one report are given partly in 千元, partly in 万元."""

from __future__ import annotations

from collections.abc import Iterator

from reportminer.check.base import Case, Lacking, Problem, Rule
from reportminer.check.figures import stated, unit

RULE = Rule(
    code="UNT03",
    name="scales-mixed",
    title="千元与万元混用",
    severity="note",
    rationale="同一报告的金额单位应当统一，千元与万元混用最容易造成十倍的误读。",
    message="全文金额多用{usual}（{many}处），此处用{rare}（{few}处），计量单位不统一",
    passes=("基本支出190.09万元，项目支出111.80万元。", "支出190.09万元，每户补助300元。"),
    fails=("基本支出1900.95千元，项目支出1118.00千元。涉及预算金额111.8万元。",),
    since="0.1.0",
)


def check(case: Case) -> Iterator[Problem | Lacking]:
    """The first amount in the rarer of the two scales, tables left out."""
    homes: dict[str, list[int]] = {"千元": [], "万元": []}
    for place, figure in enumerate(case.analysis.quantities):
        if figure.kind == "amount" and figure.table is None and (scale := unit(figure)) in homes:
            homes[scale].append(place)
    if not all(homes.values()):
        return
    usual, rare = sorted(homes, key=lambda scale: (-len(homes[scale]), homes[scale][0]))
    first = case.analysis.quantities[homes[rare][0]]
    yield Problem(
        start=first.start,
        end=first.end,
        values={
            "usual": usual,
            "rare": rare,
            "many": str(len(homes[usual])),
            "few": str(len(homes[rare])),
            "stated": stated(first),
        },
        quantities=(first.id,),
        spans=tuple((case.analysis.quantities[at].start, case.analysis.quantities[at].end) for at in homes[rare]),
    )
