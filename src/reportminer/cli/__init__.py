"""The command line: one module a command, each arguments in, one library call, print."""

from __future__ import annotations

import sys
from typing import NoReturn

from reportminer.cli.chinese import ChineseCommand, ChineseGroup, UsageProblem, typer, wording
from reportminer.errors import ReportminerError

CLEAN, FOUND, FAILED = 0, 1, 2


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


def main() -> None:
    """Runs the command line; exits 0 clean, 1 error findings, 2 could not run, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(build()(standalone_mode=False))
    except (ReportminerError, UsageProblem) as error:
        said = str(error) if isinstance(error, ReportminerError) else wording(error)
        typer.echo(f"reportminer: {said}", err=True)
        sys.exit(FAILED)
    except typer.Abort:
        sys.exit(130)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            sys.stderr.close()
            sys.exit(CLEAN)
        typer.echo(f"reportminer: {error.filename or ''}: 读写失败（{error.strerror}）。请检查路径和权限。", err=True)
        sys.exit(FAILED)
