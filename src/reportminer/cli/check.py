"""`reportminer check`: findings like a linter."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reportminer.cli.options import MemoryLimit, Patterns, TimeLimit
from reportminer.cli.style import LIMITS_HELP
from reportminer.read import limits

HELP = f"""检查报告，像 linter 一样逐条打印问题和算式。

每行：文件:行 程度 检查编号 说明；最后一行是覆盖情况：多少数字核对过，多少没有。
退出码：0 没有错误；1 有错误；2 有文件没能读。检查编号的含义：reportminer explain SUM01。
{LIMITS_HELP}

例：reportminer check 自评报告.docx 决算说明.pdf --notes
"""


class Format(StrEnum):
    """What `check` prints."""

    TEXT = "text"
    JSON = "json"


def command(
    files: Annotated[list[Path], typer.Argument(help="报告文件：txt、docx、pdf 等。", metavar="文件…")],
    format: Annotated[
        Format, typer.Option("--format", "-f", help="text 给人看；json 每份报告一行记录。")
    ] = Format.TEXT,
    notes: Annotated[bool, typer.Option("--notes", "-n", help="也显示提示（默认只计数）。")] = False,
    patterns: Patterns = None,
    time_limit: TimeLimit = limits.SECONDS_A_REPORT,
    memory_limit: MemoryLimit = limits.MEGABYTES_A_REPORT,
) -> None:
    """Prints the findings of each file in the order of the files."""
    from reportminer.cli.checking import check_files

    raise typer.Exit(check_files(files, format is Format.JSON, notes, patterns or (), time_limit, memory_limit))
