"""`reportminer evaluate`: predicted against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HELP = """用人工标注核对本程序：数字、关系、问题的准确率、召回率和 F1；-v 列出每一处不同。

例：reportminer evaluate corpus/gold -v
"""


def command(
    gold: Annotated[Path, typer.Argument(help="放标注（*.json）的文件夹。", metavar="标注")],
    reports: Annotated[Path | None, typer.Option("--reports", help="放报告的文件夹，默认在标注附近找。")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="列出漏掉的和多出的。")] = False,
) -> None:
    """Prints the scores in all, and with -v each difference."""
    from reportminer.evaluate import Evaluation, evaluate_folder

    total = Evaluation()
    for name, evaluation in evaluate_folder(gold, reports):
        total.add(evaluation)
        if verbose:
            for kind, score in evaluation.scores.items():
                for mark, items in (("漏", score.misses), ("多", score.extras)):
                    for item in items:
                        typer.echo(f"{name}: {kind} {mark}: {item}")
    typer.echo(f"{'':<10}\t准确率\t召回率\tF1\t对\t多\t漏")
    for kind, score in total.scores.items():
        figures = f"{score.precision:.3f}\t{score.recall:.3f}\t{score.f1:.3f}"
        typer.echo(f"{kind:<10}\t{figures}\t{score.right}\t{len(score.extras)}\t{len(score.misses)}")
    for kind, counts in total.shares.items():
        typer.echo(f"{kind}：{counts[True]}/{counts.total()} = {counts[True] / counts.total():.3f}")
