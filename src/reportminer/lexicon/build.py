"""YAML nodes → entries, with every fault of an entry named by file, line, key and what to write instead."""

from __future__ import annotations

import difflib
import re
from typing import Any, NoReturn, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from reportminer.errors import PatternError
from reportminer.lexicon.entries import Entry
from reportminer.lexicon.nodes import is_null, line_of, wide_colon

E = TypeVar("E", bound=Entry)

_FILLED = {"file", "line"}
_WIDE_BRACKET = ("【", "［", "「", "〔")


def build(node: Node, kind: type[E], shown: str, file: str) -> E:
    """The entry that stands at `node`.

    shown  the file's name in errors; `file` the one that the entry keeps
    Raises `PatternError`: a key unknown, missing or written twice, a value of the wrong type, a bad regex.
    """
    if not isinstance(node, MappingNode):
        raise _not_mapping(node, f"{shown}:{line_of(node)}")
    raw = _plain(node, shown)
    for key in node.value:
        if key[0].value in _FILLED:
            raise _unknown_key(key[0], kind, shown)
    try:
        entry: E = msgspec.convert(raw | {"file": file, "line": line_of(node)}, kind, strict=False)
    except msgspec.ValidationError as error:
        _explain(str(error), node, kind, shown)
    if not entry.id.strip() or "#" in entry.id:
        raise PatternError(f"{shown}:{line_of(node)}", "id 是空的或含有「#」。", "写一个短的英文名。")
    _try_regex(entry, node, shown)
    return entry


def _plain(node: Node, shown: str) -> Any:
    """`node` as strings, None, lists and dicts; a key written twice is an error."""
    if isinstance(node, ScalarNode):
        return None if is_null(node) else node.value
    if isinstance(node, SequenceNode):
        if node.flow_style:
            _refuse_wide_comma(node, shown)
        return [_plain(item, shown) for item in node.value]
    plain: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise PatternError(f"{shown}:{line_of(key)}", "键要是一个词。", "写成 键: 值。")
        if "：" in key.value and is_null(value):
            raise wide_colon(f"{shown}:{line_of(key)}")
        if key.value in plain:
            first = next(line_of(other) for other, _ in node.value if other.value == key.value)
            raise PatternError(
                f"{shown}:{line_of(key)}", f"键 {key.value} 写了两次，第一次在 {shown}:{first}。", "删去一处。"
            )
        plain[key.value] = _plain(value, shown)
    return plain


_WIDE_COMMA = re.compile(r"[^\W\d]，[^\W\d]")


def _refuse_wide_comma(node: SequenceNode, shown: str) -> None:
    for item in node.value:
        if isinstance(item, ScalarNode) and item.style not in ("'", '"') and _WIDE_COMMA.search(item.value):
            remedy = "改成半角逗号「, 」；它若是词的一部分，给这个词加上引号。"
            raise PatternError(f"{shown}:{line_of(item)}", "列表里用了全角逗号「，」。", remedy)


def _try_regex(entry: Entry, node: MappingNode, shown: str) -> None:
    regex = getattr(entry, "regex", None)
    if regex is None:
        return
    try:
        re.compile(regex)
    except re.error as error:
        line = next(line_of(value) for key, value in node.value if key.value == "regex")
        at = f"，在第 {error.pos + 1} 个字符" if error.pos is not None else ""
        raise PatternError(
            f"{shown}:{line}", f"正则「{regex}」不对（{error.msg}{at}）。", "改正它，或改用 words。"
        ) from error


_PATH = re.compile(r" - at `\$?(.*)`$")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_FIELD = re.compile(r"field `([^`]+)`")


def _explain(said: str, node: MappingNode, kind: type[Struct], shown: str) -> NoReturn:
    """Raises what msgspec said of the plain data as an error at the node that it means."""
    path = _PATH.search(said)
    at: Node = node
    key: Node | None = None
    hint: Any = kind
    for name, index in _STEP.findall(path[1] if path else ""):
        if name:
            key, at = next((pair for pair in at.value if pair[0].value == name), (key, at))
            hint = _fields(hint).get(name, hint)
        else:
            at = at.value[int(index)]
            hint = _member(hint)
    where = f"{shown}:{line_of(at)}"
    field = _FIELD.search(said)
    if "unknown field" in said and field:
        written = next(pair[0] for pair in at.value if pair[0].value == field[1])
        raise _unknown_key(written, hint, shown)
    if "missing required field" in said and field:
        raise PatternError(where, f"少了 {field[1]} 键。", f"补上 {field[1]}: …。")
    name = key.value if key is not None else "这一条"
    raise _wrong_value(name, at, hint, where)


def _wrong_value(name: str, at: Node, hint: Any, where: str) -> PatternError:
    written = at.value if isinstance(at, ScalarNode) else ""
    if isinstance(at, MappingNode) and not _fields(hint):
        return PatternError(where, f"{name} 的值里有冒号加空格，成了一组键。", "给整个值加上引号。")
    choices = [choice for choice in get_args(hint) if isinstance(choice, str)]
    if choices:
        near = difflib.get_close_matches(written, choices, 1)
        remedy = f"你是不是要写 {near[0]}？" if near else f"可以写：{'、'.join(choices)}。"
        return PatternError(where, f"{name} 不能是「{written}」。", remedy)
    if get_origin(hint) is tuple:
        if written.startswith(_WIDE_BRACKET):
            return PatternError(where, f"{name} 的方括号是全角的。", f"改成半角：{name}: [甲, 乙]。")
        return PatternError(where, f"{name} 要是一个列表。", f"写成 {name}: [{written or '甲'}]。")
    if isinstance(at, ScalarNode) and is_null(at):
        return PatternError(where, f"{name} 没有值。", "补上值，或删去这个键。")
    if _fields(hint):
        return PatternError(where, f"{name} 要是一组键。", f"写成 {{{', '.join(_fields(hint))}}}，各带自己的值。")
    if isinstance(at, SequenceNode):
        return PatternError(where, f"{name} 只能有一个值，不是列表。", "去掉方括号。")
    wanted = {"bool": "true 或 false", "int": "整数", "Decimal": "数字"}.get(getattr(hint, "__name__", ""), "另一种值")
    return PatternError(where, f"{name} 要写{wanted}，这里是「{written}」。", "改正它。")


def _unknown_key(key: Node, hint: Any, shown: str) -> PatternError:
    where = f"{shown}:{line_of(key)}"
    if "：" in key.value:
        return wide_colon(where)
    names = [name for name in _fields(hint) if name not in _FILLED]
    near = difflib.get_close_matches(key.value.lower().replace("-", "_"), names, 1, 0.5)
    remedy = f"你是不是要写 {near[0]}？" if near else f"可以用的键：{'、'.join(names)}。"
    return PatternError(where, f"没有叫 {key.value} 的键。", remedy)


def _not_mapping(node: Node, where: str) -> PatternError:
    written = node.value if isinstance(node, ScalarNode) else ""
    if "：" in written:
        return wide_colon(where)
    return PatternError(where, "这一条没有键。", "写成「- id: …」，下面每行一个键。")


def _fields(hint: Any) -> dict[str, Any]:
    if isinstance(hint, type) and issubclass(hint, Struct):
        hints = get_type_hints(hint)
        return {name: hints[name] for name in hint.__struct_fields__}
    return {}


def _member(hint: Any) -> Any:
    arguments = get_args(hint)
    return arguments[0] if arguments else hint
