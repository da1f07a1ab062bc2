"""What the tests of the command line share: two reports, and files that no reader can take."""

from __future__ import annotations

import zipfile
from pathlib import Path

from msgspec import Struct

WRONG = "全年支出310.50万元，由基本支出200.20万元和项目支出100.30万元组成。\n"
RIGHT = "全年支出300.50万元，由基本支出200.20万元和项目支出100.30万元组成。\n"


class Result(Struct):
    """What a command came to."""

    code: int
    out: str
    err: str


def bad_files(folder: Path) -> dict[str, Path]:
    """Files that no reader can take."""
    contents = {
        "空.txt": b"",
        "二进制.txt": bytes(range(256)) * 40,
        "假.docx": "不是压缩包".encode(),
        "截断.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
        "图.xyz": b"\x89PNG\r\n",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / "缺.docx", "w") as archive:
        archive.writestr("读我.txt", "没有正文")
    return {name: folder / name for name in [*contents, "缺.docx"]}
