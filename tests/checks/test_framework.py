"""What the framework adds to the checks: one finding per slip, capped severity, coverage, outcomes, fingerprints."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from reportminer.check import checks, run_checks
from reportminer.model import Analysis
from reportminer.pipeline import analyse, examine, packaged_lexicon

TWICE = (
    "一、预算安排\n项目支出1118.00千元，由单位工会经费1080.00千元和困难帮扶基金68.00千元组成。\n"
    "二、预算执行\n项目支出1118.00千元，由单位工会经费1050.00千元和困难帮扶基金68.00千元组成。\n"
)


def outcomes(analysis: Analysis) -> dict[str, str]:
    return {one.code: one.outcome for one in analysis.coverage.checks}


def test_one_printing_error_that_breaks_two_relations_is_one_finding_with_its_consequences():
    findings = [finding for finding in analyse(TWICE).findings if finding.relation]
    assert [finding.code for finding in findings] == ["REF01"]
    (finding,) = findings
    assert len(finding.relations) == 2 and finding.relation == finding.relations[0]
    assert finding.message.endswith("；另牵连1118.00千元≠1080.00千元+68.00千元")
    assert TWICE[finding.start : finding.end] == "1080.00千元" and finding.severity == "error"
    change = finding.explanations[0].changes[0]
    assert (str(change.to), change.why, finding.explanations[0].certain) == ("1050000", "restated", True)


def test_every_figure_that_is_involved_is_among_the_spans():
    analysis = analyse(TWICE)
    (finding,) = [finding for finding in analysis.findings if finding.relation]
    marked = {analysis.document.text[start:end] for start, end in finding.spans}
    assert {"1118.00千元", "1080.00千元", "68.00千元", "1050.00千元"} <= marked


def test_two_slips_are_two_findings():
    text = "甲组12人、乙组15人，共计28人。\n培训费8.00万元，比上年减少2.00万元，下降30%。\n"
    assert [finding.code for finding in analyse(text).findings] == ["SUM05", "CHG01"]


def test_of_slips_that_meet_in_one_group_each_finding_names_its_own():
    text = (
        "全年支出812.73万元，其中：人员经费493.28万元，占60.7%；抚育费196.45万元，占42.2%；管护费123.00万元，占15.1%。"
        "比上年增加52.53万元，增长9.61%。\n"
    )
    named = {
        finding.code: [[(str(change.to), change.why) for change in one.changes] for one in finding.explanations]
        for finding in analyse(text).findings
        if finding.relation
    }
    assert named == {
        "PCT02": [[("24.2", "transposition")]],
        "CHG01": [[("6.91", "transposition")], [("712300", "digit")]],
    }


def test_findings_are_numbered_in_the_order_of_the_text():
    findings = analyse(TWICE + "甲组12人、乙组15人，共计28人。\n").findings
    assert [finding.id for finding in findings] == [f"f{number}" for number in range(1, len(findings) + 1)]
    assert [finding.start for finding in findings] == sorted(finding.start for finding in findings)


def fingerprints(text: str) -> list[str]:
    return [finding.fingerprint for finding in analyse(text).findings if finding.code == "SUM05"]


def test_a_fingerprint_survives_edits_elsewhere_and_tells_repeated_faults_apart():
    fault = "甲组12人、乙组15人，共计28人。\n"
    alone, moved = fingerprints(fault), fingerprints("今年天气很好，工作顺利。\n" + fault)
    twice = fingerprints(fault + "另有情况如下。\n" + fault)
    assert alone == moved and len(alone) == 1
    assert len(twice) == len(set(twice)) == 2 and twice[0] == alone[0]


def recast(text: str, **fields) -> Analysis:
    """The findings of a text with every relation or figure changed before it is checked."""
    lexicon = packaged_lexicon()
    analysis = examine(analyse(text).document, lexicon)
    if "confidence" in fields:
        analysis = replace(analysis, quantities=tuple(replace(one, **fields) for one in analysis.quantities))
    else:
        analysis = replace(analysis, relations=tuple(replace(one, **fields) for one in analysis.relations))
    return run_checks(analysis, lexicon)


@pytest.mark.parametrize(
    ("fields", "severity", "remark"),
    [
        ({"strength": "stated"}, "error", ""),
        ({"strength": "implied"}, "warning", ""),
        ({"strength": "weak"}, "note", ""),
        ({"truncated": True}, "note", "（若各数均为截尾取数则相符）"),
        ({"confidence": 0.62}, "warning", "（数字由扫描识别，把握不高，请先核对原件）"),
    ],
)
def test_severity_is_capped_by_what_the_relation_and_the_scan_are_worth(fields, severity, remark):
    (finding,) = recast("全年支出410.50万元，由人员支出200.20万元和公用支出200.30万元组成。\n", **fields).findings
    assert finding.severity == severity
    assert finding.message == "支出410.50万元≠200.20+200.30=400.50万元，相差10.00万元" + remark


def test_every_check_ends_with_an_outcome():
    found = outcomes(analyse("甲组12人、乙组15人，共计28人。\n"))
    assert set(found) == {check.rule.code for check in checks()}
    assert found["SUM05"] == "failed"
    assert found["SUM01"] == "passed"
    assert found["PCT04"] == "not_applicable"


def test_a_check_whose_relations_cannot_be_decided_lacks_data():
    analysis = recast(
        "年初预算274.82万元，支出决算245.53万元，完成年初预算的89.34%。\n", status="not_checkable", reason="缺少数据"
    )
    assert outcomes(analysis)["PCT04"] == "lacking_data"
    assert analysis.findings == ()


def test_every_figure_ends_consistent_or_inconsistent_or_unchecked_with_a_reason():
    analysis = analyse("甲组12人、乙组15人，共计28人。\n丙组9人、丁组8人，共计17人。\n全年召开会议6次。\n")
    statuses = [quantity.status for quantity in analysis.quantities]
    assert statuses == ["inconsistent"] * 3 + ["consistent"] * 3 + ["unchecked"]
    assert all((quantity.reason is not None) == (quantity.status == "unchecked") for quantity in analysis.quantities)
    coverage = analysis.coverage
    assert (coverage.quantities, coverage.in_relations, coverage.relations) == (7, 6, 2)
    assert (coverage.consistent, coverage.inconsistent, coverage.unchecked, coverage.not_checkable) == (3, 3, 1, 0)


def test_a_report_without_figures_is_covered_too():
    coverage = analyse("今年工作顺利。\n").coverage
    assert coverage.quantities == 0 and len(coverage.checks) == len(checks())


def test_the_same_report_gives_the_same_findings_every_time():
    assert len({repr(analyse(TWICE).findings) for _ in range(3)}) == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("公务接待费3,15.000元。\n", ["3150", "315"]),
        ("预算执行率为92..2%。\n", ["92.2"]),
        ("项目预算38,65.2万元，支出3,865.20万元。\n", ["38652000", "386520000"]),
        ("收入4,08.50万元，支出4,508.50万元。\n", ["45085000", "4085000", "40850000"]),
    ],
)
def test_a_malformed_figure_is_given_the_values_that_its_digits_may_mean(text, meant):
    (finding,) = [finding for finding in analyse(text).findings if finding.code == "UNT05"]
    assert [str(change.to) for one in finding.explanations for change in one.changes] == meant
    assert [one.certain for one in finding.explanations] == [len(meant) == 1] * len(meant)


def test_a_lost_digit_of_a_group_may_be_any_where_nothing_shows_which():
    (finding,) = [one for one in analyse("全年走访2,40处。\n").findings if one.code == "UNT05"]
    meant = {str(change.to) for one in finding.explanations for change in one.changes}
    assert {"240", "2140", "2410", "2401"} <= meant and len(meant) == 29


def test_two_totals_that_differ_may_each_be_the_wrong_one():
    text = "收入总计3,809.42万元，支出总计3,089.42万元。\n全年支出总计为3,089.42万元。\n"
    unrelated = replace(analyse(text), relations=(), repairs=())
    (finding,) = [one for one in run_checks(unrelated, packaged_lexicon()).findings if one.code == "BAL04"]
    assert [(change.to, change.why) for one in finding.explanations for change in one.changes] == [
        (Decimal("30894200"), "restated"),
        (Decimal("38094200"), "restated"),
    ]


def test_a_check_without_anything_to_judge_is_not_applicable():
    bare = outcomes(analyse("工会工作总结\n今年工作顺利。\n"))
    assert {bare[code] for code in ("UNT02", "CHG05", "PCT03", "SUM01", "TAB01")} == {"not_applicable"}
    sums = outcomes(analyse("甲组12人、乙组15人，共计27人。\n"))
    assert (sums["SUM05"], sums["UNT02"], sums["TAB01"]) == ("passed", "passed", "not_applicable")


def test_parts_that_need_not_be_all_leave_their_figures_unchecked_with_a_reason():
    analysis = analyse("各项占比分别为77.6%、1.0%、2.8%、9.7%、1.0%、3.8%。\n")
    assert [finding.code for finding in analysis.findings if finding.code == "PCT02"] == []
    assert {(one.status, one.reason) for one in analysis.quantities} == {("unchecked", "所列分项可能不全，无法核对")}
    assert analysis.coverage.unchecked == 6
