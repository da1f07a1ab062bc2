"""The cases of tests/checks/*.yaml: report text in, the exact findings of one check out, through the whole pipeline."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from reportminer.check import checks, rule_of
from reportminer.pipeline import analyse

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.yaml"))
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}-{case['name']}")
    for path in FILES
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
VERDICT = re.compile(r"通过|不通过|报错|误报|正确|应该|应当|\b(pass|fail|error|silent|finding)", re.I)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_a_case_gives_exactly_its_findings(code: str, case: dict):
    analysis = analyse(case["text"] if "\n" in case["text"] else case["text"] + "\n")
    rule = rule_of(code)
    assert rule is not None
    found = [
        {"marked": analysis.document.text[finding.start : finding.end], "message": finding.message}
        | ({"severity": finding.severity} if finding.severity != rule.severity else {})
        for finding in analysis.findings
        if finding.code == code
    ]
    assert found == case["findings"]


@pytest.mark.parametrize("code", [check.rule.code for check in checks()])
def test_a_check_has_speaking_and_silent_cases(code: str):
    path = FOLDER / f"{code}.yaml"
    assert path.is_file(), f"{path.name} is missing"
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    counts = Counter(bool(case["findings"]) for case in cases)
    assert counts[True] >= 2 and counts[False] >= 3, dict(counts)
    assert len({case["name"] for case in cases}) == len(cases)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_a_case_is_not_named_after_its_verdict(code: str, case: dict):
    assert not VERDICT.search(case["name"]), case["name"]


def test_every_file_belongs_to_a_check():
    assert {path.stem for path in FILES} <= {check.rule.code for check in checks()}
