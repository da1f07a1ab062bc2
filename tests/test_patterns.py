"""Every pattern entry carries examples that hold, and a person who writes patterns can try them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportminer.cli import patterns
from reportminer.errors import PatternError
from reportminer.lexicon import load_lexicon
from reportminer.trial import Found, check_patterns, try_sentence

JAR = """\
- id: jar
  words: [瓿]
  kind: count
  base: 瓿
  examples:
    - {text: 库存酱料37瓿, finds: 37瓿}
    - {text: 酱瓿已经入库, finds: 无}
"""


def write(folder: Path, text: str, name: str = "units.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_every_example_of_the_embedded_patterns_holds() -> None:
    assert [str(problem) for problem in check_patterns()] == []


def test_the_examples_of_an_own_folder_are_run_and_no_others(tmp_path: Path) -> None:
    assert list(check_patterns(write(tmp_path / "own", JAR))) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("37瓿}", "73瓿}", "在「库存酱料37瓿」里应找到「73瓿」，只找到「37瓿」。改词或改例子。"),
        ("库存酱料37瓿", "库存酱料", "在「库存酱料」里应找到「37瓿」，什么也没找到。改词或改例子。"),
        ("酱瓿已经入库", "酱料3瓿入库", "在「酱料3瓿入库」里找到了「3瓿」，例子说不该找到。改词或改例子。"),
        (
            "    - {text: 酱瓿已经入库, finds: 无}\n",
            "",
            "没有一个不该匹配的例子。加一个 {text: 一句话, finds: 无}。",
        ),
        (
            "    - {text: 库存酱料37瓿, finds: 37瓿}\n",
            "",
            "没有一个匹配的例子。加一个 {text: 一句话, finds: 找到的一段}。",
        ),
    ],
)
def test_an_example_that_does_not_hold_is_named_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    (problem,) = check_patterns(write(tmp_path / "own", "\n" + JAR.replace(old, new)))
    assert str(problem) == f"own/units.yaml:2: jar {said}"


def test_a_regex_without_a_note_is_a_problem(tmp_path: Path) -> None:
    text = """\
- id: shelf
  regex: '架号\\d+'
  examples:
    - {text: 档案存放于架号12, finds: 架号12}
    - {text: 档案存放于库房, finds: 无}
"""
    (problem,) = check_patterns(write(tmp_path / "own", text, "noise.yaml"))
    assert problem.problem == "用了 regex 却没有 note。写明为什么 words 不够。"


def test_an_indicator_of_ones_own_is_filed_and_checked(tmp_path: Path) -> None:
    text = """\
- id: sauce_fund
  name: 酱料专项
  unit: CNY
  aliases: [酱料经费]
  not_near: [上级补助]
  examples:
    - {text: 全年酱料经费100万元, finds: 100万元}
    - {text: 上级补助酱料经费30万元, finds: 无}
"""
    folder = write(tmp_path / "indicators", text, "own.yaml").parent
    assert list(check_patterns(folder)) == []


def test_a_sentence_shows_what_was_found_and_by_which_entry() -> None:
    found = try_sentence("某某县财政局本年基本工资80万元。", load_lexicon())
    assert found == (
        Found("机构", "财政局", "ORG 某某县财政局", "entities.jsonl#财政局"),
        Found("数字", "80万元", "基本工资 金额 800000元，在 [795000, 805000] 之内", "units.yaml#yuan"),
        Found("指标", "基本工资", "基本工资（30101）", "indicators/expenditure_economic.yaml#econ_30101"),
    )


def test_a_relation_shows_its_cue_and_the_entry_of_the_cue() -> None:
    found = try_sentence("支出100万元，其中：工资60万元。", load_lexicon())
    assert Found("关系", "其中", "part_of 60万元 ≤ 100万元", "cues.yaml#parts") in found


def test_an_own_entry_shows_the_own_folder(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path / "own", JAR))
    (found,) = (item for item in try_sentence("库存酱料37瓿。", lexicon) if item.what == "数字")
    assert (found.text, found.by) == ("37瓿", "own/units.yaml#jar")


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(patterns.app, list(arguments))
    if isinstance(result.exception, PatternError):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_check_prints_what_does_not_hold_and_exits_1(tmp_path: Path) -> None:
    code, out, err = run("check", str(write(tmp_path / "own", JAR.replace("37瓿}", "73瓿}"))))
    assert (code, err) == (1, "1 处不成立。\n")
    assert out == "own/units.yaml:1: jar 在「库存酱料37瓿」里应找到「73瓿」，只找到「37瓿」。改词或改例子。\n"


def test_check_exits_0_when_all_holds(tmp_path: Path) -> None:
    assert run("check", str(write(tmp_path / "own", JAR))) == (0, "", "所有例子都成立。\n")


def test_check_of_a_broken_file_is_the_authors_error(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", JAR.replace("words: [", "words： ["))
    with pytest.raises(PatternError, match="用了全角冒号"):
        run("check", str(folder))


def test_try_prints_a_line_for_each_thing_found() -> None:
    code, out, _ = run("try", "本年基本工资80万元。")
    assert code == 0
    assert out.splitlines() == [
        "数字\t80万元\t基本工资 金额 800000元，在 [795000, 805000] 之内\tunits.yaml#yuan",
        "指标\t基本工资\t基本工资（30101）\tindicators/expenditure_economic.yaml#econ_30101",
    ]


def test_try_says_when_nothing_was_found() -> None:
    assert run("try", "各项任务进展顺利。") == (0, "", "什么也没找到。\n")


def test_try_says_which_embedded_entry_an_own_one_replaces(tmp_path: Path) -> None:
    yuan = next(unit for unit in load_lexicon().units if unit.id == "yuan")
    folder = write(tmp_path / "own", f"- {{id: yuan, words: [{yuan.words[0]}], kind: amount, base: 元}}\n")
    code, out, err = run("try", "支出80元。", "--patterns", str(folder))
    assert code == 0
    assert "own/units.yaml#yuan" in out
    assert err == f"reportminer: {folder}/units.yaml:1: yuan 替换了 patterns/units.yaml:{yuan.line} 的同名条目。\n"
