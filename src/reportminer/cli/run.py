"""`reportminer run`: a folder of reports in, records, tables and a workbook out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from reportminer.cli.options import MemoryLimit, Patterns, TimeLimit
from reportminer.cli.style import LIMITS_HELP
from reportminer.read import limits

HELP = f"""批量处理：读文件夹里的所有报告，把结果写进一个文件夹。

结果里有 report.xlsx（问题、数字、指标、报告四张表）、同样内容的 CSV、records.jsonl（供其他系统读取）。
同名的旧结果会被覆盖。
坏文件不会中断：最后逐个列出。退出码：0 全部读完（查出的问题在结果里）；2 有文件没能读。
{LIMITS_HELP}

例：reportminer run 往年报告/ -o 结果/
"""


def command(
    paths: Annotated[list[Path], typer.Argument(help="报告或放报告的文件夹。", metavar="路径…")],
    out: Annotated[Path, typer.Option("--out", "-o", help="放结果的文件夹。", metavar="结果")] = Path(
        "reportminer-out"
    ),
    patterns: Patterns = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, metavar="个", help="同时几个进程，默认每核一个。")
    ] = None,
    time_limit: TimeLimit = limits.SECONDS_A_REPORT,
    memory_limit: MemoryLimit = limits.MEGABYTES_A_REPORT,
) -> None:
    """Runs the batch and says on stderr what it came to."""
    from reportminer.batch import run
    from reportminer.cli.style import say_replaced
    from reportminer.lexicon import load_lexicon

    folders = tuple(map(str, patterns or ()))
    say_replaced(load_lexicon(*folders))
    with Bar() as bar:
        try:
            summary = run(paths, out, folders, workers, time_limit, bar.step, memory_limit)
        except KeyboardInterrupt:
            bar.stop()
            typer.echo(f"读完{bar.done}个文件就中止了，{out} 里的结果不完整。", err=True)
            raise
    for failure in summary.failures:
        shown = " ".join(failure.path.splitlines())
        typer.echo(f"没能读 {shown}: {failure.problem}", err=True)
    for reason, names in _by_reason(summary.skipped).items():
        shown = "、".join(names[:3]) + ("……" if len(names) > 3 else "")
        typer.echo(f"跳过{len(names)}个文件（{reason}）：{shown}", err=True)
    counts = summary.counts
    typer.echo(
        f"读了{summary.reports}份报告，{summary.figures}个数字（未核对{summary.unchecked}）："
        f"错误{counts['error']}，提醒{counts['warning']}，提示{counts['note']}；"
        f"没能读{len(summary.failures)}份，跳过{len(summary.skipped)}个文件。结果在 {out}。",
        err=True,
    )
    raise typer.Exit(2 if summary.failures else 0)


def _by_reason(skipped: Iterable[tuple[Path, str]]) -> dict[str, list[str]]:
    """The names of the files passed over, by reason."""
    reasons: dict[str, list[str]] = {}
    for path, reason in skipped:
        reasons.setdefault(reason, []).append(path.name)
    return reasons


class Bar:
    """A progress bar on stderr; plain lines where stderr is no terminal. `done` counts the files."""

    done = 0

    def __enter__(self) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True)
        self._terminal = console.is_terminal
        self._progress = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False),
            console=console,
            disable=not self._terminal,
        )
        self._task = self._progress.add_task("开始", total=None)
        self._progress.start()
        return self

    def step(self, path: str, done: int, total: int) -> None:
        """Shows that `path` is done."""
        self.done = done
        if self._terminal:
            self._progress.update(self._task, completed=done, total=total, description=Path(path).name)
        else:
            typer.echo(f"[{done}/{total}] {' '.join(path.splitlines())}", err=True)

    def stop(self) -> None:
        """Leaves the terminal to what is printed next."""
        self._progress.stop()

    def __exit__(self, *error: object) -> None:
        self.stop()
