"""Figures of which auditors said what must come of them: the codes and severities of all numeric findings."""

from __future__ import annotations

import pytest

from reportminer.pipeline import analyse

NUMERIC = ("SUM", "CHG", "PCT", "REF", "UNT", "BAL", "LST")
CASES = {
    "a rate outside what rounding allows": (
        "公务用车运行维护费19.56万元，比上年减少3.59万元，下降15.31%。",
        [("CHG01", "error")],
    ),
    "a completion that is four points too high": (
        "职业年金年初预算274.82万元，支出决算245.53万元，完成年初预算的93.57%。",
        [("PCT04", "error")],
    ),
    "a total that is small change away from its two parts": (
        "本年支出10000.00万元，由基本支出6000.00万元和项目支出3995.50万元组成。",
        [("SUM01", "error")],
    ),
    "the same after a word for parts, where the two parts are all that there is": (
        "本年支出10000.00万元，其中：基本支出6000.00万元，项目支出3995.50万元。",
        [("SUM01", "error")],
    ),
    "the same where the shares of the parts hold": (
        "本年支出合计10000.00万元，其中：基本支出6000.00万元，占60%；项目支出3995.50万元，占40%。",
        [("SUM01", "error")],
    ),
    "one unit of the last digit": (
        "支出合计1,367.76万元，由人员经费900.25万元、公用经费100.25万元和项目经费367.25万元组成。",
        [("SUM04", "note")],
    ),
    "a rate of growth from nothing": (
        "公务接待费0.3万元，比上年增加0.3万元，增长100%。",
        [("CHG03", "error")],
    ),
    "an outcome without a budget and without a rate": (
        "住房公积金年初预算为0元，支出决算为177.17万元，主要原因是年中追加。",
        [],
    ),
    "a rate within rounding": (
        "接待费支出792.22万元，比上年增加209.28万元，增长35.9%，主要原因是活动增多。",
        [],
    ),
    "a completion within rounding, with its reason": (
        "年初预算为4628.17万元，支出决算为4733.14万元，完成年初预算的102.27%，主要原因是年中追加人员经费。",
        [],
    ),
    "equal amounts of different items and bases": (
        "培训费支出决算12.50万元，会议费年初预算12.50万元。",
        [],
    ),
    "one item in budget and outcome": (
        "会议费年初预算12.50万元。\n会议费支出决算11.80万元。",
        [],
    ),
    "amounts side by side that are more than their whole": (
        "支出300万元，其中培训费200万元、会议费150万元。",
        [("SUM02", "error")],
    ),
    "people counted under two heads": (
        "全年培训职工500人，其中党员300人、女职工260人。",
        [],
    ),
    "shares below a hundred that no single slip brings there": (
        "各项占比分别为77.6%、1.0%、2.8%、9.7%、1.0%、3.8%。",
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_these_figures_come_out_as_auditors_want_them(case):
    text, expected = CASES[case]
    findings = [one for one in analyse(text + "\n").findings if one.code.startswith(NUMERIC)]
    assert [(one.code, one.severity) for one in findings] == expected
