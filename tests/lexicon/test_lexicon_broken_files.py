"""A broken pattern file stops the run with one line: where, what, and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportminer.errors import PatternError
from reportminer.lexicon import load_lexicon

GOOD = """\
- id: zu
  words: [瓿]
  kind: count
  base: 瓿
"""

BROKEN = {
    "full-width colon after a key": (
        "- id: zu\n  words： [瓿]\n  kind: count\n  base: 瓿\n",
        "units.yaml:2: 用了全角冒号「：」。改成半角冒号加一个空格「: 」。",
    ),
    "full-width colon in the first line": (
        "- id：zu\n  words: [瓿]\n",
        "units.yaml:1: 用了全角冒号「：」。改成半角冒号加一个空格「: 」。",
    ),
    "full-width colon inside braces": (
        GOOD + "  examples:\n    - {text：三瓿, finds: 三瓿}\n",
        "units.yaml:6: 用了全角冒号「：」。改成半角冒号加一个空格「: 」。",
    ),
    "misspelt key": (
        GOOD + "  word: [瓿]\n",
        "units.yaml:5: 没有叫 word 的键。你是不是要写 words？",
    ),
    "misspelt key of an example": (
        GOOD + "  examples:\n    - text: 三瓿\n      find: 三瓿\n",
        "units.yaml:7: 没有叫 find 的键。你是不是要写 finds？",
    ),
    "a key that is like none": (
        GOOD + "  黑: 白\n",
        "units.yaml:5: 没有叫 黑 的键。可以用的键：",
    ),
    "a key that only the loader fills": (
        GOOD + "  line: 3\n",
        "units.yaml:5: 没有叫 line 的键。",
    ),
    "missing key": (
        "- id: zu\n  words: [瓿]\n  base: 瓿\n",
        "units.yaml:1: 少了 kind 键。补上 kind: …。",
    ),
    "missing id": (
        "\n- words: [瓿]\n  kind: count\n  base: 瓿\n",
        "units.yaml:2: 少了 id 键。补上 id: …。",
    ),
    "a word instead of a list": (
        "- id: zu\n  words: 瓿\n  kind: count\n  base: 瓿\n",
        "units.yaml:2: words 要是一个列表。写成 words: [瓿]。",
    ),
    "full-width brackets": (
        "- id: zu\n  words: 【瓿】\n  kind: count\n  base: 瓿\n",
        "units.yaml:2: words 的方括号是全角的。改成半角：words: [甲, 乙]。",
    ),
    "full-width comma in a list": (
        "- id: zu\n  words: [瓿，甑]\n  kind: count\n  base: 瓿\n",
        "units.yaml:2: 列表里用了全角逗号「，」。改成半角逗号「, 」；它若是词的一部分，给这个词加上引号。",
    ),
    "a list instead of a word": (
        "- id: zu\n  words: [瓿]\n  kind: count\n  base: [瓿, 甑]\n",
        "units.yaml:4: base 只能有一个值，不是列表。去掉方括号。",
    ),
    "a word instead of a number": (
        GOOD + "  factor: 一千\n",
        "units.yaml:5: factor 要写数字，这里是「一千」。改正它。",
    ),
    "a word instead of true or false": (
        GOOD + "  numeral_ok: 是\n",
        "units.yaml:5: numeral_ok 要写true 或 false，这里是「是」。改正它。",
    ),
    "a value that is none of the allowed": (
        "- id: zu\n  words: [瓿]\n  kind: counts\n  base: 瓿\n",
        "units.yaml:3: kind 不能是「counts」。你是不是要写 count？",
    ),
    "a key without its value": (
        "- id: zu\n  words: [瓿]\n  kind: count\n  base:\n",
        "units.yaml:4: base 没有值。补上值，或删去这个键。",
    ),
    "a key written twice": (
        GOOD + "  words: [甑]\n",
        "units.yaml:5: 键 words 写了两次，第一次在 units.yaml:2。删去一处。",
    ),
    "an id used twice": (
        GOOD + GOOD.replace("[瓿]", "[甑]"),
        "units.yaml:5: id zu 已在 units.yaml:1 用过。换一个 id，或删去一条。",
    ),
    "a form claimed twice": (
        GOOD + GOOD.replace("id: zu", "id: ban").replace("[瓿]", "[甑, 瓿]"),
        "units.yaml:5: 「瓿」已由 units.yaml:1 的 zu 认领。从其中一条删去它；要替换那一条，就用同一个 id。",
    ),
    "a form claimed twice in two widths": (
        GOOD.replace("[瓿]", "[（瓿）]") + GOOD.replace("id: zu", "id: ban").replace("[瓿]", "['(瓿)']"),
        "units.yaml:5: 「(瓿)」已由 units.yaml:1 的 zu 认领。",
    ),
    "a tab": (
        "- id: zu\n\twords: [瓿]\n",
        "units.yaml:2: 缩进用了制表符。改成空格。",
    ),
    "an unclosed quote": (
        '- id: zu\n  words: ["瓿]\n  kind: count\n  base: 瓿\n',
        "units.yaml:2: 引号没有合上。在词的末尾补上同样的引号。",
    ),
    "an unclosed bracket": (
        "- id: zu\n  words: [瓿\n  kind: count\n",
        "units.yaml:2: 方括号没有合上，或列表里少了逗号。写成 [甲, 乙]。",
    ),
    "an unclosed brace": (
        GOOD + "  examples:\n    - {text: 三瓿, finds: 三瓿\n    - {text: 瓿长, finds: 无}\n",
        "units.yaml:6: 花括号没有合上，或里面少了逗号。写成 {text: 一句话, finds: 一段}。",
    ),
    "a colon inside a value": (
        GOOD + "  note: 见下: 三瓿\n",
        "units.yaml:5: 值里有冒号加空格，或上一行缩进不对。给整个值加上引号，并对齐缩进。",
    ),
    "a value that begins with a sign of YAML": (
        "- id: zu\n  words: [瓿]\n  kind: count\n  base: %\n",
        "units.yaml:4: 值以 YAML 的特殊符号开头。给整个值加上引号。",
    ),
    "no space after the dash": (
        "-id: zu\n  words: [瓿]\n",
        "units.yaml:1: 「-」后面没有空格。改成「- 」。",
    ),
    "no space after the colon": (
        "- id: zu\n  words:[瓿]\n  kind: count\n",
        "units.yaml:2: 冒号后面没有空格。改成「: 」。",
    ),
    "keys instead of a list": (
        "id: zu\nwords: [瓿]\n",
        "units.yaml:1: 文件要是一个列表。每条以「- 」开头。",
    ),
    "a bare word as entry": (
        "- 瓿\n",
        "units.yaml:1: 这一条没有键。写成「- id: …」，下面每行一个键。",
    ),
    "an empty id": (
        "- id: ''\n  words: [瓿]\n  kind: count\n  base: 瓿\n",
        "units.yaml:1: id 是空的或含有「#」。写一个短的英文名。",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_answered_with_place_fault_and_remedy(name: str, tmp_path: Path) -> None:
    text, expected = BROKEN[name]
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "units.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        load_lexicon(folder)
    said = str(caught.value).replace(f"{folder}/", "")
    assert said.startswith(expected)
    assert "\n" not in said


def test_a_bad_regex_is_shown_with_its_fault(tmp_path: Path) -> None:
    (tmp_path / "noise.yaml").write_text("- id: a\n  regex: '第(一'\n", encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        load_lexicon(tmp_path)
    assert caught.value.where == f"{tmp_path}/noise.yaml:2"
    assert caught.value.problem.startswith("正则「第(一」不对")


def test_a_file_that_is_no_utf8_is_named_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_bytes("- id: a\n  words: [瓿]\n".encode("gb18030"))
    with pytest.raises(PatternError, match=re.escape("units.yaml:2: 不是 UTF-8 编码。在编辑器里另存为 UTF-8。")):
        load_lexicon(tmp_path)


def test_a_broken_line_of_the_entities_is_named(tmp_path: Path) -> None:
    good = '{"id": "bureau_x", "label": "ORG", "pattern": "某某总署"}'
    (tmp_path / "entities.jsonl").write_text(f"{good}\n{good[:-1]}\n", encoding="utf-8")
    with pytest.raises(PatternError, match=re.escape("entities.jsonl:2: 这一行不是完整的 JSON。")):
        load_lexicon(tmp_path)


def test_a_misspelt_key_of_an_entity_is_answered(tmp_path: Path) -> None:
    (tmp_path / "entities.jsonl").write_text('\n{"id": "x", "label": "ORG", "patern": "某署"}\n', encoding="utf-8")
    with pytest.raises(PatternError, match=re.escape("entities.jsonl:2: 没有叫 patern 的键。你是不是要写 pattern？")):
        load_lexicon(tmp_path)


def test_a_misspelt_file_name_is_answered_with_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "unit.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(PatternError, match=re.escape("没有叫 unit.yaml 的模式文件。你是不是要写 units.yaml？")):
        load_lexicon(tmp_path)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="没有这个文件夹。"):
        load_lexicon(tmp_path / "none")


def test_a_folder_without_pattern_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="这个文件夹里没有模式文件。"):
        load_lexicon(tmp_path)
