"""The house itself: imports go down only, the code is typed and linted, small rooms, README's promises."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "reportminer"
MODULES = sorted(PACKAGE.rglob("*.py"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def script(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def test_imports_go_down_only() -> None:
    done = run(script("lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    done = run(script("ruff"), "check", "src", "tests", "benchmarks", "corpus")
    assert done.returncode == 0, done.stdout


def test_mypy_strict_finds_nothing() -> None:
    done = run(sys.executable, "-m", "mypy")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_in_one_sentence_what_lives_in_it_and_stays_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "no module docstring"
    assert source.count("\n") <= 400


@pytest.mark.parametrize("room", sorted((PACKAGE / "relate").glob("*/__init__.py")), ids=lambda path: path.parent.name)
def test_the_map_of_a_room_names_each_of_its_modules(room: Path) -> None:
    told = set(re.findall(r"\w+", ast.get_docstring(ast.parse(room.read_text(encoding="utf-8"))) or ""))
    assert {path.stem for path in room.parent.glob("*.py")} - {"__init__"} - told == set()


def test_no_regex_repeats_a_group_possessively_which_older_pythons_do_wrongly() -> None:
    repeated = re.compile(r"(?:(?<!\\)\)|(?<![\d,}])\})(?:[*+?]|\{\{?\d*,?\d*\}?\})\+")
    files = [*MODULES, *(ROOT / "patterns").rglob("*.yaml")]
    lines = [line.strip() for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if repeated.search(line) and not line.startswith("#")] == []


def test_nothing_names_a_path_of_a_machine_or_a_registry() -> None:
    files = run("git", "ls-files").stdout.splitlines()
    forbidden = re.compile("/" + r"work/|/" + r"root/|files\.python" + "hosted|registry\\." + "npmjs|pypi" + r"\.org")
    kinds = {".py", ".md", ".yaml", ".toml", ".jsonl", ""}
    texts = {name: (ROOT / name).read_text(encoding="utf-8", errors="replace") for name in files
             if Path(name).suffix in kinds and (ROOT / name).is_file()}  # fmt: skip
    assert [name for name, text in texts.items() if forbidden.search(text)] == []


def test_the_readme_states_every_command_of_the_command_line() -> None:
    from reportminer.cli.app import build

    app = build()
    names = [command.name for command in app.registered_commands]
    names += [group.typer_instance.info.name for group in app.registered_groups]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}" not in readme] == []


def test_the_two_set_up_commands_stand_in_the_readme_once_each() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^python3 -m venv .*$", readme, re.M)
    assert len(commands) == 2
    assert commands[0].endswith("reportminer run corpus -o out")
    assert commands[1].endswith("pytest")
