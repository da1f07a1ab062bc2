"""The word tools are loaded only for a record, keep their files to the user, and say nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from reportminer.lexicon import load_lexicon
from reportminer.lexicon.cutter import glance, word_cutter
from reportminer.read import read

CHECK = """
import sys
from reportminer.lexicon import load_lexicon
from reportminer.pipeline import document_of, examine
examine(document_of("一、支出情况\\n全年工资福利支出12万元。\\n"), load_lexicon())
print(sorted({"jieba", "spacy", "rapidfuzz", "numpy"} & set(sys.modules)))
"""
RECORD = """
from reportminer import analyse
print(analyse("云岭市水务局2023年度部门决算\\n全年工资福利支出12万元。\\n").info.organization)
"""


def run(code: str, cache: Path) -> tuple[str, str]:
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8", timeout=120, check=True
    )
    return done.stdout.strip(), done.stderr


def test_checking_loads_no_word_tool(tmp_path: Path) -> None:
    assert run(CHECK, tmp_path)[0] == "[]"


def test_a_record_is_made_in_silence_with_a_cache_of_the_users_own(tmp_path: Path) -> None:
    assert run(RECORD, tmp_path) == ("云岭市水务局", "")
    folder = tmp_path / "reportminer"
    assert sorted(path.name for path in folder.iterdir()) == ["jieba.cache", "lexicon.msgpack"]
    assert folder.stat().st_mode & 0o077 == 0


def test_a_record_is_made_where_no_cache_can_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert run(RECORD, blocked) == ("云岭市水务局", "")


def test_a_cache_that_others_may_write_in_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "reportminer"
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "jieba.cache").write_bytes(b"not an index")
    assert run(RECORD, tmp_path) == ("云岭市水务局", "")
    assert (folder / "jieba.cache").read_bytes() == b"not an index"


def test_names_of_the_catalogue_are_words() -> None:
    words = list(word_cutter(load_lexicon())("本年度机关事业单位基本养老保险缴费与职工医疗互助"))
    assert words == ["本年度", "机关事业单位基本养老保险缴费", "与", "职工医疗互助"]


def test_a_tokenizer_is_loaded_once() -> None:
    lexicon = load_lexicon()
    assert word_cutter(lexicon) is word_cutter(lexicon)


def test_a_glance_into_the_dictionary_cuts_as_the_whole_of_it_does() -> None:
    lexicon = load_lexicon()
    reports = sorted((Path(__file__).parents[2] / "corpus").glob("*.txt"))
    windows = [run[0] for path in reports for run in re.finditer("[\u4e00-\u9fff]{8,24}", read(path).text)]
    few = glance(lexicon, windows)
    cut = [list(few(window)) for window in windows]
    assert len(windows) > 500
    assert cut == [list(word_cutter(lexicon)(window)) for window in windows]
    assert few.frequency("评价") == word_cutter(lexicon).frequency("评价") > 0
