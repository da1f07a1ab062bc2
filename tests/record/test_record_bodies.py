"""The reporting body is named in full, region and all, wherever the report first says whose it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportminer.lexicon import Lexicon
from reportminer.model import Analysis
from reportminer.record import entities, record

Made = Callable[..., Analysis]


REPORTS = {
    "2023年度云岭市财政局部门决算公开说明\n一、单位概况\n": "云岭市财政局",
    "某某市水务局2023年度部门决算\n": "某某市水务局",
    "附件\n青石县应急管理局2022年部门整体支出绩效自评报告\n一、概况\n我局是县政府工作部门。": "青石县应急管理局",
    "甲乙省云岭市青石区白水镇人民政府2024年度部门决算\n": "甲乙省云岭市青石区白水镇人民政府",
    "中共青石县委宣传部2021年度部门决算\n": "中共青石县委宣传部",
    "2022年度白水镇中心小学部门决算\n": "白水镇中心小学",
    "整体支出绩效自评报告\n\n一、概况\n（一）主要职责\n青石县档案馆是县委直属事业单位。\n": "青石县档案馆",
    "2020年度自评报告\n根据《青石县财政局关于绩效自评的通知》，我会自评。\n青石县总工会是群团组织。": "青石县总工会",
    "2021年度市总工会专项绩效评价报告\n一、概况\n云岭市现有职工3万人，云岭市各级工会共4家。": "云岭市总工会",
}


@pytest.mark.parametrize("text", REPORTS)
def test_the_reporting_body_is_named_in_full(text: str, made: Made, lexicon: Lexicon) -> None:
    info = record(made(text), lexicon).info
    assert info is not None
    assert info.organization == REPORTS[text]


@pytest.mark.parametrize(
    "text",
    [
        "一是区总工会加强管理。\n",
        "参加市总工会组织的活动。\n",
        "各级财政局应当按时拨付。\n",
        "报请市人民政府批准后实施。\n",
        "依托县图书馆开展活动。\n",
        "下拨市妇联专项资金。\n",
        "附件:县财政局批复。\n",
        "我区各街道办事处参加。\n",
        "近年来收入稳步增长。\n",
        "",
    ],
)
def test_a_body_without_its_region_is_not_named(text: str, made: Made, lexicon: Lexicon) -> None:
    info = record(made(text), lexicon).info
    assert info is not None
    assert info.organization is None


def test_a_phrase_is_found_wherever_the_words_are_cut(lexicon: Lexicon) -> None:
    # On jieba's words 总工会 is lost inside 总工会会员 or 工会 inside 总工会; on characters it never is.
    found = entities("本市总工会会员与县总工会干部", lexicon)
    assert [(entity.text, entity.end) for entity in found] == [("总工会", 5), ("总工会", 12)]
    assert {entity.by for entity in found} == {"entities.jsonl#总工会"}


def test_programmes_are_found_beside_bodies(lexicon: Lexicon) -> None:
    found = entities("云岭市总工会开展送温暖活动", lexicon)
    assert [(entity.label, entity.text, entity.name) for entity in found] == [
        ("ORG", "总工会", "云岭市总工会"),
        ("PROGRAM", "送温暖", ""),
    ]


def test_the_record_says_what_the_document_is(made: Made, lexicon: Lexicon) -> None:
    info = record(made("云岭市水务局2023年度部门决算\n一、概况\n"), lexicon).info
    assert info is not None
    assert (info.path, info.media_type, info.encoding, info.pages) == ("report.txt", "text/plain", "utf-8", None)
    assert (info.title, info.year) == ("云岭市水务局2023年度部门决算", 2023)
