"""Plain text: the decoded file is the canonical text, unchanged but for its byte order mark; a line is a block."""

from __future__ import annotations

from reportminer.model import Block, Document
from reportminer.read import limits
from reportminer.read.encoding import decode
from reportminer.read.source import Source
from reportminer.table import line_blocks


def read(source: Source) -> Document:
    """The report in a text file of any Chinese encoding; its lines as blocks, line breaks as in the file."""
    decoded = decode(source)
    text = decoded.text
    if len(text) > limits.CHARACTERS:
        raise source.over(f"文字超过{limits.CHARACTERS}个字符。")
    return Document(
        source.path,
        source.sha256,
        source.media_type,
        text,
        lines(source, text),
        encoding=decoded.encoding,
        notices=decoded.notices,
    )


def lines(source: Source, text: str) -> tuple[Block, ...]:
    """One block for each line that is not blank, or for each cell of tabbed rows; `UnreadableError` without any."""
    blocks = line_blocks(text)
    if not blocks:
        raise source.unreadable("文件里没有文字。", "请确认文件内容。")
    if len(blocks) > limits.BLOCKS:
        raise source.over(f"段落超过{limits.BLOCKS}个。")
    return blocks
