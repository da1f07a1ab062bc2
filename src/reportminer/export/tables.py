"""The flat tables that every export shares: their names, Chinese heads, and the rows of one analysis."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct

from reportminer.intervals import printed_factor
from reportminer.model import Analysis, Explanation, Finding, Quantity, Section

Value = str | int | Decimal | None
Row = tuple[Value, ...]
Noun = TypeVar("Noun", Quantity, Section)

SEVERITIES = {"error": "错误", "warning": "提醒", "note": "提示"}
KINDS = {
    "amount": "金额",
    "headcount": "人数",
    "household": "户数",
    "percentage": "百分比",
    "percentage_point": "百分点",
    "count": "计数",
    "duration": "时长",
    "score": "分数",
    "measure": "计量",
}
BOUNDS = {
    "exact": "",
    "about": "约",
    "over": "超过",
    "under": "不足",
    "at_least": "不少于",
    "at_most": "不超过",
    "range": "区间",
}
BASES = {"actual": "决算", "budget": "预算", "prior": "上年", "plan": "计划"}
ROLES = {
    "level": "数额",
    "increase": "增加额",
    "decrease": "减少额",
    "rate": "增减率",
    "share": "占比",
    "per_unit": "标准",
}
STATUSES = {"consistent": "一致", "inconsistent": "不一致", "unchecked": "未核对"}
SLIPS = {
    "unit": "单位写错",
    "digit": "数字写错",
    "transposition": "数字颠倒",
    "decimal_point": "小数点错位",
    "sign": "增减方向写反",
    "swap": "两数互换",
    "restated": "另一处所述",
}


_DECIMALS = re.compile(r"[.．](\d+)")


class Table(Struct, frozen=True):
    """A flat table: `name` is its file name, `title` its sheet name, `rows` turns an analysis into rows."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: Callable[[Analysis], Iterator[Row]]
    widths: tuple[int, ...]


def by_id(nouns: Iterable[Noun]) -> dict[str, Noun]:
    """Quantities or sections by their ids."""
    return {noun.id: noun for noun in nouns}


def describe(explanation: Explanation, quantities: Mapping[str, Quantity]) -> str:
    """An explanation in words: 1080.00千元应为1050.00千元（另一处所述）; the quantities by id."""
    return "；".join(
        f"{''.join(quantities[change.quantity].text.split())}应为{stated(change.to, quantities[change.quantity])}"
        f"（{SLIPS[change.why]}）"
        for change in explanation.changes
    )


def stated(value: Decimal, quantity: Quantity) -> str:
    """`value` (base unit) in the unit that `quantity` prints, with its decimals: 638000 beside 638元 is 638千元."""
    unit = quantity.stated_unit or quantity.unit or ""
    if quantity.kind != "amount":
        scale = printed_factor(quantity)
        return f"{value / scale.numerator if scale in (1000, 10**4, 10**8) else value:f}{unit}"
    scales = {"元": 1, "千元": 1000, "万元": 10**4, "百万元": 10**6, "亿元": 10**8, "万亿元": 10**12}
    digits = quantity.value / scales.get(unit, 1)
    for word, factor in scales.items():
        if value / factor == digits:
            return f"{_padded(value / factor, quantity)}{word}"
    printed = value / scales.get(unit, 1)
    shifted = f"{printed:f}".replace(".", "").strip("0") == f"{digits:f}".replace(".", "").strip("0")
    shown = f"{printed:f}" if shifted else _padded(printed, quantity)
    return f"{shown}{unit if unit in scales else '元'}"


def _padded(value: Decimal, quantity: Quantity) -> str:
    """`value` with at least as many decimals as `quantity` prints."""
    found = _DECIMALS.search(quantity.text)
    return f"{value:.{max(len(found[1]), -int(value.as_tuple().exponent))}f}" if found else f"{value:f}"


def section_path(sections: Mapping[str, Section], id: str | None) -> str:
    """The labels and titles from the top down to a section on one line: 二、收支情况／（一）预算安排.

    sections  by id
    """
    path = []
    while id is not None:
        section = sections[id]
        path.append("".join((section.label + section.title).splitlines()))
        id = section.parent
    return "／".join(reversed(path))


def likeliest(finding: Finding, quantities: Mapping[str, Quantity]) -> str:
    """The likeliest slip of a finding in words, said to be certain or one of several; "" where none is known."""
    if not finding.explanations:
        return ""
    first = finding.explanations[0]
    words = describe(first, quantities)
    if first.certain:
        return words
    return f"{words}（{len(finding.explanations)}种可能之一）" if len(finding.explanations) > 1 else words


def _findings(analysis: Analysis) -> Iterator[Row]:
    document = analysis.document
    quantities, sections = by_id(analysis.quantities), by_id(analysis.sections)
    for finding in analysis.findings:
        yield (
            document.path,
            SEVERITIES[finding.severity],
            finding.code,
            finding.message,
            likeliest(finding, quantities),
            section_path(sections, finding.section),
            finding.page,
            document.line(finding.start),
            document.text[finding.start : finding.end],
            finding.start,
            finding.end,
            finding.fingerprint,
        )


def _figures(analysis: Analysis) -> Iterator[Row]:
    sections = by_id(analysis.sections)
    paths = {id: section_path(sections, id) for id in sections}
    names = {fact.quantity: fact.name for fact in analysis.facts}
    for quantity in analysis.quantities:
        yield (
            analysis.document.path,
            quantity.id,
            quantity.text,
            quantity.item,
            names.get(quantity.id) or quantity.indicator,
            quantity.code,
            KINDS[quantity.kind],
            quantity.value,
            quantity.unit,
            quantity.stated_unit,
            quantity.low,
            quantity.high,
            BOUNDS[quantity.bound],
            quantity.period,
            BASES[quantity.basis] if quantity.basis else None,
            ROLES[quantity.role],
            paths.get(quantity.section or ""),
            quantity.page,
            quantity.table,
            quantity.row,
            quantity.column,
            STATUSES[quantity.status],
            quantity.reason,
            quantity.start,
            quantity.end,
        )


def _facts(analysis: Analysis) -> Iterator[Row]:
    sections = by_id(analysis.sections)
    for fact in analysis.facts:
        yield (
            analysis.document.path,
            fact.organization,
            fact.year,
            fact.name,
            fact.code,
            fact.period,
            BASES[fact.basis] if fact.basis else None,
            ROLES[fact.role],
            fact.value,
            fact.unit,
            fact.decimals,
            section_path(sections, fact.section),
            fact.page,
            fact.quantity,
            STATUSES[fact.status],
            fact.indicator,
        )


def _reports(analysis: Analysis) -> Iterator[Row]:
    info, coverage = analysis.record().document, analysis.coverage
    counts = [sum(finding.severity == severity for finding in analysis.findings) for severity in SEVERITIES]
    yield (
        info.path,
        "已读",
        info.title,
        info.organization,
        info.year,
        info.report_kind,
        info.pages,
        info.encoding,
        len(analysis.document.text),
        len(analysis.sections),
        coverage.quantities,
        coverage.in_relations,
        coverage.consistent,
        coverage.inconsistent,
        coverage.unchecked,
        coverage.relations,
        coverage.not_checkable,
        *counts,
        "；".join(notice.message for notice in analysis.warnings),
        info.sha256,
    )


FINDINGS = Table(
    "findings",
    "问题",
    ("文件", "程度", "检查", "说明", "最可能的笔误", "章节", "页", "行", "原文", "起", "止", "指纹"),
    _findings,
    (28, 6, 8, 70, 40, 36, 5, 6, 36, 7, 7, 18),
)
FIGURES = Table(
    "figures",
    "数字",
    (
        *("文件", "编号", "原文", "项目", "指标", "科目编码", "种类", "数值", "单位", "原单位", "下限", "上限"),
        *("界限", "年度", "口径", "性质", "章节", "页", "表", "行", "列", "核对", "未核对原因", "起", "止"),
    ),
    _figures,
    (28, 6, 14, 28, 14, 8, 8, 16, 6, 8, 14, 14, 8, 6, 6, 8, 36, 5, 5, 5, 5, 8, 24, 7, 7),
)
FACTS = Table(
    "facts",
    "指标",
    (
        *("文件", "单位名称", "报告年度", "指标", "科目编码", "年度", "口径", "性质"),
        *("数值", "单位", "小数位", "章节", "页", "数字编号", "核对", "指标编号"),
    ),
    _facts,
    (28, 24, 8, 20, 8, 6, 6, 8, 16, 6, 6, 36, 5, 8, 8, 20),
)
REPORTS = Table(
    "reports",
    "报告",
    (
        *("文件", "状态", "标题", "单位名称", "年度", "类型", "页数", "编码", "字数", "章节", "数字", "入关系"),
        *("一致", "不一致", "未核对", "关系", "无法核对", "错误", "提醒", "提示", "读取说明", "SHA-256"),
    ),
    _reports,
    (28, 8, 36, 24, 6, 16, 6, 8, 8, 6, 6, 7, 6, 7, 7, 6, 8, 6, 6, 6, 40, 18),
)
TABLES = (FINDINGS, FIGURES, FACTS, REPORTS)
