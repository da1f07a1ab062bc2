"""Colours for a terminal, none elsewhere, and what the commands say in common."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from reportminer.export.lines import Paint
from reportminer.lexicon import Lexicon

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan", "place": None, "quiet": "bright_black"}

LIMITS_HELP = "时间和内存有上限，超过的文件算没能读。内存上限由系统执行：Linux 有，macOS 和 Windows 没有。"


def paint(stream: TextIO) -> Paint:
    """Colours for `stream` where it is a terminal and NO_COLOR is not set."""
    if not stream.isatty() or os.environ.get("NO_COLOR"):
        return lambda text, kind: text
    import typer

    return lambda text, kind: typer.style(text, fg=_COLOURS[kind], bold=kind in ("error", "place"))


def say_replaced(lexicon: Lexicon) -> None:
    """Says on stderr which embedded entries the reader's own patterns replace."""
    for note in lexicon.replaced:
        print(f"reportminer: {note}", file=sys.stderr)
