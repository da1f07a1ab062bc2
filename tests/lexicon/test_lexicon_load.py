"""The lexicon is what patterns/ says, with a folder's own entries added or put in the place of embedded ones."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reportminer.errors import PatternError
from reportminer.lexicon import Unit, load, load_lexicon, packaged_patterns

VAT = "- id: vat\n  words: [瓿]\n  kind: count\n  base: 瓿\n"


@pytest.fixture
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of patterns that stands for the embedded one."""
    folder = tmp_path / "patterns"
    folder.mkdir()
    monkeypatch.setattr(load, "packaged_patterns", lambda: folder)
    return folder


def test_the_embedded_patterns_load() -> None:
    lexicon = load_lexicon()
    assert lexicon.replaced == ()
    assert lexicon.units and lexicon.indicators and lexicon.entities


def test_every_file_of_the_embedded_patterns_is_read() -> None:
    known = [glob for glob, _ in load._FILES.values()]
    unread = [
        path.name
        for path in packaged_patterns().rglob("*.*")
        if path.suffix in (".yaml", ".yml", ".jsonl") and not any(path.match(glob) for glob in known)
    ]
    assert unread == []


def test_an_entry_knows_its_file_and_line(embedded: Path) -> None:
    (embedded / "units.yaml").write_text("# 单位\n\n" + VAT, encoding="utf-8")
    (unit,) = load_lexicon().units
    assert unit == Unit(id="vat", words=("瓿",), kind="count", base="瓿", file="units.yaml", line=3)


def test_texts_that_look_like_numbers_stay_as_written(embedded: Path) -> None:
    (embedded / "indicators").mkdir()
    text = "- id: year\n  name: 2019\n  unit: 1.0\n  code: 030\n  aliases: [是, no, 08]\n"
    (embedded / "indicators" / "a.yaml").write_text(text, encoding="utf-8")
    (entry,) = load_lexicon().indicators
    assert (entry.name, entry.unit, entry.code, entry.aliases) == ("2019", "1.0", "030", ("是", "no", "08"))


def test_null_is_absent(embedded: Path) -> None:
    (embedded / "indicators").mkdir()
    text = "- {id: a, name: 甲项, unit: CNY, code: null}\n- {id: b, name: 乙项, unit: CNY, code: }\n"
    (embedded / "indicators" / "a.yaml").write_text(text, encoding="utf-8")
    assert [entry.code for entry in load_lexicon().indicators] == [None, None]


def test_an_own_entry_is_added(embedded: Path, tmp_path: Path) -> None:
    (embedded / "units.yaml").write_text(VAT, encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "units.yaml").write_text("- {id: jar, words: [甑], kind: count, base: 甑}\n", encoding="utf-8")
    lexicon = load_lexicon(own)
    assert [(unit.id, unit.file) for unit in lexicon.units] == [("vat", "units.yaml"), ("jar", "own/units.yaml")]
    assert lexicon.replaced == ()


def test_an_own_entry_with_the_same_id_takes_the_place_and_says_so(embedded: Path, tmp_path: Path) -> None:
    jar = "- {id: jar, words: [甑], kind: count, base: 甑}\n"
    (embedded / "units.yaml").write_text(VAT + jar, encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "units.yaml").write_text("\n" + VAT + "  factor: 12\n", encoding="utf-8")
    lexicon = load_lexicon(own)
    assert [(unit.id, unit.factor) for unit in lexicon.units] == [("vat", Decimal(12)), ("jar", Decimal(1))]
    assert lexicon.replaced == (f"{own}/units.yaml:2: vat 替换了 patterns/units.yaml:1 的同名条目。",)


def test_an_own_entry_that_claims_an_embedded_form_names_both_places(embedded: Path, tmp_path: Path) -> None:
    (embedded / "units.yaml").write_text(VAT, encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "units.yaml").write_text("- {id: jar, words: [甑, 瓿], kind: count, base: 甑}\n", encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        load_lexicon(own)
    assert caught.value.where == f"{own}/units.yaml:1"
    assert caught.value.problem == "「瓿」已由 patterns/units.yaml:1 的 vat 认领。"


def test_a_modifier_may_stand_before_and_after(embedded: Path) -> None:
    text = "- {{id: {0}, words: [约莫], bound: about, place: {0}}}\n"
    (embedded / "modifiers.yaml").write_text(text.format("before") + text.format("after"), encoding="utf-8")
    assert [entry.place for entry in load_lexicon().modifiers] == ["before", "after"]


def test_two_aliases_of_two_indicators_cannot_be_the_same(embedded: Path) -> None:
    (embedded / "indicators").mkdir()
    (embedded / "indicators" / "a.yaml").write_text("- {id: a, name: 甲项, unit: CNY}\n", encoding="utf-8")
    text = "- {id: b, name: 乙项, unit: CNY, aliases: [甲项]}\n"
    (embedded / "indicators" / "b.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        load_lexicon()
    assert str(caught.value) == (
        "patterns/indicators/b.yaml:1: 「甲项」已由 patterns/indicators/a.yaml:1 的 a 认领。"
        "从其中一条删去它；要替换那一条，就用同一个 id。"
    )


def test_a_later_folder_wins_over_an_earlier_one(embedded: Path, tmp_path: Path) -> None:
    (embedded / "units.yaml").write_text(VAT, encoding="utf-8")
    for name, factor in (("first", 2), ("second", 3)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "units.yaml").write_text(f"{VAT}  factor: {factor}\n", encoding="utf-8")
    lexicon = load_lexicon(tmp_path / "first", tmp_path / "second")
    assert [unit.factor for unit in lexicon.units] == [Decimal(3)]
    assert len(lexicon.replaced) == 2


def test_patterns_inside_the_installed_package_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "files", lambda _: tmp_path)
    assert load.packaged_patterns() == Path(load.__file__).resolve().parents[3] / "patterns"
    (tmp_path / "patterns").mkdir()
    assert load.packaged_patterns() == tmp_path / "patterns"
