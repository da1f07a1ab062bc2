"""Run as a program of its own: an .xls on stdin, its sheets as JSON on stdout, within a memory limit.

python-calamine ends the whole process on some damaged files; here that costs one report and not the run. The output
is a list of {name, hidden, cells: [[row, column, value]], merges: [[[row, column], [row, column]]]}, or one word:
"password" or "damaged".
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime
from typing import Any

_PASSWORD, _DAMAGED = "password", "damaged"


def sheets(data: bytes) -> list[dict[str, Any]] | str:
    """The sheets of an .xls, or why there are none."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = []
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            rows = sheet.to_python(skip_empty_area=False)
            cells = [
                [row, column, _plain(value)]
                for row, values in enumerate(rows)
                for column, value in enumerate(values)
                if value != ""
            ]
            hidden = about.visible != SheetVisibleEnum.Visible
            found.append(
                {"name": about.name, "hidden": hidden, "cells": cells, "merges": sheet.merged_cell_ranges or []}
            )
    except PasswordError:
        return _PASSWORD
    except (CalamineError, ValueError, OverflowError, OSError, MemoryError):
        return _DAMAGED
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | str) else str(value)


def main(memory: int) -> None:
    """Read stdin, write stdout; at most `memory` bytes of address space where the system can limit it."""
    try:
        import resource
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    json.dump(sheets(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
