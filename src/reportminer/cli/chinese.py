"""The command line's own words in Chinese: usage, panels, the help option, and what was typed wrongly."""

from __future__ import annotations

import gettext
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
    "BadOptionUsage": "选项 {name} 用法不对：{detail}。",
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
        return usage.replace("Usage:", "用法：", 1)

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
    """What was typed wrongly, in Chinese where typer says which kind of mistake it is, and where help is found."""
    template = _ERRORS.get(type(error).__name__)
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (parameter.get_error_hint() if parameter else "参数")
    detail = str(getattr(error, "message", ""))
    if template:
        shown = "不在允许的范围内" if detail.isascii() else detail.rstrip("。")
        detail = template.format(name=str(name).replace("'", ""), detail=shown)
    context = getattr(error, "ctx", None)
    return f"{detail}用 {context.command_path} --help 看用法。" if context is not None else detail
