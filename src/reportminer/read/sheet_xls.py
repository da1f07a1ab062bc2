"""The sheets of an old Excel file (.xls), through python-calamine; its numbers in the printed form of their formats."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportminer.read import limits
from reportminer.read.ole import open_ole
from reportminer.read.sheet_biff import printed_numbers
from reportminer.read.sheet_formats import show
from reportminer.read.sheet_xlsx import Sheet
from reportminer.read.source import Source

_CHILD = Path(__file__).with_name("calamine_child.py")


def read_sheets(source: Source) -> Iterator[Sheet]:
    """The sheets in their order; `UnreadableError` when the file is encrypted or damaged, `LimitError` over time.

    The file is opened in a process of its own (0.1 s): python-calamine can end its process on a damaged file.
    """
    command = [sys.executable, "-P", str(_CHILD), str(limits.CHILD_BYTES)]
    try:
        done = subprocess.run(
            command, input=source.data, capture_output=True, timeout=limits.SECONDS_A_FILE, check=False
        )
    except subprocess.TimeoutExpired:
        raise source.over("读取超过时限。") from None
    found = json.loads(done.stdout) if done.returncode == 0 and done.stdout else "damaged"
    if found == "password":
        raise source.unreadable("文件加了密码。", "请去掉打开密码，另存后再读。")
    if not isinstance(found, list):
        raise source.unreadable("Excel文件损坏或不完整。", "请用Excel或WPS打开后另存为.xlsx再读。")
    printed = printed_numbers(open_ole(source.path, source.data))
    for sheet in found:
        texts = {(row, column): text for row, column, value in sheet["cells"] if (text := _printed(value))}
        numbers = printed.get(sheet["name"], {})
        texts |= {place: text for place, text in numbers.items() if place in texts or text.startswith("#")}
        if len(texts) > limits.CELLS:
            raise source.over(f"表格单元格超过{limits.CELLS}个。")
        merges = tuple((tuple(first), tuple(last)) for first, last in sheet["merges"])
        yield Sheet(sheet["name"], sheet["hidden"], texts, merges)


def _printed(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return show(value) if isinstance(value, int | float) else str(value).strip()
