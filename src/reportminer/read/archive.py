"""Zip archives of reports: their members one by one, never written to disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import ZipInfo

from reportminer.errors import LimitError, UnreadableError
from reportminer.read import limits
from reportminer.read.build import clean
from reportminer.read.container import open_zip, read_member
from reportminer.read.media import ARCHIVE, detect
from reportminer.read.source import Source

_UTF8 = 0x800
_LITTER = ("__MACOSX/",)
_LITTER_NAMES = ("._", "~$", ".DS_Store", "Thumbs.db", "desktop.ini")


def members(source: Source) -> Iterator[Source | UnreadableError]:
    """Each report in the archive as a source of its own (path "包.zip!内/名.docx"), or why it can't be read.

    Folders and the litter of operating systems are passed over; archives inside are not opened. Raises
    `UnreadableError` when there is nothing else or the archive is damaged.
    """
    empty = True
    with open_zip(source.path, source.data) as archive:
        for info in archive.infolist():
            name = _name(info)
            if info.is_dir() or name.startswith(_LITTER) or PurePosixPath(name).name.startswith(_LITTER_NAMES):
                continue
            empty = False
            path = f"{source.path}!{name}"
            try:
                data = read_member(path, archive, info.filename, limits.FILE_BYTES)
                media_type = detect(path, data)
            except UnreadableError as error:
                yield error
                continue
            if media_type == ARCHIVE:
                yield LimitError(path, "压缩包里还有压缩包，不再展开。", "请解压后再读。")
            else:
                yield Source(path, data, media_type)
    if empty:
        raise source.unreadable("压缩包里没有文件。", "请确认文件内容。")


def _name(info: ZipInfo) -> str:
    """The member's name; Chinese programs write GBK without saying so, which zipfile reads as cp437."""
    if info.flag_bits & _UTF8:
        return clean(info.filename)
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return clean(info.filename)
