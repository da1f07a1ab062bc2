"""What a reader gets and the one shape that all readers have: `read(source: Source) -> Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from reportminer.errors import LimitError, UnreadableError, UnsupportedError
from reportminer.model import Document


class Source(Struct, frozen=True):
    """One report before it is read.

    path        as shown to the reader of messages: the file's path, or "包.zip!内/名.docx" inside an archive
    data        the whole file, within `limits.FILE_BYTES`
    media_type  what the content is, a key of the registry
    """

    path: str
    data: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def unreadable(self, problem: str, remedy: str = "") -> UnreadableError:
        """The error to raise when the content is damaged, encrypted or empty; both sentences Chinese, ending in 。"""
        return UnreadableError(self.path, problem, remedy)

    def unsupported(self, problem: str, remedy: str = "") -> UnsupportedError:
        """The error to raise when this content needs something that is not here."""
        return UnsupportedError(self.path, problem, remedy)

    def over(self, problem: str, remedy: str = "请拆分文件后再读。") -> LimitError:
        """The error to raise when reading on would pass a limit."""
        return LimitError(self.path, problem, remedy)


Reader: TypeAlias = Callable[[Source], Document]
"""The shape of `read/<format>.py`'s `read`: raises `UnreadableError`, `UnsupportedError` or `LimitError`, no other."""
