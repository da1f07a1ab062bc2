"""The two ends of a report: title, year, kind, signature and date."""

from __future__ import annotations

import pytest

from reportminer.front import Front, front_matter
from reportminer.model import Analysis
from reportminer.pipeline import document_of, packaged_lexicon
from reportminer.segment import plain_text


def front(text: str) -> Front:
    document = document_of(text)
    return front_matter(Analysis(document, plain=plain_text(document, packaged_lexicon())), packaged_lexicon())


BODY = "\n一、概况\n正科级单位。\n二、收支\n全年收支平衡。\n"


@pytest.mark.parametrize(
    ("text", "title", "year", "kind"),
    [
        (
            "某局2023年度部门整体支出绩效自评报告" + BODY,
            "某局2023年度部门整体支出绩效自评报告",
            2023,
            "overall_performance",
        ),
        (
            "某局2023年度整体支出\n\n绩效自评报告" + BODY,
            "某局2023年度整体支出绩效自评报告",
            2023,
            "overall_performance",
        ),
        ("附件2\n\n某局\n2022年度部门决算公开" + BODY, "某局2022年度部门决算公开", 2022, "final_accounts"),
        (
            "信息公开\n索引号：\nczj/2024-5\n发布日期：\n2024-09-12\n某局2023年度部门决算" + BODY,
            "某局2023年度部门决算",
            2023,
            "final_accounts",
        ),
        ("二〇二三年工作总结" + BODY, "二〇二三年工作总结", 2023, "work_summary"),
        ("某局2024年部门预算公开说明（公开稿）" + BODY, "某局2024年部门预算公开说明（公开稿）", 2024, "budget"),
        ("某局2021年度某某专项绩效评价报告" + BODY, "某局2021年度某某专项绩效评价报告", 2021, "project_performance"),
        (
            "根据《关于做好2018年工作的通知》，我局对2019年度支出项目绩效情况自评如下：" + BODY,
            None,
            2019,
            "project_performance",
        ),
        ("一、概况\n正科级单位。\n2020年收入5万元，2020年支出5万元，2019年结转1万元。\n", None, 2020, None),
        ("一、概况\n正科级单位。\n", None, None, None),
    ],
)
def test_title_year_and_kind(text: str, title: str | None, year: int | None, kind: str | None):
    ends = front(text)
    assert (ends.title, ends.year, ends.kind and ends.kind.id) == (title, year, kind)


def test_the_signature_and_the_date_stand_at_the_end():
    text = "某局2023年工作总结" + BODY + "   某市水务局\n2024年5月16日\n"
    ends = front(text)
    assert ends.signature and text[slice(*ends.signature)] == "某市水务局"
    assert ends.date and text[slice(*ends.date)] == "2024年5月16日"


def test_a_date_may_stand_under_the_title():
    text = "某局2023年工作总结\n（2024年1月5日）" + BODY
    ends = front(text)
    assert ends.date and text[slice(*ends.date)] == "（2024年1月5日）"


def test_an_unsigned_report_has_neither():
    ends = front("某局2023年工作总结" + BODY)
    assert (ends.signature, ends.date) == (None, None)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("助学活动从2011年开始，连续九年。今年资助学生30名。", None),
        ("面积1.5亿亩，是1998年以来最高的年份。2022年底存栏量回升。", 2022),
        ("与2017年上半年相比，收案增加70件。截至2018年6月30日，收案840件。", 2018),
        ("2019年—2021年，全省计划改造小区3454个。", 2021),
        ("2015年1月至2018年12月，资金总收入77万元。", 2018),
    ],
)
def test_a_year_that_is_only_compared_with_or_begun_in_is_not_the_year_of_a_report(text: str, year: int | None) -> None:
    assert front(text + "\n").year == year
