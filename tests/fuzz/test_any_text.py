"""Any text ends in an analysis: no exception, every offset a place of the text, every record true to its schema.

REPORTMINER_FUZZ_SECONDS says how long to go on: 30 by default (10 of them here), 600 by hand. A text that broke a stage
is kept under `seeds/` as .txt.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from promises import hold

from reportminer.export import lines
from reportminer.pipeline import analyse, document_of
from reportminer.record import schema

SECONDS = float(os.environ.get("REPORTMINER_FUZZ_SECONDS", "30")) / 6
CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.txt"))
SEEDS = sorted((Path(__file__).parent / "seeds").glob("*.txt"))
LONGEST = 20.0
ROUND = 40

_FIGURES = """
500.00万元 320万元 3亿5000万元 12人 85.5% 0元 -3.2万元 壹佰元整 1,000.50元 五百余万元 近300户
12.5个百分点 3‰ 2倍 100% 1.2-1.5万元 不足40% 十余次 0.0000001%
"""
_WORDS = """
一、 （一） 1. （1） ① 一是 第一部分 第三条 全年支出合计 其中： 基本支出 项目支出 三公经费 年初结转
比上年增加 ，增长 ，占 的 分别为 、 ， 。 ； （ ） “ ” 2022年 上年 预算 决算 完成率 共 包括 每户
由 组成 单位：万元 合计 小计 ． ％
"""
FIGURES = (*_FIGURES.split(), "9" * 40 + "元")
WORDS = (
    *_WORDS.split(),
    *("\n", "\r\n", "\t", " ", "\u3000", "\u2028", "\ufeff", "\x00", "\ud83d\ude00"),
    *("[bookmark: _GoBack]", "PAGEREF _Toc25831 \\h 3"),
)
pieces = st.one_of(st.sampled_from(WORDS), st.sampled_from(FIGURES), st.text(max_size=4))
reports = st.lists(pieces, max_size=120).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """A stretch of a report with a few places cut, doubled, exchanged or overwritten."""
    text = draw(st.sampled_from(CORPUS)).read_text(encoding="utf-8", errors="replace")
    start = draw(st.integers(0, len(text) - 1))
    text = text[start : start + draw(st.integers(1, 3000))]
    for _ in range(draw(st.integers(1, 6))):
        one, other = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        other = min(other, one + 200)
        middle = draw(st.sampled_from(("", text[one:other] * 2, text[one:other][::-1], draw(pieces))))
        text = text[:one] + middle + text[other:]
    return text


def check(text: str) -> None:
    """Analyses `text` and holds the result to what the record promises."""
    start = time.monotonic()
    analysis = analyse(document_of(text))
    assert time.monotonic() - start < LONGEST
    assert len(analysis.document.text) == len(text)
    hold(analysis)
    record = json.loads(analysis.to_json())
    jsonschema.Draft202012Validator(SCHEMA).validate(record)
    assert all("\n" not in line for line in lines(analysis, notes=True))


SCHEMA = schema()


@pytest.mark.parametrize("texts", [reports, edited()], ids=["random", "edited"])
def test_any_text_ends_in_a_record_whose_places_are_right(texts):
    end = time.monotonic() + SECONDS
    tried = 0

    @settings(max_examples=ROUND, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def attack(text: str) -> None:
        nonlocal tried
        tried += 1
        check(text)

    while time.monotonic() < end:
        attack()
    assert tried >= ROUND // 2


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_a_text_that_once_broke_a_stage_does_so_no_more(path: Path):
    check(path.read_bytes().decode("utf-8", "surrogatepass"))


GROWING = {
    "one line": lambda size: "本局支出500万元，其中基本支出300万元，项目支出200万元。" * size,
    "lines": lambda size: "".join(f"第{number}段，支出{number}.50万元。\n" for number in range(2 * size)),
    "brackets": lambda size: "（" * 20 * size + "支出5万元" + "）" * 20 * size,
    "digits": lambda size: "1" * 150 * size + "万元",
    "labels": lambda size: "（一）一、1.（1）①\n" * 4 * size,
    "quotes": lambda size: "“" * 40 * size,
    "parts": lambda size: "支出合计100万元，其中：" + "、".join(f"甲{n}支出{n}.5万元" for n in range(size)),
    "rows": lambda size: (
        "项目\t预算数（万元）\t决算数（万元）\n"
        + "".join(f"甲{number}\t{number}.5\t{number}.25\n" for number in range(2 * size))
    ),
}


@pytest.mark.parametrize("kind", GROWING)
def test_time_grows_no_faster_than_the_text(kind: str):
    """Four times the text takes less than eight times the time (sixteen would be quadratic)."""
    make = GROWING[kind]
    check(make(20))
    took = {}
    for size in (100, 400):
        text = make(size)
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            list(lines(analyse(document_of(text)), notes=True))
            best = min(best, time.process_time() - start)
        took[size] = best
    assert took[400] < 8 * took[100] + 0.3, took
