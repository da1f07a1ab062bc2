"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Patterns = Annotated[list[Path] | None, typer.Option("--patterns", help="附加的词表文件夹，同名条目覆盖。")]
TimeLimit = Annotated[float, typer.Option("--time-limit", min=1, help="每个文件最多几秒。")]
MemoryLimit = Annotated[int, typer.Option("--memory-limit", min=256, help="每个进程最多几MB内存。")]
