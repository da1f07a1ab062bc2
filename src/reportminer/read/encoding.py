"""The encoding of a Chinese text file: strict UTF-8 first, then UTF-16, GB18030, and a detector on the whole file."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from msgspec import Struct

from reportminer.model import Notice
from reportminer.read.build import clean
from reportminer.read.source import Source

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CONTROLS_ALLOWED = 0.002
_DAMAGE_ALLOWED = 0.002
_USUAL = re.compile("[\t\r\n\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2027]")
_RARE_ALLOWED = 0.1
_SAMPLE = 4000
_CANDIDATES = ["gb18030", "big5", "big5hkscs", "cp950", "utf_16", "utf_16_le", "utf_16_be", "euc_jp", "shift_jis"]


class Decoded(Struct, frozen=True):
    """A decoded file: its text without byte order mark, the name of its encoding, what could not be decoded."""

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


def decode(source: Source) -> Decoded:
    """The text of `source`; `UnreadableError` when it is binary or of no encoding that Chinese reports use."""
    decoded = _decode(source)
    text = decoded.text
    controls = sum(1 for _ in _CONTROLS.finditer(text))
    if controls > len(text) * _CONTROLS_ALLOWED + 2 or (controls and controls * 4 > len(text)):
        raise source.unreadable("内容不是文本（含大量控制字符）。", "请确认文件没有损坏或改过后缀。")
    notices = decoded.notices
    if _is_garbled(text):
        notices += (Notice("garbled", "文字像是乱码：UTF-8文件曾被当作GBK保存。请重新取得文件。", source.path),)
    return Decoded(clean(text), decoded.encoding, notices)


def _is_garbled(text: str) -> bool:
    """Whether the text is UTF-8 that was read as GBK and saved like that: read back, most of it is Chinese."""
    sample = "".join(char for char in text[:_SAMPLE] if char > "\x7f")
    back = sample.encode("gb18030", "ignore").decode("utf-8", "ignore")
    return 2 * sum(1 for char in back if "\u4e00" <= char <= "\u9fff") > len(sample) / 3


def _decode(source: Source) -> Decoded:
    data = source.data
    if data.startswith(BOM_UTF8):
        return _tolerant(source, data[3:], "utf-8")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _tolerant(source, data[2:], "utf-16-le" if data.startswith(BOM_UTF16_LE) else "utf-16-be")
    if b"\x00" in data:
        wide = _wide(data)
        if wide is not None:
            return wide
    text = _strictly(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    nearly = _nearly(source, data, "utf-8")
    if nearly is not None:
        return nearly
    text = _strictly(data, "gb18030")
    if text is not None and not _looks_foreign(text):
        return Decoded(text, "gb18030")
    return _detected(source, data) or _fallback(source, data, text)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _nearly(source: Source, data: bytes, encoding: str) -> Decoded | None:
    """The text with a few bad bytes replaced by U+FFFD and a notice; None when there are many."""
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    wide = sum(1 for _ in _USUAL.finditer(text)) if bad else 1
    if not bad or bad > max(wide * _DAMAGE_ALLOWED, 1) or wide < len(text) * 0.9:
        return None
    message = f"有{bad}处字节无法按{encoding}解码，以「\ufffd」代替。"
    return Decoded(text, encoding, (Notice("undecodable", message, source.path),))


def _tolerant(source: Source, data: bytes, encoding: str) -> Decoded:
    text = _strictly(data, encoding)
    if text is not None:
        return Decoded(text, encoding)
    nearly = _nearly(source, data, encoding)
    if nearly is None:
        raise source.unreadable(f"文件标明是{encoding}，但无法解码。", "请用记事本打开后另存为UTF-8。")
    return nearly


def _wide(data: bytes) -> Decoded | None:
    """The text as UTF-16 without byte order mark, where that gives ordinary characters."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strictly(data, encoding)
        if text and sum(1 for _ in _USUAL.finditer(text)) > 0.97 * len(text):
            return Decoded(text, encoding)
    return None


def _looks_foreign(text: str) -> bool:
    """Whether text decoded as GB18030 is full of characters outside GB2312: Big5 read as GB18030 is."""
    narrow = len(text.encode("ascii", "ignore"))
    common = (len(text.encode("gb2312", "ignore")) - narrow) // 2
    # Python's gb2312 lacks these two for want of agreement on what they map to.
    common += text.count("—") + text.count("·")
    return len(text) - narrow - common > (len(text) - narrow) * _RARE_ALLOWED


def _detected(source: Source, data: bytes) -> Decoded | None:
    """What charset-normalizer makes of the whole file."""
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_CANDIDATES, steps=10, threshold=0.3).best()
    if best is None:
        return None
    text = _strictly(data, best.encoding)
    if text is None or sum(1 for _ in _USUAL.finditer(text)) < 0.9 * len(text):
        return None
    return Decoded(text, best.encoding.replace("_", "-"))


def _fallback(source: Source, data: bytes, text: str | None) -> Decoded:
    if text is not None:
        return Decoded(text, "gb18030")
    nearly = _nearly(source, data, "gb18030")
    if nearly is None:
        raise source.unreadable("认不出文字编码。", "请用记事本打开后另存为UTF-8。")
    return nearly
