"""Zip containers (.docx, .xlsx, .zip), looked through by their directory before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from reportminer.errors import LimitError, UnreadableError, UnsupportedError
from reportminer.read import limits
from reportminer.read.media import ARCHIVE, DOCX, ODT, XLSX

DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, struct.error),
    *(NotImplementedError, RuntimeError, OSError, ValueError),
)
"""What `zipfile` raises on damaged, truncated, encrypted or odd archives."""

_BROKEN = "压缩包损坏或不完整。"
_AGAIN = "请重新下载或另存一份。"


def open_zip(path: str, data: bytes) -> zipfile.ZipFile:
    """The archive, once its stated sizes are within the limits.

    Raises `UnreadableError` for a damaged one, `LimitError` for too many members, too large or too dense ones.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise UnreadableError(path, _BROKEN, _AGAIN) from error
    members = archive.infolist()
    if len(members) > limits.ZIP_MEMBERS:
        raise LimitError(path, f"压缩包里有{len(members)}个文件，超过{limits.ZIP_MEMBERS}个。", "请分几包再读。")
    total = sum(member.file_size for member in members)
    if total > limits.ZIP_TOTAL_BYTES:
        size = limits.ZIP_TOTAL_BYTES // limits.MEGABYTE
        raise LimitError(path, f"解压后共{total // limits.MEGABYTE}MB，超过{size}MB。", "请确认来源可靠，再拆分后读。")
    for member in members:
        dense = member.file_size > limits.ZIP_RATIO * max(member.compress_size, 1)
        if dense and member.file_size > limits.ZIP_RATIO_FROM:
            raise LimitError(path, f"压缩比超过{limits.ZIP_RATIO}倍，像是压缩炸弹。", "请确认来源可靠。")
    return archive


def zip_kind(path: str, data: bytes) -> str:
    """The media type of a zip container by its members: a Word, Excel or ODF file, else a plain archive."""
    with open_zip(path, data) as archive:
        names = {member.filename for member in archive.infolist()}
        if "[Content_Types].xml" in names:
            return _office_kind(path, names)
        if "mimetype" in names and "content.xml" in names:
            return _open_document_kind(path, archive)
        if "OFD.xml" in names:
            raise UnsupportedError(path, "内容是OFD文档，不支持。", "请另存为PDF再读。")
    return ARCHIVE


def _office_kind(path: str, names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return DOCX
    if any(name.startswith("xl/") for name in names):
        return XLSX
    raise UnsupportedError(path, "内容是演示文稿或别的Office文件，不支持。", "请另存为.docx或PDF再读。")


def _open_document_kind(path: str, archive: zipfile.ZipFile) -> str:
    mimetype = read_member(path, archive, "mimetype")
    if mimetype.startswith(ODT.encode()):
        return ODT
    raise UnsupportedError(path, "内容是OpenDocument表格或演示，不支持。", "请另存为.xlsx或.docx再读。")


def read_member(path: str, archive: zipfile.ZipFile, name: str, limit: int | None = None) -> bytes:
    """One member's bytes; `UnreadableError` when damaged or encrypted, `LimitError` beyond `limit` bytes.

    Without `limit` it is that of an XML part. The stated size may lie, so no more than the limit is ever unpacked.
    """
    limit = limits.XML_BYTES if limit is None else limit
    try:
        info = archive.getinfo(name)
        if info.flag_bits & 1:
            raise UnreadableError(path, "压缩包加了密码。", "请去掉密码再读。")
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
    except KeyError:
        raise UnreadableError(path, f"缺少部件{name}。", _AGAIN) from None
    except DAMAGE as error:
        raise UnreadableError(path, _BROKEN, _AGAIN) from error
    if len(data) > limit:
        raise LimitError(path, f"部件{name}超过{limit // limits.MEGABYTE}MB。", "请拆分文件后再读。")
    return data
