"""The bare text inside an old Word file (.doc): enough to prove that a conversion has kept its table cells apart.

The layout is that of [MS-DOC]: the file information block, the piece table and its pieces.
"""

from __future__ import annotations

import struct

from reportminer.read.ole import Ole

CELL_END = "\x07"
_ENCRYPTED = 0x0100
_SECOND_TABLE = 0x0200
_COMPRESSED = 0x40000000
_FLAGS_AT, _LENGTH_AT, _PIECES_AT = 0x0A, 0x4C, 0x01A2
_SIMPLE, _TABLE = 1, 2


def is_encrypted(ole: Ole) -> bool:
    """Whether the file asks for a password to be opened."""
    main = ole.stream("WordDocument")
    return len(main) > _FLAGS_AT + 2 and bool(struct.unpack_from("<H", main, _FLAGS_AT)[0] & _ENCRYPTED)


def read_text(ole: Ole) -> str:
    """The main text with its marks: "\\r" ends a paragraph, CELL_END a cell and (once more) a row.

    "" where the file is too old or too damaged to tell.
    """
    main = ole.stream("WordDocument")
    try:
        flags = struct.unpack_from("<H", main, _FLAGS_AT)[0]
        length = struct.unpack_from("<I", main, _LENGTH_AT)[0]
        offset, size = struct.unpack_from("<II", main, _PIECES_AT)
        table = ole.stream("1Table" if flags & _SECOND_TABLE else "0Table")
        return _join(main, _pieces(table[offset : offset + size]))[:length]
    except struct.error:
        return ""


def _pieces(clx: bytes) -> list[tuple[int, int]]:
    """(characters, file position with its compression bit) of each piece."""
    at = 0
    while at < len(clx) and clx[at] == _SIMPLE:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != _TABLE:
        return []
    size = struct.unpack_from("<I", clx, at + 1)[0]
    at += 5
    count = (size - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", clx, at)
    at += 4 * (count + 1)
    places = [struct.unpack_from("<I", clx, at + 8 * piece + 2)[0] for piece in range(count)]
    return [(ends[piece + 1] - ends[piece], places[piece]) for piece in range(count)]


def _join(main: bytes, pieces: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    for characters, place in pieces:
        if place & _COMPRESSED:
            start = (place & ~_COMPRESSED) // 2
            parts.append(main[start : start + characters].decode("cp1252", "replace"))
        else:
            parts.append(main[place : place + 2 * characters].decode("utf-16-le", "replace"))
    return "".join(parts)
