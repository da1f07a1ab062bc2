"""Puts a report together block by block, within the limits, so that every block slices to its own text."""

from __future__ import annotations

import re

from reportminer.model import Block, BlockKind, Document, Notice
from reportminer.read import limits
from reportminer.read.source import Source

_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` with lone surrogates replaced one for one by U+FFFD: they can't be written as UTF-8."""
    return _SURROGATES.sub("\ufffd", text) if _SURROGATES.search(text) else text


class Builder:
    """Collects the canonical text and its blocks in reading order, then gives the `Document`."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._pages: list[int] = []
        self._notices: list[Notice] = []
        self._cells = 0
        self.tables = 0
        """Tables so far: the number of the next one."""
        self.length = 0
        """Characters so far: the offset at which the next text begins."""

    def text(self, text: str) -> tuple[int, int]:
        """Append text that belongs to no block of its own (a separator, or a part of a cell); its span."""
        text = clean(text)
        start = self.length
        self.length += len(text)
        if self.length > limits.CHARACTERS:
            raise self._source.over(f"文字超过{limits.CHARACTERS}个字符。")
        self._parts.append(text)
        return start, self.length

    def line(
        self,
        text: str,
        kind: BlockKind = "paragraph",
        *,
        page: int | None = None,
        level: int | None = None,
        label: str = "",
        confidence: float | None = None,
    ) -> None:
        """Append one paragraph and its line break; a blank one becomes an empty line without a block."""
        start, end = self.text(text)
        self.text("\n")
        if text.strip():
            self.block(Block(start, end, kind, page=page, level=level, label=label, confidence=confidence))

    def block(self, block: Block) -> None:
        """Add a block over text that has been appended."""
        if block.kind == "cell":
            self._cells += 1
            if self._cells > limits.CELLS:
                raise self._source.over(f"表格单元格超过{limits.CELLS}个。")
        self._blocks.append(block)
        if len(self._blocks) > limits.BLOCKS:
            raise self._source.over(f"段落超过{limits.BLOCKS}个。")

    def table(self) -> int:
        """Begin the next table; its number, counted from 0."""
        self.tables += 1
        if self.tables > limits.TABLES:
            raise self._source.over(f"表格超过{limits.TABLES}个。")
        return self.tables - 1

    def page(self) -> int:
        """Begin the next page here; its number, counted from 1."""
        self._pages.append(self.length)
        if len(self._pages) > limits.PAGES:
            raise self._source.over(f"页数超过{limits.PAGES}页。")
        return len(self._pages)

    def notice(self, code: str, message: str, where: str = "") -> None:
        """Say what could not be read; it becomes one of the record's warnings."""
        self._notices.append(Notice(code, message, where or self._source.path))

    def document(self, encoding: str | None = None) -> Document:
        """The whole report; `UnreadableError` when it holds no text at all."""
        text = "".join(self._parts)
        if not text.strip():
            raise self._source.unreadable("文件里没有文字。", "请确认文件内容，扫描件请先作文字识别。")
        text = text[: max(len(text.rstrip("\n")), max(block.end for block in self._blocks))]
        source = self._source
        return Document(
            clean(source.path),
            source.sha256,
            source.media_type,
            text,
            tuple(self._blocks),
            tuple(self._pages),
            encoding,
            tuple(self._notices),
        )
