"""OLE containers (.doc, .xls, .wps, encrypted Office files): their directory and their streams, no more."""

from __future__ import annotations

import struct

from reportminer.errors import UnreadableError, UnsupportedError
from reportminer.read.media import DOC, WPS, XLS

_FREE = 0xFFFFFFF0
_NAME_BYTES = 64
_ENTRY_BYTES = 128


class Ole:
    """The streams of one OLE file by name; damaged chains end early instead of failing."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << struct.unpack_from("<H", data, 30)[0]
        self._mini = 1 << struct.unpack_from("<H", data, 32)[0]
        if self._size not in (512, 4096) or self._mini != 64:
            raise ValueError("sector size")
        directory, self._cutoff = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 56)[0]
        mini_fat = struct.unpack_from("<I", data, 60)[0]
        self._fat = self._table(self._fat_sectors())
        self._mini_fat = self._table(self._chain(mini_fat, self._fat))
        self.streams: dict[str, tuple[int, int]] = {}
        self._read_directory(self._join(self._chain(directory, self._fat)))

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; b"" when there is none."""
        start, size = self.streams.get(name, (_FREE, 0))
        if size >= self._cutoff:
            return self._join(self._chain(start, self._fat))[:size]
        root_start, root_size = self.streams.get("Root Entry", (_FREE, 0))
        root = self._join(self._chain(root_start, self._fat))[:root_size]
        step = self._mini
        return b"".join(root[at * step : (at + 1) * step] for at in self._chain(start, self._mini_fat))[:size]

    def _read_directory(self, directory: bytes) -> None:
        for at in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            entry = directory[at : at + _ENTRY_BYTES]
            length = struct.unpack_from("<H", entry, _NAME_BYTES)[0]
            kind = entry[66]
            if not 2 <= length <= _NAME_BYTES or kind not in (1, 2, 5):
                continue
            name = entry[: length - 2].decode("utf-16-le", "replace")
            self.streams.setdefault(name, struct.unpack_from("<II", entry, 116))

    def _fat_sectors(self) -> list[int]:
        count = min(struct.unpack_from("<I", self._data, 44)[0], len(self._data) // self._size + 1)
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        seen: set[int] = set()
        while len(sectors) < count and following < _FREE and following not in seen:
            seen.add(following)
            more = self._table([following])
            sectors += more[:-1]
            following = more[-1] if more else _FREE
        return [sector for sector in sectors[:count] if sector < _FREE]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _join(self, sectors: list[int]) -> bytes:
        return b"".join(map(self._sector, sectors))

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        data = self._join(sectors)
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    @staticmethod
    def _chain(start: int, table: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        while start < len(table) and len(chain) <= len(table):
            chain.append(start)
            start = table[start]
        return chain


def open_ole(path: str, data: bytes) -> Ole:
    """The container; `UnreadableError` when its header or directory is damaged."""
    try:
        return Ole(data)
    except (struct.error, ValueError) as error:
        raise UnreadableError(path, "旧版Office文件损坏或不完整。", "请用Word或WPS打开后另存一份。") from error


def ole_kind(path: str, data: bytes) -> str:
    """The media type of an OLE file: DOC or XLS.

    Raises `UnreadableError` when it is encrypted or damaged, `UnsupportedError` when it is something else.
    """
    streams = open_ole(path, data).streams
    if "EncryptedPackage" in streams:
        raise UnreadableError(path, "文件加了密码。", "请在Office里去掉打开密码，另存后再读。")
    if "WordDocument" in streams:
        return DOC
    if "Workbook" in streams or "Book" in streams:
        return XLS
    if path.lower().endswith(".wps"):
        return WPS
    if not streams:
        raise UnreadableError(path, "旧版Office文件损坏或不完整。", "请用Word或WPS打开后另存一份。")
    raise UnsupportedError(path, "内容是演示文稿、邮件或别的Office文件，不支持。", "请另存为.docx或PDF再读。")
