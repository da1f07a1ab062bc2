"""The command line's own words in Chinese: usage, panels, the help option, and what was typed wrongly."""

from __future__ import annotations

import gettext
import re
from typing import Any

__all__ = ["ChineseCommand", "ChineseGroup", "UsageProblem", "typer", "wording"]

_WORDS = {
    "Arguments": "参数",
    "Options": "选项",
    "Commands": "命令",
    "Error": "错误",
    "Aborted.": "已中止。",
    "[default: {}]": "[默认：{}]",
    "[required]": "[必填]",
    "(deprecated) ": "（不再推荐）",
}
_ERRORS = {
    "NoSuchOption": "没有 {name} 这个选项。",
    "MissingParameter": "缺少 {name}。",
    "BadParameter": "{name} 的值不对：{detail}。",
}


_original = gettext.gettext


def _word(message: str) -> str:
    return _WORDS.get(message) or _original(message)


# typer binds gettext when it is imported, its help pages only when they are needed: the words stay Chinese till the end
gettext.gettext = _word

import typer  # noqa: E402
from typer.core import TyperCommand, TyperGroup  # noqa: E402


class _Chinese:
    """What a command and a group have in common: a usage line and a help option in Chinese."""

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        for word, chinese in (("Usage:", "用法："), ("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]…")):
            usage = usage.replace(word, chinese, 1)
        return usage

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这份说明。"
        return option


class ChineseCommand(_Chinese, TyperCommand):
    """A command that speaks Chinese."""


class ChineseGroup(_Chinese, TyperGroup):
    """A group of commands that speaks Chinese."""

    def resolve_command(self, ctx: Any, args: Any) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except UsageProblem as error:
            # said here and not through gettext, which typer has bound long since where spaCy was loaded first
            raise UsageProblem(f"没有 {args[0]} 这个命令。", ctx) from error


UsageProblem: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for anything typed wrongly."""


def wording(error: Exception) -> str:
    """What was typed wrongly, in Chinese where typer says which kind of mistake it is, and where help is found.

    "" where the help itself has just been printed, because nothing was typed.
    """
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return ""
    template = _ERRORS.get(kind)
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (parameter.get_error_hint() if parameter else "参数")
    detail = str(getattr(error, "message", ""))
    if detail.startswith("Got unexpected"):
        template = "命令后面的参数太多。"
    elif kind == "BadOptionUsage":
        template = "选项 {name} 后面要跟一个值。" if "requires" in detail else "选项 {name} 后面不跟值。"
    if template:
        shown = _allowed(detail) if detail.isascii() else detail.rstrip("。")
        detail = template.format(name=str(name).replace("'", ""), detail=shown)
    context = getattr(error, "ctx", None)
    return f"{detail}用 {context.command_path} --help 看用法。" if context is not None else detail


def _allowed(detail: str) -> str:
    """What a parameter takes, by the library's words for what it does not: some words, numbers from the least."""
    choices, least = (
        re.findall("'([^']+)'", detail.partition("one of")[2]),
        re.search(r"equal to (\d+)|x>=(\d+)", detail),
    )
    if choices:
        return "只能是 " + "、".join(choices)
    if least:
        return f"不能小于{least[1] or least[2]}"
    return "要一个数字" if "number" in detail or "integer" in detail else "不在允许的范围内"
