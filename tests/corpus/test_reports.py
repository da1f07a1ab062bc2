"""The reports and their gold: fresh, decodable, of the promised spread, and clean where they say so."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD = sorted((CORPUS / "gold").glob("*.json"))
RECORDS = [json.loads(path.read_text(encoding="utf-8")) for path in GOLD]
KINDS = {
    "sum_mismatch",
    "conflict",
    "unit_slip",
    "missing_value",
    "rate_mismatch",
    "part_exceeds_whole",
    "numbering",
    "other",
    "empty_section",
    "duplicate_text",
    "typo",
    "year_mismatch",
    "share_mismatch",
    "direction",
    "enumeration",
}


def test_files_on_disk_are_what_the_sources_give(capsys):
    pytest.importorskip("reportlab")
    import build

    assert build.main(["--check"]) == 0, capsys.readouterr().err


def test_spread_of_formats_and_encodings():
    suffixes = [Path(record["document"]).suffix for record in RECORDS]
    assert len(RECORDS) >= 14
    assert suffixes.count(".docx") >= 2
    assert suffixes.count(".pdf") >= 2
    raw = {record["document"]: (CORPUS / record["document"]).read_bytes() for record in RECORDS}
    assert any(data[:2] in {b"\xff\xfe", b"\xfe\xff"} for data in raw.values())
    assert any(b"\r\n" in data for name, data in raw.items() if name.endswith(".txt"))
    with pytest.raises(UnicodeDecodeError):
        raw["02_gonghui_zipingjia.txt"].decode("utf-8")


def test_reports_are_as_long_as_real_short_ones():
    short = {record["document"]: len(record["text"]) for record in RECORDS if not 1500 <= len(record["text"]) <= 9000}
    assert short == {}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["document"])
def test_text_files_decode_to_the_gold_text(record):
    path = CORPUS / record["document"]
    if path.suffix != ".txt":
        pytest.skip("not a text file")
    encoding = {"02": "gb18030", "06": "utf-16"}.get(path.name[:2], "utf-8")
    assert path.read_bytes().decode(encoding) == record["text"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["document"])
def test_every_span_slices_to_its_text(record):
    text = record["text"]
    ids = {quantity["id"] for quantity in record["quantities"]}
    for quantity in record["quantities"]:
        assert text[quantity["start"] : quantity["end"]] == quantity["text"]
        assert quantity["start"] <= quantity["core_start"] < quantity["core_end"] <= quantity["end"]
    for relation in record["relations"]:
        assert set(relation["lhs"]) | set(relation["rhs"]) <= ids
        for item in relation.get("list_items", []):
            assert text[item["start"] : item["end"]] == item["text"]
    for finding in record["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["text"] != ""
    for section in record["sections"]:
        assert text[section["start"] : section["title_start"]].strip(" 　") == section["label"].strip(" 　")


def test_clean_reports_have_no_broken_relation_and_the_others_two_to_nine_findings():
    clean = [record for record in RECORDS if record["clean"]]
    assert len(clean) >= 3
    assert not [relation for record in clean for relation in record["relations"] if not relation["holds"]]
    for record in RECORDS:
        if not record["clean"]:
            assert 2 <= len([finding for finding in record["findings"] if finding["severity"] != "note"]) <= 9


def test_every_kind_of_slip_is_planted_somewhere():
    assert {finding["type"] for record in RECORDS for finding in record["findings"]} == KINDS


def test_sums_hold_exactly_when_added_in_base_units():
    """An independent look at the plainest relations: stated totals against plain addition of the gold values."""
    for record in RECORDS:
        values = {quantity["id"]: Fraction(quantity["value"]) for quantity in record["quantities"]}
        for relation in record["relations"]:
            if relation["type"] == "sum" and "-" not in relation["expression"] and "*" not in relation["expression"]:
                miss = abs(values[relation["lhs"][0]] - sum(values[name] for name in relation["rhs"]))
                assert miss == Fraction(relation["difference"]), (record["document"], relation["expression"])
