"""A pattern file as YAML nodes that know their line, or a `PatternError` that says what is wrong with its writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from reportminer.errors import PatternError

_NULL = "tag:yaml.org,2002:null"
_TEXT = "tag:yaml.org,2002:str"


class _Loader(yaml.CSafeLoader):
    """Takes every bare word as it is written (030, 2019, no), but for null: types are the entries' business."""


_Loader.yaml_implicit_resolvers = {
    first: [(_NULL, re.compile(r"(?:~|null|Null|NULL|)\Z"))] for first in ("~", "n", "N", "")
}


def nodes(path: Path, shown: str) -> Iterator[Node]:
    """The entries of a pattern file (.yaml: a list of mappings; .jsonl: a mapping a line), not yet converted.

    shown  the file's name as the reader of an error knows it
    Raises `PatternError` with file and line where the file is no UTF-8, YAML or JSON, or no list.
    """
    text = _decoded(path, shown)
    if path.suffix == ".jsonl":
        yield from _json_nodes(text, shown)
        return
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _syntax_error(text, shown, error) from error
    if root is None or (isinstance(root, ScalarNode) and root.tag == _NULL):
        return
    if not isinstance(root, SequenceNode):
        raise _colon_error(text, shown) or PatternError(
            f"{shown}:{line_of(root)}", "文件要是一个列表。", "每条以「- 」开头。"
        )
    yield from root.value


def line_of(node: Node) -> int:
    """The line, counted from 1, on which `node` begins."""
    return int(node.start_mark.line) + 1


def is_null(node: Node) -> bool:
    """Whether nothing (or null) stands at `node`."""
    return isinstance(node, ScalarNode) and node.tag == _NULL


def _decoded(path: Path, shown: str) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PatternError(shown, f"读不了这个文件（{error.strerror}）。", "检查文件和权限。") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PatternError(f"{shown}:{line}", "不是 UTF-8 编码。", "在编辑器里另存为 UTF-8。") from error


def _json_nodes(text: str, shown: str) -> Iterator[Node]:
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        try:
            value = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            remedy = '每行写一个 {"id": …, "label": …}，引号、冒号和逗号用半角。'
            raise PatternError(f"{shown}:{number + 1}", "这一行不是完整的 JSON。", remedy) from error
        yield _node_of(value, yaml.Mark(shown, 0, number, 0, None, 0))


def _node_of(value: Any, mark: yaml.Mark) -> Node:
    if isinstance(value, dict):
        pairs = [(_node_of(key, mark), _node_of(item, mark)) for key, item in value.items()]
        return MappingNode("tag:yaml.org,2002:map", pairs, mark, mark)
    if isinstance(value, list):
        return SequenceNode("tag:yaml.org,2002:seq", [_node_of(item, mark) for item in value], mark, mark)
    if value is None:
        return ScalarNode(_NULL, "", mark, mark)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return ScalarNode(_TEXT, text, mark, mark, style='"')


_KEY_WITH_WIDE_COLON = re.compile(r"^\s*(?:- +)?(?:\{ *)?[a-z_]+：", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *(?:- *)?\t", re.MULTILINE)
_NO_SPACE_AFTER_COLON = re.compile(r"^\s*(?:- +)?[a-z_]+:[^\s:]", re.MULTILINE)
_NO_SPACE_AFTER_DASH = re.compile(r"^\s*-[a-z_]+:", re.MULTILINE)

_SAID: tuple[tuple[str, str, str], ...] = (
    # part of the parser's words, problem, remedy; the line is where the construct began
    ("quoted scalar", "引号没有合上。", "在词的末尾补上同样的引号。"),
    ("flow sequence", "方括号没有合上，或列表里少了逗号。", "写成 [甲, 乙]。"),
    ("flow mapping", "花括号没有合上，或里面少了逗号。", "写成 {text: 一句话, finds: 一段}。"),
)
_SAID_HERE: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "值里有冒号加空格，或上一行缩进不对。", "给整个值加上引号，并对齐缩进。"),
    ("cannot start any token", "值以 YAML 的特殊符号开头。", "给整个值加上引号。"),
    ("undefined alias", "值以「*」开头。", "给整个值加上引号。"),
    ("control characters", "有看不见的控制字符。", "删去它。"),
    ("special characters", "有看不见的控制字符。", "删去它。"),
    ("could not find expected ':'", "这一行或上一行没有「键: 值」。", "写成 键: 值，冒号用半角，后面加一个空格。"),
)


def _syntax_error(text: str, shown: str, error: yaml.YAMLError) -> PatternError:
    """The parser's complaint, put the way the author of the file can act on."""
    wide = _colon_error(text, shown)
    if wide:
        return wide
    for pattern, problem, remedy in (
        (_TAB_INDENT, "缩进用了制表符。", "改成空格。"),
        (_NO_SPACE_AFTER_DASH, "「-」后面没有空格。", "改成「- 」。"),
        (_NO_SPACE_AFTER_COLON, "冒号后面没有空格。", "改成「: 」。"),
    ):
        match = pattern.search(text)
        if match:
            return PatternError(f"{shown}:{_line_at(text, match)}", problem, remedy)
    here = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None) or here
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')} {getattr(error, 'reason', '')}"
    for words, problem, remedy in _SAID:
        if words in said and begun is not None:
            return PatternError(f"{shown}:{begun.line + 1}", problem, remedy)
    line = here.line + 1 if here is not None else text.count("\n", 0, getattr(error, "position", 0)) + 1
    for words, problem, remedy in _SAID_HERE:
        if words in said:
            return PatternError(f"{shown}:{line}", problem, remedy)
    return PatternError(f"{shown}:{line}", "这里的 YAML 写法不对。", "检查这一行的缩进、冒号和引号。")


def _colon_error(text: str, shown: str) -> PatternError | None:
    match = _KEY_WITH_WIDE_COLON.search(text)
    if match is None:
        return None
    return wide_colon(f"{shown}:{_line_at(text, match)}")


def wide_colon(where: str) -> PatternError:
    """The error for a key that ends in a full-width colon."""
    return PatternError(where, "用了全角冒号「：」。", "改成半角冒号加一个空格「: 」。")


def _line_at(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.end()) + 1
