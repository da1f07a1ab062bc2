"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Patterns = Annotated[
    list[Path] | None, typer.Option("--patterns", metavar="文件夹", help="附加的词表，编号相同的条目替换自带的。")
]
TimeLimit = Annotated[float, typer.Option("--time-limit", min=1, metavar="秒", help="每个文件最多几秒。")]
MemoryLimit = Annotated[int, typer.Option("--memory-limit", min=256, metavar="MB", help="每个进程最多几MB内存。")]
