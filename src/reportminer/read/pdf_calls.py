"""pdfium's smallest questions asked by the hundred, as cheaply as ctypes can: it converts no argument."""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

Address = ctypes.c_void_p

_RECT = ctypes.sizeof(raw.FS_RECTF)
_FIRST = 256
_POINT = 2 * ctypes.sizeof(ctypes.c_double)


def address(handle: Any) -> Address:
    """Where a page, text page or function of pdfium stands; valid while it is open."""
    return ctypes.cast(handle, Address)


def _bare(function: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:
    """`function` without the types of its arguments: whole numbers go as C's int, addresses must be given as such.

    pdfium answers at once, so other threads may wait for it. Checked arguments would more than double the time.
    """
    return ctypes.PYFUNCTYPE(result)(address(function).value or 0)


_object = _bare(raw.FPDFPage_GetObject, ctypes.c_void_p)
_kind = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(address(raw.FPDFPageObj_GetType).value or 0)
_box = _bare(raw.FPDFText_GetLooseCharBox, None)
_generated = _bare(raw.FPDFText_IsGenerated)
_origin = _bare(raw.FPDFText_GetCharOrigin, None)
_font_size = _bare(raw.FPDFText_GetFontSize, ctypes.c_double)


def kinds(page: Address) -> bytes:
    """The kind of every object on a page, one byte each."""
    count = max(0, raw.FPDFPage_CountObjects(ctypes.cast(page, raw.FPDF_PAGE)))
    return bytes(map(_kind, map(_object, repeat(page), range(count))))


class Boxes:
    """Memory for pdfium's answers where letters stand; used again and again, since a reference costs half a call."""

    def __init__(self) -> None:
        self._grow(_FIRST)

    def _grow(self, count: int) -> None:
        self._found = array("f", bytes(_RECT * count))
        self._start = ctypes.c_char.from_buffer(self._found)
        self._references = [ctypes.byref(self._start, _RECT * at) for at in range(count)]

    def ask(self, text_page: Address, indices: Sequence[int]) -> array[float]:
        """Left, top, right and bottom of each letter, four numbers a letter; zeros for an index out of bounds."""
        count = len(indices)
        if count > len(self._references):
            self._grow(2 * count)
        ctypes.memset(ctypes.byref(self._start), 0, _RECT * count)
        deque(map(_box, repeat(text_page), indices, self._references), maxlen=0)
        return self._found[: 4 * count]


def base_lines(text_page: Address, indices: Sequence[int]) -> list[float]:
    """How far above the page's origin each letter stands."""
    found = array("d", bytes(_POINT * len(indices)))
    if indices:
        start = ctypes.c_char.from_buffer(found)
        across = map(ctypes.byref, repeat(start), range(0, _POINT * len(indices), _POINT))
        up = map(ctypes.byref, repeat(start), range(_POINT // 2, _POINT * len(indices), _POINT))
        deque(map(_origin, repeat(text_page), indices, across, up), maxlen=0)
    return found[1::2].tolist()


def font_sizes(text_page: Address, indices: Sequence[int]) -> list[float]:
    """The size of each letter's font in points."""
    return list(map(_font_size, repeat(text_page), indices))


def generated(text_page: Address, indices: Sequence[int]) -> list[bool]:
    """Whether each letter is none of the file's but a space that pdfium put in."""
    return [answer == 1 for answer in map(_generated, repeat(text_page), indices)]
