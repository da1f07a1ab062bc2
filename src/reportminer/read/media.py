"""What a file is, told by its first bytes and its name; the two must agree."""

from __future__ import annotations

from pathlib import PurePath

from reportminer.errors import UnreadableError, UnsupportedError

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
WPS = "application/vnd.wps-office.wps"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
ARCHIVE = "application/zip"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"

MEDIA = {
    ".txt": TEXT,
    ".docx": DOCX,
    ".pdf": PDF,
    ".doc": DOC,
    ".wps": WPS,
    ".rtf": RTF,
    ".odt": ODT,
    ".html": HTML,
    ".htm": HTML,
    ".xlsx": XLSX,
    ".xls": XLS,
    ".md": MARKDOWN,
    ".zip": ARCHIVE,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".tif": TIFF,
    ".tiff": TIFF,
}
"""Suffix → media type, in the order in which the user is told of them."""

READERS = {
    TEXT: "txt",
    MARKDOWN: "markdown",
    HTML: "html",
    PDF: "pdf",
    DOCX: "word",
    XLSX: "sheet",
    XLS: "sheet",
    DOC: "office",
    WPS: "office",
    RTF: "office",
    ODT: "office",
    PNG: "ocr",
    JPEG: "ocr",
    TIFF: "ocr",
}
"""Media type → module of this package with `read(source: Source) -> Document`; ARCHIVE is unpacked by `read` itself."""

_NAMES = {
    TEXT: "纯文本",
    MARKDOWN: "Markdown文本",
    HTML: "网页",
    PDF: "PDF",
    DOCX: "Word文档（.docx）",
    XLSX: "Excel工作簿（.xlsx）",
    DOC: "旧版Word文档（.doc）",
    XLS: "旧版Excel工作簿（.xls）",
    WPS: "WPS文档",
    RTF: "RTF文档",
    ODT: "ODT文档",
    ARCHIVE: "zip压缩包",
    PNG: "PNG图片",
    JPEG: "JPEG图片",
    TIFF: "TIFF图片",
}
_WORDS = (DOCX, DOC, RTF, ODT, HTML)
_SHEETS = (XLSX, XLS, HTML)
_IMAGES = (PNG, JPEG, TIFF)
_ALSO = {
    **dict.fromkeys((DOCX, DOC, WPS, RTF, ODT), _WORDS),
    **dict.fromkeys((XLSX, XLS), _SHEETS),
    **dict.fromkeys(_IMAGES, _IMAGES),
}
"""What a file may hold besides what its suffix says: office programs open these without a word, so do we."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"{\\rtf", RTF),
)
_FOREIGN = (
    (b"Rar!\x1a\x07", "RAR压缩包", "请解压后再读。"),
    (b"7z\xbc\xaf\x27\x1c", "7z压缩包", "请解压后再读。"),
    (b"\x1f\x8b", "gzip压缩包", "请解压后再读。"),
    (b"GIF8", "GIF图片", "请另存为PNG。"),
    (b"OFD", "OFD文档", "请另存为PDF。"),
    (b"\x7fELF", "程序文件", "请给出报告文件。"),
    (b"MZ\x90\x00", "程序文件", "请给出报告文件。"),
)


def detect(path: str, data: bytes) -> str:
    """The media type of a file by its content and name, a key of `READERS` or ARCHIVE.

    Raises `UnreadableError` when the content is not what the suffix says, `UnsupportedError` when no reader takes it.
    """
    suffix = PurePath(path).suffix.lower()
    stated = MEDIA.get(suffix)
    if not data:
        raise UnreadableError(path, "文件是空的（0字节）。", "请重新取得文件。")
    if stated is None and suffix in (".eml", ".msg", ".mht", ".mhtml"):
        raise UnsupportedError(path, f"不读邮件和网页存档（{suffix}）。", "请把其中的报告另存为文件再读。")
    found = content_type(path, data)
    if found is None:
        return _by_name(path, suffix, stated)
    if found == HTML and stated in (TEXT, MARKDOWN):
        return stated
    if stated is None or found == stated or found in _ALSO.get(stated, ()):
        return found
    if stated == ARCHIVE and found in (DOCX, XLSX, ODT):
        return found
    proper = next(ending for ending, kind in MEDIA.items() if kind == found)
    raise UnreadableError(
        path, f"内容是{_NAMES[found]}，与后缀{suffix}不符。", f"如确是报告，请把后缀改成{proper}再读。"
    )


def _by_name(path: str, suffix: str, stated: str | None) -> str:
    """The media type of content that has no mark of its own."""
    if stated in (TEXT, MARKDOWN, HTML):
        return stated
    if stated is None:
        known = " ".join(MEDIA)
        raise UnsupportedError(path, f"不支持的格式{suffix or '（没有后缀）'}。", f"能读的有：{known}。")
    raise UnreadableError(
        path, f"内容不是{_NAMES[stated]}（文件损坏，或后缀改过）。", "请用原来的程序打开后另存一份再读。"
    )


def content_type(path: str, data: bytes) -> str | None:
    """The media type that the content itself shows, None for text and for what has no mark.

    Raises `UnsupportedError` for content that no reader takes, `UnreadableError` for damaged containers.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    for magic, name, remedy in _FOREIGN:
        if data.startswith(magic):
            raise UnsupportedError(path, f"内容是{name}，不支持。", remedy)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from reportminer.read.container import zip_kind

        return zip_kind(path, data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from reportminer.read.ole import ole_kind

        return ole_kind(path, data)
    head = data[:1024]
    if b"%PDF-" in head:
        return PDF
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<") and b"<html" in start):
        return HTML
    return None
