"""`reportminer patterns`: tries the pattern files, for those who write them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from reportminer.cli.chinese import ChineseCommand, ChineseGroup, typer
from reportminer.cli.options import Patterns

CHECK_HELP = """跑一遍词表里每一条的例子：该找到的都找到，不该找到的都没找到。

不给文件夹时检查自带的词表；给了就检查这些文件夹里的条目。退出码：0 全部成立；1 有不成立的；2 文件写错了。

例：reportminer patterns check 我的词表
"""
TRY_HELP = """看一句话里找到了什么，由哪个文件的哪一条找到的。

例：reportminer patterns try "全年工资福利支出120.5万元，比上年增长3.2%"
"""

app = typer.Typer(name="patterns", cls=ChineseGroup, help="检查词表，或拿一句话试词表。", no_args_is_help=True)


@app.command(cls=ChineseCommand, help=CHECK_HELP)
def check(
    folders: Annotated[list[Path] | None, typer.Argument(help="词表文件夹。", metavar="文件夹…")] = None,
) -> None:
    """Prints the entries whose examples don't hold."""
    from reportminer.trial import check_patterns

    count = 0
    for problem in check_patterns(*(folders or ())):
        typer.echo(str(problem))
        count += 1
    typer.echo("所有例子都成立。" if not count else f"{count} 处不成立。", err=True)
    raise typer.Exit(int(count > 0))


@app.command("try", cls=ChineseCommand, help=TRY_HELP)
def try_(
    text: Annotated[str, typer.Argument(help="一句话。", metavar="一句话")],
    patterns: Patterns = None,
) -> None:
    """Prints what was found in the sentence and by which entry."""
    from reportminer.cli.style import say_replaced
    from reportminer.lexicon import load_lexicon
    from reportminer.trial import try_sentence

    lexicon = load_lexicon(*(patterns or ()))
    say_replaced(lexicon)
    found = try_sentence(text, lexicon)
    for item in found:
        typer.echo("\t".join((item.what, item.text, item.meaning, item.by)).rstrip())
    if not found:
        typer.echo("什么也没找到。", err=True)
