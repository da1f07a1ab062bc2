"""Every check as a whole: its registry, the fixed parts of its rule, and its own examples run through the pipeline."""

from __future__ import annotations

import re
import string

import pytest

from reportminer.check import Check, checks, rule_of
from reportminer.check.catalogue import catalogue_markdown, catalogue_path
from reportminer.pipeline import analyse

CHECKS = checks()
EXAMPLES = [
    pytest.param(check.rule.code, text, silent, id=f"{check.rule.code}-{'passes' if silent else 'fails'}-{number}")
    for check in CHECKS
    for silent in (True, False)
    for number, text in enumerate(check.rule.passes if silent else check.rule.fails)
]


def test_there_are_at_least_thirty_five_checks():
    assert len(CHECKS) >= 35


def test_codes_and_names_are_unique():
    assert len({check.rule.code for check in CHECKS}) == len({check.rule.name for check in CHECKS}) == len(CHECKS)


def test_a_rule_is_found_by_code_and_by_name_whatever_the_case():
    assert rule_of("sum01") is rule_of("total-differs") is rule_of("SUM01")
    assert rule_of("SUM99") is None


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule.code)
def test_a_rule_is_complete_and_chinese(check: Check):
    rule = check.rule
    assert re.fullmatch(r"[A-Z]{3}\d\d", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.passes and rule.fails
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in (rule.title, rule.rationale))
    assert not any("\n" in text for text in (rule.title, rule.rationale, rule.message))
    assert rule.rationale.endswith("。")
    assert all(name for _, name, _, _ in string.Formatter().parse(rule.message) if name is not None)


@pytest.mark.parametrize(("code", "text", "silent"), EXAMPLES)
def test_the_examples_of_a_rule_come_out_as_it_says(code: str, text: str, silent: bool):
    found = [finding for finding in analyse(text + "\n").findings if finding.code == code]
    assert (not found) == silent, [finding.message for finding in found]


def test_the_catalogue_is_fresh():
    assert catalogue_path().read_text(encoding="utf-8") == catalogue_markdown(), (
        "run: python -m reportminer.check.catalogue"
    )
