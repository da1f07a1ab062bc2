"""The embedded lexicon is kept between runs, and never taken for another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportminer.errors import PatternError
from reportminer.lexicon import Lexicon, load_lexicon
from reportminer.lexicon import load as loading
from reportminer.lexicon.cache import cache_folder

UNIT = "- id: {id}\n  words: [{word}]\n  kind: count\n  base: ''\n"


@pytest.fixture
def patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of the embedded patterns, with a cache of its own."""
    folder = tmp_path / "patterns"
    folder.mkdir()
    (folder / "units.yaml").write_text(UNIT.format(id="barge", word="艘"), encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(loading, "packaged_patterns", lambda: folder)
    return folder


def refuse_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(own: object) -> Lexicon:
        raise AssertionError(f"read anew: {own}")

    monkeypatch.setattr(loading, "_read", refuse)


def test_the_second_load_takes_what_the_first_kept(patterns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_lexicon()
    refuse_to_read(monkeypatch)
    second = load_lexicon()
    assert [getattr(second, name) for name in Lexicon.__struct_fields__] == [
        getattr(first, name) for name in Lexicon.__struct_fields__
    ]
    assert second.units[0].words == ("艘",)


def test_the_packaged_lexicon_comes_back_as_it_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first, second = load_lexicon(), load_lexicon()
    for name in Lexicon.__struct_fields__:
        assert repr(getattr(first, name)) == repr(getattr(second, name))


def test_a_changed_pattern_is_read_anew(patterns: Path) -> None:
    load_lexicon()
    (patterns / "units.yaml").write_text(UNIT.format(id="barge", word="舰"), encoding="utf-8")
    assert load_lexicon().units[0].words == ("舰",)


def test_a_new_file_is_read_too(patterns: Path) -> None:
    load_lexicon()
    (patterns / "words_more.yaml").write_text("- id: more\n  use: lead\n  words: [另有]\n", encoding="utf-8")
    assert [word.id for word in load_lexicon().words] == ["more"]


def test_a_pattern_that_was_broken_since_is_still_refused(patterns: Path) -> None:
    load_lexicon()
    (patterns / "units.yaml").write_text("- id：barge\n", encoding="utf-8")
    with pytest.raises(PatternError, match="全角冒号"):
        load_lexicon()


@pytest.mark.parametrize("left", [b"", b"short", b"\x00" * 5000])
def test_what_others_left_in_the_cache_is_not_taken(patterns: Path, left: bytes) -> None:
    load_lexicon()
    kept = cache_folder() / "lexicon.msgpack"
    kept.write_bytes(left)
    assert load_lexicon().units[0].id == "barge"
    kept.write_bytes(kept.read_bytes()[:-3])
    assert load_lexicon().units[0].id == "barge"
    assert [path.name for path in cache_folder().iterdir()] == ["lexicon.msgpack"]


def test_a_cache_that_cannot_be_written_is_done_without(
    patterns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert load_lexicon().units[0].id == "barge"
    assert load_lexicon().units[0].id == "barge"


def test_patterns_of_ones_own_are_never_kept(patterns: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "units.yaml").write_text(UNIT.format(id="raft", word="筏"), encoding="utf-8")
    assert [unit.id for unit in load_lexicon(own).units] == ["barge", "raft"]
    assert not (cache_folder() / "lexicon.msgpack").exists()
