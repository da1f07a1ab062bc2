"""Findings as a linter prints them: place, severity, code, message, the likeliest slip; then the coverage in a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reportminer.export.tables import SEVERITIES, by_id, likeliest, section_path
from reportminer.model import Analysis, Finding, Quantity, Section, Severity

Paint = Callable[[str, str], str]
"""Colours a text: (text, name of what it is: a severity, "place" or "quiet") to what is printed."""


def _plain(text: str, kind: str) -> str:
    del kind
    return text


def lines(analysis: Analysis, notes: bool = False, paint: Paint = _plain) -> Iterator[str]:
    """The lines for one report; notes are only counted unless `notes`."""
    quantities, sections = by_id(analysis.quantities), by_id(analysis.sections)
    for finding in analysis.findings:
        if notes or finding.severity != "note":
            yield from _finding(finding, analysis, quantities, sections, paint)
    for notice in analysis.warnings:
        yield f"{paint(_one_line(analysis.document.path), 'place')}: {notice.message}"
    yield paint(_one_line(analysis.document.path), "place") + ": " + coverage(analysis, notes)


def _finding(
    finding: Finding,
    analysis: Analysis,
    quantities: Mapping[str, Quantity],
    sections: Mapping[str, Section],
    paint: Paint,
) -> Iterator[str]:
    document = analysis.document
    place = f"{_one_line(document.path)}:{document.line(finding.start)}"
    if finding.page is not None:
        place += f" 第{finding.page}页"
    severity = paint(SEVERITIES[finding.severity], finding.severity)
    yield f"{paint(place, 'place')}: {severity} {finding.code} {finding.message}"
    where = _shorten(section_path(sections, finding.section))
    slip = likeliest(finding, quantities)
    about = [f"位于 {where}" if where else "", f"最可能：{slip}" if slip else ""]
    if any(about):
        yield paint("    " + "  ".join(filter(None, about)), "quiet")


def coverage(analysis: Analysis, notes: bool = False) -> str:
    """One line: how many figures were found, related, consistent, inconsistent and not checked, and the findings."""
    covered = analysis.coverage
    counts: dict[Severity, int] = {"error": 0, "warning": 0, "note": 0}
    for finding in analysis.findings:
        counts[finding.severity] += 1
    found = "，".join(f"{SEVERITIES[severity]}{count}" for severity, count in counts.items())
    hidden = "（加 --notes 显示提示）" if counts["note"] and not notes else ""
    lacking = sum(outcome.outcome == "lacking_data" for outcome in covered.checks)
    return (
        f"数字{covered.quantities}个，入关系{covered.in_relations}，一致{covered.consistent}，"
        f"不一致{covered.inconsistent}，未核对{covered.unchecked}；"
        f"关系{covered.relations}条，无法核对{covered.not_checkable}；"
        f"检查{len(covered.checks)}项，缺数据{lacking}；{found}{hidden}"
    )


def _shorten(path: str, width: int = 48) -> str:
    return path if len(path) <= width else path[: width - 1] + "…"


def _one_line(path: str) -> str:
    return " ".join(path.splitlines()) or path
