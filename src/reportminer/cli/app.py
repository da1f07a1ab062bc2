"""The application that the command line is: its commands and what they have in common."""

from __future__ import annotations

from typing import NoReturn

from reportminer.cli import ABORTED, FAILED
from reportminer.cli.chinese import ChineseCommand, ChineseGroup, UsageProblem, typer, wording


def build() -> typer.Typer:
    """The application with all its commands."""
    from reportminer.cli import check, evaluate, explain, patterns, run, schema

    app = typer.Typer(
        name="reportminer",
        cls=ChineseGroup,
        help="读中文叙述性报告（绩效自评、决算说明、工作总结），找出每一个数字和每一处算不平的地方。",
        epilog="先试：reportminer check 报告.docx；整个文件夹：reportminer run 文件夹 -o 结果。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for command in (check, run, explain, evaluate, schema):
        name = command.__name__.rpartition(".")[2]
        app.command(name, cls=ChineseCommand, help=command.HELP)(command.command)
    app.add_typer(patterns.app)
    app.callback()(_root)
    return app


def start() -> int:
    """Runs the command that was typed and returns the exit code; says in Chinese what was typed wrongly."""
    try:
        return int(build()(standalone_mode=False) or 0)
    except UsageProblem as error:
        said = wording(error)
        if said:
            typer.echo(f"reportminer: {said}", err=True)
        return FAILED
    except typer.Abort:
        return ABORTED


def _root(
    version: bool = typer.Option(False, "--version", "-V", help="显示版本号。", is_eager=True, callback=lambda asked: (
        _version() if asked else None
    )),
) -> None:  # fmt: skip
    del version


def _version() -> NoReturn:
    from reportminer.version import __version__

    typer.echo(f"reportminer {__version__}")
    raise typer.Exit
