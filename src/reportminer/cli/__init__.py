"""The command line: one module a command, each arguments in, one library call, print."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reportminer.errors import ReportminerError, cause

CLEAN, FOUND, FAILED, ABORTED = 0, 1, 2, 130


def main() -> None:
    """Runs the command line; exits 0 clean, 1 error findings, 2 could not run, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(sys.argv[1:])
        if code == ABORTED:
            print("reportminer: 已中止。", file=sys.stderr)
        sys.exit(code)
    except ReportminerError as error:
        print(f"reportminer: {error}", file=sys.stderr)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        print("reportminer: 已中止。", file=sys.stderr)
        sys.exit(ABORTED)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            sys.stderr.close()
            sys.exit(CLEAN)
        where = f"{error.filename}: " if error.filename else ""
        print(f"reportminer: {where}读写失败（{cause(error)}）。请检查路径和权限。", file=sys.stderr)
        sys.exit(FAILED)


def _run(arguments: Sequence[str]) -> int:
    """`check` of nothing but files goes without the library for command lines, whose loading takes as long."""
    if len(arguments) > 1 and arguments[0] == "check" and not any(one.startswith("-") for one in arguments):
        from reportminer.cli.checking import check_files

        return check_files(arguments[1:])
    from reportminer.cli.app import start

    return start()
