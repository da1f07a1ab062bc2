"""`reportminer explain`: what a check compares and why."""

from __future__ import annotations

from typing import Annotated

import typer

HELP = """解释一项检查：核对什么，为什么要紧，什么样的句子会被指出。不给编号时列出全部检查。

例：reportminer explain SUM01
"""


def command(
    code: Annotated[
        str | None, typer.Argument(help="检查编号，如 SUM01；也可只写族名，如 SUM。", metavar="编号")
    ] = None,
) -> None:
    """Prints one check, a family, or the list."""
    from reportminer.check import explain

    for line in explain(code):
        typer.echo(line)
