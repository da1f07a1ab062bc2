"""`reportminer explain`: what a check compares and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from reportminer.errors import UsageError

if TYPE_CHECKING:
    from reportminer.check import Rule

HELP = """解释一项检查：核对什么，为什么要紧，什么样的句子会被指出。不给编号时列出全部检查。

例：reportminer explain SUM01；reportminer explain SUM
"""


def command(
    code: Annotated[str, typer.Argument(help="检查编号，如 SUM01；只写族名（SUM）就列出一族。", metavar="编号")] = "",
) -> None:
    """Prints one check, a family, or the list."""
    from reportminer.check import checks, rule_of
    from reportminer.export import SEVERITIES

    rule = rule_of(code) if code else None
    if rule is not None:
        for line in _whole(rule, SEVERITIES[rule.severity]):
            typer.echo(line)
        return
    family = [check.rule for check in checks() if check.rule.code.startswith(code.upper())]
    if not family:
        raise UsageError("", f"没有编号为 {code} 的检查。", "不带编号运行 reportminer explain 可列出全部。")
    for rule in family:
        typer.echo(f"{rule.code}  {SEVERITIES[rule.severity]}  {rule.title}（{rule.name}）")


def _whole(rule: Rule, severity: str) -> Iterator[str]:
    yield f"{rule.code} {rule.name}：{rule.title}（{severity}）"
    yield ""
    yield rule.rationale
    for title, examples in (("会指出", rule.fails), ("不会指出", rule.passes)):
        yield ""
        yield f"{title}："
        yield from ("  " + example.replace("\n", "\n  ") for example in examples)
